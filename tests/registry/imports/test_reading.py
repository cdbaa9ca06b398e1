from __future__ import annotations

import io
import zipfile
from datetime import date
from random import Random

import pytest

from chibo.registry.imports.reading import Limits, neutralise_formula, read_workbook
from chibo.registry.imports.sheets import UNREADABLE, Row, UnreadableFile
from tests.registry.imports.books import ods, repacked, text_file, xlsx
from tests.registry.imports.xls_writer import compound_file_with, xls

TABLE = [["Họ và tên", "Chi bộ"], ["Nguyễn Văn An", "Khu phố 1"]]
ROWS = (Row(1, ("Họ và tên", "Chi bộ")), Row(2, ("Nguyễn Văn An", "Khu phố 1")))


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (xlsx(TABLE), "a.xlsx"),
        (xls(TABLE), "a.xls"),
        (ods(TABLE), "a.ods"),
        (text_file(TABLE), "a.csv"),
        (text_file(TABLE, encoding="utf-8-sig"), "a.csv"),
        (text_file(TABLE, encoding="utf-16"), "a.csv"),
        (text_file(TABLE, encoding="utf-16-le"), "a.csv"),
        (text_file(TABLE, encoding="utf-16-be"), "a.csv"),
        (text_file(TABLE, delimiter=";"), "a.csv"),
        (text_file(TABLE, delimiter="\t"), "a.txt"),
        (b"sep=;\r\n" + text_file(TABLE, delimiter=";"), "a.csv"),
        (text_file(TABLE, delimiter="\t"), "a.xls"),
        (xlsx(TABLE), "a.csv"),
        (xls(TABLE), "a.xlsx"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_read_by_its_content_whatever_its_name(data, filename):
    assert read_workbook(data, filename=filename).sheets[0].rows == ROWS


@pytest.mark.parametrize("blank_columns", [0, 2])
@pytest.mark.parametrize("write", [xlsx, xls, text_file], ids=["xlsx", "xls", "csv"])
def test_rows_and_columns_are_those_that_excel_shows(write, blank_columns):
    before = [None] * blank_columns
    data = write([[], [*before, "a"], [], [" "], [*before, "b", None, "c"]])
    assert read_workbook(data, filename="a.csv").sheets[0].rows == (
        Row(2, (*before, "a")),
        Row(5, (*before, "b", None, "c")),
    )


def test_a_cell_of_several_lines_is_one_row_of_a_text_file():
    rows = read_workbook(b'a;b\n1;"2\n3"\n4;5\n', filename="a.csv").sheets[0].rows
    assert rows == (Row(1, ("a", "b")), Row(2, ("1", "2\n3")), Row(3, ("4", "5")))


def test_values_keep_their_types():
    data = xlsx([["text", 12345.0, 1.5, True, date(1999, 2, 3)]])
    assert read_workbook(data).sheets[0].rows[0].cells == ("text", 12345.0, 1.5, True, date(1999, 2, 3))


def test_text_of_code_page_1258_is_composed():
    text = "Họ và tên,Chi bộ\r\nNguyễn Văn An,Khu phố 1"
    # The code page has letters with ă â ê ô ơ ư đ, and tones that follow them.
    combining = {"ọ": "o\u0323", "ễ": "ê\u0303", "ộ": "ô\u0323", "ố": "ô\u0301"}
    data = "".join(combining.get(letter, letter) for letter in text).encode("cp1258")
    assert read_workbook(data, filename="a.csv").sheets[0].rows == ROWS


def test_text_of_the_old_fonts_is_kept_for_the_table_to_convert():
    data = "Hä vµ tªn,Chi bé\r\nNguyÔn V¨n An,Khu phè 1".encode("latin-1")
    assert read_workbook(data, filename="a.csv").sheets[0].rows[1].cells == ("NguyÔn V¨n An", "Khu phè 1")


def test_zeros_that_a_text_file_protects_stay():
    assert read_workbook(b'a,="00123456"\n', filename="a.csv").sheets[0].rows[0].cells == ("a", "00123456")


def test_formulas_are_never_computed():
    data = xlsx([["=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org")']])
    assert read_workbook(data).sheets[0].rows[0].cells == (
        "=1+1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://example.org")',
    )


@pytest.mark.parametrize("text", ["=1+1", "+84 1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_made_harmless(text):
    assert neutralise_formula(text) == "'" + text


def test_plain_text_needs_no_apostrophe():
    assert neutralise_formula("Nguyễn Văn An = A") == "Nguyễn Văn An = A"


def test_sheets_keep_names_order_and_merged_cells():
    book = read_workbook(xlsx([["a", None], ["b"]], [["c"]], names=["Một", "Hai"], merged=[(0, 0, 0, 1)], hidden=[1]))
    assert [(sheet.name, sheet.hidden, tuple(sheet.merged)) for sheet in book.sheets] == [
        ("Một", False, ((1, 0, 1, 1),)),
        ("Hai", True, ()),
    ]
    assert read_workbook(xls([["a"]], merged=[(0, 0, 1, 1)])).sheets[0].merged == ((1, 0, 2, 1),)


def test_a_workbook_that_counts_days_from_1904_says_so():
    assert read_workbook(xlsx([["a"]], options={"date_1904": True})).from_1904
    assert not read_workbook(xlsx([["a"]])).from_1904


PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
TORN = xlsx([[str(number) * 50 for number in range(50)] for _ in range(50)])


def _docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def _damaged(data: bytes) -> bytes:
    """The archive is whole, but the sheet within it is not."""
    return repacked(data, lambda name, content: content[: len(content) // 2] if "sheet1" in name else content)


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"%PDF-1.7\n1 0 obj\n<< >>\nendobj", "danh-sach.xlsx"),
        (b"%PDF-1.7\n1 0 obj\n<< >>\nendobj", "danh-sach.csv"),
        (PNG, "anh.xlsx"),
        (PNG, "anh.csv"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "anh.xls"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "a.xls"),
        (b"\r\n <!DOCTYPE html><p>a</p>", "a.csv"),
        (TORN[: len(TORN) // 2], "a.xlsx"),
        (_damaged(TORN), "a.xlsx"),
        (b"PK\x03\x04 and nothing more", "a.xlsx"),
        (_docx(), "a.xlsx"),
        (compound_file_with("WordDocument"), "a.xls"),
        (xls(TABLE)[:700], "a.xls"),
        (Random(1).randbytes(5000), "a.xlsx"),
        ("Một lá thư.\nKhông phải bảng tính.".encode(), "a.xlsx"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_spreadsheet_is_refused(data, filename):
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(data, filename=filename)
    assert refusal.value.code == "NOT_A_SPREADSHEET"


@pytest.mark.parametrize(
    "data",
    [
        compound_file_with("EncryptedPackage"),
        xls(TABLE, encrypted=True),
        repacked(ods(TABLE), lambda name, content: b"<manifest:encryption-data/>" if "manifest" in name else content),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_an_encrypted_file_is_refused_as_such(data):
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(data)
    assert refusal.value.code == "ENCRYPTED"


@pytest.mark.parametrize("data", [b"", b" \r\n", xlsx([]), xlsx([["", " "], []]), b",,,\n,,\n"])
def test_a_file_without_anything_is_refused_as_empty(data):
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(data, filename="a.csv")
    assert refusal.value.code == "EMPTY"


def _refused_as_too_large(data: bytes, **limits: int) -> bool:
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(data, filename="a.csv", limits=Limits(**limits))
    return refusal.value.code == "TOO_LARGE"


def test_a_file_of_200_megabytes_is_refused_before_it_is_read():
    assert _refused_as_too_large(b"a" * 200_000_000)


def test_a_zip_bomb_is_refused_by_what_it_declares():
    bomb = repacked(
        xlsx(TABLE), lambda name, content: content + b" " * 40_000_000 if "sharedStrings" in name else content
    )
    assert len(bomb) < 400_000
    assert _refused_as_too_large(bomb, unpacked_bytes=30_000_000)


def test_a_sheet_that_claims_billions_of_cells_takes_only_its_own_process_with_it():
    corner = xlsx([["a"]])
    claim = b'<row r="1048576"><c r="SF1048576" t="n"><v>1</v></c></row></sheetData>'
    bomb = repacked(
        corner, lambda name, content: content.replace(b"</sheetData>", claim) if "sheet1" in name else content
    )
    assert _refused_as_too_large(bomb, memory_bytes=1024**3)


def test_too_many_rows_columns_or_parts_are_refused():
    assert _refused_as_too_large(xlsx([["a"]] * 11), rows=10)
    assert _refused_as_too_large(text_file([["a"]] * 11), rows=10)
    assert _refused_as_too_large(xlsx([["a"] * 11]), columns=10)
    assert _refused_as_too_large(text_file([["a"] * 11]), columns=10)
    assert _refused_as_too_large(xlsx([["a"]]), files_inside=3)


def test_a_million_blank_rows_are_left_out():
    blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (number, number) for number in range(3, 1_048_577))
    data = repacked(
        xlsx(TABLE),
        lambda name, content: (
            content.replace(b"</sheetData>", blank + b"</sheetData>") if "sheet1" in name else content
        ),
    )
    assert read_workbook(data).sheets[0].rows == ROWS


def test_every_reason_has_a_sentence_that_is_not_its_code():
    for code in UNREADABLE:
        assert UnreadableFile(code).message not in ("", code)
