"""A directive opens a campaign, which cascades to every commune below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.campaigns import policies
from chibo.campaigns.models import Campaign, CampaignCommune
from chibo.campaigns.queries.communes import lock, reorganisation_of
from chibo.campaigns.queries.overview import communes_below
from chibo.campaigns.queries.problems import check_rules
from chibo.domain.organisation import UnitKind
from chibo.domain.problem_fields import MalformedProblem
from chibo.domain.rules import refusal
from chibo.registry.models import Unit

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("campaigns.campaign_created", label=_("Mở đợt sắp xếp"), allowed=policies.may_create)
def create_campaign(
    *,
    actor: User,
    code: str,
    unit: Unit,
    title: str,
    directive_number: str,
    directive_issuer: str,
    issued_on: date,
    deadline: date,
    kind: str = Campaign.DISSOLVE,
    rules: Mapping[str, Any] | None = None,
    letters_wanted: bool = False,
) -> Campaign:
    """The campaign is open, and every commune in force below ``unit`` on ``issued_on`` has its part and the deadline.

    Raises ``RuleBroken``: CAMPAIGN_CODE_TAKEN, DEADLINE_BEFORE_ISSUE, NO_COMMUNE_BELOW, BAD_RULES.
    """
    if Campaign.objects.filter(code=code).exists():
        require([refusal("CAMPAIGN_CODE_TAKEN", code=code)])
    if deadline < issued_on:
        require([refusal("DEADLINE_BEFORE_ISSUE", deadline=deadline, issued_on=issued_on)])
    _refuse_bad_rules(rules or {})
    communes = communes_below(unit, issued_on)
    if not communes:
        require([refusal("NO_COMMUNE_BELOW", unit=unit.code, on=issued_on)])
    campaign = Campaign(
        code=code,
        kind=kind,
        unit=unit,
        title=title,
        directive_number=directive_number,
        directive_issuer=directive_issuer,
        issued_on=issued_on,
        deadline=deadline,
        rules=dict(rules or {}),
        letters_wanted=letters_wanted,
    )
    campaign.save()
    CampaignCommune.objects.bulk_create(
        CampaignCommune(campaign=campaign, unit_id=commune, deadline=deadline) for commune in communes
    )
    return campaign


@use_case("campaigns.deadline_moved", label=_("Dời hạn cho xã"), allowed=policies.may_direct)
def move_deadline(*, actor: User, commune: CampaignCommune, deadline: date, reason: str) -> CampaignCommune:
    """``commune`` has until ``deadline``. Raises ``RuleBroken``: DEADLINE_BEFORE_ISSUE, REASON_WANTED_HERE."""
    if deadline < commune.campaign.issued_on:
        require([refusal("DEADLINE_BEFORE_ISSUE", deadline=deadline, issued_on=commune.campaign.issued_on)])
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    commune.deadline = deadline
    commune.save(update_fields=["deadline"])
    return commune


@use_case("campaigns.commune_excused", label=_("Miễn thực hiện cho xã"), allowed=policies.may_direct)
def excuse_commune(*, actor: User, commune: CampaignCommune, reason: str) -> CampaignCommune:
    """``commune`` need not carry out the campaign, for the reason given; an empty reason takes that back."""
    commune.excused = reason.strip()
    commune.save(update_fields=["excused"])
    return commune


@use_case("campaigns.rules_chosen", label=_("Đặt quy tắc phân công"), allowed=policies.may_plan)
def choose_rules(*, actor: User, commune: CampaignCommune, rules: Mapping[str, Any]) -> CampaignCommune:
    """``commune`` plans by its own weights and rules (see ``queries.problems.problem_of``) from now on.

    Raises ``RuleBroken``: BAD_RULES.
    """
    _refuse_bad_rules(rules)
    commune.rules = dict(rules)
    commune.save(update_fields=["rules"])
    return commune


@use_case("campaigns.cells_chosen", label=_("Chọn chi bộ sắp xếp"), allowed=policies.may_plan)
def choose_cells(
    *,
    actor: User,
    commune: CampaignCommune,
    leaving: Iterable[Unit] = (),
    receiving: Iterable[Unit] = (),
    opening: Mapping[str, tuple[str, UnitKind]] | None = None,
) -> CampaignCommune:
    """Which cells a merge, split or establishment is about; ``opening``: code → name and kind of the
    cells that it will establish. What was chosen before is forgotten; a cell to be established may keep its code.

    Raises ``RuleBroken``: CODE_TAKEN, ALREADY_DECIDED.
    """
    lock(commune)
    if reorganisation_of(commune) is not None:
        require([refusal("ALREADY_DECIDED", commune=commune.unit.code)])
    own = {unit.code: unit for unit in Unit.objects.filter(pk__in=commune.opening)}
    new = {}
    for code, (name, kind) in (opening or {}).items():
        unit = own.get(code)
        if unit is None:
            if Unit.objects.filter(code=code).exists():
                require([refusal("CODE_TAKEN", code=code)])
            unit = Unit(code=code)
            unit.save()
        new[unit.pk] = {"name": name, "kind": str(kind)}
    commune.leaving = [unit.pk for unit in leaving]
    commune.receiving = [*(unit.pk for unit in receiving), *new]
    commune.opening = new
    commune.save(update_fields=["leaving", "receiving", "opening"])
    return commune


def _refuse_bad_rules(rules: Mapping[str, Any]) -> None:
    try:
        check_rules(rules)
    except MalformedProblem as error:
        require([refusal("BAD_RULES", why=str(error))])
