"""What a directive leaves to do: to acknowledge, to wait for, to discuss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chibo.directives.models import Directive, Reminder
from chibo.directives.queries.directives import directives_for, in_force
from chibo.directives.queries.reach import reaches_on
from chibo.domain.directives import ReachState
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Asked:
    """A directive that ``unit_id`` has yet to acknowledge, and how often it was reminded of it."""

    directive: Directive
    unit_id: int
    unit_name: str
    version: int
    due_on: date
    reminded_count: int


def standing_for(viewer: User, day: date) -> dict[int, Directive]:
    """The directives in force on ``day`` that ``viewer`` may read, by id. One SQL query."""
    return {row.pk: row for row in in_force(directives_for(viewer), day)}


def asked_of(unit_ids: Collection[int], day: date, *, viewer: User, directives: Mapping[int, Directive]) -> list[Asked]:
    """Which of ``directives`` the units have yet to acknowledge as of ``day``, the most pressing first. Six SQL queries."""
    if not unit_ids or not directives:
        return []
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


def awaited_by(viewer: User, day: date, *, but: Collection[int], directives: Mapping[int, Directive]) -> list[Awaited]:
    """Those of ``directives`` for which ``viewer``, who directs, waits on ``day``; the units ``but`` are the viewer's own."""
    if not directives:
        return []
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
