"""The calendar problem, format ``chibo.calendar/1``: cells that meet once a month, counters that must stay served.

Every value is checked when a ``Problem`` is made, from JSON or from code alike. What is refused beyond wrong types,
unknown ids and values out of range: unknown fields, negative weights, an empty ``spread_steps``, the same id twice, an
officer whose primary counter is not among the counters he is qualified for. Contradictory rules are not malformed: they
make the problem infeasible, and the solver names them.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from chibo.domain.problem_fields import (
    MalformedProblem,
    as_sequence,
    check_boolean,
    check_id,
    check_instance,
    check_known,
    check_new_id,
    check_whole,
    document_in,
    made_from,
    shown,
)

FORMAT = "chibo.calendar/1"
MEETINGS_OF_LEADER_A_DAY = 2
"""A leader who attends several cells can be at two meetings on one date, not at three."""
LARGEST_WEIGHT = 1_000_000


class Session(StrEnum):
    """The half of a day in which a slot lies."""

    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"
    EVENING = "EVENING"


class RuleKind(StrEnum):
    """The kinds of hard rules, as the format names them."""

    MEETS = "meets"
    """A cell meets once, in one of its allowed slots."""
    HALL = "hall"
    """Cells that share a hall never meet in one slot."""
    LEADER = "leader"
    """The cells of a leader never meet in one slot."""
    LEADER_DAY = "leader_day"
    """The cells of a leader meet at most twice on one date."""
    SLOT_LIMIT = "slot_limit"
    COUNTER = "counter"
    """A counter has an officer who is qualified for it in a working slot."""
    LEAVE = "leave"
    ATTENDS = "attends"
    """An officer attends the meeting of a cell, and serves no counter then."""
    DESK_LIMIT = "desk_limit"
    ONE_COUNTER = "one_counter"


@dataclass(frozen=True, slots=True)
class Rule:
    """One hard rule: its kind and the ids it speaks of, e.g. ``counter`` with a counter and a slot."""

    kind: RuleKind
    ids: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"rule": self.kind.value, "ids": list(self.ids)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A half-day or evening. In a ``working`` slot every counter is open."""

    id: str
    date: str
    session: str
    working: bool

    @property
    def on(self) -> datetime.date:
        return datetime.date.fromisoformat(self.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that meets once. ``weight``: how much it holds to the traditional date."""

    id: str
    allowed: tuple[str, ...]
    preferred_session: str
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Somebody who attends the meetings of several cells."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An officer of the one-stop desk. ``cells``: whose meetings he attends; ``leave``: slots of absence."""

    id: str
    counters: tuple[str, ...]
    primary: str | None = None
    cells: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each term of the sum costs."""

    day: int = 10
    session: int = 5
    not_primary: int = 2
    fairness: int = 3
    spread_steps: tuple[int, ...] = (0, 2, 6, 10, 14, 18, 22, 26, 30)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A whole problem. Raises ``MalformedProblem`` for anything that the format does not allow."""

    traditional_date: str
    slots: tuple[Slot, ...]
    cells: tuple[Cell, ...]
    halls: tuple[tuple[str, ...], ...] = ()
    leaders: tuple[Leader, ...] = ()
    counters: tuple[str, ...] = ()
    officers: tuple[Officer, ...] = ()
    max_meetings_per_slot: int
    max_desk_slots: int
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        for name in ("slots", "cells", "leaders", "counters", "officers"):
            object.__setattr__(self, name, tuple(as_sequence(getattr(self, name), name)))
        _check_day(self.traditional_date, "traditional_date")
        slots = _check_slots(self.slots)
        cells = _check_cells(self.cells, slots)
        halls = enumerate(as_sequence(self.halls, "halls"))
        apart = {_known(hall, f"halls[{index}]", "cell", cells) for index, hall in halls}
        object.__setattr__(self, "halls", tuple(sorted(apart)))
        _check_leaders(self.leaders, cells)
        counters: set[str] = set()
        for index, counter in enumerate(self.counters):
            check_new_id(counter, f"counters[{index}]", counters)
        object.__setattr__(self, "counters", tuple(sorted(self.counters)))
        _check_officers(self.officers, counters, cells, slots)
        check_whole(self.max_meetings_per_slot, "max_meetings_per_slot")
        check_whole(self.max_desk_slots, "max_desk_slots")
        _check_weights(self.weights)

    @cached_property
    def slots_by_id(self) -> dict[str, Slot]:
        """The slots in order of time, then of their ids."""
        order = {session.value: place for place, session in enumerate(Session)}
        ordered = sorted(self.slots, key=lambda slot: (slot.date, order[slot.session], slot.id))
        return {slot.id: slot for slot in ordered}

    @cached_property
    def cells_by_id(self) -> dict[str, Cell]:
        return {cell.id: cell for cell in sorted(self.cells, key=lambda cell: cell.id)}

    @cached_property
    def officers_by_id(self) -> dict[str, Officer]:
        return {officer.id: officer for officer in sorted(self.officers, key=lambda officer: officer.id)}

    @cached_property
    def leaders_by_id(self) -> dict[str, Leader]:
        return {leader.id: leader for leader in sorted(self.leaders, key=lambda leader: leader.id)}

    @cached_property
    def working_slots(self) -> list[str]:
        """The slots in which the counters are open, in order of time."""
        return [slot.id for slot in self.slots_by_id.values() if slot.working]

    def rules(self) -> tuple[Rule, ...]:
        """Every hard rule, the kinds that people can change first."""
        slots, officers = self.slots_by_id, self.officers_by_id.values()
        dates = sorted({slot.date for slot in self.slots})
        rules = [Rule(RuleKind.LEAVE, (each.id, slot)) for each in officers for slot in each.leave]
        rules += [Rule(RuleKind.HALL, hall) for hall in self.halls]
        rules += [Rule(RuleKind.ATTENDS, (each.id, cell)) for each in officers for cell in each.cells]
        rules += [Rule(RuleKind.DESK_LIMIT, (each.id,)) for each in officers]
        rules += [Rule(RuleKind.LEADER_DAY, (leader, day)) for leader in self.leaders_by_id for day in dates]
        rules += [Rule(RuleKind.LEADER, (leader,)) for leader in self.leaders_by_id]
        rules += [Rule(RuleKind.SLOT_LIMIT, (slot,)) for slot in slots]
        rules += [Rule(RuleKind.ONE_COUNTER, (each.id, slot)) for each in officers for slot in self.working_slots]
        rules += [Rule(RuleKind.COUNTER, (counter, slot)) for slot in self.working_slots for counter in self.counters]
        rules += [Rule(RuleKind.MEETS, (cell,)) for cell in self.cells_by_id]
        return tuple(rules)

    def to_json(self) -> dict[str, Any]:
        """The problem as ``chibo.calendar/1``; ``parse`` gives the same problem back."""
        return {"format": FORMAT, **json.loads(json.dumps(dataclasses.asdict(self)))}


def parse_text(text: bytes | str) -> Problem:
    """The problem written in ``text`` (JSON, UTF-8). Raises ``MalformedProblem``."""
    return parse(document_in(text))


def parse(document: object) -> Problem:
    """The problem in ``document``, JSON already decoded. Raises ``MalformedProblem``."""
    lists = {"slots": Slot, "cells": Cell, "leaders": Leader, "officers": Officer}
    problem: Problem = made_from(document, Problem, format=FORMAT, lists=lists, objects={"weights": Weights})
    return problem


def _check_day(value: object, path: str) -> None:
    check_id(value, path)
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        raise MalformedProblem(path, f"{shown(value)} is not a date like 2019-06-03") from None


def _check_session(value: object, path: str) -> None:
    if value not in set(Session):
        raise MalformedProblem(path, f"{shown(value)} is not one of {', '.join(Session)}")


def _check_slots(slots: Sequence[Slot]) -> set[str]:
    seen: set[str] = set()
    for index, slot in enumerate(slots):
        path = f"slots[{index}]"
        check_instance(slot, Slot, path)
        check_new_id(slot.id, f"{path}.id", seen)
        _check_day(slot.date, f"{path}.date")
        _check_session(slot.session, f"{path}.session")
        check_boolean(slot.working, f"{path}.working")
    return seen


def _check_cells(cells: Sequence[Cell], slots: Collection[str]) -> set[str]:
    seen: set[str] = set()
    for index, cell in enumerate(cells):
        path = f"cells[{index}]"
        check_instance(cell, Cell, path)
        check_new_id(cell.id, f"{path}.id", seen)
        object.__setattr__(cell, "allowed", _known(cell.allowed, f"{path}.allowed", "slot", slots))
        _check_session(cell.preferred_session, f"{path}.preferred_session")
        check_whole(cell.weight, f"{path}.weight", highest=LARGEST_WEIGHT)
    return seen


def _check_leaders(leaders: Sequence[Leader], cells: Collection[str]) -> None:
    seen: set[str] = set()
    for index, leader in enumerate(leaders):
        path = f"leaders[{index}]"
        check_instance(leader, Leader, path)
        check_new_id(leader.id, f"{path}.id", seen)
        object.__setattr__(leader, "cells", _known(leader.cells, f"{path}.cells", "cell", cells))


def _check_officers(
    officers: Sequence[Officer], counters: Collection[str], cells: Collection[str], slots: Collection[str]
) -> None:
    seen: set[str] = set()
    for index, officer in enumerate(officers):
        path = f"officers[{index}]"
        check_instance(officer, Officer, path)
        check_new_id(officer.id, f"{path}.id", seen)
        for name, kind, known in (
            ("counters", "counter", counters),
            ("cells", "cell", cells),
            ("leave", "slot", slots),
        ):
            object.__setattr__(officer, name, _known(getattr(officer, name), f"{path}.{name}", kind, known))
        if officer.primary is not None:
            check_known(officer.primary, f"{path}.primary", "counter", officer.counters)


def _check_weights(weights: Weights) -> None:
    check_instance(weights, Weights, "weights")
    steps = tuple(as_sequence(weights.spread_steps, "weights.spread_steps"))
    object.__setattr__(weights, "spread_steps", steps)
    for name in ("day", "session", "not_primary", "fairness"):
        check_whole(getattr(weights, name), f"weights.{name}", highest=LARGEST_WEIGHT)
    if not steps:
        raise MalformedProblem("weights.spread_steps", "none given")
    for index, points in enumerate(steps):
        check_whole(points, f"weights.spread_steps[{index}]", highest=LARGEST_WEIGHT)


def _known(values: object, path: str, kind: str, known: Collection[str]) -> tuple[str, ...]:
    """``values`` as known ids, each once, in order."""
    found: list[str] = []
    for index, value in enumerate(as_sequence(values, path)):
        check_known(value, f"{path}[{index}]", kind, known)
        found.append(str(value))
    return tuple(sorted(set(found)))


Meetings = Mapping[str, str]
"""The slot of each cell's meeting."""
Desk = Mapping[str, Mapping[str, str]]
"""For each working slot, the officer at each counter."""
