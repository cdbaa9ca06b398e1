"""The score of a plan, worked out by hand for each term of the format's table, and the rules a plan breaks."""

from __future__ import annotations

from typing import Any

import pytest

from chibo.domain.placement.problem import Problem, Rule, RuleKind, parse
from chibo.domain.placement.verify import Breakdown, broken_rules, moves_of, score
from tests.domain.placement.examples import Document, a_cell, a_document, a_member


def one_cell(members: list[Document], **cell: Any) -> Problem:
    return parse(a_document() | {"members": members, "cells": [a_cell("C1", **cell)]})


def test_fit_is_the_share_of_the_needs_that_the_skills_meet_rounded_down() -> None:
    members = [a_member("M1", skills={"land": 3, "health": 1}), a_member("M2", skills={"digital": 2, "culture": 3})]
    problem = one_cell(members, needs={"land": 2, "digital": 1}, target=2)

    # M1: 100 * (2*3) // (3*3) = 66; M2: 100 * (1*2) // 9 = 22; needs are met by a grade of 2 at least.
    assert score(problem, {"M1": "C1", "M2": "C1"}) == Breakdown(fit=88, coverage=12 * 2 + 12 * 1)


def test_a_cell_without_needs_fits_nobody() -> None:
    assert score(one_cell([a_member("M1", skills={"land": 3})]), {"M1": "C1"}).fit == 0


@pytest.mark.parametrize(
    ("home", "distance", "expected"),
    [
        ("C1", 5000, Breakdown(home=15)),
        ("C2", 5000, Breakdown(travel=-15)),
        (None, 5333, Breakdown(travel=-15)),
        (None, 5334, Breakdown(travel=-16)),
        (None, 90_000, Breakdown(travel=-60)),
        (None, None, Breakdown()),
    ],
)
def test_home_is_rewarded_and_travel_costs_up_to_a_cap(
    home: str | None, distance: int | None, expected: Breakdown
) -> None:
    document = a_document(members=0, cells=2)
    document["members"] = [a_member("M1", home_cell=home, distance_m={} if distance is None else {"C1": distance})]

    worth = score(parse(document), {"M1": "C1"})

    assert (worth.home, worth.travel) == (expected.home, expected.travel)


def test_leaving_the_previous_cell_costs_a_change() -> None:
    problem = parse(a_document(weights={"change": 25}, previous={"M1": "C1", "M2": "C2"}))

    assert score(problem, {"M1": "C1", "M2": "C1", "M3": "C1"}).change == -25


def test_a_weak_cell_is_lifted_by_official_members_only() -> None:
    members = [a_member("M1"), a_member("M2", official=False)]

    assert score(one_cell(members, official_members=1), {"M1": "C1", "M2": "C1"}).weak == -3000
    assert score(one_cell(members, official_members=2), {"M1": "C1", "M2": "C1"}).weak == 0
    assert score(one_cell(members, official_members=0), {}).weak == -9000


@pytest.mark.parametrize(("target", "expected"), [(0, -25), (1, -10), (2, 0), (3, -10), (4, -25), (5, -40), (6, -55)])
def test_the_steps_of_size_add_up_and_the_last_one_repeats(target: int, expected: int) -> None:
    document = a_document(members=2, cells=1, weights={"size_steps": [10, 15]})
    document["cells"] = [a_cell("C1", target=target)]

    assert score(parse(document), {"M1": "C1", "M2": "C1"}).size == expected


def test_an_empty_cell_costs_and_so_does_a_cell_without_the_leader_it_needs() -> None:
    members = [a_member("M1", leadership=1), a_member("M2", leadership=2)]
    problem = one_cell(members, needs_leader=True)

    assert score(problem, {}) == Breakdown(empty=-2000, leader=-20, size=-10)
    assert score(problem, {"M1": "C1"}) == Breakdown(leader=-20)
    assert score(problem, {"M2": "C1"}) == Breakdown()


def test_every_broken_rule_is_named() -> None:
    members = [a_member(f"M{number}", office="one") for number in range(1, 5)]
    rules: Document = {
        "fixed": [["M1", "C2"]],
        "forbidden": [["M2", "C1"]],
        "keep_apart": [["M2", "M1"]],
        "office_limit": 2,
    }
    problem = parse(a_document() | {"members": members, "cells": [a_cell("C1", capacity=2), a_cell("C2")]} | rules)

    assert broken_rules(problem, {"M1": "C1", "M2": "C1", "M3": "C1", "M4": "C9", "M5": "C1"}) == (
        Rule(RuleKind.PLACED, ("M4",)),
        Rule(RuleKind.PLACED, ("M5",)),
        Rule(RuleKind.FIXED, ("M1", "C2")),
        Rule(RuleKind.KEEP_APART, ("M2", "M1")),
        Rule(RuleKind.FORBIDDEN, ("M2", "C1")),
        Rule(RuleKind.OFFICE_LIMIT, ("C1", "one")),
        Rule(RuleKind.CAPACITY, ("C1",)),
    )
    assert broken_rules(problem, {"M1": "C2", "M2": "C2", "M3": "C1", "M4": "C1"}) == (
        Rule(RuleKind.KEEP_APART, ("M2", "M1")),
    )
    assert broken_rules(problem, {}) == tuple(Rule(RuleKind.PLACED, (f"M{number}",)) for number in range(1, 5))


def test_a_move_by_hand_is_priced_for_every_cell() -> None:
    document = a_document(members=2, cells=3, forbidden=[["M1", "C3"]])
    document["cells"][1] = a_cell("C2", official_members=2)
    problem = parse(document)

    stay, weak, barred = moves_of(problem, {"M1": "C1", "M2": "C1"}, "M1")

    assert (stay.cell, stay.gain, stay.broken) == ("C1", Breakdown(), ())
    # C1 had one too many; C2 had nobody and was one official member short.
    assert (weak.cell, weak.gain, weak.cost) == ("C2", Breakdown(size=20, empty=2000, weak=3000), -5020)
    assert (barred.cell, barred.gain) == ("C3", Breakdown(size=20, empty=2000))
    assert barred.broken == (Rule(RuleKind.FORBIDDEN, ("M1", "C3")),)
    assert barred.to_json()["cost"] == -2020
