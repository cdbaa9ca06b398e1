"""Small placement problems as JSON, and every plan of them by brute force."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from chibo.domain.placement.problem import Problem, parse
from chibo.domain.placement.verify import broken_rules, score

INSTANCES = Path(__file__).parents[2] / "instances"
OPTIMA: dict[str, dict[str, Any]] = json.loads((INSTANCES / "optima.json").read_text())
SKILLS = ("land", "digital", "health")

Document = dict[str, Any]


def instance(name: str) -> Document:
    document: Document = json.loads((INSTANCES / f"{name}.problem.json").read_text())
    return document


def a_member(name: str, **changes: Any) -> Document:
    return {"id": name, "official": True, "office": f"office of {name}", "skills": {}, "leadership": 0, **changes}


def a_cell(name: str, **changes: Any) -> Document:
    return {
        "id": name,
        "members": 12,
        "official_members": 5,
        "needs": {},
        "needs_leader": False,
        "target": 1,
        "capacity": 4,
        **changes,
    }


def a_document(members: int = 3, cells: int = 2, **changes: Any) -> Document:
    """``members`` M1, M2 … without any skill and ``cells`` C1, C2 … without any need."""
    return {
        "format": "chibo.placement/1",
        "members": [a_member(f"M{number}") for number in range(1, members + 1)],
        "cells": [a_cell(f"C{number}") for number in range(1, cells + 1)],
        **changes,
    }


def every_plan(problem: Problem) -> list[tuple[int, dict[str, str]]]:
    """Each plan that keeps all rules with its worth, in the order of the names: members first to last, cells likewise."""
    members, cells = list(problem.members_by_id), list(problem.cells_by_id)
    plans = (dict(zip(members, choice, strict=True)) for choice in itertools.product(cells, repeat=len(members)))
    return [(score(problem, plan).total, plan) for plan in plans if not broken_rules(problem, plan)]


def best_plan(problem: Problem) -> tuple[int, dict[str, str]] | None:
    """The worth of the best plans and the first of them by name; None where no plan keeps the rules."""
    plans = every_plan(problem)
    if not plans:
        return None
    most = max(worth for worth, _ in plans)
    return next((worth, plan) for worth, plan in plans if worth == most)


def shuffled(document: Document, chance: random.Random) -> Document:
    """The same problem with every list and every object in another order."""

    def mixed(value: Any) -> Any:
        if isinstance(value, dict):
            items = [(name, mixed(entry) if name not in ("size_steps",) else entry) for name, entry in value.items()]
            chance.shuffle(items)
            return dict(items)
        if isinstance(value, list):
            entries = [mixed(entry) for entry in value]
            if any(isinstance(entry, list | dict) for entry in entries):  # a pair keeps its order: it means something
                chance.shuffle(entries)
            return entries
        return value

    document = mixed(document)
    document["keep_apart"] = [list(reversed(pair)) for pair in document.get("keep_apart", [])]
    return document


@st.composite
def documents(draw: st.DrawFn, *, most_members: int = 5, most_cells: int = 3) -> Document:
    """Problems of every kind the format allows, small enough to try every plan."""
    cell_ids = [f"C{number}" for number in range(1, draw(st.integers(1, most_cells)) + 1)]
    member_ids = [f"M{number}" for number in range(1, draw(st.integers(0, most_members)) + 1)]
    grades = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3), max_size=3)
    cells = [
        a_cell(
            cell,
            official_members=draw(st.integers(0, 4)),
            needs=draw(grades),
            needs_leader=draw(st.booleans()),
            target=draw(st.integers(0, 4)),
            capacity=draw(st.integers(0, most_members)),
        )
        for cell in cell_ids
    ]
    members = [
        a_member(
            member,
            official=draw(st.booleans()),
            office=draw(st.sampled_from(["one", "two"])),
            skills=draw(grades),
            leadership=draw(st.integers(0, 3)),
            home_cell=draw(st.sampled_from([None, *cell_ids])),
            distance_m=draw(st.dictionaries(st.sampled_from(cell_ids), st.integers(0, 30_000))),
        )
        for member in member_ids
    ]
    document = a_document(members=0, cells=0, office_limit=draw(st.sampled_from([None, 1, 2])))
    document |= {"members": members, "cells": cells}
    if member_ids:
        member, cell = st.sampled_from(member_ids), st.sampled_from(cell_ids)
        document["fixed"] = draw(st.lists(st.tuples(member, cell).map(list), max_size=1))
        document["forbidden"] = draw(st.lists(st.tuples(member, cell).map(list), max_size=3))
        pairs = st.tuples(member, member).filter(lambda pair: pair[0] != pair[1]).map(list)
        document["keep_apart"] = draw(st.lists(pairs, max_size=2)) if len(member_ids) > 1 else []
        document["previous"] = draw(st.dictionaries(member, cell))
    points = st.integers(0, 60)
    document["weights"] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "home": points,
                "change": points,
                "weak": points,
                "empty": points,
                "coverage": points,
                "leader": points,
                "minimum_official": st.integers(0, 6),
                "size_steps": st.lists(points, min_size=1, max_size=4),
            },
        )
    )
    return document


def problems(*, most_members: int = 5, most_cells: int = 3) -> st.SearchStrategy[Problem]:
    return documents(most_members=most_members, most_cells=most_cells).map(parse)


def a_commune(seed: int, members: int, cells: int, **changes: Any) -> Document:
    """A problem of a commune's shape and size: homes on a map, mixed skills, a few rules."""
    chance = random.Random(seed)
    skills = ("agriculture", "land", "digital", "culture", "security", "finance", "health", "mobilisation")
    offices = ("economy", "justice", "culture", "one stop", "police", "party office", "inspection")
    places = [(chance.randrange(8000), chance.randrange(8000)) for _ in range(cells)]

    def graded(fewest: int, most: int) -> dict[str, int]:
        return {skill: chance.randint(1, 3) for skill in chance.sample(skills, chance.randint(fewest, most))}

    receiving = []
    for number in range(1, cells + 1):
        size = chance.randint(3, 30)
        receiving.append(
            a_cell(
                f"C{number:02}",
                members=size,
                official_members=chance.choice((1, 2, size - 1, size)),
                needs=graded(1, 4),
                needs_leader=chance.random() < 0.4,
                target=max(1, round(members / cells + chance.uniform(-1, 1))),
                capacity=round(1.5 * members / cells) + 1,
            )
        )
    arriving = []
    for number in range(1, members + 1):
        east, north = chance.randrange(8000), chance.randrange(8000)
        distances = {cell["id"]: abs(east - x) + abs(north - y) for cell, (x, y) in zip(receiving, places, strict=True)}
        arriving.append(
            a_member(
                f"M{number:03}",
                official=chance.random() < 0.8,
                office=chance.choice(offices),
                skills=graded(2, 6),
                leadership=chance.choice((0, 0, 1, 1, 2, 3)),
                home_cell=min(distances, key=lambda cell: distances[cell]) if chance.random() < 0.8 else None,
                distance_m=distances,
            )
        )
    names = [member["id"] for member in arriving]
    apart = [chance.sample(names, 2) for _ in range(members // 10)]
    rules: Document = {"keep_apart": apart, "office_limit": 2, "forbidden": [[names[0], "C01"]]}
    return a_document(members=0, cells=0) | {"members": arriving, "cells": receiving} | rules | changes
