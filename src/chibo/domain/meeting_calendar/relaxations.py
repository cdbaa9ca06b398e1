"""Giving way in one rule: what a problem becomes when people decide not to hold to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chibo.domain.meeting_calendar.problem import Officer, Problem, Rule, RuleKind

SUBSTITUTE = "substitute"
"""How the ids of those begin who stand in for the clerks of a counter for one half-day."""


def relax(problem: Problem, rules: Iterable[Rule]) -> Problem:
    """``problem`` without ``rules``. A rule about something that it does not hold changes nothing.

    ``meets``: the cell may meet in any slot. ``hall``: the hall is no longer shared. ``leader`` and ``leader_day``: the
    leader need not be at the meetings. ``slot_limit`` and ``desk_limit``: the limit is lifted, for all. ``counter``:
    somebody from elsewhere serves the counter in that slot. ``leave``: the officer works in that slot. ``attends``: the
    officer is excused from the cell's meeting. ``one_counter`` cannot be given up: nobody serves two counters at once.
    """
    for rule in rules:
        problem = _without(problem, rule)
    return problem


def can_relax(problem: Problem, rule: Rule) -> bool:
    """Whether giving way in ``rule`` changes ``problem``."""
    return _without(problem, rule) != problem


def is_substitute(officer: str) -> bool:
    """Whether this id of an officer stands for somebody from elsewhere."""
    return officer.startswith(f"{SUBSTITUTE}:")


def _without(problem: Problem, rule: Rule) -> Problem:
    match rule:
        case Rule(RuleKind.MEETS, (cell,)):
            anywhere = tuple(problem.slots_by_id)
            cells = tuple(replace(each, allowed=anywhere) if each.id == cell else each for each in problem.cells)
            return replace(problem, cells=cells)
        case Rule(RuleKind.HALL, cells):
            return replace(problem, halls=tuple(hall for hall in problem.halls if set(hall) != set(cells)))
        case Rule(RuleKind.LEADER | RuleKind.LEADER_DAY, (leader, *_)):
            return replace(problem, leaders=tuple(each for each in problem.leaders if each.id != leader))
        case Rule(RuleKind.SLOT_LIMIT, _):
            return replace(problem, max_meetings_per_slot=max(problem.max_meetings_per_slot, len(problem.cells)))
        case Rule(RuleKind.DESK_LIMIT, _):
            return replace(problem, max_desk_slots=max(problem.max_desk_slots, len(problem.working_slots)))
        case Rule(RuleKind.COUNTER, (counter, slot)):
            return _with_substitute(problem, counter, slot)
        case Rule(RuleKind.LEAVE, (officer, slot)):
            return _with_officer(problem, officer, leave_without=slot)
        case Rule(RuleKind.ATTENDS, (officer, cell)):
            return _with_officer(problem, officer, cells_without=cell)
    return problem


def _with_substitute(problem: Problem, counter: str, slot: str) -> Problem:
    name = f"{SUBSTITUTE}:{counter}:{slot}"
    if counter not in problem.counters or slot not in problem.working_slots or name in problem.officers_by_id:
        return problem
    elsewhere = tuple(each for each in problem.slots_by_id if each != slot)
    substitute = Officer(id=name, counters=(counter,), primary=counter, leave=elsewhere)
    return replace(problem, officers=(*problem.officers, substitute))


def _with_officer(problem: Problem, officer: str, *, leave_without: str = "", cells_without: str = "") -> Problem:
    officers = tuple(
        replace(
            each,
            leave=tuple(slot for slot in each.leave if slot != leave_without),
            cells=tuple(cell for cell in each.cells if cell != cells_without),
        )
        if each.id == officer
        else each
        for each in problem.officers
    )
    return replace(problem, officers=officers)
