"""The committee chooses, concludes under the cap, and rules on appeals."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chibo.audit.changes import recording
from chibo.audit.use_cases import RuleBroken
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Conclusion, Reply, Review, Verdict
from chibo.evaluations.queries.cycles import rules_of
from chibo.evaluations.queries.standing import grades_in_force, quota_of
from chibo.evaluations.services.cycles import leave_out
from chibo.evaluations.services.decisions import choose_grade, conclude, rule_on_appeal
from chibo.registry.services.units import appoint_officer
from tests.evaluations.test_cycles import refused
from tests.factories.evaluations import RULES, make_cycle, make_office, make_review, write
from tests.factories.registry import World, make_member, operator
from tests.registry.browser import Browser, words

pytestmark = pytest.mark.django_db
CHOSEN_ON = date(2019, 12, 22)
CONCLUDED_ON = date(2019, 12, 27)
EXCELLENT, GOOD, FULFILLED, FAILED = Grade


def with_rules(**changed: Any) -> dict[str, Any]:
    return RULES | {"work_first": False, "cap": RULES["cap"] | changed}


def filled(
    cycle: Any, cell: Any, grades: list[Grade], actor: Any, *, met_in: Any = None, on: date = CHOSEN_ON
) -> list[Review]:
    """Members reviewed by ``cell`` (now in ``met_in``), written by themselves and the cell and chosen, all by ``on``."""
    found = []
    for grade in grades:
        review = make_review(cycle, make_member(met_in or cell), cell)
        write(review, Side.SELF, grade=grade, on=on)
        write(review, Side.CELL, grade=grade, on=on)
        choose_grade(actor=actor, review=review, grade=grade, on=on)
        found.append(review)
    return found


def test_a_departure_wants_a_reason_and_a_choice_may_be_changed_until_it_is_concluded(world: World):
    review = make_review(make_cycle(world.commune), world.staff[1], world.first_cell, office=make_office(world.commune))
    choose = {"actor": world.officer, "review": review, "on": CHOSEN_ON}
    # Before the sides have written nothing is told of what they give.
    choose_grade(grade="FULFILLED", **choose)
    write(review, Side.SELF)
    write(review, Side.OFFICE, grade=GOOD)
    write(review, Side.CELL, grade=GOOD)
    refused("CHOICE_WANTS_REASON", choose_grade, grade="FULFILLED", **choose)
    refused("CHOSEN_WANTS_REASON", conclude, actor=world.officer, cycle=review.cycle, kind="MEMBERS", on=CONCLUDED_ON)
    choose_grade(grade="FULFILLED", reason="Chậm nhiệm vụ trọng tâm", **choose)
    choice = choose_grade(grade="GOOD", **choose)
    assert (choice.grade, choice.reason) == ("GOOD", "")
    conclusion = conclude(actor=world.officer, cycle=review.cycle, kind="MEMBERS", on=CONCLUDED_ON)
    assert list(conclusion.verdicts.values_list("review", "number", "grade")) == [(review.pk, 1, "GOOD")]
    # Ten working days later, New Year's Day not counted.
    assert conclusion.appeal_until == date(2020, 1, 13)
    assert conclusion.document.symbol == "01-QĐ/ĐU"
    assert "Đỗ Thị Ánh" in conclusion.document.content
    refused("REVIEW_DECIDED", choose_grade, grade="GOOD", **choose)
    refused("REVIEW_DECIDED", leave_out, actor=world.officer, review=review, reason="x", on=CONCLUDED_ON)
    refused("NOTHING_CHOSEN", conclude, actor=world.officer, cycle=review.cycle, kind="MEMBERS", on=CONCLUDED_ON)


def test_nothing_is_concluded_while_a_side_or_a_sitting_is_missing(world: World):
    review = make_review(make_cycle(world.commune), world.staff[1], world.first_cell, office=make_office(world.commune))
    run = {"actor": world.officer, "cycle": review.cycle, "kind": "MEMBERS", "on": CONCLUDED_ON}
    choose_grade(actor=world.officer, review=review, grade="GOOD", on=CHOSEN_ON)
    write(review, Side.SELF)
    told = refused("CHOSEN_SIDES_MISSING", conclude, **run)
    assert (told["name"], told["sides"]) == ("Đỗ Thị Ánh", [Side.OFFICE, Side.CELL])
    write(review, Side.OFFICE, grade=EXCELLENT)
    write(review, Side.CELL, grade=GOOD)
    refused("CHOSEN_JOINT_OWED", conclude, **run)
    assert not Conclusion.objects.exists()


def test_work_comes_first(world: World):
    cycle = make_cycle(world.commune)
    review = make_review(cycle, world.staff[1], world.first_cell, office=make_office(world.commune))
    for side, grade in ((Side.SELF, EXCELLENT), (Side.OFFICE, GOOD), (Side.CELL, GOOD)):
        write(review, side, grade=grade)
    choose_grade(actor=world.officer, review=review, grade="EXCELLENT", reason="thành tích lớn", on=CHOSEN_ON)
    with pytest.raises(RuleBroken) as broken:
        conclude(actor=world.officer, cycle=cycle, kind="MEMBERS", on=CONCLUDED_ON)
    assert [each.code for each in broken.value.violations] == ["WORK_COMES_FIRST", "CAP_OF_NOUGHT"]
    assert broken.value.violations[1].params["needed"] == 5


def test_nobody_judges_oneself_and_only_the_committee_judges(world: World):
    cycle = make_cycle(world.commune)
    own = make_member(world.first_cell, "Cán Bộ Tự Xét")
    world.officer.member = own
    with recording("test"):
        own.user = world.officer
        own.save()
    review = make_review(cycle, own, world.first_cell)
    for actor in (world.officer, world.head, world.secretary, world.organiser, world.outsider):
        with pytest.raises(PermissionDenied):
            choose_grade(actor=actor, review=review, grade="GOOD", on=CHOSEN_ON)
    page = Browser(world.officer).get(reverse("evaluations:board", args=[cycle.pk]), {"ngay": "22/12/2019"})
    assert "không chọn mức cho chính mình" in words(page)
    assert f"grade-{review.pk}" not in page.text


@pytest.mark.parametrize("of", ["GOOD", "GOOD_OR_BETTER"])
def test_in_every_commune_the_cap_holds_after_every_conclusion(world: World, of: str):
    dice = random.Random(f"cap {of}")
    others = {world.commune: (world.officer, [world.first_cell, world.second_cell])}
    others[world.other_commune] = (world.outsider, [world.other_cell])
    refusals = 0
    for commune, (actor, cells) in others.items():
        cycle = make_cycle(commune, rules=with_rules(of=of))
        for _round in range(3):
            for cell in cells:
                weights = (3, 4, 1, 1)
                filled(cycle, cell, dice.choices(list(Grade), weights, k=4), actor)
            try:
                conclusion = conclude(actor=actor, cycle=cycle, kind="MEMBERS", on=CONCLUDED_ON)
            except RuleBroken as broken:
                refusals += 1
                assert {each.code for each in broken.violations} <= {"CAP_EXCEEDED", "CAP_OF_NOUGHT"}
                over = quota_of(cycle, rules_of(cycle), CONCLUDED_ON, of_cells=False)
                assert over.over
                chosen = Review.objects.filter(cycle=cycle, verdicts=None, choice__grade="EXCELLENT").order_by("pk")
                for review in chosen:
                    choose_grade(actor=actor, review=review, grade="GOOD", reason="hết hạn mức", on=CHOSEN_ON)
                conclusion = conclude(actor=actor, cycle=cycle, kind="MEMBERS", on=CONCLUDED_ON)
            grades = list(grades_in_force(cycle, CONCLUDED_ON, of_cells=False).values())
            base = grades.count(GOOD) + (grades.count(EXCELLENT) if of == "GOOD_OR_BETTER" else 0)
            assert 100 * grades.count(EXCELLENT) <= 20 * base
            assert (conclusion.excellent_count, conclusion.limit_count) == (grades.count(EXCELLENT), base // 5)
    assert refusals


def test_cells_are_rated_by_the_same_engine_and_counted_among_themselves(world: World):
    cycle = make_cycle(world.commune, rules=with_rules())
    for cell, grade in ((world.first_cell, EXCELLENT), (world.second_cell, GOOD)):
        review = make_review(cycle, None, cell)
        write(review, Side.SELF, grade=grade)
        choose_grade(actor=world.officer, review=review, grade=grade, on=CHOSEN_ON)
    run = {"actor": world.officer, "cycle": cycle, "kind": "CELLS", "on": CONCLUDED_ON}
    refused("CAP_OF_NOUGHT", conclude, **run)
    uncapped = make_cycle(world.other_commune, rules=with_rules(cells=False))
    review = make_review(uncapped, None, world.other_cell)
    write(review, Side.SELF, grade=EXCELLENT)
    choose_grade(actor=world.outsider, review=review, grade="EXCELLENT", on=CHOSEN_ON)
    conclusion = conclude(actor=world.outsider, cycle=uncapped, kind="CELLS", on=CONCLUDED_ON)
    assert (conclusion.limit_count, conclusion.document.title) == (None, "về việc xếp loại chất lượng chi bộ năm 2019")


def appealed(review: Review) -> Reply:
    reply = Reply(review=review, kind="APPEAL", on=date(2020, 1, 3), text="Đề nghị xem lại", written_by=operator())
    with recording("test"):
        reply.save()
    return reply


def test_an_appeal_is_upheld_or_brings_a_following_grade_under_the_same_cap(world: World):
    cycle = make_cycle(world.commune, rules=with_rules())
    reviews = filled(cycle, world.first_cell, [GOOD] * 6 + [FULFILLED] * 2, world.officer)
    conclude(actor=world.officer, cycle=cycle, kind="MEMBERS", on=CONCLUDED_ON)
    first, second, third = appealed(reviews[0]), appealed(reviews[1]), appealed(reviews[6])
    told = {"actor": world.officer, "wording": "Đã xem lại.", "on": date(2020, 1, 8)}
    refused("RULED_BEFORE_APPEAL", rule_on_appeal, reply=first, **told | {"on": date(2020, 1, 2)})
    refused("REASON_WANTED_HERE", rule_on_appeal, reply=first, **told | {"wording": " "})
    ruling = rule_on_appeal(reply=first, grade="EXCELLENT", **told)
    assert ruling.verdict is not None
    assert (ruling.verdict.number, ruling.verdict.grade) == (2, "EXCELLENT")
    assert (ruling.verdict.conclusion.excellent_count, ruling.verdict.conclusion.limit_count) == (1, 1)
    assert "Đã xếp loại" in ruling.verdict.conclusion.document.content
    refused("APPEAL_RULED", rule_on_appeal, reply=first, **told)
    refused("CAP_OF_NOUGHT", rule_on_appeal, reply=second, grade="EXCELLENT", **told)
    assert rule_on_appeal(reply=second, **told).verdict is None
    assert rule_on_appeal(reply=third, grade="GOOD", **told).verdict is not None
    assert grades_in_force(cycle, date(2020, 1, 8), of_cells=False)[reviews[6].pk] is GOOD
    assert grades_in_force(cycle, CONCLUDED_ON, of_cells=False)[reviews[6].pk] is FULFILLED
    answer = Reply(review=reviews[2], kind="ANSWER", on=date(2020, 1, 3), text="Nhất trí", written_by=operator())
    with recording("test"):
        answer.save()
    refused("NO_APPEAL", rule_on_appeal, reply=answer, **told)
    assert Verdict.objects.filter(review__cycle=cycle).count() == 10
    with pytest.raises(PermissionDenied):
        rule_on_appeal(reply=answer, **told | {"actor": world.secretary})


def test_the_paper_is_signed_by_the_committees_secretary(world: World):
    cycle = make_cycle(world.commune, rules=with_rules())
    appoint_officer(
        actor=world.officer, unit=world.commune, member=world.staff[0], post="SECRETARY", on=date(2019, 1, 1)
    )
    filled(cycle, world.first_cell, [GOOD], world.officer)
    conclusion = conclude(actor=world.officer, cycle=cycle, kind="MEMBERS", on=CONCLUDED_ON)
    assert conclusion.document.signer == "Trần Văn Bình"
