"""Mending a calendar in force when the world has changed, with as few changes as possible."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from chibo.domain.integer_programs.optimum import maximise
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box
from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.conflict import find_conflict
from chibo.domain.meeting_calendar.model import build
from chibo.domain.meeting_calendar.problem import Desk, Meetings, Problem
from chibo.domain.meeting_calendar.result import Result
from chibo.domain.meeting_calendar.solver import WrongCalendar
from chibo.domain.meeting_calendar.verify import broken_rules, day_cost, score, uncovered


@dataclass(frozen=True, slots=True)
class Duty:
    """A counter in a slot whose officer changes; empty: nobody was there, or the counter is gone."""

    slot: str
    counter: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two calendars: ``moved`` cells in order of their ids, ``duties`` in order of time."""

    moved: tuple[str, ...]
    duties: tuple[Duty, ...]

    @property
    def count(self) -> int:
        return len(self.moved) + len(self.duties)


def changes_between(problem: Problem, meetings: Meetings, desk: Desk, result: Result) -> Changes:
    """What ``result`` changes of the calendar ``meetings`` and ``desk``, for the cells and slots of ``problem``."""
    moved = tuple(
        cell for cell in problem.cells_by_id if cell in meetings and result.meetings.get(cell) != meetings[cell]
    )
    duties = tuple(
        Duty(slot, counter, desk.get(slot, {}).get(counter, ""), result.desk.get(slot, {}).get(counter, ""))
        for slot in problem.working_slots
        for counter in problem.counters
        if desk.get(slot, {}).get(counter, "") != result.desk.get(slot, {}).get(counter, "")
    )
    return Changes(moved, duties)


def settle(problem: Problem, meetings: Meetings, desk: Desk, past: Collection[str]) -> Problem:
    """``problem`` in which the slots of ``past`` stay as they were.

    Who met there met there, nobody else may; each counter is served by those who were there.
    """
    cells = tuple(
        dataclasses.replace(
            cell,
            allowed=(meetings[cell.id],)
            if meetings.get(cell.id) in past
            else tuple(slot for slot in cell.allowed if slot not in past),
        )
        for cell in problem.cells
    )
    gone = [slot for slot in problem.working_slots if slot in past]
    there = {slot: set(desk.get(slot, {}).values()) for slot in gone}
    officers = tuple(
        dataclasses.replace(
            officer,
            leave=(
                *(slot for slot in officer.leave if slot not in there),
                *(slot for slot in gone if officer.id not in there[slot]),
            ),
        )
        for officer in problem.officers
    )
    return dataclasses.replace(problem, cells=cells, officers=officers)


def repair(problem: Problem, *, meetings: Meetings, desk: Desk, past: Collection[str] = ()) -> Result:
    """The calendar for ``problem`` that differs least from ``meetings`` and ``desk``: proven, and counted by ``verify``.

    Fewest meetings moved first, then fewest duties that change hands, then the lowest cost. ``past``: slots that are
    over (see ``settle``). Status FEASIBLE with the bound 0, as the cost itself is not what was minimised; INFEASIBLE with
    a minimal set of rules that clash where nothing can be mended.
    """
    problem = settle(problem, meetings, desk, past)
    model = build(problem)
    linear = model.linear
    if (linear.lower > linear.upper).any():
        return _impossible(problem)
    dearest = _dearest(problem)
    moving = dearest * (1 + len(problem.working_slots) * len(problem.counters))
    costs = linear.costs.copy()
    for column, price in _prices(model.meetings, model.duties, meetings, desk, moving=moving, changing=dearest):
        costs[column] -= price
    linear = dataclasses.replace(linear, costs=costs)
    optimum = maximise(Relaxation(linear), Box(linear.lower, linear.upper))
    if optimum is None:
        return _impossible(problem)
    found, posts = model.meetings_in(optimum.values), model.desk_in(optimum.values)
    breakdown = score(problem, found, posts)
    if broken_rules(problem, found, posts) or uncovered(problem, found):
        raise WrongCalendar("a repaired calendar breaks a rule")
    return Result(
        status=Status.FEASIBLE, cost=breakdown.total, bound=0, meetings=found, desk=posts, breakdown=breakdown
    )


def _prices(
    columns: dict[tuple[str, str], int],
    duties: dict[tuple[str, str, str], int],
    meetings: Meetings,
    desk: Desk,
    *,
    moving: int,
    changing: int,
) -> Iterator[tuple[int, int]]:
    """The columns that would be a change, with what that costs."""
    for (cell, slot), column in columns.items():
        if cell in meetings and meetings[cell] != slot:
            yield column, moving
    for (slot, counter, officer), column in duties.items():
        if desk.get(slot, {}).get(counter) != officer:
            yield column, changing


def _dearest(problem: Problem) -> int:
    """More than any two calendars can differ in cost."""
    weights, slots = problem.weights, problem.slots_by_id
    days = sum(
        max((day_cost(problem, cell, slots[each]) for each in cell.allowed), default=0) for cell in problem.cells
    )
    spread = len(problem.cells) * max(weights.spread_steps)
    posts = len(problem.working_slots) * len(problem.counters) * weights.not_primary
    return 1 + days + len(problem.cells) * weights.session + spread + posts + weights.fairness * problem.max_desk_slots


def _impossible(problem: Problem) -> Result:
    return Result(status=Status.INFEASIBLE, meetings={}, desk={}, conflict=find_conflict(problem))
