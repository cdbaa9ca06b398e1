"""The committee opens a cycle, takes in who came late, leaves out who is not rated, reminds, cancels."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.evaluation.opening import CycleDays, check_open
from chibo.domain.evaluation.reminding import check_reminder, is_late
from chibo.domain.evaluation.rule_set_data import to_data
from chibo.domain.evaluation.rule_sets import CapOf, PeriodKind
from chibo.domain.evaluation.way import Side, check_decide
from chibo.domain.periods import Period
from chibo.domain.rules import refusal
from chibo.evaluations import policies
from chibo.evaluations.models import Cycle, FormerCell, Reminder, Review
from chibo.evaluations.queries import cycles as find
from chibo.evaluations.queries import reviews
from chibo.evaluations.queries.progress import owed_to
from chibo.evaluations.queries.roll import Entry, entry_of, roll_of
from chibo.evaluations.queries.rule_sets import known_rule_sets
from chibo.kit.language import source_language
from chibo.registry.models import Member, Unit
from chibo.registry.queries.units import lock as lock_unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("evaluations.cycle_opened", label=_("Mở đợt kiểm điểm"), allowed=policies.may_open)
def open_cycle(
    *,
    actor: User,
    committee: Unit,
    kind: str,
    starts_on: date,
    ends_on: date,
    rules: str,
    days: CycleDays,
    on: date,
    cap_of: str = "",
    answer_days: int | None = None,
) -> Cycle:
    """The review of ``committee`` over [``starts_on``, ``ends_on``) begins under the rule set with the code ``rules``.

    One review for each member of its cells on the day of the rule, one for each cell; the rules are copied and stay.
    ``cap_of``: what the cap is a share of, where the committee sets it; ``answer_days``: other than those of the rules.
    Raises ``RuleBroken``: CYCLE_RULES_UNKNOWN, CYCLE_PERIOD_NOT_OF_RULES, CYCLE_BEFORE_RULES, CYCLE_TOO_EARLY,
    CYCLE_DAYS_OUT_OF_ORDER, CYCLE_EXISTS, CYCLE_WITHOUT_MEMBERS.
    """
    committee = lock_unit(committee)
    rule_set = next((each.rules for each in known_rule_sets() if each.rules.code == rules), None)
    if rule_set is None:
        require([refusal("CYCLE_RULES_UNKNOWN", code=rules)])
    assert rule_set is not None
    period = Period(starts_on, ends_on)
    require(check_open(rule_set, PeriodKind(kind), period, days))
    name = name_on(committee, on)
    if find.cycle_of_period(committee, starts_on, ends_on) is not None:
        require([refusal("CYCLE_EXISTS", unit=name, starts_on=starts_on)])
    with source_language():
        roll = roll_of(committee, period, rule_set, on)
    if not roll.entries:
        require([refusal("CYCLE_WITHOUT_MEMBERS", unit=name, on=roll.day)])
    content = to_data(rule_set)
    if cap_of and "cap" in content:
        content["cap"]["of"] = CapOf(cap_of).value
    cycle = Cycle(
        committee=committee,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        rules=content,
        opened_on=on,
        opened_by=actor,
        self_due_on=days.self_due_on,
        office_due_on=days.office_due_on,
        cell_due_on=days.cell_due_on,
        decision_due_on=days.decision_due_on,
        answer_days=answer_days or rule_set.answer_days,
    )
    cycle.save()
    made = Review.objects.bulk_create(_review(cycle, entry, on) for entry in roll.entries)
    former = [
        FormerCell(review=row, cell_id=cell)
        for row, entry in zip(made, roll.entries, strict=True)
        for cell in entry.former
    ]
    FormerCell.objects.bulk_create(former)
    Review.objects.bulk_create(Review(cycle=cycle, cell_id=cell, opened_on=on) for cell in roll.cells)
    return cycle


@use_case("evaluations.late_review_added", label=_("Thêm hồ sơ kiểm điểm"), allowed=policies.may_run)
def add_late_review(*, actor: User, cycle: Cycle, member: Member, on: date) -> Review:
    """``member``, who came after the opening, is reviewed too.

    Raises ``RuleBroken``: CYCLE_CANCELLED, REVIEW_EXISTS, MEMBER_NOT_IN_COMMUNE.
    """
    cycle = _running(cycle)
    if cycle.reviews.filter(member=member).exists():
        require([refusal("REVIEW_EXISTS", name=member.full_name)])
    with source_language():
        entry = entry_of(cycle.committee, member, Period(cycle.starts_on, cycle.ends_on), find.rules_of(cycle), on)
    if entry is None:
        require([refusal("MEMBER_NOT_IN_COMMUNE", name=member.full_name, unit=name_on(cycle.committee, on))])
    assert entry is not None
    review = _review(cycle, entry, on)
    review.save()
    FormerCell.objects.bulk_create(FormerCell(review=review, cell_id=cell) for cell in entry.former)
    if not cycle.reviews.filter(member=None, cell=entry.cell).exists():
        Review(cycle=cycle, cell_id=entry.cell, opened_on=on).save()
    return review


@use_case("evaluations.review_left_out", label=_("Không xếp loại"), allowed=policies.may_run_review)
def leave_out(*, actor: User, review: Review, reason: str, on: date) -> Review:
    """Whom ``review`` is about is not rated in this cycle, for ``reason``.

    Raises ``RuleBroken``: REVIEW_LEFT_OUT, REVIEW_DECIDED, REASON_WANTED_HERE, CYCLE_CANCELLED.
    """
    _running(review.cycle)
    review = reviews.lock(review)
    over = {"REVIEW_LEFT_OUT", "REVIEW_DECIDED"}
    require([found for found in check_decide(reviews.facts_of(review, date.max)) if found.code in over])
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    review.left_out_on, review.left_out_reason = on, reason.strip()[:300]
    review.save()
    return review


@use_case("evaluations.cycle_cancelled", label=_("Huỷ đợt kiểm điểm"), allowed=policies.may_run)
def cancel_cycle(*, actor: User, cycle: Cycle, reason: str, on: date) -> Cycle:
    """The cycle, opened by mistake, is none; another may be opened over its period.

    Raises ``RuleBroken``: CYCLE_CANCELLED, CYCLE_BEGUN where a side has handed in its part, REASON_WANTED_HERE.
    """
    cycle = _running(cycle)
    if find.has_submitted(cycle):
        require([refusal("CYCLE_BEGUN")])
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    cycle.cancelled_on = on
    cycle.save()
    return cycle


@use_case("evaluations.side_reminded", label=_("Nhắc các bên trong đợt kiểm điểm"), allowed=policies.may_run)
def remind(*, actor: User, cycle: Cycle, side: str, on: date, cell: Unit | None = None) -> Reminder:
    """``side`` (of ``cell``; the offices have none) is reminded of the parts it owes; once its day has passed the committee
    above reads of it too. Nothing is filled in for it.

    Raises ``RuleBroken``: CYCLE_CANCELLED, NOTHING_OWED, SIDE_REMINDED_TODAY, SIDE_REMINDER_LIMIT.
    """
    cycle = _running(cycle)
    owed = owed_to(cycle, Side(side), cell.pk if cell is not None else None, on)
    require(check_reminder(owed=owed, reminded=find.reminded_days(cycle, side, cell), on=on))
    row = Reminder(
        cycle=cycle,
        side=side,
        cell=cell,
        on=on,
        owed_count=owed,
        is_escalated=is_late(find.days_of(cycle), Side(side), on),
        sent_by=actor,
    )
    row.save()
    return row


def _running(cycle: Cycle) -> Cycle:
    """The cycle locked. Raises ``RuleBroken``: CYCLE_CANCELLED."""
    cycle = find.lock(cycle)
    if cycle.cancelled_on is not None:
        require([refusal("CYCLE_CANCELLED", day=cycle.cancelled_on)])
    return cycle


def _review(cycle: Cycle, entry: Entry, on: date) -> Review:
    return Review(
        cycle=cycle,
        member=entry.member,
        cell_id=entry.cell,
        office=entry.office,
        home_cell_id=entry.home_cell,
        is_leader=entry.is_leader,
        opened_on=on,
        left_out_on=on if entry.left_out else None,
        left_out_reason=entry.left_out,
    )
