"""A rule set as plain data: read with every fault named by its field, and written back exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from chibo.domain.evaluation.fields import Fields
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.rule_sets import (
    MOST_POINTS,
    THRESHOLD_GRADES,
    Cap,
    CapOf,
    Condition,
    Criterion,
    Forms,
    Moved,
    PeriodKind,
    PointGroup,
    Points,
    RuleSet,
)
from chibo.domain.evaluation.way import Side
from chibo.domain.rules import Violation, refusal


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
