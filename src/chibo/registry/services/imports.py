"""Spreadsheets taken in: kept as they came, mended, committed in one transaction, undone as long as nothing was built on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import search_key
from chibo.registry import policies
from chibo.registry.imports.cell_names import CellNames
from chibo.registry.imports.report import members_report, units_report
from chibo.registry.imports.units import UnitRecord, read_needs
from chibo.registry.models import (
    Employment,
    ImportBatch,
    ImportedRow,
    Member,
    Membership,
    Neighbourhood,
    Office,
    Profile,
    Residence,
    Unit,
    UnitVersion,
)
from chibo.registry.queries.import_batches import read_units_of
from chibo.registry.queries.imports import Match, facts_of, reconcile_batch, unit_outcome
from chibo.registry.services.bulk import Abilities, Home, NewMember, register_members
from chibo.registry.services.members import correct_member, move_member, record_profile
from chibo.registry.services.units import change_unit, describe_neighbourhood, establish, open_office

if TYPE_CHECKING:
    from chibo.accounts.models import User

BEGINNING = date(1930, 2, 3)
"""Since when a unit exists of which no beginning is known: the founding of the Party."""


@use_case("registry.import_uploaded", label=_("Tải danh sách lên"), allowed=policies.may_import)
def upload_import(
    *, actor: User, kind: str, unit: Unit | None, file_name: str, content: bytes, starts_on: date
) -> ImportBatch:
    """The file is kept as it came; nothing of it is in the registry yet. ``kind``: MEMBERS or UNITS."""
    batch = ImportBatch(
        kind=kind,
        unit=unit,
        uploaded_by=actor,
        file_name=file_name[:200],
        file_digest=hashlib.sha256(content).hexdigest(),
        content=content,
        starts_on=starts_on,
    )
    batch.save()
    return batch


@use_case("registry.import_prepared", label=_("Chuẩn bị danh sách nhập"), allowed=policies.may_import)
def prepare_import(
    *,
    actor: User,
    batch: ImportBatch,
    sheet: str | None = None,
    columns: Mapping[str, Any] | None = None,
    corrections: Mapping[str, Mapping[str, str]] | None = None,
    choices: Mapping[str, str] | None = None,
) -> ImportBatch:
    """What is said about the file's columns, wrong values and likely duplicates is kept with it.

    Raises ``RuleBroken``: IMPORT_COMMITTED.
    """
    _refuse_when_committed(batch)
    given: dict[str, Any] = {"sheet": sheet, "columns": columns, "corrections": corrections, "choices": choices}
    for name, value in given.items():
        if value is not None:
            setattr(batch, name, value if name == "sheet" else dict(value))
    batch.save()
    return batch


@use_case("registry.members_imported", label=_("Nhập danh sách đảng viên"), allowed=policies.may_import)
def commit_members(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """The accepted rows are in: new members registered, known ones brought up to date as of the batch's day.

    Refused rows stay out and are in the report; nobody is taken out for being missing from the list. A stay begins with
    the cell, not before the member's admission. Raises ``RuleBroken``: IMPORT_COMMITTED, DUPLICATES_UNDECIDED;
    ``UnreadableFile``.
    """
    batch = _lock(batch)
    found = reconcile_batch(batch)
    if found.undecided:
        require([refusal("DUPLICATES_UNDECIDED", count=len(found.undecided))])
    writer = _MemberWriter(actor, batch)
    writer.write([match for match in found.matches if match.outcome == "NEW"])
    for match in found.matches:
        if match.outcome != "NEW":
            writer.update(match)
    return _committed(batch, members_report(found.read))


@use_case("registry.units_imported", label=_("Nhập danh sách đơn vị"), allowed=policies.may_import)
def commit_units(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """The accepted units are in force for their periods; what differs of a known one is changed from its day on.

    A unit without a first day begins with its parent. Raises ``RuleBroken``: IMPORT_COMMITTED and what the changes
    break; ``UnreadableFile``.
    """
    batch = _lock(batch)
    read = read_units_of(batch)
    for record in read.records:
        _write_unit(actor, batch, record)
    return _committed(batch, units_report(read))


@use_case("registry.import_undone", label=_("Hoàn tác lần nhập"), allowed=policies.may_import)
def undo_import(*, actor: User, batch: ImportBatch, reason: str) -> ImportBatch:
    """Members and units that the batch made are withdrawn, what it changed is as before; all or nothing.

    Raises ``RuleBroken``: REASON_WANTED_HERE, IMPORT_NOT_COMMITTED, IMPORT_BUILT_UPON where something happened since to
    one of them.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    if batch.committed_at is None or batch.undone_at is not None:
        require([refusal("IMPORT_NOT_COMMITTED", file=batch.file_name)])
    for row in batch.rows.select_related("member", "unit").order_by("-pk"):
        _undo_row(actor, batch, row)
    batch.undone_at = timezone.now()
    batch.save()
    return batch


class _MemberWriter:
    """Writes the rows of one list of members."""

    def __init__(self, actor: User, batch: ImportBatch) -> None:
        self.actor, self.batch, self.on = actor, batch, batch.starts_on
        self.versions: dict[str, UnitVersion] = {}
        self.offices: dict[tuple[int, str], Office] = {}
        self.residential: dict[int | None, tuple[CellNames, dict[str, Unit]]] = {}

    def write(self, matches: list[Match]) -> None:
        """Register the new members and note the row that each came from."""
        new = [self._new(match) for match in matches]
        members = register_members(actor=self.actor, members=new)
        ImportedRow.objects.bulk_create(
            ImportedRow(batch=self.batch, row=match.record.row, outcome="NEW", member=member)
            for match, member in zip(matches, members, strict=True)
        )

    def update(self, match: Match) -> None:
        """Bring a known member up to date and note what stood before."""
        member = match.member
        before: dict[str, Any] = {}
        if member is None:
            raise ValueError("no member to bring up to date")
        facts = {name: told for name, (_was, told) in match.changes.items() if name != "position"}
        if facts:
            before["facts"] = {name: was for name, (was, _told) in match.changes.items() if name in facts}
            if "official_on" in facts:
                before["facts"]["official_from"] = str(member.official_from or "")
                facts["official_from"] = facts_of(match.record)["official_from"]
            correct_member(actor=self.actor, member=member, facts=facts, reason=self.batch.file_name)
        if "position" in match.changes:
            before["position"] = match.changes["position"][0]
            self._set_position(member, match.changes["position"][1])
        if match.moves_to is not None:
            before["moved_to"] = match.moves_to
            move_member(actor=self.actor, member=member, cell=self._cell(match.moves_to).unit, on=self.on)
        row = ImportedRow(batch=self.batch, row=match.record.row, outcome=match.outcome, member=member, before=before)
        row.save()

    def _set_position(self, member: Member, position: str) -> None:
        known = Profile.objects.on(self.on).filter(member=member).first()
        record_profile(
            actor=self.actor,
            member=member,
            on=self.on,
            skills=known.skills if known else {},
            leadership=known.leadership if known else 0,
            position=position,
            political_theory=known.political_theory if known else "",
        )

    def _new(self, match: Match) -> NewMember:
        record = match.record
        code = record.cell_code or (self.batch.unit.code if self.batch.unit else "")
        version = self._cell(code)
        admitted = record.admitted_on.earliest() if record.admitted_on else BEGINNING
        skills = read_needs(record.extra["skills"]) if record.extra.get("skills") else {}
        leadership = record.extra.get("leadership", "")
        return NewMember(
            facts=facts_of(record),
            cell=version.unit,
            joined_on=min(max(version.starts_on, admitted), self.on),
            abilities=Abilities(
                skills={skill.value: grade for skill, grade in skills.items()},
                leadership=min(3, int(leadership)) if leadership.isdigit() else 0,
                position=record.position or "",
                political_theory=record.extra.get("politics", "")[:40],
            ),
            office=self._office(version, record.office) if record.office else None,
            home=self._home(version, record.residence) if record.residence else None,
        )

    def _cell(self, code: str) -> UnitVersion:
        """The cell's version of the batch's day, seen from its first day on."""
        if code not in self.versions:
            found = UnitVersion.objects.on(self.on).filter(unit__code=code).select_related("unit", "parent").first()
            if found is None or not found.is_cell:
                require([refusal("NOT_A_CELL", unit=code, on=self.on)])
            else:
                first = (
                    UnitVersion.objects.valid().filter(unit=found.unit, kind=found.kind).order_by("starts_on").first()
                )
                found.starts_on = first.starts_on if first is not None else found.starts_on
                self.versions[code] = found
        return self.versions[code]

    def _office(self, version: UnitVersion, name: str) -> Office | None:
        """The commune's office of this name; opened where the commune has none of it yet."""
        commune = version.parent
        if commune is None:
            return None
        key = (commune.pk, search_key(name))
        if key not in self.offices:
            known = {search_key(office.name): office for office in Office.objects.on(self.on).filter(commune=commune)}
            self.offices |= {(commune.pk, folded): office for folded, office in known.items()}
        if key not in self.offices:
            code = search_key(name).upper().replace(" ", "-")[:40]
            opened = open_office(actor=self.actor, commune=commune, code=code, name=name[:120], on=version.starts_on)
            self.offices[key] = opened
        return self.offices[key]

    def _home(self, version: UnitVersion, written: str) -> Home:
        names, cells = self._residential_cells(version.parent_id)
        code = names(written)
        return Home(cell=cells[code] if code else None, address=written[:300])

    def _residential_cells(self, commune_id: int | None) -> tuple[CellNames, dict[str, Unit]]:
        """How the commune's residential cells are called, and the cells by code. One SQL query a commune."""
        if commune_id not in self.residential:
            here = UnitVersion.objects.on(self.on).filter(parent=commune_id, kind="RESIDENTIAL_CELL")
            rows = list(here.select_related("unit"))
            names = CellNames((row.unit.code, row.name) for row in rows)
            self.residential[commune_id] = (names, {row.unit.code: row.unit for row in rows})
        return self.residential[commune_id]


def _write_unit(actor: User, batch: ImportBatch, record: UnitRecord) -> None:
    outcome = unit_outcome(record)
    parent = Unit.objects.filter(code=record.parent).first() if record.parent else None
    starts_on = record.starts_on or _beginning(parent)
    unit = Unit.objects.filter(code=record.code).first()
    before: dict[str, Any] = {}
    if outcome == "NEW" or (unit is not None and outcome == "CHANGED" and not _covers(unit, starts_on)):
        policies_ok = policies.may_create_unit(actor=actor, parent=parent)
        if not policies_ok:
            require([refusal("UNIT_OUT_OF_SCOPE", code=record.code)])
        if unit is None:
            unit = Unit(code=record.code)
            unit.save()
        establish(unit, name=record.name, kind=record.kind, parent=parent, on=starts_on, until=record.ends_on)
    elif outcome == "CHANGED" and unit is not None:
        version = UnitVersion.objects.on(starts_on).get(unit=unit)
        before = {"name": version.name, "kind": version.kind, "on": str(starts_on)}
        change_unit(actor=actor, unit=unit, on=starts_on, name=record.name, kind=record.kind, parent=parent)
    if unit is not None and _describes(record):
        outcome = _describe(actor, unit, record, starts_on, outcome)
    ImportedRow(batch=batch, row=record.row, outcome=outcome, unit=unit, before=before).save()


def _describes(record: UnitRecord) -> bool:
    told = (record.households, record.target, record.capacity)
    return bool(record.needs) or record.needs_leader or any(value is not None for value in told)


def _describe(actor: User, unit: Unit, record: UnitRecord, on: date, outcome: str) -> str:
    told: dict[str, Any] = {
        "households": record.households,
        "needs": {skill.value: grade for skill, grade in record.needs.items()},
        "needs_leader": record.needs_leader,
        "target": record.target,
        "capacity": record.capacity,
    }
    known = Neighbourhood.objects.open().filter(cell=unit).first()
    if known is not None and all(getattr(known, name) == value for name, value in told.items()):
        return outcome
    place: dict[str, Any] = (
        {"latitude": known.latitude, "longitude": known.longitude, "character": known.character} if known else {}
    )
    describe_neighbourhood(actor=actor, cell=unit, on=max(on, known.starts_on) if known else on, **told, **place)
    return "CHANGED" if outcome == "SAME" else outcome


def _covers(unit: Unit, day: date) -> bool:
    return UnitVersion.objects.on(day).filter(unit=unit).exists()


def _beginning(parent: Unit | None) -> date:
    first = UnitVersion.objects.valid().filter(unit=parent).order_by("starts_on").first() if parent else None
    return first.starts_on if first is not None else BEGINNING


def _undo_row(actor: User, batch: ImportBatch, row: ImportedRow) -> None:
    if row.unit is not None and row.outcome == "NEW":
        _withdraw_unit(row.unit)
    elif row.unit is not None and "name" in row.before:
        change_unit(
            actor=actor,
            unit=row.unit,
            on=date.fromisoformat(row.before["on"]),
            name=row.before["name"],
            kind=row.before["kind"],
        )
    elif row.member is not None and row.outcome == "NEW":
        _withdraw_member(row.member)
    elif row.member is not None and row.before:
        _restore_member(actor, batch, row)


def _withdraw_member(member: Member) -> None:
    """The member was never here: links are voided, the card number is free again; the row stays for the log."""
    stays = list(Membership.objects.valid().filter(member=member))
    if len(stays) != 1 or stays[0].ends_on is not None or member.user_id is not None or member.posts.valid().exists():
        require([refusal("IMPORT_BUILT_UPON", name=member.full_name)])
    now = timezone.now()
    for model in (Membership, Profile, Employment, Residence):
        model.objects.valid().filter(member=member).update(voided_at=now)
    member.withdrawn_at, member.card_number = now, None
    member.save()


def _withdraw_unit(unit: Unit) -> None:
    used = Membership.objects.valid().filter(cell=unit).exists()
    if used or UnitVersion.objects.valid().filter(parent=unit).exists() or unit.campaign_parts.exists():
        require([refusal("IMPORT_BUILT_UPON", name=unit.code)])
    now = timezone.now()
    UnitVersion.objects.valid().filter(unit=unit).update(voided_at=now)
    Neighbourhood.objects.valid().filter(cell=unit).update(voided_at=now)


def _restore_member(actor: User, batch: ImportBatch, row: ImportedRow) -> None:
    member, before = row.member, row.before
    if member is None:
        return
    if "moved_to" in before:
        new = Membership.objects.open().filter(member=member, cell__code=before["moved_to"], starts_on=batch.starts_on)
        old = Membership.objects.valid().filter(member=member, ends_on=batch.starts_on)
        if not new.exists() or not old.exists():
            require([refusal("IMPORT_BUILT_UPON", name=member.full_name)])
        new.update(voided_at=timezone.now())
        old.update(ends_on=None)
    if "facts" in before:
        facts = dict(before["facts"])
        if "official_from" in facts:
            facts["official_from"] = date.fromisoformat(facts["official_from"]) if facts["official_from"] else None
        correct_member(actor=actor, member=member, facts=facts, reason=batch.file_name)
    if "position" in before:
        _MemberWriter(actor, batch)._set_position(member, before["position"])


def _lock(batch: ImportBatch) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    _refuse_when_committed(batch)
    return batch


def _refuse_when_committed(batch: ImportBatch) -> None:
    if batch.committed_at is not None:
        require([refusal("IMPORT_COMMITTED", file=batch.file_name)])


def _committed(batch: ImportBatch, report: dict[str, Any]) -> ImportBatch:
    batch.report = report
    batch.committed_at = timezone.now()
    batch.save()
    return batch
