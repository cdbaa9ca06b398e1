"""What members said of their evidence."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404

from chibo.domain.evaluation.contests import ContestFacts
from chibo.domain.evaluation.evidence import Item
from chibo.evaluations.models import Contest, Cycle, Review
from chibo.evaluations.queries.evidence import evidence_of


def looked_back(cycle: Cycle, day: date) -> tuple[date, date]:
    """First and last day, both included, that the evidence of ``cycle`` covers as of ``day``."""
    return cycle.starts_on, min(cycle.ends_on - timedelta(days=1), day)


def items_of(review: Review, day: date) -> list[Item]:
    """What is on record of the member of ``review`` as of ``day``; nothing for a rated cell."""
    if review.member_id is None:
        return []
    return evidence_of([review.member_id], *looked_back(review.cycle, day))[review.member_id]


def contests_of(review: Review, day: date) -> dict[str, Contest]:
    """Key of an item → its contest made by ``day``. One SQL query."""
    rows = Contest.objects.filter(review=review, on__lte=day).select_related("written_by", "settled_by")
    return {row.key: row for row in rows.order_by("on", "pk")}


def contest_of(pk: int, review: Review) -> Contest:
    """Raises ``Http404``."""
    found = Contest.objects.filter(pk=pk, review=review).select_related("review__member", "review__cycle__committee")
    contest = found.select_related("review__cell", "review__office").first()
    if contest is None:
        raise Http404
    return contest


def facts_of(contest: Contest) -> ContestFacts:
    return ContestFacts(contest.on, contest.settled_on)


def lock(contest: Contest) -> Contest:
    """The contest as it stands now, kept from other writers until the transaction ends."""
    return Contest.objects.select_for_update(of=("self",)).select_related("review").get(pk=contest.pk)
