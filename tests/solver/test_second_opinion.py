"""Against other solvers: SciPy's build of HiGHS, and the fallback in place of the usual search."""

from __future__ import annotations

import dataclasses

import highspy
import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from chibo.domain.integer_programs import optimum, relaxation
from chibo.domain.integer_programs.linear import FREE
from chibo.domain.integer_programs.relaxation import quiet_highs
from chibo.domain.placement.explain import explain
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


@pytest.mark.parametrize(
    "setting",
    [
        ("random_seed", 4711),
        ("simplex_scale_strategy", 0),
        ("simplex_dual_edge_weight_strategy", 0),
        ("dual_simplex_cost_perturbation_multiplier", 0.0),
    ],
)
@pytest.mark.parametrize("name", ["placement-17x6-1", "placement-40x20-1", "many equals"])
def test_another_way_through_the_simplex_ends_at_the_same_plan(
    name: str, setting: tuple[str, int | float], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = a_commune(3, 20, 8) if name == "many equals" else instance(name)
    if name == "many equals":
        for member in document["members"]:
            member |= {"skills": {}, "distance_m": {}, "home_cell": None}
    problem = parse(document)
    expected = solve(problem)

    def other_highs() -> highspy.Highs:
        highs = quiet_highs()
        assert highs.setOptionValue(*setting) == highspy.HighsStatus.kOk
        return highs

    monkeypatch.setattr(relaxation, "quiet_highs", other_highs)

    assert solve(problem) == expected
