"""Calendars to test with, and every calendar that a small problem has."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from chibo.domain.meeting_calendar.problem import Problem, Rule, parse
from chibo.domain.meeting_calendar.verify import broken_rules, score

INSTANCES = Path(__file__).parents[2] / "instances"
OPTIMA: dict[str, dict[str, Any]] = json.loads((INSTANCES / "calendar_optima.json").read_text(encoding="utf-8"))
Document = dict[str, Any]
SESSIONS = ("MORNING", "AFTERNOON", "EVENING")


def instance(name: str) -> Document:
    document: Document = json.loads((INSTANCES / f"{name}.problem.json").read_text(encoding="utf-8"))
    return document


def a_document(
    *, slots: int = 2, cells: int = 2, counters: int = 1, officers: int = 2, working: int | None = None, **changes: Any
) -> Document:
    """Slots S1… from Monday 3 June 2019 on, two a day, the first ``working`` of them working (all unless told); cells
    C1… that may meet in each of them; officers O1… qualified for each of the counters K1…
    """
    ids = [f"S{number}" for number in range(1, slots + 1)]
    desk = [f"K{number}" for number in range(1, counters + 1)]
    document = {
        "format": "chibo.calendar/1",
        "traditional_date": "2019-06-03",
        "slots": [
            {
                "id": name,
                "date": f"2019-06-{3 + place // 2:02d}",
                "session": SESSIONS[place % 2],
                "working": place < (slots if working is None else working),
            }
            for place, name in enumerate(ids)
        ],
        "cells": [
            {"id": f"C{number}", "allowed": list(ids), "preferred_session": "MORNING", "weight": 1}
            for number in range(1, cells + 1)
        ],
        "halls": [],
        "leaders": [],
        "counters": desk,
        "officers": [
            {"id": f"O{number}", "counters": list(desk), "primary": (desk or [None])[0], "cells": [], "leave": []}
            for number in range(1, officers + 1)
        ],
        "max_meetings_per_slot": 5,
        "max_desk_slots": 9,
    }
    return document | changes


def shuffled(document: Document, order: random.Random) -> Document:
    """The same problem with its lists in another order."""
    document = json.loads(json.dumps(document))
    for name in ("slots", "cells", "halls", "leaders", "counters", "officers"):
        order.shuffle(document[name])
    for entry in [*document["cells"], *document["leaders"], *document["officers"]]:
        for value in entry.values():
            if isinstance(value, list):
                order.shuffle(value)
    return document


class Everything:
    """Every calendar there is for a small problem: cells may stay without meeting, counters without officer."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._broken: dict[frozenset[Rule], int] = {}
        for meetings, desk in self._calendars():
            broken = frozenset(broken_rules(problem, meetings, desk))
            cost = score(problem, meetings, desk).total
            self._broken[broken] = min(cost, self._broken.get(broken, cost))

    @property
    def lowest_cost(self) -> int | None:
        """What the best calendar that keeps all rules costs."""
        return self._broken.get(frozenset())

    def can_keep(self, rules: tuple[Rule, ...] | list[Rule]) -> bool:
        """Whether some calendar keeps ``rules``, whatever else it breaks."""
        return any(broken.isdisjoint(rules) for broken in self._broken)

    def _calendars(self) -> Iterator[tuple[dict[str, str], dict[str, dict[str, str]]]]:
        problem = self._problem
        choices = [[None, *cell.allowed] for cell in problem.cells_by_id.values()]
        posts = [
            (slot, counter, [None, *(each.id for each in problem.officers_by_id.values() if counter in each.counters)])
            for slot in problem.working_slots
            for counter in problem.counters
        ]
        desks = []
        for officers in product(*(qualified for _slot, _counter, qualified in posts)):
            desk: dict[str, dict[str, str]] = {}
            for (slot, counter, _qualified), officer in zip(posts, officers, strict=True):
                if officer is not None:
                    desk.setdefault(slot, {})[counter] = officer
            desks.append(desk)
        for slots in product(*choices):
            meetings = {cell: slot for cell, slot in zip(problem.cells_by_id, slots, strict=True) if slot is not None}
            for desk in desks:
                yield meetings, desk


def small_problem(seed: int) -> Problem:
    """A random problem small enough for ``Everything``, about half of them without a solution."""
    chance = random.Random(seed)
    document = a_document(
        slots=chance.randint(2, 3),
        cells=chance.randint(1, 3),
        counters=chance.randint(1, 2),
        officers=chance.randint(1, 3),
    )
    document["slots"][-1]["working"] = False
    slots = [slot["id"] for slot in document["slots"]]
    cells = [cell["id"] for cell in document["cells"]]
    for cell in document["cells"]:
        cell["allowed"] = sorted(chance.sample(slots, chance.randint(1, len(slots))))
        cell["preferred_session"] = chance.choice(SESSIONS)
        cell["weight"] = chance.randint(0, 2)
    for officer in document["officers"]:
        officer["counters"] = chance.sample(document["counters"], chance.randint(1, len(document["counters"])))
        officer["primary"] = chance.choice(officer["counters"])
        officer["cells"] = chance.sample(cells, chance.randint(0, len(cells)))
        officer["leave"] = [slot for slot in slots if chance.random() < 0.2]
    if len(cells) > 1 and chance.random() < 0.5:
        document["halls"] = [chance.sample(cells, 2)]
    if chance.random() < 0.5:
        document["leaders"] = [{"id": "L1", "cells": chance.sample(cells, chance.randint(1, len(cells)))}]
    document["max_meetings_per_slot"] = chance.randint(1, 3)
    document["max_desk_slots"] = chance.randint(1, 3)
    document["weights"] = {
        "day": chance.randint(0, 5),
        "session": chance.randint(0, 5),
        "not_primary": chance.randint(0, 3),
        "fairness": chance.randint(0, 3),
        "spread_steps": [chance.randint(0, 6) for _step in range(chance.randint(1, 3))],
    }
    return parse(document)
