"""The tree of units, its branches, the flat list and the suggestions."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from chibo.domain.organisation import UnitKind
from chibo.registry.queries.tree import in_reading_order, overviews_on, tree_on
from chibo.registry.queries.units import units_on
from chibo.registry.services.units import change_unit, end_unit
from tests.factories.registry import World, make_member, make_unit, operator
from tests.registry.browser import Browser, words

DAY = date(2019, 6, 1)


@pytest.fixture
def organiser(world: World) -> Browser:
    return Browser(world.organiser)


def test_a_sole_root_is_open_and_what_is_below_it_is_closed(organiser: Browser):
    page = words(organiser.get("/don-vi/"))
    assert "Phường Tam Hòa TAMHOA Chính thức: 4 Dự bị: 1 Chi bộ: 3" in page
    assert "Chi bộ khu phố 1" not in page


def test_without_scripts_a_unit_opens_by_its_link_and_closes_again(organiser: Browser):
    page = organiser.get("/don-vi/?mo=BH&mo=TAMHOA")
    assert "Chi bộ cơ quan phường Tam Hòa" in words(page)
    assert 'href="/don-vi/?mo=&amp;mo=BH#' in page.text
    assert "Phường Tam Hòa" not in words(organiser.get("/don-vi/?mo="))


def test_a_branch_is_fetched_open_and_put_back_closed(organiser: Browser, world: World):
    opened = organiser.get("/don-vi/TAMHOA/nhanh/")
    closed = organiser.get("/don-vi/TAMHOA/nhanh/?dong=1")
    assert "Chi bộ khu phố 2" in words(opened)
    assert 'aria-expanded="true"' in opened.text
    assert "Chi bộ khu phố 2" not in words(closed)
    assert 'aria-expanded="false"' in closed.text


def test_the_tree_is_that_of_the_day(organiser: Browser, world: World):
    change_unit(actor=operator(), unit=world.commune, on=date(2019, 7, 1), name="Phường Tên Mới")
    assert "Phường Tam Hòa" in words(organiser.get("/don-vi/?ngay=30/06/2019"))
    assert "Phường Tên Mới" in words(organiser.get("/don-vi/?ngay=01/07/2019"))
    assert "Đồng chí chưa được giao quyền xem đơn vị nào" in words(organiser.get("/don-vi/?ngay=01/01/2010"))


def test_each_sees_the_top_of_their_own_scope(world: World):
    assert "Chi bộ khu phố 1" in words(Browser(world.secretary).get("/don-vi/"))
    assert "Phường Tam Hòa" not in words(Browser(world.secretary).get("/don-vi/"))
    assert "Phường Tân Mai" in words(Browser(world.outsider).get("/don-vi/"))


def test_cells_that_need_care_are_counted_over_the_subtree(world: World):
    for number in range(30):
        make_member(world.first_cell, f"Người {number}")
    commune = units_on(DAY, viewer=world.organiser).get(unit=world.commune)

    overview = overviews_on([commune], DAY, viewer=world.organiser)[world.commune.pk]

    assert overview.strength.members == 35
    assert (overview.too_small, overview.committee_due, overview.very_large) == (2, 1, 1)


def test_siblings_are_read_by_kind_then_by_number(world: World):
    ten = make_unit("Chi bộ khu phố 10", UnitKind.RESIDENTIAL_CELL, world.commune)
    rows = units_on(DAY, viewer=world.officer).filter(parent=world.commune)

    names = [row.name for row in in_reading_order(rows)]

    assert names == [
        "Chi bộ cơ quan phường Tam Hòa",
        "Chi bộ khu phố 1",
        "Chi bộ khu phố 2",
        "Chi bộ khu phố 10",
    ]
    assert ten.code


@pytest.mark.parametrize("communes", [2, 12])
def test_the_tree_asks_six_questions_however_many_units(world: World, communes: int, django_assert_max_num_queries):
    for number in range(communes):
        make_unit("Chi bộ ấp", UnitKind.RESIDENTIAL_CELL, make_unit(f"Xã {number}", UnitKind.COMMUNE, world.city))
    tree_on(DAY, viewer=world.organiser)
    with django_assert_max_num_queries(6):
        branches = tree_on(DAY, viewer=world.organiser, opened={"BH"})
    assert len(branches[0].children) == communes + 2


@pytest.mark.parametrize("text", ["tam hoa", "Tam Hòa", "TAMHOA", "co quan tam"])
def test_units_are_found_with_and_without_accents(organiser: Browser, text: str):
    found = [row.unit.code for row in organiser.get("/don-vi/danh-sach/", {"tim": text}).context["list"].rows()]
    assert "TAMHOA-CQ" in found
    assert "TANMAI" not in found


def test_the_list_narrows_to_cells_that_need_care(organiser: Browser, world: World):
    for number in range(9):
        make_member(world.second_cell, f"Người {number}")

    def found(value: str) -> set[str]:
        return {row.unit.code for row in organiser.get(f"/don-vi/danh-sach/?chu-y={value}").context["list"].rows()}

    assert found("CELL_TOO_SMALL") == {"TAMHOA-CQ", "TAMHOA-KP1", "TANMAI-KP1"}
    assert found("CELL_NEEDS_COMMITTEE") == {"TAMHOA-KP2"}
    assert found("CELL_VERY_LARGE") == set()


def test_the_spreadsheet_holds_what_the_list_shows(organiser: Browser):
    response = organiser.get("/don-vi/danh-sach/?cap=CELLS&tim=tam&xuat=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[1], row[5], row[6]) for row in rows] == [
        ("Chi bộ cơ quan phường Tam Hòa", 2, 1),
        ("Chi bộ khu phố 1", 1, 0),
        ("Chi bộ khu phố 2", 1, 0),
    ]


def test_suggestions_keep_to_scope_kind_and_words(world: World):
    def options(user, **query: str) -> str:
        return Browser(user).get("/don-vi/goi-y/", {"o": "cell", **query}).text

    assert "Chi bộ khu phố 1 – Phường Tam Hòa (TAMHOA-KP1)" in options(world.officer, cell="khu pho 1")
    assert "TANMAI" not in options(world.officer, cell="khu pho")
    assert "TAMHOA-KP1" not in options(world.officer, cell="", loai="WARD")
    assert "option" not in options(world.secretary, cell="", quyen="EDIT_REGISTRY")


def test_a_unit_that_has_ended_leaves_the_tree_but_keeps_its_page(organiser: Browser, world: World):
    cell = make_unit("Chi bộ ấp cũ", UnitKind.RESIDENTIAL_CELL, world.commune, code="CU")
    end_unit(actor=operator(), unit=cell, on=date(2019, 7, 1), successors=(world.first_cell,))

    assert "Chi bộ ấp cũ" not in words(organiser.get("/don-vi/?mo=TAMHOA&mo=BH"))
    page = words(organiser.get("/don-vi/CU/"))
    assert "Đơn vị không còn hoạt động từ ngày 01/07/2019 . Kế thừa: Chi bộ khu phố 1" in page
