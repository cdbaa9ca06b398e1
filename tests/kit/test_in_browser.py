"""What only a browser shows: drafts, keyboard, phone width, accessibility, the content policy."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.factories.registry import PASSWORD
from tests.pages import WIDTHS, check_faultless, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.pages")]
PAGES = [
    "/thu/dang-vien/",
    "/thu/dang-vien/?gender=FEMALE&ngay=01/06/2019",
    "/thu/so-lieu/",
    "/thu/mo-dot/",
    "/thu/xac-nhan/",
    "/thu/xac-nhan/?blocked=Chưa có người ký",
    "/tai-khoan/",
    "/tai-khoan/mat-khau/",
    "/tai-khoan/ma-truy-cap/",
    "/nhat-ky/",
    "/khong-co-trang-nay/",
]


@pytest.mark.parametrize("page", WIDTHS, indirect=True)
def test_pages_have_no_accessibility_faults_and_never_scroll_sideways(page: Page):
    for address in PAGES:
        page.goto(address)
        check_faultless(page)


def test_an_expired_session_loses_nothing_that_was_typed(page: Page):
    page.goto("/thu/mo-dot/")
    page.fill("#id_number", "05-KH/TU")
    page.fill("#id_on", "3/2/2019")
    page.check("text=Cả chi bộ")
    Session.objects.all().delete()
    page.click("text=Ghi >> nth=-1")
    page.wait_for_url("**/dang-nhap/**")
    expect(page.get_by_text("Những gì đồng chí đang nhập dở vẫn còn")).to_be_visible()
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.click("#sign-in [type=submit]")
    page.wait_for_url("**/thu/mo-dot/")
    expect(page.locator("#id_number")).to_have_value("05-KH/TU")
    expect(page.locator("#id_on")).to_have_value("03/02/2019")
    expect(page.get_by_label("Cả chi bộ")).to_be_checked()


def test_a_draft_ends_when_its_form_was_taken(page: Page):
    page.goto("/thu/mo-dot/")
    page.fill("#id_number", "05-KH/TU")
    page.fill("#id_on", "03/02/2019")
    page.check("text=Cả chi bộ")
    with page.expect_navigation():
        page.click("form#form [type=submit]")
    page.goto("/thu/mo-dot/")
    expect(page.locator("#id_number")).to_have_value("")


def test_a_draft_is_shown_to_its_writer_only_and_signing_out_drops_it(page: Page):
    page.goto("/thu/mo-dot/")
    page.fill("#id_number", "05-KH/TU")
    page.goto("/thu/mo-dot/")
    expect(page.locator("#id_number")).to_have_value("05-KH/TU")
    page.click(".account summary")
    page.click("text=Đăng xuất")
    page.wait_for_url("**/dang-nhap/")
    assert not [key for key in page.evaluate("Object.keys(sessionStorage)") if key.startswith("draft:")]
    sign_in(page, "auditor", then="/thu/mo-dot/")
    expect(page.locator("#id_number")).to_have_value("")


def test_typing_narrows_the_list_without_leaving_the_page(page: Page):
    page.goto("/thu/dang-vien/")
    page.evaluate("window.stayed = true")
    page.fill("[name=tim]", "binh")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.evaluate("window.stayed")
    assert "tim=binh" in page.url
    page.locator("[name=gender][value=FEMALE]").check(force=True)
    expect(page.get_by_text("Không có dòng nào khớp")).to_be_visible()


def test_a_session_that_ends_under_a_search_leads_to_sign_in_and_back(page: Page):
    page.goto("/thu/dang-vien/")
    Session.objects.all().delete()
    page.fill("[name=tim]", "binh")
    page.wait_for_url("**/dang-nhap/**")
    expect(page.locator("#sign-in")).to_be_visible()


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_menu_opens_and_closes_by_keyboard_at_phone_width(page: Page):
    expect(page.locator("#menu")).to_be_hidden()
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()


def test_the_menu_is_always_open_at_a_desk(page: Page):
    expect(page.locator("#menu")).to_be_visible()
    expect(page.locator(".menu-button")).to_be_hidden()


def test_the_first_tab_skips_to_the_content(page: Page):
    page.goto("/thu/dang-vien/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_errors_are_read_first(page: Page):
    page.goto("/thu/mo-dot/")
    page.click("form#form [type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    page.click(".error-summary a >> nth=0")
    expect(page.locator("#id_number")).to_be_focused()


def test_a_double_click_sends_a_form_once(page: Page):
    page.goto("/thu/mo-dot/")
    page.fill("#id_number", "05-KH/TU")
    page.fill("#id_on", "03/02/2019")
    page.check("text=Cả chi bộ")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.dblclick("form#form [type=submit]")
    assert len(sent) == 1


def test_everything_works_without_javascript(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sign_in(page)
    page.fill("[name=tim]", "binh")
    page.click("text=Lọc")
    assert page.locator("tbody tr").count() == 1
    page.click("text=Trần Văn Bình")
    page.wait_for_url("**/thu/dang-vien/*/")
    context.close()
