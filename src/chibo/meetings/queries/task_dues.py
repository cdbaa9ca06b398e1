"""What tasks ask of someone on a day: for the home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from chibo.domain.tasks import OPEN, Giver, TaskState
from chibo.meetings.models import TaskStep
from chibo.meetings.queries.tasks import standing_on
from chibo.registry.models import Membership, Role, RoleHolding, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import NOTHING, in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


class Step(StrEnum):
    """What is to be done next about a task, and by which side the viewer stands."""

    DO = "DO"
    DO_AGAIN = "DO_AGAIN"
    ACCEPT = "ACCEPT"
    REASSIGN = "REASSIGN"
    GIVEN = "GIVEN"
    AWAIT_ACCEPTANCE = "AWAIT_ACCEPTANCE"


@dataclass(frozen=True, slots=True)
class Due:
    """One task with the step that the viewer has to take, or waits for."""

    step: Step
    pk: int
    title: str
    owner: str
    due_on: date | None


def dues_for(viewer: User, day: date) -> list[Due]:
    """Every open task that the viewer has to do, to judge, or has given. At most two SQL queries."""
    if viewer.is_local_operator:
        return []
    judged = _judged_by(viewer, day)
    stays = Membership.objects.on(day).filter(member=OuterRef("owner"), cell=OuterRef("task__cell"))
    rows = standing_on(day).filter(Q(owner__user=viewer) | judged, state__in=[state.value for state in OPEN])
    rows = rows.annotate(
        is_judged=Exists(TaskStep.objects.filter(judged, pk=OuterRef("pk"))), is_there=Exists(stays)
    ).order_by("due_on", "task_id")
    found = []
    for row in rows:
        if row.owner.user_id == viewer.pk:
            found.append(_due(_own_step(row), row))
        if row.is_judged and (row.owner.user_id != viewer.pk or _left(row)):
            found.append(_due(_judge_step(row), row))
    return found


def _own_step(row: TaskStep) -> Step:
    if row.state == TaskState.REPORTED:
        return Step.AWAIT_ACCEPTANCE
    return Step.DO_AGAIN if row.state == TaskState.RETURNED else Step.DO


def _judge_step(row: TaskStep) -> Step:
    if row.state == TaskState.REPORTED:
        return Step.ACCEPT
    return Step.REASSIGN if _left(row) else Step.GIVEN


def _left(row: Any) -> bool:
    return row.task.cell_id is not None and not row.is_there and row.state != TaskState.REPORTED


def _due(step: Step, row: TaskStep) -> Due:
    due_on = None if step in (Step.ACCEPT, Step.AWAIT_ACCEPTANCE) else row.due_on
    return Due(step, row.task_id, row.task.title, row.owner.full_name, due_on)


def _judged_by(viewer: User, day: date) -> Q:
    """The tasks that wait for the viewer: the cell's for its secretary, the office's for its head, the committee's for the
    committee, which also judges what a cell's secretary did."""
    found = NOTHING
    resolves = UnitVersion.objects.valid().filter(in_scope(viewer, Right.RESOLVE)).values("unit_id")
    heads = UnitVersion.objects.valid().filter(in_scope(viewer, Right.GIVE_OFFICE_TASKS)).values("unit_id")
    above = scope_paths(viewer, Right.VIEW_TASKS)
    if scope_paths(viewer, Right.RESOLVE):
        if above:
            led = RoleHolding.objects.on(day).filter(
                unit=OuterRef("task__cell"), user=OuterRef("owner__user"), role=Role.SECRETARY
            )
            of_secretary = Q(task__cell__in=resolves, state=TaskState.REPORTED.value) & Q(Exists(led))
            found |= Q(task__giver=Giver.COMMITTEE.value, task__commune__in=resolves) | of_secretary
        else:
            found |= Q(task__cell__in=resolves)
    if scope_paths(viewer, Right.GIVE_OFFICE_TASKS) and not above:
        found |= Q(task__giver=Giver.OFFICE.value, task__commune__in=heads)
    return found
