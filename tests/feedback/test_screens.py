"""The screens of concerns: noting, the list, the steps, the identity, the figures; bad input, second clicks, strangers."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.accounts.services import set_profile
from chibo.audit.models import AuditEntry
from chibo.feedback.models import Concern, Echo, Handling, Identity, IdentityRequest
from chibo.feedback.queries import concerns as find
from chibo.feedback.services.handling import answer_concern, read_back, reopen_concern, route_concern
from chibo.feedback.services.identities import Person, give_identity
from chibo.home.queries import Side, tasks_for
from chibo.registry.models import Office
from chibo.registry.services.units import open_office
from tests.factories.feedback import (
    ANSWERED_ON,
    DUE_ON,
    MEETING_ON,
    RAISED_ON,
    ROUTED_ON,
    TEXT,
    answered,
    closed,
    employ,
    land_office,
    noted,
    read,
    routed,
)
from tests.factories.registry import YEAR_2015, World, operator
from tests.registry.browser import Browser, errors, words

NOTE = "/tam-tu/moi/"
SAID = {"text": TEXT, "theme": "ROADS", "kind": "PETITION", "place": "hẻm 15", "on": "04/03/2019"}


def of(concern: Concern, step: str = "") -> str:
    return f"/tam-tu/{concern.pk}/{step}/" if step else f"/tam-tu/{concern.pk}/"


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def rows(client: Client, **query: str) -> list[int]:
    page = client.get("/tam-tu/", query)
    return [row["pk"] for row in page.context["list"].rows()]


# Noting


def test_a_secretary_notes_a_concern_with_four_answers(world: World):
    browser = Browser(world.secretary)
    response = browser.submit(NOTE, **SAID)
    concern = Concern.objects.get()
    assert (response.status_code, response["Location"]) == (302, of(concern))
    assert (concern.cell, concern.text, concern.raised_on, concern.due_on) == (
        world.first_cell,
        TEXT,
        RAISED_ON,
        DUE_ON,
    )
    assert said(response) == [f"Đã ghi tâm tư số {concern.pk}. Hạn trả lời: 18/03/2019."]
    assert not IdentityRequest.objects.exists()


def test_a_second_click_notes_nothing_more(world: World):
    browser = Browser(world.secretary)
    sent = browser.fill(NOTE, **SAID)
    first, second = browser.post(NOTE, sent), browser.post(NOTE, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == "/tam-tu/"
    assert Concern.objects.count() == 1
    assert said(second)[-1].startswith("Việc này đã được thực hiện")


def test_an_officer_keys_in_a_paper_form_for_a_cell(world: World):
    browser = Browser(world.officer)
    given = SAID | {"cell": "TAMHOA-KP2", "acting_for": "Ngô Thị Hậu", "paper": "phiếu ngày 04/03/2019"}
    assert browser.submit(NOTE, **given).status_code == 302
    entry = AuditEntry.objects.get(action="feedback.concern_noted")
    assert (entry.acting_for, entry.reason) == ("Ngô Thị Hậu", "Theo phiếu: phiếu ngày 04/03/2019")
    assert Concern.objects.get().cell == world.second_cell


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"text": ""}, "Hãy điền mục này."),
        ({"text": "a" * 2001}, "2000"),
        ({"theme": "XX"}, "XX"),
        ({"kind": "XX"}, "XX"),
        ({"on": "31/02/2019"}, "không phải là ngày"),
        ({"on": "01/01/2100"}, "Chưa đến ngày này"),
        ({"on": "01/01/2014"}, "không phải là chi bộ hoạt động"),
        ({"cell": "TANMAI-KP1"}, "TANMAI-KP1"),
        ({"place": "x" * 121}, "120"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(world: World, change: dict[str, str], told: str):
    response = Browser(world.secretary).submit(NOTE, **(SAID | change))
    assert response.status_code == 200
    assert any(told in error for error in errors(response)), errors(response)
    assert Concern.objects.count() == 0
    assert str((SAID | change)["place"]) in response.text


def test_words_that_name_someone_are_to_be_reworded_or_meant(world: World):
    browser = Browser(world.secretary)
    naming = SAID | {"text": "Ông Năm Thử đổ rác, gọi 0912 345 678"}
    asked = browser.submit(NOTE, **naming)
    assert (asked.status_code, Concern.objects.count()) == (200, 0)
    assert "“Ông Năm Thử” (tên người), “0912 345 678” (số điện thoại)" in words(asked)
    assert browser.submit(NOTE, **naming, as_is="1").status_code == 302
    assert Concern.objects.get().text == naming["text"]
    in_place = browser.submit(NOTE, **(SAID | {"text": "Rác chất đống", "place": "nhà bà Mẫu"}))
    assert in_place.status_code == 200


def test_the_same_noted_of_late_is_shown_and_counted_instead(world: World):
    known = noted(world)
    elsewhere = noted(world, cell=world.second_cell)
    browser = Browser(world.secretary)
    again = SAID | {"text": "Cống đầu hẻm nghẹt nước tràn"}
    asked = browser.submit(NOTE, **again)
    assert f"Cùng việc với số {known.pk}" in words(asked)
    assert f"số {elsewhere.pk} " not in words(asked)
    for forged in (str(elsewhere.pk), "999999", "x"):
        assert browser.submit(NOTE, **again, same_as=forged).status_code == 200
    echoed = browser.submit(NOTE, **again, same_as=str(known.pk))
    assert said(echoed) == [f"Đã ghi thêm một người cùng nêu tâm tư số {known.pk}."]
    assert (Concern.objects.count(), Echo.objects.get().concern) == (2, known)
    assert browser.submit(NOTE, **again, same_as="moi").status_code == 302
    assert Concern.objects.count() == 3


# The list, the board


def test_the_list_shows_the_world_of_the_day_overdue_first(world: World):
    done, late, fresh = closed(world), routed(world, kind="URGENT"), routed(world)
    client = Browser(world.officer)
    assert rows(client, ngay="03/03/2019") == []
    assert rows(client, ngay="12/03/2019") == [late.pk, fresh.pk, done.pk]
    assert rows(client, ngay="12/03/2019", **{"trang-thai": "qua-han"}) == [late.pk]
    assert rows(client, ngay="12/03/2019", **{"trang-thai": "cho-doc-lai"}) == [done.pk]
    assert rows(client, ngay="03/04/2019", **{"trang-thai": "da-khep"}) == [done.pk]
    assert rows(client, ngay="12/03/2019", tim="cong dau HEM") == [late.pk, fresh.pk, done.pk]
    assert rows(client, ngay="12/03/2019", tim="đèn") == []


def test_each_count_on_a_chip_is_the_length_of_the_list_behind_it(world: World):
    for make in (noted, routed, answered, read, closed):
        make(world)
    client = Browser(world.officer)
    page = client.get("/tam-tu/", {"ngay": "10/05/2019"})
    chips = next(choice for choice in page.context["list"].chosen if choice.filter.name == "trang-thai")
    assert len(chips.choices) == 6
    for slug, label in chips.choices:
        count = int(label.rsplit("(", 1)[1].rstrip(")"))
        assert len(rows(client, **{"trang-thai": slug})) == count, label


def test_the_filters_and_the_spreadsheet_agree(world: World):
    noted(world, cell=world.second_cell, theme="LAND", text="Tách thửa")
    routed(world)
    client = Browser(world.officer)
    query = {"ngay": "12/03/2019", "linh-vuc": "ROADS", "chi-bo": "TAMHOA-KP1", "bo-phan": "DC", "tu": "01/03/2019"}
    response = client.get("/tam-tu/", query)
    assert len(response.context["list"].rows()) in (0, 1)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/tam-tu/", query | {"xuat": "xlsx"})))).active
    said_there = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(TEXT in each for each in said_there) is bool(response.context["list"].rows())
    assert not any("Tách thửa" in each for each in said_there)


def test_the_board_has_a_column_for_each_state_and_overdue_on_top(world: World):
    fresh, late = routed(world), routed(world, kind="URGENT")
    read(world)
    page = Browser(world.officer).get("/tam-tu/bang/", {"ngay": "12/03/2019"})
    columns = {column["slug"]: [card.pk for card in column["cards"]] for column in page.context["columns"]}
    assert columns["cho-tra-loi"] == [late.pk, fresh.pk]
    assert [column["count"] for column in page.context["columns"]] == [0, 2, 1, 0]
    assert "1 tâm tư quá hạn trả lời" in words(page)


# Steps


def test_a_concern_goes_round_by_the_screens(world: World):
    land_office(world)
    concern = noted(world)
    officer, head, secretary = Browser(world.officer), Browser(world.head), Browser(world.secretary)
    assert officer.fill(of(concern, "chuyen"))["office"] == "DC"
    assert officer.submit(of(concern, "chuyen"), on="05/03/2019").status_code == 302
    assert head.submit(of(concern, "tra-loi"), answer="Đã nạo vét", on="12/03/2019").status_code == 302
    page = words(secretary.get(of(concern), {"ngay": "13/03/2019"}))
    assert "Đã có trả lời, chờ đọc lại tại buổi sinh hoạt chi bộ" in page
    assert "Đọc lại chậm nhất ngày 12/04/2019" in page
    assert secretary.submit(of(concern, "doc-lai"), on="03/04/2019").status_code == 302
    assert secretary.submit(of(concern, "khep"), on="03/04/2019").status_code == 302
    shown = words(secretary.get(of(concern), {"ngay": "03/04/2019"}))
    assert "Chi bộ đã khép" in shown
    assert "Đã nạo vét" in shown
    earlier = words(secretary.get(of(concern), {"ngay": "06/03/2019"}))
    assert "Đã nạo vét" not in earlier
    assert "Còn 8 ngày làm việc để trả lời" in earlier


@pytest.mark.parametrize(
    ("make", "step", "given"),
    [
        (noted, "chuyen", {"office": "DC", "on": "05/03/2019"}),
        (routed, "tra-loi", {"answer": "Đã làm", "on": "12/03/2019"}),
        (answered, "doc-lai", {"on": "03/04/2019"}),
        (read, "khep", {"on": "03/04/2019"}),
        (read, "mo-lai", {"on": "03/04/2019", "reason": "Chưa xong"}),
    ],
)
def test_a_second_click_of_a_step_does_nothing(world: World, make, step: str, given: dict[str, str]):
    land_office(world)
    concern = make(world)
    browser = Browser(world.officer)
    sent = browser.fill(of(concern, step), **given)
    first, second = (browser.post(of(concern, step), sent) for _click in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert said(second)[-1].startswith("Việc này đã được thực hiện")
    facts = list(Handling.objects.values())
    assert browser.post(of(concern, step), {**sent, "once": "khac"}).status_code == 200
    assert list(Handling.objects.values()) == facts


@pytest.mark.parametrize(
    ("make", "step", "given", "told"),
    [
        (noted, "chuyen", {"office": "KHONG-CO", "on": "05/03/2019"}, "KHONG-CO"),
        (noted, "chuyen", {"office": "", "on": "05/03/2019"}, "Hãy điền mục này"),
        (noted, "chuyen", {"office": "DC", "on": "03/03/2019"}, "Ngày 03/03/2019 trước ngày 04/03/2019"),
        (noted, "chuyen", {"office": "DC", "on": "01/06/2014"}, "không hoạt động"),
        (routed, "chuyen", {"office": "DC", "on": "06/03/2019", "reason": "x"}, "đang ở chính"),
        (routed, "chuyen", {"office": "KT", "on": "06/03/2019", "reason": "ông Năm đòi"}, "không nêu tên"),
        (routed, "tra-loi", {"answer": "", "on": "12/03/2019"}, "Hãy điền mục này"),
        (routed, "tra-loi", {"answer": "x", "on": "04/03/2019"}, "trước ngày 05/03/2019"),
        (routed, "tra-loi", {"answer": "x", "on": "12/03/2019", "paper": "phiếu"}, "người đã ký"),
        (answered, "doc-lai", {"on": "11/03/2019"}, "trước ngày 12/03/2019"),
        (read, "khep", {"on": "02/04/2019"}, "trước ngày 03/04/2019"),
        (read, "mo-lai", {"on": "03/04/2019", "reason": ""}, "Hãy điền mục này"),
        (routed, "chuyen", {"office": "KT", "on": "06/03/2019", "reason": ""}, "Hãy ghi lý do"),
        (read, "mo-lai", {"on": "03/04/2019", "reason": "bà Mẫu gọi 0912345678"}, "0912345678"),
    ],
)
def test_bad_input_of_a_step_is_told(world: World, make, step: str, given: dict[str, str], told: str):
    land_office(world)
    open_office(actor=operator(), commune=world.commune, code="KT", name="Kinh tế", on=YEAR_2015)
    concern = make(world)
    before = list(Handling.objects.values())
    response = Browser(world.officer).submit(of(concern, step), **given)
    assert response.status_code == 200
    assert any(told in error for error in errors(response)), errors(response)
    assert list(Handling.objects.values()) == before


def test_an_answer_that_names_someone_is_to_be_reworded_or_meant(world: World):
    concern = routed(world)
    head = Browser(world.head)
    given = {"answer": "Đã mời ông Năm Thử", "on": "12/03/2019"}
    assert "“ông Năm Thử” (tên người)" in words(head.submit(of(concern, "tra-loi"), **given))
    assert head.submit(of(concern, "tra-loi"), **given, as_is="1").status_code == 302


@pytest.mark.parametrize(
    ("make", "step"),
    [(answered, "chuyen"), (answered, "tra-loi"), (read, "doc-lai"), (closed, "khep"), (routed, "khep")],
)
def test_a_step_that_must_wait_says_why(world: World, make, step: str):
    response = Browser(world.officer).get(of(make(world), step))
    assert "Chưa thực hiện được:" in words(response)
    assert 'aria-disabled="true"' in response.text


def test_a_name_that_slipped_in_is_taken_out(world: World):
    concern = noted(world, text="Ông Năm Thử đổ rác")
    browser = Browser(world.secretary)
    assert browser.submit(of(concern, "sua-loi"), text="Ông Năm Thử", on="05/03/2019").status_code == 200
    assert browser.submit(of(concern, "sua-loi"), text="Một hộ đổ rác", on="05/03/2019").status_code == 302
    page = browser.get(of(concern), {"ngay": "05/03/2019"})
    assert "Một hộ đổ rác" in words(page)
    assert "Năm Thử" not in page.text


def test_likely_duplicates_are_shown_to_the_officer_and_joined(world: World):
    first, second, other = noted(world), noted(world), noted(world, text="Đèn tắt", theme="UTILITIES")
    officer = Browser(world.officer)
    page = officer.get(of(second), {"ngay": "05/03/2019"})
    assert [row.pk for row in page.context["same"]] == [first.pk]
    assert "Có thể trùng" not in words(Browser(world.secretary).get(of(second), {"ngay": "05/03/2019"}))
    assert officer.submit(of(second, "nhap-chung"), into=str(other.pk), on="05/03/2019").status_code == 200
    assert officer.submit(of(second, "nhap-chung"), into=str(first.pk), on="05/03/2019").status_code == 302
    assert f"được trả lời cùng tâm tư số {first.pk}" in words(officer.get(of(second)))
    assert "không có tâm tư nào giống" in words(officer.get(of(other, "nhap-chung")))


def test_the_placed_member_is_named_and_sees_it(world: World):
    employ(world.secretary.member, land_office(world))
    concern = routed(world)
    page = words(Browser(world.head).get(of(concern), {"ngay": "06/03/2019"}))
    assert "Phạm Văn Tổ" in page
    assert [task.title for task in tasks_for(fresh(world.secretary), ROUTED_ON) if task.side is Side.WAITING] == [
        "Bộ phận của đồng chí đang trả lời tâm tư của khu dân cư"
    ]


@pytest.mark.parametrize("address", ["", "chuyen", "tra-loi", "doc-lai", "khep", "mo-lai", "nhap-chung", "sua-loi"])
def test_what_belongs_to_another_commune_does_not_exist(world: World, address: str):
    theirs = noted(world, cell=world.other_cell)
    for user in (world.officer, world.secretary, world.head, world.member):
        client = Browser(user)
        assert client.get(of(theirs, address)).status_code == 404
        assert client.post(of(theirs, address), {"on": "05/03/2019"}).status_code == 404
        assert client.get(f"/tam-tu/{theirs.pk + 1000}/{address}/".replace("//", "/")).status_code == 404
    assert theirs.pk not in rows(Browser(world.officer), ngay="05/03/2019")


# Identity


@time_machine.travel(date(2019, 3, 8), tick=False)
def test_the_identity_is_written_apart_and_shown_once_to_the_officer(world: World):
    secretary, officer = Browser(world.secretary), Browser(world.officer)
    to_identity = secretary.submit(NOTE, **SAID, wants_answer="on")
    concern = Concern.objects.get()
    assert to_identity["Location"] == of(concern, "nguoi-neu")
    page = secretary.get(of(concern, "nguoi-neu"))
    assert "data-draft" not in page.text.split('id="identity"')[1].split(">")[0]
    assert secretary.submit(of(concern, "nguoi-neu"), name="", contact="").status_code == 200
    given = {"name": "Nguyễn Thử Danh", "contact": "0912345678", "on": "08/03/2019"}
    assert secretary.submit(of(concern, "nguoi-neu"), **given).status_code == 302
    assert "Danh tính của người nêu đã được ghi" in words(secretary.get(of(concern, "nguoi-neu")))
    for client in (secretary, Browser(world.organiser), Browser(world.auditor)):
        shown = client.get(of(concern))
        assert "Người nêu đề nghị được trả lời riêng" in words(shown)
        assert "Thử Danh" not in shown.text
        assert "Xem danh tính" not in shown.text
        assert client.post(of(concern, "nguoi-neu/xem")).status_code == 403
        assert client.post(of(concern, "nguoi-neu/xoa")).status_code == 403
    assert "Thử Danh" not in officer.get(of(concern)).text
    assert officer.get(of(concern, "nguoi-neu/xem")).status_code == 405
    seen = officer.post(of(concern, "nguoi-neu/xem"))
    assert "Nguyễn Thử Danh" in words(seen)
    assert "no-store" in seen["Cache-Control"]
    assert f"Tâm tư số {concern.pk}" in words(officer.get("/tam-tu/tra-loi-rieng/"))
    for each in ("/nhat-ky/", "/tam-tu/", of(concern)):
        assert "Thử Danh" not in officer.get(each).text
    for entry in AuditEntry.objects.filter(actor=world.officer):
        assert "Thử Danh" not in officer.get(f"/nhat-ky/{entry.pk}/").text


@time_machine.travel(date(2019, 3, 8), tick=False)
def test_the_identity_is_erased_by_hand_once(world: World):
    concern = noted(world)
    give_identity(actor=operator(), concern=concern, identity=Person("Nguyễn Thử Danh", "1"), on=RAISED_ON)
    officer = Browser(world.officer)
    page = officer.get(of(concern, "nguoi-neu/xoa"))
    assert "Thử Danh" not in page.text
    answers = [officer.post(of(concern, "nguoi-neu/xoa"), {"once": "mot"}) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert not Identity.objects.exists()
    assert AuditEntry.objects.filter(action="feedback.identity_erased").count() == 1
    assert "Danh tính đã xoá ngày 08/03/2019" in words(officer.get(of(concern)))
    assert said(officer.post(of(concern, "nguoi-neu/xem")))[-1] == "Danh tính đã được xoá ngày 08/03/2019."


def test_the_identity_is_gone_by_itself_when_its_day_has_come(world: World):
    concern = noted(world)
    give_identity(actor=operator(), concern=concern, identity=Person("Nguyễn Thử Danh", "1"), on=RAISED_ON)
    with time_machine.travel(date(2019, 6, 1), tick=False):
        Browser(world.secretary).get("/tam-tu/")
        assert Identity.objects.exists()
        assert [task.title for task in tasks_for(fresh(world.officer), date(2019, 6, 2)) if "danh tính" in task.title]
    with time_machine.travel(date(2019, 6, 2), tick=False):
        told = said(Browser(world.officer).post(of(concern, "nguoi-neu/xem")))
        assert told == ["Danh tính chỉ được giữ đến trước ngày 02/06/2019."]
        Browser(world.secretary).get("/tam-tu/")
    assert not Identity.objects.exists()
    assert IdentityRequest.objects.get().erased_on == date(2019, 6, 2)


# Figures


def test_exact_figures_lead_to_their_lists_and_public_ones_tell_no_small_number(world: World):
    for day in range(1, 7):
        answered(world, text=f"Việc {day}", on=ANSWERED_ON)
    noted(world, theme="LAND", text="Tách thửa")
    officer = Browser(world.officer)
    page = officer.get("/tam-tu/so-lieu/", {"ngay": "31/03/2019"})
    table = dict(page.context["rows"])
    roads = next(row for theme, row in table.items() if str(theme) == "Đường sá, thoát nước")
    assert [each["count"] for each in roads] == [0, 0, 0, 6, 6]
    assert len(officer.get(roads[3]["address"]).context["list"].rows()) == 6
    assert (page.context["median"], page.context["in_time_count"], page.context["waiting_count"]) == (6, 6, 1)

    public = Browser(world.secretary).get("/tam-tu/cong-khai/", {"ngay": "01/04/2019"})
    shown = {str(theme): row for theme, row in public.context["rows"]}
    assert shown["Đất đai, xây dựng"] == ["dưới 5"] * 4
    assert shown["Đường sá, thoát nước"][3] in (6, "•")
    assert public.context["median"] == 6
    numbers = [row[3] for row in shown.values() if row[3] != "dưới 5"] + [public.context["totals"][3]]
    assert "•" in numbers or len(shown) > 2
    assert "Số liệu đầy đủ" not in words(public)


def test_a_quarter_that_is_not_over_is_not_public(world: World):
    for day in range(1, 7):
        noted(world, text=f"Việc {day}")
    page = Browser(world.officer).get("/tam-tu/cong-khai/", {"ngay": "31/03/2019"})
    assert page.context["quarters"][-1] == "Quý 4/2018"
    assert {each for _theme, row in page.context["rows"] for each in row} == {"dưới 5"}
    assert "chưa đủ để nói" in words(page)


def test_figures_of_another_commune_are_not_there(world: World):
    officer = Browser(world.officer)
    for address in ("/tam-tu/so-lieu/", "/tam-tu/cong-khai/"):
        assert officer.get(address, {"xa": "TANMAI"}).status_code == 404
        assert officer.get(address, {"xa": "TAMHOA"}).status_code == 200
        assert Browser(world.organiser).get(address, {"xa": "TANMAI"}).status_code == 200


# Home and menu


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def todo(user: User, on: date) -> dict[str, list[tuple[str, date | None]]]:
    found = tasks_for(fresh(user), on)
    return {side: [(task.title, task.due_on) for task in found if task.side is side] for side in Side}


def test_everyone_is_told_what_is_theirs_to_do(world: World):
    land_office(world)
    concern = noted(world)
    assert todo(world.officer, RAISED_ON) == {
        "MINE": [("Chuyển tâm tư của người dân đến bộ phận", DUE_ON)],
        "GIVEN": [],
        "WAITING": [],
    }
    assert todo(world.secretary, RAISED_ON)["WAITING"] == [("Chờ trả lời tâm tư của người dân", DUE_ON)]
    office = Office.objects.get(code="DC")
    route_concern(actor=world.officer, concern=concern, office=office, on=ROUTED_ON)
    assert todo(world.head, ROUTED_ON)["MINE"] == [("Trả lời tâm tư của người dân", DUE_ON)]
    assert todo(world.officer, ROUTED_ON)["WAITING"] == [("Chờ trả lời tâm tư của người dân", DUE_ON)]
    done = answered(world)
    assert ("Đọc lại trả lời tại buổi sinh hoạt", date(2019, 4, 12)) in todo(world.secretary, ANSWERED_ON)["MINE"]
    assert ("Chờ chi bộ đọc lại, khép tâm tư", date(2019, 4, 12)) in todo(world.officer, ANSWERED_ON)["WAITING"]
    judged = read(world)
    assert ("Khép hoặc mở lại tâm tư", None) in todo(world.secretary, MEETING_ON)["MINE"]
    reopen_concern(actor=world.secretary, concern=judged, on=MEETING_ON, reason="Chưa xong")
    assert len(todo(world.head, MEETING_ON)["MINE"]) == 2
    assert todo(world.outsider, MEETING_ON)["MINE"] == todo(world.auditor, MEETING_ON)["MINE"] == []
    assert done.pk != judged.pk


def test_the_home_page_leads_there_and_asks_the_database_no_more_for_more(world: World):
    routed(world)
    client = Browser(world.officer)
    page = client.get("/", {"ben": "cho", "ngay": "06/03/2019"})
    assert "Chờ trả lời tâm tư của người dân" in words(page)
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for _more in range(5):
        noted(world)
        answered(world)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) <= len(few) + 1


@pytest.mark.parametrize(("name", "is_open"), [("officer", True), ("member", True), ("head", True), ("auditor", True)])
def test_the_menu_leads_there(world: World, name: str, is_open: bool):
    assert ("Tâm tư, nguyện vọng" in words(Browser(getattr(world, name)).get("/"))) is is_open


def test_a_concern_asks_the_database_no_more_when_much_was_done_to_it(world: World):
    concern = read(world)
    client = Browser(world.officer)
    client.get(of(concern))
    with CaptureQueriesContext(connection) as few:
        client.get(of(concern))
    for _round in range(3):
        reopen_concern(actor=world.secretary, concern=concern, on=MEETING_ON, reason="Chưa xong")
        _answer_again(world, concern)
    with CaptureQueriesContext(connection) as many:
        client.get(of(concern))
    assert len(many) <= len(few)
    assert len(find.rounds_of(concern, MEETING_ON)) == 4


def _answer_again(world: World, concern: Concern) -> None:
    answer_concern(actor=world.head, concern=concern, wording="Lần nữa", on=MEETING_ON)
    read_back(actor=world.secretary, concern=concern, on=MEETING_ON)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_screen_answers_in_both_languages(world: World, language: str):
    concern = answered(world)
    set_profile(actor=world.officer, language=language, large_text=False)
    client = Browser(world.officer)
    for address in ("/tam-tu/", "/tam-tu/bang/", NOTE, "/tam-tu/phieu/", "/tam-tu/so-lieu/", of(concern)):
        page = client.get(address)
        assert (page.status_code, page["Content-Language"]) == (200, language)
