"""A campaign with three plans of the commune, one of them changed by hand, and a merge in which nothing is chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.campaigns.models import Campaign
from chibo.campaigns.services.plans import override_placement, propose_plan
from tests.factories.campaigns import PLANNED_ON, open_campaign, part_of
from tests.factories.registry import World, operator

CODE = "DOT-PHUONG-AN"


def subjects(world: World) -> dict[str, Any]:
    """``planned_member`` stands in plan 1, 2 and 3 of the commune in ``plan_campaign``."""
    part = part_of(open_campaign(world, code=CODE), world)
    for name in ("", "Ưu tiên gần nhà"):
        plan = propose_plan(actor=operator(), commune=part, on=PLANNED_ON, name=name)
    placement = plan.placements.select_related("member").order_by("pk")[0]
    cell = world.second_cell if placement.to_cell_id == world.first_cell.pk else world.first_cell
    override_placement(
        actor=operator(),
        commune=part,
        plan=plan,
        member=placement.member,
        cell=cell,
        reason="Gắn với địa bàn",
        on=PLANNED_ON,
    )
    open_campaign(world, code="DOT-SAP-NHAP", kind=Campaign.MERGE, issued_on=date(2019, 5, 1))
    return {"plan_campaign": CODE, "merge_campaign": "DOT-SAP-NHAP", "planned_member": placement.member_id}


def grow(world: World, number: int) -> None:
    """More campaigns, and more plans of the same commune."""
    part = part_of(Campaign.objects.get(code=CODE), world)
    for _place in range(number):
        open_campaign(world, code=f"DOT-{Campaign.objects.count()}")
        propose_plan(actor=operator(), commune=part, on=PLANNED_ON)
