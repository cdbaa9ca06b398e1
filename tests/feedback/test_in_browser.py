"""What only a browser shows: a note that outlives the line, phone width, keyboard, accessibility."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from chibo.domain.feedback.concerns import Theme
from chibo.feedback.labels import THEMES
from chibo.feedback.models import Concern, Identity
from tests.factories.feedback import RAISED_ON, answered, closed, land_office, noted, read, routed
from tests.factories.registry import World
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
NOTE = "/tam-tu/moi/"
WORDS = "Đèn đường tắt từ cột 12, tối không dám đi"


def write(page: Page, text: str = WORDS) -> None:
    page.fill("#id_text", text)
    page.select_option("#id_theme", "UTILITIES")


def press(page: Page) -> None:
    """Press the button; where the line is cut the browser's own error page comes."""
    page.click("#concern-note [type=submit]")
    page.wait_for_load_state()


@pytest.mark.parametrize("back", ["by the menu", "by the back key", "by its address"])
def test_a_note_written_when_the_line_was_cut_is_still_there(opened: Open, back: str):
    page = opened("secretary", "/tam-tu/")
    page.goto(NOTE)
    write(page)
    page.context.set_offline(True)
    press(page)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    if back == "by the back key":
        page.go_back()
    elif back == "by the menu":
        page.goto("/")
    page.goto(NOTE)
    expect(page.locator("#id_text")).to_have_value(WORDS)
    expect(page.locator("#id_theme")).to_have_value("UTILITIES")
    expect(page.locator(".draft-note")).to_be_visible()

    press(page)
    expect(page.get_by_text("Đã ghi tâm tư số")).to_be_visible()
    assert Concern.objects.get().text == WORDS
    page.goto(NOTE)
    expect(page.locator("#id_text")).to_have_value("")


def test_a_note_still_being_written_outlives_a_page_that_is_closed_by_the_phone(opened: Open):
    page = opened("secretary", NOTE)
    write(page)
    page.context.set_offline(True)
    with pytest.raises(Error):
        page.reload()
    page.context.set_offline(False)
    page.goto(NOTE)
    expect(page.locator("#id_text")).to_have_value(WORDS)


def test_the_identity_is_never_kept_as_a_draft(opened: Open, world: World):
    concern = noted(world)
    page = opened("secretary", f"/tam-tu/{concern.pk}/nguoi-neu/")
    page.fill("#id_name", "Nguyễn Thử Danh")
    page.fill("#id_contact", "0912345678")
    assert "Thử Danh" not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    page.reload()
    expect(page.locator("#id_name")).to_have_value("")
    page.fill("#id_name", "Nguyễn Thử Danh")
    page.fill("#id_contact", "0912345678")
    page.click("#identity [type=submit]")
    page.wait_for_url(f"**/tam-tu/{concern.pk}/")
    assert Identity.objects.get().name == "Nguyễn Thử Danh"
    assert "Thử Danh" not in page.content()


def test_a_concern_is_noted_by_keyboard_alone(opened: Open):
    page = opened("secretary", NOTE)
    page.locator("#id_text").focus()
    page.keyboard.type(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.type("tổ 3")
    page.keyboard.press("Tab")
    for _theme in range(3):
        page.keyboard.press("ArrowDown")
    for _field in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#concern-note [type=submit]')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ghi tâm tư số")).to_be_visible()
    concern = Concern.objects.get()
    assert (concern.text, concern.place, concern.theme, concern.kind) == (WORDS, "tổ 3", "UTILITIES", "PETITION")


def test_a_concern_of_march_is_answered_by_the_office_and_closed_by_its_cell_in_april(opened: Open, world: World):
    land_office(world)
    on_the_phone = opened("secretary", NOTE)
    write(on_the_phone)
    on_the_phone.fill("#id_on", "04/03/2019")
    press(on_the_phone)
    expect(on_the_phone.get_by_text("Đã ghi tâm tư số")).to_be_visible()
    concern = f"/tam-tu/{Concern.objects.get().pk}/"

    def step(page: Page, name: str, day: str, **typed: str) -> None:
        page.goto(f"{concern}{name}/")
        for field, value in typed.items():
            page.fill(f"#id_{field}", value)
        if page.locator("#step input[type=radio]").count():
            page.check("#step input[type=radio]")
        page.fill("#step #id_on", day)
        page.click("#step [type=submit]")
        page.wait_for_url(f"**{concern}")

    step(opened("officer", "/tam-tu/", "desk"), "chuyen", "05/03/2019")
    step(opened("head", "/tam-tu/", "desk"), "tra-loi", "12/03/2019", answer="Đã thay bóng đèn từ cột 12 đến cột 20.")
    on_the_phone.goto("/?ngay=03/04/2019")
    expect(on_the_phone.get_by_text("Đọc lại trả lời tại buổi sinh hoạt")).to_be_visible()
    step(on_the_phone, "doc-lai", "03/04/2019")
    step(on_the_phone, "khep", "03/04/2019")

    report = opened("auditor", "/tam-tu/so-lieu/?ngay=30/04/2019", "desk")
    row = report.locator("tbody tr").filter(has=report.get_by_role("rowheader", name=THEMES[Theme.UTILITIES])).first
    assert [each.strip() for each in row.locator("td").all_inner_texts()][-3:] == ["1", "0", "1"], "of this quarter"
    expect(report.get_by_text("1/1")).to_be_visible()
    row.get_by_role("link").click()
    report.get_by_role("link", name=WORDS).click()
    expect(report.get_by_text("Đã khép").first).to_be_visible()


def test_pages_have_no_accessibility_faults_and_never_scroll_sideways(opened: Open, world: World):
    land_office(world)
    pks = [make(world).pk for make in (noted, routed, answered, read, closed)]
    steps = ("chuyen", "tra-loi", "doc-lai", "khep", "mo-lai")
    addresses = [
        "/tam-tu/",
        "/tam-tu/bang/",
        NOTE,
        "/tam-tu/phieu/",
        f"/tam-tu/so-lieu/?ngay={RAISED_ON:%d/%m/%Y}",
        "/tam-tu/cong-khai/",
        "/tam-tu/tra-loi-rieng/?ngay=",
        *(f"/tam-tu/{pk}/" for pk in pks),
        *(f"/tam-tu/{pk}/{step}/" for pk, step in zip([*pks[:4], pks[3]], steps, strict=True)),
        f"/tam-tu/{pks[0]}/nhap-chung/",
        f"/tam-tu/{pks[0]}/sua-loi/",
        f"/tam-tu/{pks[0]}/nguoi-neu/",
    ]
    page = opened("officer", "/")
    for address in addresses:
        page.goto(address)
        check_faultless(page)
        for width, (across, down) in WIDTHS.items():
            page.set_viewport_size({"width": across, "height": down})
            check_no_wider(page)
            _picture(page, f"concern-{width}-{address.strip('/').replace('/', '-').split('?')[0]}")


def _picture(page: Page, name: str) -> None:
    """Kept for whoever wants to look: below ``CHIBO_SHOTS`` when it names a folder."""
    if folder := os.environ.get("CHIBO_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
