"""Solve a calendar problem to proven optimality.

The program of ``model`` is nearly a network flow once the largest and the smallest load of an officer are settled, so the
search splits those first. Every bound is re-computed in whole numbers, and the answer is counted again by ``verify``.
"""

from __future__ import annotations

from chibo.domain.integer_programs.optimum import maximise
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box, SecondsLeft
from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.conflict import find_conflict
from chibo.domain.meeting_calendar.model import build
from chibo.domain.meeting_calendar.problem import Problem
from chibo.domain.meeting_calendar.result import Result
from chibo.domain.meeting_calendar.verify import broken_rules, score


class WrongCalendar(RuntimeError):
    """The independent checker disagrees with the solver: a defect of this package, never of the problem."""


def solve(problem: Problem, *, seconds_left: SecondsLeft | None = None) -> Result:
    """The cheapest calendar for ``problem``, proven, counted again by ``verify``; or a minimal set of rules that forbids all.

    The same problem gives the same calendar whatever the order of its entries.

    ``seconds_left`` says how long to go on. Once it gives 0 or less the best calendar so far is the answer (FEASIBLE). A
    first one, or the proof that there is none, is always waited for.
    """
    model = build(problem)
    linear = model.linear
    optimum = None
    if not (linear.lower > linear.upper).any():
        optimum = maximise(Relaxation(linear), Box(linear.lower, linear.upper), seconds_left=seconds_left)
    if optimum is None:
        return Result(status=Status.INFEASIBLE, meetings={}, desk={}, conflict=find_conflict(problem))
    meetings, desk = model.meetings_in(optimum.values), model.desk_in(optimum.values)
    breakdown = score(problem, meetings, desk)
    if breakdown.total != -optimum.points or broken_rules(problem, meetings, desk):
        raise WrongCalendar(f"cost {-optimum.points} claimed, {breakdown.total} counted")
    return Result(
        status=Status.OPTIMAL if optimum.is_proven else Status.FEASIBLE,
        cost=-optimum.points,
        bound=-optimum.bound,
        meetings=meetings,
        desk=desk,
        breakdown=breakdown,
    )
