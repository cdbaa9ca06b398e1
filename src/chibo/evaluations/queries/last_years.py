"""The grades of a member's last years, for the page of the member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chibo.evaluations.models import Cycle, Verdict
from chibo.evaluations.policies import sees_grades

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Member

YEARS = 3
"""The file keeps the self-reviews of the last three years."""


@dataclass(frozen=True, slots=True)
class YearGrade:
    """The grade in force on a day of the review ``review_id``, over the year that starts on ``starts_on``."""

    review_id: int
    starts_on: date
    grade: str


def last_years_of(member: Member, day: date, *, viewer: User) -> list[YearGrade]:
    """The grades of the last three years concluded by ``day``, latest first, for the member, the secretary of the cell
    that reviewed them, the committee. A bounded number of SQL queries."""
    rows = Verdict.objects.filter(
        review__member=member, review__cycle__kind=Cycle.YEAR, conclusion__decided_on__lte=day
    )
    rows = rows.select_related("review__cycle__committee", "review__member", "review__cell")
    in_force = {row.review_id: row for row in rows.order_by("review__cycle__starts_on", "number")}
    latest = sorted(in_force.values(), key=lambda row: row.review.cycle.starts_on, reverse=True)[:YEARS]
    return [
        YearGrade(row.review_id, row.review.cycle.starts_on, row.grade)
        for row in latest
        if sees_grades(viewer, row.review)
    ]
