"""The rules of a year's review as data, dated and with their source; a new year's rules need no code.

A rule set is read from a file (``parse``) and written back (``to_data``). What is not certain about it stands in it, in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chibo.domain.evaluation.fields import Fields
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.domain.rules import Violation, refusal

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


class BadRuleSet(ValueError):
    """Data that are no rule set; ``violations`` names every fault with the path of its field."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = list(violations)
        super().__init__(", ".join(f"{row.params['field']}: {row.code}" for row in self.violations))


def parse(data: Mapping[str, Any]) -> RuleSet:
    """The rule set that ``data`` (a read TOML file, or ``to_data`` of a rule set) describes.

    Raises ``BadRuleSet`` with all faults: RULES_FIELD_MISSING, RULES_FIELD_UNKNOWN, RULES_TEXT_WANTED, RULES_CODE_WANTED,
    RULES_NUMBER_WANTED, RULES_TRUTH_WANTED, RULES_DAY_WANTED, RULES_CHOICE_WANTED, RULES_LIST_WANTED,
    RULES_TABLE_WANTED, RULES_CODE_TWICE, RULES_SIDE_WITHOUT_CRITERION, RULES_POINTS_DO_NOT_ADD_UP,
    RULES_THRESHOLDS_OUT_OF_ORDER.
    """
    faults: list[Violation] = []
    root = Fields(data, "", faults)
    points = _points(root)
    found = RuleSet(
        code=root.code("code"),
        title=root.text("title"),
        source=root.text("source"),
        starts_on=root.day("starts_on") or date.min,
        uncertain=root.sentences("uncertain"),
        periods=tuple(PeriodKind(each) for each in root.choices("periods", list(PeriodKind))),
        cap=_cap(root),
        work_first=root.truth("work_first", default=False),
        forms=_forms(root),
        criteria=_criteria(root),
        points=points,
        moved=_moved(root),
        answer_days=root.number("answer_days", least=1, most=60),
    )
    root.close()
    faults += _criteria_faults(found)
    faults += [] if faults else _unwritten(found)
    if faults:
        raise BadRuleSet(faults)
    return found


def to_data(rule_set: RuleSet) -> dict[str, Any]:
    """What ``parse`` reads back as the same rule set: plain values that JSON and TOML can hold, no empty ones."""
    points = rule_set.points
    data = {
        "code": rule_set.code,
        "title": rule_set.title,
        "source": rule_set.source,
        "starts_on": rule_set.starts_on.isoformat(),
        "uncertain": list(rule_set.uncertain),
        "periods": [each.value for each in rule_set.periods],
        "work_first": rule_set.work_first,
        "answer_days": rule_set.answer_days,
        "cap": None if rule_set.cap is None else _cap_data(rule_set.cap),
        "forms": {"member": rule_set.forms.member, "leader": rule_set.forms.leader, "cell": rule_set.forms.cell},
        "moved": {"former_from_days": rule_set.moved.former_from_days, "least_days": rule_set.moved.least_days},
        "criteria": [_criterion_data(criterion) for criterion in rule_set.criteria],
        "points": None if points is None else _points_data(points),
    }
    return {name: value for name, value in data.items() if value not in (None, [])}


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


def _cap(root: Fields) -> Cap | None:
    table = root.table("cap", wanted=False)
    if table is None:
        return None
    table.choice("grade", [Grade.EXCELLENT])
    of = table.choice("of", list(CapOf))
    cap = Cap(
        share=table.number("share", least=1, most=100),
        of=CapOf(of) if of else CapOf.GOOD,
        cells=table.truth("cells", default=False),
    )
    table.close()
    return cap


def _forms(root: Fields) -> Forms:
    table = root.table("forms")
    if table is None:
        return Forms("", "", "")
    forms = Forms(table.code("member"), table.code("leader"), table.code("cell"))
    table.close()
    return forms


def _moved(root: Fields) -> Moved:
    table = root.table("moved")
    if table is None:
        return Moved(1, 0)
    moved = Moved(
        former_from_days=table.number("former_from_days", least=1, most=366),
        least_days=table.number("least_days", least=0, most=366),
    )
    table.close()
    return moved


def _criteria(root: Fields) -> tuple[Criterion, ...]:
    found = []
    for table in root.tables("criteria"):
        most = table.number("most", least=0, most=MOST_POINTS, default=0)
        criterion = Criterion(
            code=table.code("code"),
            label=table.text("label"),
            sides=tuple(Side(each) for each in table.choices("sides", list(Side))),
            hint=table.text("hint", wanted=False),
            levels=table.truth("levels", default=False),
            most=most or None,
            group=table.text("group", wanted=False),
        )
        table.close()
        found.append(criterion)
    return tuple(found)


def _points(root: Fields) -> Points | None:
    table = root.table("points", wanted=False)
    if table is None:
        return None
    groups = []
    for row in table.tables("groups"):
        groups.append(PointGroup(row.code("code"), row.text("label"), row.number("most", least=1, most=MOST_POINTS)))
        row.close()
    thresholds = {}
    limits = table.table("thresholds")
    if limits is not None:
        thresholds = {grade: limits.number(grade, least=0, most=MOST_POINTS) for grade in THRESHOLD_GRADES}
        limits.close()
        wanted = [sum(group.most for group in groups), *thresholds.values(), 0]
        if sorted(wanted, reverse=True) != wanted or len(set(thresholds.values())) < len(thresholds):
            limits.refuse("RULES_THRESHOLDS_OUT_OF_ORDER", most=wanted[0])
    conditions = {}
    asked = table.table("conditions", wanted=False)
    if asked is not None:
        for grade in THRESHOLD_GRADES:
            condition = asked.table(grade, wanted=False)
            if condition is not None:
                names = ("done_percent", "above_percent")
                conditions[grade] = Condition(*(condition.number(name, least=0, most=100, default=0) for name in names))
                condition.close()
        asked.close()
    table.close()
    return Points(tuple(groups), thresholds, conditions)


def _criteria_faults(rule_set: RuleSet) -> list[Violation]:
    """What is wrong with the headings taken together."""
    faults = _twice("criteria", [criterion.code for criterion in rule_set.criteria])
    groups = rule_set.points.groups if rule_set.points is not None else ()
    faults += _twice("points.groups", [group.code for group in groups])
    known = {group.code for group in groups}
    for at, criterion in enumerate(rule_set.criteria, 1):
        path = f"criteria[{at}]"
        if groups and criterion.group not in known:
            choices = ", ".join(sorted(known))
            faults.append(refusal("RULES_CHOICE_WANTED", field=f"{path}.group", choices=choices))
        if groups and criterion.most is None:
            faults.append(refusal("RULES_FIELD_MISSING", field=f"{path}.most"))
        if not groups and criterion.most is not None:
            faults.append(refusal("RULES_FIELD_UNKNOWN", field=f"{path}.most"))
    for group in groups:
        given = sum(each.most or 0 for each in rule_set.criteria if each.group == group.code)
        if given != group.most:
            faults.append(
                refusal("RULES_POINTS_DO_NOT_ADD_UP", field="criteria", group=group.label, given=given, most=group.most)
            )
    return faults


def _unwritten(rule_set: RuleSet) -> list[Violation]:
    """Sides that would have nothing to write about."""
    missing = [side for side in (Side.SELF, Side.OFFICE, Side.CELL) if not rule_set.criteria_of(side)]
    return [refusal("RULES_SIDE_WITHOUT_CRITERION", field="criteria.sides", side=side.value) for side in missing]


def _twice(field: str, codes: Collection[str]) -> list[Violation]:
    seen: set[str] = set()
    again = [code for code in codes if code and (code in seen or seen.add(code))]  # type: ignore[func-returns-value]
    return [refusal("RULES_CODE_TWICE", field=field, value=code) for code in dict.fromkeys(again)]


def _cap_data(cap: Cap) -> dict[str, Any]:
    return {"share": cap.share, "grade": cap.grade.value, "of": cap.of.value, "cells": cap.cells}


def _criterion_data(criterion: Criterion) -> dict[str, Any]:
    data = {
        "code": criterion.code,
        "label": criterion.label,
        "hint": criterion.hint,
        "group": criterion.group,
        "sides": [side.value for side in criterion.sides],
        "levels": criterion.levels,
        "most": criterion.most,
    }
    return {name: value for name, value in data.items() if value not in (None, "")}


def _points_data(points: Points) -> dict[str, Any]:
    data: dict[str, Any] = {
        "groups": [{"code": group.code, "label": group.label, "most": group.most} for group in points.groups],
        "thresholds": {grade.value: least for grade, least in points.thresholds.items()},
    }
    if points.conditions:
        data["conditions"] = {
            grade.value: {"done_percent": asked.done_percent, "above_percent": asked.above_percent}
            for grade, asked in points.conditions.items()
        }
    return data
