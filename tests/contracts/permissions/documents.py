"""The signed papers of one commune: its decision, the minutes of two cells, the book they stand in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chibo.campaigns.models import Reorganisation
from chibo.campaigns.services.decisions import correct_decision, sign_decision
from chibo.campaigns.services.plans import adopt_plan, propose_plan
from chibo.documents.models import Document
from chibo.domain.papers.facts import Correction
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, PLANNED_ON, open_campaign, part_of
from tests.factories.registry import World, operator

CODE = "DOT-VAN-BAN"


def subjects(world: World) -> dict[str, Any]:
    """``own_minutes`` are those of the secretary's cell, ``other_minutes`` those of the other one."""
    actor = operator()
    part = part_of(open_campaign(world, code=CODE), world)
    plan = propose_plan(actor=actor, commune=part, on=PLANNED_ON)
    adopt_plan(actor=actor, commune=part, plan=plan, on=PLANNED_ON)
    reorganisation = sign_decision(actor=actor, commune=part, on=DECIDED_ON, effective_on=EFFECTIVE_ON)
    papers = reorganisation.papers
    decision = papers.get(document__kind="DISSOLUTION").document
    return {
        "decision_paper": decision.pk,
        "decision_token": decision.token,
        "decision_book": decision.book_id,
        "own_minutes": papers.get(document__kind="HANDOVER_MINUTES", cell=world.first_cell).document_id,
        "other_minutes": papers.get(document__kind="HANDOVER_MINUTES", cell=world.second_cell).document_id,
    }


def grow(world: World, number: int) -> None:
    """More papers in the same book, each of a day of its own."""
    reorganisation = Reorganisation.objects.get(commune__campaign__code=CODE)
    for _place in range(number):
        correct_decision(
            actor=operator(),
            reorganisation=reorganisation,
            decision=reorganisation.transfer_decision,
            corrections=[Correction(where="Số thứ tự 01", was="1975", becomes="1976")],
            reason="Xét hồ sơ đảng viên",
            on=DECIDED_ON + timedelta(days=Document.objects.count()),
        )
