"""The world of ``tests.factories.registry`` with a desk of two counters and clerks who meet in the two cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.meetings.models import MonthAdoption, MonthPlan
from chibo.meetings.services.calendars import adopt_calendar, propose_calendar
from chibo.meetings.services.desk import qualify_clerk
from chibo.registry.models import Counter, Member, Office
from chibo.registry.services.members import record_employment
from chibo.registry.services.units import open_counter, open_office
from tests.factories.registry import YEAR_2015, World, make_member, operator

JUNE = date(2019, 6, 1)
TRADITIONAL = date(2019, 6, 3)
MADE_ON = date(2019, 5, 27)
MORNING = "2019-06-03-MORNING"


@dataclass
class Desk:
    """A one-stop desk: ``civil`` and ``land`` are its counters, ``clerks`` two who meet in the first cell and one who
    meets in the second; each serves both counters."""

    office: Office
    civil: Counter
    land: Counter
    clerks: list[Member]


def make_desk(world: World) -> Desk:
    actor = operator()
    office = open_office(actor=actor, commune=world.commune, code="MC", name="Một cửa", on=YEAR_2015)
    counters = [
        open_counter(actor=actor, commune=world.commune, code=code, name=name, on=YEAR_2015, office=office)
        for code, name in (("Q-TP", "Tư pháp – hộ tịch"), ("Q-DC", "Địa chính – xây dựng"))
    ]
    clerks = [
        make_member(world.first_cell, "Vũ Trực Một"),
        make_member(world.first_cell, "Bùi Trực Hai"),
        make_member(world.second_cell, "Đặng Trực Ba"),
    ]
    for place, clerk in enumerate(clerks):
        record_employment(actor=actor, member=clerk, office=office, on=YEAR_2015)
        for number, counter in enumerate(counters):
            is_primary = number == place % 2
            qualify_clerk(actor=actor, counter=counter, member=clerk, on=YEAR_2015, is_primary=is_primary)
    return Desk(office, counters[0], counters[1], clerks)


def proposed(world: World) -> MonthPlan:
    return propose_calendar(actor=world.officer, commune=world.commune, month=JUNE, on=MADE_ON)


def adopted(world: World) -> MonthAdoption:
    return adopt_calendar(actor=world.officer, plan=proposed(world), on=MADE_ON)
