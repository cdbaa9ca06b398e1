"""A concern goes to an office, is answered, read back in the cell, and closed or reopened by the cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.feedback import concerns as rules
from chibo.domain.feedback.concerns import ConcernFacts, ConcernKind
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import nfc
from chibo.feedback import policies
from chibo.feedback.models import Concern, Handling
from chibo.feedback.queries.concerns import facts_of, lock, under_way
from chibo.registry.models import Office
from chibo.registry.queries.cells import commune_of

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("feedback.concern_routed", label=_("Chuyển tâm tư đến bộ phận"), allowed=policies.may_route)
def route_concern(*, actor: User, concern: Concern, office: Office, on: date, reason: str = "") -> Concern:
    """``office`` is to answer; where another had it, that one's round ends for ``reason``. The deadline stays.

    Raises ``RuleBroken``: CONCERN_JOINED, CONCERN_ANSWERED, CONCERN_SAME_OFFICE, CONCERN_REASON_WANTED,
    CONCERN_DAY_TOO_EARLY, CONCERN_OFFICE_CLOSED.
    """
    concern = lock(concern)
    facts = facts_of(concern)
    commune = commune_of(concern.cell)
    if commune is None or office.commune_id != commune.pk or not Office.objects.on(on).filter(pk=office.pk).exists():
        require([refusal("CONCERN_OFFICE_CLOSED", office=office.name, on=on)])
    require(rules.check_route(facts, on, office=office.name, reason=reason))
    if facts.routed_on is not None:
        former = under_way(concern)
        former.passed_on, former.pass_reason = on, reason.strip()
        former.save()
    _begin(concern, office, on, due_on=facts.due_on, actor=actor)
    return concern


@use_case("feedback.concern_answered", label=_("Trả lời tâm tư"), allowed=policies.may_answer)
def answer_concern(*, actor: User, concern: Concern, wording: str, on: date) -> Concern:
    """The office in charge has answered; the cell is to read it back. Answers are never changed, nor kept in the log.

    Raises ``RuleBroken``: CONCERN_JOINED, CONCERN_NOT_ROUTED, CONCERN_ANSWERED, CONCERN_DAY_TOO_EARLY.
    """
    concern = lock(concern)
    require(rules.check_answer(facts_of(concern), on))
    handling = under_way(concern)
    handling.answered_on, handling.answered_by, handling.answer = on, actor, nfc(wording).strip()
    handling.save()
    return concern


@use_case("feedback.answer_read_back", label=_("Đọc lại trả lời tại chi bộ"), allowed=policies.may_judge)
def read_back(*, actor: User, concern: Concern, on: date) -> Concern:
    """The answer was read at the cell's meeting of ``on``.

    Raises ``RuleBroken``: CONCERN_NOT_ANSWERED, CONCERN_READ_BACK, CONCERN_DAY_TOO_EARLY.
    """
    concern = lock(concern)
    require(rules.check_read_back(facts_of(concern), on))
    handling = under_way(concern)
    handling.read_back_on, handling.read_back_by = on, actor
    handling.save()
    return concern


@use_case("feedback.concern_closed", label=_("Chi bộ khép tâm tư"), allowed=policies.may_judge)
def close_concern(*, actor: User, concern: Concern, on: date) -> Concern:
    """The cell finds the answer good. Never the office: nobody who leads or works in it, nor the head of office.

    Raises ``RuleBroken``: CONCERN_CLOSED, CONCERN_NOT_ANSWERED, CONCERN_NOT_READ_BACK, CONCERN_JUDGED_BY_OFFICE,
    CONCERN_DAY_TOO_EARLY.
    """
    concern = lock(concern)
    facts = facts_of(concern)
    require(rules.check_close(facts, on, by_office=_is_of_office(actor, concern, facts, on)))
    handling = under_way(concern)
    handling.closed_on, handling.closed_by = on, actor
    handling.save()
    return concern


@use_case("feedback.concern_reopened", label=_("Chi bộ mở lại tâm tư"), allowed=policies.may_judge)
def reopen_concern(*, actor: User, concern: Concern, on: date, reason: str) -> Concern:
    """The cell does not find the answer good: the same office is to answer again, by a new deadline from ``on``.

    Raises ``RuleBroken``: as for closing, and CONCERN_REASON_WANTED.
    """
    concern = lock(concern)
    facts = facts_of(concern)
    by_office = _is_of_office(actor, concern, facts, on)
    require(rules.check_reopen(facts, on, reason=reason, by_office=by_office))
    former = under_way(concern)
    former.reopened_on, former.reopen_reason = on, reason.strip()
    former.save()
    open_now = Office.objects.on(on).filter(commune=former.office.commune_id, code=former.office.code).first()
    due_on = rules.answer_due_on(ConcernKind(concern.kind), on)
    _begin(concern, open_now or former.office, on, due_on=due_on, actor=actor)
    return concern


def _begin(concern: Concern, office: Office, on: date, *, due_on: date, actor: User) -> None:
    number = concern.handlings.count() + 1
    Handling(concern=concern, number=number, office=office, routed_on=on, routed_by=actor, due_on=due_on).save()


def _is_of_office(actor: User, concern: Concern, facts: ConcernFacts, on: date) -> bool:
    if facts.routed_on is None:
        return False
    return policies.is_of_office(actor, under_way(concern).office, on)
