"""A resolution of the secretary's cell, unsigned, and tasks: of the cell, of the office, of the other commune."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.registry.queries.units import cell_strengths_on
from tests.factories.registry import World, make_member
from tests.factories.tasks import PASSED_ON, accepted, cell_task, office_task, reported, resolved

LATER = date(2019, 7, 3)


def subjects(world: World) -> dict[str, Any]:
    """``open_task`` is the secretary's own; ``reported_task`` another member's, who works in the office, too."""
    resolution = resolved(world, on=PASSED_ON)
    first = resolution.clauses.get(number=1)
    helper = make_member(world.first_cell, "Đinh Làm Giúp")
    return {
        "resolution": resolution.pk,
        "elsewhere_resolution": resolved(world, cell=world.other_cell).pk,
        "open_task": cell_task(world, clause=first).pk,
        "reported_task": reported(cell_task(world, clause=first, owner=helper)).pk,
        "office_task": office_task(world, owner=helper).pk,
        "elsewhere_task": cell_task(world, cell=world.other_cell).pk,
        "task_owner": helper.pk,
        "elsewhere_cell": "TANMAI-KP1",
        "elsewhere_owner": world.outsider.member.pk,
    }


def grow(world: World, number: int) -> None:
    """More resolutions of the cell with tasks in every state, of the secretary and of others; office tasks beside."""
    for place in range(number):
        votes = cell_strengths_on(LATER, [world.first_cell.pk])[world.first_cell.pk].official
        resolution = resolved(world, on=LATER, present=votes, votes_for=votes)
        clause = resolution.clauses.get(number=1)
        given = {"clause": clause, "on": LATER, "due_on": date(2020, 1, 31)}
        helper = make_member(world.first_cell, f"Đinh Làm Giúp {place}")
        cell_task(world, **given)
        cell_task(world, owner=helper, **given)
        accepted(cell_task(world, owner=helper))
        reported(cell_task(world))
        accepted(office_task(world, owner=helper))
        office_task(world, owner=helper)
        cell_task(world, cell=world.second_cell)
