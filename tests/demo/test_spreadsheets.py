import csv
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from chibo.demo.geography import communes
from chibo.demo.list_styles import ListStyle
from chibo.demo.people import members
from chibo.demo.spreadsheets import (
    UNIT_HEADINGS,
    member_lists,
    members_of_commune,
    unit_rows,
    write_all,
    write_member_list,
    write_units,
)
from chibo.demo.tcvn3 import to_tcvn3
from chibo.demo.units import all_units, known_on
from chibo.domain.vietnamese.legacy import Encoding, convert, convert_table

SUMMER = date(2019, 7, 15)


def rows_of(path):
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def list_of(tmp_path, style, commune_code="BH-TAMHOA"):
    path = tmp_path / ("list.csv" if style is ListStyle.CSV else "list.xlsx")
    write_member_list(path, commune_code, style)
    return rows_of(path)


def test_the_units_spreadsheet_has_every_unit_of_the_day_parents_first(tmp_path):
    write_units(tmp_path / "units.xlsx")
    headings, *rows = rows_of(tmp_path / "units.xlsx")

    assert headings == list(UNIT_HEADINGS)
    assert len(rows) == len(known_on(all_units(), date(2019, 4, 1)))
    seen = {""}
    for row in rows:
        assert row[3] in seen, row
        seen.add(row[0])
    by_code = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
    assert by_code["BH-TANHANH"]["Loại"] == "Xã"
    assert by_code["BH"]["Loại"] == "Thành phố trực thuộc tỉnh"
    cell = by_code["BH-TANHANH-K1"]
    assert (cell["Tên"], cell["Loại"], cell["Trực thuộc"]) == ("Chi bộ ấp 1", "Chi bộ khu dân cư", "BH-TANHANH")
    assert cell["Nhu cầu chuyên môn"] == "economy 2; culture 2; digital 1"
    assert (cell["Chỉ tiêu"], cell["Sức chứa"]) == (4, 7)
    assert cell["Từ ngày"] == date(2010, 7, 1) and cell["Đến ngày"] == ""


def test_later_registers_and_the_whole_history_have_one_row_for_each_period():
    codes = [row[0] for row in unit_rows(on=SUMMER)]
    assert codes.count("BH-TANHANH") == 2 and codes.count("BH-LONGHUNG") == 1
    assert "DN-BIENHOA" in [row[0] for row in unit_rows(on=None)]


@pytest.mark.parametrize("style", ListStyle)
def test_every_member_stands_once_in_the_list_whatever_its_style(tmp_path, style):
    rows, encoding = convert_table(list_of(tmp_path, style))

    assert encoding is (Encoding.TCVN3 if style is ListStyle.TCVN3 else Encoding.UNICODE)
    texts = [" ".join(str(value) for value in row).upper() for row in rows]
    for member in members_of_commune("BH-TAMHOA"):
        number = str(int(member.card_number)) if member.card_number else member.file_number
        assert sum(member.full_name.upper() in text and number in text for text in texts) == 1, member.key


def test_a_plain_list_has_a_title_true_dates_and_a_total(tmp_path):
    rows = list_of(tmp_path, ListStyle.PLAIN)
    assert rows[0][0] == "ĐẢNG ỦY PHƯỜNG TAM HÒA"
    heading = next(number for number, row in enumerate(rows) if "Họ và tên" in row)
    first = dict(zip(rows[heading], rows[heading + 1], strict=True))
    member = members_of_commune("BH-TAMHOA")[0]
    assert (first["Ngày sinh"], first["Số thẻ đảng viên"]) == (member.born_on, member.card_number)
    assert first["Chi bộ"] == "Chi bộ cơ quan phường Tam Hòa"
    assert rows[-1][1] == f"Tổng cộng: {len(members_of_commune('BH-TAMHOA'))} đảng viên"


def test_birth_years_stand_under_men_or_women(tmp_path):
    rows = list_of(tmp_path, ListStyle.YEARS_BY_GENDER)
    below = next(number for number, row in enumerate(rows) if "Nam" in row and "Nữ" in row)
    for member, row in zip(members_of_commune("BH-TAMHOA"), rows[below + 2 :], strict=False):
        years = (member.born_on.year, "") if member.gender == "MALE" else ("", member.born_on.year)
        assert tuple(row[2:4]) == years


def test_the_official_form_puts_several_values_in_one_cell(tmp_path):
    rows = list_of(tmp_path, ListStyle.FORM_7)
    first = next(row for row in rows if row[0] == 1)
    member = members_of_commune("BH-TAMHOA")[0]
    assert first[6].split("\n") == [f"{day:%d/%m/%Y}" for day in (member.admitted_on, member.official_on)]
    assert first[7].split("\n") == [member.card_number, member.file_number]


def test_capitals_split_names_and_lose_zeros(tmp_path):
    rows = list_of(tmp_path, ListStyle.CAPITALS, "BH-TRANGDAI")
    first = next(row for row in rows if row[0] == 1)
    member = members_of_commune("BH-TRANGDAI")[0]
    assert f"{first[1]} {first[2]}" == member.full_name.upper()
    assert member.card_number.startswith("000") and first[5] == int(member.card_number)
    assert first[4] == (member.born_on - date(1899, 12, 30)).days


def test_names_survive_the_old_code_page():
    for member in members()[::7]:
        assert convert(to_tcvn3(member.full_name), Encoding.TCVN3) == member.full_name
    assert to_tcvn3("Đảng ủy phường Ấp Út") == "§¶ng ñy ph\u00adêng ¢Êp Uót"


def test_all_lists_are_written_every_style_in_turn_and_the_same_each_time(tmp_path):
    written = write_all(tmp_path / "one")
    again = write_all(tmp_path / "two")

    assert [code for code, _ in written] == [commune.code for commune in communes()]
    assert {style for _, style in member_lists()} == set(ListStyle)
    assert {style for _, style in member_lists(messy=False)} == {ListStyle.PLAIN}
    assert (tmp_path / "one" / "units.xlsx").read_bytes() == (tmp_path / "two" / "units.xlsx").read_bytes()
    for (_, path), (_, other) in zip(written, again, strict=True):
        assert path.read_bytes() == other.read_bytes()


def test_an_unknown_commune_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no commune DN-BIENHOA"):
        write_member_list(tmp_path / "list.xlsx", "DN-BIENHOA")
