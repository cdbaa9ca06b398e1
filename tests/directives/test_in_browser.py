"""What only a browser shows of directives: one press of a key on a phone, widths, accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from chibo.directives.models import Acknowledgement
from tests.factories.directives import send
from tests.factories.registry import World
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
LIST = "/van-ban-chi-dao/"


def test_a_directive_is_read_and_acknowledged_on_a_phone_by_keyboard(opened: Open, world: World):
    directive = send(world)
    page = opened("secretary", "/?ngay=06/03/2019")
    page.get_by_role("link", name="12-CT/TU").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}{directive.pk}/")
    page.locator("form[action$='ky-nhan/'] [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ký nhận").first).to_be_visible()
    assert Acknowledgement.objects.get().unit == world.first_cell


def test_pages_have_no_accessibility_faults_and_never_scroll_sideways(opened: Open, world: World):
    directive = send(world)
    page = opened("organiser", f"{LIST}?ngay=06/03/2019")
    for address in (LIST, f"{LIST}moi/", *(f"{LIST}{directive.pk}/{step}" for step in ("", "ban-moi/", "thu-hoi/"))):
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["desk"], strict=True)))
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["phone"], strict=True)))
        check_no_wider(page)
