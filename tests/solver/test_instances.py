"""The larger known instances: optimum, proof, and the same answer byte by byte whatever the order of the input."""

from __future__ import annotations

import json
import random

import pytest

from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.problem import parse
from chibo.domain.placement.solver import solve
from chibo.domain.placement.verify import broken_rules, score
from tests.domain.placement.examples import OPTIMA, a_commune, instance, shuffled


@pytest.mark.parametrize("name", list(OPTIMA))
def test_the_known_optimum_is_reached_and_the_checker_agrees(name: str) -> None:
    problem = parse(instance(name))

    result = solve(problem)

    assert result.status.value == OPTIMA[name]["status"]
    assert result.objective == result.bound == OPTIMA[name]["objective"]
    assert score(problem, result.placements).total == result.objective
    assert broken_rules(problem, result.placements) == ()


@pytest.mark.parametrize("name", list(OPTIMA))
def test_the_order_of_the_input_changes_nothing(name: str) -> None:
    document = instance(name)
    written = json.dumps(solve(parse(document)).to_json())

    for seed in range(3):
        assert json.dumps(solve(parse(shuffled(document, random.Random(seed)))).to_json()) == written


def test_members_of_whom_nothing_is_known_are_placed_the_same_way_every_time() -> None:
    document = a_commune(1, 40, 20)
    for member in document["members"]:
        member |= {"skills": {}, "leadership": 0, "home_cell": None, "distance_m": {}}
    result = solve(parse(document))

    assert result.status is Status.OPTIMAL
    for seed in range(2):
        assert solve(parse(shuffled(document, random.Random(seed)))) == result
