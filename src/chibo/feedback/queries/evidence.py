"""What was answered to residents in members' year, for the yearly review: by theme and number, nothing of who raised it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.domain.periods import Period
from chibo.domain.working_days import working_days_between
from chibo.feedback.models import Handling
from chibo.feedback.queries.concerns import concerns_for
from chibo.registry.models import Employment, Member, Membership

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer. ``days``: working days from when the concern came to the office; ``is_own``: the member gave it, not
    somebody else of the office; ``of_own_cell``: the concern came from the cell in which the member met that day."""

    member_id: int
    handling_id: int
    concern_id: int
    theme: str
    answered_on: date
    days: int
    is_late: bool
    is_own: bool
    of_own_cell: bool


def answers_between(member_ids: Sequence[int], first: date, last: date) -> Iterator[AnswerRecord]:
    """Answers from ``first`` to ``last``, both included, that each member gave, or their office while they worked there.

    An office that was renamed meanwhile is the same office. Four SQL queries.
    """
    users = dict(Member.objects.filter(pk__in=member_ids, user__isnull=False).values_list("user_id", "pk"))
    staff = _staff(member_ids, first, last)
    communes = {commune for commune, _code in staff}
    among = Q(office__commune__in=communes) | Q(answered_by__in=users)
    rows = Handling.objects.filter(among, answered_on__range=(first, last)).select_related("concern", "office")
    found: list[tuple[int, Handling, bool]] = []
    for row in rows.order_by("answered_on", "pk"):
        if row.answered_on is None:
            continue
        own = users.get(row.answered_by_id or 0)
        worked = staff.get((row.office.commune_id, row.office.code), [])
        members = {member_id for member_id, period in worked if row.answered_on in period}
        found += [(member_id, row, member_id == own) for member_id in members | ({own} if own is not None else set())]
    stays = _stays({member_id for member_id, _row, _own in found}, first, last)
    for member_id, row, is_own in sorted(found, key=lambda each: (each[0], each[1].answered_on, each[1].pk)):
        if row.answered_on is None:
            continue
        cells = {cell for cell, period in stays.get(member_id, []) if row.answered_on in period}
        yield AnswerRecord(
            member_id=member_id,
            handling_id=row.pk,
            concern_id=row.concern_id,
            theme=row.concern.theme,
            answered_on=row.answered_on,
            days=working_days_between(row.routed_on, row.answered_on),
            is_late=row.answered_on > row.due_on,
            is_own=is_own,
            of_own_cell=row.concern.cell_id in cells,
        )


def answers_open_to(viewer: User, day: date, pks: Iterable[int]) -> set[int]:
    """Those of answers ``pks`` whose concern ``viewer`` may open on ``day``. A bounded number of queries."""
    seen = concerns_for(viewer, day).order_by().values("pk")
    return set(Handling.objects.filter(pk__in=pks, concern__in=seen).values_list("pk", flat=True))


def _staff(member_ids: Sequence[int], first: date, last: date) -> dict[tuple[int, str], list[tuple[int, Period]]]:
    """Commune and code of an office → who worked there when, within the days asked for."""
    rows = Employment.objects.valid().filter(Q(ends_on=None) | Q(ends_on__gt=first), starts_on__lte=last)
    found: defaultdict[tuple[int, str], list[tuple[int, Period]]] = defaultdict(list)
    for row in rows.filter(member__in=member_ids).select_related("office"):
        found[row.office.commune_id, row.office.code].append((row.member_id, row.period))
    return found


def _stays(member_ids: Iterable[int], first: date, last: date) -> dict[int, list[tuple[int, Period]]]:
    rows = Membership.objects.valid().filter(Q(ends_on=None) | Q(ends_on__gt=first), starts_on__lte=last)
    found: defaultdict[int, list[tuple[int, Period]]] = defaultdict(list)
    for row in rows.filter(member__in=list(member_ids), kind=Membership.OFFICIAL):
        found[row.member_id].append((row.cell_id, row.period))
    return found
