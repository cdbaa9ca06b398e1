"""The committee chooses and concludes: what a choice must explain, what holds a conclusion back. A human chooses each grade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.quota import check_cap, counted
from chibo.domain.evaluation.rule_sets import RuleSet, highest_grade
from chibo.domain.evaluation.way import ReviewFacts, Side, check_decide
from chibo.domain.rules import Violation, refusal


def departs(facts: ReviewFacts, grade: Grade) -> bool:
    """Whether ``grade`` is another than was proposed, or than the office or the cell gave, once all sides have written.

    What the two sides agreed on in their sitting stands for both.
    """
    if not facts.all_written:
        return False
    if facts.joint_grade is not None:
        return grade is not facts.joint_grade
    given = (facts.proposal, facts.part(Side.OFFICE).grade, facts.part(Side.CELL).grade)
    return any(each is not None and each is not grade for each in given)


def check_choice(facts: ReviewFacts, grade: Grade, reason: str) -> list[Violation]:
    """Whether the committee may mean to give ``grade``: not once it is decided; with a reason where it departs."""
    if facts.left_out_on is not None:
        return [refusal("REVIEW_LEFT_OUT", day=facts.left_out_on)]
    if facts.decided_on is not None:
        return [refusal("REVIEW_DECIDED", day=facts.decided_on)]
    return [refusal("CHOICE_WANTS_REASON")] if departs(facts, grade) and not reason.strip() else []


@dataclass(frozen=True, slots=True)
class Chosen:
    """A review that the committee means to conclude on: who it is (``name``), its facts, the grade chosen and why."""

    name: str
    facts: ReviewFacts
    grade: Grade
    reason: str = ""

    @property
    def has_office(self) -> bool:
        return Side.OFFICE in self.facts.wanted


def check_conclude(
    rule_set: RuleSet, chosen: Iterable[Chosen], standing: Iterable[Grade], *, of_cells: bool
) -> list[Violation]:
    """What holds the conclusion on all of ``chosen`` back; ``standing``: the grades in force already in the same cycle.

    Nobody to conclude on; a side that has neither written nor been recorded as missing, a joint sitting owed, a departure
    without reason, an excellent one whom the office did not find excellent, and the cap over everything concluded so far.
    """
    chosen = list(chosen)
    if not chosen:
        return [refusal("NOTHING_CHOSEN")]
    found = [violation for each in chosen for violation in _held_back(rule_set, each)]
    grades = [*standing, *(each.grade for each in chosen)]
    return found + check_grades(rule_set, grades, of_cells=of_cells)


def check_grades(rule_set: RuleSet, grades: Iterable[Grade], *, of_cells: bool) -> list[Violation]:
    """Whether the grades of all members (or all cells) of one cycle keep the cap."""
    cap = rule_set.cap
    return check_cap(counted(grades), cap) if cap is not None and (cap.cells or not of_cells) else []


def check_work_first(rule_set: RuleSet, each: Chosen) -> list[Violation]:
    """Whether the work allows the grade chosen."""
    highest = highest_grade(rule_set, each.facts.part(Side.OFFICE).grade, has_office=each.has_office)
    if each.grade.rank <= highest.rank:
        return []
    return [refusal("WORK_COMES_FIRST", name=each.name, highest=highest)]


def _held_back(rule_set: RuleSet, each: Chosen) -> list[Violation]:
    found = []
    for violation in check_decide(each.facts):
        code = {"SIDES_MISSING": "CHOSEN_SIDES_MISSING", "JOINT_OWED": "CHOSEN_JOINT_OWED"}.get(violation.code)
        found.append(refusal(code, name=each.name, **violation.params) if code else violation)
    if found:
        return found
    if departs(each.facts, each.grade) and not each.reason.strip():
        found.append(refusal("CHOSEN_WANTS_REASON", name=each.name))
    return found + check_work_first(rule_set, each)


def check_ruling(
    rule_set: RuleSet, each: Chosen, others: Iterable[Grade], was: Grade, *, of_cells: bool, appealed_on: date, on: date
) -> list[Violation]:
    """Whether an appeal may be ruled on with this grade: not before it came, and the cap and the work hold for a new grade."""
    if on < appealed_on:
        return [refusal("RULED_BEFORE_APPEAL", day=appealed_on)]
    if each.grade is was:
        return []
    return check_work_first(rule_set, each) + check_grades(rule_set, [*others, each.grade], of_cells=of_cells)
