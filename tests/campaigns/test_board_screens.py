"""The board of a plan: every cell with its members, the price of every move, and moving one by hand."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from chibo.campaigns.models import Placement, Plan
from chibo.campaigns.queries.problems import member_key
from chibo.campaigns.sentences import signed
from chibo.campaigns.services.campaigns import choose_rules
from chibo.campaigns.services.decisions import sign_decision
from chibo.campaigns.services.plans import adopt_plan, propose_plan
from chibo.domain.placement.problem import parse
from chibo.domain.placement.verify import moves_of, score
from chibo.registry.models import Member
from chibo.registry.services.members import record_kinship
from chibo.registry.services.units import describe_neighbourhood
from tests.campaigns.screens import as_user, said, words
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, PLANNED_ON
from tests.factories.plans import Planned, furnished, other_cell
from tests.factories.registry import YEAR_2015, World, make_member, operator


@pytest.fixture
def commune(world: World) -> Planned:
    return furnished(world)


@pytest.fixture
def client(world: World):
    browser = as_user(world.officer)
    browser.get("/dot-sap-xep/", {"ngay": PLANNED_ON.isoformat()})
    return browser


def placement(plan: Plan, member: Member) -> Placement:
    return plan.placements.select_related("to_cell").get(member=member)


def move(world: World, plan: Plan, member: Member, **changes) -> dict[str, str]:
    """What the form of the board sends to move ``member`` to the other cell."""
    cell = other_cell(world, placement(plan, member).to_cell)
    return {"dv": str(member.pk), "ve": cell.code, "reason": "Gắn với địa bàn"} | changes


def ruled(world: World, commune: Planned, **rules) -> Plan:
    """A plan under further rules."""
    choose_rules(actor=world.officer, commune=commune.part, rules=rules)
    return propose_plan(actor=world.officer, commune=commune.part, on=PLANNED_ON)


def price_of(page, code: str) -> dict:
    return next(price for price in page.context["panel"]["prices"] if price["code"] == code)


# Shown


def test_each_cell_stands_with_the_members_that_the_plan_sends_there(commune: Planned, client):
    page = client.get(commune.at("bang/"))
    shown = {
        column["growth"].code: {card["placed"].key for card in column["cards"]} for column in page.context["cells"]
    }
    placed = commune.plan.result["placements"]

    assert shown == {code: {key for key in placed if placed[key] == code} for code in shown}
    assert set(shown) == {"TAMHOA-KP1", "TAMHOA-KP2"}
    sections = re.findall(r'<section class="board-cell" data-cell="([\w-]+)".*?</section>', words(page), re.DOTALL)
    assert sections == list(shown)
    for row in commune.plan.placements.all():
        assert words(page).count(f'data-member="{row.member_id}"') == 1
    assert page.context["panel"] is None


def test_a_cell_that_nobody_goes_to_is_shown_as_empty(commune: Planned, client, world: World):
    pins = [[member_key(member.pk), "TAMHOA-KP1"] for member in world.staff]
    page = client.get(commune.at("bang/", ruled(world, commune, fixed=pins)))

    assert "Chưa ai về đây" in words(page)
    assert "Nhận <b>3</b>, chỉ tiêu 2, tối đa 3" in words(page)


def test_choosing_a_member_prices_every_other_cell_as_the_rules_of_the_sum_do(commune: Planned, client, world: World):
    problem, placements = parse(commune.plan.problem), commune.plan.result["placements"]
    for member in world.staff:
        key = member_key(member.pk)
        page = client.get(commune.at("bang/"), {"dv": member.pk})
        told = {price["code"]: price["points"] for price in page.context["panel"]["prices"]}
        before = score(problem, placements).total
        real = {
            code: signed(score(problem, {**placements, key: code}).total - before)
            for code in problem.cells_by_id
            if code != placements[key]
        }
        assert told == real
        assert all(points in words(page) for points in told.values())


def test_a_cell_that_a_rule_forbids_says_so_in_words(commune: Planned, client, world: World):
    first, second, third = world.staff
    keys = [member_key(member.pk) for member in world.staff]
    record_kinship(actor=operator(), member=second, other=third, relation="vợ chồng", on=YEAR_2015)
    plan = ruled(
        world,
        commune,
        fixed=[[keys[0], "TAMHOA-KP1"], [keys[1], "TAMHOA-KP2"]],
        forbidden=[[keys[2], "TAMHOA-KP2"]],
    )
    pinned = client.get(commune.at("bang/", plan), {"dv": first.pk})
    barred = client.get(commune.at("bang/", plan), {"dv": third.pk})

    assert price_of(pinned, "TAMHOA-KP2")["broken"] == ["Trần Văn Bình phải về Chi bộ khu phố 1"]
    assert sorted(price_of(barred, "TAMHOA-KP2")["broken"]) == [
        "Lê Dự Bị không về Chi bộ khu phố 2",
        "Đỗ Thị Ánh và Lê Dự Bị không cùng chi bộ",
    ]
    assert "Trần Văn Bình phải về Chi bộ khu phố 1" in words(pinned)
    assert "không được" in words(pinned)


def test_a_full_cell_says_that_it_is_full(commune: Planned, client, world: World):
    describe_neighbourhood(actor=operator(), cell=world.first_cell, on=YEAR_2015, target=1, capacity=1)
    first, second = world.staff[:2]
    pins = [[member_key(first.pk), "TAMHOA-KP1"]]
    plan = ruled(world, commune, fixed=pins)
    page = client.get(commune.at("bang/", plan), {"dv": second.pk, "ve": "TAMHOA-KP1"})

    assert page.context["panel"]["chosen"]["broken"] == ["Chi bộ khu phố 1 không nhận quá sức chứa"]
    assert "Không thể chuyển, vì trái quy tắc:" in words(page)
    assert 'name="reason"' not in words(page)


def test_a_cell_chosen_shows_the_sum_by_term_and_both_cells_afterwards(commune: Planned, client, world: World):
    member = world.staff[0]
    now = placement(commune.plan, member).to_cell
    target = other_cell(world, now)
    page = client.get(commune.at("bang/"), {"dv": member.pk, "ve": target.code})
    chosen = page.context["panel"]["chosen"]
    problem, placements = parse(commune.plan.problem), commune.plan.result["placements"]
    real = next(each for each in moves_of(problem, placements, member_key(member.pk)) if each.cell == target.code)

    points = [int(term["points"].replace("−", "-").replace(".", "")) for term in chosen["terms"]]
    assert sum(points) == -real.cost
    assert chosen["effects"][0]["arriving_then"] == chosen["effects"][0]["arriving"] - 1
    assert chosen["effects"][1]["arriving_then"] == chosen["effects"][1]["arriving"] + 1
    assert chosen["effects"][1]["official_then"] == chosen["effects"][1]["official"] + 1
    assert "Hãy ghi lý do." in page.context["panel"]["say"]


def test_a_member_on_probation_does_not_count_as_official(commune: Planned, client, world: World):
    member = world.staff[2]
    target = other_cell(world, placement(commune.plan, member).to_cell)
    page = client.get(commune.at("bang/"), {"dv": member.pk, "ve": target.code})

    for effect in page.context["panel"]["chosen"]["effects"]:
        assert effect["official_then"] == effect["official"]


def test_the_panel_alone_answers_a_click(commune: Planned, client, world: World):
    headers = {"HX-Request": "true", "HX-Target": "board-panel"}
    part = client.get(commune.at("bang/"), {"dv": world.staff[0].pk}, headers=headers)

    assert "<html" not in words(part)
    assert words(part).lstrip().startswith('<aside class="board-panel is-open" id="board-panel"')


def test_the_board_reads_in_english(commune: Planned, client, world: World):
    client.post(reverse("accounts:language"), {"language": "en"})
    member = world.staff[0]
    target = other_cell(world, placement(commune.plan, member).to_cell)
    page = client.get(commune.at("bang/"), {"dv": member.pk, "ve": target.code})
    main = re.sub(r"<[^>]+>", " ", words(page).split("<main")[1].split("</main>")[0])

    assert '<html lang="en"' in words(page)
    for sentence in ("The whole plan", "Save override", "Reason for the override", "points"):
        assert sentence in main
    for sentence in ("Cả phương án", "Ghi điều chỉnh", "Lý do", "điểm", "chỉ tiêu", "Chọn", "Kéo thẻ", "Đang về"):
        assert sentence not in main


# Moved


def test_a_move_is_kept_as_a_new_plan_beside_this_one_with_reason_and_price(commune: Planned, client, world: World):
    member = world.staff[0]
    sent = move(world, commune.plan, member)
    stored = commune.plan.result
    answer = client.post(commune.at("bang/"), sent)
    plan = Plan.objects.get(number=2)

    assert answer["Location"] == commune.at("bang/", plan)
    assert said(answer) == ["Đã ghi điều chỉnh cho Trần Văn Bình thành phương án 2."]
    row = placement(plan, member)
    assert (row.to_cell.code, row.override_reason) == (sent["ve"], "Gắn với địa bàn")
    assert plan.made_from == commune.plan
    commune.plan.refresh_from_db()
    assert commune.plan.result == stored

    problem, placements = parse(plan.problem), plan.result["placements"]
    assert placements == {**stored["placements"], member_key(member.pk): sent["ve"]}
    assert plan.result["breakdown"] == score(problem, placements).to_json()
    assert plan.result["objective"] == score(problem, placements).total == stored["objective"] - row.override_cost
    page = client.get(commune.at("bang/", plan))
    assert f"{signed(plan.result['objective']).removeprefix('+')} điểm, 3 đảng viên, 1 điều chỉnh tay" in words(page)
    assert "Về phương án 1" in words(page)
    assert "Gắn với địa bàn" in words(client.get(commune.at("bang/", plan), {"dv": member.pk}))


def test_moving_back_gives_every_point_back(commune: Planned, client, world: World):
    member = world.staff[0]
    client.post(commune.at("bang/"), move(world, commune.plan, member))
    second = Plan.objects.get(number=2)
    client.post(commune.at("bang/", second), move(world, second, member, reason="Trả lại như cũ"))
    third = Plan.objects.get(number=3)

    assert third.result["placements"] == commune.plan.result["placements"]
    assert third.result["objective"] == commune.plan.result["objective"]
    costs = [placement(plan, member).override_cost for plan in (second, third)]
    assert costs[0] > 0
    assert sum(costs) == 0
    assert "Điều chỉnh tay, vẫn bằng phương án tốt nhất" in words(client.get(commune.at("bang/", third)))


@pytest.mark.parametrize("reason", ["", "   ", "x" * 5000])
def test_without_a_fitting_reason_nothing_is_kept_but_what_was_typed(commune: Planned, client, world: World, reason):
    sent = move(world, commune.plan, world.staff[0], reason=reason)
    page = client.post(commune.at("bang/"), sent)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["reason"]
    assert Plan.objects.count() == 1
    assert page.context["panel"]["chosen"]["code"] == sent["ve"]
    assert f'name="ve" value="{sent["ve"]}"' in words(page)
    assert page.context["form"]["reason"].value() == reason
    assert reason in words(page)


def test_a_move_against_a_rule_is_refused_in_words(commune: Planned, client, world: World):
    member = world.staff[0]
    plan = ruled(world, commune, fixed=[[member_key(member.pk), "TAMHOA-KP1"]])
    page = client.post(commune.at("bang/", plan), move(world, plan, member))

    assert "Trần Văn Bình phải về Chi bộ khu phố 1" in words(page)
    assert Plan.objects.count() == 2


def test_a_second_click_moves_nobody_twice(commune: Planned, client, world: World):
    sent = move(world, commune.plan, world.staff[0], once="a")
    client.post(commune.at("bang/"), sent)
    again = client.post(commune.at("bang/"), sent)

    assert Plan.objects.count() == 2
    assert "lần bấm trước" in said(again)[-1]


def test_a_plan_adopted_meanwhile_stays_as_adopted(commune: Planned, client, world: World):
    sent = move(world, commune.plan, world.staff[0])
    adoption = adopt_plan(actor=world.officer, commune=commune.part, plan=commune.plan, on=PLANNED_ON)
    client.post(commune.at("bang/"), sent)

    adoption.refresh_from_db()
    assert (adoption.plan, adoption.withdrawn_on) == (commune.plan, None)
    assert Plan.objects.get(number=2).made_from == commune.plan


def test_a_decision_signed_meanwhile_is_told_to_who_still_moves(commune: Planned, client, world: World):
    sent = move(world, commune.plan, world.staff[0])
    adopt_plan(actor=world.officer, commune=commune.part, plan=commune.plan, on=PLANNED_ON)
    sign_decision(actor=world.officer, commune=commune.part, on=DECIDED_ON, effective_on=EFFECTIVE_ON)
    client.get("/dot-sap-xep/", {"ngay": DECIDED_ON.isoformat()})
    page = client.post(commune.at("bang/"), sent)

    assert page.status_code == 200
    assert "Phường Tam Hòa đã ký quyết định" in words(page)
    assert "bảng chỉ còn để xem" in words(page)
    assert "data-may-move" not in words(page)
    assert 'name="reason"' not in words(page)
    assert Plan.objects.count() == 1


def test_members_who_came_meanwhile_are_told_on_the_board(commune: Planned, client, world: World):
    make_member(world.agency, "Người Mới Về", on=DECIDED_ON)
    before = client.get(commune.at("bang/"))
    client.get("/dot-sap-xep/", {"ngay": DECIDED_ON.isoformat()})
    after = client.get(commune.at("bang/"))

    assert "Người Mới Về" not in words(before)
    assert commune.at("duyet/") in words(before)
    assert "Phương án 1 lập trước khi Người Mới Về về chi bộ cơ quan" in words(after)
    assert commune.at("duyet/") not in words(after)


# Forged


@pytest.mark.parametrize("member", ["", "0", "x", "-1", "²", "99999999", "9" * 40, "{outsider}"])
def test_a_forged_member_is_not_found(commune: Planned, client, world: World, member: str):
    member = member.format(outsider=world.outsider.member.pk)
    sent = move(world, commune.plan, world.staff[0], dv=member)

    assert client.post(commune.at("bang/"), sent).status_code == 404
    assert client.get(commune.at("bang/"), {"dv": member}).status_code == (404 if member else 200)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("cell", ["", "TANMAI-KP1", "TAMHOA-CQ", "TAMHOA", "x", "{now}"])
def test_a_forged_cell_is_not_found(commune: Planned, client, world: World, cell: str):
    member = world.staff[0]
    cell = cell.format(now=placement(commune.plan, member).to_cell.code)

    assert client.post(commune.at("bang/"), move(world, commune.plan, member, ve=cell)).status_code == 404
    assert Plan.objects.count() == 1


def test_a_plan_under_another_commune_or_number_is_not_found(commune: Planned, client, world: World):
    sent = move(world, commune.plan, world.staff[0])
    for address in (
        commune.at("bang/").replace("TAMHOA", "TANMAI"),
        commune.at("bang/").replace("/1/", "/7/"),
        commune.at("bang/").replace("/C1/", "/C2/"),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, sent).status_code == 404, address
    assert as_user(world.outsider).post(commune.at("bang/"), sent).status_code == 404
    assert Plan.objects.count() == 1


def test_who_may_only_look_sees_prices_but_no_form_and_is_refused(commune: Planned, world: World):
    client = as_user(world.auditor)
    sent = move(world, commune.plan, world.staff[0])
    page = client.get(commune.at("bang/"), {"dv": sent["dv"], "ve": sent["ve"]})

    assert page.context["panel"]["chosen"]["code"] == sent["ve"]
    assert 'name="reason"' not in words(page)
    assert "board-grip" not in words(page)
    assert client.post(commune.at("bang/"), sent).status_code == 403
    assert Plan.objects.count() == 1


def test_who_may_not_see_members_does_not_find_the_board(commune: Planned, world: World):
    for user in (world.head, world.secretary, world.member):
        assert as_user(user).get(commune.at("bang/")).status_code == 404
