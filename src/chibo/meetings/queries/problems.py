"""The calendar problem of a commune and month, drawn from the registry and from what the cells and the desk say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from chibo.domain.meeting_calendar.month import days_around, slots_on, traditional_day
from chibo.domain.meeting_calendar.problem import Cell, Officer, Problem, Rule, RuleKind, Session
from chibo.domain.meeting_calendar.problem import Leader as Attendee
from chibo.domain.meeting_calendar.relaxations import is_substitute, relax
from chibo.domain.organisation import CELL_KINDS
from chibo.domain.vietnamese import search_key
from chibo.meetings.models import CalendarRules, Leader, Relaxation, Wish
from chibo.meetings.queries.desk import Clerk, clerks_on, counter_choices, leaves_between, slots_away
from chibo.registry.models import Membership, Unit, UnitVersion

EVERY_SESSION = tuple(session.value for session in Session)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a commune's calendars, as told or by default (see ``CalendarRules``)."""

    days_before: int = 2
    days_after: int = 5
    max_meetings: int = 5
    max_duties: int | None = None


def member_key(member_id: int) -> str:
    """How a member is called in a problem; zero-filled, so that the stable order of names is the order of ids."""
    return f"M{member_id:08d}"


def member_id(key: str) -> int | None:
    """The member that ``member_key`` named so; ``None`` for another kind of id."""
    return int(key[1:]) if key[:1] == "M" and key[1:].isdecimal() else None


def limits_on(commune: Unit, day: date) -> Limits:
    """What holds on ``day``. One SQL query."""
    row = CalendarRules.objects.on(day).filter(commune=commune).first()
    return Limits(row.days_before, row.days_after, row.max_meetings, row.max_duties) if row else Limits()


def days_of(commune: Unit, month: date) -> list[date]:
    """The days around the traditional one on which the cells of ``commune`` may meet in ``month``."""
    day = traditional_day(month)
    limits = limits_on(commune, day)
    return days_around(day, before=limits.days_before, after=limits.days_after)


def problem_of(commune: Unit, month: date) -> Problem:
    """The problem of ``commune`` in ``month``, with the relaxations in force. Nine SQL queries however many rows.

    Cells, counters, clerks, wishes and leaders are those of the traditional day. A cell without wishes meets in any
    session, in the morning for preference. A leader attends their own cell too, and a clerk both.
    """
    day = traditional_day(month)
    limits = limits_on(commune, day)
    slots = slots_on(days_around(day, before=limits.days_before, after=limits.days_after))
    cells = cells_on(commune, day)
    wishes = {row.cell_id: row for row in Wish.objects.on(day).filter(cell__in=cells)}
    counters = [counter.code for counter in counter_choices(commune, day)]
    clerks = clerks_on(commune, day, counters)
    led: dict[int, set[str]] = defaultdict(set)
    for leading, cell in Leader.objects.on(day).filter(cell__in=cells).values_list("member_id", "cell_id"):
        led[leading].add(cells[cell])
    own = _own_cells({clerk.member_id for clerk in clerks} | led.keys(), cells, day)
    working = sum(slot.working for slot in slots)
    problem = Problem(
        traditional_date=day.isoformat(),
        slots=slots,
        cells=tuple(
            Cell(
                id=code,
                allowed=tuple(slot.id for slot in slots if slot.session in _sessions(wishes.get(pk))),
                preferred_session=wishes[pk].preferred_session if pk in wishes else Session.MORNING.value,
                weight=wishes[pk].weight if pk in wishes else 1,
            )
            for pk, code in cells.items()
        ),
        halls=_halls(wishes.values(), cells),
        leaders=tuple(
            Attendee(id=member_key(pk), cells=tuple(attended))
            for pk, several in led.items()
            if len(attended := several | own[pk]) > 1
        ),
        counters=tuple(counters),
        officers=_officers(clerks, own, led, with_leave(commune, [slot.on for slot in slots])),
        max_meetings_per_slot=limits.max_meetings,
        max_desk_slots=working if limits.max_duties is None else limits.max_duties,
    )
    return relax(problem, relaxed_rules(commune, month))


def with_leave(commune: Unit, days: Iterable[date]) -> dict[str, set[str]]:
    """Member key → the slots of ``days`` in which that clerk is away. One SQL query."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    away = slots_away(leaves_between(commune, wanted[0], wanted[-1]), wanted)
    return {member_key(pk): slots for pk, slots in away.items()}


def with_present_leave(commune: Unit, month: date, problem: Problem) -> Problem:
    """``problem``, made earlier, with the leave known now and the relaxations in force now."""
    away = with_leave(commune, [slot.on for slot in problem.slots])
    known = problem.slots_by_id
    officers = tuple(
        replace(officer, leave=tuple(slot for slot in away.get(officer.id, ()) if slot in known))
        for officer in problem.officers
        if not is_substitute(officer.id)
    )
    return relax(replace(problem, officers=officers), relaxed_rules(commune, month))


def relaxed_rules(commune: Unit, month: date) -> list[Rule]:
    """The rules in which the committee gives way in ``month``, in the order in which it did."""
    rows = Relaxation.objects.filter(commune=commune, month=month, withdrawn_on=None).order_by("pk")
    return [Rule(RuleKind(rule), tuple(ids)) for rule, ids in rows.values_list("rule", "ids")]


def cells_on(commune: Unit, day: date) -> dict[int, str]:
    """Id → code of the cells directly under ``commune`` on ``day``, by code. One SQL query."""
    kinds = [str(kind) for kind in CELL_KINDS]
    rows = UnitVersion.objects.on(day).filter(parent=commune, kind__in=kinds).order_by("unit__code")
    return dict(rows.values_list("unit_id", "unit__code"))


def _sessions(wish: Wish | None) -> Iterable[str]:
    return wish.sessions if wish is not None else EVERY_SESSION


def _halls(wishes: Iterable[Wish], cells: dict[int, str]) -> tuple[tuple[str, ...], ...]:
    shared: dict[str, list[str]] = defaultdict(list)
    for wish in wishes:
        if wish.hall.strip():
            shared[search_key(wish.hall)].append(cells[wish.cell_id])
    return tuple(tuple(group) for group in shared.values() if len(group) > 1)


def _own_cells(members: Iterable[int], cells: dict[int, str], day: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    stays = Membership.objects.on(day).filter(member__in=set(members), cell__in=cells, kind=Membership.OFFICIAL)
    for member, cell in stays.values_list("member_id", "cell_id"):
        found[member].add(cells[cell])
    return found


def _officers(
    clerks: Iterable[Clerk], own: dict[int, set[str]], led: dict[int, set[str]], away: dict[str, set[str]]
) -> tuple[Officer, ...]:
    return tuple(
        Officer(
            id=member_key(clerk.member_id),
            counters=clerk.counters,
            primary=clerk.primary,
            cells=tuple(own[clerk.member_id] | led[clerk.member_id]),
            leave=tuple(away.get(member_key(clerk.member_id), ())),
        )
        for clerk in clerks
    )
