"""Three merges into the secretary's cell: one with its plan adopted, one signed, one carried out with transfers under way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from chibo.campaigns.models import Campaign, CampaignCommune, Reorganisation
from chibo.campaigns.services.campaigns import choose_cells
from chibo.campaigns.services.carrying_out import carry_out
from chibo.campaigns.services.decisions import correct_decision, sign_decision
from chibo.campaigns.services.plans import adopt_plan, propose_plan
from chibo.campaigns.services.transfers import receive_transfer, return_transfer
from chibo.documents.models import Document
from chibo.domain.organisation import UnitKind
from chibo.domain.papers.facts import Correction
from chibo.registry.models import Unit
from chibo.registry.services.members import hold_member
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, PLANNED_ON, open_campaign, part_of
from tests.factories.registry import World, make_member, make_unit, operator

ADOPTED, SIGNED, MOVED = "DOT-DA-DUYET", "DOT-DA-KY", "DOT-DANG-CHUYEN"


def subjects(world: World) -> dict[str, Any]:
    """Members of ``moved_campaign``: one on the way, one received, one sent back, one held."""
    _adopted(world, ADOPTED, "TAMHOA-KP6", 2)
    _signed(world, SIGNED, "TAMHOA-KP7", 2)
    reorganisation = _signed(world, MOVED, "TAMHOA-KP8", 4)
    issued, received, returned, held = (row.member for row in reorganisation.plan.placements.order_by("member_id"))
    hold_member(actor=operator(), member=held, why="Đang kiểm tra", on=DECIDED_ON)
    carry_out(actor=operator(), reorganisation=reorganisation, on=EFFECTIVE_ON)
    ways = {row.member: row for row in reorganisation.transfers.all()}
    receive_transfer(actor=operator(), transfer=ways[received], on=date(2019, 5, 20))
    return_transfer(actor=operator(), transfer=ways[returned], on=date(2019, 5, 20), reason="Thiếu hồ sơ")
    return {
        "adopted_campaign": ADOPTED,
        "signed_campaign": SIGNED,
        "moved_campaign": MOVED,
        "moved": reorganisation.pk,
        "issued": ways[issued].pk,
        "received": ways[received].pk,
        "returned": ways[returned].pk,
        "held": ways[held].pk,
    }


def grow(world: World, number: int) -> None:
    """More handovers with more transfers, more papers of the decision signed and of the one carried out."""
    for place in range(number):
        code = f"{MOVED}-{Campaign.objects.count()}"
        more = _signed(world, code, f"TAMHOA-THEM{Unit.objects.count()}", 1 + place % 2)
        carry_out(actor=operator(), reorganisation=more, on=more.effective_on)
        for known in (SIGNED, MOVED):
            reorganisation = Reorganisation.objects.get(commune__campaign__code=known)
            correct_decision(
                actor=operator(),
                reorganisation=reorganisation,
                decision=reorganisation.decision,
                corrections=[Correction(where="Điều 1", was="15/5/2019", becomes="16/5/2019")],
                reason="Do sơ suất",
                on=_next_day(),
            )


def _adopted(world: World, code: str, cell_code: str, members: int) -> CampaignCommune:
    """The cell's members are to merge into the secretary's cell; the plan is adopted."""
    cell = make_unit(f"Chi bộ {cell_code}", UnitKind.RESIDENTIAL_CELL, world.commune, code=cell_code)
    for number in range(members):
        make_member(cell, f"Người Chuyển {number}")
    part = part_of(open_campaign(world, code=code, kind=Campaign.MERGE, letters_wanted=True), world)
    choose_cells(actor=operator(), commune=part, leaving=[cell], receiving=[world.first_cell])
    plan = propose_plan(actor=operator(), commune=part, on=PLANNED_ON)
    adopt_plan(actor=operator(), commune=part, plan=plan, on=PLANNED_ON)
    return part


def _signed(world: World, code: str, cell_code: str, members: int) -> Reorganisation:
    part = _adopted(world, code, cell_code, members)
    on = max(DECIDED_ON, _next_day() - timedelta(days=1))
    return sign_decision(actor=operator(), commune=part, on=on, effective_on=max(EFFECTIVE_ON, on))


def _next_day() -> date:
    """The day after the last paper was signed: books take no earlier day."""
    last = Document.objects.order_by("-signed_on").values_list("signed_on", flat=True).first()
    return (last or DECIDED_ON) + timedelta(days=1)
