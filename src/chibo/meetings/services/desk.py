"""The desk: who can serve which counter, and who is away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.rules import refusal
from chibo.meetings import policies
from chibo.meetings.models import Leave, Qualification
from chibo.registry.models import Counter, Member, Unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("meetings.clerk_qualified", label=_("Ghi người trực được quầy"), allowed=policies.may_qualify)
def qualify_clerk(
    *, actor: User, counter: Counter, member: Member, on: date, is_primary: bool = False
) -> Qualification:
    """``member`` can serve ``counter`` from ``on``; with ``is_primary`` it is their own, and no other is any more.

    Raises ``RuleBroken``: COUNTER_CLOSED, ALREADY_QUALIFIED.
    """
    if not Counter.objects.on(on).filter(pk=counter.pk).exists():
        require([refusal("COUNTER_CLOSED", counter=counter.name, on=on)])
    mine = Qualification.objects.open().filter(member=member)
    former = mine.filter(counter__commune=counter.commune, counter__code=counter.code).first()
    if former is not None:
        if former.is_primary == is_primary and former.counter_id == counter.pk:
            require([refusal("ALREADY_QUALIFIED", member=member.full_name, counter=counter.name)])
        former.close(on)
    if is_primary:
        for other in mine.filter(is_primary=True).select_related("counter"):
            other.close(on)
            Qualification(member=member, counter=other.counter, starts_on=on).save()
    row = Qualification(member=member, counter=counter, is_primary=is_primary, starts_on=on)
    row.save()
    return row


@use_case("meetings.qualification_ended", label=_("Thôi trực quầy"), allowed=policies.may_end_qualification)
def end_qualification(*, actor: User, qualification: Qualification, on: date, reason: str = "") -> Qualification:
    """The member can serve the counter until the day before ``on``."""
    qualification.close(on)
    return qualification


@use_case("meetings.leave_recorded", label=_("Ghi lịch nghỉ của người trực quầy"), allowed=policies.may_staff)
def record_leave(
    *,
    actor: User,
    commune: Unit,
    member: Member,
    on: date,
    last_on: date,
    part: str = Leave.WHOLE_DAY,
    kind: str = Leave.PLANNED,
) -> Leave:
    """``member``, a clerk of ``commune``, is away from ``on`` to ``last_on``, both days included: whole days or half-days.

    Raises ``RuleBroken``: LEAVE_ENDS_BEFORE_IT_STARTS, NOT_A_CLERK, LEAVE_KNOWN.
    """
    if last_on < on:
        require([refusal("LEAVE_ENDS_BEFORE_IT_STARTS", on=on)])
    if not Qualification.objects.on(on).filter(member=member, counter__commune=commune).exists():
        require([refusal("NOT_A_CLERK", member=member.full_name, commune=name_on(commune, on), on=on)])
    ends_on = last_on + timedelta(days=1)
    covering = Leave.objects.valid().filter(member=member, starts_on__lte=on, ends_on__gte=ends_on)
    if covering.filter(Q(part=part) | Q(part=Leave.WHOLE_DAY)).exists():
        require([refusal("LEAVE_KNOWN", member=member.full_name)])
    row = Leave(member=member, part=part, kind=kind, starts_on=on, ends_on=ends_on)
    row.save()
    return row


@use_case("meetings.leave_cancelled", label=_("Huỷ lịch nghỉ"), allowed=policies.may_cancel_leave)
def cancel_leave(*, actor: User, leave: Leave, on: date, reason: str = "") -> Leave:
    """The member is at work again from ``on``; leave that was still to come never was."""
    if leave.starts_on >= on:
        leave.voided_at = timezone.now()
    elif leave.ends_on is None or leave.ends_on > on:
        leave.ends_on = on
    leave.save()
    return leave
