"""Finding appeals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from chibo.evaluations.models import Cycle, Reply, Ruling
from chibo.evaluations.queries.reviews import reviews_for

if TYPE_CHECKING:
    from chibo.accounts.models import User


def appeals_of(cycle: Cycle, day: date, *, viewer: User) -> QuerySet:
    """Appeals of ``cycle`` that came by ``day``, the earliest first."""
    seen = reviews_for(viewer, day).filter(cycle=cycle).values("pk")
    found = Reply.objects.filter(review__in=seen, kind=Reply.APPEAL, on__lte=day)
    return found.select_related("review__member", "review__cell", "review__cycle__committee").order_by("on", "pk")


def appeal_of(review: int, day: date, *, viewer: User) -> Reply:
    """The appeal in the review with this id. Raises ``Http404`` where there is none that ``viewer`` may see."""
    found = Reply.objects.filter(
        review=review, kind=Reply.APPEAL, on__lte=day, review__in=reviews_for(viewer, day).values("pk")
    )
    row = found.select_related("review__member", "review__cell", "review__cycle__committee").first()
    if row is None:
        raise Http404
    return row


def ruling_of(reply: Reply, day: date) -> Ruling | None:
    return Ruling.objects.filter(reply=reply, on__lte=day).select_related("verdict", "ruled_by").first()


def rulings_of(replies: list[int], day: date) -> dict[int, Ruling]:
    """Reply id → its ruling. One SQL query."""
    rows = Ruling.objects.filter(reply__in=replies, on__lte=day).select_related("verdict")
    return {row.reply_id: row for row in rows}
