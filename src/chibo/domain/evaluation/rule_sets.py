"""The rules of a year's review as data, dated and with their source; a new year's rules need no code.

A rule set is read from a file and written back (``rule_set_data.py``). What is not certain about it stands in it, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side

THRESHOLD_GRADES = (Grade.EXCELLENT, Grade.GOOD, Grade.FULFILLED)
"""Grades that points reach; below the lowest threshold the task is not fulfilled."""
MOST_POINTS = 1000


class PeriodKind(StrEnum):
    """How long the time is that a cycle looks back on."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"


class CapOf(StrEnum):
    """Whose number the cap is a share of."""

    GOOD = "GOOD"
    GOOD_OR_BETTER = "GOOD_OR_BETTER"


@dataclass(frozen=True, slots=True)
class Cap:
    """At most ``share`` per cent of those graded ``of``, counted in the whole grassroots organisation, rounded down,
    may be graded excellent; ``cells``: whether rated cells are held to the same, counted among themselves.
    """

    share: int
    of: CapOf
    cells: bool
    grade: Grade = Grade.EXCELLENT


@dataclass(frozen=True, slots=True)
class Criterion:
    """One heading that the named sides write about; ``levels``: each of them gives it a level; ``most``: points, if any."""

    code: str
    label: str
    sides: tuple[Side, ...]
    hint: str = ""
    levels: bool = False
    most: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class PointGroup:
    code: str
    label: str
    most: int


@dataclass(frozen=True, slots=True)
class Condition:
    """What a grade asks for besides its points: per cent of the tasks done, and per cent done above what was required."""

    done_percent: int
    above_percent: int


@dataclass(frozen=True, slots=True)
class Points:
    """``thresholds``: the least points of each grade; ``conditions``: what some of them ask for besides."""

    groups: tuple[PointGroup, ...]
    thresholds: Mapping[Grade, int]
    conditions: Mapping[Grade, Condition]

    @property
    def most(self) -> int:
        return sum(group.most for group in self.groups)


@dataclass(frozen=True, slots=True)
class Forms:
    """The numbers of the forms for a member without and with a leading post, and for a cell."""

    member: str
    leader: str
    cell: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A former cell in which the member stayed ``former_from_days`` or longer within the period writes its part; one who
    is a member for less than ``least_days`` of it is reviewed but not rated.
    """

    former_from_days: int
    least_days: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules for cycles whose period ends on ``starts_on`` or later, until other rules start.

    ``work_first``: whoever has an office cannot be excellent unless the office says so; ``answer_days``: working days in
    which a member may answer or appeal, unless the cycle sets others.
    """

    code: str
    title: str
    source: str
    starts_on: date
    periods: tuple[PeriodKind, ...]
    criteria: tuple[Criterion, ...]
    forms: Forms
    moved: Moved
    answer_days: int
    cap: Cap | None = None
    work_first: bool = False
    points: Points | None = None
    uncertain: tuple[str, ...] = ()

    def criteria_of(self, side: Side) -> tuple[Criterion, ...]:
        """The headings that ``side`` writes about, in order; a former or home cell without any writes one remark."""
        return tuple(criterion for criterion in self.criteria if side in criterion.sides)

    def criterion(self, code: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.code == code), None)


def rule_set_for(day: date, known: Iterable[RuleSet]) -> RuleSet | None:
    """The rule set for a period whose last day is ``day``: of those begun by then the one begun last."""
    begun = [each for each in known if each.starts_on <= day]
    return max(begun, key=lambda each: (each.starts_on, each.code), default=None)


def highest_grade(rule_set: RuleSet, office_grade: Grade | None, *, has_office: bool = True) -> Grade:
    """The highest grade that the work allows: where the work comes first, who has an office is excellent only where the
    office's own part says so (21-HD/BTCTW 18/10/2019). ``office_grade`` ``None``: the office gave none.
    """
    if rule_set.work_first and has_office and office_grade is not Grade.EXCELLENT:
        return Grade.GOOD
    return Grade.EXCELLENT
