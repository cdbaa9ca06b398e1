"""Planning again: what each further change buys."""

from __future__ import annotations

from chibo.domain.placement.problem import parse
from chibo.domain.placement.replan import changed_members, frontier
from tests.domain.placement.examples import a_cell, a_document


def test_each_step_moves_the_members_who_gain_most() -> None:
    document = a_document(members=4, cells=2, previous={f"M{number}": "C1" for number in range(1, 5)})
    document["cells"] = [a_cell("C1", target=2), a_cell("C2", target=2)]

    steps = frontier(parse(document))

    # One member more in C2 is worth 2000 for the first arrival and 15 + 15 of size, the next one 10 + 10.
    assert [(step.max_changes, step.result.objective) for step in steps] == [(0, -2050), (1, -20), (2, 0)]
    assert [changed_members(parse(document), step.result) for step in steps] == [(), ("M4",), ("M3", "M4")]


def test_the_first_step_is_the_fewest_changes_possible() -> None:
    document = a_document(members=2, cells=2, previous={"M1": "C1", "M2": "C1"}, forbidden=[["M2", "C1"]])

    assert [step.max_changes for step in frontier(parse(document))] == [1]


def test_an_impossible_problem_has_no_steps() -> None:
    assert frontier(parse(a_document(fixed=[["M1", "C1"]], forbidden=[["M1", "C1"]]))) == ()
