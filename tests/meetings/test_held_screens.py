"""The screens of one meeting: a year's work of a secretary by phone; bad input, second clicks, strangers, both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.messages import get_messages

from chibo.accounts.services import set_profile
from chibo.audit.models import AuditEntry
from chibo.meetings.models import AgendaItem, Attendance, Exemption, Meeting, MeetingScore, Minutes, Opinion
from chibo.meetings.queries.meetings import door_token
from chibo.meetings.services.meetings import add_item
from chibo.registry.services.members import move_member
from tests.factories.feedback import answered
from tests.factories.held import HELD_ON, People, attended, called, people, signed, written
from tests.factories.registry import World, make_user, operator
from tests.registry.browser import Browser, errors, words

CELL = "/lich-sinh-hoat/chi-bo/TAMHOA-KP1/"


@pytest.fixture
def who(world: World) -> People:
    return people(world)


def browsing(user, day: date = HELD_ON) -> Browser:
    browser = Browser(user)
    browser.get("/", {"ngay": day.isoformat()})
    return browser


def of(meeting: Meeting, rest: str = "") -> str:
    return f"/lich-sinh-hoat/buoi/{meeting.pk}/{rest}"


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def press(browser: Browser, address: str, **values: str):
    """A small form of one button."""
    return browser.post(address, values)


def test_a_secretary_works_a_meeting_from_call_to_signed_minutes(world: World, who: People):
    concern = answered(world)
    browser = browsing(world.secretary)
    call = {"kind": "THEMATIC", "held_on": "03/06/2019", "session": "MORNING", "theme": "Nêu gương", "hall": "Nhà VH"}
    assert browser.submit(f"{CELL}trieu-tap/", **call).status_code == 302
    meeting = Meeting.objects.get()

    page = browser.get(of(meeting, "chuong-trinh/"))
    keys = [point.key for point, _kind in page.context["points"]]
    assert len(keys) == 2
    press(browser, of(meeting, "chuong-trinh/lay/"), **{"noi-dung": keys[1]})
    browser.submit(of(meeting, "chuong-trinh/"), label="Thu đảng phí", detail="Thủ quỹ")
    browser.submit(of(meeting, "chuong-trinh/"), label="Việc khác")
    last = AgendaItem.objects.get(label="Việc khác")
    press(browser, of(meeting, f"chuong-trinh/{last.pk}/"), viec="len")
    press(browser, of(meeting, f"chuong-trinh/{last.pk}/"), viec="bo")
    page = browser.get(of(meeting))
    assert [item.label for item, _kind in page.context["items"]][1] == "Thu đảng phí"
    assert f"/tam-tu/{concern.pk}/" in page.text

    browser.submit(of(meeting, "tai-lieu/them/"), title="Báo cáo", text="Kết quả tháng 5")
    paper = meeting.papers.get()
    assert "Kết quả tháng 5" in words(browser.get(of(meeting)))
    press(browser, of(meeting, f"tai-lieu/{paper.pk}/rut/"))
    assert "Kết quả tháng 5" not in words(browser.get(of(meeting)))

    sheet = browser.get(of(meeting, "diem-danh/danh-sach.docx"))
    assert (sheet["Content-Disposition"], sheet.content[:2]) == (
        'attachment; filename="diem-danh-2019-06-03.docx"',
        b"PK",
    )
    marks = {f"p{member.pk}": "P" for member in who.all} | {f"p{who.third.pk}": "L", f"r{who.third.pk}": "ILL"}
    assert browser.submit(of(meeting, "diem-danh/"), **marks, guests="Hồ Khách – Đảng uỷ").status_code == 302
    assert Attendance.objects.get(member=who.third).reason == "ILL"
    assert "2 / 3" not in words(browser.get(of(meeting)))
    assert "Đảng viên chính thức dự 2/3 ; dự bị 1/1" in words(browser.get(of(meeting)))

    frame = {"opened_at": "7h30", "chair": str(who.leader.pk), "minute_taker": str(who.taker.pk)}
    assert browser.submit(of(meeting, "bien-ban/khai-mac/"), **frame).status_code == 302
    item = AgendaItem.objects.get(label="Thu đảng phí")
    wrong = browser.submit(of(meeting, f"bien-ban/muc/{item.pk}/"), conclusion="Thu trước ngày 10", in_favour="3")
    assert errors(wrong) == ["Tổng số phiếu là 3, nhưng có 2 đảng viên chính thức dự."]
    assert "Thu trước ngày 10" in wrong.text
    browser.submit(of(meeting, f"bien-ban/muc/{item.pk}/"), conclusion="Thu trước ngày 10", in_favour="2")
    assert "Biên bản chưa có giờ bế mạc." in words(browser.get(of(meeting, "bien-ban/")))
    assert "Chưa thực hiện được" in words(browser.get(of(meeting, "bien-ban/ky/")))
    browser.submit(of(meeting, "bien-ban/ket-thuc/"), closed_at="09:00", general="Thống nhất.")
    assert "Buổi sinh hoạt dài 90 phút; quy định ít nhất 120 phút." in words(browser.get(of(meeting, "bien-ban/ky/")))
    assert browser.get(of(meeting, "bien-ban/du-thao.docx")).content[:2] == b"PK"

    sent = browser.fill(of(meeting, "bien-ban/ky/"), on="05/06/2019")
    first, second = browser.post(of(meeting, "bien-ban/ky/"), sent), browser.post(of(meeting, "bien-ban/ky/"), sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert said(second)[-1].startswith("Việc này đã được thực hiện")
    assert "Biên bản đã ký ngày 05/06/2019" in words(browser.get(of(meeting, "bien-ban/ky/")))
    again = browser.post(of(meeting, "bien-ban/ky/"), {"on": "06/06/2019"})
    assert errors(again) == [
        "Biên bản đã ký ngày 05/06/2019; không ký lại và không sửa được. Hãy lập bổ sung biên bản."
    ]
    assert Minutes.objects.get().document.symbol == "01-BB/CB"
    assert browser.get(of(meeting, "bien-ban/")).status_code == 302
    assert browser.submit(of(meeting, "bien-ban/bo-sung/"), text="Đính chính", on="06/06/2019").status_code == 302
    assert "02-BB/CB" not in browser.get(of(meeting)).text
    assert "Bổ sung ngày 06/06/2019" in words(browser.get(of(meeting)))


def test_opinions_initiatives_and_the_score(world: World, who: People):
    meeting = attended(world, who, called(world))
    browser = browsing(world.secretary)
    add = of(meeting, "y-kien/them/")
    nobody = browser.submit(add, text="Đổi rác lấy cây", kind="INITIATIVE")
    assert errors(nobody) == ["Hãy chọn đảng viên đã nêu, hoặc ghi tên đại biểu."]
    browser.submit(add, text="Đổi rác lấy cây", kind="INITIATIVE", raised_by=str(who.third.pk))
    browser.submit(add, text="Gửi giấy mời sớm", guest="Hồ Khách")
    idea, plain = Opinion.objects.order_by("pk")
    settle = of(meeting, f"y-kien/{idea.pk}/ket-qua/")
    early = browser.submit(settle, outcome="TAKEN_UP", words="Làm thí điểm", on="01/06/2019")
    assert errors(early) == ["Ngày ghi kết quả phải từ ngày họp 03/06/2019 trở đi."]
    assert browser.submit(settle, outcome="TAKEN_UP", words="Làm thí điểm").status_code == 302
    assert "Chỉ chia sẻ sáng kiến." in said(press(browser, of(meeting, f"y-kien/{plain.pk}/chia-se/")))
    press(browser, of(meeting, f"y-kien/{idea.pk}/chia-se/"))
    neighbour = browsing(make_user("bithu2", "SECRETARY", world.second_cell))
    told = words(neighbour.get("/lich-sinh-hoat/sang-kien/"))
    assert "Đổi rác lấy cây" in told and "Cao Văn Họp" not in told
    assert "Đổi rác" not in words(browsing(world.outsider).get("/lich-sinh-hoat/sang-kien/"))

    points = {"PREPARED": "20", "ATTENDED": "15", "ORDERLY": "15", "CONTENT": "15", "DISCUSSED": "15"}
    wrong = browser.submit(of(meeting, "cham-diem/"), **points, CONCLUDED="16", RECORDED="5")
    assert wrong.status_code == 200 and not MeetingScore.objects.exists()
    browser.submit(of(meeting, "cham-diem/"), **points, CONCLUDED="15", RECORDED="5")
    assert "100/100 Tốt" in words(browser.get(of(meeting)))


def test_what_the_cell_settles_by_itself(world: World, who: People):
    browser = browsing(world.secretary)
    assert "Chi bộ khu phố 1" in words(browser.get("/lich-sinh-hoat/chuyen-de/"))
    wrong = browser.submit(f"{CELL}trieu-tap/", kind="THEMATIC", held_on="10/06/2019", session="MORNING")
    assert errors(wrong) == ["Hãy ghi tên chuyên đề."]
    meeting = called(world)
    browser.submit(of(meeting, "chuyen-de/"), theme="Nêu gương")
    assert "Mọi chi bộ đã sinh hoạt chuyên đề" in words(browser.get("/lich-sinh-hoat/chuyen-de/"))
    early = browser.submit(of(meeting, "hinh-thuc/"), is_online="on", FAR_AWAY="4")
    assert errors(early) == ["Trước ngày 27/12/2022 chưa có quy định cho chi bộ sinh hoạt trực tuyến."]
    browser.submit(f"{CELL}mien-sinh-hoat/", member=str(who.third.pk), ground="AGE")
    row = Exemption.objects.get()
    assert "Cao Văn Họp Tuổi cao, sức yếu" in words(browser.get(CELL))
    attended(world, who, meeting, taker="DUTY")
    make_up = {"kind": "MAKE_UP", "held_on": "12/06/2019", "session": "EVENING"}
    browser.submit(f"{CELL}trieu-tap/?bu={meeting.pk}", **make_up)
    follows = Meeting.objects.get(kind="MAKE_UP")
    assert follows.makes_up == meeting
    browser.submit(of(follows, "huy/"), reason="Mưa lớn")
    assert "Mưa lớn" in words(browser.get(of(follows)))
    browser.submit(f"{CELL}mien-sinh-hoat/{row.pk}/thoi/", on="10/06/2019")
    row.refresh_from_db()
    assert row.ends_on == date(2019, 6, 10)


def test_who_left_the_cell_is_not_on_the_form_and_a_forged_mark_changes_nothing(world: World, who: People):
    move_member(actor=operator(), member=who.third, cell=world.second_cell, on=HELD_ON)
    meeting = called(world)
    browser = browsing(world.secretary)
    sent = browser.fill(of(meeting, "diem-danh/"), **{f"p{who.third.pk}": "P", f"p{who.taker.pk}": "P"})
    assert "Cao Văn Họp" not in browser.get(of(meeting, "diem-danh/")).text
    browser.post(of(meeting, "diem-danh/"), sent)
    assert [mark.member for mark in Attendance.objects.all()] == [who.taker]
    before = browsing(world.secretary, date(2019, 6, 1))
    assert errors(before.submit(of(meeting, "diem-danh/"))) == ["Chưa đến ngày họp 03/06/2019."]


def test_attendance_keyed_in_late_says_so_and_for_whom(world: World, who: People):
    meeting = called(world)
    browser = browsing(world.officer, date(2019, 6, 20))
    assert "Ghi sau ngày họp" in words(browser.get(of(meeting, "diem-danh/")))
    assert browser.get(of(meeting, "diem-danh/?co-mat=1")).text.count("checked") == 4
    marks = {f"p{member.pk}": "P" for member in who.all}
    browser.submit(of(meeting, "diem-danh/"), **marks, acting_for="Phạm Văn Tổ")
    assert "nhập sau, 20/06/2019, Officer" in words(browser.get(of(meeting)))
    entry = AuditEntry.objects.filter(action="meetings.attendance_marked").get()
    assert entry.acting_for == "Phạm Văn Tổ"
    assert "Đã ký" not in words(browser.get("/lich-sinh-hoat/buoi-hop/"))
    assert "Chưa ký" in words(browser.get("/lich-sinh-hoat/buoi-hop/?chua-ky=1"))
    assert of(meeting) in browser.get("/lich-sinh-hoat/TAMHOA/2019/6/").text


def test_a_member_sees_agenda_and_own_presence_but_nobody_elses(world: World, who: People):
    meeting = called(world, cell=world.agency)
    add_item(actor=operator(), meeting=meeting, label="Thông báo mới", on=HELD_ON)
    member = browsing(world.member)
    told = words(member.get(of(meeting)))
    assert "Thông báo mới" in told
    assert not [name for name in ("Đỗ Thị Ánh", "Điểm danh", "Biên bản", "Lịch sử") if name in told]
    assert f"/lich-sinh-hoat/buoi/{meeting.pk}/" in member.get("/lich-sinh-hoat/buoi-hop/").text
    assert f"/lich-sinh-hoat/buoi/{meeting.pk}/" not in browsing(world.head).get("/lich-sinh-hoat/buoi-hop/").text


def test_a_code_at_the_door_works_on_the_day_for_members_of_the_cell(world: World, who: People):
    meeting = called(world, on=date(2026, 12, 3))
    door = of(meeting, f"co-mat/{door_token(meeting)}/")
    with time_machine.travel(datetime(2026, 12, 2, 1, tzinfo=UTC), tick=False):
        early = Browser(world.secretary)
        assert "chỉ dùng được trong ngày họp 03/12/2026" in words(early.get(door))
        early.post(door)
        assert "03/12/2026" in words(early.get(of(meeting, "diem-danh/ma/")))
    with time_machine.travel(datetime(2026, 12, 3, 1, tzinfo=UTC), tick=False):
        assert not Attendance.objects.exists()
        code = Browser(world.secretary).get(of(meeting, "diem-danh/ma/"))
        assert "<svg" in code.text and "0/4" in words(code)
        assert "không thuộc chi bộ này" in words(Browser(world.officer).post(door))
        browser = Browser(world.secretary)
        assert browser.get(of(meeting, "co-mat/forged/")).status_code == 404
        assert "Tôi có mặt" in words(browser.get(door))
        assert browser.post(door)["Location"] == of(meeting)
        assert Attendance.objects.get().way == "CODE"
        assert "Đồng chí đã được ghi có mặt." in words(browser.get(door))


def test_every_screen_opens_in_english(world: World, who: People):
    meeting = written(world, who, attended(world, who, called(world), third="ILL"))
    set_profile(actor=world.secretary, language="en", large_text=False)
    browser = browsing(world.secretary)
    frozen = signed(world, who, called(world, on=date(2019, 5, 6)), on=date(2019, 5, 6))
    item = meeting.agenda.get()
    for rest in (
        "",
        "chuong-trinh/",
        "diem-danh/",
        "diem-danh/ma/",
        "bien-ban/",
        f"bien-ban/muc/{item.pk}/",
        "cham-diem/",
    ):
        assert browser.get(of(meeting, rest)).status_code == 200
    assert browser.get(of(frozen)).status_code == 200
