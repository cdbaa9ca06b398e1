"""The solver reaches the optimum, proves it, and always answers with the same plan."""

from __future__ import annotations

import json
import random

import pytest

from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.problem import parse
from chibo.domain.placement.solver import solve
from chibo.domain.placement.verify import broken_rules, score
from tests.domain.placement.examples import (
    OPTIMA,
    a_cell,
    a_commune,
    a_document,
    a_member,
    best_plan,
    instance,
    shuffled,
)

SMALL = [name for name in OPTIMA if "8x5" in name or "17x6" in name]


@pytest.mark.parametrize("name", SMALL)
def test_the_known_optimum_is_reached_and_the_checker_agrees(name: str) -> None:
    problem = parse(instance(name))

    result = solve(problem)

    assert result.status is Status.OPTIMAL
    assert result.objective == result.bound == OPTIMA[name]["objective"]
    assert result.breakdown == score(problem, result.placements)
    assert result.breakdown.total == result.objective
    assert broken_rules(problem, result.placements) == ()


@pytest.mark.parametrize("name", ["placement-8x5-0", "placement-17x6-1", "placement-17x6-3"])
def test_the_order_of_the_input_changes_nothing(name: str) -> None:
    document = instance(name)
    written = json.dumps(solve(parse(document)).to_json())

    for seed in range(3):
        assert json.dumps(solve(parse(shuffled(document, random.Random(seed)))).to_json()) == written


def test_among_many_equal_plans_the_first_by_name_is_chosen() -> None:
    document = a_document(members=9, cells=3)
    document["cells"] = [a_cell(f"C{number}", target=3) for number in range(1, 4)]

    for seed in range(3):
        result = solve(parse(shuffled(document, random.Random(seed))))

        assert list(result.placements.values()) == ["C1"] * 3 + ["C2"] * 3 + ["C3"] * 3


def test_a_plan_for_nobody_counts_the_empty_cells() -> None:
    result = solve(parse(a_document(members=0, cells=2)))

    assert (result.status, result.placements) == (Status.OPTIMAL, {})
    assert result.objective == -2 * (2000 + 10)


def test_steps_that_fall_and_rise_again_are_counted_as_written() -> None:
    # Three away from the target costs 50, one or two away cost 45: not concave, so the relaxation alone would cheat.
    document = a_document(members=4, cells=2, weights={"size_steps": [40, 0, 10], "empty": 0})
    document["cells"] = [a_cell("C1", target=0), a_cell("C2", target=1)]

    result = solve(parse(document))

    assert (result.objective, result.placements) == best_plan(parse(document))


def test_at_most_so_many_members_change_their_cell() -> None:
    document = a_document(members=4, cells=2, previous={f"M{number}": "C1" for number in range(1, 5)})
    document["cells"] = [a_cell("C1", target=1), a_cell("C2", target=3)]
    problem = parse(document)

    moved = [
        sum(cell == "C2" for cell in solve(problem, max_changes=changes).placements.values()) for changes in range(5)
    ]

    assert moved == [0, 1, 2, 3, 3]


def test_too_few_changes_allowed_is_no_conflict_of_rules() -> None:
    problem = parse(a_document(members=1, previous={"M1": "C1"}, forbidden=[["M1", "C1"]]))

    result = solve(problem, max_changes=0)

    assert (result.status, result.conflict) == (Status.INFEASIBLE, ())


def test_without_time_there_is_still_a_plan_and_a_proven_bound() -> None:
    problem = parse(a_commune(0, 30, 8, keep_apart=[]))
    optimum = solve(problem).objective

    result = solve(problem, seconds_left=lambda: 0.0)

    assert result.objective is not None
    assert result.bound is not None
    assert optimum is not None
    assert result.objective <= optimum <= result.bound
    assert broken_rules(problem, result.placements) == ()


def test_the_answer_is_written_as_the_format_says() -> None:
    document = a_document(members=0, cells=1)
    document["members"] = [a_member("M1", skills={"land": 3}, leadership=2)]
    document["cells"] = [a_cell("C1", needs={"land": 2}, needs_leader=True)]

    assert solve(parse(document)).to_json() == {
        "format": "chibo.placement-result/1",
        "status": "OPTIMAL",
        "objective": 124,
        "bound": 124,
        "placements": {"M1": "C1"},
        "breakdown": {
            "fit": 100,
            "home": 0,
            "travel": 0,
            "change": 0,
            "weak": 0,
            "empty": 0,
            "size": 0,
            "coverage": 24,
            "leader": 0,
        },
        "conflict": [],
    }


def test_an_impossible_problem_is_written_with_its_conflict() -> None:
    answer = solve(parse(a_document(fixed=[["M1", "C1"]], forbidden=[["M1", "C1"]]))).to_json()

    assert answer == {
        "format": "chibo.placement-result/1",
        "status": "INFEASIBLE",
        "objective": None,
        "bound": None,
        "placements": {},
        "breakdown": {},
        "conflict": [{"rule": "fixed", "ids": ["M1", "C1"]}, {"rule": "forbidden", "ids": ["M1", "C1"]}],
    }
