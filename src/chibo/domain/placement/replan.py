"""Planning again when the world has changed, without moving more members than needed."""

from __future__ import annotations

from dataclasses import dataclass

from chibo.domain.integer_programs.search import SecondsLeft
from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.problem import Problem
from chibo.domain.placement.result import Result
from chibo.domain.placement.solver import solve


@dataclass(frozen=True, slots=True)
class FewChanges:
    """The best plan in which at most ``max_changes`` members leave their previous cell."""

    max_changes: int
    result: Result


def changed_members(problem: Problem, result: Result) -> tuple[str, ...]:
    """The members whom ``result`` places in another cell than ``previous`` names, in order of their ids."""
    return tuple(
        member for member, cell in sorted(problem.previous.items()) if result.placements.get(member, cell) != cell
    )


def frontier(problem: Problem, *, seconds_left: SecondsLeft | None = None) -> tuple[FewChanges, ...]:
    """What each further change buys: the best plans with ever more changes, from the fewest possible to the free optimum.

    Only plans worth more than the one before are listed, so ``max_changes`` is also how many members each really moves.
    Empty where no plan is possible. Each plan is proven unless the time was over (``Result.status``).
    """
    free = solve(problem, seconds_left=seconds_left)
    if free.status is Status.INFEASIBLE:
        return ()
    steps: list[FewChanges] = []
    for changes in range(len(problem.previous) + 1):
        best = solve(problem, max_changes=changes, seconds_left=seconds_left)
        if best.objective is None or (steps and best.objective == steps[-1].result.objective):
            continue
        steps.append(FewChanges(changes, best))
        if best.objective == free.objective:
            break
    return tuple(steps)
