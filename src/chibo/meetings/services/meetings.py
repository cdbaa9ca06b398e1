"""Meetings that the cell calls itself, and what is settled about any meeting before it: theme, form, agenda, papers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.documents.models import Document
from chibo.domain.meeting_calendar.problem import Session
from chibo.domain.meetings import Ground, MeetingKind, Presence, check_online
from chibo.domain.rules import refusal
from chibo.meetings import policies
from chibo.meetings.models import STANDS, AgendaItem, Attendance, Meeting, MeetingPaper, Minutes
from chibo.meetings.queries.agenda import items_of, points_for
from chibo.meetings.queries.meetings import lock, roll_of
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.queries.units import lock as lock_unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


def opened(meeting: Meeting) -> Meeting:
    """``meeting`` locked, for use cases to change.

    Raises ``RuleBroken``: MEETING_CALLED_OFF, MINUTES_SIGNED (nothing about it changes any more).
    """
    meeting = lock(meeting)
    if not meeting.stands:
        require([refusal("MEETING_CALLED_OFF", on=meeting.on)])
    signed_on = Minutes.objects.filter(meeting=meeting).values_list("signed_on", flat=True).first()
    if signed_on is not None:
        require([refusal("MINUTES_SIGNED", day=signed_on)])
    return meeting


@use_case("meetings.meeting_called", label=_("Triệu tập buổi sinh hoạt"), allowed=policies.may_call)
def call_meeting(
    *,
    actor: User,
    cell: Unit,
    kind: str,
    held_on: date,
    session: str,
    on: date,
    hall: str = "",
    theme: str = "",
    makes_up: Meeting | None = None,
) -> Meeting:
    """``cell`` meets on ``held_on`` besides what the calendar sets; a monthly meeting only where none stands in the month.

    A thematic one needs a ``theme``; a make-up session follows ``makes_up``, whose absentees it asks, within its month.
    Raises ``RuleBroken``: CELL_NOT_IN_FORCE, MONTHLY_MEETING_STANDS, MEETING_SET_ALREADY, THEME_WANTED,
    MAKE_UP_OF_WHAT, MAKE_UP_OUT_OF_MONTH, NOBODY_TO_MAKE_UP, MEETING_CALLED_OFF.
    """
    lock_unit(cell)
    if not UnitVersion.objects.on(held_on).filter(unit=cell).exists():
        require([refusal("CELL_NOT_IN_FORCE", cell=name_on(cell, held_on), on=held_on)])
    what, month, theme = MeetingKind(kind), held_on.replace(day=1), " ".join(theme.split())
    standing = Meeting.objects.filter(STANDS, cell=cell)
    if what is MeetingKind.REGULAR and (row := standing.filter(month=month, kind=what.value).first()) is not None:
        require([refusal("MONTHLY_MEETING_STANDS", month=f"{month:%m/%Y}", on=row.on)])
    if standing.filter(on=held_on, session=session).exists():
        require([refusal("MEETING_SET_ALREADY", on=held_on)])
    if what is MeetingKind.THEMATIC and not theme:
        require([refusal("THEME_WANTED")])
    if what is MeetingKind.MAKE_UP:
        _check_make_up(cell, makes_up, held_on)
    meeting = Meeting(
        cell=cell,
        kind=what.value,
        month=month,
        on=held_on,
        session=Session(session).value,
        hall=" ".join(hall.split()),
        theme=theme,
        makes_up=makes_up if what is MeetingKind.MAKE_UP else None,
        called_by=actor,
        called_on=on,
    )
    meeting.save()
    return meeting


def _check_make_up(cell: Unit, makes_up: Meeting | None, held_on: date) -> None:
    if makes_up is None or makes_up.cell_id != cell.pk or makes_up.kind == MeetingKind.MAKE_UP:
        require([refusal("MAKE_UP_OF_WHAT")])
        raise AssertionError("a refusal raises")
    if not makes_up.stands:
        require([refusal("MEETING_CALLED_OFF", on=makes_up.on)])
    if not makes_up.on <= held_on or held_on.replace(day=1) != makes_up.month:
        require([refusal("MAKE_UP_OUT_OF_MONTH", on=held_on, day=makes_up.on)])
    if not Attendance.objects.filter(meeting=makes_up, presence=Presence.ABSENT.value).exists():
        require([refusal("NOBODY_TO_MAKE_UP", day=makes_up.on)])


@use_case("meetings.meeting_cancelled", label=_("Huỷ buổi sinh hoạt đã triệu tập"), allowed=policies.may_keep)
def cancel_meeting(*, actor: User, meeting: Meeting, on: date, reason: str) -> Meeting:
    """A meeting that the cell called is not held.

    Raises ``RuleBroken``: MEETING_SET_BY_CALENDAR, MEETING_ATTENDED, CANCEL_REASON_WANTED, and those of ``opened``.
    """
    meeting = opened(meeting)
    if meeting.adoption_id is not None:
        require([refusal("MEETING_SET_BY_CALENDAR")])
    if Attendance.objects.filter(meeting=meeting).exists():
        require([refusal("MEETING_ATTENDED", on=meeting.on)])
    if not reason.strip():
        require([refusal("CANCEL_REASON_WANTED")])
    meeting.cancelled_on, meeting.cancel_reason = on, reason.strip()
    meeting.save()
    return meeting


@use_case("meetings.theme_chosen", label=_("Gắn chuyên đề vào buổi sinh hoạt"), allowed=policies.may_keep)
def choose_theme(*, actor: User, meeting: Meeting, theme: str, on: date) -> Meeting:
    """The meeting holds a thematic part on ``theme``; with an empty one a regular or extraordinary one holds none.

    Raises ``RuleBroken``: THEME_WANTED, NO_THEME_AT_MAKE_UP, and those of ``opened``.
    """
    meeting, theme = opened(meeting), " ".join(theme.split())
    if meeting.kind == MeetingKind.MAKE_UP:
        require([refusal("NO_THEME_AT_MAKE_UP")])
    if meeting.kind == MeetingKind.THEMATIC and not theme:
        require([refusal("THEME_WANTED")])
    meeting.theme = theme
    meeting.save()
    return meeting


@use_case("meetings.form_chosen", label=_("Chọn hình thức sinh hoạt"), allowed=policies.may_keep)
def choose_form(
    *, actor: User, meeting: Meeting, is_online: bool, on: date, away: Mapping[Ground, int] | None = None
) -> Meeting:
    """The meeting is held online (``away``: how many members cannot be in one place, by ground) or in person.

    Raises ``RuleBroken``: ONLINE_NOT_YET_ALLOWED, ONLINE_TOO_FEW_AWAY, and those of ``opened``.
    """
    meeting = opened(meeting)
    counts = {ground: count for ground, count in (away or {}).items() if count}
    if is_online:
        require(check_online(meeting.on, counts, members=sum(not line.is_exempt for line in roll_of(meeting))))
    meeting.is_online = is_online
    meeting.online_grounds = {ground.value: count for ground, count in counts.items()} if is_online else {}
    meeting.save()
    return meeting


@use_case("meetings.agenda_filled", label=_("Lấy nội dung vào chương trình"), allowed=policies.may_keep)
def fill_agenda(*, actor: User, meeting: Meeting, on: date, keys: Collection[str] | None = None) -> Meeting:
    """What the jobs tell for the meeting stands at the end of its agenda: all of it, or what ``keys`` name."""
    meeting = opened(meeting)
    points = [point for point in points_for(meeting) if keys is None or point.key in keys]
    place = _last_place(meeting)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            place=place + number,
            kind=point.kind,
            label=point.label[:300],
            detail=point.detail[:500],
            address=point.address,
        )
        for number, point in enumerate(points, start=1)
    )
    return meeting


@use_case("meetings.agenda_item_added", label=_("Thêm nội dung vào chương trình"), allowed=policies.may_keep)
def add_item(
    *, actor: User, meeting: Meeting, label: str, on: date, detail: str = "", kind: str = "OTHER"
) -> AgendaItem:
    """``label`` stands at the end of the agenda. Raises ``RuleBroken`` as ``opened``."""
    meeting = opened(meeting)
    item = AgendaItem(
        meeting=meeting, place=_last_place(meeting) + 1, kind=kind, label=" ".join(label.split()), detail=detail.strip()
    )
    item.save()
    return item


@use_case("meetings.agenda_item_moved", label=_("Đổi thứ tự chương trình"), allowed=policies.may_keep_item)
def move_item(*, actor: User, item: AgendaItem, up: bool, on: date) -> AgendaItem:
    """``item`` changes places with the one before it, or after it; at the end it stays. Raises as ``opened``."""
    meeting = opened(item.meeting)
    rows = items_of(meeting)
    here = next((index for index, row in enumerate(rows) if row.pk == item.pk), None)
    there = None if here is None else here - 1 if up else here + 1
    if here is not None and there is not None and 0 <= there < len(rows):
        rows.insert(there, rows.pop(here))
        for place, row in enumerate(rows, start=1):
            if row.place != place:
                row.place = place
                row.save()
    return item


@use_case("meetings.agenda_item_taken_out", label=_("Bỏ nội dung khỏi chương trình"), allowed=policies.may_keep_item)
def take_out_item(*, actor: User, item: AgendaItem, on: date) -> AgendaItem:
    """``item`` is no longer on the agenda; its row stays. Raises ``RuleBroken`` as ``opened``."""
    opened(item.meeting)
    item.taken_out_on = on
    item.save()
    return item


@use_case("meetings.paper_added", label=_("Thêm tài liệu của buổi sinh hoạt"), allowed=policies.may_keep)
def add_paper(
    *, actor: User, meeting: Meeting, title: str, on: date, text: str = "", document: Document | None = None
) -> MeetingPaper:
    """A short text, or a signed paper of the system, goes with the meeting. Raises: PAPER_EMPTY, and as ``opened``."""
    meeting = opened(meeting)
    if not text.strip() and document is None:
        require([refusal("PAPER_EMPTY")])
    paper = MeetingPaper(
        meeting=meeting, title=title.strip(), text=text.strip(), document=document, added_by=actor, added_on=on
    )
    paper.save()
    return paper


@use_case("meetings.paper_withdrawn", label=_("Rút tài liệu của buổi sinh hoạt"), allowed=policies.may_keep)
def withdraw_paper(*, actor: User, meeting: Meeting, paper: MeetingPaper, on: date) -> MeetingPaper:
    """``paper`` no longer goes with ``meeting``. Raises ``RuleBroken`` as ``opened``."""
    opened(meeting)
    paper.withdrawn_on = on
    paper.save()
    return paper


def _last_place(meeting: Meeting) -> int:
    return AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("place"))["last"] or 0
