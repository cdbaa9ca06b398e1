"""Likely duplicates side by side, for a person to decide: a row and a member, or two rows of one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from chibo.registry.imports.labels import MEMBER_FIELDS
from chibo.registry.queries.import_batches import cell_names_in, cells_of_members
from chibo.registry.views.imports_reading import Reading
from chibo.registry.views.imports_rows import shown

if TYPE_CHECKING:
    from chibo.registry.imports.records import MemberRecord
    from chibo.registry.models import ImportBatch

ANOTHER, TAKE_BACK = "NEW", "BO"
_COMPARED = (
    *("full_name", "born_on", "gender", "admitted_on", "official_on", "card_number", "file_number", "hometown"),
    *("phone", "cell"),
)


class Line(NamedTuple):
    """One fact of the row and of those it may be; ``differs`` where both are known and not the same."""

    label: str
    listed: str
    others: list[tuple[str, bool]]


@dataclass(frozen=True)
class Pair:
    """A row and whom it may be. ``heads``: over the columns of the others; ``options``: value, words."""

    row: int
    name: str
    field_name: str
    heads: list[tuple[str, int | None]]
    lines: list[Line]
    options: list[tuple[str, str]]
    chosen: str = ""


class Decision(NamedTuple):
    """What a person decided about one row."""

    row: int
    name: str
    words: str


def to_decide(batch: ImportBatch, reading: Reading) -> list[Pair]:
    """Every pair that waits: rows like members of the registry first, then rows like an earlier row."""
    return [*_like_members(batch, reading), *_like_rows(batch, reading)]


def decided(batch: ImportBatch, reading: Reading) -> list[Decision]:
    """What was decided so far."""
    found = []
    for row, choice in sorted(batch.choices.items(), key=lambda pair: int(pair[0])):
        record = reading.records.get(int(row))
        words = _("Là người khác, được nhận") if choice == ANOTHER else _("Là đảng viên đã có trong sổ")
        found.append(Decision(int(row), record.full_name if record is not None else "", words))
    return found


def _like_members(batch: ImportBatch, reading: Reading) -> list[Pair]:
    members = {member.pk: member for match in reading.undecided for member in match.likely}
    cells = cells_of_members(members.values(), batch.starts_on) if members else {}
    names = _names(batch)
    pairs = []
    for match in reading.undecided:
        record = match.record
        sides = [
            {name: shown(name, getattr(member, name, "")) for name in _COMPARED} | {"cell": cells.get(member.pk, "")}
            for member in match.likely
        ]
        options = [
            (str(member.pk), _("Là một người với %(name)s (%(cell)s)") % {"name": member.full_name, "cell": cell})
            for member, cell in ((member, cells.get(member.pk, "")) for member in match.likely)
        ]
        pairs.append(
            Pair(
                row=record.row,
                name=record.full_name,
                field_name=f"d-{record.row}",
                heads=[(_("Trong sổ"), member.pk) for member in match.likely],
                lines=_lines(_told(record, names), sides),
                options=[*options, (ANOTHER, _("Là người khác: thêm mới"))],
            )
        )
    return pairs


def _like_rows(batch: ImportBatch, reading: Reading) -> list[Pair]:
    names = _names(batch)
    pairs = []
    for row, other in reading.twins.items():
        record, first = reading.records[row], reading.records[other]
        pairs.append(
            Pair(
                row=row,
                name=record.full_name,
                field_name=f"d-{row}",
                heads=[(_("Dòng %(row)s của danh sách") % {"row": other}, None)],
                lines=_lines(_told(record, names), [_told(first, names)]),
                options=[
                    ("", _("Là một người: không nhận dòng này")),
                    (ANOTHER, _("Là hai người khác nhau: nhận cả hai")),
                ],
            )
        )
    return pairs


def _names(batch: ImportBatch) -> dict[str, str]:
    return cell_names_in(batch.unit, batch.starts_on) if batch.unit is not None else {}


def _told(record: MemberRecord, names: dict[str, str]) -> dict[str, str]:
    told: dict[str, Any] = {name: shown(name, getattr(record, name, None)) for name in _COMPARED}
    cell = names.get(record.cell_code or "", record.cell or "")
    return told | {"hometown": record.extra.get("hometown", ""), "cell": cell}


def _lines(listed: dict[str, str], sides: list[dict[str, str]]) -> list[Line]:
    lines = []
    for name in _COMPARED:
        told, others = listed[name], [side[name] for side in sides]
        if told or any(others):
            marked = [(other, bool(told and other and told != other)) for other in others]
            lines.append(Line(str(MEMBER_FIELDS[name]), told, marked))
    return lines
