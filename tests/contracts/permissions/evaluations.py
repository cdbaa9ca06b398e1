"""Reviews of the secretary's cell at each point of the way, in cycles of their own; and one of the other commune."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Cycle, Review
from tests.factories import evaluations as make
from tests.factories.registry import World, make_member

WRITTEN = (Side.SELF, Side.OFFICE)


def subjects(world: World) -> dict[str, Any]:
    """``fresh_review``: nothing written; ``apart_review``: both sides wrote and differ; ``sat_review``: they sat together;
    ``over_review``: decided; ``cell_review``: the cell itself is rated; all of the member but that.
    """
    made = {name: _review(world) for name in ("fresh", "apart", "sat", "over")}
    for name in ("apart", "sat", "over"):
        for side in WRITTEN:
            make.write(made[name], side, grade=Grade.EXCELLENT)
        make.write(made[name], Side.CELL)
    make.sat(made["sat"])
    make.decided(made["over"], until=date(2099, 1, 1))
    made["cell"] = make.make_review(made["fresh"].cycle, None, world.first_cell)
    made["elsewhere"] = make.make_review(make.make_cycle(world.other_commune), world.outsider.member, world.other_cell)
    return {f"{name}_review": review.pk for name, review in made.items()}


def grow(world: World, number: int) -> None:
    """More members reviewed in each cycle, as far on their way as each other."""
    for cycle in Cycle.objects.filter(committee=world.commune):
        for _each in range(number):
            review = make.make_review(
                cycle, make_member(world.first_cell), world.first_cell, home_cell=world.second_cell
            )
            make.left(review, world.agency)
            make.write(review, Side.SELF)


def _review(world: World) -> Review:
    """The member's review in a cycle of its own, reviewed by the secretary's cell."""
    number = Cycle.objects.filter(committee=world.commune).count()
    days = {"starts_on": date(2010 + number, 1, 1), "ends_on": date(2011 + number, 1, 1)}
    known = Review.objects.filter(office__isnull=False).first()
    office = known.office if known is not None else make.make_office(world.commune, code="KIEMDIEM")
    return make.make_review(
        make.make_cycle(world.commune, **days), world.member.member, world.first_cell, office=office
    )
