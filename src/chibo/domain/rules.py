"""The rules of organisation, each dated and with its source; every ``check_…`` answers a list of violations.

A violation carries a code and the figures that its sentence needs; the sentences, in both languages, stand in
``registry/violations.py``. ``BLOCKING`` violations refuse the change; ``WARNING`` ones are shown before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS, DISTRICT_KINDS, CellFacts, Standing, UnitKind


class Severity(StrEnum):
    WARNING = "WARNING"
    BLOCKING = "BLOCKING"


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule not kept: its code, how grave, and the names and figures its sentence needs."""

    code: str
    severity: Severity
    params: Mapping[str, Any] = field(default_factory=dict)


def refusal(code: str, /, **params: Any) -> Violation:
    """A ``BLOCKING`` violation with the names and figures of its sentence."""
    return Violation(code, Severity.BLOCKING, params)


def warning(code: str, /, **params: Any) -> Violation:
    """A ``WARNING`` with the names and figures of its sentence."""
    return Violation(code, Severity.WARNING, params)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers of members at which a cell changes its form.

    ``minimum_official``: official members needed to form a cell; ``committee_official``: from here a cell elects a
    cell committee; ``party_organisation``: members from which a grassroots cell becomes a grassroots organisation.
    """

    valid_from: date
    minimum_official: int
    committee_official: int
    party_organisation: int
    source: str


THRESHOLDS = (
    Thresholds(date(2011, 1, 19), 3, 9, 30, "Điều lệ Đảng 2011, Điều 21 và 24; Quy định 29-QĐ/TW (25-7-2016)"),
)


def thresholds(on: date) -> Thresholds:
    """The thresholds in force on ``on`` (the earliest known ones for days before)."""
    known = [row for row in THRESHOLDS if row.valid_from <= on]
    return known[-1] if known else THRESHOLDS[0]


def check_cell_size(cell: CellFacts, *, on: date) -> list[Violation]:
    """Warnings on a cell's size: below three official members, at nine without a committee, at thirty."""
    limits = thresholds(on)
    official, total = cell.official_count, len(cell.members)
    found = []
    if official < limits.minimum_official:
        found.append(warning("CELL_TOO_SMALL", cell=cell.name, official=official, minimum=limits.minimum_official))
    if official >= limits.committee_official:
        found.append(
            warning("CELL_NEEDS_COMMITTEE", cell=cell.name, official=official, minimum=limits.committee_official)
        )
    if total >= limits.party_organisation:
        found.append(warning("CELL_VERY_LARGE", cell=cell.name, members=total, maximum=limits.party_organisation))
    return found


def check_dissolution(cell: CellFacts, destinations: Mapping[int, str]) -> list[Violation]:
    """Whether ``cell`` may be dissolved when its members (by id) go to the cells named by code.

    Every member must have somewhere to go, except those held back, who must not be moved while they are under
    inspection or have a complaint open (guidance on transfers: such members are not yet moved).
    """
    found = []
    for member in cell.members:
        placed = destinations.get(member.id)
        if member.held and placed is not None:
            found.append(refusal("MEMBER_HELD", member=member.full_name, cell=cell.name))
        elif not member.held and placed is None:
            found.append(refusal("MEMBER_NOT_PLACED", member=member.full_name, cell=cell.name))
        elif placed == cell.code:
            found.append(refusal("MEMBER_STAYS_IN_DISSOLVED_CELL", member=member.full_name, cell=cell.name))
    known = {member.id for member in cell.members}
    for stranger in sorted(set(destinations) - known):
        found.append(refusal("NOT_A_MEMBER", member=str(stranger), cell=cell.name))
    return found


def check_readiness(leaving: Iterable[CellFacts], receiving: Iterable[CellFacts], *, on: date) -> list[Violation]:
    """What stands in the way before a commune decides: members held, receiving cells weak or without secretary."""
    found = []
    for cell in leaving:
        for member in cell.members:
            if member.held:
                found.append(warning("MEMBER_HELD", member=member.full_name, cell=cell.name))
    for cell in receiving:
        if not cell.has_secretary:
            found.append(warning("CELL_WITHOUT_SECRETARY", cell=cell.name))
        found.extend(row for row in check_cell_size(cell, on=on) if row.code == "CELL_TOO_SMALL")
    return found


def check_decision_dates(*, decided_on: date, effective_on: date, basis_on: date | None) -> list[Violation]:
    """A decision may not precede the directive it rests on, nor take effect before it is signed."""
    found = []
    if basis_on is not None and decided_on < basis_on:
        found.append(refusal("DECIDED_BEFORE_BASIS", decided_on=decided_on, basis_on=basis_on))
    if effective_on < decided_on:
        found.append(refusal("EFFECTIVE_BEFORE_DECIDED", decided_on=decided_on, effective_on=effective_on))
    return found


def check_parent(kind: UnitKind, parent_kind: UnitKind | None) -> list[Violation]:
    """Whether a unit of ``kind`` may hang under ``parent_kind`` (Charter: four levels; district until 30-6-2025)."""
    if kind is UnitKind.COUNTRY:
        allowed: frozenset[UnitKind | None] = frozenset({None})
    elif kind is UnitKind.PROVINCE:
        allowed = frozenset({None, UnitKind.COUNTRY})
    elif kind in DISTRICT_KINDS:
        allowed = frozenset({None, UnitKind.PROVINCE})
    elif kind in COMMUNE_KINDS:
        allowed = frozenset({None, UnitKind.PROVINCE}) | DISTRICT_KINDS
    elif kind in CELL_KINDS:
        allowed = COMMUNE_KINDS | DISTRICT_KINDS | {UnitKind.PROVINCE}
    else:
        allowed = frozenset()
    if parent_kind not in allowed:
        return [refusal("WRONG_PARENT", kind=kind.value, parent=parent_kind.value if parent_kind else "")]
    return []


def standing(official_from: date | None, *, on: date) -> Standing:
    """Official from the day of recognition on, on probation before it (Charter, Article 5)."""
    return Standing.OFFICIAL if official_from is not None and official_from <= on else Standing.PROBATIONARY
