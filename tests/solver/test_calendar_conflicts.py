"""Calendars that cannot be: the conflict names the planted rules, and dropping any one of them makes a calendar possible."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.problem import Rule, RuleKind, parse
from chibo.domain.meeting_calendar.solver import solve
from tests.domain.meeting_calendar.examples import Document, Everything, a_document


def with_cells(document: Document, officer: int, *cells: str) -> Document:
    document["officers"][officer - 1]["cells"] = list(cells)
    return document


def on_leave(document: Document, officer: int, *slots: str) -> Document:
    document["officers"][officer - 1]["leave"] = list(slots)
    return document


def only(document: Document, slot: str, *cells: str) -> Document:
    for cell in document["cells"]:
        if cell["id"] in cells:
            cell["allowed"] = [slot]
    return document


def qualified(document: Document, officer: int, *counters: str) -> Document:
    document["officers"][officer - 1] |= {"counters": list(counters), "primary": counters[0] if counters else None}
    return document


PLANTED: dict[str, tuple[Callable[[], Document], set[str]]] = {
    "a counter that nobody is qualified for": (
        lambda: qualified(qualified(a_document(counters=2), 1, "K1"), 2, "K1"),
        {"counter"},
    ),
    "no officer at all": (lambda: a_document(officers=0), {"counter"}),
    "the only officer on leave all month": (
        lambda: on_leave(a_document(officers=1, working=1), 1, "S1", "S2"),
        {"leave", "counter"},
    ),
    "both officers on leave": (
        lambda: on_leave(on_leave(a_document(working=1), 1, "S1"), 2, "S1"),
        {"leave", "counter"},
    ),
    "one of two on leave, two counters": (
        lambda: on_leave(a_document(counters=2, working=1), 1, "S1"),
        {"leave", "counter", "one_counter"},
    ),
    "one officer for two counters": (
        lambda: a_document(counters=2, officers=1, working=1),
        {"counter", "one_counter"},
    ),
    "two officers for three counters": (
        lambda: a_document(counters=3, officers=2, slots=2, cells=1, working=1),
        {"counter", "one_counter"},
    ),
    "the only one who is qualified has a meeting": (
        lambda: with_cells(only(a_document(officers=1, cells=1), "S1", "C1"), 1, "C1"),
        {"attends", "counter", "meets"},
    ),
    "everybody has the same meeting": (
        lambda: with_cells(with_cells(only(a_document(cells=1), "S2", "C1"), 1, "C1"), 2, "C1"),
        {"attends", "counter", "meets"},
    ),
    "every slot is a working one and the officer belongs to the cell": (
        lambda: with_cells(a_document(officers=1, cells=1), 1, "C1"),
        {"attends", "counter", "meets"},
    ),
    "a cell that may meet nowhere": (lambda: {**a_document(cells=1), "cells": [_nowhere("C1")]}, {"meets"}),
    "two cells that may meet nowhere": (
        lambda: {**a_document(), "cells": [_nowhere("C1"), _nowhere("C2")]},
        {"meets"},
    ),
    "no meeting allowed in a slot": (lambda: a_document(cells=1, max_meetings_per_slot=0), {"meets", "slot_limit"}),
    "one meeting a slot, three cells, two slots": (
        lambda: a_document(cells=3, max_meetings_per_slot=1),
        {"meets", "slot_limit"},
    ),
    "two cells want the one slot that takes one": (
        lambda: only(a_document(max_meetings_per_slot=1), "S1", "C1", "C2"),
        {"meets", "slot_limit"},
    ),
    "one hall, one slot": (lambda: only(a_document(halls=[["C1", "C2"]]), "S1", "C1", "C2"), {"meets", "hall"}),
    "three cells in one hall, two slots": (
        lambda: a_document(cells=3, halls=[["C1", "C2", "C3"]]),
        {"meets", "hall"},
    ),
    "three pairs share halls, two slots": (
        lambda: a_document(cells=3, halls=[["C1", "C2"], ["C2", "C3"], ["C1", "C3"]]),
        {"meets", "hall"},
    ),
    "a leader with two cells in one slot": (
        lambda: only(a_document(leaders=[{"id": "L1", "cells": ["C1", "C2"]}]), "S2", "C1", "C2"),
        {"meets", "leader"},
    ),
    "a leader with three cells and two slots of one day": (
        lambda: a_document(cells=3, leaders=[{"id": "L1", "cells": ["C1", "C2", "C3"]}]),
        {"meets", "leader_day"},
    ),
    "a leader with three cells on one day of three sessions": (
        lambda: _one_day(cells=3, leaders=[{"id": "L1", "cells": ["C1", "C2", "C3"]}]),
        {"meets", "leader_day"},
    ),
    "a leader with four cells on one day": (
        lambda: _one_day(cells=4, leaders=[{"id": "L1", "cells": ["C1", "C2", "C3", "C4"]}]),
        {"meets", "leader_day"},
    ),
    "a hall and a leader leave two slots for three": (
        lambda: a_document(
            cells=3, halls=[["C1", "C2"]], leaders=[{"id": "L1", "cells": ["C1", "C3"]}], max_meetings_per_slot=1
        ),
        {"meets", "slot_limit"},
    ),
    "a hall and two leaders": (
        lambda: a_document(
            cells=3,
            halls=[["C1", "C2"]],
            leaders=[{"id": "L1", "cells": ["C1", "C3"]}, {"id": "L2", "cells": ["C2", "C3"]}],
        ),
        {"meets", "hall", "leader"},
    ),
    "nobody may serve": (lambda: a_document(max_desk_slots=0, working=1), {"counter", "desk_limit"}),
    "two slots, one officer, one slot each": (
        lambda: a_document(officers=1, cells=1, max_desk_slots=1),
        {"counter", "desk_limit"},
    ),
    "three slots, two officers, one slot each": (
        lambda: a_document(slots=3, officers=2, cells=1, max_desk_slots=1),
        {"counter", "desk_limit"},
    ),
    "the rested officer is on leave": (
        lambda: on_leave(a_document(officers=2, cells=1, max_desk_slots=1), 2, "S2", "S1"),
        {"counter", "desk_limit", "leave"},
    ),
    "the rested officer has the meeting": (
        lambda: with_cells(only(a_document(officers=2, cells=1, max_desk_slots=1), "S1", "C1"), 1, "C1"),
        set(),
    ),
    "leave and a meeting empty the desk together": (
        lambda: on_leave(with_cells(only(a_document(cells=1), "S1", "C1"), 1, "C1"), 2, "S1"),
        {"attends", "counter", "leave", "meets"},
    ),
    "two meetings empty the desk together": (
        lambda: with_cells(with_cells(only(a_document(), "S1", "C1", "C2"), 1, "C1"), 2, "C2"),
        {"attends", "counter", "meets"},
    ),
    "a hall drives the cells onto an empty desk": (
        lambda: on_leave(with_cells(a_document(halls=[["C1", "C2"]], officers=1), 1, "C1"), 1),
        {"attends", "counter", "meets"},
    ),
    "only one may serve the second counter and is away": (
        lambda: on_leave(qualified(a_document(counters=2, working=1), 1, "K1"), 2, "S1"),
        {"counter", "leave"},
    ),
}


def _nowhere(name: str) -> Document:
    return {"id": name, "allowed": [], "preferred_session": "MORNING", "weight": 1}


def _one_day(**changes: object) -> Document:
    """Morning, afternoon and evening of one day, no counter open."""
    document = a_document(slots=3, counters=0, officers=0, working=0, **changes)
    for slot, session in zip(document["slots"], ("MORNING", "AFTERNOON", "EVENING"), strict=True):
        slot |= {"date": "2019-06-03", "session": session}
    return document


IMPOSSIBLE = {name: case for name, case in PLANTED.items() if case[1]}


def test_there_are_thirty_cases_of_all_kinds() -> None:
    assert len(IMPOSSIBLE) >= 30
    assert set().union(*(kinds for _make, kinds in IMPOSSIBLE.values())) == {kind.value for kind in RuleKind}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_the_conflict_is_minimal_and_of_the_planted_kinds(name: str) -> None:
    make, kinds = IMPOSSIBLE[name]
    problem = parse(make())
    every = Everything(problem)

    result = solve(problem)

    assert result.status is Status.INFEASIBLE
    assert {rule.kind.value for rule in result.conflict} == kinds
    assert not every.can_keep(result.conflict)
    for dropped in result.conflict:
        assert every.can_keep([rule for rule in result.conflict if rule != dropped]), dropped


@pytest.mark.parametrize("name", [name for name, case in PLANTED.items() if not case[1]])
def test_a_narrow_calendar_is_found(name: str) -> None:
    result = solve(parse(PLANTED[name][0]()))
    assert result.status is Status.OPTIMAL


def test_a_conflict_is_found_among_the_rules_of_a_whole_commune() -> None:
    document = a_document(slots=20, cells=12, counters=6, officers=14)
    document["officers"][0]["counters"] = document["officers"][1]["counters"] = ["K1", "K6"]
    for officer in document["officers"][2:]:
        officer["counters"] = ["K1", "K2", "K3", "K4", "K5"]
    document["officers"][0]["leave"] = document["officers"][1]["leave"] = ["S7"]

    assert solve(parse(document)).conflict == (
        Rule(RuleKind.LEAVE, ("O1", "S7")),
        Rule(RuleKind.LEAVE, ("O2", "S7")),
        Rule(RuleKind.COUNTER, ("K6", "S7")),
    )
