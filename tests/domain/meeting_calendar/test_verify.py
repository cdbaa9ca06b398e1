"""What a calendar costs and which rules it breaks, counted by hand."""

from __future__ import annotations

from chibo.domain.meeting_calendar.problem import Rule, RuleKind, parse
from chibo.domain.meeting_calendar.verify import Breakdown, broken_rules, score, uncovered
from tests.domain.meeting_calendar.examples import a_document

WEIGHTS = {"day": 10, "session": 5, "not_primary": 2, "fairness": 3, "spread_steps": [0, 2, 6]}


def a_problem(**changes):
    document = a_document(slots=4, cells=3, counters=2, officers=2, working=2, weights=WEIGHTS, **changes)
    document["officers"][1]["primary"] = "K2"
    document["cells"][2]["weight"] = 2
    return document


def test_every_term_is_counted() -> None:
    meetings = {"C1": "S1", "C2": "S1", "C3": "S4"}
    desk = {"S1": {"K1": "O1", "K2": "O2"}, "S2": {"K1": "O2"}}
    assert score(parse(a_problem()), meetings, desk) == Breakdown(
        day=2 * 10 * 1,  # C3 holds twice as much to the date, and meets a day later
        session=5,  # C3 meets in the afternoon
        spread=2,  # the second meeting in S1
        not_primary=2,  # O2 at K1
        fairness=3,  # O2 serves twice, O1 once
    )


def test_every_broken_rule_is_named() -> None:
    document = a_problem(halls=[["C1", "C2"]], leaders=[{"id": "L1", "cells": ["C1", "C2", "C3"]}])
    document |= {"max_meetings_per_slot": 1, "max_desk_slots": 1}
    document["officers"][0] |= {"cells": ["C1"], "leave": ["S2"]}
    meetings = {"C1": "S1", "C2": "S1", "C3": "S2"}
    desk = {"S1": {"K1": "O1", "K2": "O1"}, "S2": {"K1": "O1", "K2": "O9"}}
    assert {(rule.kind, rule.ids) for rule in broken_rules(parse(document), meetings, desk)} == {
        (RuleKind.HALL, ("C1", "C2")),
        (RuleKind.LEADER, ("L1",)),
        (RuleKind.LEADER_DAY, ("L1", "2019-06-03")),
        (RuleKind.SLOT_LIMIT, ("S1",)),
        (RuleKind.ONE_COUNTER, ("O1", "S1")),
        (RuleKind.ATTENDS, ("O1", "C1")),
        (RuleKind.LEAVE, ("O1", "S2")),
        (RuleKind.COUNTER, ("K2", "S2")),
        (RuleKind.DESK_LIMIT, ("O1",)),
    }


def test_a_cell_meets_where_it_may() -> None:
    problem = parse(a_document(cells=1, counters=0))
    assert broken_rules(problem, {}, {}) == (Rule(RuleKind.MEETS, ("C1",)),)
    assert broken_rules(problem, {"C1": "S9"}, {}) == (Rule(RuleKind.MEETS, ("C1",)),)
    assert broken_rules(problem, {"C1": "S1"}, {}) == ()


def test_what_the_custom_leaves_empty_is_counted_without_a_solver() -> None:
    document = a_document(slots=2, cells=2, counters=3, officers=3)
    document["officers"][0] |= {"cells": ["C1"], "counters": ["K1"]}
    document["officers"][1] |= {"cells": ["C2"], "counters": ["K1", "K2"]}
    document["officers"][2] |= {"counters": ["K3", "K1"]}
    problem = parse(document)
    assert len(uncovered(problem, {"C1": "S1", "C2": "S1"})) == 2
    assert [slot for slot, _counter in uncovered(problem, {"C1": "S1", "C2": "S2"})] == ["S1", "S2"]
    assert uncovered(problem, {}) == ()
