"""The points that sides gave, where the rules ask for points, and the grade that they give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from chibo.domain.evaluation.points import Pointed, group_totals, points_grade
from chibo.domain.evaluation.rule_sets import RuleSet
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Part, Section

GRADED = (Side.SELF, Side.OFFICE, Side.CELL)


def pointed_of(reviews: Collection[int], rule_set: RuleSet) -> dict[tuple[int, Side], Pointed]:
    """Review id and side → what the points of its submitted part give; empty without points. Two SQL queries at most.

    For those who read the parts: who does is settled by ``domain/evaluation/sight.py``.
    """
    if rule_set.points is None:
        return {}
    given: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Section.objects.filter(part__review__in=reviews, part__submitted_on__isnull=False, points__isnull=False)
    for part, criterion, points in rows.values_list("part_id", "criterion", "points"):
        given[part][criterion] = points or 0
    found = {}
    parts = Part.objects.filter(pk__in=list(given), side__in=[side.value for side in GRADED])
    for pk, review, side, done, above in parts.values_list("pk", "review_id", "side", "done_percent", "above_percent"):
        total = sum(group_totals(rule_set, given[pk]).values())
        found[review, Side(side)] = points_grade(rule_set.points, total, done_percent=done, above_percent=above)
    return found
