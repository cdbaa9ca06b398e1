"""The rows of a list of members, written: new members, and known ones brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.audit.use_cases import require
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import search_key
from chibo.registry.imports.cell_names import CellNames
from chibo.registry.imports.units import read_needs
from chibo.registry.models import (
    ImportBatch,
    ImportedRow,
    Member,
    Office,
    Profile,
    Unit,
    UnitVersion,
)
from chibo.registry.queries.imports import Match, facts_of
from chibo.registry.services.bulk import Abilities, Home, NewMember, register_members
from chibo.registry.services.imported_units import BEGINNING
from chibo.registry.services.members import correct_member, move_member, record_profile
from chibo.registry.services.units import open_office

if TYPE_CHECKING:
    from chibo.accounts.models import User


class MemberWriter:
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
            self.set_position(member, match.changes["position"][1])
        if match.moves_to is not None:
            before["moved_to"] = match.moves_to
            move_member(actor=self.actor, member=member, cell=self._cell(match.moves_to).unit, on=self.on)
        row = ImportedRow(batch=self.batch, row=match.record.row, outcome=match.outcome, member=member, before=before)
        row.save()

    def set_position(self, member: Member, position: str) -> None:
        """The member holds ``position`` from the batch's day on; abilities stay as they are."""
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
