"""Resolutions and tasks over the world of ``tests.factories.registry``, taken as far as a test needs, in 2019."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.meetings.models import Clause, Resolution, Task
from chibo.meetings.services.resolutions import pass_resolution
from chibo.meetings.services.tasks import accept_task, give_task, report_task
from chibo.registry.models import Member, Membership, Office, Unit
from chibo.registry.services.members import record_employment
from chibo.registry.services.units import open_office
from tests.factories.registry import YEAR_2015, World, operator

PASSED_ON = date(2019, 3, 4)
DUE_ON = date(2019, 3, 29)
REPORTED_ON = date(2019, 3, 25)
JUDGED_ON = date(2019, 4, 3)


def resolved(world: World, *, cell: Unit | None = None, on: date = PASSED_ON, **facts: Any) -> Resolution:
    """A resolution of two clauses, passed by all official members of the cell."""
    cell = cell or world.first_cell
    present = Membership.objects.on(on).filter(cell=cell, member__official_from__lte=on).count()
    clauses = ["Tổ chức dọn vệ sinh đường hẻm trước ngày 29/3.", "Rà soát hồ sơ đất đai còn tồn tại cơ quan."]
    given = {"title": "về nhiệm vụ tháng 3", "clauses": clauses, "present": present, "votes_for": present} | facts
    return pass_resolution(actor=operator(), cell=cell, on=on, **given)


def clause(world: World, number: int = 1, **facts: Any) -> Clause:
    return resolved(world, **facts).clauses.get(number=number)


def cell_task(world: World, *, cell: Unit | None = None, owner: Member | None = None, **facts: Any) -> Task:
    """A task of the first cell for its secretary, unless said otherwise."""
    cell = cell or world.first_cell
    owner = owner or Member.objects.filter(memberships__cell=cell).order_by("pk")[0]
    given = {"title": "Dọn vệ sinh hẻm 15", "side": "NEIGHBOURHOOD", "due_on": DUE_ON, "on": PASSED_ON} | facts
    return give_task(actor=operator(), giver="CELL", unit=cell, owner=owner, **given)


def employ(world: World, member: Member) -> None:
    """``member`` works in the commune's land office."""
    facts = {"code": "DC", "name": "Địa chính – Xây dựng", "on": YEAR_2015}
    known = Office.objects.filter(commune=world.commune, code="DC").first()
    office = known or open_office(actor=operator(), commune=world.commune, **facts)
    if not member.employments.open().exists():
        record_employment(actor=operator(), member=member, office=office, on=YEAR_2015)


def office_task(world: World, *, owner: Member | None = None, **facts: Any) -> Task:
    """A task of the office for the secretary of the first cell, who works in it."""
    owner = owner or world.secretary.member
    employ(world, owner)
    given = {"title": "Giải quyết 12 hồ sơ tách thửa", "wanted": "Không hồ sơ nào trễ hẹn", "side": "OFFICE"}
    given |= {"due_on": DUE_ON, "on": PASSED_ON} | facts
    return give_task(actor=operator(), giver="OFFICE", unit=world.commune, owner=owner, **given)


def reported(task: Task, *, on: date = REPORTED_ON, **facts: Any) -> Task:
    given = {"report": "Đã làm xong ngày 24/3.", "paper_number": "12/BC", "paper_on": REPORTED_ON} | facts
    return report_task(actor=operator(), task=task, on=on, **given)


def accepted(task: Task) -> Task:
    return accept_task(actor=operator(), task=reported(task), on=JUDGED_ON)
