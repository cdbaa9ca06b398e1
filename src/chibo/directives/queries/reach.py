"""Whom directives had reached by a day, in a handful of queries however many units there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from chibo.directives.models import Acknowledgement, Directive, Reminder
from chibo.directives.queries.directives import courses_of, directives_for, versions_below
from chibo.domain.directives import (
    Addressee,
    Reach,
    Receipt,
    Tier,
    check_reminder,
    reach_on,
    tier_of,
)
from chibo.domain.organisation import UnitKind
from chibo.domain.periods import Period, joined
from chibo.domain.rules import Violation
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import cell_strengths_on, names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


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
