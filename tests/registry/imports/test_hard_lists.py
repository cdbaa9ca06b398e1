"""Lists of members as offices keep them: each mess by itself, and the exact records and problem cells that come of it."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from chibo.registry.imports.sheets import UnreadableFile
from tests.registry.imports.books import MEMBER, imported, problem_cells, text_file, xlsx
from tests.registry.imports.xls_writer import xls

ON = date(2019, 12, 31)


def records(data: bytes, filename: str = "danh-sach.xlsx", **options: Any) -> list[dict[str, Any]]:
    """The records of a list in which nothing is wrong."""
    result = imported(data, filename, **options)
    assert problem_cells(result) == []
    return [record.as_json() for record in result.records]


def member(row: int, full_name: str, **known: Any) -> dict[str, Any]:
    return {"row": row, "full_name": full_name, **MEMBER, **known}


AN = {
    "gender": "MALE",
    "born_on": "1975-02-03",
    "admitted_on": "1999-03-26",
    "official_on": "2000-03-26",
    "card_number": "00123456",
    "file_number": "012345ĐN",
    "cell": "Chi bộ khu phố 1",
    "position": "Chủ tịch",
}
HEADINGS = [
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ đảng viên",
    "Số lý lịch",
    "Chi bộ",
    "Chức vụ",
]
ROW_OF_AN = [
    1,
    "Nguyễn Văn An",
    "Nam",
    "03/02/1975",
    "26/03/1999",
    "26/03/2000",
    "00123456",
    "012345ĐN",
    "Chi bộ khu phố 1",
    "Chủ tịch",
]


def test_titles_above_and_totals_and_signatures_below_are_no_members():
    result = imported(
        xlsx(
            [
                ["ĐẢNG ỦY PHƯỜNG TAM HÒA", None, None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
                ["CHI BỘ CƠ QUAN"],
                [],
                [None, None, "DANH SÁCH ĐẢNG VIÊN"],
                [None, None, "(Tính đến ngày 31/12/2018)"],
                [],
                HEADINGS,
                ROW_OF_AN,
                [],
                [2, "Trần Thị Bình", "Nữ", date(1980, 1, 2), date(2010, 5, 19), None, None, "23456ĐN", None, None],
                [3],
                [None, "Tổng cộng: 2 đảng viên"],
                [],
                [None, None, None, None, None, "Tam Hòa, ngày 3 tháng 1 năm 2019"],
                [None, "Người lập biểu", None, None, None, "T/M CHI ỦY"],
                [None, "(Ký, ghi rõ họ tên)", None, None, None, "BÍ THƯ"],
                [],
                [None, "Lê Thị Cúc", None, None, None, "Phạm Văn Dũng"],
            ]
        )
    )
    assert problem_cells(result) == []
    assert [record.as_json() for record in result.every] == [
        member(8, "Nguyễn Văn An", **AN),
        member(
            10,
            "Trần Thị Bình",
            gender="FEMALE",
            born_on="1980-01-02",
            admitted_on="2010-05-19",
            file_number="023456ĐN",
            status="PROBATIONARY",
        ),
    ]


@pytest.mark.parametrize("write", [xlsx, xls, text_file], ids=["xlsx", "xls", "csv"])
def test_every_format_gives_the_same_records(write):
    assert records(write([HEADINGS, ROW_OF_AN]), "a.csv") == [member(2, "Nguyễn Văn An", **AN)]


@pytest.mark.parametrize(
    "headings",
    [
        [
            "TT",
            "HỌ VÀ TÊN",
            "PHÁI",
            "NGÀY THÁNG NĂM SINH",
            "NGÀY KẾT NẠP",
            "CHÍNH THỨC",
            "SỐ THẺ",
            "SỐ LL",
            "CHI BỘ",
            "CHỨC DANH",
        ],
        [
            "stt",
            "ho ten",
            "nam/nu",
            "sinh ngay",
            "ngay vao dang",
            "ngay chinh thuc",
            "so the",
            "so ly lich",
            "chi bo",
            "chuc vu",
        ],
        [
            *("Số\nTT", "Họ và\ntên", "Giới\ntính", "Ngày, tháng,\nnăm sinh", "Ngày\nvào Đảng", "Ngày\nchính thức"),
            *("Số thẻ\nđảng viên", "Số\nlý lịch", "Sinh hoạt tại\nchi bộ", "Chức vụ\nhiện nay"),
        ],
        [
            *(
                "Số thứ tự",
                " Họ  tên đảng viên:",
                "Nam / Nữ",
                "Ngày sinh (dd/mm/yyyy)",
                "Ngày vào ĐCSVN",
                "Ngày công nhận chính thức",
            ),
            *("Số thẻ ĐV", "Số hồ sơ", "Tên chi bộ", "Chức vụ (Đảng, chính quyền)"),
        ],
        [
            "No",
            "Full name",
            "Gender",
            "Date of birth",
            "Admitted on",
            "Official on",
            "Card number",
            "File number",
            "Cell",
            "Position",
        ],
        [unicodedata.normalize("NFD", heading) for heading in HEADINGS],
        [
            "SST",
            "Họ vá tên",
            "Gới tính",
            "Ngày sih",
            "Ngay vao dnag",
            "Ngày chính thúc",
            "Só thẻ",
            "Số lí lịch",
            "Chi bô",
            "Chúc vụ",
        ],
    ],
    ids=["capitals", "unmarked", "line breaks", "other words", "English", "decomposed", "typing errors"],
)
def test_headings_are_recognised_whatever_their_wording(headings):
    assert records(xlsx([headings, ROW_OF_AN])) == [member(2, "Nguyễn Văn An", **AN)]


def test_columns_may_stand_in_any_order():
    assert records(xlsx([HEADINGS[::-1], ROW_OF_AN[::-1]])) == [member(2, "Nguyễn Văn An", **AN)]


def test_the_table_may_stand_anywhere_on_the_sheet():
    data = xlsx([[], [], [], [None, None, *HEADINGS], [None, None, *ROW_OF_AN]])
    assert records(data) == [member(5, "Nguyễn Văn An", **AN)]


TWO_ROWS = [
    ["TT", "Họ và tên", "Năm sinh", None, "Ngày, tháng, năm", None, "Chi bộ"],
    [None, None, "Nam", "Nữ", "Vào Đảng", "Chính thức", None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    [1, "Nguyễn Văn An", 1975, None, "03.02.1999", "03.02.2000", "Khu phố 1"],
    [2, "Trần Thị Bình", None, 1980.0, "19-5-2010", "19/5/11", "Khu phố 2"],
]
MERGED = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6)]
BY_GENDER = [
    member(4, "Nguyễn Văn An", gender="MALE", born_on="1975", admitted_on="1999-02-03", official_on="2000-02-03", cell="Khu phố 1"),
    member(5, "Trần Thị Bình", gender="FEMALE", born_on="1980", admitted_on="2010-05-19", official_on="2011-05-19", cell="Khu phố 2"),
]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [xlsx(TWO_ROWS, merged=MERGED), xls(TWO_ROWS, merged=MERGED), text_file(TWO_ROWS), xlsx(TWO_ROWS)],
    ids=["xlsx", "xls", "csv", "not merged"],
)
def test_merged_headings_over_men_and_women_give_gender_and_birth(data):
    assert records(data, "a.csv") == BY_GENDER


def test_headings_of_two_rows_are_told_by_group_and_part():
    assert imported(xlsx(TWO_ROWS, merged=MERGED)).table.mapping == {
        "Họ và tên": "full_name",
        "Năm sinh / Nam": ["gender", "born_on"],
        "Năm sinh / Nữ": ["gender", "born_on"],
        "Ngày, tháng, năm / Vào Đảng": "admitted_on",
        "Ngày, tháng, năm / Chính thức": "official_on",
        "Chi bộ": "cell",
    }


def test_headings_may_take_three_rows():
    rows = [
        ["TT", "Thông tin cá nhân", None, None, "Thông tin đảng viên", None],
        [None, "Họ và tên", "Năm sinh", None, "Ngày vào Đảng", None],
        [None, None, "Nam", "Nữ", "Dự bị", "Chính thức"],
        [1, "Nguyễn Văn An", "1975", None, "3/2/1999", "3/2/2000"],
    ]
    merged = [(0, 0, 2, 0), (0, 1, 0, 3), (0, 4, 0, 5), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)]
    assert records(xlsx(rows, merged=merged)) == [
        member(4, "Nguyễn Văn An", gender="MALE", born_on="1975", admitted_on="1999-02-03", official_on="2000-02-03")
    ]


def test_headings_said_again_on_each_page_are_no_members():
    numbers = list(range(1, 11))
    second = [2, "Trần Thị Bình", "Nữ", *[None] * 7]
    data = xlsx([HEADINGS, numbers, ROW_OF_AN, HEADINGS, numbers, second])
    assert [(record.row, record.full_name) for record in imported(data).every] == [
        (3, "Nguyễn Văn An"),
        (6, "Trần Thị Bình"),
    ]


def test_the_official_list_of_fourteen_columns_is_taken_apart():
    headings = [
        "Số TT",
        "Họ và tên\nHọ tên khai sinh",
        "Nam-nữ, dân tộc, tôn giáo",
        "Quê quán",
        "Văn hoá, lý luận, CMNV, ngoại ngữ",
        "Nghề nghiệp trước khi vào Đảng / hiện nay",
        "Ngày vào Đảng\nNgày chính thức",
        "Số thẻ, số lý lịch, số Huy hiệu",
        "Bộ đội-công an-hưu trí",
        "Ngày chuyển đi, đến đâu",
        "Ngày chuyển đến, từ đâu",
        "Ngày từ trần, lý do",
        "Ngày ra khỏi Đảng",
        "Ghi chú",
    ]
    rows = [
        ["SỔ DANH SÁCH ĐẢNG VIÊN (mẫu 7-HSĐV)"],
        headings,
        [*map(str, range(1, 15))],
        [
            *("1", "Nguyễn Văn An\n(Nguyễn Văn Ẩn)", "Nam\nKinh\nKhông", "Biên Hòa", "12/12\nTrung cấp\nĐại học Luật\nAnh B"),
            *("Học sinh\nCông chức", "03/02/1999\n03/02/2000", "00123456\n012345ĐN\n30", "Bộ đội"),
        ],
        [
            *("2", "Trần Thị Bình", "Nữ, Hoa, Phật giáo", "Xuân Lộc", "10/12; Sơ cấp", "Nông dân"),
            *("19/5/2010 - 19/5/2011", "12.345.678/23456ĐN", None, None, "01/02/2015, từ Xuân Lộc"),
        ],
        ["3", "Điểu K'Lộc", "Nam/Chơ Ro", "Xuân Thọ", None, None, "7/11/2018", "345678ĐN"],
    ]  # fmt: skip
    result = imported(xlsx(rows))
    assert problem_cells(result) == []
    assert [record.as_json() for record in result.records] == [
        member(
            4, "Nguyễn Văn An", gender="MALE", admitted_on="1999-02-03", official_on="2000-02-03",
            card_number="00123456", file_number="012345ĐN",
        ),
        member(
            5, "Trần Thị Bình", gender="FEMALE", admitted_on="2010-05-19", official_on="2011-05-19",
            card_number="12345678", file_number="023456ĐN",
        ),
        member(6, "Điểu K'Lộc", gender="MALE", admitted_on="2018-11-07", file_number="345678ĐN", status="PROBATIONARY"),
    ]  # fmt: skip
    assert [dict(record.extra) for record in result.records] == [
        {
            "birth_name": "Nguyễn Văn Ẩn",
            "ethnicity": "Kinh",
            "hometown": "Biên Hòa",
            "education": "12/12",
            "politics": "Trung cấp",
            "qualification": "Đại học Luật",
            "languages": "Anh B",
            "former_occupation": "Học sinh",
            "occupation": "Công chức",
            "badge": "30",
            "service": "Bộ đội",
        },
        {
            "ethnicity": "Hoa",
            "religion": "Phật giáo",
            "hometown": "Xuân Lộc",
            "education": "10/12",
            "politics": "Sơ cấp",
            "former_occupation": "Nông dân",
            "moved_in": "01/02/2015, từ Xuân Lộc",
        },
        {"ethnicity": "Chơ Ro", "hometown": "Xuân Thọ"},
    ]
    assert result.table.mapping["Nam-nữ, dân tộc, tôn giáo"] == ["gender", "ethnicity", "religion"]
    assert result.table.mapping["Số thẻ, số lý lịch, số Huy hiệu"] == ["card_number", "file_number", "badge"]
    assert result.table.ignored == ["Ghi chú"]


@pytest.mark.parametrize(
    ("written", "admitted_on", "official_on"),
    [
        ("03/02/1999\n03/02/2000", "1999-02-03", "2000-02-03"),
        ("03/02/1999 / 03/02/2000", "1999-02-03", "2000-02-03"),
        ("3-2-1999; 3-2-2000", "1999-02-03", "2000-02-03"),
        ("03/02/1999 - 03/02/2000", "1999-02-03", "2000-02-03"),
        ("KN: 3/2/99\nCT: 3/2/00", "1999-02-03", "2000-02-03"),
        ("ngày 3 tháng 2 năm 1999, ngày 3 tháng 2 năm 2000", "1999-02-03", "2000-02-03"),
        ("02/1999\n2000", "1999-02", "2000"),
        ("03/02/1999", "1999-02-03", None),
        ("03/02/1999\n", "1999-02-03", None),
        ("\n03/02/2000", None, "2000-02-03"),
        ("CT: 03/02/2000", None, "2000-02-03"),
        ("03/02/1999\ndự bị", "1999-02-03", None),
        (date(1999, 2, 3), "1999-02-03", None),
        (36194.0, "1999-02-03", None),
    ],
    ids=repr,
)
def test_two_dates_in_one_cell_are_told_apart(written, admitted_on, official_on):
    data = xlsx([["Họ và tên", "Ngày vào Đảng / chính thức"], ["Nguyễn Văn An", written]])
    standing = "OFFICIAL" if official_on else "PROBATIONARY"
    assert records(data) == [
        member(2, "Nguyễn Văn An", admitted_on=admitted_on, official_on=official_on, status=standing)
    ]


def test_two_dates_under_a_heading_for_one_are_told_apart_too():
    data = xlsx([["Họ và tên", "Ngày vào Đảng"], ["Nguyễn Văn An", "03/02/1999 - 03/02/2000"]])
    assert records(data) == [member(2, "Nguyễn Văn An", admitted_on="1999-02-03", official_on="2000-02-03")]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("3/2/75", "1975-02-03"),
        ("03.02.1975", "1975-02-03"),
        ("3-2-1975", "1975-02-03"),
        ("ngày 3 tháng 2 năm 1975", "1975-02-03"),
        ("1975-02-03", "1975-02-03"),
        (date(1975, 2, 3), "1975-02-03"),
        (27428, "1975-02-03"),
        ("27428", "1975-02-03"),
        ("02/1975", "1975-02"),
        ("1975", "1975"),
        (1975, "1975"),
        ("00/00/1975", "1975"),
        ("3/2/31", "1931-02-03"),
        ("3/2/01", "2001-02-03"),
        ("3/2/02", "1902-02-03"),
        ("không rõ", None),
        ("-", None),
    ],
    ids=repr,
)
def test_births_are_read_in_every_usual_form(written, iso):
    data = xlsx([["Họ và tên", "Ngày sinh"], ["Nguyễn Văn An", written]])
    assert records(data, on=ON) == [member(2, "Nguyễn Văn An", born_on=iso)]


def test_serial_numbers_of_a_1904_workbook_count_from_1904():
    data = xlsx([["Họ và tên", "Ngày sinh"], ["Nguyễn Văn An", 25966]], options={"date_1904": True})
    assert records(data) == [member(2, "Nguyễn Văn An", born_on="1975-02-03")]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Họ và tên"], ["NGUYỄN VĂN AN"]),
        (["Họ và tên"], ["nguyễn  văn an "]),
        (["Họ và tên"], [unicodedata.normalize("NFD", "Nguyễn Văn An")]),
        (["Họ và tên"], ["Nguyễn\nVăn An"]),
        (["Họ và", "tên"], ["Nguyễn Văn", "An"]),
        (["Họ đệm", "Tên"], ["NGUYỄN VĂN", "AN"]),
        (["Họ và chữ lót", "Tên"], ["Nguyễn Văn ", " An"]),
        (["Họ", "Tên"], ["Nguyễn", "Văn An"]),
        (["Họ và tên", None], ["Nguyễn Văn", "An"]),
        (["Họ và tên", "Tên"], ["Nguyễn Văn An", "An"]),
        (["Họ và tên", "Tên"], ["Nguyễn Văn", "An"]),
        (["Tên"], ["Nguyễn Văn An"]),
    ],
    ids=repr,
)
def test_names_in_capitals_or_in_two_columns_come_out_whole(headings, cells):
    data = xlsx([["STT", *headings, "Chi bộ"], [1, *cells, "Khu phố 1"]])
    result = imported(data)
    assert [record.as_json() for record in result.records] == [member(2, "Nguyễn Văn An", cell="Khu phố 1")]
    assert set(result.table.mapping.values()) == {"full_name", "cell"}


def test_one_heading_merged_over_two_columns_of_names():
    rows = [["STT", "Họ và tên", None, "Chi bộ"], [1, "Nguyễn Văn", "An", "Khu phố 1"]]
    assert records(xlsx(rows, merged=[(0, 1, 0, 2)])) == [member(2, "Nguyễn Văn An", cell="Khu phố 1")]


def test_names_of_the_upland_peoples_stay_as_they_are():
    names = ["Điểu K'Lộc", "K’Brê", "Y Bhok Niê", "H'Mông Lan", "Rơ Châm H'Bê"]
    data = xlsx([["Họ và tên"], *[[name] for name in names], *[[name.upper()] for name in ("Điểu K'Brê", "Y Bhôk")]])
    assert [record.full_name for record in imported(data).every] == [*names, "Điểu K'Brê", "Y Bhôk"]


def test_zeros_that_a_spreadsheet_took_come_back():
    headings = ["Họ và tên", "Số thẻ", "Số lý lịch", "Điện thoại"]
    data = xlsx(
        [headings, ["Nguyễn Văn An", 123456, "12345ĐN", 912345678], ["Lê Thị Ba", "00.234.567", 4321, "912 345 679"]]
    )
    assert records(data) == [
        member(2, "Nguyễn Văn An", card_number="00123456", file_number="012345ĐN", phone="0912345678"),
        member(3, "Lê Thị Ba", card_number="00234567", file_number="004321", phone="0912345679"),
    ]


TCVN3 = {
    "Họ và tên": "Hä vµ tªn", "Quê quán": "Quª qu¸n", "Chi bộ": "Chi bé", "Ngày vào Đảng": "Ngµy vµo §¶ng",
    "Giới tính": "Giíi tÝnh", "Nữ": "N÷", "Trần Thị Hương": "TrÇn ThÞ H\u00ad¬ng", "ĐẶNG QUỐC ĐẠT": "§ÆNG QUèC §¹T",
    "Chi bộ khu phố 1": "Chi bé khu phè 1", "Nam": "Nam", "Huế": "HuÕ", "Hoàng Hồng": "Hoµng Hång",
}  # fmt: skip
VNI = {
    "Họ và tên": "Hoï vaø teân", "Quê quán": "Queâ quaùn", "Chi bộ": "Chi boä", "Ngày vào Đảng": "Ngaøy vaøo Ñaûng",
    "Giới tính": "Giôùi tính", "Nữ": "Nöõ", "Trần Thị Hương": "Traàn Thò Höông", "ĐẶNG QUỐC ĐẠT": "ÑAËNG QUOÁC ÑAÏT",
    "Chi bộ khu phố 1": "Chi boä khu phoá 1", "Nam": "Nam", "Huế": "Hueá", "Hoàng Hồng": "Hoaøng Hoàng",
}  # fmt: skip
OLD_TABLE = [
    ["Họ và tên", "Giới tính", "Ngày vào Đảng", "Chi bộ"],
    ["Trần Thị Hương", "Nữ", "3/2/1999", "Chi bộ khu phố 1"],
    ["ĐẶNG QUỐC ĐẠT", "Nam", "2001", "Chi bộ khu phố 1"],
    ["Hoàng Hồng", "Nữ", "", ""],
]
OLD_RECORDS = [
    member(2, "Trần Thị Hương", gender="FEMALE", admitted_on="1999-02-03", cell="Chi bộ khu phố 1"),
    member(3, "Đặng Quốc Đạt", gender="MALE", admitted_on="2001", cell="Chi bộ khu phố 1"),
    member(4, "Hoàng Hồng", gender="FEMALE"),
]


def _old(page: str, *, headings: bool = True) -> list[list[str]]:
    codes = {"TCVN3": TCVN3, "VNI": VNI}[page]
    return [[codes.get(text, text) if line or headings else text for text in row] for line, row in enumerate(OLD_TABLE)]


@pytest.mark.parametrize("page", ["TCVN3", "VNI"])
@pytest.mark.parametrize(
    ("write", "filename"),
    [
        (xlsx, "a.xlsx"),
        (xls, "a.xls"),
        (lambda rows: text_file(rows, encoding="utf-8"), "a.csv"),
        (lambda rows: text_file(rows, encoding="latin-1"), "a.csv"),
    ],
    ids=["xlsx", "xls", "csv", "csv in Latin-1"],
)
def test_lists_typed_under_the_old_fonts_are_read(page, write, filename):
    result = imported(write(_old(page)), filename)
    assert result.table.encoding == page
    assert [record.as_json() for record in result.every] == OLD_RECORDS
    assert list(result.table.mapping) == OLD_TABLE[0]


@pytest.mark.parametrize("page", ["TCVN3", "VNI"])
def test_headings_in_unicode_over_an_old_list(page):
    result = imported(xlsx(_old(page, headings=False)))
    assert result.table.encoding == page
    assert [record.as_json() for record in result.every] == OLD_RECORDS


def test_proper_text_is_not_taken_for_an_old_page():
    result = imported(xlsx(OLD_TABLE))
    assert result.table.encoding == "UNICODE"
    assert [record.as_json() for record in result.every] == OLD_RECORDS


def test_a_cell_named_between_the_members_is_theirs():
    data = xlsx(
        [
            ["STT", "Họ và tên", "Ngày sinh"],
            ["I", "CHI BỘ KHU PHỐ 1 (2 đảng viên)"],
            [1, "Nguyễn Văn An", "1975"],
            [2, "Trần Thị Bình", "1980"],
            [None, "Cộng: 2"],
            ["II", "Chi bộ ấp Tân Lập"],
            [1, "Lê Thị Cúc", "1985"],
        ]
    )
    assert records(data) == [
        member(3, "Nguyễn Văn An", born_on="1975", cell="Chi bộ khu phố 1"),
        member(4, "Trần Thị Bình", born_on="1980", cell="Chi bộ khu phố 1"),
        member(7, "Lê Thị Cúc", born_on="1985", cell="Chi bộ ấp Tân Lập"),
    ]


def test_a_cell_merged_over_several_members_is_theirs():
    rows = [
        ["Họ và tên", "Chi bộ"],
        ["Nguyễn Văn An", "Khu phố 1"],
        ["Trần Thị Bình", None],
        ["Lê Thị Cúc", "Khu phố 2"],
    ]
    assert [record.cell for record in imported(xlsx(rows, merged=[(1, 1, 2, 1)])).every] == [
        "Khu phố 1",
        "Khu phố 1",
        "Khu phố 2",
    ]


@pytest.mark.parametrize(
    ("headings", "merged", "ticks"),
    [
        (
            [["Họ và tên", "Giới tính", None], [None, "Nam", "Nữ"]],
            [(0, 0, 1, 0), (0, 1, 0, 2)],
            [["x", None], [None, "x"]],
        ),
        ([["Họ và tên", "Nữ"]], [], [[None], ["X"]]),
    ],
)
def test_ticks_under_men_and_women_give_the_gender(headings, merged, ticks):
    rows = [*headings, ["Nguyễn Văn An", *ticks[0]], ["Trần Thị Bình", *ticks[1]]]
    assert [record.gender for record in imported(xlsx(rows, merged=merged)).every] == ["MALE", "FEMALE"]


def test_ticks_under_official_and_probationary_give_the_standing():
    rows = [
        ["Họ và tên", "Đảng viên", None],
        [None, "Chính thức", "Dự bị"],
        ["Nguyễn Văn An", "x", None],
        ["Trần Thị Bình", None, "x"],
    ]
    result = imported(xlsx(rows, merged=[(0, 0, 1, 0), (0, 1, 0, 2)]))
    assert [record.standing for record in result.every] == ["OFFICIAL", "PROBATIONARY"]


def test_of_two_sheets_the_one_with_the_list_is_read():
    notes = [["Hướng dẫn"], ["Điền đủ các cột"], ["Họ và tên: ghi chữ in hoa"]]
    data = xlsx(notes, [HEADINGS, ROW_OF_AN], [["Họ và tên"], ["Lê Thị Cúc"]], names=["Hướng dẫn", "Danh sách", "Khác"])
    result = imported(data)
    assert (result.table.sheet, result.table.other_sheets) == ("Danh sách", ("Khác",))
    assert [record.full_name for record in result.every] == ["Nguyễn Văn An"]
    assert [record.full_name for record in imported(data, sheet="Khác").every] == ["Lê Thị Cúc"]


def test_a_hidden_sheet_is_read_only_when_there_is_no_other():
    shown, secret = [["Họ và tên"], ["Nguyễn Văn An"]], [HEADINGS, ROW_OF_AN]
    assert imported(xlsx(shown, secret, names=["A", "B"], hidden=[1])).table.sheet == "A"
    assert imported(xlsx([["Ghi chú"]], secret, names=["A", "B"], hidden=[1])).table.sheet == "B"


def test_a_person_may_say_what_a_column_is():
    data = xlsx([["Người", "Ngày nào đó", "Chi bộ"], ["Nguyễn Văn An", "3/2/1999", "Khu phố 1"]])
    chosen = {"Người": "full_name", "Ngày nào đó": "admitted_on", "Chi bộ": None}
    result = imported(data, columns=chosen)
    assert [record.as_json() for record in result.every] == [member(2, "Nguyễn Văn An", admitted_on="1999-02-03")]
    assert result.table.mapping == {"Người": "full_name", "Ngày nào đó": "admitted_on"}
    assert result.table.ignored == ["Chi bộ"]


def test_a_chosen_column_comes_before_a_recognised_one():
    data = xlsx([["Họ và tên", "Ngày sinh", "Ngày khác"], ["Nguyễn Văn An", "3/2/1999", "1975"]])
    result = imported(data, columns={"Ngày khác": "born_on"})
    assert [record.as_json() for record in result.every] == [member(2, "Nguyễn Văn An", born_on="1975")]
    assert result.table.ignored == ["Ngày sinh"]


def test_text_that_begins_like_a_formula_is_kept_as_text():
    data = xlsx([["Họ và tên", "Nơi ở"], ["=cmd|' /C calc'!A0", "=1+1"], ["+Nguyễn Văn An", "-2"]])
    assert [(record.full_name, record.residence) for record in imported(data).every] == [
        ("=cmd|' /C calc'!A0", "=1+1"),
        ("+Nguyễn Văn An", "-2"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        xlsx([["Một", "Hai"], ["ba", "bốn"]]),
        xlsx([["DANH SÁCH ĐẢNG VIÊN CHI BỘ KHU PHỐ 1"], [1, "Nguyễn Văn An", "1975"]]),
        text_file([["Một lá thư không có bảng nào."], ["Kính gửi đảng ủy."]]),
    ],
)
def test_a_sheet_without_headings_is_refused(data):
    with pytest.raises(UnreadableFile) as refusal:
        imported(data, "a.csv")
    assert refusal.value.code == "NO_HEADINGS"


@pytest.mark.parametrize(
    "rows", [[HEADINGS], [HEADINGS, [*map(str, range(1, 11))]], [HEADINGS, [1], [2], [None, "Tổng cộng: 0"]]]
)
def test_headings_without_members_are_refused_as_empty(rows):
    with pytest.raises(UnreadableFile) as refusal:
        imported(xlsx(rows))
    assert refusal.value.code == "EMPTY"
