"""``chibo import``: the report on standard output, problems on standard error, a status for each ending."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from chibo.registry.models import ImportBatch, Member, Unit, UnitVersion
from tests.cli.conftest import Run, told
from tests.factories.registry import World

HEADINGS = ["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ đảng viên"]
GOOD = ["Nguyễn Văn Mới", "03/02/1980", "19/05/2001", "00004711"]
BAD = ["Trần Thị Hai", "04/05/1985", "31/02/2005", "00004712"]
JSON = ("--format", "json")


def spreadsheet(path: Path, *rows: list[str]) -> str:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return str(path)


def test_a_dry_run_tells_everything_and_writes_nothing(chibo: Run, world: World, tmp_path: Path):
    file = spreadsheet(tmp_path / "members.xlsx", HEADINGS, GOOD, BAD)
    before = Member.objects.count()

    result = chibo("import", "members", file, "--unit", "TAMHOA-CQ", "--dry-run", *JSON)

    assert result.exit_code == 1
    report = told(result)
    assert (report["format"], report["rows"], report["accepted"]) == ("chibo.import-report/1", 2, 1)
    assert report["columns"]["Họ và tên"] == "full_name"
    (problem,) = report["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (3, "Ngày vào Đảng", "BAD_DATE")
    assert "31/02/2005" in result.stderr and "BAD_DATE" in result.stderr
    assert Member.objects.count() == before and not ImportBatch.objects.exists()


def test_the_good_rows_go_in_and_the_report_is_that_of_the_dry_run(chibo: Run, world: World, tmp_path: Path):
    file = spreadsheet(tmp_path / "members.xlsx", HEADINGS, GOOD, BAD)
    tried = told(chibo("import", "members", file, "--unit", "TAMHOA-CQ", "--dry-run", *JSON))

    result = chibo("import", "members", file, "--unit", "TAMHOA-CQ", *JSON)

    assert result.exit_code == 1
    assert told(result) == tried
    member = Member.objects.get(card_number="00004711")
    assert member.memberships.get().cell == world.agency
    assert not Member.objects.filter(card_number="00004712").exists()


def test_the_same_list_twice_changes_nothing(chibo: Run, world: World, tmp_path: Path):
    file = spreadsheet(tmp_path / "members.xlsx", HEADINGS, GOOD)
    assert chibo("import", "members", file, "--unit", "TAMHOA-CQ").exit_code == 0
    before = Member.objects.count()
    assert chibo("import", "members", file, "--unit", "TAMHOA-CQ").exit_code == 0
    assert Member.objects.count() == before


def test_a_likely_duplicate_waits_for_a_person_to_say(chibo: Run, world: World, tmp_path: Path):
    file = spreadsheet(tmp_path / "members.xlsx", HEADINGS[:1], ["Trần Văn Bình"])

    refused = chibo("import", "members", file, "--unit", "TAMHOA-CQ")
    assert refused.exit_code == 1 and refused.stderr
    assert not ImportBatch.objects.exists()

    assert chibo("import", "members", file, "--unit", "TAMHOA-CQ", "--another-person", "2").exit_code == 0
    assert Member.objects.filter(full_name="Trần Văn Bình").count() == 2


def test_units_are_entered_with_their_parents(chibo: Run, world: World, tmp_path: Path):
    rows = [
        ["Mã", "Tên", "Loại", "Trực thuộc", "Số hộ"],
        ["LONGBINH", "Phường Long Bình", "Phường", "BH", ""],
        ["LONGBINH-KP1", "Chi bộ khu phố 1", "Chi bộ khu dân cư", "LONGBINH", "250"],
    ]
    file = spreadsheet(tmp_path / "units.xlsx", *rows)

    assert chibo("import", "units", file, "--dry-run").exit_code == 0
    assert not Unit.objects.filter(code="LONGBINH").exists()
    assert chibo("import", "units", file).exit_code == 0
    assert UnitVersion.objects.get(unit__code="LONGBINH-KP1").parent.code == "LONGBINH"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"%PDF-1.7 no spreadsheet", "NOT_A_SPREADSHEET"), (b"", "EMPTY"), (b"a,b\n1,2\n", "NO_HEADINGS")],
)
def test_a_file_that_cannot_be_read_is_one_line_with_a_code(
    chibo: Run, world: World, tmp_path: Path, content: bytes, code: str
):
    file = tmp_path / "list.csv"
    file.write_bytes(content)

    for words in (("members", str(file), "--unit", "TAMHOA-CQ"), ("units", str(file))):
        result = chibo("import", *words)
        assert (result.exit_code, result.stdout) == (2, ""), words
        assert code in result.stderr and len(result.stderr.splitlines()) == 1
    assert not ImportBatch.objects.exists()


def test_a_missing_file_or_unit_is_unusable_input(chibo: Run, world: World, tmp_path: Path):
    file = spreadsheet(tmp_path / "members.xlsx", HEADINGS, GOOD)
    for words in (("nowhere.xlsx", "--unit", "TAMHOA-CQ"), (file, "--unit", "NO"), (file,)):
        result = chibo("import", "members", *words)
        assert (result.exit_code, result.stdout) == (2, ""), words


def test_who_may_not_import_there_is_refused(chibo: Run, world: World, tmp_path: Path):
    file = spreadsheet(tmp_path / "members.xlsx", HEADINGS, GOOD)
    result = chibo("import", "members", file, "--unit", "TAMHOA-CQ", "--as", "auditor")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not Member.objects.filter(card_number="00004711").exists()
