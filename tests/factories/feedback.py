"""Concerns over the world of ``tests.factories.registry``, taken as far as a test needs, in March 2019."""

from __future__ import annotations

from datetime import date

from chibo.accounts.models import User
from chibo.feedback.models import Concern
from chibo.feedback.services.concerns import Wording, note_concern
from chibo.feedback.services.handling import answer_concern, close_concern, read_back, route_concern
from chibo.registry.models import Member, Office, Unit
from chibo.registry.services.members import record_employment
from chibo.registry.services.units import open_office
from tests.factories.registry import YEAR_2015, World, operator

RAISED_ON = date(2019, 3, 4)
DUE_ON = date(2019, 3, 18)
ROUTED_ON = date(2019, 3, 5)
ANSWERED_ON = date(2019, 3, 12)
MEETING_ON = date(2019, 4, 3)
TEXT = "Cống đầu hẻm nghẹt, nước tràn vào nhà khi mưa"


def land_office(world: World, *, head: Member | None = None) -> Office:
    """The office of the commune that concerns go to; made once."""
    known = Office.objects.filter(commune=world.commune, code="DC").first()
    facts = {"code": "DC", "name": "Địa chính – Xây dựng", "on": YEAR_2015, "head": head}
    return known or open_office(actor=operator(), commune=world.commune, **facts)


def employ(member: Member, office: Office) -> None:
    record_employment(actor=operator(), member=member, office=office, on=YEAR_2015)


def noted(
    world: World,
    *,
    cell: Unit | None = None,
    actor: User | None = None,
    text: str = TEXT,
    place: str = "hẻm 15",
    theme: str = "ROADS",
    kind: str = "PETITION",
    on: date = RAISED_ON,
) -> Concern:
    return note_concern(
        actor=actor or operator(),
        cell=cell or world.first_cell,
        theme=theme,
        kind=kind,
        wording=Wording(text, place),
        on=on,
    )


def routed(world: World, *, on: date = ROUTED_ON, **facts) -> Concern:
    return route_concern(actor=operator(), concern=noted(world, **facts), office=land_office(world), on=on)


def answered(world: World, *, on: date = ANSWERED_ON, **facts) -> Concern:
    concern = routed(world, **facts)
    return answer_concern(actor=world.head, concern=concern, wording="Đã nạo vét cống ngày 10/3.", on=on)


def read(world: World, *, on: date = MEETING_ON, **facts) -> Concern:
    return read_back(actor=operator(), concern=answered(world, **facts), on=on)


def closed(world: World, **facts) -> Concern:
    return close_concern(actor=operator(), concern=read(world, **facts), on=MEETING_ON)
