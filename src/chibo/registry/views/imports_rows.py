"""The rows of a list as tables: new, changed, same, and members whom the list leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.domain.partial_dates import PartialDate
from chibo.domain.vietnamese import search_key
from chibo.kit.cells import day_text
from chibo.kit.lists import Column, Kind, Listing, Status
from chibo.registry.imports.labels import MEMBER_FIELDS
from chibo.registry.labels import GENDERS, KIND_LABELS
from chibo.registry.queries.import_batches import cell_names_in, cells_of_members
from chibo.registry.views.imports_reading import CHANGED, NEW, Reading
from chibo.registry.views.wording import standing_status

if TYPE_CHECKING:
    from chibo.registry.imports.units import UnitRecord
    from chibo.registry.models import ImportBatch, Member
    from chibo.registry.queries.imports import Match

_DATES = frozenset(("born_on", "admitted_on", "official_on"))


class Changes(str):
    """What changes, a line each: plain in a spreadsheet, before and after told apart on the page."""

    lines: tuple[tuple[str, str, str], ...]

    def __new__(cls, lines: Iterable[tuple[str, str, str]]) -> Changes:
        kept = tuple(lines)
        made = super().__new__(cls, "; ".join(f"{label}: {before} → {after}" for label, before, after in kept))
        made.lines = kept
        return made

    def __html__(self) -> str:
        shown = (
            f"<div>{escape(label)}: <del>{escape(before)}</del> <span aria-hidden='true'>→</span> "
            f"<ins>{escape(after)}</ins></div>"
            for label, before, after in self.lines
        )
        return "".join(shown)


def rows_of(batch: ImportBatch, reading: Reading, outcome: str | None) -> list[dict[str, Any]]:
    """The rows of one outcome, or (``None``) the members who are missing from the list."""
    if batch.kind == "UNITS":
        return [_unit(record) for record in reading.by_outcome[outcome or NEW]]
    if outcome is None:
        cells = cells_of_members(reading.left, batch.starts_on)
        return [_known(member, cells) for member in reading.left]
    names = cell_names_in(batch.unit, batch.starts_on) if batch.unit is not None else {}
    matches: list[Match] = reading.by_outcome[outcome]
    moved = [match.member for match in matches if match.moves_to is not None and match.member is not None]
    cells = cells_of_members(moved, batch.starts_on) if moved else {}
    only_cell = names.get(batch.unit.code, "") if batch.unit is not None else ""
    return [_listed(match, names, cells, only_cell) for match in matches]


def changes_of(match: Match, names: Mapping[str, str], cells: Mapping[int, str]) -> Changes:
    """What ``match`` changes, in words; ``names``: code → cell, ``cells``: member → the name of their cell now."""
    lines = [
        (str(MEMBER_FIELDS.get(name, name)), shown(name, before) or "–", shown(name, after))
        for name, (before, after) in match.changes.items()
    ]
    if match.moves_to is not None and match.member is not None:
        cell = names.get(match.moves_to, match.moves_to)
        lines.append((str(MEMBER_FIELDS["cell"]), cells.get(match.member.pk, "–"), cell))
    return Changes(lines)


def shown(name: str, value: Any) -> str:
    """A fact as people read it: a date as day/month/year, a gender as its word."""
    if name == "gender":
        return str(GENDERS.get(value, value))
    if isinstance(value, PartialDate):
        return value.vietnamese
    return day_text(value) if name in _DATES else str(value or "")


def _listed(match: Match, names: Mapping[str, str], cells: Mapping[int, str], only_cell: str) -> dict[str, Any]:
    record = match.record
    return {
        "row": record.row,
        "name": record.full_name,
        "key": search_key(record.full_name),
        "born": shown("born_on", record.born_on),
        "admitted": shown("admitted_on", record.admitted_on),
        "official": shown("official_on", record.official_on),
        "card": record.card_number or "",
        "standing": standing_status(record.standing.value),
        "cell": names.get(record.cell_code or "", record.cell or "") or only_cell,
        "position": record.position or "",
        "changes": changes_of(match, names, cells),
        "member": match.member.pk if match.member is not None else None,
    }


def _known(member: Member, cells: Mapping[int, str]) -> dict[str, Any]:
    return {
        "name": member.full_name,
        "key": member.search_key,
        "born": day_text(member.born_on),
        "admitted": day_text(member.admitted_on),
        "official": day_text(member.official_on),
        "card": member.card_number or "",
        "cell": cells.get(member.pk, ""),
        "member": member.pk,
    }


def _unit(record: UnitRecord) -> dict[str, Any]:
    return {
        "row": record.row,
        "code": record.code,
        "name": record.name,
        "key": search_key(record.name),
        "kind": str(KIND_LABELS[record.kind.value]),
        "parent": record.parent or "",
        "starts_on": record.starts_on,
        "ends_on": record.ends_on,
    }


def listing_of(batch: ImportBatch, outcome: str | None) -> Listing:
    """The table that ``rows_of`` fills."""
    if batch.kind == "UNITS":
        return _listing(
            f"import-units-{outcome}",
            npgettext_lazy("số dòng", "đơn vị", "đơn vị"),
            _UNIT_COLUMNS,
            search=("key", "code"),
        )
    columns = {None: _LEFT_COLUMNS, NEW: _NEW_COLUMNS, CHANGED: _CHANGED_COLUMNS}.get(outcome, _SAME_COLUMNS)
    return _listing(
        f"import-members-{outcome or 'LEFT'}",
        npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
        columns,
        search=("key", "card"),
    )


def _listing(name: str, noun: Any, columns: tuple[Column, ...], *, search: tuple[str, ...]) -> Listing:
    return Listing(
        name=name,
        title=_("Đối chiếu"),
        noun=noun,
        search=search,
        order_by="row" if columns[0].name == "row" else "name",
        empty=_("Không có dòng nào ở phần này."),
        columns=columns,
    )


def _member_address(row: dict[str, Any]) -> str:
    return reverse("registry:member", args=[row["member"]]) if row["member"] is not None else ""


def _standing(row: dict[str, Any]) -> Status:
    return row["standing"]


_ROW = Column("row", gettext_lazy("Dòng"), order_by="row", width=8)
_NAME = Column("name", gettext_lazy("Họ và tên"), order_by="name", link=_member_address, main=True, width=28)
_BORN = Column("born", gettext_lazy("Ngày sinh"))
_ADMITTED = Column("admitted", gettext_lazy("Ngày vào Đảng"))
_OFFICIAL = Column("official", gettext_lazy("Ngày chính thức"))
_CARD = Column("card", gettext_lazy("Số thẻ"), order_by="card")
_CELL = Column("cell", gettext_lazy("Chi bộ"), order_by="cell", width=32)
_STANDING = Column("standing", gettext_lazy("Diện"), value=_standing, kind=Kind.STATUS)
_POSITION = Column("position", gettext_lazy("Chức vụ"), shown=False, width=28)
_CHANGES = Column("changes", gettext_lazy("Thay đổi: trước → sau"), width=60)

_NEW_COLUMNS = (_ROW, _NAME, _BORN, _ADMITTED, _OFFICIAL, _CARD, _STANDING, _CELL, _POSITION)
_CHANGED_COLUMNS = (_ROW, _NAME, _CHANGES, _CARD)
_SAME_COLUMNS = (_ROW, _NAME, _BORN, _CARD, _CELL)
_LEFT_COLUMNS = (_NAME, _BORN, _ADMITTED, _OFFICIAL, _CARD, _CELL)
_UNIT_COLUMNS = (
    _ROW,
    Column("name", gettext_lazy("Tên"), order_by="name", main=True, width=36),
    Column("code", gettext_lazy("Mã"), order_by="code"),
    Column("kind", gettext_lazy("Loại"), order_by="kind", width=24),
    Column("parent", gettext_lazy("Trực thuộc"), order_by="parent"),
    Column("starts_on", gettext_lazy("Từ ngày"), kind=Kind.DAY, order_by="starts_on"),
    Column("ends_on", gettext_lazy("Trước ngày"), kind=Kind.DAY, order_by="ends_on"),
)
