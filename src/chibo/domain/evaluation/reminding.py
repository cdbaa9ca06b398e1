"""Reminding a side of what it owes: not daily, and only of what is owed; after its day the reminder goes up as well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chibo.domain.directives import reminder_limit
from chibo.domain.evaluation.opening import CycleDays
from chibo.domain.evaluation.way import Side
from chibo.domain.rules import Violation, refusal
from chibo.domain.working_days import add_working_days, working_days_between


def due_on(days: CycleDays, side: Side) -> date:
    """The last day for ``side`` to write: a former cell writes by the office's day, before the cell."""
    return {
        Side.SELF: days.self_due_on,
        Side.OFFICE: days.office_due_on,
        Side.FORMER: days.office_due_on,
        Side.HOME: days.cell_due_on,
        Side.CELL: days.cell_due_on,
    }[side]


def is_late(days: CycleDays, side: Side, on: date) -> bool:
    """Whether the day of ``side`` has passed on ``on``; from then on a reminder tells the committee above, too."""
    return on > due_on(days, side)


def check_reminder(*, owed: int, reminded: Iterable[date], on: date) -> list[Violation]:
    """Whether a side that owes ``owed`` parts may be reminded: once a day, and within the limit that directives have."""
    if not owed:
        return [refusal("NOTHING_OWED")]
    days = sorted(reminded)
    if on in days:
        return [refusal("SIDE_REMINDED_TODAY", day=on)]
    limit = reminder_limit(on)
    near = [day for day in days if abs(working_days_between(day, on)) < limit.working_days]
    if len(near) < limit.count:
        return []
    again_on = add_working_days(near[-limit.count], limit.working_days)
    return [refusal("SIDE_REMINDER_LIMIT", count=limit.count, working_days=limit.working_days, again_on=again_on)]
