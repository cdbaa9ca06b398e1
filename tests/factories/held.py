"""Meetings of the secretary's cell in June 2019, in every stage, with members who come and members who do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from chibo.meetings.models import Meeting, Opinion
from chibo.meetings.queries.meetings import roll_of
from chibo.meetings.services.attendance import mark_attendance
from chibo.meetings.services.meetings import add_item, call_meeting
from chibo.meetings.services.minutes import Conclusion, Frame, Words, sign_minutes, write_minutes
from chibo.meetings.services.opinions import note_opinion
from chibo.registry.models import Member, Unit
from chibo.registry.services.units import appoint_officer
from tests.factories.registry import YEAR_2015, World, make_member, operator

HELD_ON = date(2019, 6, 3)
SIGNED_ON = date(2019, 6, 5)
OPENED, CLOSED = time(7, 30), time(9, 15)


@dataclass
class People:
    """The first cell: its secretary (the account ``secretary``), two more official members, one on probation."""

    leader: Member
    taker: Member
    third: Member
    probationary: Member

    @property
    def all(self) -> list[Member]:
        return [self.leader, self.taker, self.third, self.probationary]


def people(world: World, *, appointed: bool = True) -> People:
    """Adds to the world's first cell; with ``appointed`` its secretary is in office."""
    leader = world.secretary.member
    if appointed:
        appoint_officer(actor=operator(), unit=world.first_cell, member=leader, post="SECRETARY", on=YEAR_2015)
    return People(
        leader,
        make_member(world.first_cell, "Lý Thị Ghi"),
        make_member(world.first_cell, "Cao Văn Họp"),
        make_member(world.first_cell, "Mai Dự Bị", official=False),
    )


def called(world: World, *, cell: Unit | None = None, on: date = HELD_ON, kind: str = "REGULAR", **given) -> Meeting:
    """A meeting that the cell called."""
    given = {"theme": "Xây dựng khu phố văn minh"} | given if kind == "THEMATIC" else given
    return call_meeting(
        actor=operator(),
        cell=cell or world.first_cell,
        kind=kind,
        held_on=on,
        session=given.pop("session", "MORNING"),
        on=on.replace(day=1),
        **given,
    )


def attended(world: World, who: People, meeting: Meeting, **absent: str) -> Meeting:
    """Everybody came but those named (``third="ILL"``)."""
    marks = {line.member.pk: "PRESENT" for line in roll_of(meeting)}
    marks |= {getattr(who, name).pk: reason for name, reason in absent.items()}
    return mark_attendance(actor=world.secretary, meeting=meeting, marks=marks, on=meeting.on)


def written(world: World, who: People, meeting: Meeting, votes: tuple[int, int, int] | None = None) -> Meeting:
    """The minutes are ready to sign: one item, with its votes where some are given."""
    item = add_item(actor=world.secretary, meeting=meeting, label="Đường hoa khu phố", on=meeting.on)
    frame = Frame(OPENED, who.leader, who.taker, CLOSED, "Nhà văn hoá khu phố")
    words = Words({item.pk: Conclusion("Bàn cách trồng.", "Trồng hoa trước 30/6.", votes)}, "Thống nhất.")
    write_minutes(actor=world.secretary, meeting=meeting, on=meeting.on, frame=frame, wording=words)
    return meeting


def signed(
    world: World,
    who: People,
    meeting: Meeting | None = None,
    on: date = SIGNED_ON,
    votes: tuple[int, int, int] | None = (3, 0, 0),
) -> Meeting:
    """A meeting from call to signed minutes."""
    meeting = meeting or called(world)
    written(world, who, attended(world, who, meeting), votes)
    sign_minutes(actor=world.secretary, meeting=meeting, on=on)
    return meeting


def initiative(world: World, who: People | None, meeting: Meeting, **given) -> Opinion:
    facts = {
        "kind": "INITIATIVE",
        "raised_by": who and who.third,
        "wording": "Đổi rác lấy cây xanh",
        "on": meeting.on,
    } | given
    return note_opinion(actor=world.secretary, meeting=meeting, **facts)
