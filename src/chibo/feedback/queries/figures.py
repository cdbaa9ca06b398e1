"""Figures of concerns of one commune: themes over time, how fast they were answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.domain.feedback.concerns import Theme
from chibo.domain.feedback.figures import median
from chibo.domain.working_days import working_days_between
from chibo.feedback.models import Concern
from chibo.registry.models import Unit, UnitVersion

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year, from its first day up to and not including ``ends_on``."""

    year: int
    number: int

    @property
    def starts_on(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> date:
        following = self.following()
        return date(following.year, 3 * following.number - 2, 1)

    def following(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def former(self) -> Quarter:
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def last_quarters(day: date, *, complete: bool) -> list[Quarter]:
    """The last four quarters by ``day``, first to last; ``complete``: only those that have ended."""
    last = quarter_of(day)
    if complete:
        last = last.former()
    found = [last]
    while len(found) < QUARTERS:
        found.insert(0, found[0].former())
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """One concern of a theme: how many working days its first answer took, and whether it came in time."""

    theme: str
    days: int
    in_time: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """``counts``: concerns raised, a row for each theme (in the order of ``Theme``), a column for each quarter."""

    quarters: Sequence[Quarter]
    counts: Sequence[Sequence[int]]
    answered: Sequence[Answered]
    waiting: int

    def days(self, theme: str | None = None) -> list[int]:
        """Working days of the first answers, of one theme or of all."""
        return [each.days for each in self.answered if theme is None or each.theme == theme]

    @property
    def median(self) -> float | None:
        return median(self.days())

    @property
    def in_time(self) -> int:
        return sum(each.in_time for each in self.answered)


def figures_of(commune: Unit, quarters: Sequence[Quarter], *, known_on: date) -> Figures:
    """What was raised in ``commune`` in ``quarters``, and answered by ``known_on``. Two SQL queries.

    A concern joined to another counts where it was raised, and is answered there. The caller has found ``commune`` for
    the viewer.
    """
    cells = UnitVersion.objects.valid().filter(parent=commune).values("unit_id")
    raised = Concern.objects.filter(cell__in=cells, raised_on__gte=quarters[0].starts_on)
    raised = raised.filter(raised_on__lt=quarters[-1].ends_on, raised_on__lte=known_on).order_by("pk")
    columns = {quarter: at for at, quarter in enumerate(quarters)}
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(quarters))
    first: dict[int, tuple[date, date]] = {}
    rows = raised.filter(handlings__answered_on__lte=known_on).order_by("pk", "-handlings__number")
    for pk, answered_on, due_on in rows.values_list("pk", "handlings__answered_on", "handlings__due_on"):
        if answered_on is not None:
            first[pk] = (answered_on, due_on)
    answered, waiting = [], 0
    for pk, theme, raised_on, joined_on in raised.values_list("pk", "theme", "raised_on", "joined_on"):
        counts[theme][columns[quarter_of(raised_on)]] += 1
        if pk in first:
            answered_on, due_on = first[pk]
            answered.append(Answered(theme, working_days_between(raised_on, answered_on), answered_on <= due_on))
        elif joined_on is None or joined_on > known_on:
            waiting += 1
    return Figures(quarters, [counts[theme.value] for theme in Theme], answered, waiting)


def last_day(quarter: Quarter) -> date:
    return quarter.ends_on - timedelta(days=1)
