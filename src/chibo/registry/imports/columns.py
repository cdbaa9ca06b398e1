"""What each column of a table feeds, once the claims of all headings are settled against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chibo.registry.imports.headings import IGNORED, Meaning, marked
from chibo.registry.imports.sheets import Row
from chibo.registry.imports.vocabulary import DECOY, ORDINAL, Vocabulary, clean

Chosen = str | Sequence[str] | None
"""What a person says a column is: a field, the fields of its cells in order, or ``None`` for nothing."""

_NAME_PARTS = frozenset({"full_name", "family_name", "given_name"})
_SECOND_CHOICE = {"registered_residence": "residence"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The text over a column, on one line, and what it was taken to mean (``None``: nothing known)."""

    text: str
    meaning: Meaning | None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """``index`` from 0 = A; ``fields``: what its cells hold, in order; ``constant``: what a mark in it says."""

    index: int
    heading: str
    fields: tuple[str, ...] = ()
    constant: str | None = None

    @property
    def public(self) -> tuple[str, ...]:
        """The fields of the record that the column feeds."""
        return tuple(name for name in Meaning(self.fields).public if name not in (DECOY, ORDINAL))

    @property
    def is_ordinal(self) -> bool:
        return self.fields == (ORDINAL,)

    @property
    def is_ignored(self) -> bool:
        return not self.public and not self.is_ordinal

    @property
    def letter(self) -> str:
        """A, B, …, Z, AA, …"""
        letters, rest = "", self.index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return letters


def chosen_meaning(text: str, levels: Sequence[str], chosen: Mapping[str, Chosen]) -> Meaning | None:
    """What a person said this heading means; ``None`` when they did not say."""
    if not chosen:
        return None
    wanted = {clean(heading): what for heading, what in chosen.items()}
    if not text or clean(text) not in wanted:
        return None
    what = wanted[clean(text)]
    fields = (what,) if isinstance(what, str) else tuple(what or ())
    if not any(fields):
        return IGNORED
    sign = marked(levels[-1], above=" ".join(levels[:-1]))
    return Meaning(fields, sign.constant if sign and sign.fields[0] in fields else None)


def settle(
    headings: Sequence[Heading], rows: Sequence[Row], vocabulary: Vocabulary, chosen: Mapping[str, Chosen]
) -> tuple[Column, ...]:
    """One column for each heading; no field is fed twice, except by parts of a name and by *Nam | Nữ*.

    A person's choice comes first, then headings of one field from left to right, then those of several.
    """
    columns = [
        Column(index, heading.text, *((heading.meaning.fields, heading.meaning.constant) if heading.meaning else ()))
        for index, heading in enumerate(headings)
    ]
    by_claim = sorted(columns, key=lambda column: (not headings[column.index].is_chosen, len(column.fields) > 1))
    claimed: dict[str, Column] = {}
    for column in by_claim:
        kept = tuple(name for name in column.fields if _may_claim(name, column, claimed))
        if kept != column.fields and not any(name not in (DECOY, "") for name in kept):
            kept = ()
        columns[column.index] = settled = replace(column, fields=kept)
        claimed |= {name: settled for name in kept if name not in (DECOY, ORDINAL)}
    columns = [_second_choice(column, claimed) for column in columns]
    columns = _name_parts(columns, rows)
    return tuple(_told_apart(columns))


def _may_claim(name: str, column: Column, claimed: Mapping[str, Column]) -> bool:
    holder = claimed.get(name)
    if name in (DECOY, ORDINAL) or holder is None:
        return True
    if name in _NAME_PARTS:
        # One heading merged over two columns: the name is split below it.
        return holder.heading == column.heading and column.index == holder.index + 1
    return column.constant is not None and holder.constant not in (None, column.constant)


def _second_choice(column: Column, claimed: dict[str, Column]) -> Column:
    fields = tuple(
        better if (better := _SECOND_CHOICE.get(name)) and better not in claimed else name for name in column.fields
    )
    return replace(column, fields=fields)


def _name_parts(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """A name may continue in the next column under no heading of its own; lone parts are the whole name."""
    for left, right in pairwise(list(columns)):
        if right.heading == "" and left.fields in (("full_name",), ("family_name",)) and _continues(left, right, rows):
            columns[right.index] = replace(right, heading=left.heading, fields=("given_name",))
    return columns


def _continues(left: Column, right: Column, rows: Sequence[Row]) -> bool:
    named = [row for row in rows if _value(row, left.index)]
    words = [_value(row, right.index) for row in named]
    single = sum(word.replace("'", "").isalpha() for word in words)
    return bool(named) and single > 0.6 * len(named)


def _value(row: Row, index: int) -> str:
    value = row.cells[index] if index < len(row.cells) else None
    return value.strip() if isinstance(value, str) else ""


def _told_apart(columns: Sequence[Column]) -> list[Column]:
    """Two columns under one heading that feed different things are told apart by their letters."""
    result: list[Column] = []
    for column in columns:
        same = [other for other in result if other.heading and other.heading == column.heading]
        if any(other.public != column.public for other in same):
            column = replace(column, heading=f"{column.heading} ({column.letter})")
        result.append(column)
    return result
