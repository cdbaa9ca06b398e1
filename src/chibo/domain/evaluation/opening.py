"""Opening a cycle: its period, its days, and for each member who reviews.

A member is reviewed by the cell in which they met on the last day of the period, or on the day of opening where that comes
first; a former cell in which they met long enough within the period writes a part of its own (the number of days stands in
the rule set; that it is so is custom, not found in a text).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.domain.evaluation.rule_sets import PeriodKind, RuleSet
from chibo.domain.periods import Period
from chibo.domain.rules import Violation, refusal
from chibo.domain.vietnamese import search_key

LEADING = (
    "bi thu",
    "pho bi thu",
    "chu tich",
    "pho chu tich",
    "truong",
    "pho truong",
    "chi huy truong",
    "chi huy pho",
    "pho chi huy truong",
    "giam doc",
    "pho giam doc",
    "hieu truong",
    "pho hieu truong",
)
"""How positions of those who lead begin, without accents."""
NOT_LEADING = ("truong thon", "truong ap", "truong khu pho")
"""Heads of a hamlet or quarter hold no post of the political system (custom: they use the form without leading post)."""


def period_of(kind: PeriodKind, year: int, quarter: int = 1) -> Period:
    """The year, or its ``quarter`` (1–4), half-open."""
    if kind is PeriodKind.YEAR:
        return Period(date(year, 1, 1), date(year + 1, 1, 1))
    ends_on = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return Period(date(year, 3 * quarter - 2, 1), ends_on)


def kind_of(starts_on: date, ends_on: date) -> PeriodKind | None:
    """What kind of period the two days bound; ``None``: neither a year nor a quarter."""
    for kind in PeriodKind:
        if starts_on.month % 3 == 1 and period_of(kind, starts_on.year, (starts_on.month + 2) // 3) == Period(
            starts_on, ends_on
        ):
            return kind
    return None


def roll_day(starts_on: date, ends_on: date, on: date) -> date:
    """The day on which it is looked up who meets where: the last of the period, or ``on`` where that comes first."""
    return max(starts_on, min(on, ends_on - timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class Stay:
    """A member met in a cell (by id) for a period."""

    cell: int
    period: Period


def former_cells(stays: Iterable[Stay], *, reviewing: int, within: Period, from_days: int) -> list[int]:
    """The other cells in which the member met at least ``from_days`` days of the bounded period ``within``, the earliest first."""
    days: dict[int, int] = {}
    for stay in sorted(stays, key=lambda each: each.period.starts_on):
        if stay.cell == reviewing:
            continue
        ends = [day for day in (stay.period.ends_on, within.ends_on) if day is not None]
        met = (min(ends) - max(stay.period.starts_on, within.starts_on)).days
        if met > 0:
            days[stay.cell] = days.get(stay.cell, 0) + met
    return [cell for cell, met in days.items() if met >= from_days]


def too_new(admitted_on: str, *, ends_on: date, least_days: int) -> bool:
    """Whether somebody admitted on that day (ISO text, shortened where less is known) is too new to be rated."""
    if not least_days or len(admitted_on) != len("2019-01-31"):
        return False
    return (ends_on - date.fromisoformat(admitted_on)).days < least_days


def leads_by_position(position: str) -> bool:
    """Whether a position as written is a leading one, so that the form for leaders is used."""
    words = search_key(position)
    starts = [words.startswith(f"{start} ") or words == start for start in LEADING]
    return any(starts) and not words.startswith(NOT_LEADING)


@dataclass(frozen=True, slots=True)
class CycleDays:
    """The days of a cycle: when it is opened and until when each side writes and the committee concludes."""

    opened_on: date
    self_due_on: date
    office_due_on: date
    cell_due_on: date
    decision_due_on: date


def check_open(rule_set: RuleSet, kind: PeriodKind, period: Period, days: CycleDays) -> list[Violation]:
    """Whether a cycle may be opened: a whole period of the rules, begun, with rules in force at its end, days in order."""
    assert period.ends_on is not None
    found = []
    if kind_of(period.starts_on, period.ends_on) is not kind or kind not in rule_set.periods:
        found.append(refusal("CYCLE_PERIOD_NOT_OF_RULES", rules=rule_set.title))
    if period.ends_on <= rule_set.starts_on:
        found.append(refusal("CYCLE_BEFORE_RULES", rules=rule_set.title, day=rule_set.starts_on))
    if days.opened_on < period.starts_on:
        found.append(refusal("CYCLE_TOO_EARLY", day=period.starts_on))
    row = (days.opened_on, days.self_due_on, days.office_due_on, days.cell_due_on, days.decision_due_on)
    if list(row) != sorted(row):
        found.append(refusal("CYCLE_DAYS_OUT_OF_ORDER"))
    return found
