"""A desk with clerks, a calendar of June 2019 in force with a proposal beside it, leave, a leader, a relaxation."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.domain.organisation import UnitKind
from chibo.meetings.queries.calendars import feed_token
from chibo.meetings.queries.desk import counter_choices
from chibo.meetings.services.calendars import adopt_calendar, propose_calendar, relax_rule
from chibo.meetings.services.desk import qualify_clerk, record_leave
from chibo.meetings.services.preparation import name_leader, record_wish
from tests.factories.meetings import JUNE, MADE_ON, TRADITIONAL, adopted, make_desk
from tests.factories.registry import YEAR_2015, World, make_member, make_unit, operator


def subjects(world: World) -> dict[str, Any]:
    """``clerk_row`` is a qualification, ``leave`` a leave of the same clerk; number 1 is in force, number 2 is not."""
    actor = operator()
    desk = make_desk(world)
    clerk = desk.clerks[0]
    on_leave = record_leave(
        actor=actor, commune=world.commune, member=clerk, on=date(2019, 9, 3), last_on=date(2019, 9, 4)
    )
    leader = name_leader(actor=actor, cell=world.second_cell, member=clerk, on=YEAR_2015)
    record_wish(actor=actor, cell=world.first_cell, on=YEAR_2015, sessions=["MORNING"], preferred_session="MORNING")
    relaxation = relax_rule(
        actor=actor, commune=world.commune, month=JUNE, rule="meets", ids=["TAMHOA-KP1"], on=MADE_ON
    )
    _staff(world)
    adopted(world)
    propose_calendar(actor=actor, commune=world.commune, month=JUNE, on=MADE_ON)
    return {
        "clerk_row": clerk.qualifications.order_by("pk")[0].pk,
        "leave": on_leave.pk,
        "leader": leader.pk,
        "relaxation": relaxation.pk,
        "feed_token": feed_token(world.first_cell),
    }


def grow(world: World, number: int) -> None:
    """More cells with wishes and leaders, clerks with leave, proposals, and a new calendar in force."""
    actor = operator()
    _staff(world)
    for place in range(number):
        cell = make_unit(f"Chi bộ khu phố {place + 40}", UnitKind.RESIDENTIAL_CELL, world.commune)
        record_wish(actor=actor, cell=cell, on=YEAR_2015, sessions=["EVENING"], preferred_session="EVENING")
        clerk = make_member(cell, f"Người Trực {place}")
        name_leader(actor=actor, cell=world.first_cell, member=clerk, on=YEAR_2015)
        for counter in counter_choices(world.commune, TRADITIONAL):
            qualify_clerk(actor=actor, counter=counter, member=clerk, on=YEAR_2015)
        record_leave(actor=actor, commune=world.commune, member=clerk, on=TRADITIONAL, last_on=TRADITIONAL)
    plan = propose_calendar(actor=actor, commune=world.commune, month=JUNE, on=MADE_ON)
    adopt_calendar(actor=actor, plan=plan, on=MADE_ON)


def _staff(world: World) -> None:
    """Someone for every counter that any job's subjects opened."""
    for counter in counter_choices(world.commune, TRADITIONAL):
        qualify_clerk(actor=operator(), counter=counter, member=make_member(world.agency), on=YEAR_2015)
