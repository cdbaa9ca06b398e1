"""What a review asks of a cell's meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Cycle, Review
from chibo.evaluations.queries.reviews import facts_for
from chibo.registry.models import Unit


@dataclass(frozen=True, slots=True)
class ToVote:
    """The members of one cycle on whom a cell has still to give its word and to vote."""

    cycle: Cycle
    count: int


def to_vote_on(cell: Unit, on: date) -> list[ToVote]:
    """What the meeting of ``cell`` on ``on`` must take up of cycles opened by then. At most six SQL queries."""
    rows = Review.objects.filter(cell=cell, member__isnull=False, opened_on__lte=on).exclude(
        cycle__cancelled_on__lte=on
    )
    reviews = list(rows.select_related("cycle").order_by("cycle__starts_on", "cycle_id", "pk"))
    if not reviews:
        return []
    facts = facts_for(reviews, on)
    owed: dict[Cycle, int] = {}
    for review in reviews:
        known = facts[review.pk]
        if known.left_out_on is None and known.decided_on is None and not known.part(Side.CELL).is_settled:
            owed[review.cycle] = owed.get(review.cycle, 0) + 1
    return [ToVote(cycle, count) for cycle, count in owed.items()]
