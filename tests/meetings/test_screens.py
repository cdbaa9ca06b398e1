"""The screens of the month: custom, proposal, conflict, adoption, repair, notices, feed, and what calendars go by."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client

from chibo.domain.organisation import UnitKind
from chibo.meetings.models import (
    CalendarRules,
    Leader,
    Leave,
    Meeting,
    MonthAdoption,
    MonthPlan,
    Qualification,
    Relaxation,
    Wish,
)
from chibo.meetings.queries.calendars import feed_token
from chibo.meetings.queries.problems import member_key
from chibo.meetings.services.calendars import adopt_calendar, propose_calendar
from chibo.meetings.services.desk import end_qualification, record_leave
from chibo.meetings.services.preparation import record_wish
from tests.campaigns.screens import as_user, said, words
from tests.factories.meetings import JUNE, MADE_ON, TRADITIONAL, Desk, adopted, make_desk, proposed
from tests.factories.registry import YEAR_2015, World, make_unit

MONTH = "/lich-sinh-hoat/TAMHOA/2019/6/"
PREPARATION = "/lich-sinh-hoat/TAMHOA/chuan-bi/"
CELL = "/lich-sinh-hoat/chi-bo/TAMHOA-KP1/"


@pytest.fixture
def desk(world: World) -> Desk:
    return make_desk(world)


def browsing(user, day: date = MADE_ON) -> Client:
    client = as_user(user)
    client.get("/", {"ngay": day.isoformat()})
    return client


@pytest.fixture
def client(world: World) -> Client:
    return browsing(world.officer)


def ill(world: World, desk: Desk, slot: str = "2019-06-06-MORNING") -> Leave:
    """The clerk whom the calendar in force tells to serve the first counter in ``slot`` is away then."""
    roster = MonthAdoption.objects.get(followed_by=None).plan.result["desk"]
    clerk = next(each for each in desk.clerks if member_key(each.pk) == roster[slot]["Q-TP"])
    day, part = date.fromisoformat(slot[:10]), slot[11:]
    told = {"commune": world.commune, "member": clerk, "on": day, "last_on": day}
    return record_leave(actor=world.head, part=part, kind="SUDDEN", **told)


# The month


def test_before_any_calendar_the_month_shows_what_the_custom_leaves_empty(world: World, desk: Desk, client):
    page = client.get(MONTH)
    text = words(page)

    assert "Ngày truyền thống: 03/06/2019" in text
    assert {row["label"]: row["custom"] for row in page.context["costs"]}["Số giờ quầy bỏ trống"] == 8
    traditional = next(row for row in page.context["rows"] if row["is_traditional"])
    morning = dict(traditional["halves"])["Sáng"]
    assert len(morning["cells"]) == 3
    assert [post["is_empty"] for post in morning["posts"]] == [True, True]
    assert text.count("post-empty") == 2


def test_the_page_of_the_entry_leads_to_the_only_commune_and_lists_several(world: World, desk: Desk, client):
    assert client.get("/lich-sinh-hoat/", follow=True).redirect_chain[-1][0] == "/lich-sinh-hoat/TAMHOA/2019/5/"
    adopt = adopted(world)
    page = browsing(world.organiser, TRADITIONAL).get("/lich-sinh-hoat/")
    text = words(page)
    assert "Phường Tam Hòa" in text and "Phường Tân Mai" in text
    assert "Đã duyệt" in text and "Chưa lập" in text
    assert f"{adopt.adopted_on:%d/%m/%Y}" in text


def test_who_sees_no_commune_finds_the_meetings_of_the_own_cell(world: World, desk: Desk):
    adopted(world)
    page = browsing(world.secretary, TRADITIONAL).get("/lich-sinh-hoat/", follow=True)
    text = words(page)
    assert page.redirect_chain[-1][0] == "/lich-sinh-hoat/buoi-hop/"
    assert "Chi bộ khu phố 1" in text and "Chi bộ khu phố 2" not in text


def test_a_holiday_is_named_and_a_day_off_has_no_halves(world: World, desk: Desk, client):
    text = words(client.get("/lich-sinh-hoat/TAMHOA/2019/9/"))
    assert "Quốc khánh" in text


@pytest.mark.parametrize(
    "address",
    [
        "/lich-sinh-hoat/TAMHOA/2019/13/",
        "/lich-sinh-hoat/TAMHOA/0/6/",
        "/lich-sinh-hoat/TANMAI/2019/6/",
        "/lich-sinh-hoat/TAMHOA-KP1/2019/6/",
        "/lich-sinh-hoat/KHONGCO/2019/6/",
        f"{MONTH}du-thao/9/",
        f"{MONTH}in/",
        f"{MONTH}thong-bao/",
        "/lich-sinh-hoat/chi-bo/TAMHOA/",
        "/lich-sinh-hoat/chi-bo/TANMAI-KP1/",
        f"{PREPARATION}truc-quay/999/thoi/",
        f"{PREPARATION}nghi/999/huy/",
        f"{PREPARATION}phu-trach/999/thoi/",
    ],
)
def test_what_is_not_there_or_not_ones_own_is_not_found(world: World, desk: Desk, client, address: str):
    assert client.get(address).status_code == 404


def test_a_commune_without_cells_or_counters_says_so(world: World):
    make_unit("Xã Trống", UnitKind.COMMUNE, world.city, code="XATRONG")
    client = browsing(world.organiser)
    assert "Không có chi bộ nào hoạt động vào tháng này" in words(client.get("/lich-sinh-hoat/XATRONG/2019/6/"))
    assert "Chưa có quầy một cửa nào" in words(client.get(MONTH))


def test_english_shows_no_error(world: World, desk: Desk, client):
    adopted(world)
    client.cookies["django_language"] = "en"
    for address in (MONTH, f"{MONTH}du-thao/1/", PREPARATION, CELL, f"{MONTH}thong-bao/", "/lich-sinh-hoat/buoi-hop/"):
        assert client.get(address, headers={"accept-language": "en"}).status_code == 200


# Propose, conflict, adopt


def test_a_proposal_stands_beside_the_custom(world: World, desk: Desk, client):
    answer = client.post(f"{MONTH}lap/", {"once": "a"}, follow=True)
    again = client.post(f"{MONTH}lap/", {"once": "a"})

    assert answer.redirect_chain[-1][0] == f"{MONTH}du-thao/1/"
    assert MonthPlan.objects.count() == 1
    assert "lần bấm trước" in said(again)[-1]
    costs = {row["label"]: (row["custom"], row["proposal"]) for row in answer.context["costs"]}
    assert costs["Số giờ quầy bỏ trống"] == (8, 0)
    assert costs["Nửa buổi quầy không có người trực"] == ("2 / 20", "0 / 20")
    assert "Tốt nhất, đã chứng minh" in words(answer)
    assert [row["is_traditional"] for row in answer.context["custom_rows"]] == [True]


def test_a_conflict_is_told_in_words_and_one_click_gives_way_and_proposes_again(world: World, desk: Desk, client):
    for clerk in desk.clerks[1:]:
        told = {"commune": world.commune, "member": clerk, "on": TRADITIONAL, "last_on": TRADITIONAL}
        record_leave(actor=world.head, part="MORNING", **told)

    page = client.post(f"{MONTH}lap/", {"once": "a"})
    conflict = page.context["conflict"]

    assert "phải có người trực sáng 03/06/2019" in words(page)
    assert all(row["way"] for row in conflict if row["rule"] != "one_counter")
    chosen = next(row for row in conflict if row["rule"] == "counter")
    data = {"rule": "counter", "id": list(chosen["ids"]), "viec": "lap", "buoi": "MORNING", "once": "b"}
    answer = client.post(f"{MONTH}noi/", data, follow=True)
    client.post(f"{MONTH}noi/", data)

    assert answer.redirect_chain[-1][0] == f"{MONTH}du-thao/1/"
    assert "người trực thay" in words(answer)
    relaxation = Relaxation.objects.get()
    assert (relaxation.rule, relaxation.ids, relaxation.made_by) == ("counter", list(chosen["ids"]), world.officer)

    month = client.get(MONTH)
    assert "Đã nới trong tháng này" in words(month)
    client.post(f"{MONTH}noi/{relaxation.pk}/rut/", {"once": "c"})
    relaxation.refresh_from_db()
    assert relaxation.withdrawn_on == MADE_ON


@pytest.mark.parametrize("data", [{}, {"rule": "bịa", "id": ["x"]}, {"rule": "leave"}])
def test_a_forged_rule_is_not_found(world: World, desk: Desk, client, data: dict):
    assert client.post(f"{MONTH}noi/", data).status_code == 404
    assert not Relaxation.objects.exists()


def test_a_rule_that_does_not_stand_is_refused_in_words(world: World, desk: Desk, client):
    answer = client.post(f"{MONTH}noi/", {"rule": "leave", "id": ["M00000001", "2019-06-03-MORNING"]})
    assert "không nới được" in said(answer)[-1]


def test_a_calendar_is_adopted_after_a_look_and_once(world: World, desk: Desk, client):
    proposed(world)
    address = f"{MONTH}du-thao/1/duyet/"
    assert client.get(address).status_code == 200
    look = client.post(address, {"on": "27/05/2019"})
    assert "3 chi bộ có ngày họp được công bố" in words(look)
    assert not MonthAdoption.objects.exists()

    data = {"on": "27/05/2019", "confirmed": "1", "once": "a"}
    done = client.post(address, data, follow=True)
    client.post(address, data)

    assert "Đã duyệt và công bố lịch tháng 06/2019." in words(done)
    assert MonthAdoption.objects.count() == 1
    assert "Đang áp dụng" in words(client.get(f"{MONTH}du-thao/1/"))


@pytest.mark.parametrize(
    ("on", "said_so"), [("x", "không phải là ngày"), ("01/05/2019", "Ngày duyệt 01/05/2019 trước ngày lập dự thảo")]
)
def test_a_wrong_day_of_adoption_is_refused_in_words(world: World, desk: Desk, client, on: str, said_so: str):
    proposed(world)
    page = client.post(f"{MONTH}du-thao/1/duyet/", {"on": on, "confirmed": "1"})
    assert said_so in words(page)
    assert not MonthAdoption.objects.exists()


def test_an_outdated_proposal_cannot_be_adopted_and_says_why(world: World, desk: Desk, client):
    proposed(world)
    make_unit("Chi bộ khu phố 9", UnitKind.RESIDENTIAL_CELL, world.commune, on=date(2019, 5, 1))
    assert "Chi bộ khu phố 9 phải họp" in words(client.get(f"{MONTH}du-thao/1/"))
    page = client.post(f"{MONTH}du-thao/1/duyet/", {"on": "27/05/2019", "confirmed": "1"})
    assert "Dự thảo không còn phù hợp" in words(page)


def test_a_later_calendar_tells_what_it_changes_before_it_is_adopted(world: World, desk: Desk, client):
    adopted(world)
    told = {"sessions": ["EVENING"], "preferred_session": "EVENING", "on": MADE_ON}
    record_wish(actor=world.officer, cell=world.second_cell, **told)
    record_wish(actor=world.officer, cell=world.first_cell, **told)
    propose_calendar(actor=world.officer, commune=world.commune, month=JUNE, on=MADE_ON)
    page = client.get(f"{MONTH}du-thao/2/")
    assert page.context["told"]["count"] >= 1
    look = client.post(f"{MONTH}du-thao/2/duyet/", {"on": "27/05/2019"})
    assert "cần báo lại cho" in words(look)


# Repair


def test_an_absence_shows_on_the_month_and_is_mended_with_two_clicks(world: World, desk: Desk):
    adopted(world)
    head, officer = browsing(world.head, date(2019, 6, 6)), browsing(world.officer, date(2019, 6, 6))
    leave = ill(world, desk)

    month = head.get(MONTH)
    assert "Lịch đã duyệt không còn thực hiện được" in words(month)
    assert f"{leave.member.full_name} nghỉ sáng 06/06/2019" in words(month)
    assert f"{leave.member.full_name} vắng" in words(month)
    mended = head.post(f"{MONTH}sua/", {"buoi": "MORNING", "once": "a"}, follow=True)

    text = words(mended)
    assert mended.redirect_chain[-1][0] == f"{MONTH}du-thao/2/"
    assert "cần báo cho" in text and leave.member.full_name in text
    assert "Duyệt lịch này" not in text
    officer.post(f"{MONTH}du-thao/2/duyet/", {"on": "06/06/2019", "confirmed": "1", "once": "b"})
    after = officer.get(MONTH)
    assert "không còn thực hiện được" not in words(after)
    assert "post-empty" not in words(after)
    assert not Meeting.objects.exclude(called_off_by=None).exists()


def test_a_repair_without_need_says_so_and_a_forged_session_is_not_found(world: World, desk: Desk, client):
    adopted(world)
    assert "không cần sửa" in said(client.post(f"{MONTH}sua/", {"buoi": "MORNING"}))[-1]
    assert client.post(f"{MONTH}sua/", {"buoi": "NOON"}).status_code == 404


def test_a_repair_that_cannot_be_leads_to_the_rules_and_back_to_the_repair(world: World, desk: Desk):
    adopted(world)
    for clerk in desk.clerks[1:]:
        told = {"commune": world.commune, "member": clerk, "on": date(2019, 6, 6), "last_on": date(2019, 6, 6)}
        record_leave(actor=world.head, part="MORNING", **told)
    client = browsing(world.officer, date(2019, 6, 6))
    page = client.post(f"{MONTH}sua/", {"buoi": "MORNING"})
    assert "Chưa sửa được lịch" in words(page)
    chosen = next(row for row in page.context["conflict"] if row["rule"] == "counter")
    data = {"rule": "counter", "id": list(chosen["ids"]), "viec": "sua", "buoi": "MORNING"}
    answer = client.post(f"{MONTH}noi/", data, follow=True)
    assert MonthPlan.objects.get(number=2).repairs is not None
    assert "Sửa ít thay đổi" in words(answer)
    heads_view = browsing(world.head, date(2019, 6, 6)).post(f"{MONTH}lap/")
    assert heads_view.status_code == 403


# Notices, print, feed


def test_the_notices_tell_each_cell_and_clerk_and_mark_what_changed(world: World, desk: Desk):
    adopted(world)
    leave = ill(world, desk)
    client = browsing(world.officer, date(2019, 6, 6))
    client.post(f"{MONTH}sua/", {"buoi": "MORNING"})
    adopt_calendar(actor=world.officer, plan=MonthPlan.objects.get(number=2), on=date(2019, 6, 6))

    page = client.get(f"{MONTH}thong-bao/")
    text = words(page)

    assert "Chi bộ khu phố 2" in text and leave.member.full_name in text
    assert "Mới đổi" in text
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{MONTH}thong-bao/?xuat=xlsx").streaming_content)))
    cells = [str(cell.value) for row in sheet.active.iter_rows() for cell in row]
    assert any("Chi bộ khu phố 1" in cell for cell in cells)
    assert client.get(f"{MONTH}thong-bao/?in=1").status_code == 200


def test_the_print_holds_the_calendar_in_force(world: World, desk: Desk, client):
    adopted(world)
    text = words(client.get(f"{MONTH}in/"))
    assert "Chi bộ khu phố 1" in text and desk.clerks[2].full_name in text and "data-print" in text


def test_the_feed_of_a_cell_opens_without_signing_in_and_names_nobody(world: World, desk: Desk):
    record_wish(
        actor=world.officer,
        cell=world.first_cell,
        on=YEAR_2015,
        sessions=["EVENING"],
        preferred_session="EVENING",
        hall="Nhà văn hoá",
    )
    adopted(world)
    address = f"{CELL}{feed_token(world.first_cell)}.ics"

    answer = Client().get(address)
    text = answer.content.decode()

    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20190603T120000Z" in text
    assert "LOCATION:Nhà văn hoá" in text
    assert "UID:2019-06-TAMHOA-KP1@chibo" in text and "SEQUENCE:0" in text
    assert not any(clerk.full_name in text for clerk in desk.clerks)
    assert Client().get(f"{CELL}gia-mao.ics").status_code == 404
    assert Client().get(address.replace("KP1", "KP2")).status_code == 404


def test_a_meeting_that_moves_keeps_its_name_in_the_feed_with_a_higher_number(world: World, desk: Desk):
    adopted(world)
    told = {"sessions": ["EVENING"], "preferred_session": "EVENING", "on": MADE_ON}
    for cell in (world.first_cell, world.second_cell):
        record_wish(actor=world.officer, cell=cell, **told)
    plan = propose_calendar(actor=world.officer, commune=world.commune, month=JUNE, on=MADE_ON)
    adopt_calendar(actor=world.officer, plan=plan, on=MADE_ON)
    moved = Meeting.objects.exclude(called_off_by=None).select_related("cell")[0].cell
    text = Client().get(f"/lich-sinh-hoat/chi-bo/{moved.code}/{feed_token(moved)}.ics").content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "SEQUENCE:1" in text


def test_the_page_of_a_cell_shows_its_meeting_and_the_address_of_its_feed(world: World, desk: Desk):
    adopted(world)
    page = browsing(world.secretary).get(CELL)
    text = words(page)
    assert feed_token(world.first_cell) in text
    assert "Nguyện vọng họp" in text
    assert "/06/2019" in text


# What calendars go by


def test_the_preparation_page_tells_everything_and_offers_what_one_may(world: World, desk: Desk, client):
    record_leave(actor=world.head, commune=world.commune, member=desk.clerks[0], on=TRADITIONAL, last_on=TRADITIONAL)
    for row in desk.land.qualifications.open():
        end_qualification(actor=world.head, qualification=row, on=MADE_ON)
    text = words(client.get(PREPARATION))
    assert "Chưa có ai trực được" in text
    assert "03/06/2019 đến hết 03/06/2019" in text
    assert "Đổi quy tắc" in text
    heads_text = words(browsing(world.head).get(PREPARATION))
    assert "Đổi quy tắc" not in heads_text and "Thêm người trực quầy" in heads_text
    assert "Thêm người trực quầy" not in words(browsing(world.auditor).get(PREPARATION))


def test_a_secretary_tells_what_the_cell_wishes(world: World):
    client = browsing(world.secretary)
    data = {"sessions": ["AFTERNOON", "EVENING"], "preferred_session": "EVENING", "weight": "3", "hall": "Trường học"}
    wrong = client.post(f"{CELL}nguyen-vong/", data | {"preferred_session": "MORNING", "on": "01/05/2019"})
    assert "Buổi mong muốn phải là một trong các buổi có thể họp" in words(wrong)
    client.post(f"{CELL}nguyen-vong/", data | {"on": "01/05/2019", "once": "a"})
    client.post(f"{CELL}nguyen-vong/", data | {"on": "01/05/2019", "once": "a"})
    wish = Wish.objects.get()
    assert (wish.sessions, wish.hall, wish.weight) == (["AFTERNOON", "EVENING"], "Trường học", 3)
    assert "Trường học" in words(client.get(CELL))


def test_limits_leaders_clerks_and_leave_are_entered_and_ended_in_forms(world: World, desk: Desk, client):
    limits = {"days_before": "1", "days_after": "3", "max_meetings": "4", "max_duties": "", "on": "01/05/2019"}
    client.post(f"{PREPARATION}quy-tac/", limits)
    assert CalendarRules.objects.get().max_duties is None

    client.post(f"{PREPARATION}phu-trach/them/", {"member": "Trần Văn Bình", "cell": "TAMHOA-KP2", "on": "01/05/2019"})
    leader = Leader.objects.get()
    client.post(f"{PREPARATION}phu-trach/{leader.pk}/thoi/", {"on": "20/05/2019"})
    leader.refresh_from_db()
    assert (leader.cell, leader.ends_on) == (world.second_cell, date(2019, 5, 20))

    clerk = desk.clerks[2]
    row = Qualification.objects.get(member=clerk, counter=desk.land)
    client.post(f"{PREPARATION}truc-quay/{row.pk}/thoi/", {"on": "01/05/2019"})
    told = {"member": str(clerk.pk), "counter": "Q-DC", "is_primary": "on", "on": "02/05/2019"}
    client.post(f"{PREPARATION}truc-quay/them/", told)
    assert Qualification.objects.open().get(member=clerk, counter=desk.land).is_primary

    leave = {"member": str(clerk.pk), "on": "03/06/2019", "last_on": "04/06/2019", "part": "MORNING", "kind": "DUTY"}
    client.post(f"{PREPARATION}nghi/them/", leave)
    found = Leave.objects.get()
    assert (found.ends_on, found.part) == (date(2019, 6, 5), "MORNING")
    client.post(f"{PREPARATION}nghi/{found.pk}/huy/", {"on": "04/06/2019"})
    found.refresh_from_db()
    assert found.ends_on == date(2019, 6, 4)


@pytest.mark.parametrize(
    ("page", "data", "field"),
    [
        ("quy-tac/", {"days_before": "-1", "days_after": "99", "max_meetings": "0", "on": "x"}, "days_before"),
        ("phu-trach/them/", {"member": "Không Có Ai", "cell": "TAMHOA-KP2", "on": "01/05/2019"}, "member"),
        ("phu-trach/them/", {"member": "Trần Văn Bình", "cell": "TANMAI-KP1", "on": "01/05/2019"}, "cell"),
        ("truc-quay/them/", {"member": "999999", "counter": "Q-DC", "on": "01/05/2019"}, "member"),
        ("nghi/them/", {"member": "999999", "on": "01/05/2019", "last_on": "x", "part": "NOON", "kind": "?"}, "member"),
    ],
)
def test_what_is_typed_wrongly_is_refused_beside_its_field(world: World, desk: Desk, client, page, data, field):
    answer = client.post(f"{PREPARATION}{page}", data)
    assert field in answer.context["form"].errors
    assert not Leader.objects.exists() and not Leave.objects.exists() and not CalendarRules.objects.exists()


def test_leave_that_makes_no_sense_is_refused_in_words(world: World, desk: Desk, client):
    told = {"member": str(desk.clerks[0].pk), "part": "WHOLE_DAY", "kind": "PLANNED"}
    page = client.post(f"{PREPARATION}nghi/them/", told | {"on": "04/06/2019", "last_on": "03/06/2019"})
    assert "Ngày cuối của kỳ nghỉ phải từ ngày 04/06/2019 trở đi." in words(page)


def test_the_menu_leads_everyone_to_the_calendar(world: World):
    assert '"/lich-sinh-hoat/"' in words(as_user(world.member).get("/"))
