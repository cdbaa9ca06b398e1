"""Giving way in a rule of any kind makes room for whatever dropping the rule made room for."""

from __future__ import annotations

import pytest

from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.problem import Problem, Rule, RuleKind, parse
from chibo.domain.meeting_calendar.relaxations import can_relax, is_substitute, relax
from chibo.domain.meeting_calendar.solver import solve
from tests.domain.meeting_calendar.examples import a_document, small_problem


def problem(**changes) -> Problem:
    return parse(a_document(**changes))


def clashing() -> dict[str, tuple[Problem, Rule]]:
    """For each kind a problem that one rule forbids, and that rule."""
    cells = a_document()["cells"]
    only_first = [cell | {"allowed": ["S1"]} for cell in cells]
    officers = a_document(officers=1)["officers"]
    return {
        "meets": (
            parse(a_document(cells=1) | {"cells": [cells[0] | {"allowed": []}]}),
            Rule(RuleKind.MEETS, ("C1",)),
        ),
        "hall": (
            parse(a_document() | {"cells": only_first, "halls": [["C1", "C2"]]}),
            Rule(RuleKind.HALL, ("C1", "C2")),
        ),
        "leader": (
            parse(a_document() | {"cells": only_first, "leaders": [{"id": "L1", "cells": ["C1", "C2"]}]}),
            Rule(RuleKind.LEADER, ("L1",)),
        ),
        "slot_limit": (
            parse(a_document() | {"cells": only_first, "max_meetings_per_slot": 1}),
            Rule(RuleKind.SLOT_LIMIT, ("S1",)),
        ),
        "desk_limit": (parse(a_document(officers=1) | {"max_desk_slots": 1}), Rule(RuleKind.DESK_LIMIT, ("O1",))),
        "counter": (
            parse(a_document() | {"officers": [officers[0] | {"leave": ["S1"]}]}),
            Rule(RuleKind.COUNTER, ("K1", "S1")),
        ),
        "leave": (
            parse(a_document() | {"officers": [officers[0] | {"leave": ["S1"]}]}),
            Rule(RuleKind.LEAVE, ("O1", "S1")),
        ),
        "attends": (
            parse(a_document(officers=1) | {"cells": only_first, "officers": [officers[0] | {"cells": ["C1"]}]}),
            Rule(RuleKind.ATTENDS, ("O1", "C1")),
        ),
    }


@pytest.mark.parametrize("kind", list(clashing()))
def test_giving_way_in_the_rule_makes_a_calendar_possible(kind: str):
    asked, rule = clashing()[kind]
    assert solve(asked).status is Status.INFEASIBLE
    assert can_relax(asked, rule)
    relaxed = relax(asked, [rule])
    assert solve(relaxed).status is Status.OPTIMAL
    assert not can_relax(relaxed, rule)


def test_a_leader_may_stay_away_from_a_third_meeting_of_a_day():
    document = a_document(slots=3, cells=3, counters=0, officers=0) | {
        "leaders": [{"id": "L1", "cells": ["C1", "C2", "C3"]}]
    }
    for slot, session in zip(document["slots"], ("MORNING", "AFTERNOON", "EVENING"), strict=True):
        slot |= {"date": "2019-06-03", "session": session}
    asked = parse(document)
    assert solve(asked).status is Status.INFEASIBLE
    assert solve(relax(asked, [Rule(RuleKind.LEADER_DAY, ("L1", "2019-06-03"))])).status is Status.OPTIMAL


def test_nobody_is_let_serve_two_counters_at_once():
    asked = problem(counters=2, officers=1)
    assert not can_relax(asked, Rule(RuleKind.ONE_COUNTER, ("O1", "S1")))


@pytest.mark.parametrize(
    "rule",
    [
        Rule(RuleKind.COUNTER, ("K9", "S1")),
        Rule(RuleKind.COUNTER, ("K1", "S9")),
        Rule(RuleKind.MEETS, ("C9",)),
        Rule(RuleKind.LEAVE, ("O9", "S1")),
        Rule(RuleKind.HALL, ("C1", "C2")),
        Rule(RuleKind.MEETS, ()),
        Rule(RuleKind.LEAVE, ("O1",)),
    ],
)
def test_a_rule_that_the_problem_does_not_hold_changes_nothing(rule: Rule):
    assert relax(problem(), [rule]) == problem()
    assert not can_relax(problem(), rule)


def test_a_substitute_serves_the_one_counter_in_the_one_slot():
    asked, rule = clashing()["counter"]
    desk = solve(relax(asked, [rule])).desk
    assert is_substitute(desk["S1"]["K1"])
    assert desk["S2"]["K1"] == "O1"


@pytest.mark.parametrize("seed", range(40))
def test_any_rule_of_a_conflict_given_up_ends_that_conflict(seed: int):
    asked = small_problem(seed)
    conflict = solve(asked).conflict
    for rule in conflict:
        if can_relax(asked, rule) and rule.kind is not RuleKind.MEETS:
            again = solve(relax(asked, [rule])).conflict
            assert again != conflict
