"""The world of ``tests.factories.registry`` with what plans weigh: needs, skills, homes, offices."""

from __future__ import annotations

from dataclasses import dataclass

from chibo.campaigns.models import CampaignCommune, Plan
from chibo.campaigns.services.plans import override_placement, propose_plan
from chibo.registry.models import Unit
from chibo.registry.services.members import record_employment, record_profile, record_residence
from chibo.registry.services.units import appoint_officer, describe_neighbourhood, open_office
from tests.factories.campaigns import PLANNED_ON, open_campaign, part_of
from tests.factories.registry import YEAR_2015, World, operator


@dataclass
class Planned:
    """A commune with a proven plan, and the addresses of its pages."""

    part: CampaignCommune
    plan: Plan

    @property
    def home(self) -> str:
        return f"/dot-sap-xep/{self.part.campaign.code}/{self.part.unit.code}/"

    def at(self, page: str = "", plan: Plan | None = None) -> str:
        """The address of a page of the plan."""
        return f"{self.home}phuong-an/{(plan or self.plan).number}/{page}"

    def moved_by_hand(self, world: World, reason: str = "Gắn với địa bàn", plan: Plan | None = None) -> Plan:
        """The plan with the first member in the other cell."""
        base = plan or self.plan
        row = base.placements.select_related("member", "to_cell").order_by("pk")[0]
        cell = other_cell(world, row.to_cell)
        told = {"actor": world.officer, "commune": self.part, "member": row.member, "reason": reason, "on": PLANNED_ON}
        return override_placement(plan=base, cell=cell, **told)


def furnish(world: World) -> None:
    """The first cell wants land and a leader, the second economy; each of the staff knows something and lives somewhere."""
    actor = operator()
    for cell, needs, leader, place in (
        (world.first_cell, {"land": 2}, True, (10.95, 106.82)),
        (world.second_cell, {"economy": 3}, False, (10.97, 106.85)),
    ):
        describe_neighbourhood(
            actor=actor,
            cell=cell,
            on=YEAR_2015,
            needs=needs,
            needs_leader=leader,
            target=2,
            capacity=3,
            latitude=place[0],
            longitude=place[1],
        )
    office = open_office(actor=actor, commune=world.commune, code="VP", name="Văn phòng – thống kê", on=YEAR_2015)
    appoint_officer(actor=actor, unit=world.first_cell, member=world.secretary.member, post="SECRETARY", on=YEAR_2015)
    known = (({"land": 3}, 2, world.first_cell), ({"economy": 3}, 0, world.second_cell), ({}, 0, None))
    for member, (skills, leadership, home) in zip(world.staff, known, strict=True):
        record_employment(actor=actor, member=member, office=office, on=YEAR_2015)
        if skills:
            record_profile(actor=actor, member=member, on=YEAR_2015, skills=skills, leadership=leadership)
        if home is not None:
            record_residence(actor=actor, member=member, on=YEAR_2015, cell=home)


def furnished(world: World) -> Planned:
    """The commune with everything that plans weigh, and one plan."""
    furnish(world)
    part = part_of(open_campaign(world), world)
    return Planned(part, propose_plan(actor=world.officer, commune=part, on=PLANNED_ON))


def other_cell(world: World, cell: Unit) -> Unit:
    return world.second_cell if cell.pk == world.first_cell.pk else world.first_cell
