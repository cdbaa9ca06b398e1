"""What stands around every page: menu, place, messages, errors."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from chibo.config.menu import ENTRIES, Entry, Menu
from chibo.registry.policies import may
from tests.factories.campaigns import moving
from tests.factories.registry import World
from tests.kit.pages import urlpatterns as pages


def fails(request):
    raise RuntimeError


def forbids(request):
    raise PermissionDenied("Chỉ cán bộ đảng uỷ được ký.")


def suspects(request):
    raise SuspiciousOperation


urlpatterns = [path("loi/", fails), path("cam/", forbids), path("la/", suspects), *pages]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.test_frame")]


def menu_of(user, at: str = "/") -> Menu:
    request = RequestFactory().get(at)
    request.user = user
    return Menu(request)


@pytest.mark.parametrize("role", ["organiser", "officer", "secretary", "member", "auditor", "head", "outsider"])
def test_each_role_finds_exactly_the_entries_of_its_rights(world: World, role: str, monkeypatch):
    monkeypatch.setattr("chibo.config.menu._address", lambda name: f"/{name}/")
    user = getattr(world, role)
    wanted = [
        entry.label
        for entry in ENTRIES
        if not entry.rights
        or any(may(user, right) for right in entry.rights)
        or (entry.or_when and entry.or_when(user))
    ]
    assert ("Đảng viên" in wanted) == (role != "member")
    assert [entry.label for entry in menu_of(user).entries] == wanted
    assert wanted[0] == "Việc cần làm"
    assert ("Chuyển sinh hoạt" in wanted) == (role not in ("member",))
    assert ("Phân quyền" in wanted) == (role in ("organiser", "officer", "auditor", "outsider"))


@pytest.mark.urls("chibo.config.urls")
def test_a_member_finds_transfers_once_there_is_one_of_theirs(world: World):
    moving(world)
    assert "Chuyển sinh hoạt" in [entry.label for entry in menu_of(world.member).entries]


def test_nobody_signed_in_finds_nothing():
    assert menu_of(AnonymousUser()).entries == []
    assert menu_of(AnonymousUser()).place == ""


def test_an_entry_without_a_page_is_left_out(world: World, monkeypatch):
    monkeypatch.setattr(
        "chibo.config.menu.ENTRIES", (Entry("Có", "audit:entries", "key"), Entry("Không", "x:y", "key"))
    )
    assert [entry.label for entry in menu_of(world.officer).entries] == ["Có"]


def test_the_current_entry_is_the_one_whose_address_begins_the_pages_own(world: World):
    assert [entry.address for entry in menu_of(world.officer, "/nhat-ky/12/").entries if entry.is_current] == [
        "/nhat-ky/"
    ]
    assert [entry.address for entry in menu_of(world.officer, "/").entries if entry.is_current] == ["/"]
    assert not [entry for entry in menu_of(world.officer, "/tai-khoan/").entries if entry.is_current]


def test_the_place_is_the_unit_under_its_name_of_the_day(world: World, client: Client):
    client.force_login(world.officer)
    assert "Phường Tam Hòa" in client.get("/thu/so-lieu/").text
    assert "Phường Tam Hòa" not in client.get("/thu/so-lieu/?ngay=01/01/2001").text


def test_a_missing_page_says_what_to_do(world: World, client: Client):
    client.force_login(world.officer)
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "Về trang đầu" in response.text
    assert "ngày hôm nay" not in response.text
    assert "Xem lại theo ngày hôm nay" in client.get("/khong-co/?ngay=01/06/2019").text


def test_a_refusal_gives_its_reason_and_the_remedy(world: World, client: Client):
    client.force_login(world.officer)
    response = client.get("/cam/")
    assert response.status_code == 403
    assert "Chỉ cán bộ đảng uỷ được ký." in response.text
    assert "đề nghị cán bộ tổ chức cấp quyền" in response.text


def test_a_failure_says_that_nothing_was_half_saved_and_needs_no_database(world: World, django_assert_num_queries):
    client = Client(raise_request_exception=False)
    client.force_login(world.officer)
    response = client.get("/loi/")
    assert response.status_code == 500
    assert "chưa được ghi" in response.text
    with django_assert_num_queries(0):
        assert "Máy chủ gặp lỗi" in render_to_string("500.html")


def test_an_unreadable_request_says_so(world: World, client: Client):
    client.force_login(world.officer)
    response = client.get("/la/")
    assert response.status_code == 400
    assert "không đọc được yêu cầu" in response.text


def test_an_outdated_form_leads_back_to_its_page_with_what_was_typed(world: World):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.officer)
    response = client.post("/thu/mo-dot/", {"number": "05"})
    assert response.status_code == 403
    assert 'href="/thu/mo-dot/"' in response.text
    assert 'data-user=""' in response.text


def test_pages_forbid_everything_that_is_not_their_own(world: World, client: Client):
    client.force_login(world.officer)
    policy = client.get("/thu/so-lieu/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_confirm_page_shows_what_will_happen_or_why_it_cannot(world: World, client: Client):
    client.force_login(world.officer)
    text = client.post("/thu/xac-nhan/", {"chon": ["3", "7"]}).text
    for words in ("3 đảng viên chuyển đi.", "chưa có bí thư", 'name="chon" value="7"', 'name="confirmed"'):
        assert words in text
    refused = client.get("/thu/xac-nhan/?blocked=Chưa có người ký").text
    assert "Chưa có người ký" in refused
    assert 'name="confirmed"' not in refused
