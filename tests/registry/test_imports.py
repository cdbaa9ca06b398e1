"""Lists of members and units taken in: what joins, what changes, what stays out, and the way back."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from chibo.audit.use_cases import RuleBroken
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Member, Membership, Neighbourhood, Profile, Residence
from chibo.registry.queries.imports import reconcile_batch
from chibo.registry.queries.units import cell_facts, name_on, unit_on
from chibo.registry.services.imports import commit_members, commit_units, prepare_import, undo_import, upload_import
from chibo.registry.services.members import move_member
from tests.factories.registry import World, operator

DAY = date(2019, 4, 1)
HEADINGS = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ",
    "Chi bộ",
    "Chức vụ",
]
AN = [1, "Nguyễn Văn An", "03/02/1975", "Nam", "03/02/1999", "03/02/2000", "10000001", "Chi bộ khu phố 1", "Tổ trưởng"]
BE = [2, "Trần Thị Bé", "1980", "Nữ", "01/05/2010", "01/05/2011", "10000002", "CB KP2", None]


def sheet(*rows, headings=HEADINGS) -> bytes:
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(world: World, *rows, kind: str = "MEMBERS", unit=None, headings=HEADINGS, actor=None):
    return upload_import(
        actor=actor or world.officer,
        kind=kind,
        unit=unit or world.commune,
        file_name="danh-sach.xlsx",
        content=sheet(*rows, headings=headings),
        starts_on=DAY,
    )


def outcomes(batch) -> list[str]:
    return [match.outcome for match in reconcile_batch(batch).matches]


def test_a_list_registers_its_people_in_their_cells(world: World):
    batch = upload(world, AN, BE)
    assert outcomes(batch) == ["NEW", "NEW"]
    assert not Member.objects.filter(card_number="10000001").exists()

    commit_members(actor=world.officer, batch=batch)

    an = Member.objects.get(card_number="10000001")
    assert (an.born_on, an.gender, an.official_from) == ("1975-02-03", "MALE", date(2000, 2, 3))
    assert Membership.objects.get(member=an).cell == world.first_cell
    assert Membership.objects.get(member=an).starts_on == date(2015, 1, 1)
    assert Profile.objects.get(member=an).position == "Tổ trưởng"
    assert Membership.objects.get(member__card_number="10000002").cell == world.second_cell


def test_the_same_file_twice_changes_nothing(world: World):
    commit_members(actor=world.officer, batch=upload(world, AN, BE))
    counts = Member.objects.count(), Membership.objects.count(), Profile.objects.count()

    again = upload(world, AN, BE)

    assert outcomes(again) == ["SAME", "SAME"]
    commit_members(actor=world.officer, batch=again)
    assert (Member.objects.count(), Membership.objects.count(), Profile.objects.count()) == counts


def test_a_newer_list_shows_who_joined_who_left_and_what_changed_before_anything_is_written(world: World):
    commit_members(actor=world.officer, batch=upload(world, AN, BE))
    newer = upload(world, [*AN[:7], "Chi bộ khu phố 2", "Bí thư chi bộ"], [3, "Lý Văn Mới", "1990", *[None] * 6])

    found = reconcile_batch(newer)

    changed = found.of("CHANGED")[0]
    assert (changed.moves_to, changed.changes["position"]) == ("TAMHOA-KP2", ("Tổ trưởng", "Bí thư chi bộ"))
    assert "Trần Thị Bé" in {member.full_name for member in found.left}
    assert cell_facts([world.second_cell], DAY)[0].official_count == 2


def test_a_row_without_a_cell_stays_out_of_a_commune_but_goes_into_a_cell(world: World):
    row = [1, "Lý Văn Mới", "1990", "Nam", "2010", "2011", "10000009", None, None]
    into_commune = reconcile_batch(upload(world, row))
    assert [problem.code for problem in into_commune.read.problems] == ["UNKNOWN_CELL"]

    commit_members(actor=world.officer, batch=upload(world, row, unit=world.agency))
    assert Membership.objects.get(member__card_number="10000009").cell == world.agency


def test_the_good_rows_go_in_without_the_bad_ones(world: World):
    bad = [2, "Trần Thị Bé", "31/02/1980", *BE[3:]]
    batch = commit_members(actor=world.officer, batch=upload(world, AN, bad))

    assert (batch.report["rows"], batch.report["accepted"]) == (2, 1)
    assert batch.report["problems"][0] | {"message": ""} == {
        "row": 3,
        "column": "Ngày sinh",
        "value": "31/02/1980",
        "code": "BAD_DATE",
        "message": "",
    }
    assert not Member.objects.filter(card_number="10000002").exists()


def test_a_value_mended_in_the_browser_lets_its_row_in(world: World):
    batch = upload(world, [2, "Trần Thị Bé", "31/02/1980", *BE[3:]])
    prepare_import(actor=world.officer, batch=batch, corrections={"2": {"Ngày sinh": "28/02/1980"}})
    commit_members(actor=world.officer, batch=batch)
    assert Member.objects.get(card_number="10000002").born_on == "1980-02-28"


def test_a_namesake_waits_for_somebody_to_decide(world: World):
    batch = upload(world, [1, "Đỗ Thị Ánh", "1980", "Nữ", None, None, None, "Chi bộ khu phố 1", None])
    likely = reconcile_batch(batch).undecided[0].likely
    assert [member.full_name for member in likely] == ["Đỗ Thị Ánh"]
    with pytest.raises(RuleBroken) as error:
        commit_members(actor=world.officer, batch=batch)
    assert error.value.violations[0].code == "DUPLICATES_UNDECIDED"

    prepare_import(actor=world.officer, batch=batch, choices={"2": "NEW"})
    commit_members(actor=world.officer, batch=batch)
    assert Member.objects.filter(full_name="Đỗ Thị Ánh").count() == 2


def test_the_namesake_may_be_the_same_person(world: World):
    batch = upload(world, [1, "Đỗ Thị Ánh", "1980", "Nữ", None, None, None, "Chi bộ khu phố 1", None])
    prepare_import(actor=world.officer, batch=batch, choices={"2": str(world.staff[1].pk)})
    commit_members(actor=world.officer, batch=batch)
    assert Membership.objects.on(DAY).get(member=world.staff[1]).cell == world.first_cell


def test_a_member_of_another_commune_is_not_taken_by_a_list(world: World):
    stranger = world.outsider.member
    batch = upload(world, [1, stranger.full_name, "1980", "Nam", None, None, stranger.card_number, "CB KP1", None])
    problem = reconcile_batch(batch).read.problems[0]
    assert (problem.code, problem.row) == ("ELSEWHERE", 2)
    assert "Chi bộ khu phố 1" in problem.message


def test_undoing_takes_everything_back_and_the_file_may_come_again(world: World):
    commit_members(actor=world.officer, batch=upload(world, AN))
    later = upload(world, [*AN[:7], "Chi bộ khu phố 2", "Bí thư chi bộ"], BE)
    commit_members(actor=world.officer, batch=later)

    undo_import(actor=world.officer, batch=later, reason="Nhầm danh sách")

    an = Member.objects.get(card_number="10000001")
    assert Membership.objects.on(DAY).get(member=an).cell == world.first_cell
    assert Profile.objects.on(DAY).get(member=an).position == "Tổ trưởng"
    assert not Membership.objects.on(DAY).filter(member__full_name="Trần Thị Bé").exists()
    commit_members(actor=world.officer, batch=upload(world, BE))
    assert Member.objects.filter(card_number="10000002", withdrawn_at=None).count() == 1


def test_an_import_that_was_built_upon_is_not_undone(world: World):
    batch = commit_members(actor=world.officer, batch=upload(world, AN))
    an = Member.objects.get(card_number="10000001")
    move_member(actor=world.officer, member=an, cell=world.second_cell, on=date(2019, 5, 1))
    with pytest.raises(RuleBroken) as error:
        undo_import(actor=world.officer, batch=batch, reason="Nhầm")
    assert error.value.violations[0].code == "IMPORT_BUILT_UPON"
    assert Member.objects.get(pk=an.pk).withdrawn_at is None


def test_nobody_imports_into_a_unit_of_others(world: World):
    for actor in (world.outsider, world.secretary, world.auditor):
        with pytest.raises(PermissionDenied):
            upload(world, AN, actor=actor)


def test_a_second_click_on_commit_is_refused(world: World):
    batch = commit_members(actor=world.officer, batch=upload(world, AN))
    with pytest.raises(RuleBroken) as error:
        commit_members(actor=world.officer, batch=batch)
    assert error.value.violations[0].code == "IMPORT_COMMITTED"


UNIT_HEADINGS = ["Mã", "Tên", "Loại", "Trực thuộc", "Từ ngày", "Đến ngày", "Nhu cầu chuyên môn", "Chỉ tiêu"]


def test_units_come_in_whatever_their_order_and_begin_with_their_parents(db):
    rows = [
        ["X1-KP1", "Chi bộ ấp 1", "Chi bộ khu dân cư", "X1", None, None, "đất đai 2; số hoá 1", 3],
        ["X1", "Xã Một", "Xã", "H1", None, "01/07/2019", None, None],
        ["X1", "Phường Một", "Phường", "H1", "01/07/2019", None, None, None],
        ["H1", "Huyện Một", "Huyện", None, "01/01/2010", None, None, None],
    ]
    batch = upload_import(
        actor=operator(),
        kind="UNITS",
        unit=None,
        file_name="units.xlsx",
        content=sheet(*rows, headings=UNIT_HEADINGS),
        starts_on=DAY,
    )

    report = commit_units(actor=operator(), batch=batch).report

    assert (report["rows"], report["accepted"]) == (4, 4)
    commune = unit_on("X1", DAY, viewer=operator()).unit
    assert (name_on(commune, DAY), name_on(commune, date(2019, 7, 1))) == ("Xã Một", "Phường Một")
    assert unit_on("X1-KP1", date(2010, 1, 1), viewer=operator()).kind == UnitKind.RESIDENTIAL_CELL
    assert Neighbourhood.objects.get(cell__code="X1-KP1").needs == {"land": 2, "digital": 1}

    again = upload_import(
        actor=operator(),
        kind="UNITS",
        unit=None,
        file_name="units.xlsx",
        content=sheet(*rows, headings=UNIT_HEADINGS),
        starts_on=DAY,
    )
    commit_units(actor=operator(), batch=again)
    assert set(again.rows.values_list("outcome", flat=True)) == {"SAME"}
    undo_import(actor=operator(), batch=batch, reason="Nhầm tệp")
    from chibo.registry.queries.units import units_on

    assert not units_on(DAY, viewer=operator()).exists()


def test_homes_and_offices_named_in_a_list_are_found_or_opened(world: World):
    headings = [*HEADINGS, "Bộ phận công tác", "Nơi ở hiện nay"]
    batch = upload(world, [*AN, "Địa chính – Xây dựng", "Khu phố 2"], headings=headings)
    commit_members(actor=world.officer, batch=batch)
    an = Member.objects.get(card_number="10000001")
    assert an.employments.get().office.name == "Địa chính – Xây dựng"
    assert Residence.objects.get(member=an).cell == world.second_cell
