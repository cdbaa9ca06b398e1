"""Finding reviews as of a day, and the facts that the rules need of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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
    """The review as it stands now, kept from other writers until the transaction ends.

    ``facts_of`` tells of it what was known when it was locked, without asking again.
    """
    found = Review.objects.select_for_update(of=("self",)).select_related(*BESIDE).get(pk=review.pk)
    found.__dict__[_LOCKED] = _rows_of([found.pk])[found.pk]
    return found


def facts_of(review: Review, day: date) -> ReviewFacts:
    """The facts of one review as of ``day``."""
    rows = review.__dict__.get(_LOCKED)
    return _facts(review, rows, day) if rows is not None else facts_for([review], day)[review.pk]


def facts_for(reviews: Iterable[Review], day: date) -> dict[int, ReviewFacts]:
    """Review id → its facts as of ``day``. Five SQL queries however many there are."""
    reviews = list(reviews)
    rows = _rows_of([review.pk for review in reviews])
    return {review.pk: _facts(review, rows[review.pk], day) for review in reviews}


_LOCKED = "_rows_when_locked"


class _PartRow(NamedTuple):
    side: str
    unit_id: int | None
    submitted_on: date | None
    missing_on: date | None
    grade: str


@dataclass
class _Rows:
    """What is on record of one review, of whatever day."""

    former: set[int] = field(default_factory=set)
    parts: list[_PartRow] = field(default_factory=list)
    joint: tuple[date, str] | None = None
    verdicts: list[tuple[date, date]] = field(default_factory=list)
    appeals: list[tuple[date, date | None]] = field(default_factory=list)


def _rows_of(ids: list[int]) -> dict[int, _Rows]:
    rows: dict[int, _Rows] = defaultdict(_Rows)
    for pk, cell in FormerCell.objects.filter(review__in=ids).values_list("review_id", "cell_id"):
        rows[pk].former.add(cell)
    parts = Part.objects.filter(review__in=ids)
    fields = ("side", "unit_id", "submitted_on", "missing_on", "grade")
    for part in parts.values("review_id", *fields):
        rows[part["review_id"]].parts.append(_PartRow(*(part[name] for name in fields)))
    for pk, on, grade in JointSitting.objects.filter(review__in=ids).values_list("review_id", "held_on", "grade"):
        rows[pk].joint = (on, grade)
    verdicts = Verdict.objects.filter(review__in=ids).order_by("number")
    for pk, on, until in verdicts.values_list("review_id", "conclusion__decided_on", "conclusion__appeal_until"):
        rows[pk].verdicts.append((on, until))
    appeals = Reply.objects.filter(review__in=ids, kind=Reply.APPEAL)
    for pk, on, ruled_on in appeals.values_list("review_id", "on", "ruling__on"):
        rows[pk].appeals.append((on, ruled_on))
    return rows


def _part(row: _PartRow, day: date) -> PartFacts | None:
    submitted_on = row.submitted_on if row.submitted_on is not None and row.submitted_on <= day else None
    missing_on = row.missing_on if row.missing_on is not None and row.missing_on <= day else None
    if submitted_on is None and missing_on is None:
        return None
    return PartFacts(submitted_on, missing_on, Grade(row.grade) if row.grade and submitted_on is not None else None)


def _facts(review: Review, rows: _Rows, day: date) -> ReviewFacts:
    if review.member_id is None:
        wanted = {Side.SELF}
    else:
        wanted = {Side.SELF, Side.CELL}
        if review.office_id is not None:
            wanted.add(Side.OFFICE)
        if rows.former:
            wanted.add(Side.FORMER)
    parts = {(Side(row.side), row.unit_id): _part(row, day) for row in rows.parts}
    sat_on, agreed = rows.joint if rows.joint is not None and rows.joint[0] <= day else (None, "")
    told = [each for each in rows.verdicts if each[0] <= day]
    decided_on, appeal_until = told[-1] if told else (None, None)
    open_appeals = [on for on, ruled_on in rows.appeals if on <= day and (ruled_on is None or ruled_on > day)]
    return ReviewFacts(
        wanted=frozenset(wanted),
        former=frozenset(rows.former),
        parts={key: facts for key, facts in parts.items() if facts is not None},
        joint_on=sat_on,
        joint_grade=Grade(agreed) if agreed else None,
        decided_on=decided_on,
        appeal_until=appeal_until,
        appealed_on=open_appeals[0] if open_appeals else None,
        left_out_on=review.left_out_on if review.left_out_on is not None and review.left_out_on <= day else None,
    )
