"""A cycle of the commune, partly concluded with an appeal open, and one of the other commune."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.domain.evaluation.grades import Grade
from tests.evaluations.test_decisions import appealed, filled, with_rules
from tests.factories.evaluations import make_cycle, make_review
from tests.factories.registry import World, make_member

YEAR = {"starts_on": date(2018, 1, 1), "ends_on": date(2019, 1, 1)}
"""Another period than the other subjects use."""
EARLY = date(2018, 12, 27)
"""Before every paper that the subjects of other jobs sign in the same book."""


def subjects(world: World) -> dict[str, Any]:
    """``undecided_review``: in the secretary's cell; the members meet elsewhere, so that the cells' counts stay what they are."""
    from chibo.evaluations.services.decisions import conclude

    cycle = make_cycle(world.commune, rules=with_rules(), **YEAR)
    reviews = filled(cycle, world.first_cell, [Grade.GOOD] * 2, world.officer, met_in=world.other_cell, on=EARLY)
    conclude(actor=world.officer, cycle=cycle, kind="MEMBERS", on=EARLY)
    return {
        "cycle": cycle.pk,
        "elsewhere_cycle": make_cycle(world.other_commune, **YEAR).pk,
        "cycle_appeal": appealed(reviews[0]).review_id,
        "undecided_review": make_review(cycle, make_member(world.other_cell), world.first_cell).pk,
    }


def grow(world: World, number: int) -> None:
    """More reviews in both cells of the cycle, written, chosen, some appealed; more cycles."""
    from chibo.evaluations.models import Cycle

    cycle = Cycle.objects.get(committee=world.commune, starts_on=YEAR["starts_on"])
    for cell in (world.first_cell, world.second_cell):
        reviews = filled(cycle, cell, [Grade.GOOD] * number, world.officer, met_in=world.other_cell, on=EARLY)
        appealed(reviews[0])
    last = 2010 - Cycle.objects.count()
    for year in range(last - number, last):
        make_cycle(world.commune, starts_on=date(year, 1, 1), ends_on=date(year + 1, 1, 1))
