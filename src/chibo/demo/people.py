"""Made-up members of every cell, the same at every call; nobody here exists.

473 meet in the agency cells of Biên Hòa, 262 in those of Xuân Lộc and 160 in those of Thống Nhất; Hố Nai and Tân Hòa
have no agency cell, so those who work there meet in residential cells already.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from chibo.demo.cells import agency_cell_code
from chibo.demo.geography import communes
from chibo.demo.people_maker import PeopleMaker, couple, siblings
from chibo.demo.person import DemoHold, DemoKinship, DemoMember, DemoOfficer

TERM_STARTS_ON = date(2015, 7, 1)

INSPECTED = "Đang được kiểm tra khi có dấu hiệu vi phạm"
COMPLAINT = "Đang giải quyết đơn tố cáo"

# Those of Biên Hòa and Xuân Lộc end before their communes plan; those of Thống Nhất are still open at the end.
HOLDS = (
    DemoHold("BH-LONGBINH-CQ-12", COMPLAINT, date(2019, 4, 8), date(2019, 5, 27)),
    DemoHold("BH-TAMPHUOC-CQ-15", INSPECTED, date(2019, 4, 22), date(2019, 6, 24)),
    DemoHold("XL-XUANTAM-CQ-14", COMPLAINT, date(2019, 5, 6), date(2019, 7, 22)),
    DemoHold("TN-GIAKIEM-CQ-11", INSPECTED, date(2019, 9, 9), None),
    DemoHold("TN-XUANTHIEN-CQ-10", COMPLAINT, date(2019, 10, 14), None),
)


@cache
def members() -> tuple[DemoMember, ...]:
    """Every member, cell by cell in the order of ``cells()``; the leading ones come first."""
    return tuple(PeopleMaker().everyone())


@cache
def members_by_cell() -> dict[str, tuple[DemoMember, ...]]:
    """The members of each cell, by its code."""
    found: dict[str, list[DemoMember]] = {}
    for member in members():
        found.setdefault(member.cell_code, []).append(member)
    return {code: tuple(rows) for code, rows in found.items()}


def officers() -> Iterator[DemoOfficer]:
    """Secretaries and deputies of cells and communes, and the communes' chairmen."""
    for member in members():
        if member.cell_post:
            yield DemoOfficer(member.cell_code, member.key, member.cell_post, max(member.joined_on, TERM_STARTS_ON))
        if member.commune_post:
            yield DemoOfficer(
                member.commune_code, member.key, member.commune_post, max(member.joined_on, TERM_STARTS_ON)
            )


def kinships() -> tuple[DemoKinship, ...]:
    """Couples and siblings who meet in one agency cell: a couple in every fourth commune, siblings in some others."""
    found = []
    for index, commune in enumerate(communes()):
        rows = members_by_cell().get(agency_cell_code(commune.code), ())
        if index % 4 == 0 and (pair := couple(rows)):
            found.append(DemoKinship(pair[0].key, pair[1].key, "Vợ chồng"))
        elif index % 5 == 2 and (pair := siblings(rows)):
            relation = "Anh em ruột" if pair[0].gender == "MALE" else "Chị em ruột"
            found.append(DemoKinship(pair[0].key, pair[1].key, relation))
    return tuple(found)
