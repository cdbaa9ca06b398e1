"""Nominations of the secretary's cell, one in each state; the secretary's own member helps."""

from __future__ import annotations

from typing import Any

from tests.factories.nominations import admitted, applied, decided, helped, official, proposed, recognised, resolved
from tests.factories.registry import World


def subjects(world: World) -> dict[str, Any]:
    """``elsewhere_nomination`` belongs to a cell of the other commune; ``own_nomination`` was put forward by the member."""
    return {
        "proposed_nomination": proposed(world).pk,
        "recognised_nomination": recognised(world).pk,
        "helped_nomination": helped(world).pk,
        "applied_nomination": applied(world).pk,
        "resolved_nomination": resolved(world).pk,
        "decided_nomination": decided(world).pk,
        "admitted_nomination": admitted(world).pk,
        "official_nomination": official(world).pk,
        "own_nomination": proposed(world, cell=world.agency, actor=world.member, proposer="MEMBER").pk,
        "elsewhere_nomination": proposed(world, cell=world.other_cell).pk,
    }


def grow(world: World, number: int) -> None:
    """More nominations in both cells of the commune, in every state."""
    for _each in range(number):
        for cell in (world.first_cell, world.second_cell):
            proposed(world, cell=cell)
            applied(world, cell=cell)
            decided(world, cell=cell)
