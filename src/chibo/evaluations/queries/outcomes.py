"""What came of a review: sitting, verdicts, replies with their rulings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chibo.evaluations.models import JointSitting, Reply, Review, Verdict

if TYPE_CHECKING:
    from chibo.evaluations.models import Ruling


@dataclass(frozen=True, slots=True)
class Replied:
    """One reply with the committee's ruling, where there is one."""

    row: Reply
    ruling: Ruling | None


def sitting_of(review: Review, day: date) -> JointSitting | None:
    """The sitting of both sides held by ``day``. The caller asks whether it may be read (``sight.sees_outcome``)."""
    return JointSitting.objects.filter(review=review, held_on__lte=day).select_related("written_by").first()


def verdicts_of(review: Review, day: date) -> list[Verdict]:
    """The verdicts by ``day``, the one in force first."""
    rows = Verdict.objects.filter(review=review, conclusion__decided_on__lte=day)
    return list(rows.select_related("conclusion").order_by("-number"))


def replies_of(review: Review, day: date) -> list[Replied]:
    """What was replied by ``day``, with the rulings of that day."""
    rows = Reply.objects.filter(review=review, on__lte=day).select_related("written_by", "ruling").order_by("on", "pk")
    found = []
    for row in rows:
        ruling = getattr(row, "ruling", None)
        found.append(Replied(row, ruling if ruling is not None and ruling.on <= day else None))
    return found


def has_appealed(review: Review) -> bool:
    """Whether an appeal was ever made: there is one of a review."""
    return Reply.objects.filter(review=review, kind=Reply.APPEAL).exists()
