"""Against other solvers: SciPy's build of HiGHS, and the fallback in place of the usual search."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from chibo.domain.placement import optimum
from chibo.domain.placement.explain import explain
from chibo.domain.placement.linear import FREE
from chibo.domain.placement.model import build
from chibo.domain.placement.problem import Problem, parse
from chibo.domain.placement.solver import solve
from tests.domain.placement.examples import a_commune, instance

HARD = {
    "cover": {"weights": {"coverage": 200, "leader": 200}},
    "uneven steps": {"weights": {"size_steps": [50, 5, 30, 0, 90], "empty": 10, "weak": 40}},
    "one of each office": {"office_limit": 1},
    "many weak cells": {"weights": {"minimum_official": 8}},
}


def optimum_by_scipy(problem: Problem) -> int | None:
    linear = build(problem).linear
    matrix = csr_array((linear.entries, linear.columns, linear.starts), shape=(linear.row_count, linear.column_count))
    lower = np.where(linear.row_lower <= -FREE, -np.inf, linear.row_lower)
    upper = np.where(linear.row_upper >= FREE, np.inf, linear.row_upper)
    answer = milp(
        -linear.costs,
        integrality=linear.whole,
        bounds=Bounds(linear.lower, linear.upper),
        constraints=LinearConstraint(matrix, lower, upper),
        options={"mip_rel_gap": 0},
    )
    return None if answer.fun is None else linear.constant - round(answer.fun)


@pytest.mark.parametrize("kind", list(HARD))
@pytest.mark.parametrize("seed", range(3))
def test_another_solver_finds_the_same_optimum(kind: str, seed: int) -> None:
    problem = parse(a_commune(seed, 30, 10, **HARD[kind]))

    assert solve(problem).objective == optimum_by_scipy(problem)


@pytest.mark.parametrize("seed", range(20))
def test_another_solver_agrees_on_communes(seed: int) -> None:
    problem = parse(a_commune(seed, 18, 7))

    assert solve(problem).objective == optimum_by_scipy(problem)


def test_another_solver_agrees_on_every_loss() -> None:
    problem = parse(instance("placement-17x6-1"))
    result = solve(problem)
    assert result.objective is not None

    for member in ("M001", "M008", "M017"):
        explanation = explain(problem, result, member)
        assert explanation is not None
        assert explanation.alternatives
        for other in explanation.alternatives:
            held = optimum_by_scipy(dataclasses.replace(problem, fixed=(*problem.fixed, (member, other.cell))))
            assert other.loss == (None if held is None else result.objective - held)


@pytest.mark.parametrize("seed", range(4))
def test_branch_and_cut_in_place_of_the_search_gives_the_same_plan(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = parse(a_commune(seed, 12, 4, weights={"size_steps": [50, 5, 30, 0, 90], "coverage": 60}))
    expected = solve(problem)

    monkeypatch.setattr(optimum, "NODE_LIMIT", 0)

    assert solve(problem) == expected
