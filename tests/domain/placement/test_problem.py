"""A problem is read exactly, and whatever is wrong with one is named by its field."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from chibo.domain.placement.problem import Cell, Member, Problem, Rule, RuleKind, Weights, parse, parse_text
from chibo.domain.problem_fields import MalformedProblem
from tests.domain.placement.examples import Document, a_cell, a_document, a_member, instance

GONE = object()


def changed(path: list[str | int], value: Any) -> Document:
    """A good document with the field at ``path`` replaced by ``value``, added, or taken out."""
    document = a_document(
        members=3,
        cells=2,
        fixed=[["M1", "C1"]],
        forbidden=[["M2", "C1"]],
        keep_apart=[["M1", "M2"]],
        office_limit=2,
        previous={"M1": "C1"},
        weights={"home": 15, "size_steps": [10, 20]},
    )
    document["members"][0] |= {"skills": {"land": 2}, "home_cell": "C1", "distance_m": {"C2": 900}}
    document["cells"][0] |= {"needs": {"land": 2}}
    document = copy.deepcopy(document)
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return document


MALFORMED: list[tuple[list[str | int], Any, str]] = [
    (["format"], GONE, "format: missing"),
    (["format"], "chibo.placement/2", "format: 'chibo.placement/2' is not 'chibo.placement/1'"),
    (["format"], 1, "format: 1 is not 'chibo.placement/1'"),
    (["members"], GONE, "members: missing"),
    (["members"], {}, "members: an object is not a list"),
    (["members", 1], "M2", "members[1]: 'M2' is not an object"),
    (["members", 1, "id"], GONE, "members[1].id: missing"),
    (["members", 1, "id"], "M1", "members[1].id: 'M1' stands twice"),
    (["members", 1, "id"], 7, "members[1].id: 7 is not a string"),
    (["members", 1, "id"], "", "members[1].id: empty"),
    (["members", 1, "id"], "\ud800", r"members[1].id: '\ud800' cannot be written as UTF-8"),
    (["members", 1, "official"], 1, "members[1].official: 1 is not true or false"),
    (["members", 1, "official"], None, "members[1].official: null is not true or false"),
    (["members", 1, "office"], GONE, "members[1].office: missing"),
    (["members", 1, "office"], None, "members[1].office: null is not a string"),
    (["members", 0, "skills"], ["land"], "members[0].skills: a list is not an object"),
    (["members", 0, "skills", "land"], 4, "members[0].skills.land: 4 is not between 0 and 3"),
    (["members", 0, "skills", "land"], -1, "members[0].skills.land: -1 is not between 0 and 3"),
    (["members", 0, "skills", "land"], True, "members[0].skills.land: true is not a whole number"),
    (["members", 0, "skills", "land"], 2.0, "members[0].skills.land: 2.0 is not a whole number"),
    (["members", 0, "skills", ""], 2, "members[0].skills: empty"),
    (["members", 0, "leadership"], 4, "members[0].leadership: 4 is not between 0 and 3"),
    (["members", 0, "leadership"], "2", "members[0].leadership: '2' is not a whole number"),
    (["members", 0, "home_cell"], "C99", "members[0].home_cell: no cell 'C99'"),
    (["members", 0, "home_cell"], ["C1"], "members[0].home_cell: a list is not a string"),
    (["members", 0, "distance_m"], None, "members[0].distance_m: null is not an object"),
    (["members", 0, "distance_m", "C99"], 5, "members[0].distance_m: no cell 'C99'"),
    (["members", 0, "distance_m", "C2"], -5, "members[0].distance_m.C2: -5 is not between 0 and 1000000000"),
    (["members", 0, "distance_m", "C2"], 1.5, "members[0].distance_m.C2: 1.5 is not a whole number"),
    (["members", 0, "age"], 40, "members[0].age: unknown field"),
    (["cells"], [], "cells: none given"),
    (["cells", 1, "id"], "C1", "cells[1].id: 'C1' stands twice"),
    (["cells", 0, "members"], -1, "cells[0].members: -1 is not between 0 and 1000000000"),
    (["cells", 0, "official_members"], 13, "cells[0].official_members: 13 of 12 members"),
    (["cells", 0, "needs"], None, "cells[0].needs: null is not an object"),
    (["cells", 0, "needs", "land"], 0, "cells[0].needs.land: 0 is not between 1 and 3"),
    (["cells", 0, "needs", "a\nb"], 9, r"cells[0].needs.'a\nb': 9 is not between 1 and 3"),
    (["cells", 0, "needs_leader"], "yes", "cells[0].needs_leader: 'yes' is not true or false"),
    (["cells", 0, "target"], -1, "cells[0].target: -1 is not between 0 and 1000000000"),
    (["cells", 0, "target"], GONE, "cells[0].target: missing"),
    (["cells", 0, "capacity"], None, "cells[0].capacity: null is not a whole number"),
    (["cells", 0, "capacity"], 10**30, "cells[0].capacity: a number this large is not between 0 and 1000000000"),
    (["fixed"], None, "fixed: null is not a list"),
    (["fixed", 0], ["M1"], "fixed[0]: 1 ids instead of 2"),
    (["fixed", 0], "M1", "fixed[0]: 'M1' is not a list"),
    (["fixed", 0], ["M9", "C1"], "fixed[0][0]: no member 'M9'"),
    (["fixed", 0], ["M1", "C9"], "fixed[0][1]: no cell 'C9'"),
    (["forbidden", 0], ["C1", "M2"], "forbidden[0][0]: no member 'C1'"),
    (["forbidden", 0], ["M2", None], "forbidden[0][1]: null is not a string"),
    (["keep_apart", 0], ["M1", "M1"], "keep_apart[0]: 'M1' twice"),
    (["keep_apart", 0], ["M1", "C1"], "keep_apart[0][1]: no member 'C1'"),
    (["office_limit"], -1, "office_limit: -1 is not between 0 and 1000000000"),
    (["office_limit"], False, "office_limit: false is not a whole number"),
    (["previous"], [], "previous: a list is not an object"),
    (["previous", "M9"], "C1", "previous: no member 'M9'"),
    (["previous", "M1"], "C9", "previous.M1: no cell 'C9'"),
    (["weights"], [], "weights: a list is not an object"),
    (["weights", "home"], -1, "weights.home: -1 is not between 0 and 1000000"),
    (["weights", "home"], 1.0, "weights.home: 1.0 is not a whole number"),
    (["weights", "home"], float("nan"), "weights.home: nan is not a whole number"),
    (["weights", "houme"], 1, "weights.houme: unknown field"),
    (["weights", "size_steps"], [], "weights.size_steps: none given"),
    (["weights", "size_steps"], 10, "weights.size_steps: 10 is not a list"),
    (["weights", "size_steps"], [10, -5], "weights.size_steps[1]: -5 is not between 0 and 1000000"),
    (["keep_appart"], [], "keep_appart: unknown field"),
]


@pytest.mark.parametrize(("path", "value", "message"), MALFORMED, ids=[message for _, _, message in MALFORMED])
def test_a_malformed_field_is_named(path: list[str | int], value: Any, message: str) -> None:
    with pytest.raises(MalformedProblem) as caught:
        parse(changed(path, value))

    assert str(caught.value) == message
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (b"", "problem: not readable as JSON"),
        (b"{", "problem: not readable as JSON"),
        (b"\xff\xfe{}", "problem: not readable as JSON"),
        (b"[" * 100_000, "problem: not readable as JSON"),
        (b'{"format": 1' + b"0" * 5000 + b"}", "problem: not readable as JSON"),
        (b"[]", "problem: a list is not an object"),
        (b'"chibo.placement/1"', "problem: 'chibo.placement/1' is not an object"),
        (b'{"format": NaN}', "problem: NaN is not a number"),
        (b'{"members": [], "members": []}', "members: stands twice in one object"),
    ],
)
def test_text_that_holds_no_problem_is_refused(text: bytes, start: str) -> None:
    with pytest.raises(MalformedProblem) as caught:
        parse_text(text)

    assert str(caught.value).startswith(start)


def test_a_problem_built_in_code_is_checked_as_well() -> None:
    cell = Cell(id="C1", members=3, official_members=3, needs={}, needs_leader=False, target=1, capacity=2)
    member = Member(id="M1", official=True, office="one", skills={}, leadership=0, home_cell="C2")

    with pytest.raises(MalformedProblem, match=r"^members\[0\]\.home_cell: no cell 'C2'$"):
        Problem(members=(member,), cells=(cell,))


def test_what_is_left_out_gets_the_values_of_the_format() -> None:
    problem = parse(a_document())

    assert problem.weights == Weights(
        home=15,
        travel_per_km=3,
        travel_cap=60,
        change=0,
        weak=3000,
        minimum_official=3,
        empty=2000,
        size_steps=(10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120),
        coverage=12,
        leader=20,
    )
    assert (problem.fixed, problem.forbidden, problem.keep_apart, problem.office_limit) == ((), (), (), None)
    assert problem.members[0].home_cell is None
    assert problem.members[0].distance_m == {}


@pytest.mark.parametrize("name", ["placement-8x5-0", "placement-17x6-3"])
def test_a_problem_written_and_read_again_is_the_same(name: str) -> None:
    problem = parse(instance(name))

    assert parse_text(json.dumps(problem.to_json())) == problem


def test_a_rule_that_stands_twice_counts_once() -> None:
    problem = parse(
        a_document(fixed=[["M1", "C1"], ["M1", "C1"]], keep_apart=[["M2", "M1"], ["M1", "M2"], ["M3", "M1"]])
    )

    assert problem.fixed == (("M1", "C1"),)
    assert problem.keep_apart == (("M1", "M2"), ("M3", "M1"))


def test_every_rule_is_listed() -> None:
    members = [a_member("M1", office="one"), a_member("M2", office="one"), a_member("M3", office="two")]
    problem = parse(
        a_document(members=0, cells=0, fixed=[["M1", "C1"]], forbidden=[["M2", "C1"]], office_limit=1)
        | {"members": members, "cells": [a_cell("C1"), a_cell("C2")], "keep_apart": [["M3", "M1"]]}
    )

    assert problem.rules() == (
        Rule(RuleKind.FIXED, ("M1", "C1")),
        Rule(RuleKind.KEEP_APART, ("M3", "M1")),
        Rule(RuleKind.FORBIDDEN, ("M2", "C1")),
        Rule(RuleKind.OFFICE_LIMIT, ("C1", "one")),
        Rule(RuleKind.OFFICE_LIMIT, ("C2", "one")),
        Rule(RuleKind.CAPACITY, ("C1",)),
        Rule(RuleKind.CAPACITY, ("C2",)),
    )
