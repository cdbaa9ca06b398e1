from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.domain.organisation import Skill, UnitKind
from chibo.registry.imports.problems import Mistake
from chibo.registry.imports.reading import read_workbook
from chibo.registry.imports.report import units_report
from chibo.registry.imports.sheets import UnreadableFile
from chibo.registry.imports.units import UnitImport, UnitRecord, read_kind, read_needs, read_units
from tests.registry.imports.books import text_file, xlsx

HEADINGS = [
    "Mã",
    "Tên",
    "Loại",
    "Trực thuộc",
    "Từ ngày",
    "Đến ngày",
    "Số hộ",
    "Nhu cầu chuyên môn",
    "Cần cán bộ lãnh đạo",
    "Chỉ tiêu",
    "Sức chứa",
]
CITY = ["BH", "Thành phố Biên Hòa", "Thành phố trực thuộc tỉnh", None]
WARD = ["TAMHOA", "Phường Tam Hòa", "Phường", "BH"]
CELL = [
    "TAMHOA-KP1", "Chi bộ khu phố 1", "Chi bộ khu dân cư", "TAMHOA",
    date(2010, 1, 1), None, 250, "đất đai 2; số hoá 1", "x", 3, 5,
]  # fmt: skip


def read(*rows: Any, headings: Any = HEADINGS, **options: Any) -> UnitImport:
    return read_units(read_workbook(xlsx([headings, *rows])), **options)


def problem_cells(result: UnitImport) -> list[tuple[int, str, str, str]]:
    return [(problem.row, problem.column, problem.value, problem.code) for problem in result.problems]


RECORDS = (
    UnitRecord(2, "BH", "Thành phố Biên Hòa", UnitKind.CITY),
    UnitRecord(3, "TAMHOA", "Phường Tam Hòa", UnitKind.WARD, "BH"),
    UnitRecord(
        4, "TAMHOA-KP1", "Chi bộ khu phố 1", UnitKind.RESIDENTIAL_CELL, "TAMHOA", date(2010, 1, 1), None, 250,
        {Skill.LAND: 2, Skill.DIGITAL: 1}, True, 3, 5,
    ),
)  # fmt: skip


def test_units_are_read_with_all_that_is_said_of_them():
    result = read(CITY, WARD, CELL)
    assert problem_cells(result) == []
    assert result.records == RECORDS
    assert result.table.mapping == {
        "Mã": "code",
        "Tên": "name",
        "Loại": "kind",
        "Trực thuộc": "parent",
        "Từ ngày": "starts_on",
        "Đến ngày": "ends_on",
        "Số hộ": "households",
        "Nhu cầu chuyên môn": "needs",
        "Cần cán bộ lãnh đạo": "needs_leader",
        "Chỉ tiêu": "target",
        "Sức chứa": "capacity",
    }


@pytest.mark.parametrize(
    "headings",
    [
        [*("code", "name", "kind", "parent", "starts_on", "ends_on", "households", "needs", "needs_leader", "target", "capacity")],
        [*("ma", "ten", "loai", "truc thuoc", "tu ngay", "den ngay", "so ho", "nhu cau chuyen mon", "can can bo lanh dao", "chi tieu", "suc chua")],
        [heading.upper() for heading in HEADINGS],
    ],
    ids=["English", "unmarked", "capitals"],
)  # fmt: skip
def test_headings_may_be_english_unmarked_or_capitals(headings):
    assert read(CITY, WARD, CELL, headings=headings).records == RECORDS


def test_columns_stand_in_any_order_and_only_four_are_needed():
    result = read(*(row[:4][::-1] for row in (CITY, WARD)), headings=HEADINGS[:4][::-1])
    assert result.records == RECORDS[:2]


def test_a_text_file_says_the_same():
    rows = [HEADINGS, CITY, WARD, CELL]
    assert read_units(read_workbook(text_file(rows, delimiter=";"), filename="units.csv")).records == RECORDS


def test_parents_may_stand_further_down_and_come_first_in_the_result():
    result = read(CELL, WARD, CITY)
    assert problem_cells(result) == []
    assert [record.code for record in result.records] == ["BH", "TAMHOA", "TAMHOA-KP1"]


def test_parents_may_be_known_already():
    assert [record.code for record in read(WARD, known={"BH"}.__contains__).records] == ["TAMHOA"]


def test_a_unit_changes_its_name_and_kind_from_a_day_on():
    headings = HEADINGS[:6]
    rows = [
        ["TANHANH", "Xã Tân Hạnh", "Xã", "BH", None, date(2019, 7, 1)],
        ["TANHANH", "Phường Tân Hạnh", "Phường", "BH", date(2019, 7, 1), None],
    ]
    result = read(CITY, *rows, headings=headings)
    assert problem_cells(result) == []
    assert [(record.name, record.kind) for record in result.records[1:]] == [
        ("Xã Tân Hạnh", UnitKind.COMMUNE),
        ("Phường Tân Hạnh", UnitKind.WARD),
    ]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Mã", None, "MISSING_CODE"),
        ("Tên", None, "MISSING_UNIT_NAME"),
        ("Loại", None, "MISSING_KIND"),
        ("Loại", "Chòm sao", "UNKNOWN_KIND"),
        ("Trực thuộc", None, "MISSING_PARENT"),
        ("Trực thuộc", "TAMHIEP", "UNKNOWN_PARENT"),
        ("Trực thuộc", "TAMHOA-KP1", "CIRCULAR_PARENT"),
        ("Mã", "TAMHOA", "DUPLICATE_CODE"),
        ("Từ ngày", "31/02/2001", "BAD_DATE"),
        ("Số hộ", "nhiều", "BAD_NUMBER"),
        ("Số hộ", -3, "BAD_NUMBER"),
        ("Chỉ tiêu", 2.5, "BAD_NUMBER"),
        ("Sức chứa", "1/2", "BAD_NUMBER"),
        ("Nhu cầu chuyên môn", "bói toán 2", "BAD_NEED"),
        ("Nhu cầu chuyên môn", "đất đai 4", "BAD_NEED"),
        ("Nhu cầu chuyên môn", "đất đai", "BAD_NEED"),
    ],
)
def test_each_problem_names_its_cell_and_holds_back_its_row_only(column, value, code):
    row = list(CELL)
    row[HEADINGS.index(column)] = value
    result = read(CITY, WARD, row)
    assert problem_cells(result) == [(4, column, "" if value is None else str(value), code)]
    assert result.records == RECORDS[:2]


def test_an_end_before_the_beginning_is_named():
    row = [*CELL[:4], "01/07/2019", "01/07/2018"]
    assert problem_cells(read(CITY, WARD, row)) == [(4, "Đến ngày", "01/07/2018", "DATE_ORDER")]


def test_a_unit_below_a_refused_one_is_refused_with_it():
    ward = [*WARD[:2], "Chòm sao", "BH"]
    assert problem_cells(read(CITY, ward, CELL)) == [
        (3, "Loại", "Chòm sao", "UNKNOWN_KIND"),
        (4, "Trực thuộc", "TAMHOA", "REFUSED_PARENT"),
    ]


def test_totals_and_remarks_are_no_units():
    result = read(CITY, WARD, [None, "Tổng cộng: 2"], [], ["Ghi chú: số liệu năm 2019"])
    assert problem_cells(result) == []
    assert result.row_count == 2


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("land 2; digital 1", {Skill.LAND: 2, Skill.DIGITAL: 1}),
        ("đất đai 2; số hóa 1", {Skill.LAND: 2, Skill.DIGITAL: 1}),
        ("Địa chính: 3, Chuyển đổi số (1)", {Skill.LAND: 3, Skill.DIGITAL: 1}),
        ("dan van 1\ny te 2", {Skill.MOBILISATION: 1, Skill.HEALTH: 2}),
        ("", {}),
    ],
)
def test_needs_are_read_in_vietnamese_and_english(text, needs):
    assert read_needs(text) == needs


@pytest.mark.parametrize("skill", Skill)
def test_every_skill_is_read_by_its_code(skill):
    assert read_needs(f"{skill} 3") == {skill: 3}


@pytest.mark.parametrize("text", ["land 0", "land 4", "land", "land 1; đất đai 2", "2"])
def test_needs_that_make_no_sense_are_refused(text):
    with pytest.raises(Mistake):
        read_needs(text)


@pytest.mark.parametrize("kind", UnitKind)
def test_every_kind_is_read_by_its_code(kind):
    assert read_kind(kind.value) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tỉnh", UnitKind.PROVINCE),
        ("Thành phố trực thuộc tỉnh", UnitKind.CITY),
        ("Huyện", UnitKind.DISTRICT),
        ("Thị xã", UnitKind.TOWN),
        ("Quận", UnitKind.URBAN_DISTRICT),
        ("XÃ", UnitKind.COMMUNE),
        ("phuong", UnitKind.WARD),
        ("Thị trấn", UnitKind.TOWNSHIP),
        ("Đặc khu", UnitKind.SPECIAL_ZONE),
        ("Chi bộ cơ quan", UnitKind.AGENCY_CELL),
        ("Chi bộ khu dân cư", UnitKind.RESIDENTIAL_CELL),
        ("Chi bộ khác", UnitKind.OTHER_CELL),
    ],
)
def test_every_kind_is_read_by_its_name(text, kind):
    assert read_kind(text) is kind


def test_the_report_on_units_has_the_same_form():
    report = units_report(read(CITY, [*WARD[:2], "Chòm sao", "BH"]))
    assert {
        key: report[key] for key in ("format", "encoding", "rows", "accepted", "ignored_columns", "duplicates")
    } == {
        "format": "chibo.import-report/1",
        "encoding": "UNICODE",
        "rows": 2,
        "accepted": 1,
        "ignored_columns": [],
        "duplicates": [],
    }
    assert report["records"] == [
        {
            "row": 2, "code": "BH", "name": "Thành phố Biên Hòa", "kind": "CITY", "parent": None, "starts_on": None,
            "ends_on": None, "households": None, "needs": {}, "needs_leader": False, "target": None, "capacity": None,
        }
    ]  # fmt: skip
    assert [problem["code"] for problem in report["problems"]] == ["UNKNOWN_KIND"]


@pytest.mark.parametrize(("rows", "code"), [([["Họ và tên"], ["An"]], "NO_HEADINGS"), ([HEADINGS], "EMPTY")])
def test_a_file_without_units_is_refused(rows, code):
    with pytest.raises(UnreadableFile) as refusal:
        read_units(read_workbook(xlsx(rows)))
    assert refusal.value.code == code
