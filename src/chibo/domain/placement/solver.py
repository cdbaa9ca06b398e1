"""Solve a placement problem to proven optimality, always with the same plan.

The program of ``model`` is nearly a network flow: its linear relaxation is usually whole or a few points off. So the
relaxation is solved once, whatever its prices prove to be out of question is struck off, and a small search over the rest
finishes the proof. Every bound of that search is re-computed in whole numbers from the multipliers, so a slip of floating
point may cost time, never truth.
"""

from __future__ import annotations

from chibo.domain.integer_programs.equals import first_of_equals
from chibo.domain.integer_programs.optimum import maximise
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box, SecondsLeft
from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.conflict import find_conflict
from chibo.domain.placement.model import build
from chibo.domain.placement.problem import Problem
from chibo.domain.placement.result import Result
from chibo.domain.placement.verify import broken_rules, score


class WrongPlan(RuntimeError):
    """The independent checker disagrees with the solver: a defect of this package, never of the problem."""


def solve(problem: Problem, *, max_changes: int | None = None, seconds_left: SecondsLeft | None = None) -> Result:
    """The best plan for ``problem``, proven, re-scored by ``verify``; or a minimal set of rules that forbids every plan.

    Among plans of equal worth it is the one where the first member (by id) goes to the earliest possible cell (by id),
    then the second, and so on. So it depends on nothing but what the problem says.

    ``max_changes``: at most so many members leave the cell that ``previous`` names for them. INFEASIBLE with an empty
    conflict means that the rules can hold, only not with so few changes.

    ``seconds_left`` says how long to go on. Once it gives 0 or less the best plan so far is the answer: FEASIBLE, or
    OPTIMAL where only the choice among equals was still open. A first plan, or the proof that there is none, is always
    waited for.
    """
    model = build(problem, max_changes=max_changes)
    linear = model.linear
    optimum = maximise(Relaxation(linear), Box(linear.lower, linear.upper), seconds_left=seconds_left)
    if optimum is None:
        return Result(status=Status.INFEASIBLE, placements={}, conflict=find_conflict(problem))
    values = optimum.values
    if optimum.is_proven:
        groups = [model.columns_of(member) for member in model.members]
        values = first_of_equals(linear, optimum, groups, seconds_left=seconds_left)
    placements = model.placements(values)
    breakdown = score(problem, placements)
    if breakdown.total != optimum.points or broken_rules(problem, placements):
        raise WrongPlan(f"{optimum.points} points claimed, {breakdown.total} counted")
    return Result(
        status=Status.OPTIMAL if optimum.is_proven else Status.FEASIBLE,
        objective=optimum.points,
        bound=optimum.bound,
        placements=placements,
        breakdown=breakdown,
    )
