"""The same engine carries out a merge, a split, and the reverse: an agency cell established again."""

from datetime import date

from chibo.campaigns.models import Campaign
from chibo.campaigns.services.campaigns import choose_cells
from chibo.campaigns.services.carrying_out import carry_out
from chibo.campaigns.services.decisions import sign_decision
from chibo.campaigns.services.plans import adopt_plan, propose_plan
from chibo.campaigns.services.transfers import confirm_transfer, receive_transfer
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Membership, Succession
from chibo.registry.queries.units import cell_facts, name_on
from chibo.registry.services.members import record_employment
from chibo.registry.services.units import open_office
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, PLANNED_ON, moving, open_campaign, part_of
from tests.factories.registry import YEAR_2015, World, make_member, operator

DAY_BEFORE = date(2019, 5, 14)


def run(world: World, kind: str, **cells):
    """A campaign of ``kind`` about the cells given, carried out on the day of effect."""
    campaign = open_campaign(world, kind=kind, code=f"C-{kind}")
    commune = part_of(campaign, world)
    choose_cells(actor=world.officer, commune=commune, **cells)
    commune.refresh_from_db()
    plan = propose_plan(actor=world.officer, commune=commune, on=PLANNED_ON)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    reorganisation = sign_decision(actor=world.officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)
    return carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)


def cells_of(*members, on=EFFECTIVE_ON) -> set[str]:
    return set(Membership.objects.on(on).filter(member__in=members).values_list("cell__code", flat=True))


def test_an_agency_cell_is_established_again_with_the_members_who_work_there(world: World):
    office = open_office(actor=operator(), commune=world.commune, code="VP", name="Văn phòng", on=YEAR_2015)
    called = [make_member(world.first_cell, "Người Công Chức"), make_member(world.second_cell, "Người Cán Bộ")]
    for member in called:
        record_employment(actor=operator(), member=member, office=office, on=YEAR_2015)
    resident = make_member(world.first_cell, "Người Dân Phố")

    done = run(
        world,
        Campaign.ESTABLISH,
        opening={"TAMHOA-CQ2": ("Chi bộ cơ quan phường Tam Hòa", UnitKind.AGENCY_CELL)},
    )

    assert cells_of(*called) == {"TAMHOA-CQ2"}
    assert cells_of(resident) == {"TAMHOA-KP1"}
    assert done.papers.filter(document__kind="ESTABLISHMENT").count() == 1
    assert cell_facts([done.plan.placements.first().to_cell], DAY_BEFORE) == []


def test_merging_closes_a_cell_into_another_and_says_who_took_over(world: World):
    member = make_member(world.second_cell, "Người Sáp Nhập")

    run(world, Campaign.MERGE, leaving=[world.second_cell], receiving=[world.first_cell])

    assert cells_of(member) == {"TAMHOA-KP1"}
    assert cell_facts([world.second_cell], EFFECTIVE_ON) == []
    assert Succession.objects.get().predecessor == world.second_cell
    assert len(cell_facts([world.first_cell], EFFECTIVE_ON)[0].members) == 3


def test_splitting_divides_the_members_between_the_old_cell_and_the_new(world: World):
    for number in range(5):
        make_member(world.first_cell, f"Người Thứ {number}")

    done = run(
        world,
        Campaign.SPLIT,
        leaving=[world.first_cell],
        opening={"TAMHOA-KP1B": ("Chi bộ khu phố 1B", UnitKind.RESIDENTIAL_CELL)},
    )

    old = cell_facts([world.first_cell], EFFECTIVE_ON)[0]
    new = cell_facts([done.commune.receiving[0]], EFFECTIVE_ON)[0]
    assert (len(old.members) + len(new.members), min(len(old.members), len(new.members)) > 0) == (6, True)
    assert name_on(done.commune.receiving[0], EFFECTIVE_ON) == "Chi bộ khu phố 1B"
    assert done.transfers.count() == len(new.members)


def test_after_a_dissolution_the_cell_can_come_back(world: World):
    office = open_office(actor=operator(), commune=world.commune, code="VP", name="Văn phòng", on=YEAR_2015)
    for member in world.staff:
        record_employment(actor=operator(), member=member, office=office, on=YEAR_2015)
    for transfer in moving(world).transfers.all():
        receive_transfer(actor=world.officer, transfer=transfer, on=EFFECTIVE_ON)
        confirm_transfer(actor=world.officer, transfer=transfer, on=EFFECTIVE_ON)
    campaign = open_campaign(
        world, kind=Campaign.ESTABLISH, code="C2", issued_on=date(2025, 7, 1), deadline=date(2025, 12, 31)
    )
    commune = part_of(campaign, world)
    choose_cells(
        actor=world.officer,
        commune=commune,
        opening={"TAMHOA-CQ2": ("Chi bộ các cơ quan phường Tam Hòa", UnitKind.AGENCY_CELL)},
    )
    commune.refresh_from_db()
    day = date(2025, 8, 1)
    plan = propose_plan(actor=world.officer, commune=commune, on=day)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=day)
    reorganisation = sign_decision(actor=world.officer, commune=commune, on=day, effective_on=day)
    carry_out(actor=world.officer, reorganisation=reorganisation, on=day)

    assert cells_of(*world.staff, on=day) == {"TAMHOA-CQ2"}
    stays = list(
        Membership.objects.filter(member=world.staff[0]).order_by("starts_on").values_list("cell__code", flat=True)
    )
    assert (stays[0], stays[-1], len(stays)) == ("TAMHOA-CQ", "TAMHOA-CQ2", 3)
