"""Members on screen: the list, who sees how much of one, and every change of a member."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.http import Http404

from chibo.audit.models import AuditEntry
from chibo.registry.models import Hold, Kinship, Member, Membership, Officer, Profile, Residence
from chibo.registry.queries.members import Sight, employment_on, member_of, members_on, sight_of, stay_on
from chibo.registry.services.members import (
    correct_member,
    end_membership,
    hold_member,
    move_member,
    record_employment,
    record_kinship,
)
from chibo.registry.services.units import appoint_officer, open_office
from tests.factories.registry import YEAR_2015, World, make_member, operator
from tests.registry.browser import Browser, errors, words

JULY_1 = date(2019, 7, 1)


@pytest.fixture
def officer(world: World) -> Browser:
    return Browser(world.officer)


@pytest.fixture
def office(world: World) -> Any:
    found = open_office(actor=operator(), commune=world.commune, code="VP", name="Văn phòng", on=YEAR_2015)
    record_employment(actor=operator(), member=world.staff[1], office=found, on=YEAR_2015)
    return found


def found_by(browser: Browser, query: str) -> list[str]:
    return [row["full_name"] for row in browser.get(f"/dang-vien/?{query}").context["list"].rows()]


def test_members_are_found_without_accents_and_sorted_by_given_name(officer: Browser):
    assert found_by(officer, "tim=do+thi") == ["Đỗ Thị Ánh"]
    assert found_by(officer, "") == ["Đỗ Thị Ánh", "Lê Dự Bị", "Trần Văn Bình", "Ngô Thị Hậu", "Phạm Văn Tổ"]


def test_filters_narrow_by_unit_standing_hold_and_office(officer: Browser, world: World, office: Any):
    hold_member(actor=operator(), member=world.staff[0], why="Đang kiểm tra", on=YEAR_2015)
    assert found_by(officer, "don-vi=TAMHOA-KP1") == ["Phạm Văn Tổ"]
    assert found_by(officer, "standing=PROBATIONARY") == ["Lê Dự Bị"]
    assert found_by(officer, "tam-dung=1") == ["Trần Văn Bình"]
    assert found_by(officer, "cong-tac=1") == ["Đỗ Thị Ánh"]


def test_the_list_is_that_of_the_day(officer: Browser, world: World):
    move_member(actor=world.officer, member=world.staff[0], cell=world.first_cell, on=JULY_1)
    assert "Trần Văn Bình" in found_by(officer, "don-vi=TAMHOA-CQ&ngay=30/06/2019")
    assert "Trần Văn Bình" not in found_by(officer, "don-vi=TAMHOA-CQ&ngay=01/07/2019")


def test_the_spreadsheet_keeps_leading_zeros_and_the_filter(officer: Browser, world: World):
    response = officer.get("/dang-vien/?don-vi=TAMHOA-KP1&xuat=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[1] for row in rows] == ["Phạm Văn Tổ"]


@pytest.mark.parametrize(
    ("who", "sight"),
    [
        ("organiser", Sight.FULL),
        ("officer", Sight.FULL),
        ("auditor", Sight.FULL),
        ("head", Sight.WORK),
        ("secretary", None),
        ("member", None),
        ("outsider", None),
    ],
)
def test_how_much_of_a_colleague_each_sees(world: World, office: Any, who: str, sight: Sight | None):
    assert sight_of(world.staff[1], JULY_1, viewer=getattr(world, who)) is sight


def test_a_head_of_office_sees_where_people_work_and_nothing_private(world: World, office: Any):
    head = Browser(world.head)
    hold_member(actor=operator(), member=world.staff[1], why="Đang kiểm tra", on=YEAR_2015)

    listed = words(head.get("/dang-vien/"))
    page = words(head.get(f"/dang-vien/{world.staff[1].pk}/"))

    assert "Đỗ Thị Ánh" in listed
    assert "Trần Văn Bình" not in listed
    assert "Văn phòng" in page
    for private in ("01/05/1980", world.staff[1].card_number, "Đang kiểm tra", "Tạm dừng", "Thân nhân", "Lịch sử"):
        assert private not in page
        assert private not in listed
    assert head.get(f"/dang-vien/{world.staff[0].pk}/").status_code == 404


def test_colleagues_stay_out_of_every_list_that_shows_more(world: World, office: Any):
    assert not members_on(JULY_1, viewer=world.head).exists()
    with pytest.raises(Http404):
        member_of(world.staff[1].pk, viewer=world.head)
    assert "option" not in Browser(world.head).get("/dang-vien/goi-y/?o=x&x=do").text


def test_a_member_sees_their_own_record_without_the_committees_notes(world: World):
    hold_member(actor=operator(), member=world.staff[0], why="Đang kiểm tra", on=YEAR_2015)
    browser = Browser(world.member)
    page = words(browser.get(f"/dang-vien/{world.staff[0].pk}/"))
    assert world.staff[0].card_number in page
    assert "Đang kiểm tra" not in page
    assert "Chuyển chi bộ" not in page
    assert found_by(browser, "") == ["Trần Văn Bình"]


def test_a_secretary_keeps_of_a_member_who_left_only_their_time_in_the_cell(world: World):
    member = make_member(world.first_cell, "Vũ Đã Chuyển", phone="0900111222")
    move_member(actor=world.officer, member=member, cell=world.second_cell, on=JULY_1)
    assert sight_of(member, JULY_1, viewer=world.secretary) is Sight.PAST
    page = words(Browser(world.secretary).get(f"/dang-vien/{member.pk}/"))
    assert "Chi bộ khu phố 1" in page
    assert "Chi bộ khu phố 2" not in page
    assert "0900111222" not in page


def test_a_member_is_added_with_the_cell_before_and_after_and_namesakes_shown(officer: Browser, world: World):
    address = "/don-vi/TAMHOA-KP2/them-dang-vien/"
    typed = {
        "full_name": "  pham  Văn Tổ ",
        "gender": "MALE",
        "born_on": "1965",
        "admitted_on": "3/2/1999",
        "official_on": "03/02/2000",
        "card_number": "01234567",
        "file_number": "123456đn",
        "on": "01/07/2019",
    }
    page = words(officer.preview(address, **typed))
    assert "1 chính thức, 0 dự bị Dưới 3 chính thức 2 chính thức, 0 dự bị Dưới 3 chính thức" in page
    assert "Đã có Phạm Văn Tổ – Chi bộ khu phố 1" in page

    officer.submit(address, **typed)

    member = Member.objects.get(card_number="01234567")
    assert (member.full_name, member.born_on, member.admitted_on) == ("pham Văn Tổ", "1965", "1999-02-03")
    assert (member.official_from, member.file_number) == (date(2000, 2, 3), "123456ĐN")
    assert stay_on(member, JULY_1).cell == world.second_cell


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"born_on": "31/02/2001"}, "“31/02/2001” không phải là ngày."),
        ({"card_number": "1234567"}, "Số thẻ gồm đúng 8 chữ số"),
        ({"file_number": "12"}, "Số lý lịch gồm 6 chữ số"),
        ({"born_on": "1990", "admitted_on": "1980"}, "Ngày vào Đảng phải sau ngày sinh."),
        ({"admitted_on": "2010", "official_on": "2009"}, "Ngày chính thức không thể trước ngày vào Đảng."),
        ({"on": "32/13/2019"}, "không phải là ngày"),
    ],
)
def test_bad_facts_are_told_beside_their_field_and_nothing_is_lost(officer: Browser, typed: dict, said: str):
    response = officer.submit("/don-vi/TAMHOA-KP2/them-dang-vien/", **{"full_name": "Người Mới", **typed})
    assert any(said in error for error in errors(response)), errors(response)
    assert 'value="Người Mới"' in response.text
    assert not Member.objects.filter(full_name="Người Mới").exists()


def test_a_card_number_in_use_is_told_beside_its_field(officer: Browser, world: World):
    number = world.staff[0].card_number
    response = officer.submit("/don-vi/TAMHOA-KP2/them-dang-vien/", full_name="X Y", card_number=number)
    assert response.context["form"].errors["card_number"] == [f"Số thẻ {number} đã là của đảng viên Trần Văn Bình."]


def test_facts_are_corrected_with_a_reason_and_the_log_keeps_what_stood_before(officer: Browser, world: World):
    member = world.staff[0]
    officer.submit(f"/dang-vien/{member.pk}/sua/", born_on="02/05/1981", reason="Đối chiếu lý lịch")
    member.refresh_from_db()
    assert member.born_on == "1981-05-02"
    entry = AuditEntry.objects.first()
    assert entry.reason == "Đối chiếu lý lịch"
    assert entry.changes[0]["before"] == {"born_on": "1980-05-01"}
    page = words(officer.get(f"/dang-vien/{member.pk}/"))
    assert "ngày sinh 1980-05-01 1981-05-02" in page or "ngày sinh 01/05/1980 02/05/1981" in page


def test_a_correction_of_a_changed_record_shows_the_change_first(officer: Browser, world: World):
    member = world.staff[0]
    address = f"/dang-vien/{member.pk}/sua/"
    sent = officer.fill(address, phone="0900000001", reason="Bổ sung")
    correct_member(actor=world.organiser, member=member, facts={"hometown": "Vĩnh Cửu"}, reason="Nhập")

    response = officer.post(address, sent)

    assert "Quê quán: “–” nay là “Vĩnh Cửu”." in errors(response)
    assert 'value="0900000001"' in response.text
    member.refresh_from_db()
    assert member.phone == ""


def test_moving_shows_both_cells_before_and_after_and_what_to_know(officer: Browser, world: World):
    member, kin = world.staff[0], world.secretary.member
    hold_member(actor=operator(), member=member, why="Đang kiểm tra", on=YEAR_2015)
    record_kinship(actor=operator(), member=member, other=kin, relation="anh em", on=YEAR_2015)
    appoint_officer(actor=operator(), unit=world.agency, member=member, post="SECRETARY", on=YEAR_2015)
    typed = {"cell": "chi bo khu pho 1", "on": "01/07/2019", "reason": "Điều động"}

    page = words(officer.preview(f"/dang-vien/{member.pk}/chuyen-chi-bo/", **typed))
    small = "Dưới 3 chính thức"
    assert f"Chi bộ cơ quan phường Tam Hòa 2 chính thức, 1 dự bị {small} 1 chính thức, 1 dự bị {small}" in page
    assert f"Chi bộ khu phố 1 1 chính thức, 0 dự bị {small} 2 chính thức, 0 dự bị {small}" in page
    assert "Trần Văn Bình đang được tạm dừng chuyển." in page
    assert "Thân nhân Phạm Văn Tổ đang sinh hoạt tại Chi bộ khu phố 1." in page
    assert "Chức danh Bí thư tại Chi bộ cơ quan phường Tam Hòa sẽ kết thúc." in page
    assert stay_on(member, JULY_1).cell == world.agency

    officer.submit(f"/dang-vien/{member.pk}/chuyen-chi-bo/", **typed)

    assert stay_on(member, date(2019, 6, 30)).cell == world.agency
    assert stay_on(member, JULY_1).cell == world.first_cell
    assert not Officer.objects.on(JULY_1).filter(unit=world.agency).exists()


def test_a_move_that_makes_a_cell_too_small_is_warned_of(officer: Browser, world: World):
    third = make_member(world.agency, "Người Thứ Ba")
    address = f"/dang-vien/{third.pk}/chuyen-chi-bo/"
    page = words(officer.preview(address, cell="TAMHOA-KP1", on="01/07/2019", reason="Điều động"))
    assert "Cần lưu ý: Chi bộ cơ quan phường Tam Hòa có 2 đảng viên chính thức, dưới mức tối thiểu 3." in page
    assert "Chi bộ khu phố 1 có" not in page


def test_a_move_dated_before_a_later_one_is_refused_in_words(officer: Browser, world: World):
    member = world.staff[0]
    move_member(actor=world.officer, member=member, cell=world.first_cell, on=JULY_1)
    response = officer.submit(
        f"/dang-vien/{member.pk}/chuyen-chi-bo/", cell="TAMHOA-KP2", on="01/01/2018", reason="Nhập muộn"
    )
    assert errors(response) == [
        "Trần Văn Bình đã được ghi sinh hoạt tại Chi bộ khu phố 1 từ ngày 01/07/2019, sau ngày 01/01/2018. "
        "Hãy chọn ngày từ 01/07/2019 trở đi."
    ]
    assert Membership.objects.valid().filter(member=member).count() == 2


def test_nobody_is_moved_into_a_cell_outside_the_scope(officer: Browser, world: World):
    response = officer.submit(
        f"/dang-vien/{world.staff[0].pk}/chuyen-chi-bo/", cell="TANMAI-KP1", on="01/07/2019", reason="Thử"
    )
    assert "Không tìm thấy đơn vị “TANMAI-KP1”" in errors(response)[0]


def test_a_name_that_several_cells_bear_asks_to_choose(world: World):
    organiser = Browser(world.organiser)
    response = organiser.submit(
        f"/dang-vien/{world.staff[0].pk}/chuyen-chi-bo/", cell="Chi bộ khu phố 1", on="01/07/2019", reason="Thử"
    )
    assert errors(response) == ["Có nhiều đơn vị tên “Chi bộ khu phố 1”. Hãy chọn trong danh sách gợi ý, hoặc nhập mã."]
    chosen = organiser.submit(
        f"/dang-vien/{world.staff[0].pk}/chuyen-chi-bo/",
        cell="Chi bộ khu phố 1 – Phường Tân Mai (TANMAI-KP1)",
        on="01/07/2019",
        reason="Thử",
    )
    assert chosen.status_code == 302
    assert stay_on(world.staff[0], JULY_1).cell == world.other_cell


def test_a_member_leaves_the_list_and_is_taken_in_again(officer: Browser, world: World):
    member = world.staff[0]
    appoint_officer(actor=operator(), unit=world.commune, member=member, post="CHAIRMAN", on=YEAR_2015)
    officer.submit(f"/dang-vien/{member.pk}/ra-khoi-danh-sach/", on="01/07/2019", reason="Chuyển đi tỉnh khác")
    assert stay_on(member, JULY_1) is None
    assert not Officer.objects.on(JULY_1).filter(member=member).exists()
    page = words(officer.get(f"/dang-vien/{member.pk}/"))
    assert "Tiếp nhận lại" in page
    assert "Không sinh hoạt ở chi bộ nào vào ngày này." in page

    officer.submit(f"/dang-vien/{member.pk}/tiep-nhan-lai/", cell="TAMHOA-KP2", on="01/01/2020", reason="Trở về")
    assert stay_on(member, date(2020, 1, 1)).cell == world.second_cell


def test_office_is_recorded_and_left(officer: Browser, world: World, office: Any):
    address = f"/dang-vien/{world.staff[0].pk}/noi-cong-tac/"
    officer.submit(address, office=str(office.pk), on="01/01/2018")
    assert employment_on(world.staff[0], date(2018, 1, 1)).office == office
    officer.submit(address, office="", on="01/07/2019")
    assert employment_on(world.staff[0], JULY_1) is None
    assert employment_on(world.staff[0], date(2019, 6, 30)).office == office


def test_an_office_recorded_before_one_that_ended_later_is_refused_in_words(
    officer: Browser, world: World, office: Any
):
    address = f"/dang-vien/{world.staff[1].pk}/noi-cong-tac/"
    officer.submit(address, office="", on="01/07/2019")
    response = officer.submit(address, office=str(office.pk), on="01/01/2018")
    assert errors(response) == [
        "Thông tin của Đỗ Thị Ánh đã được ghi đến ngày 01/07/2019, sau ngày 01/01/2018. "
        "Hãy chọn ngày từ 01/07/2019 trở đi."
    ]


def test_residence_profile_and_their_histories_are_shown(officer: Browser, world: World):
    pk = world.staff[0].pk
    officer.submit(f"/dang-vien/{pk}/noi-o/", cell="TAMHOA-KP1", address="Số 1", on="01/01/2018")
    officer.submit(f"/dang-vien/{pk}/noi-o/", cell="TAMHOA-KP2", address="Số 2", on="01/07/2019")
    officer.submit(f"/dang-vien/{pk}/nang-luc/", position="Công chức", leadership="2", skill_land="3", on="01/01/2018")
    page = words(officer.get(f"/dang-vien/{pk}/"))
    assert "Chi bộ khu phố 2 hiện nay Số 2 từ 01/07/2019 Chi bộ khu phố 1 Số 1 01/01/2018 – 30/06/2019" in page
    assert "Địa chính – xây dựng Giỏi" in page
    assert Residence.objects.filter(member=pk).count() == 2
    assert Profile.objects.get(member=pk).skills == {"land": 3}


def test_a_hold_is_shown_to_the_committee_and_released(officer: Browser, world: World):
    pk = world.staff[0].pk
    officer.submit(f"/dang-vien/{pk}/tam-dung/", why="Đang kiểm tra", on="01/01/2019")
    assert "Đang tạm dừng chuyển từ ngày 01/01/2019" in words(officer.get(f"/dang-vien/{pk}/"))
    officer.submit(f"/dang-vien/{pk}/het-tam-dung/", reason="Đã kết luận", on="01/07/2019")
    assert Hold.objects.get().ends_on == JULY_1


def test_relatives_are_recorded_once_and_dropped(officer: Browser, world: World):
    pk = world.staff[0].pk
    address = f"/dang-vien/{pk}/them-than-nhan/"
    officer.submit(address, other="Đỗ Thị Ánh", relation="vợ chồng", on="01/01/2019")
    kinship = Kinship.objects.get()
    assert "Đỗ Thị Ánh vợ chồng" in words(officer.get(f"/dang-vien/{pk}/"))
    again = officer.submit(address, other="Đỗ Thị Ánh", relation="vợ chồng", on="01/01/2019")
    assert errors(again) == ["Quan hệ thân nhân giữa Trần Văn Bình và Đỗ Thị Ánh đã được ghi rồi."]
    alone = officer.submit(address, other="Trần Văn Bình", relation="chính mình", on="01/01/2019")
    assert "không thể là thân nhân của chính mình" in errors(alone)[0]
    officer.submit(f"/dang-vien/{pk}/than-nhan/{kinship.pk}/bo/", on="01/07/2019")
    kinship.refresh_from_db()
    assert kinship.ends_on == JULY_1


def test_a_member_of_another_commune_does_not_exist_for_the_officer(officer: Browser, world: World):
    stranger = world.outsider.member
    for page in ("", "sua/", "chuyen-chi-bo/", "tam-dung/"):
        assert officer.get(f"/dang-vien/{stranger.pk}/{page}").status_code == 404
        assert officer.post(f"/dang-vien/{stranger.pk}/{page}", {"on": "01/07/2019"}).status_code in (404, 405)
    assert errors(
        officer.submit(f"/dang-vien/{world.staff[0].pk}/them-than-nhan/", other="Huỳnh Người Ngoài", relation="x")
    )


def test_a_member_of_the_past_is_still_found_by_the_committee(officer: Browser, world: World):
    end_membership(actor=world.officer, member=world.staff[0], on=JULY_1, reason="Từ trần")
    assert sight_of(world.staff[0], date(2026, 1, 1), viewer=world.officer) is Sight.FULL
    assert officer.get(f"/dang-vien/{world.staff[0].pk}/").status_code == 200
