"""What every other cell would have cost a member's plan, exactly."""

from __future__ import annotations

import pytest

from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.explain import Alternative, Why, explain
from chibo.domain.placement.problem import parse
from chibo.domain.placement.result import Result
from chibo.domain.placement.solver import solve
from tests.domain.placement.examples import a_cell, a_document


def test_the_reason_is_named_where_a_cell_is_impossible() -> None:
    document = a_document(members=2, cells=5, fixed=[["M1", "C1"]], forbidden=[["M1", "C2"], ["M2", "C2"]])
    document["cells"][2] = a_cell("C3", capacity=0)
    problem = parse(document)
    result = solve(problem)

    fixed, free = explain(problem, result, "M1"), explain(problem, result, "M2")

    assert fixed is not None
    assert fixed.to_json()["alternatives"] == [
        {"cell": "C2", "loss": None, "why": "FORBIDDEN"},
        {"cell": "C3", "loss": None, "why": "FIXED_ELSEWHERE"},
        {"cell": "C4", "loss": None, "why": "FIXED_ELSEWHERE"},
        {"cell": "C5", "loss": None, "why": "FIXED_ELSEWHERE"},
    ]
    assert free is not None
    assert free.cell == "C4"
    assert free.alternatives == (
        Alternative("C5", 0),
        Alternative("C1", 2020),
        Alternative("C2", None, Why.FORBIDDEN),
        Alternative("C3", None, Why.INFEASIBLE),
    )


def test_nothing_is_explained_of_a_plan_that_is_not_proven() -> None:
    problem = parse(a_document())

    assert explain(problem, Result(status=Status.FEASIBLE, objective=0, bound=9, placements={}), "M1") is None
    assert explain(problem, Result(status=Status.INFEASIBLE, placements={}), "M1") is None
    with pytest.raises(KeyError):
        explain(problem, solve(problem), "M9")
