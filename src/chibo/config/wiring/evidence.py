"""What each job has on record of a member, as evidence for the yearly review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.evaluation.evidence import ANSWERED, MADE_UP, PRESENT, Item, Kind
from chibo.domain.tasks import TaskSide
from chibo.evaluations.queries.evidence import open_evidence_by, tell_evidence_by
from chibo.feedback.labels import THEMES
from chibo.feedback.queries.evidence import answers_between, answers_open_to
from chibo.meetings.models import Meeting
from chibo.meetings.queries.evidence import (
    TaskRecord,
    initiatives_between,
    marks_between,
    marks_open_to,
    opinions_open_to,
    tasks_between,
    tasks_open_to,
)

if TYPE_CHECKING:
    pass


@tell_evidence_by
def meetings_of_members(member_ids: Sequence[int], first: date, last: date) -> Iterator[tuple[int, Item]]:
    """Meetings attended, made up, or missed and why by kind."""
    kinds = {kind: str(words).lower() for kind, words in Meeting.KINDS}
    plain, themed = _("Sinh hoạt %(kind)s"), _("Sinh hoạt %(kind)s: %(theme)s")
    for row in marks_between(member_ids, first, last):
        came = not row.reason or row.is_made_up
        words = {"kind": kinds[row.kind], "theme": row.theme}
        yield (
            row.member_id,
            Item(
                key=f"meetings.attendance:{row.mark_id}",
                kind=Kind.ATTENDANCE if came else Kind.MISSED,
                side=_side(row.at_office),
                on=row.on,
                words=(themed if row.theme else plain) % words,
                outcome=(MADE_UP if row.reason else PRESENT) if came else row.reason,
                address=reverse("meetings:meeting", args=[row.meeting_id]),
            ),
        )


@tell_evidence_by
def tasks_of_members(member_ids: Sequence[int], first: date, last: date) -> Iterator[tuple[int, Item]]:
    """Tasks of both sides with their state, deadline and proof."""
    for row in tasks_between(member_ids, first, last):
        yield (
            row.member_id,
            Item(
                key=f"meetings.task:{row.task_id}",
                kind=Kind.TASK,
                side=TaskSide(row.side),
                on=row.given_on,
                words=row.title,
                outcome=row.state,
                detail=row.report,
                proof=_proof(row),
                has_proof=row.has_proof,
                due_on=row.due_on,
                done_on=row.done_on,
                is_late=row.is_late,
                place=row.cell_id,
                address=reverse("meetings:task", args=[row.task_id]),
            ),
        )


@tell_evidence_by
def initiatives_of_members(member_ids: Sequence[int], first: date, last: date) -> Iterator[tuple[int, Item]]:
    """Initiatives raised in meetings, and what became of them; outside the cell nobody reads which one was whose."""
    for row in initiatives_between(member_ids, first, last):
        yield (
            row.member_id,
            Item(
                key=f"meetings.initiative:{row.opinion_id}",
                kind=Kind.INITIATIVE,
                side=_side(row.at_office),
                on=row.on,
                words=_("Nêu sáng kiến tại buổi sinh hoạt"),
                outcome=row.outcome,
                detail=f"{row.text} – {row.outcome_words}" if row.outcome_words else row.text,
                address=reverse("meetings:meeting", args=[row.meeting_id]),
            ),
        )


@tell_evidence_by
def answers_of_members(member_ids: Sequence[int], first: date, last: date) -> Iterator[tuple[int, Item]]:
    """Concerns answered, by number and theme; those of the member's own cell are read back in it, so it saw them."""
    for row in answers_between(member_ids, first, last):
        words = {"number": row.concern_id, "theme": str(THEMES[row.theme]).lower()}
        yield (
            row.member_id,
            Item(
                key=f"feedback.answer:{row.handling_id}",
                kind=Kind.CONCERN,
                side=_side(not row.of_own_cell),
                on=row.answered_on,
                words=_("Trả lời tâm tư, nguyện vọng số %(number)s (%(theme)s)") % words,
                outcome=ANSWERED,
                is_late=row.is_late,
                days=row.days,
                is_own=row.is_own,
                address=reverse("feedback:concern", args=[row.concern_id]),
            ),
        )


open_evidence_by("meetings.attendance", marks_open_to)
open_evidence_by("meetings.initiative", opinions_open_to)
open_evidence_by("meetings.task", tasks_open_to)
open_evidence_by("feedback.answer", answers_open_to)


def _side(is_office: bool) -> TaskSide:
    return TaskSide.OFFICE if is_office else TaskSide.NEIGHBOURHOOD


def _proof(row: TaskRecord) -> str:
    """The number and day of the paper that proves a report, or that a page of this site does."""
    if not row.paper_number:
        return _("trang liên quan ghi ở nhiệm vụ") if row.has_proof else ""
    return f"{row.paper_number}, {row.paper_on:%d/%m/%Y}" if row.paper_on else row.paper_number
