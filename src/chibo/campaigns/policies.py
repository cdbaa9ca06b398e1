"""Who may do what in a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.registry.policies import Right, may

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.campaigns.models import Campaign, CampaignCommune, Reorganisation, Transfer
    from chibo.registry.models import Unit


def may_create(*, actor: User, unit: Unit, **_: Any) -> bool:
    return may(actor, Right.RUN_CAMPAIGN, unit)


def may_run(*, actor: User, campaign: Campaign, **_: Any) -> bool:
    return may(actor, Right.RUN_CAMPAIGN, campaign.unit)


def may_direct(*, actor: User, commune: CampaignCommune, **_: Any) -> bool:
    """Deadlines and exceptions are the campaign's own to give, not the commune's."""
    return may(actor, Right.RUN_CAMPAIGN, commune.campaign.unit)


def may_plan(*, actor: User, commune: CampaignCommune, **_: Any) -> bool:
    return may(actor, Right.PLAN, commune.unit)


def may_adopt(*, actor: User, commune: CampaignCommune, **_: Any) -> bool:
    return may(actor, Right.DECIDE, commune.unit)


def may_decide(*, actor: User, commune: CampaignCommune, **_: Any) -> bool:
    return may(actor, Right.DECIDE, commune.unit)


def may_carry_out(*, actor: User, reorganisation: Reorganisation, **_: Any) -> bool:
    return may(actor, Right.DECIDE, reorganisation.commune.unit)


def may_receive(*, actor: User, transfer: Transfer, **_: Any) -> bool:
    """The receiving cell's secretary, or the committee for one who reports on paper."""
    return may(actor, Right.RECEIVE, transfer.to_cell)


def may_confirm(*, actor: User, transfer: Transfer, **_: Any) -> bool:
    """The committee that introduced the member."""
    return may(actor, Right.CONFIRM, transfer.reorganisation.commune.unit)


def may_give(*, actor: User, reorganisation: Reorganisation, **_: Any) -> bool:
    return may(actor, Right.CONFIRM, reorganisation.commune.unit)


def may_take(*, actor: User, to_cell: Unit, **_: Any) -> bool:
    return may(actor, Right.RECEIVE, to_cell)


def may_see_handover(*, actor: User, transfer: Transfer, **_: Any) -> bool:
    """Both sides and those who follow the campaign; a member sees the own transfer alone."""
    commune = transfer.reorganisation.commune.unit
    return may(actor, Right.RECEIVE, transfer.to_cell) or may(actor, Right.VIEW_CAMPAIGN, commune)
