"""What a side writes: section by section, two at once, handed in, in turn; passed over and asked again."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from chibo.audit.changes import recording
from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Part, Review, Section
from chibo.evaluations.queries.reviews import facts_of
from chibo.evaluations.services import parts as services
from chibo.evaluations.services.parts import Proposal, Said
from chibo.registry.models import Role
from chibo.registry.services.roles import grant_role
from tests.factories.evaluations import (
    CELL_ON,
    CRITERIA,
    OFFICE_ON,
    OPENED_ON,
    RULES,
    SELF_ON,
    begun,
    left,
    make_cycle,
    make_review,
    write,
)
from tests.factories.registry import World, make_member, make_user, operator

WORDS = "Hoàn thành mọi nhiệm vụ được giao"
LATE = CELL_ON.replace(day=28)


def codes(call, /, **arguments) -> list[str]:
    with pytest.raises(RuleBroken) as broken:
        call(**arguments)
    return [violation.code for violation in broken.value.violations]


def say(actor, review: Review, side: Side = Side.SELF, *, text: str = WORDS, on=SELF_ON, unit=None, **told) -> Section:
    said = Said(text, told.get("level", "GOOD"), told.get("points"), told.get("version", 0))
    criterion = told.get("criterion", "duty")
    return services.write_section(
        actor=actor, review=review, side=side, criterion=criterion, wording=said, on=on, unit=unit
    )


def test_a_member_writes_section_by_section_and_hands_in(world: World):
    review, actor = begun(world), world.member
    about = {"actor": actor, "review": review, "side": Side.SELF, "on": SELF_ON}
    say(actor, review, text="  Giữ vững lập trường\r\nvà đạo đức ", criterion="thought")
    assert codes(services.submit_part, **about) == ["SECTIONS_MISSING", "GRADE_WANTED"]
    say(actor, review)
    services.propose_grade(**about, wording=Proposal("EXCELLENT"))
    services.submit_part(**about)

    part = Part.objects.get()
    assert (part.submitted_on, part.grade, part.written_by, part.acting_for) == (SELF_ON, "EXCELLENT", actor, "")
    assert [row.text for row in part.sections.order_by("pk")] == ["Giữ vững lập trường\nvà đạo đức", WORDS]
    assert codes(services.submit_part, **about) == ["PART_SUBMITTED"]
    assert codes(services.propose_grade, **about, wording=Proposal("GOOD")) == ["PART_SUBMITTED"]
    log = str(list(AuditEntry.objects.values_list("changes", "parameters", "subject_text")))
    assert WORDS not in log and "EXCELLENT" not in log and "lập trường" not in log


def test_two_who_write_one_section_at_once_lose_nothing(world: World):
    review = begun(world)
    chief = make_user("chief", Role.HEAD_OF_OFFICE, world.commune)
    first = say(world.head, review, Side.OFFICE, text="Việc ở quầy tốt")
    assert first.version == 1
    with pytest.raises(RuleBroken) as broken:
        say(chief, review, Side.OFFICE, text="Việc ở quầy chậm")
    violation = broken.value.violations[0]
    assert (violation.code, violation.params["by"]) == ("SECTION_CHANGED_MEANWHILE", "Head")
    assert Section.objects.get().text == "Việc ở quầy tốt"
    assert say(chief, review, Side.OFFICE, text="Việc ở quầy tốt", version=0).version == 1, (
        "the same words do not clash"
    )
    assert say(chief, review, Side.OFFICE, text="Cả hai ý", version=1).version == 2
    assert Section.objects.get().saved_by == chief


def test_a_section_keeps_to_the_rules_of_the_cycle(world: World):
    pointed = {**CRITERIA[1], "levels": False, "most": 30, "sides": ["SELF"]}
    points = {"groups": [], "thresholds": {}, "conditions": {"done_percent": 100, "above_percent": 30}}
    review = make_review(
        make_cycle(world.commune, rules=RULES | {"criteria": [pointed], "points": points}),
        world.member.member,
        world.first_cell,
    )
    about = {"actor": world.member, "review": review, "side": Side.SELF, "on": SELF_ON}
    for points_given in (31, -1):
        with pytest.raises(RuleBroken, match="SECTION_POINTS"):
            say(world.member, review, points=points_given)
    with pytest.raises(RuleBroken, match="SECTION_NOT_ASKED"):
        say(world.member, review, criterion="thought")
    assert say(world.member, review, level="GOOD").level == ""
    assert codes(services.submit_part, **about) == ["SECTIONS_MISSING", "GRADE_WANTED", "PERCENT_WANTED"]
    assert say(world.member, review, points=28, version=1).points == 28
    assert codes(services.propose_grade, **about, wording=Proposal("GOOD", 101, 5)) == ["PERCENT_OUT_OF_RANGE"]
    services.propose_grade(**about, wording=Proposal("GOOD", 100, 35))
    services.submit_part(**about)
    remark = say(world.secretary, review, Side.CELL, criterion="remark", level="")
    assert (remark.text, remark.part.side) == (WORDS, "CELL"), "a side without criteria says one remark"


def test_each_side_writes_its_own_and_hands_in_in_turn(world: World):
    review = begun(world)
    for actor, side in (
        (world.head, Side.CELL),
        (world.secretary, Side.OFFICE),
        (world.outsider, Side.SELF),
        (world.member, Side.OFFICE),
        (world.auditor, Side.SELF),
        (world.organiser, Side.CELL),
    ):
        with pytest.raises(PermissionDenied):
            say(actor, review, side)
    say(world.head, review, Side.OFFICE)
    say(world.head, review, Side.OFFICE, criterion="thought")
    about = {"actor": world.head, "review": review, "side": Side.OFFICE}
    services.propose_grade(**about, wording=Proposal("GOOD"), on=SELF_ON)
    assert codes(services.submit_part, **about, on=OFFICE_ON) == ["PART_OUT_OF_TURN"]
    write(review, Side.SELF, on=OFFICE_ON)
    assert codes(services.submit_part, **about, on=SELF_ON) == ["PART_OUT_OF_TURN"], "nor by an earlier day"
    services.submit_part(**about, on=OFFICE_ON)
    assert facts_of(review, OFFICE_ON).part(Side.OFFICE).grade is Grade.GOOD


def test_who_wrote_one_side_writes_no_other(world: World):
    review = begun(world)
    both = make_user("both", Role.HEAD_OF_OFFICE, world.commune)
    grant_role(actor=operator(), user=both, role=Role.SECRETARY, unit=world.first_cell, on=OPENED_ON)
    say(both, review, Side.OFFICE)
    with pytest.raises(RuleBroken, match="WRITER_OF_BOTH_SIDES"):
        say(both, review, Side.CELL, on=CELL_ON)
    say(world.secretary, review, Side.CELL, on=CELL_ON)


def test_the_head_who_is_reviewed_writes_only_of_themselves(world: World):
    leader = make_member(world.agency, "Võ Thủ Trưởng")
    head = make_user("chief", Role.HEAD_OF_OFFICE, world.commune, member=leader)
    review = make_review(begun(world).cycle, leader, world.first_cell, office=Review.objects.get().office)
    with pytest.raises(PermissionDenied):
        say(head, review, Side.OFFICE)
    say(head, review)
    begin = {"actor": world.officer, "review": review, "side": Side.OFFICE, "on": OFFICE_ON}
    assert codes(services.begin_part, **begin) == ["WRITER_NOT_NAMED"]
    assert codes(services.begin_part, **begin, acting_for="võ thủ trưởng") == ["WRITTEN_ABOUT_ONESELF"]
    services.begin_part(**begin, acting_for="Phó Chủ tịch Lê Văn Phó", paper="phiếu số 4")
    section = say(world.officer, review, Side.OFFICE, on=OFFICE_ON)
    assert (section.part.acting_for, section.part.paper) == ("Phó Chủ tịch Lê Văn Phó", "phiếu số 4")


def test_paper_is_keyed_in_for_whoever_wrote_it_and_nobody_reads_what_a_side_began(world: World):
    review = begun(world)
    name = world.member.member.full_name
    for actor in (world.secretary, world.officer):
        begin = {"actor": actor, "review": review, "side": Side.SELF, "on": SELF_ON}
        assert codes(services.begin_part, **begin) == ["WRITER_NOT_NAMED"]
        assert codes(services.begin_part, **begin, acting_for="Người Khác") == ["SELF_BY_ANOTHER"]
    begin = {"actor": world.secretary, "review": review, "side": Side.SELF, "on": SELF_ON}
    services.begin_part(**begin, acting_for=name, paper="bản viết tay")
    say(world.secretary, review)
    with pytest.raises(RuleBroken, match="PART_KEYED_BY_ANOTHER"):
        say(world.officer, review)
    say(world.secretary, review, Side.CELL, on=CELL_ON)  # what one keys in for another is not one's own
    assert say(world.member, review, text="Tôi viết tiếp", version=1).version == 2
    assert (Part.objects.get(side="SELF").written_by, Part.objects.get(side="SELF").acting_for) == (world.member, "")
    with pytest.raises(RuleBroken, match="PART_BEGUN_BY_ITS_SIDE"):
        say(world.secretary, review, version=2)
    for side, named in ((Side.OFFICE, "Ông Ba"), (Side.FORMER, "ông  ba")):
        about = {"actor": world.officer, "review": review, "side": side, "on": OFFICE_ON, "acting_for": named}
        if side is Side.OFFICE:
            services.begin_part(**about)
        else:
            left(review, world.second_cell)
            assert codes(services.begin_part, **about, unit=world.second_cell) == ["WRITER_OF_BOTH_SIDES"]


def test_former_and_home_cells_write_their_own_and_no_others(world: World):
    review = begun(world, home_cell=world.second_cell)
    left(review, world.agency)
    agency = make_user("agency", Role.SECRETARY, world.agency)
    home = make_user("home", Role.SECRETARY, world.second_cell)
    say(agency, review, Side.FORMER, unit=world.agency, criterion="remark")
    say(home, review, Side.HOME, unit=world.second_cell, criterion="remark")
    for actor, side, unit in ((agency, Side.HOME, world.second_cell), (home, Side.FORMER, world.agency)):
        with pytest.raises(PermissionDenied):
            say(actor, review, side, unit=unit, criterion="remark")
    officer = {"actor": world.officer, "review": review, "on": SELF_ON, "acting_for": "Ông Tư"}
    for side, unit in ((Side.FORMER, world.second_cell), (Side.HOME, world.agency), (Side.OFFICE, world.agency)):
        assert codes(services.begin_part, **officer, side=side, unit=unit) == ["PART_NOT_ASKED"]


def test_a_late_side_is_passed_over_for_a_reason_and_asked_again(world: World):
    review = begun(world)
    about = {"actor": world.officer, "review": review, "side": Side.SELF}
    assert codes(services.pass_over, **about, on=SELF_ON, reason="Đi nước ngoài") == ["PART_NOT_LATE"]
    assert codes(services.pass_over, **about, on=LATE, reason=" ") == ["REASON_WANTED_HERE"]
    say(world.member, review)
    services.pass_over(**about, on=LATE, reason="Đi nước ngoài")
    with pytest.raises(RuleBroken, match="PART_PASSED_OVER"):
        say(world.member, review, version=1, on=LATE)
    for actor in (world.secretary, world.member, world.head, world.organiser):
        with pytest.raises(PermissionDenied):
            services.take_back_passing_over(actor=actor, review=review, side=Side.SELF, on=LATE)
    services.take_back_passing_over(**about, on=LATE)
    assert say(world.member, review, text="Tôi đã về", version=1, on=LATE).version == 2
    assert codes(services.take_back_passing_over, **about, on=LATE) == ["PART_NOT_PASSED_OVER"]
    for side in (Side.OFFICE, Side.CELL):
        services.pass_over(actor=world.officer, review=review, side=side, on=LATE, reason="Không gửi")
    services.pass_over(**about, on=LATE, reason="Không gửi")
    assert codes(services.take_back_passing_over, **about, on=LATE) == ["PART_READ_BY_ALL"]


def test_a_side_passed_over_before_it_began_writes_as_itself_when_asked_again(world: World):
    review = begun(world)
    about = {"actor": world.officer, "review": review, "side": Side.OFFICE, "on": LATE}
    services.pass_over(**about, reason="Chưa có người phụ trách")
    services.take_back_passing_over(**about)
    section = say(world.head, review, Side.OFFICE, on=LATE)
    assert section.part.written_by == world.head


def test_nobody_passes_over_a_side_about_oneself(world: World):
    member = make_member(world.agency, "Cán Bộ Văn Phòng")
    officer = make_user("clerk", Role.COMMITTEE_OFFICER, world.commune, member=member)
    review = make_review(make_cycle(world.commune), member, world.first_cell)
    with pytest.raises(PermissionDenied):
        services.pass_over(actor=officer, review=review, side=Side.CELL, on=LATE, reason="Chậm")
    services.pass_over(actor=world.officer, review=review, side=Side.CELL, on=LATE, reason="Chậm")


def test_nothing_is_written_before_the_review_or_in_a_cancelled_cycle(world: World):
    review = begun(world)
    with pytest.raises(RuleBroken, match="REVIEW_NOT_OPEN"):
        say(world.member, review, on=OPENED_ON.replace(day=1))
    with recording("test"):
        review.cycle.cancelled_on = SELF_ON
        review.cycle.save()
    with pytest.raises(RuleBroken, match="REVIEW_CANCELLED"):
        say(world.member, review)
