"""Who may do what with calendars, the desk, and the meetings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.domain.tasks import Giver
from chibo.registry.models import Membership
from chibo.registry.policies import Right, may

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import User
    from chibo.meetings.models import (
        AgendaItem,
        Exemption,
        Leader,
        Leave,
        Meeting,
        MonthPlan,
        Opinion,
        Qualification,
        Relaxation,
        Resolution,
        Task,
    )
    from chibo.registry.models import Counter, Unit


def may_plan(*, actor: User, commune: Unit, **_: Any) -> bool:
    """The committee proposes, gives way in a rule and adopts."""
    return may(actor, Right.PLAN_CALENDAR, commune)


def may_adopt(*, actor: User, plan: MonthPlan, **_: Any) -> bool:
    return may(actor, Right.PLAN_CALENDAR, plan.commune)


def may_withdraw(*, actor: User, relaxation: Relaxation, **_: Any) -> bool:
    return may(actor, Right.PLAN_CALENDAR, relaxation.commune)


def may_wish(*, actor: User, cell: Unit, **_: Any) -> bool:
    """The cell's own secretary, or the committee for one who tells it on paper."""
    return may(actor, Right.WISH_MEETING, cell)


def may_lead(*, actor: User, cell: Unit, **_: Any) -> bool:
    return may(actor, Right.PLAN_CALENDAR, cell)


def may_end_lead(*, actor: User, leader: Leader, **_: Any) -> bool:
    return may(actor, Right.PLAN_CALENDAR, leader.cell)


def may_resolve(*, actor: User, cell: Unit, **_: Any) -> bool:
    """The cell's secretary, or the committee for one who tells it on paper."""
    return may(actor, Right.RESOLVE, cell)


def may_sign(*, actor: User, resolution: Resolution, **_: Any) -> bool:
    return may(actor, Right.RESOLVE, resolution.cell)


def may_read_resolutions(*, actor: User, cell: Unit, on: date) -> bool:
    """The cell's members, its secretary, and who reads above it."""
    if may(actor, Right.RESOLVE, cell) or may(actor, Right.VIEW_TASKS, cell):
        return True
    return Membership.objects.on(on).filter(member__user=actor, cell=cell).exists()


def may_give(*, actor: User, giver: str, unit: Unit, **_: Any) -> bool:
    """The cell's tasks as its secretary, the office's as its head, the committee's as the committee, which may all."""
    return may(actor, Right.GIVE_OFFICE_TASKS if giver == Giver.OFFICE else Right.RESOLVE, unit)


def may_judge_task(*, actor: User, task: Task, **_: Any) -> bool:
    """Who gave it: accepts, sends back, moves the deadline, drops, hands on."""
    return may_give(actor=actor, giver=task.giver, unit=task.cell or task.commune)


def may_report(*, actor: User, task: Task, **_: Any) -> bool:
    """The owner; who gave it, for an owner who reports on paper or by word of mouth."""
    return _owns(actor, task) or may_judge_task(actor=actor, task=task)


def _owns(actor: User, task: Task) -> bool:
    latest = task.steps.order_by("-number").select_related("owner").first()
    return latest is not None and latest.owner.user_id == actor.pk


def may_staff(*, actor: User, commune: Unit, **_: Any) -> bool:
    """The head of office, or the committee."""
    return may(actor, Right.STAFF_DESK, commune)


def may_qualify(*, actor: User, counter: Counter, **_: Any) -> bool:
    return may(actor, Right.STAFF_DESK, counter.commune)


def may_end_qualification(*, actor: User, qualification: Qualification, **_: Any) -> bool:
    return may(actor, Right.STAFF_DESK, qualification.counter.commune)


def may_cancel_leave(*, actor: User, leave: Leave, **_: Any) -> bool:
    """Where the clerk serves a counter, or last did."""
    row = leave.member.qualifications.valid().select_related("counter__commune").order_by("-starts_on").first()
    return row is not None and may(actor, Right.STAFF_DESK, row.counter.commune)


def may_call(*, actor: User, cell: Unit, **_: Any) -> bool:
    """The cell's secretary; the committee for a secretary who reports on paper."""
    return may(actor, Right.KEEP_MEETINGS, cell)


def may_keep(*, actor: User, meeting: Meeting, **_: Any) -> bool:
    """Agenda, attendance, minutes: the cell's secretary, or the committee for one who reports on paper."""
    return may(actor, Right.KEEP_MEETINGS, meeting.cell)


def may_keep_item(*, actor: User, item: AgendaItem, **_: Any) -> bool:
    return may_keep(actor=actor, meeting=item.meeting)


def may_settle(*, actor: User, opinion: Opinion, **_: Any) -> bool:
    return may_keep(actor=actor, meeting=opinion.meeting)


def may_end_exemption(*, actor: User, exemption: Exemption, **_: Any) -> bool:
    return may_call(actor=actor, cell=exemption.cell)


def may_view(*, actor: User, cell: Unit) -> bool:
    """Whether ``actor`` reads attendance, minutes and opinions of ``cell``; members see agenda and their own presence."""
    return may(actor, Right.VIEW_MEETINGS, cell)


def may_assist(*, actor: User, cell: Unit) -> bool:
    """Whether what ``actor`` enters for ``cell`` is entered for a secretary who wrote it on paper."""
    return may(actor, Right.PLAN_CALENDAR, cell)


def may_sign_in(*, actor: User, meeting: Meeting, **_: Any) -> bool:
    """A member of the cell on the day of the meeting, for themselves alone."""
    return Membership.objects.on(meeting.on).filter(member__user=actor, cell=meeting.cell_id).exists()
