"""From points to a grade (366-QĐ/TW 30-8-2025, Article 11): thresholds, and conditions besides the points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.rule_sets import THRESHOLD_GRADES, Points, RuleSet


@dataclass(frozen=True, slots=True)
class Pointed:
    """The grade that points and conditions give. ``by_points``: what the points alone would give; ``unmet``: the conditions
    (``done_percent``, ``above_percent``) of that grade that are not met or not known.
    """

    total: int
    grade: Grade
    by_points: Grade
    unmet: tuple[str, ...] = ()


def group_totals(rule_set: RuleSet, given: Mapping[str, int]) -> dict[str, int]:
    """Group code → points given in it."""
    totals = {group.code: 0 for group in rule_set.points.groups} if rule_set.points is not None else {}
    for criterion in rule_set.criteria:
        if criterion.group in totals:
            totals[criterion.group] += given.get(criterion.code, 0)
    return totals


def points_grade(
    points: Points, total: int, *, done_percent: int | None = None, above_percent: int | None = None
) -> Pointed:
    """The grade that ``total`` points give: the highest whose threshold is reached and whose conditions are met.

    ``done_percent``: per cent of the tasks done; ``above_percent``: done above what was required; ``None``: not known, which
    meets no condition.
    """
    known = {"done_percent": done_percent, "above_percent": above_percent}
    by_points = Grade.NOT_FULFILLED
    unmet: tuple[str, ...] = ()
    for grade in THRESHOLD_GRADES:
        if total < points.thresholds[grade]:
            continue
        asked = points.conditions.get(grade)
        wanted = {name: getattr(asked, name) for name in known} if asked is not None else {}
        missed = tuple(name for name, least in wanted.items() if least and (known[name] or 0) < least)
        if by_points is Grade.NOT_FULFILLED:
            by_points, unmet = grade, missed
        if not missed:
            return Pointed(total, grade, by_points, unmet)
    return Pointed(total, Grade.NOT_FULFILLED, by_points, unmet)
