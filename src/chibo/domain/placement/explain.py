"""Why a member was placed where, and what every other cell would have cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chibo.domain.integer_programs.optimum import maximise
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box
from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.model import build
from chibo.domain.placement.problem import Problem
from chibo.domain.placement.result import Result
from chibo.domain.placement.verify import terms_of_member

OWN_TERMS = ("fit", "home", "travel", "change")


class Why(StrEnum):
    """Why a member cannot be in a cell at all."""

    FORBIDDEN = "FORBIDDEN"
    """A rule forbids this very pair (told first where several reasons hold)."""
    FIXED_ELSEWHERE = "FIXED_ELSEWHERE"
    """A rule holds the member in another cell."""
    INFEASIBLE = "INFEASIBLE"
    """With the member there no plan keeps the other rules."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another cell for the member: the points that the best plan with the member there loses, or why there is none."""

    cell: str
    loss: int | None
    why: Why | None = None

    def to_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"cell": self.cell, "loss": self.loss}
        return answer if self.why is None else {**answer, "why": self.why.value}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The cell of a member, the points of the member's own terms there, and every other cell, smallest loss first."""

    member: str
    cell: str
    terms: dict[str, int]
    alternatives: tuple[Alternative, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "member": self.member,
            "cell": self.cell,
            "terms": self.terms,
            "alternatives": [alternative.to_json() for alternative in self.alternatives],
        }


def explain(problem: Problem, result: Result, member: str) -> Explanation | None:
    """Why ``member`` is where ``result``, the proven optimum of ``problem``, has them; None where nothing was proven.

    Every loss is exact: the optimum minus the proven optimum with the member held in that cell. Raises ``KeyError`` for an
    unknown member.
    """
    who = problem.members_by_id[member]
    if result.status is not Status.OPTIMAL or result.objective is None:
        return None
    here = result.placements[member]
    own = terms_of_member(problem, who, problem.cells_by_id[here]).to_json()
    model = build(problem)
    relaxation = Relaxation(model.linear)
    fixed = {cell for fixed_member, cell in problem.fixed if fixed_member == member}
    alternatives = []
    for column, cell in zip(model.columns_of(member).tolist(), model.cells, strict=True):
        if cell == here:
            continue
        if (member, cell) in problem.forbidden:
            alternatives.append(Alternative(cell, None, Why.FORBIDDEN))
        elif fixed:
            alternatives.append(Alternative(cell, None, Why.FIXED_ELSEWHERE))
        else:
            held = Box(model.linear.lower, model.linear.upper).with_column(column, least=1, most=1)
            best = maximise(relaxation, held)
            if best is None:
                alternatives.append(Alternative(cell, None, Why.INFEASIBLE))
            else:
                alternatives.append(Alternative(cell, result.objective - best.points))
    alternatives.sort(key=lambda other: (other.loss is None, other.loss or 0, other.cell))
    return Explanation(member, here, {term: own[term] for term in OWN_TERMS}, tuple(alternatives))
