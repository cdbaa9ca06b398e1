"""Where the grades of a cycle stand: those in force, those chosen, and the cap over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chibo.domain.evaluation.deciding import Chosen
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.quota import Quota, counted, quota
from chibo.domain.evaluation.rule_sets import RuleSet
from chibo.evaluations.models import Choice, Cycle, Review, Verdict
from chibo.evaluations.queries.reviews import facts_for
from chibo.registry.queries.units import names_on


def grades_in_force(cycle: Cycle, day: date, *, of_cells: bool) -> dict[int, Grade]:
    """Review id → the grade in force on ``day``. One SQL query."""
    rows = Verdict.objects.filter(
        review__cycle=cycle, review__member__isnull=of_cells, conclusion__decided_on__lte=day
    ).order_by("number")
    return {review: Grade(grade) for review, grade in rows.values_list("review_id", "grade")}


def choices_of(cycle: Cycle, day: date, *, of_cells: bool) -> list[Choice]:
    """What the committee means to give to reviews that are neither decided nor left out, by cell and name. One SQL query."""
    rows = Choice.objects.filter(review__cycle=cycle, review__member__isnull=of_cells, chosen_on__lte=day)
    rows = rows.filter(review__left_out_on=None, review__verdicts=None)
    rows = rows.select_related("review__member", "review__cell", "review__cycle__committee")
    return list(rows.order_by("review__cell__code", "review__member__sort_key", "review_id"))


def quota_of(
    cycle: Cycle, rule_set: RuleSet, day: date, *, of_cells: bool, meant: Mapping[int, Grade | None] | None = None
) -> Quota:
    """The cap over what is in force and what is chosen; ``meant``: choices on a form not saved yet, by review id
    (``None``: none)."""
    grades: dict[int, Grade | None] = {
        each.review_id: Grade(each.grade) for each in choices_of(cycle, day, of_cells=of_cells)
    }
    grades |= meant or {}
    grades |= grades_in_force(cycle, day, of_cells=of_cells)
    cap = rule_set.cap if rule_set.cap is not None and (rule_set.cap.cells or not of_cells) else None
    return quota(counted(grade for grade in grades.values() if grade is not None), cap)


def chosen_of(choices: list[Choice], day: date) -> list[Chosen]:
    """The choices as the rules see them."""
    facts = facts_for([each.review for each in choices], day)
    names = names_on({each.review.cell_id for each in choices if each.review.member_id is None}, day)
    return [
        Chosen(name_of(each.review, names), facts[each.review_id], Grade(each.grade), each.reason) for each in choices
    ]


def name_of(review: Review, names: Mapping[int, str]) -> str:
    """The member, or the cell under its name among ``names``."""
    return review.member.full_name if review.member is not None else names.get(review.cell_id, review.cell.code)
