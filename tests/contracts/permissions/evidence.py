"""The review of the member over 2017 by the first cell and the office, with contested evidence; its forms all made."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.audit.changes import recording
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Contest, Cycle, FormBatch, Review
from chibo.evaluations.services.batches import ask_batch, keep_prints
from chibo.registry.models import Unit
from tests.factories.evaluations import make_cycle, make_office, make_review, write
from tests.factories.registry import World, make_member, operator
from tests.factories.tasks import office_task

ON = date(2017, 12, 1)
DAYS = dict.fromkeys(("opened_on", "self_due_on", "office_due_on", "cell_due_on", "decision_due_on"), ON)
TASK = {"on": date(2017, 3, 1), "due_on": date(2017, 4, 1)}


def subjects(world: World) -> dict[str, Any]:
    """``office_contest`` is about an item of the office, ``cell_contest`` about one of the neighbourhood."""
    cycle, elsewhere = _cycle(world.commune), _cycle(world.other_commune)
    member = world.member.member
    office = make_office(world.commune, code="VPMC")
    review = make_review(cycle, member, world.first_cell, office=office)
    tasks = [office_task(world, owner=member, title=f"Việc {number}", **TASK) for number in range(2)]
    batch = ask_batch(actor=operator(), cycle=cycle, cell=world.first_cell, format="WORD", on=ON)
    commune_batch = ask_batch(actor=operator(), cycle=cycle, format="PDF", on=ON)
    for each in (batch, commune_batch):
        _made(each, review)
    return {
        "evidence_cycle": cycle.pk,
        "evidence_review": review.pk,
        "evidence_key": f"meetings.task:{tasks[0].pk}",
        "office_contest": _contest(review, f"meetings.task:{tasks[1].pk}", "OFFICE").pk,
        "cell_contest": _contest(review, "meetings.attendance:1", "NEIGHBOURHOOD").pk,
        "cell_batch": batch.pk,
        "commune_batch": commune_batch.pk,
        "elsewhere_evidence_review": make_review(
            elsewhere, make_member(world.other_cell, "Vũ Nơi Khác"), world.other_cell
        ).pk,
    }


def grow(world: World, number: int) -> None:
    """More reviews of the cycle, written by all sides; more tasks and contests of the member; more batches."""
    cycle = Cycle.objects.get(committee=world.commune, starts_on=date(2017, 1, 1))
    review = Review.objects.get(cycle=cycle, member=world.member.member)
    for place in range(number):
        other = make_review(
            cycle, make_member(world.first_cell, f"Vũ Thêm {place}"), world.first_cell, office=review.office
        )
        for side in (Side.SELF, Side.OFFICE, Side.CELL):
            write(other, side, on=ON)
        task = office_task(world, owner=world.member.member, title=f"Việc thêm {place}", **TASK)
        _contest(review, f"meetings.task:{task.pk}", "OFFICE")
        ask_batch(actor=operator(), cycle=cycle, format="PDF", on=ON)


def _cycle(committee: Unit) -> Cycle:
    return make_cycle(committee, starts_on=date(2017, 1, 1), ends_on=date(2018, 1, 1), **DAYS)


def _contest(review: Review, key: str, side: str) -> Contest:
    contest = Contest(review=review, key=key, side=side, text="Sai hạn", on=ON, written_by=operator())
    with recording("test"):
        contest.save()
    return contest


def _made(batch: FormBatch, review: Review) -> None:
    keep_prints(actor=operator(), batch=batch, prints={review.pk: ("mau.docx", b"x")})
