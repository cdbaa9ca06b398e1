"""From an adopted plan to signed papers; cancelling and correcting them by a new decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.campaigns import policies
from chibo.campaigns.models import CampaignCommune, Paper, Reorganisation
from chibo.campaigns.queries.communes import adoption_of, lock, reorganisation_of
from chibo.campaigns.queries.papers import held_back
from chibo.campaigns.queries.plans import out_of_date
from chibo.campaigns.queries.shape import shape_of
from chibo.campaigns.services.later_papers import sign_amendment, sign_cancellation
from chibo.campaigns.services.papers import sign_papers
from chibo.domain import rules
from chibo.domain.papers.facts import Correction
from chibo.domain.rules import Violation, refusal
from chibo.registry.models import Decision
from chibo.registry.queries.units import cell_facts, name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("campaigns.decision_signed", label=_("Ký quyết định"), allowed=policies.may_decide)
def sign_decision(*, actor: User, commune: CampaignCommune, on: date, effective_on: date) -> Reorganisation:
    """The adopted plan is decided on ``on``, to take effect on ``effective_on``: every paper is numbered and frozen.

    Members held on that day stand in no list; they wait for a decision of their own. Raises ``RuleBroken``:
    ALREADY_DECIDED (also for the second of two clicks or officers), NOT_ADOPTED, out-of-date plans,
    DECIDED_BEFORE_BASIS, EFFECTIVE_BEFORE_DECIDED, and whatever the papers still miss.
    """
    lock(commune)
    require(check_signing(commune, on=on, effective_on=effective_on))
    adoption = adoption_of(commune)
    if adoption is None:
        raise AssertionError("check_signing refuses what is not adopted")
    signed = sign_papers(actor=actor, commune=commune, plan=adoption.plan, on=on, effective_on=effective_on)
    reorganisation = Reorganisation(
        commune=commune,
        plan=adoption.plan,
        decision=signed.decision,
        transfer_decision=signed.transfer_decision,
        decided_on=on,
        effective_on=effective_on,
        held_back=held_back(adoption.plan, on),
    )
    reorganisation.save()
    for paper in signed.papers:
        Paper(reorganisation=reorganisation, document=paper.document, cell=paper.cell, member=paper.member).save()
    return reorganisation


@use_case("campaigns.decision_cancelled", label=_("Huỷ quyết định"), allowed=policies.may_carry_out)
def cancel_decision(*, actor: User, reorganisation: Reorganisation, on: date, reason: str) -> Reorganisation:
    """A new decision cancels what was decided, as long as it was not carried out; the plan stays adopted.

    Raises ``RuleBroken``: ALREADY_CARRIED_OUT, ALREADY_CANCELLED, REASON_WANTED_HERE, DECIDED_BEFORE_BASIS.
    """
    lock(reorganisation.commune)
    reorganisation.refresh_from_db()
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    if reorganisation.carried_out_on is not None:
        require([refusal("ALREADY_CARRIED_OUT", day=reorganisation.carried_out_on)])
    if reorganisation.cancelled_on is not None:
        require([refusal("ALREADY_CANCELLED", day=reorganisation.cancelled_on)])
    require(rules.check_decision_dates(decided_on=on, effective_on=on, basis_on=reorganisation.decided_on))
    sign_cancellation(actor=actor, reorganisation=reorganisation, on=on, reason=reason.strip())
    reorganisation.cancelled_on = on
    reorganisation.save()
    return reorganisation


@use_case("campaigns.decision_corrected", label=_("Đính chính quyết định"), allowed=policies.may_carry_out)
def correct_decision(
    *,
    actor: User,
    reorganisation: Reorganisation,
    decision: Decision,
    corrections: Sequence[Correction],
    on: date,
    reason: str,
) -> Decision:
    """A new decision corrects passages of ``decision``, one of ``reorganisation``; what was signed stays as it is.

    Raises ``RuleBroken``: ALREADY_CANCELLED, REASON_WANTED_HERE, NOT_OF_THIS_REORGANISATION, DECIDED_BEFORE_BASIS,
    PAPER_WITHOUT_CORRECTIONS.
    """
    lock(reorganisation.commune)
    reorganisation.refresh_from_db()
    if reorganisation.cancelled_on is not None:
        require([refusal("ALREADY_CANCELLED", day=reorganisation.cancelled_on)])
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    if not reorganisation.papers.filter(document__decision=decision).exists():
        require([refusal("NOT_OF_THIS_REORGANISATION", decision=decision.symbol)])
    require(rules.check_decision_dates(decided_on=on, effective_on=on, basis_on=decision.signed_on))
    return sign_amendment(
        actor=actor,
        reorganisation=reorganisation,
        amended=decision,
        corrections=corrections,
        reason=reason.strip(),
        on=on,
    )


def check_signing(commune: CampaignCommune, *, on: date, effective_on: date) -> list[Violation]:
    """Why ``commune`` cannot decide on ``on`` as things stand, apart from what its papers miss; empty where it can."""
    if reorganisation_of(commune) is not None:
        return [refusal("ALREADY_DECIDED", commune=name_on(commune.unit_id, on))]
    adoption = adoption_of(commune)
    if adoption is None:
        return [refusal("NOT_ADOPTED", commune=name_on(commune.unit_id, on))]
    return [
        *rules.check_decision_dates(decided_on=on, effective_on=effective_on, basis_on=commune.campaign.issued_on),
        *out_of_date(adoption.plan, on),
        *check_plan(commune, adoption.plan, on),
    ]


def check_plan(commune: CampaignCommune, plan: Any, on: date) -> list[Violation]:
    """Whether the cells that close may be dissolved by ``plan``: every member who is not held has somewhere to go.

    A place kept for a held member is theirs when the hold ends; until then the decision does not move them.
    """
    closing = cell_facts(shape_of(commune, on).closing, on)
    places = {row.member_id: row.to_cell.code for row in plan.placements.select_related("to_cell")}
    found = []
    for cell in closing:
        moving = [member.id for member in cell.members if not member.held]
        own = {member_id: places[member_id] for member_id in moving if member_id in places}
        found += rules.check_dissolution(cell, own)
    return found
