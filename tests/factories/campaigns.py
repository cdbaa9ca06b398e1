"""A campaign over the world of ``tests.factories.registry``, taken as far as a test needs."""

from __future__ import annotations

from datetime import date

from chibo.campaigns.models import Campaign, CampaignCommune, Plan, Reorganisation
from chibo.campaigns.services.campaigns import create_campaign
from chibo.campaigns.services.carrying_out import carry_out
from chibo.campaigns.services.decisions import sign_decision
from chibo.campaigns.services.plans import adopt_plan, propose_plan
from tests.factories.registry import World, operator

DIRECTIVE_ON = date(2019, 4, 16)
PLANNED_ON = date(2019, 4, 25)
DECIDED_ON = date(2019, 5, 2)
EFFECTIVE_ON = date(2019, 5, 15)
DEADLINE = date(2019, 12, 31)


def open_campaign(world: World, **changes) -> Campaign:
    facts = {
        "code": "C1",
        "unit": world.city,
        "title": "Đưa đảng viên chi bộ cơ quan về khu dân cư",
        "directive_number": "260-KH/TU",
        "directive_issuer": "Ban Thường vụ Tỉnh ủy Đồng Nai",
        "issued_on": DIRECTIVE_ON,
        "deadline": DEADLINE,
    }
    return create_campaign(actor=operator(), **(facts | changes))


def part_of(campaign: Campaign, world: World) -> CampaignCommune:
    return campaign.communes.get(unit=world.commune)


def planned(world: World) -> tuple[CampaignCommune, Plan]:
    """The commune with a plan proposed, nothing adopted."""
    commune = part_of(open_campaign(world), world)
    return commune, propose_plan(actor=world.officer, commune=commune, on=PLANNED_ON)


def decided(world: World) -> Reorganisation:
    """The plan adopted and every paper signed."""
    commune, plan = planned(world)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    return sign_decision(actor=world.officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)


def moving(world: World) -> Reorganisation:
    """Carried out on the day of effect: every transfer issued, none received."""
    return carry_out(actor=world.officer, reorganisation=decided(world), on=EFFECTIVE_ON)
