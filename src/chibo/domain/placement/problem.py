"""The placement problem, format ``chibo.placement/1``: who could go where, what must hold and what counts.

Every value is checked when a ``Problem`` is made, from JSON or from code alike, so the rest of the package can rely on
it. What is refused beyond wrong types, unknown ids and values out of range:

* unknown fields, because a misspelt rule would silently not hold;
* negative weights and an empty ``size_steps``: every term of the format says by itself whether it adds or subtracts;
* a cell with more official members than members, a member kept apart from itself, the same id twice;
* ids that are empty or cannot be written as UTF-8, a problem without cells.

A pair that stands twice in a list of rules counts once. Contradictory rules are not malformed: they make the problem
infeasible, and the solver names them.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from chibo.domain.problem_fields import (
    MalformedProblem,
    as_mapping,
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
    step,
)

FORMAT = "chibo.placement/1"
HIGHEST_SKILL = 3
"""Skills and leadership go from 0 to 3, needs from 1 to 3."""
COMMANDING = 2
"""The grade of a skill from which it covers a need, and of leadership from which a member can lead."""
LARGEST_WEIGHT = 1_000_000
"""Keeps every sum exact in 64-bit integers, and far above anything meant."""

Pair = tuple[str, str]


class RuleKind(StrEnum):
    """The kinds of hard rules, as the format names them."""

    FIXED = "fixed"
    KEEP_APART = "keep_apart"
    FORBIDDEN = "forbidden"
    OFFICE_LIMIT = "office_limit"
    CAPACITY = "capacity"
    PLACED = "placed"
    """Each member in exactly one cell: reported for a plan that breaks it, never part of a conflict."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One hard rule: its kind and the ids it speaks of, e.g. ``fixed`` with a member and a cell."""

    kind: RuleKind
    ids: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"rule": self.kind.value, "ids": list(self.ids)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member to be placed. A member of no office is the only one of an office of its own, e.g. its own id."""

    id: str
    official: bool
    office: str
    skills: Mapping[str, int]
    leadership: int
    home_cell: str | None = None
    distance_m: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A receiving cell: who is there today, what it needs, and how many arrivals it is meant for and can take."""

    id: str
    members: int
    official_members: int
    needs: Mapping[str, int]
    needs_leader: bool
    target: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each term of the sum is worth, in points."""

    home: int = 15
    travel_per_km: int = 3
    travel_cap: int = 60
    change: int = 0
    weak: int = 3000
    minimum_official: int = 3
    empty: int = 2000
    size_steps: tuple[int, ...] = (10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120)
    coverage: int = 12
    leader: int = 20


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A whole problem. Raises ``MalformedProblem`` for anything that the format does not allow.

    ``fixed`` and ``forbidden`` pair a member with a cell, ``keep_apart`` two members. ``previous`` names the cell of each
    member in an earlier plan; it may leave members out, but names no member or cell that is no longer there.
    """

    members: tuple[Member, ...]
    cells: tuple[Cell, ...]
    fixed: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    keep_apart: tuple[Pair, ...] = ()
    office_limit: int | None = None
    previous: Mapping[str, str] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        for name in ("members", "cells", "fixed", "forbidden", "keep_apart"):
            object.__setattr__(self, name, tuple(as_sequence(getattr(self, name), name)))
        _check_cells(self.cells)
        cells = {cell.id for cell in self.cells}
        _check_members(self.members, cells)
        members = {member.id for member in self.members}
        object.__setattr__(self, "fixed", _pairs(self.fixed, "fixed", members, cells))
        object.__setattr__(self, "forbidden", _pairs(self.forbidden, "forbidden", members, cells))
        object.__setattr__(self, "keep_apart", _apart(_pairs(self.keep_apart, "keep_apart", members, members)))
        if self.office_limit is not None:
            check_whole(self.office_limit, "office_limit")
        for member, cell in as_mapping(self.previous, "previous").items():
            check_known(member, "previous", "member", members)
            check_known(cell, f"previous.{step(member)}", "cell", cells)
        _check_weights(self.weights)

    @cached_property
    def members_by_id(self) -> dict[str, Member]:
        """The members, in order of their ids."""
        return {member.id: member for member in sorted(self.members, key=lambda member: member.id)}

    @cached_property
    def cells_by_id(self) -> dict[str, Cell]:
        """The cells, in order of their ids."""
        return {cell.id: cell for cell in sorted(self.cells, key=lambda cell: cell.id)}

    def rules(self) -> tuple[Rule, ...]:
        """Every hard rule but "each member in exactly one cell", the most telling kinds first, then by ids."""
        rules = [Rule(RuleKind.FIXED, pair) for pair in sorted(self.fixed)]
        rules += [Rule(RuleKind.KEEP_APART, pair) for pair in sorted(self.keep_apart, key=sorted)]
        rules += [Rule(RuleKind.FORBIDDEN, pair) for pair in sorted(self.forbidden)]
        if self.office_limit is not None:
            sizes = Counter(member.office for member in self.members)
            crowded = sorted(office for office, size in sizes.items() if size > self.office_limit)
            rules += [Rule(RuleKind.OFFICE_LIMIT, (cell, office)) for cell in self.cells_by_id for office in crowded]
        rules += [Rule(RuleKind.CAPACITY, (cell,)) for cell in self.cells_by_id]
        return tuple(rules)

    def to_json(self) -> dict[str, Any]:
        """The problem as ``chibo.placement/1``, every weight written out; ``parse`` gives the same problem back."""
        return {"format": FORMAT, **json.loads(json.dumps(dataclasses.asdict(self)))}


def parse_text(text: bytes | str) -> Problem:
    """The problem written in ``text`` (JSON, UTF-8). Raises ``MalformedProblem``."""
    return parse(document_in(text))


def parse(document: object) -> Problem:
    """The problem in ``document``, JSON already decoded. Raises ``MalformedProblem``."""
    problem: Problem = made_from(
        document, Problem, format=FORMAT, lists={"members": Member, "cells": Cell}, objects={"weights": Weights}
    )
    return problem


def _check_members(members: Sequence[Member], cells: Collection[str]) -> None:
    seen: set[str] = set()
    for index, member in enumerate(members):
        path = f"members[{index}]"
        check_instance(member, Member, path)
        check_new_id(member.id, f"{path}.id", seen)
        check_boolean(member.official, f"{path}.official")
        check_id(member.office, f"{path}.office")
        _grades(member.skills, f"{path}.skills", lowest=0)
        check_whole(member.leadership, f"{path}.leadership", highest=HIGHEST_SKILL)
        if member.home_cell is not None:
            check_known(member.home_cell, f"{path}.home_cell", "cell", cells)
        for cell, distance in as_mapping(member.distance_m, f"{path}.distance_m").items():
            check_known(cell, f"{path}.distance_m", "cell", cells)
            check_whole(distance, f"{path}.distance_m.{step(cell)}")


def _check_cells(cells: Sequence[Cell]) -> None:
    if not cells:
        raise MalformedProblem("cells", "none given")
    seen: set[str] = set()
    for index, cell in enumerate(cells):
        path = f"cells[{index}]"
        check_instance(cell, Cell, path)
        check_new_id(cell.id, f"{path}.id", seen)
        check_whole(cell.members, f"{path}.members")
        check_whole(cell.official_members, f"{path}.official_members")
        if cell.official_members > cell.members:
            raise MalformedProblem(f"{path}.official_members", f"{cell.official_members} of {cell.members} members")
        _grades(cell.needs, f"{path}.needs", lowest=1)
        check_boolean(cell.needs_leader, f"{path}.needs_leader")
        check_whole(cell.target, f"{path}.target")
        check_whole(cell.capacity, f"{path}.capacity")


def _check_weights(weights: Weights) -> None:
    check_instance(weights, Weights, "weights")
    steps = tuple(as_sequence(weights.size_steps, "weights.size_steps"))
    object.__setattr__(weights, "size_steps", steps)
    for entry in dataclasses.fields(weights):
        if entry.name != "size_steps":
            check_whole(getattr(weights, entry.name), f"weights.{entry.name}", highest=LARGEST_WEIGHT)
    if not steps:
        raise MalformedProblem("weights.size_steps", "none given")
    for index, points in enumerate(steps):
        check_whole(points, f"weights.size_steps[{index}]", highest=LARGEST_WEIGHT)


def _pairs(values: Iterable[object], path: str, first: Collection[str], second: Collection[str]) -> tuple[Pair, ...]:
    """``values`` as pairs of a member and a cell (or of two members where ``first is second``), each once."""
    pairs = []
    for index, value in enumerate(values):
        here = f"{path}[{index}]"
        entries = as_sequence(value, here)
        if len(entries) != 2:
            raise MalformedProblem(here, f"{len(entries)} ids instead of 2")
        check_known(entries[0], f"{here}[0]", "member", first)
        check_known(entries[1], f"{here}[1]", "member" if first is second else "cell", second)
        if first is second and entries[0] == entries[1]:
            raise MalformedProblem(here, f"{shown(entries[0])} twice")
        pairs.append((str(entries[0]), str(entries[1])))
    return tuple(dict.fromkeys(pairs))


def _apart(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Pairs without direction: of (a, b) and (b, a) the one in order of the ids stays; others stay as written."""
    kept: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        kept[frozenset(pair)] = min(pair, kept.get(frozenset(pair), pair))
    return tuple(kept.values())


def _grades(value: object, path: str, *, lowest: int) -> None:
    for name, grade in as_mapping(value, path).items():
        check_id(name, path)
        check_whole(grade, f"{path}.{step(name)}", lowest=lowest, highest=HIGHEST_SKILL)
