"""What only a browser shows: the screens on a phone and a desk, and that what is typed is saved, kept and never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Part, Section
from tests.factories import evaluations as make
from tests.factories.evaluations import begun, write
from tests.factories.registry import World, make_member
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]
BASE = "/kiem-diem/ho-so/"


def test_what_is_typed_is_saved_by_itself_and_survives(opened: Open, world: World):
    review = begun(world)
    page = opened("member", "/")
    here = f"{BASE}{review.pk}/phan/tu-kiem-diem/"
    page.goto(here)
    check_faultless(page)
    page.locator("#id_text-duty").focus()
    page.keyboard.type("Hoàn thành mọi việc")
    page.keyboard.press("Tab")
    expect(page.locator("[data-told]")).to_contain_text("Đã lưu lúc")
    assert Section.objects.get(criterion="duty").text == "Hoàn thành mọi việc"
    page.locator("[name=grade][value=GOOD]").check()
    expect(page.locator("[data-grade] [data-state]")).to_contain_text("Đã lưu lúc")
    assert Part.objects.get().grade == "GOOD"

    page.context.set_offline(True)
    page.locator("#id_text-duty").fill("Hoàn thành mọi việc, đúng hạn")
    page.keyboard.press("Tab")
    expect(page.locator("[data-told]")).to_contain_text("vẫn được giữ trong máy này")
    page.context.set_offline(False)
    page.goto(here)
    expect(page.locator("#id_text-duty")).to_have_value("Hoàn thành mọi việc, đúng hạn")
    expect(page.locator("[data-told]")).to_contain_text("Đã lưu lúc", timeout=9000)
    assert Section.objects.get(criterion="duty").text == "Hoàn thành mọi việc, đúng hạn"
    assert not page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('section:'))")

    elsewhere = Section.objects.get(criterion="duty")
    page.evaluate("document.querySelector('[name=version-duty]').value = '1'")  # somebody saved since
    page.locator("#id_text-duty").fill("Một bản khác")
    page.keyboard.press("Tab")
    expect(page.locator(".conflict")).to_contain_text("Hoàn thành mọi việc, đúng hạn")
    expect(page.locator("#id_text-duty")).to_have_value("Một bản khác")
    elsewhere.refresh_from_db()
    assert elsewhere.text == "Hoàn thành mọi việc, đúng hạn"
    check_faultless(page)
    page.locator("[name=save][value=duty]").click()
    expect(page.get_by_text("Đã lưu lúc").first).to_be_visible()
    elsewhere.refresh_from_db()
    assert elsewhere.text == "Một bản khác"


def test_every_screen_on_a_phone_and_a_desk(opened: Open, world: World):
    review = begun(world, home_cell=world.second_cell)
    fresh = make.make_review(review.cycle, make_member(world.agency), world.first_cell, office=review.office)
    write(review, Side.SELF)
    write(review, Side.OFFICE, grade=Grade.EXCELLENT)
    write(review, Side.CELL)
    page = opened("officer", "/")
    steps = ("", "hop-chung/", "tra-loi/", "phan/noi-cu-tru/")
    new = ("", "phieu/", "phan/co-quan/", "phan/co-quan/khong-co-y-kien/")
    addresses = [
        "/kiem-diem/",
        *(f"{BASE}{review.pk}/{each}" for each in steps),
        *(f"{BASE}{fresh.pk}/{each}" for each in new),
    ]
    for address in addresses:
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["desk"], strict=True)))
        check_no_wider(page)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["phone"], strict=True)))
        check_no_wider(page)
