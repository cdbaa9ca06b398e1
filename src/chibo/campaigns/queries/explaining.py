"""Why a plan places a member where it does: the solver's own proof, asked of the plan's stored problem."""

from __future__ import annotations

from chibo.campaigns.queries.readings import Reading
from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.explain import Explanation, explain
from chibo.domain.placement.result import Result
from chibo.domain.placement.solver import solve


def explanation_of(reading: Reading, key: str) -> Explanation:
    """The proven explanation of the member ``key`` under the plan's problem.

    It speaks of the best plan for that problem: of a plan changed by hand, or held close to an earlier one, the best
    plan is looked for anew. Raises ``KeyError`` for an unknown member.
    """
    stored = reading.plan.result
    is_free = reading.plan.made_from_id is None and stored["status"] == Status.OPTIMAL.value
    if is_free:
        result = Result(
            status=Status.OPTIMAL,
            objective=stored["objective"],
            bound=stored["bound"],
            placements=stored["placements"],
        )
    else:
        result = solve(reading.problem)
    found = explain(reading.problem, result, key)
    if found is None:
        raise RuntimeError(f"plan {reading.plan.pk}: nothing is proven without a time limit")
    return found
