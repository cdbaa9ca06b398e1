"""What only a browser shows: the cap that follows each choice, at phone width, by keyboard, without accessibility faults."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from chibo.domain.evaluation.grades import Grade
from chibo.evaluations.models import Choice
from tests.evaluations.test_decisions import filled, with_rules
from tests.factories.evaluations import make_cycle
from tests.factories.registry import World
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]


def test_the_cap_follows_each_choice_on_phone_and_desk(opened: Open, world: World):
    cycle = make_cycle(world.commune, rules=with_rules())
    reviews = filled(cycle, world.first_cell, [Grade.GOOD] * 6, world.officer)
    page = opened("officer", "/")
    names = ("cycle", "board", "conclude")
    addresses = [reverse(f"evaluations:{name}", args=[cycle.pk]) for name in names]
    for address in (
        reverse("evaluations:cycle_open"),
        reverse("evaluations:tables"),
        addresses[0],
        addresses[2],
        addresses[1],
    ):
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["desk"], strict=True)))
        check_no_wider(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["phone"], strict=True)))
    expect(page.locator("#quota")).to_contain_text("Giới hạn xuất sắc 1 Đã chọn 0 Còn 1")
    grade, reason = (page.locator(f"[name={name}-{reviews[0].pk}]") for name in ("grade", "reason"))
    grade.select_option("EXCELLENT")
    expect(page.locator("#quota")).to_contain_text("Đã chọn 1 Còn 0")
    page.locator(f"[name=grade-{reviews[1].pk}]").select_option("EXCELLENT")
    expect(page.locator("#quota")).to_contain_text("Vượt 2")
    # The cap stays in sight however far down one reads.
    page.locator("#board [type=submit]").scroll_into_view_if_needed()
    expect(page.locator("#quota")).to_be_in_viewport()
    page.locator(f"[name=grade-{reviews[1].pk}]").select_option("GOOD")
    grade.focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Thành tích đột xuất")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ghi mức dự kiến của 1 hồ sơ.")).to_be_visible()
    assert Choice.objects.get(review=reviews[0]).reason == "Thành tích đột xuất"
    assert reason.input_value() == "Thành tích đột xuất"
