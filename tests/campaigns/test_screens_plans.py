"""The screens of plans: propose, conflict, one plan, why, compare, plan again, adopt."""

from __future__ import annotations

import dataclasses
import io
from datetime import date, timedelta

import openpyxl
import pytest

from chibo.campaigns.emphases import EMPHASES
from chibo.campaigns.models import Adoption, Plan
from chibo.campaigns.queries.comparison import BANDS_KM, compare
from chibo.campaigns.queries.explaining import explanation_of
from chibo.campaigns.queries.plans import current_summaries, summaries_of
from chibo.campaigns.queries.problems import member_key, rules_of
from chibo.campaigns.queries.readings import read_plan, read_plans
from chibo.campaigns.sentences import kilometres, signed, status_of, title_of
from chibo.campaigns.services.campaigns import choose_rules
from chibo.campaigns.services.plans import adopt_plan, propose_plan
from chibo.domain.placement.problem import Weights, parse
from chibo.domain.placement.solver import solve
from chibo.kit.cells import Tone
from chibo.registry.services.members import end_membership, record_kinship
from chibo.registry.services.units import describe_neighbourhood
from tests.campaigns.screens import as_user, said, words
from tests.factories.campaigns import DECIDED_ON, PLANNED_ON, decided
from tests.factories.plans import Planned, furnished
from tests.factories.registry import YEAR_2015, World, make_member, operator


@pytest.fixture
def commune(world: World) -> Planned:
    return furnished(world)


@pytest.fixture
def client(world: World):
    browser = as_user(world.officer)
    browser.get("/dot-sap-xep/", {"ngay": PLANNED_ON.isoformat()})
    return browser


def propose(client, commune: Planned, **changes):
    data = {"on": "25/04/2019", "emphases": [EMPHASES[0].code]} | changes
    return client.post(f"{commune.home}phuong-an/moi/", data)


def keys(world: World) -> list[str]:
    return [member_key(member.pk) for member in world.staff]


# Propose


def test_several_emphases_give_a_proven_plan_each_under_the_same_hard_rules(commune: Planned, client, world: World):
    pin = [keys(world)[0], "TAMHOA-KP2"]
    choose_rules(actor=world.officer, commune=commune.part, rules={"fixed": [pin], "weights": {"coverage": 7}})
    answer = propose(client, commune, emphases=[emphasis.code for emphasis in EMPHASES])

    plans = list(Plan.objects.filter(number__gt=1).order_by("number"))
    assert answer["Location"].endswith("so-sanh/?so=2&so=3&so=4&so=5")
    assert [plan.name for plan in plans] == ["Phương án 2", *(str(emphasis.label) for emphasis in EMPHASES[1:])]
    assert {plan.result["status"] for plan in plans} == {"OPTIMAL"}
    for plan, emphasis in zip(plans, EMPHASES, strict=True):
        problem = parse(plan.problem)
        assert problem.fixed == (tuple(pin),)
        wanted = {"coverage": 7} | dict(emphasis.weights)
        told = {name: getattr(problem.weights, name) for name in wanted}
        assert {name: list(v) if isinstance(v, tuple) else v for name, v in told.items()} == wanted


def test_proposing_twice_with_one_form_makes_one_plan(commune: Planned, client):
    propose(client, commune, once="a")
    again = propose(client, commune, once="a")

    assert Plan.objects.count() == 2
    assert "lần bấm trước" in said(again)[-1]


@pytest.mark.parametrize(("change", "field"), [({"on": "x"}, "on"), ({"emphases": []}, "emphases")])
def test_a_wrong_proposal_says_what_is_missing(commune: Planned, client, change, field):
    page = propose(client, commune, **change)
    assert list(page.context["form"].errors) == [field]
    assert Plan.objects.count() == 1


def test_without_cells_or_members_there_is_no_plan_and_the_page_says_so(commune: Planned, client, world: World):
    before_all = propose(client, commune, on="01/01/2010")
    for member in world.staff:
        end_membership(actor=operator(), member=member, on=DECIDED_ON)
    nobody = propose(client, commune, on="02/05/2019")

    assert "Phường Tam Hòa chưa có chi bộ nào để tiếp nhận đảng viên vào ngày 01/01/2010." in words(before_all)
    assert "Phường Tam Hòa không có đảng viên nào cần phân công vào ngày 02/05/2019." in words(nobody)
    assert Plan.objects.count() == 1


def conflicts(world: World) -> dict[str, dict]:
    first, second, third = keys(world)
    return {
        "fixed": {"fixed": [[first, "TAMHOA-KP1"]], "forbidden": [[first, "TAMHOA-KP1"]]},
        "keep_apart": {"fixed": [[first, "TAMHOA-KP1"], [second, "TAMHOA-KP1"]]},
        "capacity": {"fixed": [[key, "TAMHOA-KP1"] for key in (first, second, third)]},
        "office_limit": {"office_limit": 1},
    }


@pytest.mark.parametrize("kind", ["fixed", "keep_apart", "capacity", "office_limit"])
def test_a_conflict_is_named_in_words_and_any_one_rule_dropped_makes_a_plan_possible(
    commune: Planned, client, world: World, kind: str
):
    if kind == "keep_apart":
        first, second = world.staff[:2]
        record_kinship(actor=operator(), member=first, other=second, relation="vợ chồng", on=YEAR_2015)
    if kind == "capacity":
        describe_neighbourhood(actor=operator(), cell=world.first_cell, on=date(2018, 1, 1), target=1, capacity=2)
    rules = conflicts(world)[kind]
    choose_rules(actor=world.officer, commune=commune.part, rules=rules)
    conflict = propose(client, commune).context["conflict"]

    assert kind in {row["rule"] for row in conflict}
    assert not any("M0" in row["words"] or "TAMHOA" in row["words"] for row in conflict)
    for row in conflict:
        choose_rules(actor=world.officer, commune=commune.part, rules=rules)
        client.post(f"{commune.home}quy-tac/bo/", {"rule": row["rule"], "id": row["ids"]})
        before = Plan.objects.count()
        assert propose(client, commune).status_code == 302, row["words"]
        assert Plan.objects.count() == before + 1


def test_a_conflict_shows_a_button_for_each_rule_and_stores_nothing(commune: Planned, client, world: World):
    choose_rules(actor=world.officer, commune=commune.part, rules=conflicts(world)["fixed"])
    page = propose(client, commune)

    assert words(page).count("Bỏ quy tắc này") == 2
    assert "Trần Văn Bình phải về Chi bộ khu phố 1" in words(page)
    assert Plan.objects.count() == 1


# One plan


def test_a_plan_adds_up_and_says_what_is_proven(commune: Planned, client):
    page = client.get(commune.at())
    told = {row["label"]: int(row["points"].replace("−", "-").replace(".", "")) for row in page.context["terms"]}

    assert sum(told.values()) == commune.plan.result["objective"]
    assert "Đã chứng minh là tốt nhất theo các quy tắc" in words(page)
    assert page.context["list"].count == 3
    assert "chuyên môn 100/100; tại nơi ở (+15)" in words(page)


def test_cells_are_shown_before_and_after_with_their_thresholds(commune: Planned, world: World):
    for place in range(9):
        make_member(world.first_cell, f"Người Thêm {place}")
    plan = propose_plan(actor=world.officer, commune=commune.part, on=PLANNED_ON)
    growths = {growth.code: growth for growth in read_plan(plan).growths}
    weak, large = growths["TAMHOA-KP2"], growths["TAMHOA-KP1"]

    assert (weak.cell.official_members, weak.official_after) == (1, 3)
    assert ([row.code for row in weak.before], weak.after) == (["CELL_TOO_SMALL"], ())
    assert {row.code for row in large.before} == {"CELL_NEEDS_COMMITTEE"}
    assert sum(growth.arriving for growth in growths.values()) == 3


def test_placements_are_searched_filtered_and_exported_as_shown(commune: Planned, client):
    cell = commune.plan.result["placements"]
    first = client.get(commune.at(), {"tim": "do thi anh"}).context["list"].rows()
    there = client.get(commune.at(), {"chi-bo": "TAMHOA-KP2"}).context["list"]
    answer = client.get(commune.at(), {"chi-bo": "TAMHOA-KP2", "xuat": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    numbered = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int | float)]

    assert [row.name for row in first] == ["Đỗ Thị Ánh"]
    assert there.count == list(cell.values()).count("TAMHOA-KP2") == len(numbered)


def test_a_plan_out_of_date_says_why_and_is_not_to_be_adopted(commune: Planned, world: World, client):
    make_member(world.agency, "Người Mới Về", on=DECIDED_ON)
    client.get("/dot-sap-xep/", {"ngay": DECIDED_ON.isoformat()})
    page = client.get(commune.at())
    asked = client.get(commune.at("duyet/"))

    assert "Phương án 1 lập trước khi Người Mới Về về chi bộ cơ quan" in words(page)
    assert commune.at("duyet/") not in words(page)
    assert asked.context["blocked"]
    assert client.post(commune.at("duyet/"), {"on": "02/05/2019", "confirmed": "1"}).status_code == 200
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("page", ["", "bang/", "duyet/", "lap-lai/", "dang-vien/{other}/", "dang-vien/99999999/"])
def test_plans_and_members_that_are_not_there_answer_404(commune: Planned, client, world: World, page: str):
    here = commune.at(page.format(other=world.outsider.member.pk))
    wrong = here if "dang-vien" in page else here.replace("/1/", "/77/")
    assert client.get(wrong).status_code == 404
    assert as_user(world.outsider).get(here).status_code == 404


# Why


def test_every_loss_is_what_holding_the_member_there_really_costs(commune: Planned, world: World):
    reading = read_plan(commune.plan)
    for row in reading.rows:
        explanation = explanation_of(reading, row.key)
        assert explanation.cell == row.to_code
        for other in explanation.alternatives:
            held = dataclasses.replace(reading.problem, fixed=((row.key, other.cell),))
            assert other.loss == commune.plan.result["objective"] - solve(held).objective


def test_a_member_learns_why_here_and_why_not_there_in_sentences(commune: Planned, client, world: World):
    member = world.staff[0]
    quick = client.get(commune.at(f"dang-vien/{member.pk}/"))
    proven = client.get(commune.at(f"dang-vien/{member.pk}/"), {"chung-minh": "1"})
    part = client.get(commune.at(f"dang-vien/{member.pk}/"), {"chung-minh": "1"}, headers={"HX-Request": "true"})

    assert "Địa chính – xây dựng (giỏi) – 100 điểm trên 100" in words(quick)
    assert "Chuyển một mình về đây: kém đi" in words(quick)
    assert "cả phương án vẫn kém" in words(proven)
    assert len(proven.context["alternatives"]) == 1
    assert "<html" not in words(part)


def test_rules_that_forbid_a_cell_are_the_reason_why_not(commune: Planned, client, world: World):
    first, second, _third = keys(world)
    rules = {"fixed": [[first, "TAMHOA-KP1"]], "forbidden": [[second, "TAMHOA-KP1"]]}
    plan = propose_plan(actor=world.officer, commune=commune.part, on=PLANNED_ON, rules=rules)

    def told(member) -> str:
        address = commune.at(f"dang-vien/{member.pk}/", plan)
        return words(client.get(address, {"chung-minh": "1"}))

    assert "đã ấn định đồng chí này về chi bộ khác" in told(world.staff[0])
    assert "không cho đồng chí này về đây" in told(world.staff[1])


def test_of_a_plan_changed_by_hand_the_best_cell_is_told(commune: Planned, client, world: World):
    plan = commune.moved_by_hand(world)
    row = plan.placements.exclude(override_cost=None).get()
    page = client.get(commune.at(f"dang-vien/{row.member_id}/", plan), {"chung-minh": "1"})

    assert "Phương án tốt nhất đưa đồng chí về đây" in words(page)
    assert "Gắn với địa bàn" in words(page)


# Compare


def test_plans_are_measured_by_the_same_weights(commune: Planned, world: World):
    light = propose_plan(
        actor=world.officer, commune=commune.part, on=PLANNED_ON, rules={"weights": {"empty": 1, "weak": 0}}
    )
    weights = Weights(home=100)
    compared = compare(read_plans([commune.plan, light]), weights)

    for reading, score in zip(compared.readings, compared.scores, strict=True):
        homes = sum(row.is_home for row in reading.rows)
        assert score.home == 100 * homes
    assert [row.term for row in compared.terms if row.term == "change"] == []


def test_plans_read_together_say_what_each_says_alone(commune: Planned, world: World):
    later = propose_plan(actor=world.officer, commune=commune.part, on=DECIDED_ON)
    together = read_plans([commune.plan, later])

    assert [reading.rows for reading in together] == [read_plan(commune.plan).rows, read_plan(later).rows]
    assert [reading.names for reading in together] == [read_plan(commune.plan).names, read_plan(later).names]


def test_the_comparison_names_who_differs_and_exports_them(commune: Planned, client, world: World):
    plan = commune.moved_by_hand(world)
    moved = plan.placements.exclude(override_cost=None).get().member.full_name
    address = f"{commune.home}phuong-an/so-sanh/"
    page = client.get(address, {"so": ["1", "2"]})
    everyone = client.get(address, {"so": ["1", "2"], "khac": ""})
    answer = client.get(address, {"so": ["1", "2"], "xuat": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]

    assert page.context["changed_count"] == 1
    assert [row.placed.name for row in page.context["list"].rows()] == [moved]
    assert everyone.context["list"].count == 3
    assert moved in cells
    assert {"Phương án 1", "Phương án 2"} <= set(cells)


def test_plans_that_agree_are_said_to_and_everybody_is_listed(commune: Planned, client, world: World):
    propose_plan(actor=world.officer, commune=commune.part, on=PLANNED_ON)
    page = client.get(f"{commune.home}phuong-an/so-sanh/", {"so": ["1", "2"]})

    assert "Các phương án này phân công mọi người như nhau." in words(page)
    assert "Không có dòng nào khớp" not in words(page)
    assert page.context["list"].count == 3


def test_distances_fall_into_bands_and_none_is_lost(commune: Planned):
    compared = compare([read_plan(commune.plan)], Weights())
    told = compared.distances[0]

    assert told.at_home + sum(told.bands) + told.unknown == 3
    assert len(told.bands) == len(BANDS_KM)
    assert told.unknown == 1


def test_wrong_numbers_of_plans_are_left_out(commune: Planned, client, world: World):
    commune.moved_by_hand(world)
    page = client.get(f"{commune.home}phuong-an/so-sanh/", {"so": ["x", "99", "-1", "2", "1" * 40]})
    assert page.context["picked"] == [2]


def test_one_plan_alone_is_not_compared(commune: Planned, client):
    answer = client.get(f"{commune.home}phuong-an/so-sanh/")
    assert answer["Location"] == commune.at()


def test_of_many_changes_by_hand_only_the_last_plan_is_worth_looking_at(commune: Planned, world: World):
    second = commune.moved_by_hand(world)
    third = commune.moved_by_hand(world, plan=second)
    summaries = summaries_of(commune.part, viewer=world.officer, adoption=None)

    assert [summary.is_by_hand for summary in summaries] == [False, True, True]
    assert [summary.plan for summary in current_summaries(summaries)] == [commune.plan, third]
    assert summaries_of(commune.part, viewer=world.head, adoption=None) == []


# Plan again


def newcomer(world: World):
    return make_member(world.agency, "Người Mới Về", on=DECIDED_ON)


def test_planning_again_places_newcomers_and_moves_no_more_than_allowed(commune: Planned, client, world: World):
    member = newcomer(world)
    client.get("/dot-sap-xep/", {"ngay": DECIDED_ON.isoformat()})
    page = client.get(commune.at("lap-lai/"))
    answer = client.post(commune.at("lap-lai/"), {"on": "02/05/2019", "max_changes": "0"})

    plan = Plan.objects.get(number=2)
    before, after = commune.plan.result["placements"], plan.result["placements"]
    assert "Người Mới Về" in words(page)
    assert answer["Location"].endswith("so-sanh/?so=1&so=2")
    assert after[member_key(member.pk)]
    assert {key: after[key] for key in before} == before
    assert "số ít thay đổi" in words(client.get(commune.at(plan=plan)))


def test_what_each_further_change_buys_is_weighed(commune: Planned, client, world: World):
    plan = commune.moved_by_hand(world)
    part = client.get(commune.at("lap-lai/", plan), {"can-nhac": "1"}, headers={"HX-Request": "true"})
    whole = client.get(commune.at("lap-lai/", plan), {"can-nhac": "1"})

    assert [row["changes"] for row in part.context["steps"]] == [0, 1]
    assert [row["is_best"] for row in part.context["steps"]] == [False, True]
    assert "<html" not in words(part)
    assert "tốt nhất" in words(whole)


def test_too_few_changes_are_told_beside_the_field(commune: Planned, client, world: World):
    key = keys(world)[0]
    other = {"TAMHOA-KP1": "TAMHOA-KP2", "TAMHOA-KP2": "TAMHOA-KP1"}[commune.plan.result["placements"][key]]
    choose_rules(actor=world.officer, commune=commune.part, rules={"fixed": [[key, other]]})
    page = client.post(commune.at("lap-lai/"), {"on": "25/04/2019", "max_changes": "0"})

    assert "chỉ đổi nhiều nhất 0 người" in str(page.context["form"].errors["max_changes"])
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("keep", [True, False])
def test_planning_again_keeps_changes_by_hand_where_asked(commune: Planned, client, world: World, keep: bool):
    plan = commune.moved_by_hand(world)
    row = plan.placements.exclude(override_cost=None).get()
    client.post(commune.at("lap-lai/", plan), {"on": "25/04/2019"} | ({"keep_overrides": "on"} if keep else {}))

    again = Plan.objects.get(number=3).placements.get(member=row.member_id)
    assert (again.to_cell_id == row.to_cell_id) is keep
    assert again.override_reason == ("Gắn với địa bàn" if keep else "")
    summaries = summaries_of(commune.part, viewer=world.officer, adoption=None)
    assert summaries[-1].is_replan
    assert rules_of(commune.part).get("fixed", []) == []


# Adopt


def test_adopting_names_the_person_the_day_and_what_comes_next(commune: Planned, client, world: World):
    asked = client.get(commune.at("duyet/"))
    done = client.post(commune.at("duyet/"), {"on": "25/04/2019", "confirmed": "1", "once": "a"})
    again = client.post(commune.at("duyet/"), {"on": "25/04/2019", "confirmed": "1", "once": "a"})

    adoption = Adoption.objects.get()
    assert "Đồng chí Officer duyệt phương án 1 của phường Tam Hòa?" in words(asked)
    assert (adoption.plan, adoption.adopted_by, adoption.adopted_on) == (commune.plan, world.officer, PLANNED_ON)
    assert "Bước tiếp theo: ký quyết định" in said(done)[0]
    assert "lần bấm trước" in said(again)[-1]
    assert f"{commune.home}quyet-dinh/" in words(client.get(commune.home))


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("24/04/2019", "trước ngày lập Phương án 1"),
        ("01/01/2099", "không thể ở sau hôm nay"),
        ("x", "không phải là ngày"),
    ],
)
def test_a_wrong_day_of_adoption_is_told_beside_it(commune: Planned, client, on: str, sentence: str):
    page = client.post(commune.at("duyet/"), {"on": on, "confirmed": "1"})
    assert sentence in str(page.context["form"].errors["on"])
    assert not Adoption.objects.exists()


def test_another_plan_takes_the_place_of_the_adopted_one_not_before_it(commune: Planned, client, world: World):
    adopt_plan(actor=world.officer, commune=commune.part, plan=commune.plan, on=DECIDED_ON)
    plan = commune.moved_by_hand(world)
    client.get("/dot-sap-xep/", {"ngay": DECIDED_ON.isoformat()})
    asked = client.get(commune.at("duyet/", plan))
    early = client.post(commune.at("duyet/", plan), {"on": "01/05/2019", "confirmed": "1"})
    client.post(commune.at("duyet/", plan), {"on": "03/05/2019", "confirmed": "1"})

    assert "Phương án 1 đã duyệt trước đó sẽ được thay" in words(asked)
    assert "trước ngày đã duyệt" in str(early.context["form"].errors["on"])
    assert Adoption.objects.get(withdrawn_on=None).plan == plan
    assert Adoption.objects.get(plan=commune.plan).withdrawn_on == DECIDED_ON + timedelta(days=1)


def test_after_the_decision_nothing_more_is_planned(world: World):
    part = decided(world).commune
    client = as_user(world.officer)
    client.get("/dot-sap-xep/", {"ngay": DECIDED_ON.isoformat()})
    home = f"/dot-sap-xep/{part.campaign.code}/TAMHOA/"

    assert client.get(f"{home}phuong-an/1/duyet/").context["blocked"] == ["Xã đã ký quyết định."]
    refused = client.post(f"{home}phuong-an/moi/", {"on": "02/05/2019", "emphases": ["quy-tac"]})
    assert "Phường Tam Hòa đã ký quyết định" in words(refused)
    text = words(client.get(f"{home}phuong-an/1/"))
    assert "lap-lai/" not in text
    assert "duyet/" not in text


# Words


def test_points_and_distances_are_written_as_people_write_them():
    assert [signed(points) for points in (15, -3, 0)] == ["+15", "−3", "0"]
    assert kilometres(3249) == "3,2 km"
    assert kilometres(None) == ""


def test_what_is_proven_is_never_said_of_what_is_not(commune: Planned, world: World):
    unfinished = commune.plan.result | {"status": "FEASIBLE", "bound": commune.plan.result["objective"] + 9}
    by_hand = commune.moved_by_hand(world)

    assert status_of(commune.plan.result).tone is Tone.GOOD
    assert "Chưa chứng minh xong" in status_of(unfinished).label
    assert "Điều chỉnh tay, kém" in status_of(by_hand.result, is_by_hand=True).label
    assert title_of(commune.plan) == "Phương án 1"
