"""Finding reviews as of a day, and the facts that the rules need of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import PartFacts, ReviewFacts, Side
from chibo.evaluations.models import FormerCell, JointSitting, Part, Reply, Review, Verdict
from chibo.evaluations.policies import hats_of
from chibo.evaluations.queries.sides import of_committee, of_side
from chibo.registry.policies import Right

if TYPE_CHECKING:
    from chibo.accounts.models import User


BESIDE = ("cycle__committee", "member", "cell", "office", "home_cell")


def reviews_for(viewer: User, day: date) -> QuerySet:
    """Reviews opened by ``day`` of cycles in force that ``viewer`` may see, in whatever part: one's own, those of one's
    cell (also as former or home cell), of the offices one speaks for, of the committees in scope."""
    seen = of_committee(viewer, Right.VIEW_REVIEWS)
    for own in of_side(viewer).values():
        seen |= own
    rows = Review.objects.filter(seen, opened_on__lte=day).exclude(cycle__cancelled_on__lte=day)
    return rows.select_related(*BESIDE).order_by("pk")


def review_of(pk: int, day: date, *, viewer: User) -> Review:
    """One of ``reviews_for``. Raises ``Http404`` where there is none of that number that ``viewer`` may see on ``day``."""
    rows = Review.objects.filter(pk=pk, opened_on__lte=day).exclude(cycle__cancelled_on__lte=day)
    found = rows.select_related(*BESIDE).prefetch_related("former__cell").first()
    if found is None or not hats_of(viewer, found):
        raise Http404
    return found


def lock(review: Review) -> Review:
    """The review as it stands now, kept from other writers until the transaction ends."""
    return Review.objects.select_for_update(of=("self",)).select_related(*BESIDE).get(pk=review.pk)


def facts_of(review: Review, day: date) -> ReviewFacts:
    """The facts of one review as of ``day``."""
    return facts_for([review], day)[review.pk]


def facts_for(reviews: Iterable[Review], day: date) -> dict[int, ReviewFacts]:
    """Review id → its facts as of ``day``. Five SQL queries however many there are."""
    reviews = list(reviews)
    ids = [review.pk for review in reviews]
    known: dict[int, _Known] = defaultdict(_Known)
    for review_id, cell_id in FormerCell.objects.filter(review__in=ids).values_list("review_id", "cell_id"):
        known[review_id].former.add(cell_id)
    for row in Part.objects.filter(review__in=ids):
        facts = _part(row, day)
        if facts is not None:
            known[row.review_id].parts[Side(row.side), row.unit_id] = facts
    for sitting in JointSitting.objects.filter(review__in=ids, held_on__lte=day).defer("text"):
        known[sitting.review_id].joint = (sitting.held_on, Grade(sitting.grade) if sitting.grade else None)
    verdicts = Verdict.objects.filter(review__in=ids, conclusion__decided_on__lte=day).order_by("number")
    for review_id, *days in verdicts.values_list("review_id", "conclusion__decided_on", "conclusion__appeal_until"):
        known[review_id].verdict = (days[0], days[1])
    appeals = Reply.objects.filter(review__in=ids, kind=Reply.APPEAL, on__lte=day).exclude(ruling__on__lte=day)
    for review_id, on in appeals.values_list("review_id", "on"):
        known[review_id].appealed_on = on
    return {review.pk: _facts(review, known[review.pk], day) for review in reviews}


@dataclass
class _Known:
    former: set[int] = field(default_factory=set)
    parts: dict[tuple[Side, int | None], PartFacts] = field(default_factory=dict)
    joint: tuple[date | None, Grade | None] = (None, None)
    verdict: tuple[date | None, date | None] = (None, None)
    appealed_on: date | None = None


def _part(row: Part, day: date) -> PartFacts | None:
    submitted_on = row.submitted_on if row.submitted_on is not None and row.submitted_on <= day else None
    missing_on = row.missing_on if row.missing_on is not None and row.missing_on <= day else None
    if submitted_on is None and missing_on is None:
        return None
    grade = Grade(row.grade) if row.grade and submitted_on is not None else None
    return PartFacts(submitted_on=submitted_on, missing_on=missing_on, grade=grade)


def _facts(review: Review, known: _Known, day: date) -> ReviewFacts:
    if review.member_id is None:
        wanted = {Side.SELF}
    else:
        wanted = {Side.SELF, Side.CELL}
        if review.office_id is not None:
            wanted.add(Side.OFFICE)
        if known.former:
            wanted.add(Side.FORMER)
    return ReviewFacts(
        wanted=frozenset(wanted),
        former=frozenset(known.former),
        parts=known.parts,
        joint_on=known.joint[0],
        joint_grade=known.joint[1],
        decided_on=known.verdict[0],
        appeal_until=known.verdict[1],
        appealed_on=known.appealed_on,
        left_out_on=review.left_out_on if review.left_out_on is not None and review.left_out_on <= day else None,
    )
