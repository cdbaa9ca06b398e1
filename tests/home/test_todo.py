"""The home page: the right work for each, and numbers that equal the lists behind them."""

import re

import pytest

from chibo.campaigns.services.transfers import receive_transfer, return_transfer
from chibo.home.queries import Side, When, tasks_for
from tests.factories.campaigns import DEADLINE, DECIDED_ON, EFFECTIVE_ON, PLANNED_ON, decided, moving, open_campaign
from tests.factories.registry import World


def shown(viewer, on, side=Side.MINE) -> list[str]:
    fresh = type(viewer).objects.get(pk=viewer.pk)
    return [task.title for task in tasks_for(fresh, on) if task.side is side]


def test_the_officer_is_led_from_plan_to_decision_to_the_day_of_effect(world: World):
    open_campaign(world)
    assert shown(world.officer, PLANNED_ON) == ["Lập và duyệt phương án"]


def test_after_signing_the_day_of_effect_is_the_date_due(world: World):
    decided(world)
    task = tasks_for(world.officer, DECIDED_ON)[0]
    assert (task.title, task.due_on) == ("Thực hiện quyết định", EFFECTIVE_ON)
    assert task.when(EFFECTIVE_ON) is When.TODAY


def test_the_secretary_receives_and_the_officer_waits_then_confirms(world: World):
    reorganisation = moving(world)
    arriving = list(reorganisation.transfers.filter(to_cell=world.first_cell))
    assert shown(world.secretary, EFFECTIVE_ON) == ["Tiếp nhận đảng viên chuyển đến"] * len(arriving)
    assert shown(world.officer, EFFECTIVE_ON) == []
    assert shown(world.officer, EFFECTIVE_ON, Side.WAITING) == ["Chờ chi bộ tiếp nhận"] * 3

    receive_transfer(actor=world.secretary, transfer=arriving[0], on=EFFECTIVE_ON)

    assert len(shown(world.secretary, EFFECTIVE_ON)) == len(arriving) - 1
    assert shown(world.officer, EFFECTIVE_ON) == ["Xác nhận đảng viên đã đến"]


def test_a_returned_introduction_comes_back_to_the_officer(world: World):
    transfer = moving(world).transfers.filter(to_cell=world.first_cell).first()
    return_transfer(actor=world.secretary, transfer=transfer, on=EFFECTIVE_ON, reason="Thiếu hồ sơ")
    assert shown(world.officer, EFFECTIVE_ON) == ["Giới thiệu lại hồ sơ bị trả"]


def test_the_organiser_waits_for_communes_past_their_deadline(world: World):
    open_campaign(world)
    assert shown(world.organiser, DEADLINE, Side.WAITING) == []
    assert shown(world.organiser, DEADLINE.replace(year=2020), Side.WAITING) == ["Xã quá hạn: Lập và duyệt phương án"]


def test_a_member_is_told_to_present_the_letter(world: World):
    moving(world)
    assert shown(world.member, EFFECTIVE_ON) == ["Trình giấy giới thiệu tại chi bộ mới"]


@pytest.mark.parametrize("tab", ["", "?ben=cho"])
def test_the_badge_counts_the_list(client, world: World, tab: str):
    moving(world)
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/{tab}{'&' if tab else '?'}ngay={EFFECTIVE_ON.isoformat()}").content.decode()
    counted = re.search(r'aria-current="page">[^<]*<span class="badge">(\d+)</span>', page)
    assert counted is not None
    assert int(counted[1]) == page.count('class="todo-due')
