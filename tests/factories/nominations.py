"""Nominations over the world of ``tests.factories.registry``, taken as far as a test needs, in 2018 to 2020."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from chibo.accounts.models import User
from chibo.domain.nominations.path import Form
from chibo.nominations.models import Nomination
from chibo.nominations.queries.around import official_count
from chibo.nominations.services import admission, nominating
from chibo.nominations.services.nominating import Counted, Person
from chibo.registry.models import Member, Unit
from tests.factories.registry import World, operator

PROPOSED_ON = date(2018, 11, 5)
RECOGNISED_ON = date(2018, 12, 3)
HELPED_ON = date(2018, 12, 10)
CERTIFIED_ON = date(2019, 1, 15)
APPLIED_ON = date(2019, 2, 11)
RESOLVED_ON = date(2019, 3, 4)
DECIDED_ON = date(2019, 4, 15)
ADMITTED_ON = date(2019, 5, 20)
OFFICIAL_ON = date(2020, 6, 3)
NAME = "Vũ Thử Quần Chúng"
_born = itertools.count(1)


def person(**told: Any) -> Person:
    """Somebody with a birth date of their own."""
    day = next(_born)
    facts = {
        "name": NAME,
        "born_on": date(1990, 1 + day % 12, 1 + day % 28),
        "gender": "FEMALE",
        "reasons": "Tổ trưởng tổ dân phố tận tuỵ",
        "address": "12 đường Thử, khu phố 1",
        "phone": "0900111222",
        "occupation": "Giáo viên",
    }
    return Person(**(facts | told))


def leader_of(cell: Unit) -> Member:
    """The official member of a cell of the world."""
    return Member.objects.filter(memberships__cell=cell, official_from__isnull=False).order_by("pk")[0]


def everyone(nomination: Nomination, on: date) -> Counted:
    """Every official member of the cell agrees."""
    count = official_count(nomination.cell, on)
    return Counted(count, count, 0)


def proposed(
    world: World,
    *,
    cell: Unit | None = None,
    actor: User | None = None,
    proposer: str = "YOUTH_UNION",
    on: date = PROPOSED_ON,
    **told: Any,
) -> Nomination:
    return nominating.propose(
        actor=actor or operator(), cell=cell or world.first_cell, proposer=proposer, identity=person(**told), on=on
    )


def recognised(world: World, **told: Any) -> Nomination:
    found = proposed(world, **told)
    return nominating.consider(
        actor=operator(), nomination=found, outcome="RECOGNISED", votes=everyone(found, RECOGNISED_ON), on=RECOGNISED_ON
    )


def helped(world: World, **told: Any) -> Nomination:
    found = recognised(world, **told)
    return nominating.assign_helper(actor=operator(), nomination=found, helper=leader_of(found.cell), on=HELPED_ON)


def trained(world: World, **told: Any) -> Nomination:
    found = helped(world, **told)
    return admission.note_certificate(actor=operator(), nomination=found, certified_on=CERTIFIED_ON, on=CERTIFIED_ON)


def applied(world: World, **told: Any) -> Nomination:
    found = trained(world, **told)
    forms = dict.fromkeys(
        [Form.APPLICATION, Form.CURRICULUM_VITAE, Form.YOUTH_UNION, Form.OPINIONS, Form.RESIDENCE_OPINION]
    )
    given = forms | {Form.INTRODUCTION: leader_of(found.cell)}
    return admission.file_forms(actor=operator(), nomination=found, forms=given, on=APPLIED_ON)


def resolved(world: World, **told: Any) -> Nomination:
    found = applied(world, **told)
    return admission.resolve(actor=operator(), nomination=found, votes=everyone(found, RESOLVED_ON), on=RESOLVED_ON)


def decided(world: World, **told: Any) -> Nomination:
    found = resolved(world, **told)
    return admission.decide(actor=operator(), nomination=found, received_on=DECIDED_ON, on=DECIDED_ON)


def admitted(world: World, **told: Any) -> Nomination:
    return admission.hold_ceremony(actor=operator(), nomination=decided(world, **told), on=ADMITTED_ON)


def official(world: World, **told: Any) -> Nomination:
    found = admitted(world, **told)
    return admission.recognise_official(
        actor=operator(), nomination=found, votes=everyone(found, OFFICIAL_ON), on=OFFICIAL_ON
    )


def withdrawn(world: World, *, ended_on: date = RECOGNISED_ON, **told: Any) -> Nomination:
    return nominating.end_path(actor=operator(), nomination=proposed(world, **told), end="WITHDRAWN", on=ended_on)
