"""Members held when the decision is signed: left out of it, looked after, and moved later by a decision of their own."""

from datetime import date

import pytest

from chibo.audit.use_cases import RuleBroken
from chibo.campaigns.models import Reorganisation, Transfer
from chibo.campaigns.queries.communes import status_on
from chibo.campaigns.services.carrying_out import carry_out
from chibo.campaigns.services.decisions import sign_decision
from chibo.campaigns.services.plans import adopt_plan
from chibo.campaigns.services.transfers import confirm_transfer, issue_transfer, receive_transfer
from chibo.documents.models import Document
from chibo.domain.campaigns import CommuneState
from chibo.domain.papers.model import from_json, texts
from chibo.registry.models import Membership, Officer
from chibo.registry.services.members import hold_member, release_member
from chibo.registry.services.units import appoint_officer
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, PLANNED_ON, decided, planned
from tests.factories.registry import World, operator

HELD_ON, RELEASED_ON, ISSUED_ON = date(2019, 4, 20), date(2019, 7, 1), date(2019, 7, 8)


def decided_with_one_held(world: World) -> Reorganisation:
    hold_member(actor=world.officer, member=world.staff[1], why="Đang kiểm tra", on=HELD_ON)
    commune, plan = planned(world)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    return sign_decision(actor=world.officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)


def words(document: Document) -> str:
    return "\n".join(texts(from_json(document.content)))


def test_a_member_under_inspection_does_not_stop_the_others(world: World):
    reorganisation = decided_with_one_held(world)

    held = world.staff[1]
    assert reorganisation.held_back == [held.pk]
    transfer = Document.objects.get(kind="TRANSFER")
    assert held.full_name not in words(transfer)
    assert world.staff[0].full_name in words(transfer)
    assert "01 đảng viên còn lại" in words(transfer)
    assert "03 đảng viên" in words(Document.objects.get(kind="DISSOLUTION"))
    minutes = Document.objects.filter(kind="HANDOVER_MINUTES")
    assert not any(held.full_name in words(document) for document in minutes)


def test_whom_the_decision_left_out_waits_even_when_the_hold_ended_before_the_day_of_effect(world: World):
    reorganisation = decided_with_one_held(world)
    release_member(actor=world.officer, member=world.staff[1], on=date(2019, 5, 10))

    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)

    assert Transfer.objects.get(member=world.staff[1]).issued_on is None
    assert Membership.objects.on(EFFECTIVE_ON).get(member=world.staff[1]).cell == world.commune


def test_after_the_hold_a_further_decision_moves_the_member(world: World):
    reorganisation = decided_with_one_held(world)
    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    release_member(actor=world.officer, member=world.staff[1], on=RELEASED_ON)
    waiting = Transfer.objects.get(member=world.staff[1])

    issued = issue_transfer(actor=world.officer, transfer=waiting, on=ISSUED_ON)

    stay = Membership.objects.on(ISSUED_ON).get(member=world.staff[1])
    further = Document.objects.filter(kind="TRANSFER").latest("pk")
    assert (stay.cell, stay.starts_on) == (issued.to_cell, ISSUED_ON)
    assert stay.opening_decision == further.decision
    assert further.decision != reorganisation.transfer_decision
    assert world.staff[1].full_name in words(further)
    assert reorganisation.decision.symbol in words(further)
    assert reorganisation.papers.get(document=further).member == world.staff[1]


def test_a_commune_is_not_done_while_a_held_member_waits(world: World):
    reorganisation = decided_with_one_held(world)
    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    for transfer in Transfer.objects.exclude(issued_on=None):
        receive_transfer(actor=world.officer, transfer=transfer, on=EFFECTIVE_ON)
        confirm_transfer(actor=world.officer, transfer=transfer, on=EFFECTIVE_ON)

    assert status_on(reorganisation.commune, EFFECTIVE_ON).state is CommuneState.MOVING


def test_posts_of_the_dissolved_cell_end_with_it_for_a_held_secretary_too(world: World):
    appoint_officer(
        actor=operator(), unit=world.agency, member=world.staff[1], post=Officer.SECRETARY, on=date(2018, 1, 1)
    )
    reorganisation = decided_with_one_held(world)

    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)

    assert not Officer.objects.on(EFFECTIVE_ON).filter(unit=world.agency).exists()
    assert Officer.objects.on(DECIDED_ON).filter(unit=world.agency).exists()


def test_a_held_member_is_not_introduced_before_the_hold_ends(world: World):
    reorganisation = decided_with_one_held(world)
    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    waiting = Transfer.objects.get(member=world.staff[1])

    with pytest.raises(RuleBroken) as error:
        issue_transfer(actor=world.officer, transfer=waiting, on=ISSUED_ON)

    assert [violation.code for violation in error.value.violations] == ["TRANSFER_HELD"]
    assert Document.objects.filter(kind="TRANSFER").count() == 1


def test_a_member_held_after_signing_is_introduced_under_the_decision_that_names_them(world: World):
    reorganisation = decided(world)
    hold_member(actor=world.officer, member=world.staff[1], why="Đang kiểm tra", on=date(2019, 5, 10))
    carry_out(actor=world.officer, reorganisation=reorganisation, on=EFFECTIVE_ON)
    release_member(actor=world.officer, member=world.staff[1], on=RELEASED_ON)

    issue_transfer(actor=world.officer, transfer=Transfer.objects.get(member=world.staff[1]), on=ISSUED_ON)

    stay = Membership.objects.on(ISSUED_ON).get(member=world.staff[1])
    assert stay.opening_decision == reorganisation.transfer_decision
    assert Document.objects.filter(kind="TRANSFER").count() == 1
