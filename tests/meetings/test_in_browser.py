"""What only a browser shows of the calendar: an absence repaired on a phone by keyboard alone, widths, accessibility."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from chibo.meetings.models import Leave, MonthAdoption
from tests.factories.meetings import make_desk, proposed
from tests.factories.registry import World
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
MONTH = "/lich-sinh-hoat/TAMHOA/2019/6/"
PREPARATION = "/lich-sinh-hoat/TAMHOA/chuan-bi/"


def press(page: Page, button: str) -> None:
    """By keyboard: the button is reached and pressed."""
    page.get_by_role("button", name=button, exact=True).first.focus()
    page.keyboard.press("Enter")


def test_a_month_is_adopted_and_a_morning_of_illness_repaired_by_keyboard(opened: Open, world: World):
    desk = make_desk(world)
    officer = opened("officer", f"{MONTH}?ngay=27/05/2019")
    press(officer, "Lập lịch")
    officer.wait_for_url("**/du-thao/1/")
    officer.get_by_role("link", name="Duyệt lịch này").focus()
    officer.keyboard.press("Enter")
    officer.wait_for_url("**/duyet/")
    press(officer, "Xem trước")
    press(officer, "Duyệt và công bố")
    expect(officer.get_by_text("Đã duyệt và công bố lịch tháng 06/2019.")).to_be_visible()

    roster = MonthAdoption.objects.get().plan.result["desk"]["2019-06-06-MORNING"]
    ill = next(each for each in desk.clerks if roster["Q-TP"] == f"M{each.pk:08d}")
    head = opened("head", f"{MONTH}?ngay=06/06/2019")
    head.get_by_role("link", name="Báo nghỉ đột xuất").click()
    head.select_option("#id_member", label=ill.full_name)
    head.fill("#id_on", "06/06/2019")
    head.fill("#id_last_on", "06/06/2019")
    head.locator("main form [type=submit]").first.focus()
    head.keyboard.press("Enter")
    head.wait_for_url(lambda url: "them" not in url)
    assert Leave.objects.get().member == ill
    head.goto(MONTH)
    expect(head.get_by_text("Lịch đã duyệt không còn thực hiện được")).to_be_visible()
    head.select_option("#mend-session", "MORNING")
    press(head, "Sửa với ít thay đổi nhất")
    head.wait_for_url("**/du-thao/2/")
    expect(head.get_by_text("cần báo cho").first).to_be_visible()

    officer.goto(f"{MONTH}du-thao/2/duyet/?ngay=06/06/2019")
    press(officer, "Xem trước")
    press(officer, "Duyệt và công bố")
    officer.wait_for_url(f"**{MONTH}")
    expect(officer.get_by_text("Lịch đã duyệt không còn thực hiện được")).to_be_hidden()
    after = MonthAdoption.objects.get(followed_by=None)
    assert (after.adopted_on, after.plan.repairs_id is None) == (date(2019, 6, 6), False)
    assert f"M{ill.pk:08d}" not in after.plan.result["desk"]["2019-06-06-MORNING"].values()


def test_pages_have_no_accessibility_faults_and_never_scroll_sideways(opened: Open, world: World):
    make_desk(world)
    proposed(world)
    page = opened("officer", f"{MONTH}?ngay=27/05/2019")
    check_faultless(page)
    page.goto(f"{MONTH}du-thao/1/duyet/")
    check_faultless(page)
    press(page, "Xem trước")
    press(page, "Duyệt và công bố")
    page.wait_for_url(f"**{MONTH}")
    forms = ("quy-tac/", "phu-trach/them/", "truc-quay/them/", "nghi/them/")
    addresses = [
        MONTH,
        f"{MONTH}du-thao/1/",
        f"{MONTH}thong-bao/",
        "/lich-sinh-hoat/buoi-hop/",
        "/lich-sinh-hoat/chi-bo/TAMHOA-KP1/",
        "/lich-sinh-hoat/chi-bo/TAMHOA-KP1/nguyen-vong/",
        PREPARATION,
        *(f"{PREPARATION}{form}" for form in forms),
    ]
    for address in addresses:
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["desk"], strict=True)))
        check_no_wider(page)
        if address == MONTH:
            check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["phone"], strict=True)))
