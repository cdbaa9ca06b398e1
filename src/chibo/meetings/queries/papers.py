"""What the papers of a meeting say, gathered under the names of its day; and who may read them once signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.documents.models import Document
from chibo.documents.ways import Way
from chibo.domain.meetings import AbsenceReason, MeetingKind, Presence, quorum_needed
from chibo.domain.papers.meetings import (
    AttendanceSheet,
    Held,
    Item,
    MeetingMinutes,
    MinutesSupplement,
    Person,
)
from chibo.domain.papers.wording import BLANK, count, in_sentence, proper_name
from chibo.kit.language import source_language
from chibo.meetings.models import Meeting, MeetingScore, Minutes, Opinion, Supplement
from chibo.meetings.queries.agenda import items_of
from chibo.meetings.queries.meetings import (
    RollLine,
    guests_of,
    opened_to,
    opinions_of,
    position_of,
    roll_of,
    score_of,
    turnout,
)
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

_KIND_WORDS = {
    MeetingKind.REGULAR: "định kỳ tháng {month}",
    MeetingKind.THEMATIC: "chuyên đề “{theme}”",
    MeetingKind.EXTRAORDINARY: "bất thường",
    MeetingKind.MAKE_UP: "bù cho buổi ngày {missed}",
}


def kind_words(meeting: Meeting) -> str:
    """How papers name the meeting after ``sinh hoạt chi bộ``: ``định kỳ tháng 6 năm 2019``."""
    words = _KIND_WORDS[MeetingKind(meeting.kind)].format(
        month=f"{meeting.month.month} năm {meeting.month.year}",
        theme=meeting.theme,
        missed=f"{meeting.makes_up.on:%d/%m/%Y}" if meeting.makes_up is not None else BLANK,
    )
    if meeting.theme and meeting.kind != MeetingKind.THEMATIC:
        words += f" kết hợp chuyên đề “{meeting.theme}”"
    return words


def held_of(meeting: Meeting, place: str = "") -> Held:
    """The frame of every paper of ``meeting``. Two SQL queries."""
    cell = UnitVersion.objects.on(meeting.on).filter(unit=meeting.cell_id).first()
    above = name_on(cell.parent_id, meeting.on) if cell is not None and cell.parent_id else ""
    return Held(
        cell=cell.name if cell is not None else name_on(meeting.cell_id, meeting.on),
        superior=f"Đảng bộ {in_sentence(above)}" if above else "",
        town=proper_name(above),
        kind=kind_words(meeting),
        held_on=meeting.on,
        place=place or meeting.hall,
        online=meeting.is_online,
    )


def sheet_facts(meeting: Meeting) -> AttendanceSheet:
    """The attendance sheet to print before the meeting; reasons known by then stand in it."""
    roll = roll_of(meeting)
    return AttendanceSheet(
        held=held_of(meeting),
        roll=tuple(_person(line) for line in roll if line.presence is not Presence.EXEMPT),
        exempt=tuple(_person(line) for line in roll if line.presence is Presence.EXEMPT),
    )


def minutes_facts(meeting: Meeting, minutes: Minutes) -> MeetingMinutes:
    """What the minutes say as they now stand, without number and day of signing."""
    roll = roll_of(meeting)
    figures = turnout(roll)
    quorum = ""
    if meeting.kind != MeetingKind.MAKE_UP:
        needed = quorum_needed(figures.asked, meeting.on)
        enough = "đủ" if figures.voting >= needed else "chưa đủ"
        quorum = (
            f"Có {count(figures.voting)}/{count(figures.asked)} đảng viên chính thức phải dự, {enough} số lượng để "
            "chi bộ thảo luận và biểu quyết."
        )
    return MeetingMinutes(
        held=held_of(meeting, minutes.place),
        opened_at=minutes.opened_at,
        closed_at=minutes.closed_at,
        chair=minutes.chair.full_name,
        chair_position=_position(minutes, meeting),
        minute_taker=minutes.minute_taker.full_name,
        present=tuple(_person(line) for line in roll if line.presence is Presence.PRESENT),
        absent_with_leave=_absent(roll, leave=True),
        absent_without_leave=_absent(roll, leave=False),
        exempt=tuple(_person(line) for line in roll if line.presence is Presence.EXEMPT),
        guests=tuple(Person(name=row.name, note=row.position) for row in guests_of(meeting)),
        quorum=quorum,
        items=tuple(
            Item(
                label=row.label,
                detail=row.detail,
                summary=row.summary,
                conclusion=row.conclusion,
                votes=row.votes,
            )
            for row in items_of(meeting)
        ),
        opinions=tuple(_opinion(row) for row in opinions_of(meeting)),
        general=minutes.general,
        score=_score(score_of(meeting)),
    )


def supplement_facts(minutes: Minutes, text: str) -> MinutesSupplement:
    """A note on the signed ``minutes``."""
    meeting = minutes.meeting
    assert minutes.document is not None and minutes.signed_on is not None
    return MinutesSupplement(
        held=held_of(meeting, minutes.place),
        minutes=minutes.document.symbol,
        minutes_signed_on=minutes.signed_on,
        text=text,
        chair=minutes.chair.full_name,
        chair_position=_position(minutes, meeting),
    )


def _position(minutes: Minutes, meeting: Meeting) -> str:
    words = position_of(minutes.chair, meeting)
    return words.capitalize().replace("bí thư", "Bí thư") if words else "chủ trì"


def _person(line: RollLine) -> Person:
    reason = ""
    if line.mark is not None and line.mark.reason:
        with source_language():
            reason = str(line.mark.get_reason_display()).lower()
    return Person(name=line.member.full_name, official=line.is_official, note=reason)


def _absent(roll: Iterable[RollLine], *, leave: bool) -> tuple[Person, ...]:
    return tuple(
        _person(line)
        for line in roll
        if line.mark is not None
        and line.presence is Presence.ABSENT
        and (line.mark.reason != AbsenceReason.NO_LEAVE) is leave
    )


def _opinion(row: Opinion) -> str:
    with source_language():
        kind, outcome = str(row.get_kind_display()), str(row.get_outcome_display())
    who = f"đồng chí {row.raised_by.full_name}" if row.raised_by is not None else row.raised_by_guest
    end = f" {outcome}: {row.outcome_words}" if row.settled_on is not None else ""
    return f"{kind} của {who}: {row.text}{end}"


def _score(score: MeetingScore | None) -> str:
    if score is None:
        return ""
    with source_language():
        return f"{score.total}/100 điểm, mức {str(score.get_level_display()).lower()}."


def minutes_addressed_to(viewer: User) -> QuerySet | None:
    """Ids of the minutes, and notes on them, of the cells whose meetings ``viewer`` reads, beside their right to papers."""
    if scope_paths(viewer, Right.VIEW_MEETINGS) == scope_paths(viewer, Right.VIEW_DOCUMENTS):
        return None
    cells = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_MEETINGS)).values("unit_id")
    signed = Minutes.objects.filter(document__isnull=False, meeting__cell__in=cells).values("document_id")
    notes = Supplement.objects.filter(minutes__meeting__cell__in=cells).values("document_id")
    return Document.objects.filter(Q(pk__in=signed) | Q(pk__in=notes)).values("pk")


def way_from(document: Document, viewer: User) -> Way | None:
    """From a print of minutes to their meeting."""
    found = opened_to(viewer).filter(Q(minutes__document=document.pk) | Q(minutes__supplements__document=document.pk))
    pk = found.values_list("pk", flat=True).first()
    return Way(_("Mở buổi sinh hoạt"), reverse("meetings:meeting", args=[pk])) if pk is not None else None
