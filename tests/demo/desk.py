"""Counts empty counters from rows alone, without the solver or anything of the calendar's own reckoning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from chibo.domain.working_days import is_working_day
from chibo.meetings.models import Leader, Leave, Qualification
from chibo.registry.models import Counter, Membership, Unit

HalfDay = tuple[date, str]
HALF_DAYS = ("MORNING", "AFTERNOON")


def half_days(first: date, last: date) -> list[HalfDay]:
    """The half-days from ``first`` to ``last`` in which counters are open."""
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return [(day, part) for day in days if is_working_day(day) for part in HALF_DAYS]


def empty_counters(commune: Unit, meetings: Mapping[int, HalfDay], open_in: list[HalfDay]) -> list[tuple[HalfDay, int]]:
    """Half-days of ``open_in`` with the least number of counters that stay empty in them, where there are any.

    ``meetings``: id of a cell → when it meets; its members and those who lead it are there then.
    """
    found = []
    for day, part in open_in:
        away = {leave.member_id for leave in Leave.objects.on(day) if leave.part in ("WHOLE_DAY", part)}
        meeting = [cell for cell, when in meetings.items() if when == (day, part)]
        away |= set(Membership.objects.on(day).filter(cell__in=meeting).values_list("member_id", flat=True))
        away |= set(Leader.objects.on(day).filter(cell__in=meeting).values_list("member_id", flat=True))
        counters = set(Counter.objects.on(day).filter(commune=commune).values_list("code", flat=True))
        clerks = Qualification.objects.on(day).filter(counter__commune=commune, counter__code__in=counters)
        choices: dict[str, list[int]] = {code: [] for code in counters}
        for code, member in clerks.exclude(member__in=away).values_list("counter__code", "member_id"):
            choices[code].append(member)
        empty = len(counters) - _most_served(choices)
        if empty:
            found.append(((day, part), empty))
    return found


def _most_served(choices: Mapping[str, list[int]]) -> int:
    """How many counters can be served at once, nobody at two."""
    counter_of: dict[int, str] = {}

    def serve(counter: str, asked: set[int]) -> bool:
        for member in choices[counter]:
            if member not in asked:
                asked.add(member)
                if member not in counter_of or serve(counter_of[member], asked):
                    counter_of[member] = counter
                    return True
        return False

    return sum(serve(counter, set()) for counter in choices)
