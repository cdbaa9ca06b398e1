"""Where jobs that do not know each other meet; imported once when the site starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.audit.queries import scope_by
from chibo.directives.queries.tasks import to_discuss
from chibo.domain.evaluation.evidence import ANSWERED, MADE_UP, PRESENT, Item, Kind
from chibo.domain.tasks import TaskSide
from chibo.evaluations.labels import GRADES
from chibo.evaluations.queries.agenda import to_vote_on
from chibo.evaluations.queries.evidence import open_evidence_by, tell_evidence_by
from chibo.evaluations.queries.last_years import last_years_of
from chibo.feedback.labels import THEMES
from chibo.feedback.queries.evidence import answers_between, answers_open_to
from chibo.feedback.queries.tasks import to_read_back
from chibo.kit.language import source_language
from chibo.meetings.models import Meeting
from chibo.meetings.queries.agenda import Point, tell_agenda_by
from chibo.meetings.queries.evidence import (
    TaskRecord,
    initiatives_between,
    marks_between,
    marks_open_to,
    opinions_open_to,
    tasks_between,
    tasks_open_to,
)
from chibo.nominations.queries.tasks import to_consider
from chibo.registry.models import RoleHolding, Unit, UnitVersion
from chibo.registry.panels import Line, Panel, show_by
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Member


@scope_by
def audited(viewer: User) -> Q | None:
    """The entries of everyone who ever held roles only where ``viewer`` may audit; all of them at the top of the tree.

    Such people act within their own scope only, so what they did lies within the viewer's.
    """
    paths = scope_paths(viewer, Right.AUDIT)
    if paths is None or any(path.count("/") == 2 for path in paths):
        return Q()
    if not paths:
        return None
    units = UnitVersion.objects.valid().filter(in_scope(viewer, Right.AUDIT)).values("unit_id")
    holdings = RoleHolding.objects.valid()
    inside, outside = holdings.filter(unit__in=units), holdings.exclude(unit__in=units)
    return Q(actor__in=inside.values("user_id")) & ~Q(actor__in=outside.values("user_id"))


@tell_agenda_by
def directives_to_discuss(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """Directives that came since the cell's last meeting."""
    for row in to_discuss(cell, since=since, on=on):
        address = reverse("directives:directive", args=[row.pk])
        yield Point("DIRECTIVE", f"Quán triệt văn bản {row.number}, {row.issuer}", row.subject, address)


@tell_agenda_by
def concerns_to_read_back(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """Answers owed to residents: by number and theme, never their words."""
    with source_language():
        for row in to_read_back(cell, on):
            words = f"Đọc lại trả lời cho tâm tư số {row.pk} ({str(THEMES[row.theme]).lower()})"
            yield Point("CONCERN", words, address=reverse("feedback:concern", args=[row.pk]))


@tell_agenda_by
def nominations_to_consider(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """Who was put forward and waits for the cell: by number, never by name."""
    with source_language():
        for row in to_consider(cell, on):
            yield Point("ADMISSION", row.words, address=reverse("nominations:nomination", args=[row.number]))


@tell_agenda_by
def reviews_to_vote_on(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """The members of a cycle on whom the cell gives its word and votes: how many, never who."""
    with source_language():
        for row in to_vote_on(cell, on):
            period = f"kỳ kiểm điểm từ {row.cycle.starts_on:%d/%m/%Y}"
            words = f"Nhận xét, bỏ phiếu xếp loại {row.count} đảng viên ({period})"
            yield Point("REVIEW", words, address=reverse("evaluations:reviews"))


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


@show_by
def grades_of_last_years(member: Member, day: date, viewer: User) -> Panel | None:
    """How the member was graded in the last three years."""
    rows = last_years_of(member, day, viewer=viewer)
    lines = [
        Line(
            _("Năm %(year)s") % {"year": row.starts_on.year},
            GRADES[row.grade],
            reverse("evaluations:evidence", args=[row.review_id]),
        )
        for row in rows
    ]
    return Panel(_("Xếp loại ba năm gần nhất"), lines)


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
