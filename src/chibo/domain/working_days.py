"""Working days of public offices in Vietnam, and the deadlines of a transfer that are counted in them.

Offices work Monday to Friday; statutory holidays, Tết and days given in lieu come from the ``holidays`` library;
the days the Government swaps each year (a Friday off, a Saturday worked) are a small table laid over it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day made a day off (``off_on``) and made up by working on a day off (``worked_on``)."""

    off_on: date
    worked_on: date
    source: str


OFFICIAL_SWAPS: tuple[Swap, ...] = (
    # The library knows the swaps up to 2026 except this one; a new year's swap is added here or passed by the caller.
    Swap(date(2026, 1, 2), date(2026, 1, 10), "12729/VPCP-KGVX, 25-12-2025"),
)


@lru_cache(maxsize=128)
def _holidays_of(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """Days off of ``year`` by name, and the weekend days of ``year`` on which offices work."""
    # A swap is listed under the year of its day off, while the day worked may lie in the year before or after.
    calendar = holidays.country_holidays("VN", years=(year - 1, year, year + 1), language="vi")
    named = {day: name for day, name in calendar.items() if day.year == year}
    return named, frozenset(day for day in calendar.weekend_workdays if day.year == year)


@lru_cache(maxsize=256)
def _working_days_of(year: int, swaps: tuple[Swap, ...]) -> tuple[date, ...]:
    """All working days of ``year``, in order."""
    named, worked = _holidays_of(year)
    off = {*named, *(swap.off_on for swap in swaps)}
    worked_on = {*worked, *(swap.worked_on for swap in swaps)}
    days = (date(year, 1, 1) + timedelta(offset) for offset in range(366))
    return tuple(
        day for day in days if day.year == year and (day in worked_on or (day.weekday() < 5 and day not in off))
    )


def holiday_name(day: date) -> str | None:
    """The Vietnamese name of the statutory day off that falls on ``day``; ``None`` on any other day."""
    return _holidays_of(day.year)[0].get(day)


def is_working_day(day: date, *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> bool:
    """Whether public offices work on ``day``. ``swaps`` come on top of those the library knows, and win."""
    days = _working_days_of(day.year, swaps)
    index = bisect_left(days, day)
    return index < len(days) and days[index] == day


def add_working_days(start: date, count: int, *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> date:
    """The ``count``-th working day after ``start``: the last day of a period of ``count`` working days.

    ``start`` itself is never counted, whether it is a working day or not (Civil Code 2015, article 147.2: the first
    day of a period counted in days is left out); the day returned still lies within the period. 0 gives ``start``.
    Raises ``ValueError`` for a negative count.
    """
    if count < 0:
        raise ValueError(f"a number of working days cannot be negative: {count}")
    if count == 0:
        return start
    year = start.year
    days = _working_days_of(year, swaps)
    index = bisect_right(days, start) + count - 1
    while index >= len(days):
        index -= len(days)
        year += 1
        days = _working_days_of(year, swaps)
    return days[index]


def working_days_between(start: date, end: date, *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> int:
    """How many working days lie after ``start`` up to and including ``end``; negative when ``end`` comes first.

    So ``working_days_between(day, add_working_days(day, n)) == n``, and a deadline is missed from the first day on
    which more than its count have passed.
    """
    if end < start:
        return -working_days_between(end, start, swaps=swaps)
    whole_years = sum(len(_working_days_of(year, swaps)) for year in range(start.year, end.year))
    return (
        whole_years
        + bisect_right(_working_days_of(end.year, swaps), end)
        - bisect_right(_working_days_of(start.year, swaps), start)
    )


def days_left(due_on: date, on: date) -> int:
    """Working days from ``on`` to the last day ``due_on``; negative: days overdue."""
    return min(-1, working_days_between(on, due_on)) if due_on < on else working_days_between(on, due_on)


class TransferDeadline(StrEnum):
    """What must be done in time when a member changes cell."""

    PROCEDURE = "PROCEDURE"
    """The member asks for the transfer; counted from the day the decision takes effect or the home changes."""
    PRESENTATION = "PRESENTATION"
    """The member presents the letter to the receiving cell; counted from the day of introduction."""
    DISSOLUTION = "DISSOLUTION"
    """The committee recovers files and seal and finishes the transfers; counted from the dissolution."""


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A number of working days in force from ``starts_on`` until the next rule of its kind."""

    starts_on: date
    working_days: int
    source: str


_29_QD_TW = date(2016, 7, 25)
_24_QD_TW = date(2021, 7, 30)
_294_QD_TW = date(2025, 7, 1)

DEADLINE_RULES: dict[TransferDeadline, tuple[DeadlineRule, ...]] = {
    TransferDeadline.PROCEDURE: (
        DeadlineRule(_29_QD_TW, 60, "29-QĐ/TW, 6.3.1a"),
        DeadlineRule(_24_QD_TW, 60, "24-QĐ/TW, 6.3.1"),
        DeadlineRule(_294_QD_TW, 60, "294-QĐ/TW, 6.3.1"),
    ),
    TransferDeadline.PRESENTATION: (
        DeadlineRule(_29_QD_TW, 30, "29-QĐ/TW, 6.3.1c"),
        DeadlineRule(_24_QD_TW, 30, "24-QĐ/TW, 6.3.1"),
        DeadlineRule(_294_QD_TW, 30, "294-QĐ/TW, 6.3.1"),
    ),
    TransferDeadline.DISSOLUTION: (
        # The point of 29-QĐ/TW was not seen; 24-QĐ/TW 6.3.5 was, and is taken to repeat it.
        DeadlineRule(_29_QD_TW, 30, "29-QĐ/TW, 6.3"),
        DeadlineRule(_24_QD_TW, 30, "24-QĐ/TW, 6.3.5"),
        DeadlineRule(_294_QD_TW, 30, "294-QĐ/TW, 6.3"),
    ),
}


def deadline_rule(kind: TransferDeadline, on: date) -> DeadlineRule:
    """The rule of ``kind`` in force on ``on``.

    Days before 25-7-2016, where the table begins, are judged by its first rule.
    """
    rules = DEADLINE_RULES[kind]
    return next((rule for rule in reversed(rules) if rule.starts_on <= on), rules[0])


def transfer_deadline(kind: TransferDeadline, on: date, *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> date:
    """The last day in time for what began on ``on``, by the rule in force that day.

    30 working days to present the letter after the introduction (29-QĐ/TW 6.3.1c; 294-QĐ/TW 6.3.1) and to finish the
    transfers after a dissolution (24-QĐ/TW 6.3.5); 60 to ask for a transfer (29-QĐ/TW 6.3.1a; 294-QĐ/TW 6.3.1).
    """
    return add_working_days(on, deadline_rule(kind, on).working_days, swaps=swaps)
