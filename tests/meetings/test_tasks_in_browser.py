"""What only a browser shows of resolutions and tasks: accessibility, widths, a report made by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from chibo.meetings.models import TaskStep
from tests.factories.registry import World
from tests.factories.tasks import cell_task, clause, office_task
from tests.pages import WIDTHS, Open, check_faultless, check_no_wider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("board")]


def test_pages_have_no_faults_fit_both_widths_and_work_by_keyboard(opened: Open, world: World):
    task = cell_task(world, clause=clause(world))
    office_task(world)
    addresses = [
        *("/nhiem-vu/", "/nhiem-vu/giao/", "/viec-can-lam/tom-tat/", "/nhiem-vu/chi-bo/TAMHOA-KP1/"),
        *("/nhiem-vu/chi-bo/TAMHOA-KP1/nghi-quyet/", f"/nhiem-vu/nghi-quyet/{task.clause.resolution_id}/"),
        *(f"/nhiem-vu/{task.pk}/", f"/nhiem-vu/dang-vien/{world.secretary.member.pk}/"),
    ]
    desk, phone = (dict(zip(("width", "height"), WIDTHS[width], strict=True)) for width in ("desk", "phone"))
    page = opened("officer", "/?ngay=25/03/2019")
    for address in addresses:
        page.set_viewport_size(phone)
        page.goto(address)
        check_faultless(page)
        page.set_viewport_size(desk)
        check_no_wider(page)

    page.goto(f"/nhiem-vu/{task.pk}/bao-xong/")
    page.locator("#id_report").focus()
    page.keyboard.type("Đã dọn xong")
    for _field in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#step [type=submit]')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã báo xong. Bên giao")).to_be_visible()
    assert TaskStep.objects.get(kind="REPORTED").words == "Đã dọn xong"
