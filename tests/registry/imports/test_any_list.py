"""Whatever stands in the cells of a list: it is read or refused, nothing is lost on the way, and nothing breaks."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.registry.imports.members import read_members
from chibo.registry.imports.reading import read_workbook
from chibo.registry.imports.rejected import rejected_workbook
from chibo.registry.imports.report import members_report
from chibo.registry.imports.sheets import Row, Sheet, UnreadableFile, Workbook
from chibo.registry.imports.units import read_units

HEADINGS = (
    *(
        "STT",
        "Họ và tên",
        "Nam, nữ\nNgày sinh",
        "Ngày vào Đảng / chính thức",
        "Số thẻ, số lý lịch",
        "Chi bộ",
        "Điện thoại",
    ),
    *("Dân tộc, tôn giáo", "Chức vụ"),
)
WRITTEN = st.sampled_from(
    [
        *(
            "Nguyễn Văn An",
            "LÊ THỊ Ý",
            "K'Brê",
            "Nam",
            "Nữ",
            "3/2/99",
            "31/02/2001",
            "1975",
            "Nam\n3/2/1975",
            "dự bị",
            "x",
        ),
        *(
            "00123456",
            "00123456\n012345ĐN",
            "Chi bộ khu phố 1",
            "Tổng cộng",
            "T/M CHI ỦY",
            "I",
            "=1+1",
            "NguyÔn V¨n An",
            "-",
        ),
    ]
)
CELL = st.one_of(
    st.none(),
    WRITTEN,
    st.text(max_size=12).filter(lambda text: text.strip() != ""),
    st.floats(-1e15, 1e15),
    st.integers(0, 10**9).map(float),
    st.booleans(),
    st.dates(date(1850, 1, 1), date(2200, 1, 1)),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=len(HEADINGS)), min_size=1, max_size=6)


def workbook(rows: list[list[object]], headings: tuple[str, ...] = HEADINGS) -> Workbook:
    numbered = [Row(1, headings), *(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=2))]
    return Workbook(
        (Sheet("Danh sách", tuple(row for row in numbered if any(cell is not None for cell in row.cells))),)
    )


@settings(deadline=None)
@given(ROWS)
def test_every_row_is_accepted_or_has_a_problem_that_names_a_cell(rows):
    try:
        result = read_members(workbook(rows), on=date(2026, 1, 1))
    except UnreadableFile as refusal:
        assert refusal.code == "EMPTY"
        return
    headings = {column.heading for column in result.table.columns}
    assert {record.row for record in result.records} | result.refused_rows == {record.row for record in result.every}
    assert all(problem.column in headings and problem.message for problem in result.problems)
    assert all(record.full_name for record in result.records)
    report = members_report(result)
    assert (report["rows"], report["accepted"]) == (len(result.every), len(report["records"]))


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_refused_rows_are_refused_for_the_same_reasons_when_sent_again(rows):
    try:
        result = read_members(workbook(rows))
    except UnreadableFile:
        return
    alone = {problem.row for problem in result.problems if problem.code != "DUPLICATE_ROW"}
    if not alone:
        return
    again = read_members(read_workbook(rejected_workbook(result)))
    before = [(problem.column, problem.code) for problem in result.problems if problem.code != "DUPLICATE_ROW"]
    after = [(problem.column, problem.code) for problem in again.problems if problem.code != "DUPLICATE_ROW"]
    assert after == before


@settings(deadline=None)
@given(ROWS)
def test_any_list_of_units_is_read_or_refused(rows):
    headings = ("Mã", "Tên", "Loại", "Trực thuộc", "Từ ngày", "Số hộ", "Nhu cầu chuyên môn", "Chỉ tiêu", "Sức chứa")
    try:
        result = read_units(workbook(rows, headings))
    except UnreadableFile as refusal:
        assert refusal.code == "EMPTY"
        return
    accepted = {record.row for record in result.records}
    assert accepted.isdisjoint(problem.row for problem in result.problems)
    assert len(accepted | {problem.row for problem in result.problems}) == result.row_count


def test_a_number_beyond_all_numbers_is_only_wrong():
    result = read_members(workbook([["1", "Nguyễn Văn An", None, float("inf"), float("-inf")]]))
    assert [problem.code for problem in result.problems] == ["BAD_DATE", "BAD_CARD_NUMBER"]
    assert len(read_members(read_workbook(rejected_workbook(result))).problems) == 2
