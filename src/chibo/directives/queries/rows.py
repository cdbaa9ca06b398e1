"""The units that a directive asks, as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.directives.models import Acknowledgement, Directive
from chibo.directives.queries.reach import reminded_days
from chibo.domain.directives import Reach, ReachState, Tier, UnitReach
from chibo.domain.vietnamese import sort_key
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.queries.units import names_on, secretaries_on

_STATE_ORDER = {state: place for place, state in enumerate(ReachState)}
_TIER_ORDER = {tier: place for place, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit asked, as a page shows it: under its name of the day, with who acknowledged and how often it was reminded.

    ``key``: directive and unit, to tick the row by.
    """

    key: str
    unit_id: int
    code: str
    name: str
    parent: str
    secretary: str
    reach: UnitReach
    by: str
    acting_for: str
    paper: str
    reminded_count: int
    reminded_on: date | None

    @property
    def state(self) -> ReachState:
        return self.reach.state

    @property
    def tier(self) -> Tier:
        return self.reach.tier

    @property
    def state_order(self) -> int:
        return _STATE_ORDER[self.reach.state]

    @property
    def due_on(self) -> date:
        return self.reach.due_on

    @property
    def acknowledged_on(self) -> date | None:
        return self.reach.acknowledged_on

    @property
    def days(self) -> int | None:
        return self.reach.days


def unit_rows(directive: Directive, reach: Reach, day: date) -> list[UnitRow]:
    """Every unit of ``reach``: those that are late first, then those waited for, each tier by name. Four SQL queries."""
    ids = [unit.unit_id for unit in reach.units]
    places: dict[int, tuple[str, str, int | None]] = {}
    known = UnitVersion.objects.valid().filter(unit__in=ids).order_by("starts_on")
    for unit_id, code, name, parent_id, starts_on in known.values_list(
        "unit_id", "unit__code", "name", "parent_id", "starts_on"
    ):
        if starts_on <= day or unit_id not in places:
            places[unit_id] = (code, name, parent_id)
    parents = {parent for _code, _name, parent in places.values() if parent is not None}
    names = names_on(parents, day)
    leaders = secretaries_on(ids, day)
    rows = Acknowledgement.objects.filter(
        version__directive=directive, version__number=reach.version.number, voided_at=None, on__lte=day
    )
    said = {
        unit_id: (by, acting_for, paper)
        for unit_id, by, acting_for, paper in rows.values_list(
            "unit_id", "acknowledged_by__full_name", "acting_for", "paper"
        )
    }
    reminded = reminded_days(directive, ids)
    found = []
    for unit in reach.units:
        code, name, parent = places[unit.unit_id]
        by, acting_for, paper = said.get(unit.unit_id, ("", "", ""))
        days = [each for each in reminded.get(unit.unit_id, ()) if reach.version.sent_on <= each <= day]
        leader = leaders.get(unit.unit_id)
        found.append(
            UnitRow(
                key=f"{directive.pk}:{code}",
                unit_id=unit.unit_id,
                code=code,
                name=name,
                parent=names.get(parent or 0, ""),
                secretary=leader.member.full_name if leader is not None else "",
                reach=unit,
                by=by,
                acting_for=acting_for,
                paper=paper,
                reminded_count=len(days),
                reminded_on=days[-1] if days else None,
            )
        )
    return sorted(found, key=lambda row: (row.state_order, _TIER_ORDER[row.tier], sort_key(row.parent), row.code))


def units_of(rows: Iterable[UnitRow]) -> dict[int, Unit]:
    """The units of rows that a page shows, by id. One SQL query."""
    return Unit.objects.in_bulk([row.unit_id for row in rows])
