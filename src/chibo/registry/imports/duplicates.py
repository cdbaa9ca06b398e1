"""Who may stand in a list twice. Names are no keys: what is likely is shown, what is certain is held back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from chibo.domain.vietnamese import search_key, settle_tones
from chibo.registry.imports.records import MemberRecord

_MOST_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Rows that may be one person, and what they share: SAME_CARD_NUMBER, SAME_FILE_NUMBER, SAME_NAME_AND_BIRTH, or
    SIMILAR_NAME_AND_BIRTH (alike but for accents).
    """

    rows: tuple[int, ...]
    why: str


def find_duplicates(
    records: Sequence[MemberRecord], *, set_aside: frozenset[int] = frozenset()
) -> tuple[list[Duplicates], dict[int, tuple[str, int]]]:
    """Groups for a person to look at, and the rows that must not go in: row → (the field that tells, the first row).

    Held back, each but the first of its group: the same card or file number, which one person alone can have; rows
    equal in every respect; the same name and full day of birth where no number tells two people apart. ``set_aside``:
    rows found to be other people; only a shared number still holds them back.
    """
    named = [record for record in records if record.full_name]
    groups: list[Duplicates] = []
    later: dict[int, tuple[str, int]] = {}
    for field_name, why in (("card_number", "SAME_CARD_NUMBER"), ("file_number", "SAME_FILE_NUMBER")):
        for group in _alike(records, attrgetter(field_name)):
            groups.append(Duplicates(tuple(record.row for record in group), why))
            for record in group[1:]:
                later.setdefault(record.row, (field_name, group[0].row))
    seen = {frozenset(group.rows) for group in groups}
    for key, why in ((_spelled, "SAME_NAME_AND_BIRTH"), (_folded, "SIMILAR_NAME_AND_BIRTH")):
        for group in _alike(named, key):
            rows = tuple(record.row for record in group)
            if not any(set(rows) <= others for others in seen):
                groups.append(Duplicates(rows, why))
                seen.add(frozenset(rows))
            if why == "SAME_NAME_AND_BIRTH":
                for place, record in enumerate(group[1:], start=1):
                    twin = next(
                        (other for other in group[: min(place, _MOST_COMPARED)] if _surely_one(other, record)), None
                    )
                    if twin and record.row not in set_aside:
                        later.setdefault(record.row, ("full_name", twin.row))
    for group in _alike(named, _content):
        for record in group[1:]:
            if record.row not in set_aside:
                later.setdefault(record.row, ("full_name", group[0].row))
            if not any({group[0].row, record.row} <= set(rows) for rows in seen):
                pair = tuple(twin.row for twin in group)
                groups.append(Duplicates(pair, "SAME_ROW"))
                seen.add(frozenset(pair))
    groups.sort(key=lambda group: group.rows)
    return groups, later


def _alike(records: Sequence[MemberRecord], key: Callable[[MemberRecord], Hashable]) -> list[list[MemberRecord]]:
    found: dict[Hashable, list[MemberRecord]] = defaultdict(list)
    for record in records:
        if (what := key(record)) is not None:
            found[what].append(record)
    return [group for group in found.values() if len(group) > 1]


def _spelled(record: MemberRecord) -> Hashable:
    """The name as spelled, wherever its tones stand, and the birth."""
    return (settle_tones(record.full_name).lower(), record.born_on) if record.born_on else None


def _folded(record: MemberRecord) -> Hashable:
    return (search_key(record.full_name), record.born_on) if record.born_on else None


def _surely_one(first: MemberRecord, second: MemberRecord) -> bool:
    if not first.born_on or not first.born_on.is_full:
        return False
    numbers = [(first.card_number, second.card_number), (first.file_number, second.file_number)]
    return all(one is None or other is None or one == other for one, other in numbers)


def _content(record: MemberRecord) -> tuple[Hashable, ...]:
    """Everything a row says, without its number."""
    plain = replace(record, row=0, extra={})
    return (*(getattr(plain, name) for name in plain.__slots__ if name != "extra"), *sorted(record.extra.items()))
