"""A dissolution from directive to the last confirmation, and what it refuses on the way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chibo.audit.use_cases import RuleBroken
from chibo.campaigns.models import Adoption, Transfer
from chibo.campaigns.queries.communes import status_on
from chibo.campaigns.services.carrying_out import carry_out
from chibo.campaigns.services.decisions import cancel_decision, sign_decision
from chibo.campaigns.services.plans import adopt_plan, override_placement, propose_plan
from chibo.documents.models import Document, NumberBook
from chibo.domain.campaigns import CommuneState
from chibo.registry.models import Membership, Neighbourhood, Officer
from chibo.registry.queries.units import cell_facts, name_on
from chibo.registry.services.members import hold_member, move_member
from chibo.registry.services.units import appoint_officer, describe_neighbourhood, end_unit
from tests.factories.campaigns import (
    DECIDED_ON,
    DIRECTIVE_ON,
    EFFECTIVE_ON,
    PLANNED_ON,
    decided,
    moving,
    open_campaign,
    part_of,
    planned,
)
from tests.factories.registry import World, make_member, operator


def refused(error) -> list[str]:
    return [violation.code for violation in error.value.violations]


def test_a_campaign_cascades_to_every_commune_below(world: World):
    campaign = open_campaign(world)

    assert set(campaign.communes.values_list("unit__code", "deadline")) == {
        ("TAMHOA", campaign.deadline),
        ("TANMAI", campaign.deadline),
    }
    other = campaign.communes.get(unit=world.other_commune)
    assert status_on(other, DIRECTIVE_ON).state is CommuneState.NOT_CONCERNED
    assert status_on(part_of(campaign, world), DIRECTIVE_ON).state is CommuneState.PREPARING


def test_the_state_follows_what_happened_as_of_any_day(world: World):
    commune = moving(world).commune

    assert status_on(commune, DIRECTIVE_ON).state is CommuneState.PREPARING
    assert status_on(commune, PLANNED_ON).state is CommuneState.PLANNED
    assert status_on(commune, DECIDED_ON).state is CommuneState.DECIDED
    assert status_on(commune, EFFECTIVE_ON).state is CommuneState.MOVING
    assert status_on(commune, date(2020, 1, 1)).late


def test_a_plan_places_every_member_and_is_proven(world: World):
    _commune, plan = planned(world)

    assert plan.result["status"] == "OPTIMAL"
    assert set(plan.placements.values_list("member", flat=True)) == {member.pk for member in world.staff}
    assert set(plan.placements.values_list("to_cell__code", flat=True)) <= {"TAMHOA-KP1", "TAMHOA-KP2"}


def test_signing_numbers_the_papers_in_order_and_freezes_them(world: World):
    reorganisation = decided(world)

    assert reorganisation.decision.symbol == "01-QĐ/ĐU"
    assert reorganisation.transfer_decision.symbol == "02-QĐ/ĐU"
    papers = Document.objects.order_by("book", "number").values_list("symbol", "kind")
    assert ("01-QĐ/ĐU", "DISSOLUTION") in papers
    assert NumberBook.objects.get(kind="QĐ").last_number == 2
    document = Document.objects.first()
    assert bytes(document.pdf).startswith(b"%PDF")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk)._raw_delete("default")


def test_signing_twice_is_refused_and_takes_no_number(world: World):
    reorganisation = decided(world)

    with pytest.raises(RuleBroken) as error:
        sign_decision(actor=world.officer, commune=reorganisation.commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)

    assert refused(error) == ["ALREADY_DECIDED"]
    assert NumberBook.objects.get(kind="QĐ").last_number == 2


def test_a_decision_is_not_dated_before_its_basis(world: World):
    commune, plan = planned(world)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    with pytest.raises(RuleBroken) as error:
        sign_decision(
            actor=world.officer, commune=commune, on=DIRECTIVE_ON - timedelta(days=1), effective_on=EFFECTIVE_ON
        )
    assert "DECIDED_BEFORE_BASIS" in refused(error)
    assert not Document.objects.exists()


def test_nothing_is_signed_without_an_adopted_plan(world: World):
    commune, _plan = planned(world)
    with pytest.raises(RuleBroken) as error:
        sign_decision(actor=world.officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)
    assert refused(error) == ["NOT_ADOPTED"]


def test_carrying_out_closes_the_cell_moves_everyone_and_keeps_the_past(world: World):
    reorganisation = moving(world)
    before, after = EFFECTIVE_ON - timedelta(days=1), EFFECTIVE_ON

    assert len(cell_facts([world.agency], before)[0].members) == 3
    assert cell_facts([world.agency], after) == []
    stays = Membership.objects.on(after).filter(member__in=world.staff)
    assert set(stays.values_list("cell__code", flat=True)) <= {"TAMHOA-KP1", "TAMHOA-KP2"}
    assert {stay.opening_decision for stay in stays} == {reorganisation.transfer_decision}
    assert Transfer.objects.filter(issued_on=EFFECTIVE_ON, due_on=date(2019, 6, 26)).count() == 3
    assert name_on(world.agency, after) == "Chi bộ cơ quan phường Tam Hòa"


def test_what_hangs_on_a_closed_cell_ends_with_it(world: World):
    actor, year = operator(), date(2015, 1, 1)
    appoint_officer(actor=actor, unit=world.agency, member=world.staff[0], post="SECRETARY", on=year)
    appoint_officer(actor=actor, unit=world.first_cell, member=world.secretary.member, post="SECRETARY", on=year)
    for cell in (world.agency, world.first_cell):
        describe_neighbourhood(actor=actor, cell=cell, on=year, households=40)
    moving(world)

    hanging = [*Officer.objects.filter(unit=world.agency), *Neighbourhood.objects.filter(cell=world.agency)]
    assert [row.ends_on for row in hanging] == [EFFECTIVE_ON, EFFECTIVE_ON]
    assert Officer.objects.open().get().unit == world.first_cell
    assert Neighbourhood.objects.open().get().cell == world.first_cell


def test_a_decision_is_not_carried_out_early_nor_twice(world: World):
    reorganisation = decided(world)
    with pytest.raises(RuleBroken) as early:
        carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON - timedelta(days=1))
    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    with pytest.raises(RuleBroken) as twice:
        carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)

    assert (refused(early), refused(twice)) == (["NOT_YET_EFFECTIVE"], ["ALREADY_CARRIED_OUT"])
    assert Transfer.objects.count() == 3


def test_a_held_member_is_looked_after_by_the_committee_and_waits(world: World):
    reorganisation = decided(world)
    held = world.staff[1]
    hold_member(actor=world.officer, member=held, why="Đang kiểm tra", on=DECIDED_ON)

    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)

    assert Membership.objects.on(EFFECTIVE_ON).get(member=held).cell == world.commune
    assert Transfer.objects.get(member=held).issued_on is None


def test_a_newcomer_after_planning_stops_the_signing_and_the_carrying_out(world: World):
    reorganisation = decided(world)
    make_member(world.agency, "Người Mới Về", on=date(2019, 5, 10))
    with pytest.raises(RuleBroken) as error:
        carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    assert refused(error) == ["PLAN_MISSES_MEMBER"]
    assert cell_facts([world.agency], EFFECTIVE_ON)[0].members


def test_a_plan_whose_cell_closed_meanwhile_is_not_adopted(world: World):
    commune, plan = planned(world)
    resident = cell_facts([world.second_cell], PLANNED_ON)[0].members[0]
    from chibo.registry.models import Member

    move_member(actor=operator(), member=Member.objects.get(pk=resident.id), cell=world.first_cell, on=DECIDED_ON)
    end_unit(actor=operator(), unit=world.second_cell, on=DECIDED_ON)
    with pytest.raises(RuleBroken) as error:
        adopt_plan(actor=world.officer, commune=commune, plan=plan, on=DECIDED_ON)
    assert refused(error) == ["PLAN_CELL_CLOSED"]


def test_cancelling_takes_a_new_decision_and_frees_the_commune(world: World):
    reorganisation = decided(world)

    cancel_decision(
        actor=world.officer, reorganisation=reorganisation, on=date(2019, 5, 10), reason="Thay đổi kế hoạch"
    )

    cancellation = Document.objects.get(kind="CANCELLATION")
    assert cancellation.symbol == "03-QĐ/ĐU"
    assert Document.objects.filter(cancelled_by=cancellation).count() == reorganisation.papers.count()
    assert status_on(reorganisation.commune, date(2019, 5, 10)).state is CommuneState.PLANNED
    with pytest.raises(RuleBroken) as error:
        carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    assert refused(error) == ["ALREADY_CANCELLED"]


def test_an_override_stores_its_cost_and_reason_in_a_new_plan(world: World):
    commune, plan = planned(world)
    row = plan.placements.select_related("to_cell", "member").first()
    other = world.second_cell if row.to_cell == world.first_cell else world.first_cell

    changed = override_placement(
        actor=world.officer, commune=commune, plan=plan, member=row.member, cell=other, reason="Gần nhà", on=PLANNED_ON
    )

    moved = changed.placements.get(member=row.member)
    assert (moved.to_cell, moved.override_reason, changed.made_from) == (other, "Gần nhà", plan)
    assert moved.override_cost == plan.result["objective"] - changed.result["objective"]
    assert plan.placements.get(member=row.member).to_cell == row.to_cell


def test_one_plan_is_adopted_at_a_time(world: World):
    commune, plan = planned(world)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    second = propose_plan(actor=world.officer, commune=commune, on=PLANNED_ON)

    adopt_plan(actor=world.officer, commune=commune, plan=second, on=DECIDED_ON)

    assert Adoption.objects.get(withdrawn_on=None).plan == second


def test_the_organiser_and_the_outsider_may_not_decide_for_the_commune(world: World):
    commune, plan = planned(world)
    for actor in (world.organiser, world.outsider, world.auditor, world.secretary):
        with pytest.raises(PermissionDenied):
            adopt_plan(actor=actor, commune=commune, plan=plan, on=PLANNED_ON)
