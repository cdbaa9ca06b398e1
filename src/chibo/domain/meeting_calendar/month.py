"""The month of a commune's cells: its traditional day, the half-days one can meet on, and today's custom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from chibo.domain.meeting_calendar.problem import Problem, Session, Slot
from chibo.domain.working_days import OFFICIAL_SWAPS, Swap, add_working_days, holiday_name, is_working_day

TRADITIONAL_DAY = 3
"""Custom of Biên Hòa: every cell meets on the 3rd, or on the next working day."""
HOURS_OF_HALF_DAY = 4
"""How long a counter is open in a morning or an afternoon (7:30–11:30, 13:00–17:00: the usual hours of a commune)."""
MEETING_HOURS: dict[Session, tuple[time, time]] = {
    Session.MORNING: (time(7, 30), time(9, 30)),
    Session.AFTERNOON: (time(14, 0), time(16, 0)),
    Session.EVENING: (time(19, 0), time(21, 0)),
}
"""When a meeting begins and is expected to end: at least 90 minutes, 120 with a theme (12-HD/BTCTW, 6-7-2018)."""


def traditional_day(month: date, *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> date:
    """The 3rd of the month that ``month`` lies in, or the next working day."""
    third = month.replace(day=TRADITIONAL_DAY)
    return third if is_working_day(third, swaps=swaps) else add_working_days(third, 1, swaps=swaps)


def days_around(day: date, *, before: int, after: int) -> list[date]:
    """The days of the month of ``day`` that lie at most ``before`` days before it and ``after`` days after it."""
    near = (day + timedelta(offset) for offset in range(-before, after + 1))
    return [each for each in near if each.month == day.month]


def slot_id(day: date, session: str) -> str:
    """How a slot is called in a problem: its date and session."""
    return f"{day.isoformat()}-{session}"


def in_time(slot: str) -> tuple[str, int]:
    """What sorts the ids of ``slot_id`` by time."""
    day, _dash, session = slot.rpartition("-")
    return day, [each.value for each in Session].index(session)


def slots_on(days: Iterable[date], *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> tuple[Slot, ...]:
    """The half-days and evenings of ``days`` on which a cell may meet.

    The counters are open in the mornings and afternoons of working days. On a weekend offices are closed, yet cells may
    meet; on a statutory day off (Tết among them) and on a day given in lieu nobody meets.
    """
    found = []
    for day in days:
        works = is_working_day(day, swaps=swaps)
        if works or (day.weekday() >= 5 and holiday_name(day) is None):
            found += [
                Slot(
                    id=slot_id(day, session),
                    date=day.isoformat(),
                    session=session.value,
                    working=works and session is not Session.EVENING,
                )
                for session in Session
            ]
    return tuple(found)


def custom(problem: Problem) -> dict[str, str]:
    """Today's custom: every cell meets in the morning of the traditional date. Empty where no such slot stands."""
    slot = slot_id(date.fromisoformat(problem.traditional_date), Session.MORNING)
    return dict.fromkeys(problem.cells_by_id, slot) if slot in problem.slots_by_id else {}
