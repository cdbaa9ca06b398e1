"""Units and people for tests, made through the use cases; the fixed cast of ``world``."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from chibo.accounts.models import LOCAL_OPERATOR, User
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Member, Role, Unit
from chibo.registry.services.members import register_member
from chibo.registry.services.roles import create_user, grant_role
from chibo.registry.services.units import create_unit

YEAR_2015 = date(2015, 1, 1)
PASSWORD = "mat-khau-thu-nghiem"
_numbers = itertools.count(1)


def operator() -> User:
    """The person at the server's command line, whom every right belongs to."""
    return User.objects.get(username=LOCAL_OPERATOR)


def make_unit(
    name: str, kind: UnitKind, parent: Unit | None = None, *, code: str | None = None, on: date = YEAR_2015
) -> Unit:
    code = code or f"DV{next(_numbers):04d}"
    return create_unit(actor=operator(), code=code, name=name, kind=kind, parent=parent, starts_on=on)


def make_member(
    cell: Unit, name: str = "Nguyễn Thử Nghiệm", *, official: bool = True, on: date = YEAR_2015, **facts
) -> Member:
    """A member of ``cell``, official since 2010 unless on probation, with a card number of their own."""
    facts = {
        "full_name": name,
        "born_on": "1980-05-01",
        "gender": "MALE",
        "admitted_on": "2009-01-01",
        "official_on": "2010-01-01" if official else "",
        "official_from": date(2010, 1, 1) if official else None,
        "card_number": f"{next(_numbers):08d}" if official else "",
    } | facts
    return register_member(actor=operator(), cell=cell, on=on, facts=facts)


def make_user(username: str, role: Role, unit: Unit, *, member: Member | None = None, on: date = YEAR_2015) -> User:
    """An account that holds ``role`` at ``unit``; its password is ``PASSWORD``."""
    user = create_user(
        actor=operator(), username=username, full_name=username.title(), password=PASSWORD, member=member
    )
    grant_role(actor=operator(), user=user, role=role, unit=unit, on=on)
    return user


@dataclass
class World:
    """One city, one commune with an agency cell of three and two residential cells, and the fixed cast."""

    province: Unit
    city: Unit
    commune: Unit
    agency: Unit
    first_cell: Unit
    second_cell: Unit
    other_commune: Unit
    other_cell: Unit
    staff: list[Member]
    organiser: User
    officer: User
    secretary: User
    member: User
    auditor: User
    head: User
    outsider: User


def make_world() -> World:
    """See ``World``. ``outsider`` is a committee officer of the other commune."""
    province = make_unit("Tỉnh Đồng Nai", UnitKind.PROVINCE, code="DN")
    city = make_unit("Thành phố Biên Hòa", UnitKind.CITY, province, code="BH")
    commune = make_unit("Phường Tam Hòa", UnitKind.WARD, city, code="TAMHOA")
    agency = make_unit("Chi bộ cơ quan phường Tam Hòa", UnitKind.AGENCY_CELL, commune, code="TAMHOA-CQ")
    first = make_unit("Chi bộ khu phố 1", UnitKind.RESIDENTIAL_CELL, commune, code="TAMHOA-KP1")
    second = make_unit("Chi bộ khu phố 2", UnitKind.RESIDENTIAL_CELL, commune, code="TAMHOA-KP2")
    other = make_unit("Phường Tân Mai", UnitKind.WARD, city, code="TANMAI")
    other_cell = make_unit("Chi bộ khu phố 1", UnitKind.RESIDENTIAL_CELL, other, code="TANMAI-KP1")
    staff = [
        make_member(agency, "Trần Văn Bình"),
        make_member(agency, "Đỗ Thị Ánh", gender="FEMALE"),
        make_member(agency, "Lê Dự Bị", official=False),
    ]
    leader = make_member(first, "Phạm Văn Tổ")
    make_member(second, "Ngô Thị Hậu", gender="FEMALE")
    stranger = make_member(other_cell, "Huỳnh Người Ngoài")
    return World(
        province=province,
        city=city,
        commune=commune,
        agency=agency,
        first_cell=first,
        second_cell=second,
        other_commune=other,
        other_cell=other_cell,
        staff=staff,
        organiser=make_user("organiser", Role.ORGANISER, city),
        officer=make_user("officer", Role.COMMITTEE_OFFICER, commune),
        secretary=make_user("secretary", Role.SECRETARY, first, member=leader),
        member=make_user("member", Role.MEMBER, agency, member=staff[0]),
        auditor=make_user("auditor", Role.AUDITOR, city),
        head=make_user("head", Role.HEAD_OF_OFFICE, commune),
        outsider=make_user("outsider", Role.COMMITTEE_OFFICER, other, member=stranger),
    )
