"""What calendars go by: wishes of cells, leaders who attend several, the commune's limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.meeting_calendar.problem import Session
from chibo.domain.rules import refusal
from chibo.meetings import policies
from chibo.meetings.models import CalendarRules, Leader, Wish
from chibo.registry.models import Member, Unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("meetings.wish_recorded", label=_("Ghi nguyện vọng họp của chi bộ"), allowed=policies.may_wish)
def record_wish(
    *,
    actor: User,
    cell: Unit,
    on: date,
    sessions: Sequence[str],
    preferred_session: str,
    weight: int = 1,
    hall: str = "",
) -> Wish:
    """From ``on`` the cell meets in ``sessions``, for preference in ``preferred_session``, in ``hall``.

    Raises ``RuleBroken``: NO_SESSION_WISHED, WISHED_SESSION_CLOSED.
    """
    wanted = [session.value for session in Session if session.value in sessions]
    if not wanted:
        require([refusal("NO_SESSION_WISHED")])
    if preferred_session not in wanted:
        require([refusal("WISHED_SESSION_CLOSED")])
    Wish.objects.filter(cell=cell).close_open(on)
    row = Wish(
        cell=cell,
        starts_on=on,
        sessions=wanted,
        preferred_session=preferred_session,
        weight=weight,
        hall=" ".join(hall.split()),
    )
    row.save()
    return row


@use_case("meetings.leader_named", label=_("Phân công phụ trách chi bộ"), allowed=policies.may_lead)
def name_leader(*, actor: User, cell: Unit, member: Member, on: date) -> Leader:
    """``member`` attends the meetings of ``cell`` from ``on``. Raises ``RuleBroken``: ALREADY_LEADS."""
    if Leader.objects.open().filter(cell=cell, member=member).exists():
        require([refusal("ALREADY_LEADS", member=member.full_name, cell=name_on(cell, on))])
    row = Leader(cell=cell, member=member, starts_on=on)
    row.save()
    return row


@use_case("meetings.leader_released", label=_("Thôi phụ trách chi bộ"), allowed=policies.may_end_lead)
def release_leader(*, actor: User, leader: Leader, on: date, reason: str = "") -> Leader:
    """The leader attends until the day before ``on``."""
    leader.close(on)
    return leader


@use_case("meetings.limits_chosen", label=_("Đặt quy tắc lập lịch"), allowed=policies.may_plan)
def choose_limits(
    *,
    actor: User,
    commune: Unit,
    on: date,
    days_before: int,
    days_after: int,
    max_meetings: int,
    max_duties: int | None = None,
) -> CalendarRules:
    """From ``on`` the calendars of ``commune`` keep these limits (see ``CalendarRules``)."""
    CalendarRules.objects.filter(commune=commune).close_open(on)
    row = CalendarRules(
        commune=commune,
        starts_on=on,
        days_before=days_before,
        days_after=days_after,
        max_meetings=max_meetings,
        max_duties=max_duties,
    )
    row.save()
    return row
