"""Calendars: the known optima, every calendar of small problems, and the same answer whatever the order of the input."""

from __future__ import annotations

import json
import random

import pytest

from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.problem import parse
from chibo.domain.meeting_calendar.solver import solve
from chibo.domain.meeting_calendar.verify import broken_rules, score, uncovered
from tests.domain.meeting_calendar.examples import OPTIMA, Everything, instance, shuffled, small_problem


@pytest.mark.parametrize("name", list(OPTIMA))
def test_the_known_optimum_is_reached_and_the_checker_agrees(name: str) -> None:
    problem = parse(instance(name))

    result = solve(problem)

    assert result.status.value == OPTIMA[name]["status"]
    assert result.cost == result.bound == OPTIMA[name]["cost"]
    assert score(problem, result.meetings, result.desk).total == result.cost
    assert broken_rules(problem, result.meetings, result.desk) == ()
    assert uncovered(problem, result.meetings) == ()


@pytest.mark.parametrize("name", list(OPTIMA)[::3])
def test_the_order_of_the_input_changes_nothing(name: str) -> None:
    document = instance(name)
    written = json.dumps(solve(parse(document)).to_json())

    for seed in range(3):
        assert json.dumps(solve(parse(shuffled(document, random.Random(seed)))).to_json()) == written


@pytest.mark.parametrize("seed", range(60))
def test_no_calendar_is_cheaper_and_every_conflict_is_minimal(seed: int) -> None:
    problem = small_problem(seed)
    every = Everything(problem)

    result = solve(problem)

    if every.lowest_cost is not None:
        assert (result.status, result.cost, result.bound) == (Status.OPTIMAL, every.lowest_cost, every.lowest_cost)
        assert result.conflict == ()
        return
    assert (result.status, result.meetings, result.desk, result.cost) == (Status.INFEASIBLE, {}, {}, None)
    assert set(result.conflict) <= set(problem.rules())
    assert not every.can_keep(result.conflict)
    for rule in result.conflict:
        assert every.can_keep([other for other in result.conflict if other != rule]), rule


def test_the_random_problems_are_of_both_kinds() -> None:
    solved = [solve(small_problem(seed)).status for seed in range(60)]
    assert min(solved.count(Status.OPTIMAL), solved.count(Status.INFEASIBLE)) > 10
