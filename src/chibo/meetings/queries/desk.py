"""Clerks of a commune's one-stop desk: which counters they can serve, and when they are away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from chibo.domain.meeting_calendar.month import slot_id
from chibo.domain.meeting_calendar.problem import Session
from chibo.meetings.models import Leave, Qualification
from chibo.registry.models import Counter, Unit

PARTS = {
    Leave.WHOLE_DAY: (Session.MORNING, Session.AFTERNOON),
    Leave.MORNING: (Session.MORNING,),
    Leave.AFTERNOON: (Session.AFTERNOON,),
}


@dataclass(frozen=True, slots=True)
class Clerk:
    """A member who serves counters: their codes in order, and the one of their own."""

    member_id: int
    name: str
    counters: tuple[str, ...]
    primary: str | None


def clerks_on(commune: Unit, day: date, counters: Iterable[str]) -> list[Clerk]:
    """The clerks of ``commune`` on ``day`` for the counters with these codes, by given name. One SQL query."""
    codes = set(counters)
    found: dict[int, list[Qualification]] = defaultdict(list)
    for row in qualifications_on(commune, day):
        if row.counter.code in codes:
            found[row.member_id].append(row)
    return [
        Clerk(
            member_id=member_id,
            name=rows[0].member.full_name,
            counters=tuple(sorted({row.counter.code for row in rows})),
            primary=next((row.counter.code for row in rows if row.is_primary), None),
        )
        for member_id, rows in found.items()
    ]


def qualifications_on(commune: Unit, day: date) -> QuerySet:
    """Who can serve which counter of ``commune`` on ``day``, by given name."""
    rows = Qualification.objects.on(day).filter(counter__commune=commune, member__withdrawn_at=None)
    return rows.select_related("member", "counter").order_by("member__sort_key", "member_id", "counter__code")


def qualification_of(commune: Unit, pk: int) -> Qualification:
    """The open one ``pk`` at a counter of ``commune``. Raises ``Http404``."""
    rows = Qualification.objects.open().filter(counter__commune=commune, pk=pk)
    found = rows.select_related("member", "counter__commune").first()
    if found is None:
        raise Http404
    return found


def leaves_between(commune: Unit, first: date, last: date) -> QuerySet:
    """When clerks of ``commune`` are away between the two days, both included."""
    clerks = Qualification.objects.valid().filter(counter__commune=commune).values("member_id")
    rows = Leave.objects.valid().filter(member__in=clerks, starts_on__lte=last, ends_on__gt=first)
    return rows.select_related("member").order_by("starts_on", "member__sort_key", "pk")


def leave_of(commune: Unit, pk: int) -> Leave:
    """The leave ``pk`` of a clerk of ``commune``. Raises ``Http404``."""
    clerks = Qualification.objects.valid().filter(counter__commune=commune).values("member_id")
    found = Leave.objects.valid().filter(pk=pk, member__in=clerks).select_related("member").first()
    if found is None:
        raise Http404
    return found


def slots_away(leaves: Iterable[Leave], days: Iterable[date]) -> Mapping[int, set[str]]:
    """Member id → the slots of ``days`` in which ``leaves`` keep them away."""
    found: dict[int, set[str]] = defaultdict(set)
    wanted = list(days)
    for leave in leaves:
        for day in wanted:
            if day in leave.period:
                found[leave.member_id] |= {slot_id(day, session) for session in PARTS[leave.part]}
    return found


def counter_choices(commune: Unit, day: date) -> list[Counter]:
    """The counters open on ``day``, by code."""
    return list(Counter.objects.on(day).filter(commune=commune).select_related("commune").order_by("code"))
