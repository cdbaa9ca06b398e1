"""Meetings of the secretary's cell: one to come back to, one with its minutes signed; an exemption, an initiative."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.meetings.models import Meeting
from chibo.meetings.queries.meetings import door_token
from chibo.meetings.services.attendance import exempt_member, mark_attendance, note_guests
from chibo.meetings.services.meetings import add_item, add_paper, choose_theme
from chibo.meetings.services.opinions import share_initiative
from tests.factories.held import attended, called, initiative, people, signed, written
from tests.factories.registry import World, make_member, operator

APRIL, MAY = date(2019, 4, 3), date(2019, 5, 6)


def subjects(world: World) -> dict[str, Any]:
    """``open_meeting`` has a draft of its minutes; ``signed_meeting`` is frozen; ``own_meeting`` is the member's."""
    who = people(world, appointed=False)
    frozen = signed(world, who, called(world, on=APRIL), on=APRIL)
    meeting = called(world, on=MAY)
    written(world, who, attended(world, who, meeting, third="ILL"))
    exempted = make_member(world.first_cell, "Võ Thị Lão")
    exemption = exempt_member(
        actor=operator(), cell=world.first_cell, member=exempted, ground="AGE", on=date(2019, 9, 1)
    )
    paper = add_paper(actor=operator(), meeting=meeting, title="Báo cáo tháng", text="Kết quả", on=MAY)
    idea = initiative(world, who, meeting)
    share_initiative(actor=operator(), opinion=idea, on=MAY)
    own = called(world, cell=world.agency, on=MAY)
    add_item(actor=operator(), meeting=own, label="Thông báo", on=MAY)
    return {
        "open_meeting": meeting.pk,
        "signed_meeting": frozen.pk,
        "own_meeting": own.pk,
        "meeting_item": meeting.agenda.order_by("pk")[0].pk,
        "meeting_paper": paper.pk,
        "meeting_opinion": idea.pk,
        "meeting_door": door_token(meeting),
        "exemption": exemption.pk,
    }


def grow(world: World, number: int) -> None:
    """More members, items, papers, opinions and guests of the open meeting; more meetings of the cell."""
    meeting = Meeting.objects.get(cell=world.first_cell, kind="REGULAR", on=MAY)
    made = Meeting.objects.filter(cell=world.first_cell, kind="EXTRAORDINARY").count()
    for place in range(number):
        member = make_member(world.first_cell, f"Người Họp {place}")
        marks = {member.pk: "DUTY"}
        mark_attendance(actor=operator(), meeting=meeting, marks=marks, on=MAY)
        add_item(actor=operator(), meeting=meeting, label=f"Việc {place}", on=MAY)
        add_paper(actor=operator(), meeting=meeting, title=f"Giấy {place}", text="x", on=MAY)
        idea = initiative(world, None, meeting, raised_by=member)
        share_initiative(actor=operator(), opinion=idea, on=MAY)
        more = called(world, kind="EXTRAORDINARY", on=date(2019, 8, 1 + made + place))
        choose_theme(actor=operator(), meeting=more, theme="Nêu gương", on=MAY)
    note_guests(actor=operator(), meeting=meeting, guests=[(f"Khách {n}", "") for n in range(number)], on=MAY)
