"""Whom directives had reached by a day, in a handful of queries however many units there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chibo.directives.models import Acknowledgement, Directive, Reminder
from chibo.directives.queries.directives import courses_of, directives_for, in_force, versions_below
from chibo.domain.directives import (
    Addressee,
    Reach,
    ReachState,
    Receipt,
    Tier,
    UnitReach,
    check_reminder,
    reach_on,
    tier_of,
)
from chibo.domain.organisation import UnitKind
from chibo.domain.periods import Period, joined
from chibo.domain.rules import Violation
from chibo.domain.vietnamese import sort_key
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import cell_strengths_on, names_on, secretaries_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

_STATE_ORDER = {state: place for place, state in enumerate(ReachState)}
_TIER_ORDER = {tier: place for place, tier in enumerate(Tier)}


def reaches_on(
    directives: Iterable[Directive], day: date, *, viewer: User | None, units: Collection[int] | None = None
) -> dict[int, Reach]:
    """Directive id → whom it had reached by ``day`` among the units that ``viewer`` may see, and among ``units`` only
    where they are given (ids). Directives not sent by then are left out. Four SQL queries.
    """
    rows = list(directives)
    courses = courses_of(rows)
    addressees = _addressees({row.unit_id for row in rows}, day, viewer=viewer, units=units)
    receipts = _receipts(rows, day, viewer=viewer, units=units)
    found = {}
    for row in rows:
        reach = reach_on(courses[row.pk], addressees.get(row.unit_id, ()), receipts[row.pk], day)
        if reach is not None:
            found[row.pk] = reach
    return found


def progress_of(pks: Collection[int], day: date, *, viewer: User) -> dict[int, Reach]:
    """``reaches_on`` for the directives with these ids that ``viewer`` may read. Five SQL queries."""
    return reaches_on(directives_for(viewer).filter(pk__in=pks), day, viewer=viewer)


def addressee_of(directive: Directive, unit: Unit) -> Addressee | None:
    """``unit`` as an addressee of ``directive``, for the rules; ``None`` where it never stood below the sender."""
    found = _addressees({directive.unit_id}, date.max, viewer=None, units=[unit.pk])
    return next(iter(found.get(directive.unit_id, ())), None)


def receipts_of(directive: Directive, unit: Unit) -> list[Receipt]:
    """What ``unit`` acknowledged of ``directive``, on any day."""
    return _receipts([directive], date.max, viewer=None, units=[unit.pk])[directive.pk]


def reminded_days(directive: Directive, unit_ids: Iterable[int]) -> dict[int, list[date]]:
    """Unit id → the days on which it was reminded of ``directive``."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = Reminder.objects.filter(directive=directive, unit__in=list(unit_ids)).order_by("on")
    for unit_id, on in rows.values_list("unit_id", "on"):
        found[unit_id].append(on)
    return found


def reminder_refusals(directive: Directive, unit_ids: Collection[int], on: date) -> dict[int, list[Violation]]:
    """Why each of the units may not be reminded on ``on``, by its id; an empty list: it may. Seven SQL queries."""
    course = courses_of([directive])[directive.pk]
    reach = reaches_on([directive], on, viewer=None, units=unit_ids).get(directive.pk)
    asked = {each.unit_id: each for each in reach.units} if reach is not None else {}
    days, names = reminded_days(directive, unit_ids), names_on(unit_ids, on)
    return {
        pk: check_reminder(course, reach=asked.get(pk), reminded=days.get(pk, ()), on=on, unit=names.get(pk, ""))
        for pk in unit_ids
    }


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
    parent_code: str
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


def full_reach_on(directive: Directive, day: date, *, viewer: User) -> Reach | None:
    """``reaches_on`` for one, the cells with their members. Six SQL queries."""
    courses = courses_of([directive])
    found = _addressees({directive.unit_id}, day, viewer=viewer, units=None).get(directive.unit_id, [])
    cells = [each.unit_id for each in found if each.tier is Tier.CELL]
    strengths = cell_strengths_on(day, cells)
    counted = [
        Addressee(each.unit_id, each.tier, each.stays, strengths[each.unit_id].members)
        if each.unit_id in strengths
        else each
        for each in found
    ]
    receipts = _receipts([directive], day, viewer=viewer, units=None)[directive.pk]
    return reach_on(courses[directive.pk], counted, receipts, day)


def unit_rows(directive: Directive, reach: Reach, day: date) -> list[UnitRow]:
    """Every unit of ``reach``: those that are late first, then those waited for, each tier by name. Five SQL queries."""
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
    codes = dict(Unit.objects.filter(pk__in=parents).values_list("pk", "code"))
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
        code, name, parent_id = places[unit.unit_id]
        by, acting_for, paper = said.get(unit.unit_id, ("", "", ""))
        days = [each for each in reminded.get(unit.unit_id, ()) if reach.version.sent_on <= each <= day]
        leader = leaders.get(unit.unit_id)
        found.append(
            UnitRow(
                key=f"{directive.pk}:{code}",
                unit_id=unit.unit_id,
                code=code,
                name=name,
                parent=names.get(parent_id or 0, ""),
                parent_code=codes.get(parent_id or 0, ""),
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A directive that ``unit_id`` has yet to acknowledge, and how often it was reminded of it."""

    directive: Directive
    unit_id: int
    unit_name: str
    version: int
    due_on: date
    reminded_count: int


def asked_of(unit_ids: Collection[int], day: date, *, viewer: User) -> list[Asked]:
    """What the units have yet to acknowledge as of ``day``, the most pressing first. Seven SQL queries."""
    if not unit_ids:
        return []
    directives = {row.pk: row for row in in_force(directives_for(viewer), day)}
    reaches = reaches_on(directives.values(), day, viewer=viewer, units=unit_ids)
    names = names_on(unit_ids, day)
    reminded: dict[tuple[int, int], int] = defaultdict(int)
    rows = Reminder.objects.filter(unit__in=unit_ids, directive__in=list(directives), on__lte=day)
    for directive_id, unit_id, on in rows.values_list("directive_id", "unit_id", "on"):
        if directive_id in reaches and on >= reaches[directive_id].version.sent_on:
            reminded[directive_id, unit_id] += 1
    found = [
        Asked(
            directives[pk],
            unit.unit_id,
            names.get(unit.unit_id, ""),
            reach.version.number,
            unit.due_on,
            reminded[pk, unit.unit_id],
        )
        for pk, reach in reaches.items()
        for unit in reach.missing
    ]
    return sorted(found, key=lambda row: (row.due_on, row.directive.number))


@dataclass(frozen=True, slots=True)
class Awaited:
    """A directive that units in the viewer's charge have yet to acknowledge: how many, how many of them late."""

    directive: Directive
    missing_count: int
    overdue_count: int
    due_on: date


def awaited_by(viewer: User, day: date, *, but: Collection[int]) -> list[Awaited]:
    """Directives in force on ``day`` for which ``viewer``, who directs, waits; the units ``but`` are the viewer's own."""
    directives = {row.pk: row for row in in_force(directives_for(viewer), day)}
    charge = set(
        UnitVersion.objects.on(day).filter(in_scope(viewer, Right.SEND_DIRECTIVES)).values_list("unit_id", flat=True)
    ) - set(but)
    found = []
    for pk, reach in reaches_on(directives.values(), day, viewer=viewer).items():
        missing = [unit for unit in reach.missing if unit.unit_id in charge]
        if missing:
            late = sum(unit.state is ReachState.OVERDUE for unit in missing)
            found.append(Awaited(directives[pk], len(missing), late, min(unit.due_on for unit in missing)))
    return sorted(found, key=lambda row: (row.due_on, row.directive.number))


def to_discuss(cell: Unit, *, since: date, on: date) -> list[Directive]:
    """Directives in force on ``on`` whose version of that day was sent to ``cell`` after ``since``: for its next meeting."""
    above = {
        int(part)
        for path in UnitVersion.objects.on(on).filter(unit=cell).values_list("path", flat=True)
        for part in path.strip("/").split("/")
    }
    found = in_force(Directive.objects.filter(unit__in=above - {cell.pk}), on).filter(sent_on__gt=since)
    return list(found.order_by("sent_on", "pk"))


def _addressees(
    senders: set[int], day: date, *, viewer: User | None, units: Collection[int] | None
) -> dict[int, list[Addressee]]:
    """Sender's id → the units that ever stood below it, in the order of the tree, each of the tier of ``day``."""
    rows = versions_below(senders, viewer=viewer)
    if units is not None:
        rows = rows.filter(unit__in=units)
    stays: dict[tuple[int, int], list[Period]] = defaultdict(list)
    kinds: dict[int, str] = {}
    for unit_id, path, kind, starts_on, ends_on in rows.values_list("unit_id", "path", "kind", "starts_on", "ends_on"):
        if starts_on <= day or unit_id not in kinds:
            kinds[unit_id] = kind
        for part in path.strip("/").split("/")[:-1]:
            if int(part) in senders:
                stays[int(part), unit_id].append(Period(starts_on, ends_on))
    found: dict[int, list[Addressee]] = defaultdict(list)
    for (sender, unit_id), periods in stays.items():
        tier = tier_of(UnitKind(kinds[unit_id]))
        if tier is not None:
            found[sender].append(Addressee(unit_id, tier, joined(periods)))
    return found


def _receipts(
    directives: list[Directive], day: date, *, viewer: User | None, units: Collection[int] | None
) -> dict[int, list[Receipt]]:
    rows = Acknowledgement.objects.filter(version__directive__in=directives, voided_at=None, on__lte=day)
    if units is not None:
        rows = rows.filter(unit__in=units)
    elif viewer is not None:
        seen = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_DIRECTIVES))
        rows = rows.filter(unit__in=seen.values("unit_id"))
    found: dict[int, list[Receipt]] = {row.pk: [] for row in directives}
    for directive_id, unit_id, version, on in rows.values_list(
        "version__directive_id", "unit_id", "version__number", "on"
    ):
        found[directive_id].append(Receipt(unit_id, version, on))
    return found
