"""Each thing that can be wrong names its row, its column, its value and the remedy, and holds back its own row only."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from chibo.registry.imports.cell_names import CellNames
from chibo.registry.imports.problems import FAULTS, REMEDIES
from chibo.registry.imports.rejected import rejected_workbook
from chibo.registry.imports.report import members_report
from tests.registry.imports.books import imported, problem_cells, text_file, xlsx

HEADINGS = [
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ",
    "Số lý lịch",
    "Chi bộ",
]
GOOD = [1, "Nguyễn Văn An", "Nam", "03/02/1975", "26/03/1999", "26/03/2000", "00123456", "012345ĐN", "Khu phố 1"]
ON = date(2019, 12, 31)


def with_value(column: str, value: object) -> list[object]:
    row = [2, "Trần Thị Bình", "Nữ", "01/02/1980", "19/05/2010", "19/05/2011", "00234567", "023456ĐN", "Khu phố 1"]
    row[HEADINGS.index(column)] = value
    return row


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Ngày vào Đảng", "31/02/2001", "BAD_DATE"),
        ("Ngày vào Đảng", "năm ngoái", "BAD_DATE"),
        ("Ngày vào Đảng", 75000, "BAD_DATE"),
        ("Ngày chính thức", "2/13/2011", "BAD_DATE"),
        ("Ngày sinh", "01/02/1890", "BAD_DATE"),
        ("Ngày sinh", "01/02/2020", "BAD_DATE"),
        ("Ngày sinh", "01/02/2015", "DATE_ORDER"),
        ("Ngày sinh", "2015", "DATE_ORDER"),
        ("Ngày chính thức", "19/05/2009", "DATE_ORDER"),
        ("Họ và tên", "", "MISSING_NAME"),
        ("Họ và tên", "123", "MISSING_NAME"),
        ("Số thẻ", "12A45678", "BAD_CARD_NUMBER"),
        ("Số thẻ", "123456789", "BAD_CARD_NUMBER"),
        ("Số thẻ", "123", "BAD_CARD_NUMBER"),
        ("Số thẻ", 123456789, "BAD_CARD_NUMBER"),
        ("Giới tính", "Nan", "UNKNOWN_GENDER"),
        ("Giới tính", "x", "UNKNOWN_GENDER"),
        ("Chi bộ", "Khu phố 9", "UNKNOWN_CELL"),
    ],
)
def test_each_problem_names_its_cell_and_holds_back_its_row_only(column, value, code):
    data = xlsx([HEADINGS, GOOD, with_value(column, value), [3, "Lê Thị Cúc"]])
    result = imported(data, on=ON, cells=CellNames([("KP1", "Chi bộ khu phố 1")]))
    assert problem_cells(result) == [(3, column, str(value), code)]
    assert [record.row for record in result.records] == [2, 4]
    assert [record.row for record in result.every] == [2, 3, 4]


def test_a_row_may_have_several_problems():
    row = with_value("Ngày vào Đảng", "31/02/2001")
    row[2] = "?"
    assert problem_cells(imported(xlsx([HEADINGS, row]))) == [
        (2, "Giới tính", "?", "UNKNOWN_GENDER"),
        (2, "Ngày vào Đảng", "31/02/2001", "BAD_DATE"),
    ]


def test_dates_that_may_be_in_order_are_no_problem():
    rows = [
        ["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"],
        ["Nguyễn Văn An", "1999", "1999", "1999"],
        ["Lê Thị Cúc", "02/1980", "2000", "03/02/2000"],
    ]
    assert problem_cells(imported(xlsx(rows))) == []


def test_the_bad_value_of_a_cell_with_several_is_named_alone():
    data = xlsx([["Họ và tên", "Ngày vào Đảng / chính thức"], ["Nguyễn Văn An", "31/02/2001\n03/02/2002"]])
    assert problem_cells(imported(data)) == [(2, "Ngày vào Đảng / chính thức", "31/02/2001", "BAD_DATE")]


def test_a_bad_year_of_birth_is_named_under_its_group():
    rows = [
        ["Họ và tên", "Năm sinh", None],
        [None, "Nam", "Nữ"],
        ["Nguyễn Văn An", None, "x5"],
        ["Lê Thị Cúc", "1975", "1975"],
    ]
    result = imported(xlsx(rows, merged=[(0, 0, 1, 0), (0, 1, 0, 2)]))
    assert problem_cells(result) == [
        (3, "Năm sinh / Nữ", "x5", "BAD_DATE"),
        (4, "Năm sinh / Nữ", "1975", "UNKNOWN_GENDER"),
    ]


def test_row_numbers_are_those_of_excel_below_blank_and_title_rows():
    data = xlsx([["DANH SÁCH"], [], [], HEADINGS, [], GOOD, [], with_value("Ngày sinh", "hôm qua")])
    assert problem_cells(imported(data)) == [(8, "Ngày sinh", "hôm qua", "BAD_DATE")]


def test_a_member_elsewhere_is_told_and_held_back():
    result = imported(
        xlsx([HEADINGS, GOOD, with_value("Giới tính", "Nữ")]),
        elsewhere=lambda record: "phường An Bình" if record.card_number == "00234567" else None,
    )
    assert problem_cells(result) == [(3, "Họ và tên", "Trần Thị Bình", "ELSEWHERE")]
    assert "phường An Bình" in result.problems[0].message


def test_a_card_number_that_stands_twice_is_shown_and_its_second_row_held_back():
    twin = [2, "Trần Thị Bình", "Nữ", "1980", "2010", None, 123456, None, None]
    result = imported(xlsx([HEADINGS, GOOD, twin]))
    assert [(group.rows, group.why) for group in result.duplicates] == [((2, 3), "SAME_CARD_NUMBER")]
    assert problem_cells(result) == [(3, "Số thẻ", "123456", "DUPLICATE_ROW")]
    assert "2" in result.problems[0].fault


def test_the_same_row_twice_is_one_member():
    result = imported(
        xlsx([["Họ và tên", "Chi bộ"], ["Nguyễn Văn An", "A"], ["NGUYỄN VĂN AN", "A"], ["Nguyễn Văn An", "B"]])
    )
    assert [(group.rows, group.why) for group in result.duplicates] == [((2, 3), "SAME_ROW")]
    assert problem_cells(result) == [(3, "Họ và tên", "NGUYỄN VĂN AN", "DUPLICATE_ROW")]


def test_names_are_no_keys():
    """One name and one day of birth: one person where no number says otherwise, two where the card numbers differ."""
    headings = ["Họ và tên", "Ngày sinh", "Số thẻ", "Chi bộ"]
    rows = [
        ["Nguyễn Văn Hòa", "03/02/1975", "00123456", "A"],
        ["NGUYỄN VĂN HOÀ", "3/2/75", None, "B"],
        ["Trần Thị Bình", "01/02/1980", "00234567", "A"],
        ["Trần Thị Bình", "01/02/1980", "00345678", "A"],
        ["Lê Văn Cần", "1970", None, "A"],
        ["Lê Văn Cần", "1970", None, "B"],
        ["Lê Văn Cẩn", "1970", None, "A"],
    ]
    result = imported(xlsx([headings, *rows]))
    assert [(group.rows, group.why) for group in result.duplicates] == [
        ((2, 3), "SAME_NAME_AND_BIRTH"),
        ((4, 5), "SAME_NAME_AND_BIRTH"),
        ((6, 7), "SAME_NAME_AND_BIRTH"),
        ((6, 7, 8), "SIMILAR_NAME_AND_BIRTH"),
    ]
    assert problem_cells(result) == [(3, "Họ và tên", "NGUYỄN VĂN HOÀ", "DUPLICATE_ROW")]
    assert problem_cells(imported(xlsx([headings, *rows]), two_people=[3])) == []


def test_two_people_cannot_share_a_card():
    data = xlsx([HEADINGS, GOOD, with_value("Số thẻ", "00123456")])
    assert problem_cells(imported(data, two_people=[3])) == [(3, "Số thẻ", "00123456", "DUPLICATE_ROW")]


def test_a_value_mended_in_the_browser_is_read_in_place_of_the_old_one():
    data = xlsx([HEADINGS, GOOD, with_value("Ngày vào Đảng", "31/02/2001")])
    result = imported(data, corrections={"3": {"Ngày vào Đảng": "28/02/2001", "Họ và tên": "Trần Thị Bình An"}})
    assert problem_cells(result) == []
    assert [record.full_name for record in result.records] == ["Nguyễn Văn An", "Trần Thị Bình An"]
    assert str(result.records[1].admitted_on) == "2001-02-28"


def test_a_name_in_two_columns_is_mended_as_one():
    rows = [["Họ và tên", None, "Chi bộ"], ["Nguyễn Văn", "An", "A"]]
    result = imported(xlsx(rows, merged=[(0, 0, 0, 1)]), corrections={"2": {"Họ và tên": "Lê Thị Cúc"}})
    assert result.records[0].full_name == "Lê Thị Cúc"


def test_the_report_is_exact():
    rows = [
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["STT", "Họ và tên", "Ngày vào Đảng / chính thức", "Số thẻ", "Chi bộ", "Chức vụ", "Ghi chú nội bộ"],
        [1, "Nguyễn Văn An", "1999", 123456, "Chi bộ khu phố 1", "Chủ tịch", "x"],
        [2, "Trần Thị Bình", "31/02/2001", None, "Chi bộ khu phố 1", None, None],
        [3, "Lê Thị Cúc", "2010", "00123456", None, None, None],
    ]
    report = members_report(imported(xlsx(rows, names=["Danh sách"])))
    messages = [problem.pop("message") for problem in report["problems"]]
    assert report == {
        "format": "chibo.import-report/1",
        "sheet": "Danh sách",
        "encoding": "UNICODE",
        "rows": 3,
        "accepted": 1,
        "columns": {
            "Họ và tên": "full_name",
            "Ngày vào Đảng / chính thức": ["admitted_on", "official_on"],
            "Số thẻ": "card_number",
            "Chi bộ": "cell",
            "Chức vụ": "position",
        },
        "ignored_columns": ["Ghi chú nội bộ"],
        "records": [
            {
                "row": 3,
                "full_name": "Nguyễn Văn An",
                "gender": None,
                "born_on": None,
                "admitted_on": "1999",
                "official_on": None,
                "card_number": "00123456",
                "file_number": None,
                "status": "OFFICIAL",
                "cell": "Chi bộ khu phố 1",
                "position": "Chủ tịch",
                "office": None,
                "residence": None,
                "phone": None,
            }
        ],
        "problems": [
            {"row": 4, "column": "Ngày vào Đảng / chính thức", "value": "31/02/2001", "code": "BAD_DATE"},
            {"row": 5, "column": "Số thẻ", "value": "00123456", "code": "DUPLICATE_ROW"},
        ],
        "duplicates": [{"rows": [3, 5], "why": "SAME_CARD_NUMBER"}],
    }
    assert "31/02/2001" in messages[0]
    assert str(REMEDIES["BAD_DATE"]) in messages[0]


def test_every_fault_has_a_remedy():
    assert {code.split(":")[0] for code in FAULTS} == set(REMEDIES)


def test_refused_rows_come_back_as_a_spreadsheet_to_mend():
    rows = [
        ["DANH SÁCH"],
        HEADINGS,
        GOOD,
        with_value("Ngày vào Đảng", "31/02/2001"),
        [*with_value("Họ và tên", "=SUM(A1)")[:3], "2015", date(2010, 5, 19)],
    ]
    result = imported(xlsx(rows, names=["Danh sách 2019"]))
    data = rejected_workbook(result)

    sheet = load_workbook(io.BytesIO(data))["Danh sách 2019"]
    assert [cell.value for cell in sheet[1]] == [*HEADINGS, "Lỗi", "Cách sửa"]
    assert [cell.value for cell in sheet[2]][:9] == with_value("Ngày vào Đảng", "31/02/2001")
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFD6D6"}
    assert marked == {"E2", "D3", "E3"}
    assert sheet["J2"].value == f"Ngày vào Đảng: {result.problems[0].fault}"
    assert sheet["K2"].value == result.problems[0].remedy
    assert (sheet["B3"].value, sheet["B3"].data_type, sheet["B3"].quotePrefix) == ("=SUM(A1)", "s", True)

    again = imported(data)
    assert [problem[2:] for problem in problem_cells(again)] == [problem[2:] for problem in problem_cells(result)]
    mended = imported(data, corrections={"2": {"Ngày vào Đảng": "28/02/2001"}, "3": {"Ngày sinh": "1980"}})
    assert problem_cells(mended) == []
    assert len(mended.records) == 2


def test_refused_rows_keep_merged_headings_and_the_cells_named_between_them():
    rows = [
        ["Họ và tên", "Năm sinh", None],
        [None, "Nam", "Nữ"],
        ["Chi bộ khu phố 1"],
        ["Nguyễn Văn An", "75", None],
        ["Lê Thị Cúc", None, "1980"],
    ]
    result = imported(xlsx(rows, merged=[(0, 0, 1, 0), (0, 1, 0, 2)]))
    again = imported(rejected_workbook(result), corrections={"3": {"Năm sinh / Nam": "1975"}})
    assert [(record.full_name, str(record.born_on), record.gender, record.cell) for record in again.records] == [
        ("Nguyễn Văn An", "1975", "MALE", "Chi bộ khu phố 1")
    ]


def test_serial_numbers_of_a_1904_workbook_survive_the_way_back():
    rows = [["Họ và tên", "Ngày sinh", "Số thẻ"], ["Nguyễn Văn An", 25966, "x1"]]
    again = imported(rejected_workbook(imported(xlsx(rows, options={"date_1904": True}))))
    assert str(again.every[0].born_on) == "1975-02-03"


def test_a_dry_run_of_a_text_file_says_the_same():
    result = imported(text_file([HEADINGS, GOOD, with_value("Ngày vào Đảng", "31/02/2001")], delimiter=";"), "a.csv")
    assert problem_cells(result) == [(3, "Ngày vào Đảng", "31/02/2001", "BAD_DATE")]
