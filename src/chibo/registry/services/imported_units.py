"""The rows of a list of units, written: new units, changed ones, and what is said of a neighbourhood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.audit.use_cases import require
from chibo.domain.rules import refusal
from chibo.registry import policies
from chibo.registry.imports.units import UnitRecord
from chibo.registry.models import (
    ImportBatch,
    ImportedRow,
    Neighbourhood,
    Unit,
    UnitVersion,
)
from chibo.registry.queries.imports import unit_outcome
from chibo.registry.services.units import change_unit, describe_neighbourhood, establish

if TYPE_CHECKING:
    from chibo.accounts.models import User


BEGINNING = date(1930, 2, 3)
"""Since when a unit exists of which no beginning is known: the founding of the Party."""


def write_unit(actor: User, batch: ImportBatch, record: UnitRecord) -> None:
    """One row of a list of units is in the registry, and noted. Raises ``RuleBroken``: UNIT_OUT_OF_SCOPE and those of the change."""
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
