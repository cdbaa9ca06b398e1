"""What meetings and tasks say of members' year: for the yearly review, many members at a time in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from chibo.domain.meetings import MeetingKind, Presence
from chibo.domain.organisation import UnitKind
from chibo.domain.tasks import TaskState, TaskStepKind, is_late
from chibo.meetings.models import STANDS, Attendance, Meeting, Opinion, TaskStep
from chibo.meetings.queries.meetings import opened_to
from chibo.meetings.queries.tasks import standing_on, tasks_for
from chibo.registry.models import UnitVersion

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class MeetingMark:
    """One member at one meeting. ``reason``: why absent (``""``: present); ``is_made_up``: at the session that follows;
    ``at_office``: the meeting was of an agency cell."""

    member_id: int
    mark_id: int
    meeting_id: int
    on: date
    kind: str
    theme: str
    reason: str
    is_made_up: bool
    at_office: bool


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task as it stood on the last day asked for. ``done_on``, ``report``, ``proof``: of the last report that stands;
    ``cell_id``: the cell that gave it; ``is_late``: reported after its deadline, or undone past it."""

    member_id: int
    task_id: int
    title: str
    side: str
    state: str
    given_on: date
    due_on: date
    done_on: date | None
    report: str
    paper_number: str
    paper_on: date | None
    has_proof: bool
    cell_id: int | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class InitiativeRecord:
    """An initiative that a member raised at a meeting, and what became of it by its own last day."""

    member_id: int
    opinion_id: int
    meeting_id: int
    on: date
    text: str
    outcome: str
    outcome_words: str
    at_office: bool


def marks_between(member_ids: Sequence[int], first: date, last: date) -> Iterator[MeetingMark]:
    """Meetings from ``first`` to ``last``, both included, to which each member was asked. Two SQL queries.

    Counts as ``queries.meetings.attendance_between`` does: a make-up session is no meeting of its own.
    """
    made_up = set(
        Attendance.objects.filter(
            member__in=member_ids,
            presence=Presence.PRESENT.value,
            meeting__makes_up__on__range=(first, last),
            meeting__in=Meeting.objects.filter(STANDS),
        ).values_list("member_id", "meeting__makes_up_id")
    )
    rows = Attendance.objects.filter(member__in=member_ids, meeting__in=_held(first, last))
    rows = rows.exclude(meeting__kind=MeetingKind.MAKE_UP).annotate(at_office=_at_office("meeting__cell"))
    names = ("member_id", "pk", "meeting_id", "meeting__on", "meeting__kind", "meeting__theme", "reason", "at_office")
    for row in rows.order_by("member_id", "meeting__on", "pk").values_list(*names, named=True):
        yield MeetingMark(
            member_id=row.member_id,
            mark_id=row.pk,
            meeting_id=row.meeting_id,
            on=row.meeting__on,
            kind=row.meeting__kind,
            theme=row.meeting__theme,
            reason=row.reason,
            is_made_up=(row.member_id, row.meeting_id) in made_up,
            at_office=row.at_office,
        )


def tasks_between(member_ids: Sequence[int], first: date, last: date) -> Iterator[TaskRecord]:
    """The tasks of both sides that members had between ``first`` and ``last``, both included. Two SQL queries.

    Given by ``last`` and not over before ``first``; each as it stands on ``last``, with who owns it then.
    """
    ended = Q(state__in=[TaskState.ACCEPTED.value, TaskState.DROPPED.value], on__lt=first)
    rows = list(standing_on(last).filter(owner__in=member_ids).exclude(ended).order_by("owner_id", "task_id"))
    reports = TaskStep.objects.filter(task__in=[row.task_id for row in rows], kind=TaskStepKind.REPORTED, on__lte=last)
    latest = {step.task_id: step for step in reports.order_by("number")}
    for row in rows:
        state = TaskState(row.state)
        stands = state in (TaskState.REPORTED, TaskState.ACCEPTED)
        report = latest.get(row.task_id) if stands else None
        yield TaskRecord(
            member_id=row.owner_id,
            task_id=row.task_id,
            title=row.task.title,
            side=row.task.side,
            state=row.state,
            given_on=row.task.given_on,
            due_on=row.due_on,
            done_on=report.on if report else None,
            report=report.words if report else "",
            paper_number=report.paper_number if report else "",
            paper_on=report.paper_on if report else None,
            has_proof=bool(report and (report.paper_number or report.address)),
            cell_id=row.task.cell_id,
            is_late=report.on > row.due_on if report else is_late(state, row.due_on, last),
        )


def initiatives_between(member_ids: Sequence[int], first: date, last: date) -> Iterator[InitiativeRecord]:
    """Initiatives that members raised from ``first`` to ``last``, both included. One SQL query."""
    rows = Opinion.objects.filter(raised_by__in=member_ids, kind=Opinion.INITIATIVE, meeting__in=_held(first, last))
    rows = rows.annotate(at_office=_at_office("meeting__cell")).select_related("meeting")
    for row in rows.order_by("raised_by_id", "meeting__on", "pk"):
        if row.raised_by_id is not None:
            yield InitiativeRecord(
                member_id=row.raised_by_id,
                opinion_id=row.pk,
                meeting_id=row.meeting_id,
                on=row.meeting.on,
                text=row.text,
                outcome=row.outcome,
                outcome_words=row.outcome_words,
                at_office=row.at_office,
            )


def marks_open_to(viewer: User, _day: date, pks: Iterable[int]) -> set[int]:
    """Those of attendance marks ``pks`` whose meeting ``viewer`` may open. One SQL query."""
    return set(Attendance.objects.filter(pk__in=pks, meeting__in=opened_to(viewer)).values_list("pk", flat=True))


def opinions_open_to(viewer: User, _day: date, pks: Iterable[int]) -> set[int]:
    """Those of opinions ``pks`` whose meeting ``viewer`` may open. One SQL query."""
    return set(Opinion.objects.filter(pk__in=pks, meeting__in=opened_to(viewer)).values_list("pk", flat=True))


def tasks_open_to(viewer: User, day: date, pks: Iterable[int]) -> set[int]:
    """Those of tasks ``pks`` that ``viewer`` may open on ``day``. One SQL query."""
    return set(tasks_for(viewer, day).filter(task__in=pks).order_by().values_list("task_id", flat=True))


def _held(first: date, last: date) -> QuerySet:
    return Meeting.objects.filter(STANDS, on__range=(first, last))


def _at_office(cell: str) -> Exists:
    """Whether the cell was an agency cell on the day of the meeting: what is said there the residential cell does not hear."""
    versions = UnitVersion.objects.valid().filter(unit=OuterRef(cell), kind=UnitKind.AGENCY_CELL.value)
    there = Q(ends_on=None) | Q(ends_on__gt=OuterRef("meeting__on"))
    return Exists(versions.filter(there, starts_on__lte=OuterRef("meeting__on")))
