"""One meeting: who may open it, who is on its roll, who came; and what a month of meetings says of each member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from chibo.domain import rules
from chibo.domain.meetings import MeetingKind, OnRoll, Presence, Turnout, turnout_of
from chibo.domain.organisation import Standing
from chibo.meetings.models import (
    STANDS,
    AgendaItem,
    Attendance,
    Exemption,
    Guest,
    Meeting,
    MeetingPaper,
    MeetingScore,
    Minutes,
    Opinion,
)
from chibo.meetings.queries.calendars import with_names
from chibo.registry.models import Member, Membership, Officer, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User

_DOORS = Signer(salt="chibo.meetings.door")


def opened_to(viewer: User) -> QuerySet:
    """Meetings, called off or not, whose page ``viewer`` may open: of cells in scope, and of their own cell on its day."""
    seen = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_MEETINGS)).values("unit_id")
    if viewer.is_local_operator:
        return Meeting.objects.all()
    stays = Membership.objects.valid().filter(
        Q(ends_on=None) | Q(ends_on__gt=OuterRef("on")),
        member__user=viewer,
        cell=OuterRef("cell"),
        starts_on__lte=OuterRef("on"),
    )
    return Meeting.objects.filter(Q(cell__in=seen) | Exists(stays))


def meeting_of(pk: int, *, viewer: User) -> Meeting:
    """Raises ``Http404`` where there is none that ``viewer`` may open."""
    rows = with_names(opened_to(viewer)).select_related("cell", "makes_up", "called_off_by", "called_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def with_openness(meetings: QuerySet, *, viewer: User) -> QuerySet:
    """``meetings`` with ``is_open``: whether ``viewer`` may open the page of each."""
    return meetings.annotate(is_open=Exists(opened_to(viewer).filter(pk=OuterRef("pk"))))


def open_in(cell: Unit, *, viewer: User) -> set[int]:
    """Ids of the meetings of ``cell`` whose page ``viewer`` may open. One SQL query."""
    return set(opened_to(viewer).filter(cell=cell).values_list("pk", flat=True))


def kept_by(viewer: User) -> QuerySet:
    """Meetings in force that ``viewer`` keeps: agenda, attendance, minutes."""
    cells = UnitVersion.objects.valid().filter(in_scope(viewer, Right.KEEP_MEETINGS)).values("unit_id")
    return Meeting.objects.filter(STANDS, cell__in=cells)


@dataclass(frozen=True, slots=True)
class RollLine:
    """One member on the roll of a meeting with what is known of them."""

    member: Member
    standing: Standing
    is_exempt: bool
    mark: Attendance | None

    @property
    def presence(self) -> Presence:
        if self.mark is not None:
            return Presence(self.mark.presence)
        return Presence.EXEMPT if self.is_exempt else Presence.UNKNOWN

    @property
    def is_official(self) -> bool:
        return self.standing is Standing.OFFICIAL


def roll_of(meeting: Meeting) -> list[RollLine]:
    """Who is asked to ``meeting``, by given name: the cell's official stays of its day, exempt members marked as such.

    A make-up session asks those whom the meeting it follows marked as absent. Three SQL queries, four for a make-up.
    """
    stays = Membership.objects.on(meeting.on).filter(cell=meeting.cell_id, kind=Membership.OFFICIAL)
    if meeting.makes_up_id is not None:
        absent = Attendance.objects.filter(meeting=meeting.makes_up_id, presence=Presence.ABSENT.value)
        stays = stays.filter(member__in=absent.values("member_id"))
    members = [stay.member for stay in stays.select_related("member").order_by("member__sort_key", "member_id")]
    exempt = set(Exemption.objects.on(meeting.on).filter(member__in=members).values_list("member_id", flat=True))
    marks = {mark.member_id: mark for mark in Attendance.objects.filter(meeting=meeting).select_related("marked_by")}
    return [
        RollLine(
            member,
            rules.standing(member.official_from, on=meeting.on),
            member.pk in exempt,
            marks.get(member.pk),
        )
        for member in members
    ]


def turnout(roll: Iterable[RollLine]) -> Turnout:
    """The figures of ``roll``."""
    return turnout_of(OnRoll(line.member.pk, line.standing, line.presence) for line in roll)


def own_mark(meeting: Meeting, viewer: User) -> Attendance | None:
    """What is known of the viewer's own presence."""
    return Attendance.objects.filter(meeting=meeting, member__user=viewer).first()


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes as they stand, draft or signed; the document without its prints."""
    rows = Minutes.objects.filter(meeting=meeting).select_related("chair", "minute_taker", "written_by", "document")
    return rows.defer("document__content", "document__pdf", "document__docx").first()


def lock(meeting: Meeting) -> Meeting:
    """``meeting`` read again and locked until the end of the transaction."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("cell", "makes_up").get(pk=meeting.pk)


def guests_of(meeting: Meeting) -> list[Guest]:
    return list(meeting.guests.filter(struck_on=None).order_by("pk"))


def papers_of(meeting: Meeting) -> list[MeetingPaper]:
    """Papers of the meeting, each with its document without prints."""
    rows = meeting.papers.filter(withdrawn_on=None).select_related("document").order_by("pk")
    return list(rows.defer("document__content", "document__pdf", "document__docx"))


def paper_of(meeting: Meeting, pk: int) -> MeetingPaper:
    """Raises ``Http404``."""
    found = meeting.papers.filter(withdrawn_on=None, pk=pk).first()
    if found is None:
        raise Http404
    return found


def item_of(meeting: Meeting, pk: int) -> AgendaItem:
    """The item ``pk`` on the agenda. Raises ``Http404``."""
    found = meeting.agenda.filter(taken_out_on=None, pk=pk).select_related("meeting__cell").first()
    if found is None:
        raise Http404
    return found


def opinions_of(meeting: Meeting) -> list[Opinion]:
    return list(meeting.opinions.select_related("raised_by", "item", "settled_by").order_by("pk"))


def opinion_of(meeting: Meeting, pk: int) -> Opinion:
    """Raises ``Http404``."""
    found = meeting.opinions.filter(pk=pk).select_related("meeting__cell", "raised_by").first()
    if found is None:
        raise Http404
    return found


def score_of(meeting: Meeting) -> MeetingScore | None:
    return MeetingScore.objects.filter(meeting=meeting).select_related("scored_by").first()


def make_ups_of(meeting: Meeting) -> list[Meeting]:
    """The make-up sessions in force that follow ``meeting``."""
    return list(meeting.make_ups.filter(STANDS).order_by("on", "pk"))


def position_of(member: Member, meeting: Meeting) -> str:
    """The post that ``member`` held in the cell on the day of ``meeting``, in capitals as papers have it; or empty."""
    posts = {Officer.SECRETARY: "BÍ THƯ", Officer.STANDING_DEPUTY: "PHÓ BÍ THƯ", Officer.DEPUTY_SECRETARY: "PHÓ BÍ THƯ"}
    held = Officer.objects.on(meeting.on).filter(unit=meeting.cell_id, member=member).values_list("post", flat=True)
    return next((words for post, words in posts.items() if post in set(held)), "")


def secretary_of(meeting: Meeting) -> Member | None:
    """Who led the cell on the day of ``meeting``."""
    rows = Officer.objects.on(meeting.on).filter(unit=meeting.cell_id, post=Officer.SECRETARY).select_related("member")
    found = rows.first()
    return found.member if found is not None else None


def door_token(meeting: Meeting) -> str:
    """What the code at the door of ``meeting`` carries: of that meeting and that day alone."""
    return _DOORS.signature(f"{meeting.pk}-{meeting.on.isoformat()}")


def is_door(meeting: Meeting, token: str) -> bool:
    """Whether ``token`` is that of the door of ``meeting`` as it now stands."""
    text = f"{meeting.pk}-{meeting.on.isoformat()}"
    try:
        _DOORS.unsign(f"{text}{_DOORS.sep}{token}")
    except BadSignature:
        return False
    return True


def exemptions_of(cell: Unit, day: date) -> QuerySet:
    """Who is exempt from meetings of ``cell`` on ``day``, by given name."""
    rows = Exemption.objects.on(day).filter(cell=cell).select_related("member", "cell")
    return rows.order_by("member__sort_key", "member_id")


def exemption_of(cell: Unit, pk: int) -> Exemption:
    """The open one ``pk`` of ``cell``. Raises ``Http404``."""
    found = Exemption.objects.open().filter(cell=cell, pk=pk).select_related("member", "cell").first()
    if found is None:
        raise Http404
    return found


def members_of(cell: Unit, day: date) -> list[Member]:
    """Those with an official stay in ``cell`` on ``day``, by given name."""
    stays = Membership.objects.on(day).filter(cell=cell, kind=Membership.OFFICIAL).select_related("member")
    return [stay.member for stay in stays.order_by("member__sort_key", "member_id")]


@dataclass(frozen=True, slots=True)
class Attended:
    """How many meetings a member was asked to in a period, and how many of them they attended or made up."""

    asked: int
    attended: int
    without_leave: int


def attendance_between(member_ids: Iterable[int], first: date, last: date) -> dict[int, Attended]:
    """Member id → their attendance at meetings from ``first`` to ``last``, both included. Two SQL queries.

    A meeting that was missed and made up at the session that follows it counts as attended.
    """
    marks = Attendance.objects.filter(
        member__in=list(member_ids), meeting__in=Meeting.objects.filter(STANDS, on__range=(first, last))
    ).exclude(meeting__kind=MeetingKind.MAKE_UP)
    made_up = set(
        Attendance.objects.filter(
            member__in=list(member_ids), presence=Presence.PRESENT.value, meeting__makes_up__on__range=(first, last)
        )
        .filter(meeting__in=Meeting.objects.filter(STANDS))
        .values_list("member_id", "meeting__makes_up_id")
    )
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for member_id, meeting_id, presence, reason in marks.values_list("member_id", "meeting_id", "presence", "reason"):
        came = presence == Presence.PRESENT or (member_id, meeting_id) in made_up
        found[member_id][0] += 1
        found[member_id][1] += came
        found[member_id][2] += reason == "NO_LEAVE" and not came
    return {member_id: Attended(*counts) for member_id, counts in found.items()}
