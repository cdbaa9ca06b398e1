"""From an adopted plan to signed papers; cancelling by a new decision until the day of effect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.campaigns import policies
from chibo.campaigns.models import CampaignCommune, Paper, Reorganisation
from chibo.campaigns.queries.communes import adoption_of, lock, reorganisation_of
from chibo.campaigns.queries.shape import shape_of
from chibo.campaigns.services.papers import sign_cancellation, sign_papers
from chibo.campaigns.services.plans import out_of_date
from chibo.domain import rules
from chibo.domain.rules import Severity, Violation
from chibo.registry.queries.units import cell_facts

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("campaigns.decision_signed", label=_("Ký quyết định"), allowed=policies.may_decide)
def sign_decision(*, actor: User, commune: CampaignCommune, on: date, effective_on: date) -> Reorganisation:
    """The adopted plan is decided on ``on``, to take effect on ``effective_on``: every paper is numbered and frozen.

    Raises ``RuleBroken``: ALREADY_DECIDED (also for the second of two clicks or officers), NOT_ADOPTED, out-of-date
    plans, DECIDED_BEFORE_BASIS, EFFECTIVE_BEFORE_DECIDED, and whatever the papers still miss.
    """
    lock(commune)
    if reorganisation_of(commune) is not None:
        require([_refusal("ALREADY_DECIDED", commune=commune.unit.code)])
    adoption = adoption_of(commune)
    if adoption is None:
        require([_refusal("NOT_ADOPTED", commune=commune.unit.code)])
        raise AssertionError
    require(
        rules.check_decision_dates(decided_on=on, effective_on=effective_on, basis_on=commune.campaign.issued_on)
        + out_of_date(adoption.plan, on)
        + check_plan(commune, adoption.plan, on)
    )
    signed = sign_papers(actor=actor, commune=commune, plan=adoption.plan, on=on, effective_on=effective_on)
    reorganisation = Reorganisation(
        commune=commune,
        plan=adoption.plan,
        decision=signed.decision,
        transfer_decision=signed.transfer_decision,
        decided_on=on,
        effective_on=effective_on,
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
        require([_refusal("REASON_WANTED_HERE")])
    if reorganisation.carried_out_on is not None:
        require([_refusal("ALREADY_CARRIED_OUT", day=reorganisation.carried_out_on)])
    if reorganisation.cancelled_on is not None:
        require([_refusal("ALREADY_CANCELLED", day=reorganisation.cancelled_on)])
    require(rules.check_decision_dates(decided_on=on, effective_on=on, basis_on=reorganisation.decided_on))
    sign_cancellation(actor=actor, reorganisation=reorganisation, on=on, reason=reason.strip())
    reorganisation.cancelled_on = on
    reorganisation.save()
    return reorganisation


def check_plan(commune: CampaignCommune, plan: Any, on: date) -> list[Violation]:
    """Whether the cells that close may be dissolved by ``plan``: every member has somewhere to go."""
    closing = cell_facts(shape_of(commune, on).closing, on)
    places = {row.member_id: row.to_cell.code for row in plan.placements.select_related("to_cell")}
    found = []
    for cell in closing:
        own = {member.id: places[member.id] for member in cell.members if member.id in places}
        found += rules.check_dissolution(cell, own)
    return found


def _refusal(code: str, **params: Any) -> Violation:
    return Violation(code, Severity.BLOCKING, params)
