"""A calendar as people read it: day by day, the meetings and who serves each counter; what it costs; what changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from chibo.domain.meeting_calendar.month import HOURS_OF_HALF_DAY, custom, slot_id
from chibo.domain.meeting_calendar.problem import Desk, Meetings, Problem, RuleKind, Session
from chibo.domain.meeting_calendar.relaxations import is_substitute
from chibo.domain.meeting_calendar.verify import broken_rules, uncovered
from chibo.domain.working_days import holiday_name

CLASHES = (RuleKind.HALL, RuleKind.LEADER, RuleKind.LEADER_DAY, RuleKind.SLOT_LIMIT, RuleKind.MEETS)
"""The rules that a calendar may break by its meetings alone."""


@dataclass(frozen=True, slots=True)
class Post:
    """A counter in a half-day: who is told to serve it (an id of the problem, or empty), and whether nobody is there."""

    counter: str
    officer: str
    is_empty: bool

    @property
    def is_substitute(self) -> bool:
        return is_substitute(self.officer)


@dataclass(frozen=True, slots=True)
class Half:
    """A session of a day: the cells that meet and the counters that are open."""

    session: str
    slot: str
    cells: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    away: tuple[str, ...] = ()

    @property
    def empty_count(self) -> int:
        return sum(post.is_empty for post in self.posts)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its three sessions; none on a day off."""

    on: date
    holiday: str
    is_traditional: bool
    halves: tuple[Half, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a calendar costs the desk and the cells, counted without the solver.

    ``empty``: (slot, counter) that nobody can serve; ``half_days``: counters times half-days open; ``off_day``,
    ``off_session``: cells that do not meet on the traditional day, not in the session they prefer; ``clashes``: rules
    about halls, leaders and sessions that it breaks.
    """

    empty: tuple[tuple[str, str], ...]
    half_days: int
    off_day: int
    off_session: int
    clashes: int
    by_counter: Counter[str] = field(default_factory=Counter)

    @property
    def empty_hours(self) -> int:
        return len(self.empty) * HOURS_OF_HALF_DAY


def days_of(problem: Problem, meetings: Meetings, desk: Desk | None) -> list[Day]:
    """Every day from the first slot to the last; ``desk`` as ``empty_posts`` takes it."""
    slots = problem.slots_by_id
    if not slots:
        return []
    days = [slot.on for slot in slots.values()]
    empty = set(empty_posts(problem, meetings, desk))
    held: dict[str, list[str]] = {}
    for cell in problem.cells_by_id:
        if meetings.get(cell) in slots:
            held.setdefault(meetings[cell], []).append(cell)
    found = []
    for offset in range((days[-1] - days[0]).days + 1):
        day = days[0] + timedelta(offset)
        found.append(
            Day(
                on=day,
                holiday=holiday_name(day) or "",
                is_traditional=day.isoformat() == problem.traditional_date,
                halves=tuple(_halves(problem, day, held, desk, empty)),
            )
        )
    return found


def _halves(
    problem: Problem, day: date, held: dict[str, list[str]], desk: Desk | None, empty: set[tuple[str, str]]
) -> Iterator[Half]:
    for session in Session:
        slot = problem.slots_by_id.get(slot_id(day, session))
        if slot is None:
            continue
        served: Mapping[str, str] = {} if desk is None else desk.get(slot.id, {})
        posts = tuple(
            Post(counter, served.get(counter, ""), (slot.id, counter) in empty)
            for counter in (problem.counters if slot.working else ())
        )
        away = tuple(
            each.id
            for each in problem.officers_by_id.values()
            if slot.working and slot.id in each.leave and not is_substitute(each.id)
        )
        yield Half(session.value, slot.id, tuple(held.get(slot.id, ())), posts, away)


def empty_posts(problem: Problem, meetings: Meetings, desk: Desk | None) -> tuple[tuple[str, str], ...]:
    """The (slot, counter) where nobody is: of the officers told in ``desk``, or ``None``: of all who could be."""
    if desk is None:
        return uncovered(problem, meetings)
    officers = problem.officers_by_id
    found = []
    for slot in problem.working_slots:
        for counter in problem.counters:
            officer = officers.get(desk.get(slot, {}).get(counter, ""))
            if officer is None or slot in officer.leave or any(meetings.get(cell) == slot for cell in officer.cells):
                found.append((slot, counter))
    return tuple(found)


def cost_of(problem: Problem, meetings: Meetings, desk: Desk | None = None) -> Cost:
    """What meeting so costs; with ``desk`` the counters count as served by those it tells alone."""
    slots = problem.slots_by_id
    empty = empty_posts(problem, meetings, desk)
    held = [(cell, slots[meetings[cell.id]]) for cell in problem.cells if meetings.get(cell.id) in slots]
    return Cost(
        empty=empty,
        half_days=len(problem.working_slots) * len(problem.counters),
        off_day=sum(slot.date != problem.traditional_date for _cell, slot in held),
        off_session=sum(slot.session != cell.preferred_session for cell, slot in held),
        clashes=sum(rule.kind in CLASHES for rule in broken_rules(problem, meetings, {})),
        by_counter=Counter(counter for _slot, counter in empty),
    )


def cost_of_custom(problem: Problem) -> Cost:
    """What today's custom would cost."""
    return cost_of(problem, custom(problem))
