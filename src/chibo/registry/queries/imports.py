"""What a spreadsheet would change: who joins, who left, what differs, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404

from chibo.domain.organisation import CELL_KINDS, Standing
from chibo.domain.partial_dates import PartialDate
from chibo.domain.vietnamese import search_key
from chibo.registry.imports.cell_names import CellNames
from chibo.registry.imports.columns import Column
from chibo.registry.imports.members import MemberImport, read_members
from chibo.registry.imports.problems import Problem
from chibo.registry.imports.reading import read_workbook
from chibo.registry.imports.records import MemberRecord
from chibo.registry.imports.units import UnitImport, UnitRecord, read_units
from chibo.registry.models import ImportBatch, Member, Membership, Profile, Unit, UnitVersion
from chibo.registry.policies import Right, may
from chibo.registry.queries.scope import below, in_scope
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.accounts.models import User

COMPARED = (
    "full_name",
    "gender",
    "born_on",
    "admitted_on",
    "official_on",
    "card_number",
    "file_number",
    "phone",
    "hometown",
)


ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Match:
    """One row of the list beside the member it is, if any.

    ``outcome``: NEW, CHANGED or SAME; ``changes``: field → (what stood, what the list says); ``moves_to``: the cell of the
    list where it is another; ``likely``: members who may be the same person, for someone to decide.
    """

    record: MemberRecord
    outcome: str
    member: Member | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    moves_to: str | None = None
    likely: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A list of members beside the registry. ``left``: members of the unit whom the list does not name."""

    read: MemberImport
    matches: tuple[Match, ...]
    left: tuple[Member, ...]

    def of(self, outcome: str) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.outcome == outcome)

    @property
    def undecided(self) -> tuple[Match, ...]:
        """New rows that look like members already there, until somebody says whether they are."""
        return tuple(match for match in self.matches if match.likely)


def batches_for(viewer: User) -> QuerySet:
    """Imports into units where ``viewer`` may import, latest first."""
    seen = UnitVersion.objects.valid().filter(in_scope(viewer, Right.IMPORT))
    found = ImportBatch.objects.defer("content", "report").select_related("unit", "uploaded_by").order_by("-pk")
    return found if viewer.is_local_operator else found.filter(unit__in=seen.values("unit_id"))


def batch_of(pk: int, *, viewer: User) -> ImportBatch:
    """Raises ``Http404`` where there is none that ``viewer`` may see."""
    found = ImportBatch.objects.filter(pk=pk).select_related("unit", "uploaded_by").first()
    if found is None or not (viewer.is_local_operator or (found.unit and may(viewer, Right.IMPORT, found.unit))):
        raise Http404
    return found


def reconcile(
    content: bytes,
    *,
    file_name: str,
    unit: Unit,
    on: date,
    sheet: str | None = None,
    columns: Mapping[str, Any] | None = None,
    corrections: Mapping[str, Mapping[str, str]] | None = None,
    choices: Mapping[str, str] | None = None,
) -> Reconciliation:
    """The list read and laid beside the members of ``unit`` (a commune or a cell) on ``on``; nothing is written.

    ``choices``: row → ``NEW`` (another person after all) or the id of the member it is. Raises ``UnreadableFile``.
    """
    place = _Place(unit, on)
    chosen = dict(choices or {})
    read = place.judged(
        read_members(
            read_workbook(content, filename=file_name),
            on=on,
            sheet=sheet,
            columns=columns,
            corrections=corrections,
            cells=place.cells,
            two_people=[int(row) for row, choice in chosen.items() if choice == "NEW"],
        ),
        chosen,
    )
    matches = tuple(place.match(record, chosen.get(str(record.row))) for record in read.records)
    named = {match.member.pk for match in matches if match.member is not None}
    left = tuple(member for pk, member in place.members.items() if pk not in named)
    return Reconciliation(read, matches, left)


def reconcile_batch(batch: ImportBatch) -> Reconciliation:
    """``reconcile`` with what was said about ``batch`` so far."""
    if batch.unit is None:
        raise ValueError("a list of members goes into a unit")
    return reconcile(
        bytes(batch.content),
        file_name=batch.file_name,
        unit=batch.unit,
        on=batch.starts_on,
        sheet=batch.sheet or None,
        columns=batch.columns or None,
        corrections=batch.corrections,
        choices=batch.choices,
    )


def read_unit_list(content: bytes, *, file_name: str, columns: Mapping[str, Any] | None = None) -> UnitImport:
    """The units of a spreadsheet; a parent may be known before. Raises ``UnreadableFile``."""
    known = set(UnitVersion.objects.valid().values_list("unit__code", flat=True))
    return read_units(read_workbook(content, filename=file_name), known=known.__contains__, columns=columns)


def unit_outcome(record: UnitRecord) -> str:
    """What ``record`` would change: NEW, CHANGED or SAME."""
    return unit_outcomes([record])[0]


def unit_outcomes(records: Sequence[UnitRecord]) -> list[str]:
    """What each of ``records`` would change, as things stand. One SQL query for every 500 units."""
    versions: dict[str, list[UnitVersion]] = {}
    for start in range(0, len(records), ROWS_AT_ONCE):
        codes = {record.code for record in records[start : start + ROWS_AT_ONCE]} - versions.keys()
        for row in UnitVersion.objects.valid().filter(unit__code__in=codes).select_related("unit", "parent"):
            versions.setdefault(row.unit.code, []).append(row)
    return [_unit_outcome(record, versions.get(record.code, [])) for record in records]


def _unit_outcome(record: UnitRecord, versions: list[UnitVersion]) -> str:
    here = [row for row in versions if record.starts_on is None or row.starts_on == record.starts_on]
    if not versions or not here:
        return "CHANGED" if versions else "NEW"
    told = (record.name, record.kind.value, record.parent)
    same = any((row.name, row.kind, row.parent.code if row.parent else None) == told for row in here)
    return "SAME" if same else "CHANGED"


class _Place:
    """The unit of an import on its day: its cells and members, and where else people may be."""

    def __init__(self, unit: Unit, on: date) -> None:
        self.unit, self.on = unit, on
        version = UnitVersion.objects.on(on).filter(unit=unit).first()
        if version is None:
            raise Http404
        inside = UnitVersion.objects.on(on).filter(below(version.path), kind__in=[str(kind) for kind in CELL_KINDS])
        self.names = dict(inside.values_list("unit__code", "name"))
        self.ids = dict(inside.values_list("unit__code", "unit_id"))
        self.only_cell = unit.code if version.is_cell else None
        stays = Membership.objects.on(on).filter(cell__in=self.ids.values(), kind=Membership.OFFICIAL)
        rows = list(stays.select_related("member", "cell").order_by("member__sort_key", "member_id"))
        self.members = {row.member_id: row.member for row in rows}
        self.cell_of = {row.member_id: row.cell.code for row in rows}
        self.positions = dict(
            Profile.objects.on(on).filter(member__in=self.members).values_list("member_id", "position")
        )

    @cached_property
    def cells(self) -> CellNames:
        return CellNames(self.names.items())

    @cached_property
    def by_card(self) -> dict[str, Member]:
        return {member.card_number: member for member in self.members.values() if member.card_number}

    @cached_property
    def by_name(self) -> dict[str, list[Member]]:
        found: dict[str, list[Member]] = {}
        for member in self.members.values():
            found.setdefault(member.search_key, []).append(member)
        return found

    def judged(self, read: MemberImport, chosen: Mapping[str, str]) -> MemberImport:
        """``read`` with what only the registry knows to be wrong: members of other units, newcomers without a cell."""
        problems = sorted(
            [*read.problems, *self._elsewhere(read), *self._without_cell(read, chosen)],
            key=lambda problem: (problem.row, problem.index),
        )
        return replace(read, problems=tuple(problems))

    def _elsewhere(self, read: MemberImport) -> Iterator[Problem]:
        """Holders of card numbers who meet in a cell outside the unit. One SQL query for every 500 numbers."""
        records = [row for row in read.records if row.card_number and row.card_number not in self.by_card]
        stays = Membership.objects.on(self.on).filter(kind=Membership.OFFICIAL)
        where: dict[str, int] = {}
        for start in range(0, len(records), ROWS_AT_ONCE):
            numbers = [record.card_number for record in records[start : start + ROWS_AT_ONCE]]
            found = stays.filter(member__card_number__in=numbers)
            where.update((str(number), cell) for number, cell in found.values_list("member__card_number", "cell_id"))
        inside = set(self.ids.values())
        names = names_on({cell for cell in where.values() if cell not in inside}, self.on)
        column = _column(read, "full_name")
        for record in records:
            cell = names.get(where.get(record.card_number or "", 0))
            if cell is not None:
                details = {"elsewhere": cell}
                yield Problem(record.row, column.heading, record.full_name, "ELSEWHERE", column.index, details=details)

    def _without_cell(self, read: MemberImport, chosen: Mapping[str, str]) -> Iterator[Problem]:
        """In a list for a commune each newcomer needs a cell: a row that names none is refused."""
        if self.only_cell is None:
            column = _column(read, "cell")
            for record in read.records:
                if record.cell_code is None and self._member(record, chosen.get(str(record.row)))[0] is None:
                    yield Problem(record.row, column.heading, "", "UNKNOWN_CELL", column.index, variant="MISSING")

    def match(self, record: MemberRecord, choice: str | None) -> Match:
        member, likely = self._member(record, choice)
        cell = record.cell_code or self.only_cell
        if member is None:
            return Match(record, "NEW", likely=likely)
        changes = {
            name: (getattr(member, name) or "", told)
            for name, told in facts_of(record).items()
            if name in COMPARED and told and told != (getattr(member, name) or "")
        }
        if record.position and record.position != self.positions.get(member.pk, ""):
            changes["position"] = (self.positions.get(member.pk, ""), record.position)
        moves_to = cell if cell is not None and cell != self.cell_of[member.pk] else None
        return Match(record, "CHANGED" if changes or moves_to else "SAME", member, changes, moves_to)

    def _member(self, record: MemberRecord, choice: str | None) -> tuple[Member | None, tuple[Member, ...]]:
        """The member that the record is, for certain or as somebody chose; else those it may be."""
        if choice == "NEW":
            return None, ()
        if choice is not None and choice.isdigit() and int(choice) in self.members:
            return self.members[int(choice)], ()
        if record.card_number and record.card_number in self.by_card:
            return self.by_card[record.card_number], ()
        namesakes = self.by_name.get(search_key(record.full_name), [])
        alike = [member for member in namesakes if _may_be_one(member, record)]
        certain = [member for member in alike if _is_one(member, record)]
        if len(certain) == 1:
            return certain[0], ()
        return None, tuple(alike)


def _column(read: MemberImport, name: str) -> Column:
    """The column that feeds the field, else that of the name."""
    table = read.table
    return (table.columns_of(name) or table.columns_of("full_name", "family_name") or list(table.columns))[0]


def facts_of(record: MemberRecord) -> dict[str, Any]:
    """``record`` as fields of ``Member``; what the list does not say is empty."""
    official_from = None
    if record.standing is Standing.OFFICIAL:
        official_from = _official_from(record)
    return {
        "full_name": record.full_name,
        "gender": record.gender or "",
        "born_on": record.born_on.iso if record.born_on else "",
        "admitted_on": record.admitted_on.iso if record.admitted_on else "",
        "official_on": record.official_on.iso if record.official_on else "",
        "official_from": official_from,
        "card_number": record.card_number or "",
        "file_number": record.file_number or "",
        "phone": record.phone or "",
        "hometown": record.extra.get("hometown", ""),
        "list_details": dict(record.extra),
    }


def _official_from(record: MemberRecord) -> date:
    """The day of recognition; a year after admission where it is not said; long ago where nothing is."""
    if record.official_on is not None:
        return record.official_on.earliest()
    if record.admitted_on is not None:
        admitted = record.admitted_on.earliest()
        return admitted.replace(year=admitted.year + 1, day=min(admitted.day, 28))
    return date(1930, 2, 3)


def _may_be_one(member: Member, record: MemberRecord) -> bool:
    """The same name folded, and nothing that tells two people apart."""
    if member.card_number and record.card_number and member.card_number != record.card_number:
        return False
    if not member.born_on or record.born_on is None:
        return True
    known = PartialDate.from_iso(member.born_on)
    return known.earliest() <= record.born_on.latest() and record.born_on.earliest() <= known.latest()


def _is_one(member: Member, record: MemberRecord) -> bool:
    """The same name and the same date of birth as far as either is known, and neither card nor cell against it."""
    return bool(member.full_name == record.full_name and record.born_on and member.born_on == record.born_on.iso)
