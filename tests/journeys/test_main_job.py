"""The main job in a browser, from an empty database to the last transfer confirmed."""

from __future__ import annotations

import re

import pytest

from tests.journeys.books import write_members
from tests.journeys.conftest import Come
from tests.journeys.people import Person
from tests.journeys.site import Site

pytestmark = pytest.mark.xdist_group("journeys")
TITLE = "Không tổ chức chi bộ cơ quan"


def open_campaign(organiser: Person) -> None:
    organiser.on_day("16/04/2019")
    organiser.opens("Đợt sắp xếp")
    organiser.follows("Mở đợt")
    organiser.types(
        directive_number="260-KH/TU",
        directive_issuer="Ban Thường vụ Tỉnh ủy Đồng Nai",
        issued_on="16/04/2019",
        title=TITLE,
        deadline="31/12/2019",
        code="C1",
    )
    organiser.page.check("[name=letters_wanted]")
    organiser.chooses(unit="Thành phố Biên Hòa")
    organiser.looks("campaign-form")
    organiser.presses("Mở đợt")
    organiser.sees("Đã mở đợt sắp xếp", "Phường Tam Hòa", "Phường Hố Nai", "Không thuộc diện")
    organiser.looks("campaign")


def prepare(officer: Person) -> None:
    """Rules set, four plans proposed and compared."""
    officer.on_day("25/04/2019")
    officer.opens("Việc cần làm")
    officer.follows("Lập và duyệt phương án")
    officer.looks("commune")
    officer.follows(re.compile("[Qq]uy tắc"))
    officer.looks("rules")
    officer.types(office_limit="4", home="20")
    officer.presses("Ghi quy tắc")
    officer.sees("Phương án")
    officer.looks("commune-rules-kept")


@pytest.mark.parametrize("width", ["desk"])
def test_from_an_empty_database_to_the_last_confirmation(site: Site, come: Come, width: str):
    write_members(site.folder / "members.xlsx")
    site.chibo("import", "members", str(site.folder / "members.xlsx"), "--unit", "TAMHOA", status=1)
    with come("tochuc", "desk") as organiser:
        open_campaign(organiser)
    with come("danguy", width) as officer:
        prepare(officer)
