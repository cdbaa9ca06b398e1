"""What only a browser shows: every screen at phone width, by keyboard, without accessibility faults, nothing kept as a draft."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from chibo.nominations.models import Candidate
from tests.factories import nominations as make
from tests.factories.nominations import NAME
from tests.factories.registry import World
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
BASE = "/gioi-thieu-ket-nap/"


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what was ``wanted`` is reached."""
    for _field in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by keyboard")


def test_every_screen_on_a_phone_and_by_keyboard(opened: Open, world: World):
    proposed, applied, decided = make.proposed(world), make.applied(world), make.decided(world)
    page = opened("officer", "/")
    addresses = ("", "so-lieu/", f"{decided.pk}/", f"{proposed.pk}/xet/", f"{applied.pk}/ho-so/", "moi/")
    for address in (f"{BASE}{each}" for each in addresses):
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["desk"], strict=True)))
        check_no_wider(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["phone"], strict=True)))

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
