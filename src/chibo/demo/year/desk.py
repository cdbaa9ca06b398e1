"""Who serves the counters of the year's communes, who is away, and what the cells wish."""

from __future__ import annotations

import random
from datetime import date, timedelta

from chibo.accounts.models import User
from chibo.domain.working_days import add_working_days
from chibo.meetings.services.desk import qualify_clerk, record_leave
from chibo.meetings.services.preparation import record_wish
from chibo.registry.models import Counter, Employment, Member, Unit

STANDS_IN = ("VP", "TC", "VH", "TP")
"""Offices whose staff can serve the counters of others too."""


def staff_desk(commune: Unit, *, actor: User, on: date) -> None:
    """Each counter has the staff of its office as its clerks, and those of ``STANDS_IN`` as clerks of every counter."""
    counters = list(Counter.objects.on(on).filter(commune=commune).select_related("commune", "office").order_by("code"))
    staff = list(
        Employment.objects.on(on)
        .filter(office__commune=commune)
        .select_related("member", "office")
        .order_by("member_id")
    )
    for counter in counters:
        assert counter.office is not None
        for held in staff:
            is_own = held.office.code == counter.office.code
            if is_own or held.office.code in STANDS_IN:
                qualify_clerk(actor=actor, counter=counter, member=held.member, on=on, is_primary=is_own)


def wish_of(cell: Unit, chance: random.Random, *, actor: User, on: date) -> None:
    """When ``cell`` can meet: one with many pensioners in the day, another in the evening."""
    sessions = chance.choice((("MORNING", "AFTERNOON"), ("MORNING", "AFTERNOON", "EVENING"), ("AFTERNOON", "EVENING")))
    record_wish(
        actor=actor,
        cell=cell,
        on=on,
        sessions=sessions,
        preferred_session=chance.choice(sessions),
        weight=chance.choice((1, 1, 2, 3)),
        hall=f"Nhà văn hóa {cell.code[-2:]}",
    )


def leave_in(commune: Unit, chance: random.Random, *, actor: User, day: date) -> None:
    """One clerk of ``commune`` is away for one or two days of the week around ``day``."""
    clerks = Member.objects.filter(qualifications__counter__commune=commune).distinct().order_by("pk")
    member = chance.choice(list(clerks))
    first = add_working_days(day, chance.choice((1, 2, 3)))
    record_leave(
        actor=actor, commune=commune, member=member, on=first, last_on=first + timedelta(chance.choice((0, 1)))
    )
