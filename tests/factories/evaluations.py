"""A cycle of 2019 over the world of ``tests.factories.registry`` and its reviews, as far on their way as a test needs.

``world.member`` is reviewed by the first cell (whose secretary is ``world.secretary``) and the commune's office (whose head is
``world.head``). Rows are written directly: tests of the use cases that make them stand in ``tests/evaluations``.
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from chibo.audit.changes import recording
from chibo.documents.models import Document, NumberBook
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import (
    Conclusion,
    Cycle,
    FormerCell,
    JointSitting,
    Part,
    Reply,
    Review,
    Section,
    Verdict,
    Vote,
)
from chibo.registry.models import Member, Office, Unit
from chibo.registry.services.units import open_office
from tests.factories.registry import World, operator

YEAR_STARTS_ON = date(2019, 1, 1)
YEAR_ENDS_ON = date(2020, 1, 1)
OPENED_ON = date(2019, 11, 15)
SELF_ON = date(2019, 11, 25)
OFFICE_ON = date(2019, 12, 2)
CELL_ON = date(2019, 12, 3)
DECIDED_ON = date(2019, 12, 25)
APPEAL_UNTIL = date(2020, 1, 9)
_books = itertools.count(1)
CRITERIA = [
    {
        "code": code,
        "label": label,
        "hint": "",
        "sides": ["SELF", "OFFICE", "CELL"],
        "levels": True,
        "most": 0,
        "group": "",
    }
    for code, label in (("thought", "Tư tưởng chính trị"), ("duty", "Thực hiện nhiệm vụ được giao"))
]
RULES: dict[str, Any] = {
    "code": "thu-2019",
    "title": "Quy định thử",
    "source": "Hướng dẫn thử",
    "starts_on": "2019-01-01",
    "uncertain": [],
    "periods": ["YEAR"],
    "cap": {"share": 20, "grade": "EXCELLENT", "of": "GOOD", "cells": True},
    "work_first": True,
    "forms": {"member": "02", "leader": "02", "cell": "01"},
    "criteria": CRITERIA,
    "points": None,
    "moved": {"former_from_days": 30, "least_days": 0},
    "answer_days": 10,
}
"""Wholly in the form of ``domain/evaluation/rule_sets.py``."""


def make_cycle(committee: Unit, **told: Any) -> Cycle:
    facts = {
        "kind": Cycle.YEAR,
        "starts_on": YEAR_STARTS_ON,
        "ends_on": YEAR_ENDS_ON,
        "rules": RULES,
        "opened_on": OPENED_ON,
        "opened_by": operator(),
        "self_due_on": date(2019, 11, 30),
        "office_due_on": date(2019, 12, 10),
        "cell_due_on": date(2019, 12, 20),
        "decision_due_on": date(2019, 12, 31),
        "answer_days": 10,
    } | told
    cycle = Cycle(committee=committee, **facts)
    with recording("test"):
        cycle.save()
    return cycle


def make_office(commune: Unit, *, head: Member | None = None, code: str = "VP") -> Office:
    return open_office(
        actor=operator(), commune=commune, code=code, name="Văn phòng UBND phường", head=head, on=date(2015, 1, 1)
    )


def make_review(cycle: Cycle, member: Member | None, cell: Unit, **told: Any) -> Review:
    """Without ``office`` the member works in none; without member the cell itself is rated."""
    review = Review(cycle=cycle, member=member, cell=cell, **({"opened_on": cycle.opened_on} | told))
    with recording("test"):
        review.save()
    return review


def write(
    review: Review,
    side: Side,
    *,
    grade: Grade | None = Grade.GOOD,
    on: date | None = None,
    unit: Unit | None = None,
    words: str = "",
    submitted: bool = True,
) -> Part:
    """The side's part: a section for each criterion saying ``words``, submitted on ``on`` (default: the side's usual day)."""
    usual = {Side.SELF: SELF_ON, Side.OFFICE: OFFICE_ON}.get(side, CELL_ON)
    day = on or usual
    told = {"grade": grade or "", "begun_on": day, "written_by": operator()}
    part = Part(review=review, side=side.value, unit=unit, **told)
    with recording("test"):
        part.save()
        for row in CRITERIA:
            Section(
                part=part,
                criterion=row["code"],
                text=words or f"Lời của {side.value}",
                level=grade or "",
                saved_by=operator(),
            ).save()
        if side is Side.CELL:
            Vote(part=part, held_on=day, official_count=3, present_count=3).save()
        if submitted:
            part.submitted_on = day
            part.save()
    return part


def sat(
    review: Review, *, grade: Grade | None = None, on: date = date(2019, 12, 16), words: str = "Hai bên trao đổi"
) -> JointSitting:
    """Office and cell sat together."""
    told = {"for_office": "Phó Chủ tịch UBND", "for_cell": "Bí thư chi bộ", "text": words}
    sitting = JointSitting(review=review, held_on=on, grade=grade or "", written_by=operator(), **told)
    with recording("test"):
        sitting.save()
    return sitting


def decided(
    *reviews: Review, grade: Grade = Grade.GOOD, on: date = DECIDED_ON, until: date = APPEAL_UNTIL
) -> list[Verdict]:
    """The committee concluded on these reviews of one cycle; the paper is a blank one, signed before all others."""
    cycle = reviews[0].cycle
    with recording("test"):
        book = NumberBook(issuer=cycle.committee, kind=f"KL{next(_books)}", term_starts_on=YEAR_STARTS_ON)
        book.save()
        token = f"ket-luan-{book.kind}"
        document = Document(
            issuer=cycle.committee,
            kind="RESOLUTION",
            book=book,
            number=1,
            symbol="1-KL/ĐU",
            title="Kết luận",
            signed_on=YEAR_STARTS_ON,
            signer="Thử",
            search_key="",
            signed_by=operator(),
            content="{}",
            token=token,
            pdf=b"%PDF",
            docx=b"PK",
        )
        document.save()
        conclusion = Conclusion(
            cycle=cycle,
            kind=Conclusion.MEMBERS,
            decided_on=on,
            decided_by=operator(),
            appeal_until=until,
            document=document,
            excellent_count=0,
            good_count=len(reviews),
        )
        conclusion.save()
        verdicts = []
        for review in reviews:
            number = review.verdicts.count() + 1
            verdicts.append(Verdict(review=review, number=number, conclusion=conclusion, grade=grade.value))
            verdicts[-1].save()
    return verdicts


def replied(
    review: Review, kind: str = Reply.APPEAL, *, on: date = date(2020, 1, 3), words: str = "Tôi có ý kiến"
) -> Reply:
    """The member answered, or appealed."""
    reply = Reply(review=review, kind=kind, on=on, text=words, written_by=operator())
    with recording("test"):
        reply.save()
    return reply


def left(review: Review, cell: Unit) -> FormerCell:
    """The member met in ``cell`` for a part of the year."""
    row = FormerCell(review=review, cell=cell)
    with recording("test"):
        row.save()
    return row


def begun(world: World, **told: Any) -> Review:
    """The review of ``world.member``: first cell, commune's office, nothing written yet."""
    return make_review(
        make_cycle(world.commune), world.member.member, world.first_cell, office=make_office(world.commune), **told
    )
