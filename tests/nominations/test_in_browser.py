"""What only a browser shows: every screen at phone width, by keyboard, without accessibility faults, nothing kept as a draft."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from chibo.nominations.models import Candidate
from tests.factories import nominations as make
from tests.factories.nominations import NAME
from tests.factories.registry import World
from tests.kit.conftest import WIDTHS, sign_in, site  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
BASE = "/gioi-thieu-ket-nap/"


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what was ``wanted`` is reached."""
    for _field in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by keyboard")


def test_every_screen_on_a_phone_and_by_keyboard(browser: Browser, site: str, world: World):  # noqa: F811
    proposed, applied, decided = make.proposed(world), make.applied(world), make.decided(world)
    width, height = WIDTHS["phone"]
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": height}, locale="vi-VN", has_touch=True
    )
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, "officer", then="/")
    addresses = ("", "so-lieu/", f"{decided.pk}/", f"{proposed.pk}/xet/", f"{applied.pk}/ho-so/", "moi/")
    for address in (f"{BASE}{each}" for each in addresses):
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert not found, (address, [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address

    page.locator("#id_name").focus()
    page.keyboard.type(NAME)
    for field, keys in (("#id_born_on", "01/05/1990"), ("[name=gender]", " "), ("#id_reasons", "Tổ trưởng tổ dân phố")):
        tab_to(page, field)
        page.keyboard.type(keys)
    assert "Thử Quần Chúng" not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    tab_to(page, "#propose [type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã giới thiệu: quần chúng số")).to_be_visible()
    assert Candidate.objects.filter(name=NAME, reasons="Tổ trưởng tổ dân phố").exists()
    context.close()
    assert said == []
