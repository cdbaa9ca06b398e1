"""What only a browser shows of a meeting: words that outlive the line, phone width, keyboard, accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from chibo.meetings.models import AgendaItem, Attendance
from tests.factories.held import attended, called, initiative, people, signed, written
from tests.factories.registry import World
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
WORDS = "Bàn việc trồng hoa dọc hẻm 12"


def test_a_meeting_on_a_phone_by_keyboard_without_a_line_and_without_faults(opened: Open, world: World):
    who = people(world)
    frozen = signed(world, who)
    initiative(world, who, frozen)
    meeting = written(world, who, attended(world, who, called(world, on=frozen.on.replace(month=7)), third="ILL"))
    fresh = called(world, kind="THEMATIC", on=frozen.on.replace(month=8))
    item = meeting.agenda.get()
    first, draft, new = (f"/lich-sinh-hoat/buoi/{row.pk}/" for row in (frozen, meeting, fresh))
    # One address of each template; the pages with one question share theirs.
    cell = "/lich-sinh-hoat/chi-bo/TAMHOA-KP1/"
    addresses = [
        *(f"{new}{part}" for part in ("", "chuong-trinh/")),
        *(f"{draft}{part}" for part in ("", "diem-danh/", "diem-danh/ma/", "bien-ban/", f"bien-ban/muc/{item.pk}/")),
        *(first, f"{draft}y-kien/them/", f"{first}bien-ban/ky/", cell, "/lich-sinh-hoat/buoi-hop/?ngay="),
    ]
    page = opened("secretary", new, "phone")
    for address in addresses:
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["desk"], strict=True)))
        check_no_wider(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["phone"], strict=True)))

    words = f"{draft}bien-ban/muc/{item.pk}/"
    page.goto(words)
    page.fill("#id_summary", WORDS)
    page.context.set_offline(True)
    page.click("#step [type=submit]")
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(words)
    expect(page.locator("#id_summary")).to_have_value(WORDS)
    expect(page.locator(".draft-note")).to_be_visible()
    page.click("#step [type=submit]")
    page.wait_for_url(f"**{draft}bien-ban/")
    assert AgendaItem.objects.get(pk=item.pk).summary == WORDS

    page.goto(f"{draft}diem-danh/")
    page.locator(f"input[name=p{who.third.pk}]:checked").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{draft}")
    assert Attendance.objects.get(meeting=meeting, member=who.third).presence == "PRESENT"
