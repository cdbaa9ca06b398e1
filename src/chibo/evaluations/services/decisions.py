"""The committee chooses grades, concludes on many at once under the cap, and rules on appeals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.documents.models import Document
from chibo.documents.queries.issuing import issue_of
from chibo.documents.rendering.fonts import check_printable
from chibo.documents.services.signing import sign
from chibo.domain.evaluation import deciding as rules
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.quota import counted as count_grades
from chibo.domain.evaluation.quota import quota
from chibo.domain.papers.evaluation import compose_grading
from chibo.domain.papers.facts import Graded, Grading
from chibo.domain.papers.gaps import missing
from chibo.domain.papers.model import Paper, PaperKind, Verification
from chibo.domain.rules import refusal
from chibo.domain.working_days import add_working_days
from chibo.evaluations import policies
from chibo.evaluations.models import Choice, Conclusion, Cycle, Reply, Review, Ruling, Verdict
from chibo.evaluations.queries import standing as find
from chibo.evaluations.queries.cycles import lock as lock_cycle
from chibo.evaluations.queries.cycles import rules_of
from chibo.evaluations.queries.reviews import facts_of, lock
from chibo.evaluations.wording import period_words
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.domain.evaluation.rule_sets import RuleSet


@use_case("evaluations.grade_chosen", label=_("Chọn mức xếp loại dự kiến"), allowed=policies.may_judge)
def choose_grade(*, actor: User, review: Review, grade: str, on: date, reason: str = "") -> Choice:
    """The committee means to give ``grade``; it may choose otherwise until it has concluded.

    Raises ``RuleBroken``: CYCLE_CANCELLED, REVIEW_LEFT_OUT, REVIEW_DECIDED, CHOICE_WANTS_REASON.
    """
    _running(lock_cycle(review.cycle))
    review = lock(review)
    require(rules.check_choice(facts_of(review, date.max), Grade(grade), reason))
    choice = Choice.objects.filter(review=review).first() or Choice(review=review)
    choice.grade, choice.reason = Grade(grade).value, reason.strip()[:300]
    choice.chosen_on, choice.chosen_by = on, actor
    choice.save()
    return choice


@use_case("evaluations.grades_concluded", label=_("Kết luận xếp loại"), allowed=policies.may_run)
def conclude(*, actor: User, cycle: Cycle, kind: str, on: date) -> Conclusion:
    """Every member (``MEMBERS``) or cell (``CELLS``) for whom a grade is chosen and none in force is given it, by one signed
    paper; the member may answer or appeal from then on.

    Raises ``RuleBroken``: CYCLE_CANCELLED, NOTHING_CHOSEN, CHOSEN_SIDES_MISSING, CHOSEN_JOINT_OWED, CHOSEN_WANTS_REASON,
    WORK_COMES_FIRST, CAP_EXCEEDED, CAP_OF_NOUGHT, what the paper misses (``domain.papers.gaps``), SIGNED_BEFORE_LAST.
    """
    cycle = _running(lock_cycle(cycle))
    rule_set = rules_of(cycle)
    of_cells = kind == Conclusion.CELLS
    choices = find.choices_of(cycle, on, of_cells=of_cells)
    standing = find.grades_in_force(cycle, date.max, of_cells=of_cells)
    require(rules.check_conclude(rule_set, find.chosen_of(choices, on), standing.values(), of_cells=of_cells))
    names = names_on({each.review.cell_id for each in choices}, on)
    lines = tuple(_graded(each.review, Grade(each.grade), names) for each in choices)
    conclusion = _conclude(
        cycle,
        rule_set,
        kind=kind,
        grades=[*standing.values(), *(Grade(each.grade) for each in choices)],
        of_cells=of_cells,
        lines=lines,
        actor=actor,
        on=on,
    )
    Verdict.objects.bulk_create(
        Verdict(review=each.review, conclusion=conclusion, grade=each.grade, reason=each.reason) for each in choices
    )
    return conclusion


@use_case("evaluations.appeal_ruled", label=_("Giải quyết khiếu nại xếp loại"), allowed=policies.may_rule)
def rule_on_appeal(*, actor: User, reply: Reply, wording: str, on: date, grade: str = "") -> Ruling:
    """The appeal is answered with ``wording``: the grade stays, or ``grade`` follows it by a signed paper. It is final.

    Raises ``RuleBroken``: CYCLE_CANCELLED, NO_APPEAL, APPEAL_RULED, RULED_BEFORE_APPEAL, REASON_WANTED_HERE,
    WORK_COMES_FIRST, CAP_EXCEEDED, CAP_OF_NOUGHT, what the paper misses, SIGNED_BEFORE_LAST.
    """
    cycle = _running(lock_cycle(reply.review.cycle))
    review = lock(reply.review)
    if reply.kind != Reply.APPEAL:
        require([refusal("NO_APPEAL")])
    if Ruling.objects.filter(reply=reply).exists():
        require([refusal("APPEAL_RULED", day=reply.ruling.on)])
    if not wording.strip():
        require([refusal("REASON_WANTED_HERE")])
    of_cells = review.member_id is None
    rule_set = rules_of(cycle)
    grades = find.grades_in_force(cycle, date.max, of_cells=of_cells)
    was = grades.pop(review.pk)
    new = Grade(grade) if grade else was
    names = names_on({review.cell_id}, on)
    chosen = rules.Chosen(find.name_of(review, names), facts_of(review, on), new)
    require(rules.check_ruling(rule_set, chosen, grades.values(), was, of_cells=of_cells, appealed_on=reply.on, on=on))
    verdict = None
    if new is not was:
        conclusion = _conclude(
            cycle,
            rule_set,
            kind=Conclusion.APPEAL,
            grades=[*grades.values(), new],
            of_cells=of_cells,
            lines=(replace(_graded(review, new, names), was=was),),
            actor=actor,
            on=on,
        )
        last = review.verdicts.order_by("-number")[0].number
        verdict = Verdict(review=review, number=last + 1, conclusion=conclusion, grade=new.value)
        verdict.save()
    ruling = Ruling(reply=reply, on=on, text=wording.strip(), verdict=verdict, ruled_by=actor)
    ruling.save()
    return ruling


def grading_facts(
    cycle: Cycle, lines: tuple[Graded, ...], on: date, *, of_cells: bool, on_appeal: bool = False
) -> Grading:
    """What the paper of a conclusion says when it is dated ``on``, not numbered yet."""
    return Grading(
        issue=issue_of(cycle.committee, on),
        effective_on=on,
        period=period_words(cycle),
        sources=tuple(source.strip() for source in rules_of(cycle).source.split(";") if source.strip()),
        lines=lines,
        of_cells=of_cells,
        on_appeal=on_appeal,
        answer_days=cycle.answer_days,
    )


def _conclude(
    cycle: Cycle,
    rule_set: RuleSet,
    *,
    kind: str,
    grades: Iterable[Grade],
    of_cells: bool,
    lines: tuple[Graded, ...],
    actor: User,
    on: date,
) -> Conclusion:
    """The paper is signed, and the conclusion stands with the figures of all ``grades`` that are then in force."""
    on_appeal = kind == Conclusion.APPEAL
    document = _sign(grading_facts(cycle, lines, on, of_cells=of_cells, on_appeal=on_appeal), cycle, actor, on)
    cap = rule_set.cap if rule_set.cap is not None and (rule_set.cap.cells or not of_cells) else None
    counts = quota(count_grades(grades), cap)
    conclusion = Conclusion(
        cycle=cycle,
        kind=kind,
        decided_on=on,
        decided_by=actor,
        appeal_until=on if on_appeal else add_working_days(on, cycle.answer_days),
        document=document,
        excellent_count=counts.taken,
        good_count=counts.counts[Grade.GOOD],
        limit_count=counts.limit,
    )
    conclusion.save()
    return conclusion


def _sign(facts: Grading, cycle: Cycle, actor: User, on: date) -> Document:
    require(missing(facts) + check_printable(compose_grading(facts)))

    def compose(number: int, verification: Verification) -> Paper:
        return compose_grading(replace(facts, issue=replace(facts.issue, number=number, verification=verification)))

    return sign(
        issuer=cycle.committee,
        kind=PaperKind.GRADING,
        on=on,
        signer=facts.issue.signer.name if facts.issue.signer else "",
        signed_by=actor,
        compose=compose,
    )


def _graded(review: Review, grade: Grade, names: dict[int, str]) -> Graded:
    cell = names[review.cell_id]
    return Graded(name=find.name_of(review, names), grade=grade, cell="" if review.member_id is None else cell)


def _running(cycle: Cycle) -> Cycle:
    if cycle.cancelled_on is not None:
        require([refusal("CYCLE_CANCELLED", day=cycle.cancelled_on)])
    return cycle
