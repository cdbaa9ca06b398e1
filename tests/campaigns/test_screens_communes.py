"""One commune in a campaign: where it stands, whether it is ready, its rules, its cells."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.audit.use_cases import RuleBroken
from chibo.campaigns.forms.rules import PairFormSet, RulesForm
from chibo.campaigns.models import Campaign, Plan
from chibo.campaigns.queries.problems import member_key, problem_of, rules_of
from chibo.campaigns.queries.shape import movers_on, shape_of
from chibo.campaigns.services.campaigns import choose_cells, choose_rules
from chibo.campaigns.services.plans import adopt_plan
from chibo.domain.placement.problem import Weights
from chibo.kit.steps import StepState
from chibo.registry.models import Unit
from chibo.registry.services.members import hold_member, record_kinship
from tests.campaigns.screens import as_user, said, words
from tests.factories.campaigns import (
    DEADLINE,
    DECIDED_ON,
    DIRECTIVE_ON,
    EFFECTIVE_ON,
    PLANNED_ON,
    moving,
    open_campaign,
)
from tests.factories.plans import Planned, furnish, furnished
from tests.factories.registry import World, make_member, operator


def on_day(client, day: date) -> None:
    client.get("/dot-sap-xep/", {"ngay": day.isoformat()})


def page_on(world: World, day: date, address: str, user=None):
    client = as_user(user or world.officer)
    on_day(client, day)
    return client.get(address)


def sentences_of(page) -> str:
    return " ".join(f"{check['words']} {check['note']}" for check in page.context["checks"])


def tones_of(page) -> dict[str, str]:
    return {check["words"]: check["tone"] for check in page.context["checks"]}


@pytest.fixture
def commune(world: World) -> Planned:
    return furnished(world)


def test_readiness_is_told_in_sentences_the_gravest_first(commune: Planned, world: World):
    hold_member(actor=world.officer, member=world.staff[1], why="Đang kiểm tra", on=PLANNED_ON)
    page = page_on(world, PLANNED_ON, commune.home)
    told = sentences_of(page)

    assert "3 đảng viên chưa có nơi về" in told
    assert "1 đảng viên đang tạm dừng chuyển" in told
    assert "2 chi bộ nhận có dưới 3 đảng viên chính thức" in told
    assert "1 chi bộ nhận chưa có bí thư" in told
    assert "1 đảng viên chưa ghi nơi ở" in told
    order = [check["tone"] for check in page.context["checks"]]
    assert order == sorted(order, key=["bad", "warning", "info", "good", "neutral"].index)
    assert "Đỗ Thị Ánh" in words(page)


def test_an_adopted_plan_that_fits_makes_the_commune_ready_and_one_that_does_not_is_the_gravest(
    commune: Planned, world: World
):
    adopt_plan(actor=world.officer, commune=commune.part, plan=commune.plan, on=PLANNED_ON)
    ready = page_on(world, PLANNED_ON, commune.home)
    make_member(world.agency, "Người Mới Về", on=DECIDED_ON)
    stale = page_on(world, DECIDED_ON, commune.home)

    assert tones_of(ready)["Phương án đã duyệt phân công đủ 3 đảng viên."] == "good"
    assert stale.context["checks"][0]["tone"] == "bad"
    assert "Người Mới Về" in stale.context["checks"][0]["note"]


def test_the_head_of_office_learns_how_many_but_not_who(commune: Planned, world: World):
    hold_member(actor=world.officer, member=world.staff[1], why="Đang kiểm tra", on=PLANNED_ON)
    adopt_plan(actor=world.officer, commune=commune.part, plan=commune.plan, on=PLANNED_ON)
    page = page_on(world, PLANNED_ON, commune.home, world.head)
    text = words(page)

    assert "1 đảng viên đang tạm dừng chuyển" in text
    assert "Phương án đã duyệt phân công đủ 3 đảng viên." in text
    for member in world.staff:
        assert member.full_name not in text
    assert "Phạm Văn Tổ" not in text
    assert page_on(world, PLANNED_ON, commune.at(), world.head).status_code == 404


def test_the_steps_follow_what_happened_as_of_the_day(world: World):
    part = moving(world).commune
    home = f"/dot-sap-xep/{part.campaign.code}/TAMHOA/"

    def states(day: date) -> list[StepState]:
        return [step.state for step in page_on(world, day, home).context["steps"]]

    done, current, ahead, blocked = StepState.DONE, StepState.CURRENT, StepState.AHEAD, StepState.BLOCKED
    assert states(PLANNED_ON) == [done, done, current, ahead, ahead]
    assert states(DECIDED_ON) == [done, done, done, current, ahead]
    assert states(EFFECTIVE_ON) == [done, done, done, current, ahead]
    assert states(DEADLINE + timedelta(days=1)) == [done, done, done, blocked, ahead]


def test_before_its_day_an_adoption_is_not_shown(commune: Planned, world: World):
    adopt_plan(actor=world.officer, commune=commune.part, plan=commune.plan, on=DECIDED_ON)

    before = page_on(world, PLANNED_ON, commune.home).context["plans"]
    after = page_on(world, DECIDED_ON, commune.home).context["plans"]
    assert [card["summary"].is_adopted for card in before] == [False]
    assert [card["summary"].is_adopted for card in after] == [True]
    assert page_on(world, DIRECTIVE_ON, commune.home).context["plans"] == []


def test_figures_of_transfers_open_their_lists(world: World):
    part = moving(world).commune
    client = as_user(world.officer)
    on_day(client, date(2019, 8, 1))
    figures = client.get(f"/dot-sap-xep/{part.campaign.code}/TAMHOA/").context["transfers"]

    assert {figure["label"] for figure in figures} == {"Đã giới thiệu, chưa đến", "Chờ tiếp nhận"}
    for figure in figures:
        assert client.get(figure["address"]).context["list"].count == figure["count"]


def test_the_history_tells_of_plans_and_adoption_too(commune: Planned, world: World):
    adopt_plan(actor=world.officer, commune=commune.part, plan=commune.plan, on=PLANNED_ON)
    page = page_on(world, DECIDED_ON, commune.home)

    assert [entry["action"] for entry in page.context["entries"]] == [
        "campaigns.plan_adopted",
        "campaigns.plan_proposed",
    ]
    assert '"problem"' not in words(page)


def test_a_commune_outside_the_campaign_has_nothing_to_do(world: World):
    campaign = open_campaign(world)
    page = page_on(world, PLANNED_ON, f"/dot-sap-xep/{campaign.code}/TANMAI/", world.organiser)

    assert page.context["steps"] == []
    assert "không phải làm gì trong đợt này" in words(page)


# Rules


def rules_posted(**changes: object) -> dict[str, object]:
    """What the rules page sends when nothing was touched, with ``changes``."""
    data: dict[str, object] = {
        "home": 15,
        "travel_per_km": 3,
        "travel_cap": 60,
        "coverage": 12,
        "leader": 20,
        "minimum_official": 3,
        "weak": 3000,
        "empty": 2000,
        "change": 0,
        "size_steps": "10, 15, 20",
        "office_limit": "",
        "pair-TOTAL_FORMS": 0,
        "pair-INITIAL_FORMS": 0,
    }
    return data | changes


def pairs_posted(*pairs: tuple[str, str, str]) -> dict[str, object]:
    data: dict[str, object] = {"pair-TOTAL_FORMS": len(pairs)}
    for place, (member, rule, cell) in enumerate(pairs):
        data |= {f"pair-{place}-member": member, f"pair-{place}-rule": rule, f"pair-{place}-cell": cell}
    return data


def test_the_committee_sets_weights_in_words_and_plans_keep_them(commune: Planned, world: World):
    client = as_user(world.officer)
    on_day(client, PLANNED_ON)
    chosen = rules_posted(home=40, travel_per_km=8, office_limit=2, size_steps="5; 9,20")
    assert client.post(f"{commune.home}quy-tac/", chosen).status_code == 302

    commune.part.refresh_from_db()
    problem = problem_of(commune.part, PLANNED_ON, rules=rules_of(commune.part))
    assert (problem.weights.home, problem.weights.travel_per_km) == (40, 8)
    assert (problem.weights.size_steps, problem.office_limit) == ((5, 9, 20), 2)
    text = words(client.get(f"{commune.home}quy-tac/"))
    assert "Mỗi ki-lô-mét từ nhà đến chi bộ trừ" in text
    assert "Thường dùng: Về sinh hoạt tại chi bộ nơi ở: cộng 15 điểm." in text


def test_every_weight_of_the_format_is_typed_in_exactly_one_sentence():
    form = RulesForm(rules={}, kin=[], cells=[])
    typed = [field.name for row in form.sentences() for field in row["fields"]]

    assert sorted(typed) == sorted(name for name in Weights.__dataclass_fields__)
    assert not any(row["usual"] for row in form.sentences())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"home": -1}, "home"),
        ({"weak": 10_000_000}, "weak"),
        ({"travel_cap": "nhiều"}, "travel_cap"),
        ({"size_steps": "10, x"}, "size_steps"),
        ({"size_steps": ", ,"}, "size_steps"),
        ({"size_steps": ""}, "size_steps"),
        ({"office_limit": -2}, "office_limit"),
    ],
)
def test_what_is_wrong_with_a_weight_stands_beside_it_and_nothing_is_kept(
    commune: Planned, world: World, change, field
):
    page = as_user(world.officer).post(f"{commune.home}quy-tac/", rules_posted(**change))

    assert list(page.context["form"].errors) == [field]
    commune.part.refresh_from_db()
    assert commune.part.rules == {}


def test_pins_and_bans_are_kept_and_contradictions_refused(commune: Planned, world: World):
    client = as_user(world.officer)
    on_day(client, PLANNED_ON)
    first, second = (member_key(member.pk) for member in world.staff[:2])
    address = f"{commune.home}quy-tac/"

    two = client.post(
        address, rules_posted(**pairs_posted((first, "fixed", "TAMHOA-KP1"), (first, "fixed", "TAMHOA-KP2")))
    )
    both = client.post(
        address, rules_posted(**pairs_posted((first, "fixed", "TAMHOA-KP1"), (first, "forbidden", "TAMHOA-KP1")))
    )
    forged = client.post(address, rules_posted(**pairs_posted(("M00000001", "fixed", "TANMAI-KP1"))))
    client.post(
        address, rules_posted(**pairs_posted((first, "fixed", "TAMHOA-KP2"), (second, "forbidden", "TAMHOA-KP1")))
    )

    assert "chỉ có thể phải về một chi bộ" in words(two)
    assert "vừa phải về vừa không về" in words(both)
    assert forged.context["pairs"].errors[0]
    commune.part.refresh_from_db()
    assert commune.part.rules["fixed"] == [[first, "TAMHOA-KP2"]]
    assert commune.part.rules["forbidden"] == [[second, "TAMHOA-KP1"]]


def test_a_pin_is_taken_away_by_its_tick(commune: Planned, world: World):
    key = member_key(world.staff[0].pk)
    choose_rules(actor=world.officer, commune=commune.part, rules={"fixed": [[key, "TAMHOA-KP2"]]})
    client = as_user(world.officer)
    on_day(client, PLANNED_ON)
    sent = rules_posted(
        **pairs_posted((key, "fixed", "TAMHOA-KP2")), **{"pair-INITIAL_FORMS": 1, "pair-0-DELETE": "on"}
    )
    client.post(f"{commune.home}quy-tac/", sent)

    commune.part.refresh_from_db()
    assert commune.part.rules["fixed"] == []


def test_rules_that_another_changed_meanwhile_are_shown_before_they_are_overwritten(commune: Planned, world: World):
    client = as_user(world.officer)
    seen = client.get(f"{commune.home}quy-tac/").context["form"].fingerprint
    choose_rules(actor=world.officer, commune=commune.part, rules={"office_limit": 1})

    refused = client.post(f"{commune.home}quy-tac/", rules_posted(seen=seen, home=99))
    now = refused.context["form"]["seen"].value()
    taken = client.post(f"{commune.home}quy-tac/", rules_posted(seen=now, home=99))

    assert "người khác đã đặt quy tắc mới" in words(refused)
    assert taken.status_code == 302
    commune.part.refresh_from_db()
    assert commune.part.rules["weights"]["home"] == 99


def test_relatives_are_kept_apart_until_the_committee_allows_them_together(commune: Planned, world: World):
    record_kinship(
        actor=operator(), member=world.staff[0], other=world.staff[1], relation="vợ chồng", on=date(2015, 1, 1)
    )
    pair = tuple(sorted(member_key(member.pk) for member in world.staff[:2]))
    client = as_user(world.officer)
    on_day(client, PLANNED_ON)
    assert problem_of(commune.part, PLANNED_ON, rules={}).keep_apart == (pair,)

    page = client.get(f"{commune.home}quy-tac/")
    client.post(f"{commune.home}quy-tac/", rules_posted())

    assert "Trần Văn Bình" in str(page.context["form"]["apart"])
    commune.part.refresh_from_db()
    assert commune.part.rules["together"] == [list(pair)]
    assert problem_of(commune.part, PLANNED_ON, rules=rules_of(commune.part)).keep_apart == ()


def test_a_cell_without_limit_takes_everyone(commune: Planned, world: World):
    for name in ("Người Thứ Tư", "Người Thứ Năm"):
        make_member(world.agency, name)

    def capacities(rules: dict) -> list[int]:
        return [cell.capacity for cell in problem_of(commune.part, PLANNED_ON, rules=rules).cells]

    assert capacities({}) == [3, 3]
    assert capacities({"uncapped": ["TAMHOA-KP2"]}) == [3, 5]


@pytest.mark.parametrize(
    "rules",
    [
        {"weights": {"home": -1}},
        {"weights": {"hom": 1}},
        {"weights": {"size_steps": []}},
        {"weights": {"size_steps": 5}},
        {"weights": [1]},
        {"office_limit": "2"},
        {"fixed": [["M1"]]},
        {"forbidden": "M1"},
        {"together": [["M1", 2]]},
        {"uncapped": [3]},
        {"unknown": 1},
    ],
)
def test_the_use_case_refuses_rules_that_no_plan_understands(commune: Planned, world: World, rules):
    with pytest.raises(RuleBroken) as error:
        choose_rules(actor=world.officer, commune=commune.part, rules=rules)
    assert [violation.code for violation in error.value.violations] == ["BAD_RULES"]


def test_blank_rows_of_pins_are_no_rows():
    data = {"pair-TOTAL_FORMS": 2, "pair-INITIAL_FORMS": 0, "pair-0-rule": "fixed", "pair-1-rule": "forbidden"}
    formset = PairFormSet(data, prefix="pair", form_kwargs={"members": [], "cells": []})
    assert formset.is_valid()
    assert formset.pairs() == []


# Cells of a merge, a split, an establishment


def other_campaign(world: World, kind: str) -> str:
    furnish(world)
    campaign = open_campaign(world, code="C2", kind=kind)
    return f"/dot-sap-xep/{campaign.code}/TAMHOA/"


def chosen(world: World, home: str, data: dict):
    client = as_user(world.officer)
    on_day(client, PLANNED_ON)
    answer = client.post(f"{home}chi-bo/", data)
    return answer, Campaign.objects.get(code="C2").communes.get(unit=world.commune)


def test_two_cells_merge_into_a_new_one(world: World):
    home = other_campaign(world, Campaign.MERGE)
    cells = [world.first_cell.pk, world.second_cell.pk]
    few, _part = chosen(world, home, {"leaving": cells[:1], "receiving": "-", "names": "Chi bộ khu phố 1-2"})
    nameless, _part = chosen(world, home, {"leaving": cells, "receiving": "-", "names": ""})
    answer, part = chosen(world, home, {"leaving": cells, "receiving": "-", "names": "Chi bộ khu phố 1-2"})

    assert "ít nhất hai chi bộ" in words(few)
    assert "Hãy ghi tên chi bộ mới" in words(nameless)
    assert answer.status_code == 302
    assert part.leaving == cells
    assert [told["name"] for told in part.opening.values()] == ["Chi bộ khu phố 1-2"]
    assert "sẽ lập" in words(page_on(world, PLANNED_ON, home))


def test_a_cell_merges_into_one_that_stays(world: World):
    home = other_campaign(world, Campaign.MERGE)
    both = [world.first_cell.pk, world.second_cell.pk]
    alone, _part = chosen(world, home, {"leaving": both[:1], "receiving": both[0]})
    _answer, part = chosen(world, home, {"leaving": both, "receiving": both[0]})

    assert "khác với chi bộ nhận" in words(alone)
    assert (part.leaving, part.receiving, part.opening) == ([both[1]], [both[0]], {})


def test_a_cell_splits_and_choosing_again_keeps_the_code(world: World):
    home = other_campaign(world, Campaign.SPLIT)
    asked = {"leaving": world.first_cell.pk, "names": "Chi bộ khu phố 1A\nChi bộ  khu phố 1B\n"}
    _answer, part = chosen(world, home, asked)
    units = set(Unit.objects.values_list("code", flat=True))
    _answer, part = chosen(world, home, asked | {"names": "Chi bộ khu phố 1A"})

    assert [told["name"] for told in part.opening.values()] == ["Chi bộ khu phố 1A"]
    assert set(Unit.objects.values_list("code", flat=True)) == units
    shape = shape_of(part, PLANNED_ON)
    assert len(movers_on(part, shape, PLANNED_ON)) == 1


def test_an_agency_cell_is_established_again_with_those_who_work_there(world: World):
    home = other_campaign(world, Campaign.ESTABLISH)
    proposed = page_on(world, PLANNED_ON, f"{home}chi-bo/")
    answer, part = chosen(world, home, {"names": "Chi bộ cơ quan phường Tam Hòa"})

    assert "Chi bộ cơ quan phường Tam Hòa" in words(proposed)
    assert answer.status_code == 302
    assert [told["kind"] for told in part.opening.values()] == ["AGENCY_CELL"]


def test_cells_of_another_commune_cannot_be_chosen(world: World):
    home = other_campaign(world, Campaign.MERGE)
    answer, part = chosen(
        world, home, {"leaving": [world.other_cell.pk, world.first_cell.pk], "receiving": "-", "names": "Mới"}
    )
    assert answer.context["form"].errors["leaving"]
    assert part.leaving == []


def test_cells_are_settled_once_the_decision_is_signed(world: World):
    reorganisation = moving(world)
    with pytest.raises(RuleBroken) as error:
        choose_cells(actor=world.officer, commune=reorganisation.commune, leaving=[world.first_cell])
    assert [violation.code for violation in error.value.violations] == ["ALREADY_DECIDED"]


def test_a_rule_is_dropped_only_when_it_is_one(commune: Planned, world: World):
    client = as_user(world.officer)
    address = f"{commune.home}quy-tac/bo/"
    assert client.post(address, {"rule": "gravity", "id": ["M1"]}).status_code == 404
    assert client.post(address, {"rule": "fixed", "id": ["M1"]}).status_code == 404
    dropped = client.post(address, {"rule": "office_limit", "id": ["TAMHOA-KP1", "VP"]})
    assert "Đã bỏ quy tắc" in said(dropped)[-1]
    assert Plan.objects.count() == 1
