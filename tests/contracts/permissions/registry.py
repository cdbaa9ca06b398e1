"""Rows that the registry's addresses name: an office, a counter, a post, a role, relatives."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.domain.organisation import UnitKind
from chibo.registry.models import ImportBatch, Role, RoleHolding
from chibo.registry.services.imports import commit_members, upload_import
from chibo.registry.services.members import record_employment, record_kinship, record_profile, record_residence
from chibo.registry.services.units import appoint_officer, describe_neighbourhood, open_counter, open_office
from tests.factories.registry import World, make_member, make_unit, make_user, operator

DAY = date(2015, 1, 1)


def subjects(world: World) -> dict[str, Any]:
    """``staff`` works in ``office`` and is the member of the cast; ``resident`` meets in the secretary's cell."""
    actor = operator()
    staff, colleague = world.staff[0], world.staff[1]
    office = open_office(actor=actor, commune=world.commune, code="VP", name="Văn phòng", on=DAY, head=colleague)
    counter = open_counter(actor=actor, commune=world.commune, code="Q1", name="Tư pháp", on=DAY, office=office)
    officer = appoint_officer(actor=actor, unit=world.commune, member=colleague, post="SECRETARY", on=DAY)
    record_employment(actor=actor, member=staff, office=office, on=DAY)
    record_profile(actor=actor, member=staff, on=DAY, skills={"land": 2}, leadership=1, position="Công chức")
    record_residence(actor=actor, member=staff, cell=world.first_cell, address="Số 1", on=DAY)
    describe_neighbourhood(actor=actor, cell=world.first_cell, on=DAY, character="Có chợ", needs={"land": 1})
    kinship = record_kinship(actor=actor, member=staff, other=colleague, relation="anh em", on=DAY)
    holding = RoleHolding.objects.get(user=world.head)
    return {
        "city": "BH",
        "commune": "TAMHOA",
        "agency_cell": "TAMHOA-CQ",
        "secretary_cell": "TAMHOA-KP1",
        "other_commune": "TANMAI",
        "staff": staff.pk,
        "resident": world.secretary.member.pk,
        "office": office.pk,
        "counter": counter.pk,
        "officer": officer.pk,
        "kinship": kinship.pk,
        "holding": holding.pk,
        "account": world.head.pk,
        "waiting_import": _upload(world, "Nguyễn Văn Chờ", "31/02/1980").pk,
        "committed_import": commit_members(actor=actor, batch=_upload(world, "Trần Thị Ghi", "1980")).pk,
    }


def _upload(world: World, name: str, born: str) -> ImportBatch:
    """A list of one person for the commune."""
    content = f"Họ và tên,Ngày sinh,Chi bộ\n{name},{born},Chi bộ khu phố 1\n".encode()
    return upload_import(
        actor=operator(),
        kind="MEMBERS",
        unit=world.commune,
        file_name="danh-sach.csv",
        content=content,
        starts_on=date(2019, 4, 1),
    )


def grow(world: World, number: int) -> None:
    """More communes, cells, offices with counters, members with every link, posts and roles."""
    actor = operator()
    for place in range(number):
        commune = make_unit(f"Xã Thêm {place}", UnitKind.COMMUNE, world.city)
        make_member(make_unit("Chi bộ ấp 1", UnitKind.RESIDENTIAL_CELL, commune))
        make_unit(f"Chi bộ khu phố {place + 10}", UnitKind.RESIDENTIAL_CELL, world.commune)
        code = f"T{place}"
        office = open_office(actor=actor, commune=world.commune, code=code, name=code, on=DAY)
        open_counter(actor=actor, commune=world.commune, code=code, name=code, on=DAY, office=office)
        for cell in (world.agency, world.first_cell):
            member = make_member(cell, f"Người Thêm {place}")
            record_employment(actor=actor, member=member, office=office, on=DAY)
            record_profile(actor=actor, member=member, on=DAY, skills={"land": 1}, position="Công chức")
            record_residence(actor=actor, member=member, cell=world.second_cell, on=DAY)
            appoint_officer(actor=actor, unit=world.commune, member=member, post="COMMITTEE_MEMBER", on=DAY)
            appoint_officer(actor=actor, unit=cell, member=member, post="COMMITTEE_MEMBER", on=DAY)
            record_kinship(actor=actor, member=world.staff[0], other=member, relation="họ hàng", on=DAY)
        _upload(world, f"Người Chờ {place}", "1980")
        make_user(f"them{number}-{place}", Role.AUDITOR, world.commune)
