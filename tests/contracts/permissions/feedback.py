"""Concerns of the secretary's cell, one in each state; with the second, an identity kept."""

from __future__ import annotations

from typing import Any

from chibo.feedback.services.identities import Person, give_identity
from tests.factories.feedback import RAISED_ON, answered, closed, noted, read, routed
from tests.factories.registry import World, operator


def subjects(world: World) -> dict[str, Any]:
    """``elsewhere_concern`` belongs to a cell of the other commune."""
    kept = routed(world)
    give_identity(actor=operator(), concern=kept, identity=Person("Nguyễn Thử Danh", "0912345678"), on=RAISED_ON)
    return {
        "noted_concern": noted(world).pk,
        "routed_concern": kept.pk,
        "answered_concern": answered(world).pk,
        "read_concern": read(world).pk,
        "closed_concern": closed(world).pk,
        "elsewhere_concern": noted(world, cell=world.other_cell).pk,
    }


def grow(world: World, number: int) -> None:
    """More concerns in every state, in both cells of the commune, some with an identity."""
    for place in range(number):
        for cell in (world.first_cell, world.second_cell):
            given = {"cell": cell, "place": f"hẻm {place}"}
            noted(world, **given)
            answered(world, **given)
            closed(world, **given)
            concern = routed(world, **given)
            give_identity(actor=operator(), concern=concern, identity=Person("Trần Thử Danh", "1"), on=RAISED_ON)
