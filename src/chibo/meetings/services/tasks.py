"""A task is given, reported, accepted or sent back; its deadline moves, somebody else takes it over, or it is dropped.

Every use case adds one step to the task; no earlier one changes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain import tasks as rules
from chibo.domain.rules import refusal
from chibo.domain.tasks import Giver, TaskSide, TaskState, TaskStepKind
from chibo.domain.vietnamese import nfc, search_key
from chibo.meetings import policies
from chibo.meetings.models import Clause, Task, TaskStep
from chibo.meetings.queries import tasks as find
from chibo.registry.models import Member, Unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("meetings.task_given", label=_("Giao nhiệm vụ"), allowed=policies.may_give)
def give_task(
    *,
    actor: User,
    giver: str,
    unit: Unit,
    owner: Member,
    title: str,
    side: str,
    due_on: date,
    on: date,
    wanted: str = "",
    clause: Clause | None = None,
) -> Task:
    """``owner`` is to do ``title`` by ``due_on``, given on ``on`` by ``unit``: a cell (``giver`` CELL), the offices of a
    commune (OFFICE: office work only) or its committee (COMMITTEE). ``clause``: of the cell's resolution it comes from.

    Raises ``RuleBroken``: TASK_NO_COMMUNE, TASK_CLAUSE_ELSEWHERE, TASK_NOT_OF_OFFICE, TASK_OWNER_ELSEWHERE (who left the
    cell, too), TASK_BEFORE_RESOLUTION, TASK_DUE_TOO_EARLY.
    """
    by = Giver(giver)
    commune = find.commune_on(unit, on)
    if commune is None or (commune == unit) is (by is Giver.CELL):
        require([refusal("TASK_NO_COMMUNE", unit=name_on(unit, on) or unit.code, on=on)])
    if clause is not None and (by is not Giver.CELL or clause.resolution.cell_id != unit.pk):
        require([refusal("TASK_CLAUSE_ELSEWHERE")])
    require(
        rules.check_give(
            giver=by,
            side=TaskSide(side),
            owner_belongs=find.belongs(owner, by, unit, on),
            owner=owner.full_name,
            given_on=on,
            due_on=due_on,
            since=clause.resolution.passed_on if clause is not None else None,
        )
    )
    title = nfc(title).strip()
    task = Task(
        commune=commune,
        cell=unit if by is Giver.CELL else None,
        clause=clause,
        giver=by.value,
        side=TaskSide(side).value,
        title=title,
        search_key=search_key(title),
        wanted=nfc(wanted).strip(),
        given_on=on,
        given_by=actor,
    )
    task.save()
    first: dict[str, Any] = {"number": 1, "kind": TaskStepKind.GIVEN.value, "state": TaskState.GIVEN.value}
    TaskStep(task=task, on=on, by=actor, owner=owner, due_on=due_on, **first).save()
    return task


@use_case("meetings.task_reported", label=_("Báo nhiệm vụ đã xong"), allowed=policies.may_report)
def report_task(
    *,
    actor: User,
    task: Task,
    report: str,
    on: date,
    paper_number: str = "",
    paper_on: date | None = None,
    address: str = "",
) -> Task:
    """The owner says what was done, and by which paper or page of this site it shows; whoever gave the task is to judge.

    Raises ``RuleBroken``: TASK_REPORTED, TASK_ACCEPTED, TASK_DROPPED, TASK_DAY_TOO_EARLY, TASK_REPORT_WANTED.
    """
    task = find.lock(task)
    require(rules.check_report(find.facts_of(task), on, report=report))
    proof = {"paper_number": nfc(paper_number).strip(), "paper_on": paper_on, "address": address.strip()}
    return _step(task, TaskStepKind.REPORTED, actor, on, report, **proof)


@use_case("meetings.task_accepted", label=_("Nghiệm thu nhiệm vụ"), allowed=policies.may_judge_task)
def accept_task(*, actor: User, task: Task, on: date, remark: str = "") -> Task:
    """What was reported is accepted: the task is over. Not by its owner.

    Raises ``RuleBroken``: TASK_NOT_REPORTED, TASK_ACCEPTED, TASK_DROPPED, TASK_JUDGED_BY_OWNER, TASK_DAY_TOO_EARLY.
    """
    task = find.lock(task)
    by_owner = find.last_step(task).owner.user_id == actor.pk
    require(rules.check_judge(find.facts_of(task), on, by_owner=by_owner))
    return _step(task, TaskStepKind.ACCEPTED, actor, on, remark)


@use_case("meetings.task_returned", label=_("Trả lại nhiệm vụ"), allowed=policies.may_judge_task)
def return_task(*, actor: User, task: Task, on: date, reason: str) -> Task:
    """What was reported does not do: the owner goes on, by the same deadline until it is moved.

    Raises ``RuleBroken``: TASK_NOT_REPORTED, TASK_ACCEPTED, TASK_DROPPED, TASK_DAY_TOO_EARLY, TASK_REASON_WANTED.
    """
    task = find.lock(task)
    require(rules.check_return(find.facts_of(task), on, reason=reason))
    return _step(task, TaskStepKind.RETURNED, actor, on, reason)


@use_case("meetings.task_deadline_moved", label=_("Dời hạn nhiệm vụ"), allowed=policies.may_judge_task)
def move_deadline(*, actor: User, task: Task, due_on: date, on: date, reason: str) -> Task:
    """The task is due on ``due_on`` from now on.

    Raises ``RuleBroken``: TASK_ACCEPTED, TASK_DROPPED, TASK_DAY_TOO_EARLY, TASK_REASON_WANTED, TASK_DUE_SAME,
    TASK_DUE_TOO_EARLY.
    """
    task = find.lock(task)
    require(rules.check_move(find.facts_of(task), on, due_on=due_on, reason=reason))
    return _step(task, TaskStepKind.MOVED, actor, on, reason, due_on=due_on)


@use_case("meetings.task_dropped", label=_("Thôi một nhiệm vụ"), allowed=policies.may_judge_task)
def drop_task(*, actor: User, task: Task, on: date, reason: str) -> Task:
    """The task is no longer wanted. Raises ``RuleBroken``: TASK_ACCEPTED, TASK_DROPPED, TASK_DAY_TOO_EARLY,
    TASK_REASON_WANTED."""
    task = find.lock(task)
    require(rules.check_drop(find.facts_of(task), on, reason=reason))
    return _step(task, TaskStepKind.DROPPED, actor, on, reason)


@use_case("meetings.task_reassigned", label=_("Giao nhiệm vụ cho người khác"), allowed=policies.may_judge_task)
def reassign_task(*, actor: User, task: Task, owner: Member, on: date, reason: str) -> Task:
    """``owner`` takes the task over, with its deadline: the former one has left the cell, or cannot go on.

    Raises ``RuleBroken``: TASK_REPORTED, TASK_ACCEPTED, TASK_DROPPED, TASK_OWNER_SAME, TASK_OWNER_ELSEWHERE,
    TASK_DAY_TOO_EARLY, TASK_REASON_WANTED.
    """
    task = find.lock(task)
    require(
        rules.check_reassign(
            find.facts_of(task),
            on,
            is_same=find.last_step(task).owner_id == owner.pk,
            owner_belongs=find.belongs(owner, task.giver, task.cell or task.commune, on),
            owner=owner.full_name,
            reason=reason,
        )
    )
    return _step(task, TaskStepKind.REASSIGNED, actor, on, reason, owner=owner)


def _step(task: Task, kind: TaskStepKind, actor: User, on: date, words: str, **change: Any) -> Task:
    """One more step of the locked ``task``: what ``change`` does not name stays as the step before left it."""
    last = find.last_step(task)
    stays = kind in (TaskStepKind.MOVED, TaskStepKind.REASSIGNED)
    held: dict[str, Any] = {"owner": last.owner, "due_on": last.due_on, "state": last.state if stays else kind.value}
    TaskStep(
        task=task, number=last.number + 1, kind=kind.value, on=on, by=actor, words=nfc(words).strip(), **(held | change)
    ).save()
    return task
