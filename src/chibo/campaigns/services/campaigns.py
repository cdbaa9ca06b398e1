"""A directive opens a campaign, which cascades to every commune below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.campaigns import policies
from chibo.campaigns.models import Campaign, CampaignCommune
from chibo.domain.organisation import COMMUNE_KINDS, UnitKind
from chibo.domain.rules import Severity, Violation
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.queries.scope import below

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

    Raises ``RuleBroken``: CODE_TAKEN, PERIOD_EMPTY, NO_COMMUNE_BELOW.
    """
    if Campaign.objects.filter(code=code).exists():
        require([_refusal("CODE_TAKEN", code=code)])
    if deadline < issued_on:
        require([_refusal("DEADLINE_BEFORE_ISSUE", deadline=deadline, issued_on=issued_on)])
    communes = _communes_below(unit, issued_on)
    if not communes:
        require([_refusal("NO_COMMUNE_BELOW", unit=unit.code, on=issued_on)])
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
        require([_refusal("DEADLINE_BEFORE_ISSUE", deadline=deadline, issued_on=commune.campaign.issued_on)])
    if not reason.strip():
        require([_refusal("REASON_WANTED_HERE")])
    commune.deadline = deadline
    commune.save()
    return commune


@use_case("campaigns.commune_excused", label=_("Miễn thực hiện cho xã"), allowed=policies.may_direct)
def excuse_commune(*, actor: User, commune: CampaignCommune, reason: str) -> CampaignCommune:
    """``commune`` need not carry out the campaign, for the reason given; an empty reason takes that back."""
    commune.excused = reason.strip()
    commune.save()
    return commune


@use_case("campaigns.rules_chosen", label=_("Đặt quy tắc phân công"), allowed=policies.may_plan)
def choose_rules(*, actor: User, commune: CampaignCommune, rules: Mapping[str, Any]) -> CampaignCommune:
    """``commune`` plans by its own weights and rules (names of ``chibo.placement/1``) from now on."""
    commune.rules = dict(rules)
    commune.save()
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
    cells that it will establish.

    Raises ``RuleBroken``: CODE_TAKEN.
    """
    new = {}
    for code, (name, kind) in (opening or {}).items():
        if Unit.objects.filter(code=code).exists():
            require([_refusal("CODE_TAKEN", code=code)])
        unit = Unit(code=code)
        unit.save()
        new[unit.pk] = {"name": name, "kind": str(kind)}
    commune.leaving = [unit.pk for unit in leaving]
    commune.receiving = [*(unit.pk for unit in receiving), *new]
    commune.opening = new
    commune.save()
    return commune


def _communes_below(unit: Unit, on: date) -> list[int]:
    span = UnitVersion.objects.on(on)
    found: list[int] = []
    for top in span.filter(unit=unit):
        rows = span.filter(below(top.path), kind__in=[str(kind) for kind in COMMUNE_KINDS]).order_by("unit__code")
        found += rows.values_list("unit_id", flat=True)
    return found


def _refusal(code: str, **params: Any) -> Violation:
    return Violation(code, Severity.BLOCKING, params)
