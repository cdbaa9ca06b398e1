"""An impossible problem is answered with rules that cannot hold together, none of them without need."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import Any

import pytest

from chibo.domain.placement.conflict import find_conflict
from chibo.domain.placement.problem import Problem, Rule, RuleKind, parse
from chibo.domain.placement.verify import broken_rules
from tests.domain.placement.examples import Document, a_cell, a_document, a_member


def possible(problem: Problem, rules: Collection[Rule]) -> bool:
    """By brute force: whether some plan breaks none of ``rules``."""
    members = list(problem.members_by_id)
    return any(
        not set(rules) & set(broken_rules(problem, dict(zip(members, cells, strict=True))))
        for cells in itertools.product(problem.cells_by_id, repeat=len(members))
    )


def assert_minimal(problem: Problem, conflict: tuple[Rule, ...]) -> None:
    assert not possible(problem, conflict)
    for rule in conflict:
        assert possible(problem, set(conflict) - {rule}), rule


def same_office(count: int) -> list[Document]:
    return [a_member(f"M{number}", office="one") for number in range(1, count + 1)]


PLANTED: list[tuple[str, Document, set[tuple[str, ...]]]] = [
    (
        "a member fixed in two cells",
        {"fixed": [["M1", "C1"], ["M1", "C2"], ["M2", "C1"]]},
        {("fixed", "M1", "C1"), ("fixed", "M1", "C2")},
    ),
    (
        "a member fixed where forbidden",
        {"fixed": [["M1", "C1"]], "forbidden": [["M1", "C1"], ["M2", "C1"]]},
        {("fixed", "M1", "C1"), ("forbidden", "M1", "C1")},
    ),
    (
        "a member forbidden everywhere",
        {"forbidden": [["M1", "C1"], ["M1", "C2"], ["M2", "C2"]]},
        {("forbidden", "M1", "C1"), ("forbidden", "M1", "C2")},
    ),
    (
        "two members kept apart and fixed together",
        {"fixed": [["M1", "C1"], ["M2", "C1"]], "keep_apart": [["M2", "M1"], ["M1", "M3"]]},
        {("fixed", "M1", "C1"), ("fixed", "M2", "C1"), ("keep_apart", "M2", "M1")},
    ),
    (
        "three members kept apart in two cells",
        {"keep_apart": [["M1", "M2"], ["M2", "M3"], ["M3", "M1"]]},
        {("keep_apart", "M1", "M2"), ("keep_apart", "M2", "M3"), ("keep_apart", "M3", "M1")},
    ),
    (
        "more members than room",
        {"cells": [a_cell("C1", capacity=1), a_cell("C2", capacity=1)]},
        {("capacity", "C1"), ("capacity", "C2")},
    ),
    (
        "two fixed where one has room",
        {"cells": [a_cell("C1", capacity=1), a_cell("C2")], "fixed": [["M1", "C1"], ["M2", "C1"]]},
        {("capacity", "C1"), ("fixed", "M1", "C1"), ("fixed", "M2", "C1")},
    ),
    (
        "an office too large for the cells",
        {"members": same_office(3), "office_limit": 1},
        {("office_limit", "C1", "one"), ("office_limit", "C2", "one")},
    ),
    (
        "two of an office fixed where one may come",
        {"members": same_office(2), "office_limit": 1, "fixed": [["M1", "C2"], ["M2", "C2"]]},
        {("office_limit", "C2", "one"), ("fixed", "M1", "C2"), ("fixed", "M2", "C2")},
    ),
    (
        "nobody may come",
        {"members": same_office(1), "office_limit": 0},
        {("office_limit", "C1", "one"), ("office_limit", "C2", "one")},
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in PLANTED], ids=[case[0] for case in PLANTED])
def test_a_planted_conflict_is_found(changes: dict[str, Any], expected: set[tuple[str, ...]]) -> None:
    problem = parse(a_document() | changes)

    conflict = find_conflict(problem)

    assert {(rule.kind.value, *rule.ids) for rule in conflict} == expected
    assert_minimal(problem, conflict)


def test_rules_that_can_hold_together_are_no_conflict() -> None:
    assert find_conflict(parse(a_document(fixed=[["M1", "C1"]]))) == ()


def test_a_large_group_kept_apart_in_too_few_cells_is_found_without_trying_every_colouring() -> None:
    names = [f"M{number}" for number in range(1, 12)]
    problem = parse(
        a_document(members=11, cells=10, keep_apart=[list(pair) for pair in itertools.combinations(names, 2)])
    )

    conflict = find_conflict(problem)

    assert [rule.kind for rule in conflict] == [RuleKind.KEEP_APART] * 55
