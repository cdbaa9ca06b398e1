"""A calendar problem is read exactly, and whatever is wrong with one is named by its field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chibo.domain.meeting_calendar.problem import Problem, parse, parse_text
from chibo.domain.problem_fields import MalformedProblem
from tests.domain.meeting_calendar.examples import Document, a_document, instance

GONE = object()


def changed(path: list[str | int], value: Any) -> Document:
    document = a_document(halls=[["C1", "C2"]], leaders=[{"id": "L1", "cells": ["C1"]}], weights={"day": 1})
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return document


MALFORMED: list[tuple[list[str | int], Any, str]] = [
    (["format"], "chibo.calendar/2", "format: 'chibo.calendar/2' is not 'chibo.calendar/1'"),
    (["traditional_date"], GONE, "traditional_date: missing"),
    (["traditional_date"], "03/06/2019", "traditional_date: '03/06/2019' is not a date like 2019-06-03"),
    (["slots", 0, "date"], "2019-06-31", "slots[0].date: '2019-06-31' is not a date like 2019-06-03"),
    (["slots", 0, "session"], "NIGHT", "slots[0].session: 'NIGHT' is not one of MORNING, AFTERNOON, EVENING"),
    (["slots", 0, "working"], "yes", "slots[0].working: 'yes' is not true or false"),
    (["slots", 1, "id"], "S1", "slots[1].id: 'S1' stands twice"),
    (["cells", 0, "allowed", 1], "S9", "cells[0].allowed[1]: no slot 'S9'"),
    (["cells", 0, "weight"], -1, "cells[0].weight: -1 is not between 0 and 1000000"),
    (["cells", 0, "hall"], "H1", "cells[0].hall: unknown field"),
    (["halls", 0, 1], "C9", "halls[0][1]: no cell 'C9'"),
    (["leaders", 0, "cells"], "C1", "leaders[0].cells: 'C1' is not a list"),
    (["counters"], ["K1", "K1"], "counters[1]: 'K1' stands twice"),
    (["officers", 0, "counters"], ["K2"], "officers[0].counters[0]: no counter 'K2'"),
    (["officers", 1, "primary"], "K2", "officers[1].primary: no counter 'K2'"),
    (["officers", 0, "leave"], [3], "officers[0].leave[0]: 3 is not a string"),
    (["max_desk_slots"], None, "max_desk_slots: null is not a whole number"),
    (["weights", "spread_steps"], [], "weights.spread_steps: none given"),
    (["weights", "spread_steps"], [1, -2], "weights.spread_steps[1]: -2 is not between 0 and 1000000"),
    (["weights", "speed"], 1, "weights.speed: unknown field"),
]


@pytest.mark.parametrize(("path", "value", "message"), MALFORMED, ids=[message for *_rest, message in MALFORMED])
def test_what_is_wrong_is_named_by_its_field(path: list[str | int], value: Any, message: str) -> None:
    with pytest.raises(MalformedProblem) as refused:
        parse(changed(path, value))
    assert str(refused.value) == message


def test_a_problem_is_written_as_it_is_read() -> None:
    problem = parse(instance("calendar-8x6-0"))
    assert parse_text(json.dumps(problem.to_json())) == problem
    assert isinstance(problem, Problem)


def test_slots_stand_in_order_of_time() -> None:
    document = a_document(slots=4)
    document["slots"].reverse()
    assert list(parse(document).slots_by_id) == ["S1", "S2", "S3", "S4"]
