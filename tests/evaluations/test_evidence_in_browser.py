"""What only a browser shows: evidence, contests, figures and printing on a phone, without accessibility faults."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.contracts.permissions.evidence import subjects
from tests.factories.registry import World
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
BASE = "/kiem-diem/"


def test_every_screen_on_a_phone_and_the_forms_print_by_themselves(opened: Open, world: World):
    made = subjects(world)
    file, cycle = f"{BASE}ho-so/{made['evidence_review']}/", f"{BASE}dot/{made['evidence_cycle']}/"
    page = opened("officer", "/")
    for address in (
        f"{file}minh-chung/",
        f"{file}minh-chung/{made['evidence_key']}/phan-anh/",
        f"{file}phan-anh/{made['office_contest']}/tra-loi/",
        f"{BASE}so-lieu/",
        f"{cycle}so-lieu/",
        f"{cycle}so-lieu/ho-so/",
        f"{cycle}mau/",
    ):
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["desk"], strict=True)))
        check_no_wider(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["phone"], strict=True)))

    page.locator("#step [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tải về một tệp .zip")).to_be_visible()
    check_faultless(page)
