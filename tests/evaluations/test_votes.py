"""The cell's vote, the joint sitting, the member's replies; and that lists know the stage as the rules do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side, Stage, stage_of
from chibo.evaluations.models import Cycle, JointSitting, Part, Reply, Review, Vote
from chibo.evaluations.queries.reviews import facts_for
from chibo.evaluations.queries.stages import with_stage
from chibo.evaluations.services import parts, replies, votes
from chibo.evaluations.services.votes import Ballots, Sitting
from tests.factories import evaluations as make
from tests.factories.evaluations import APPEAL_UNTIL, CELL_ON, DECIDED_ON, OFFICE_ON, OPENED_ON, begun, write
from tests.factories.registry import World, make_member

JOINT_ON = date(2019, 12, 16)


def refused(call, /, **arguments) -> list[str]:
    with pytest.raises(RuleBroken) as broken:
        call(**arguments)
    return [violation.code for violation in broken.value.violations]


def voters(world: World, number: int) -> None:
    """The reviewing cell has ``number`` official members and one on probation."""
    for each in range(number - 1):
        make_member(world.first_cell, f"Cử Tri Thứ {each}")
    make_member(world.first_cell, "Cử Tri Dự Bị", official=False)


def test_a_vote_adds_up_with_the_members_of_its_day(world: World):
    review = begun(world)
    voters(world, 6)
    about = {"actor": world.secretary, "review": review, "held_on": CELL_ON, "on": CELL_ON}
    told = {"EXCELLENT": 1, "GOOD": 4}
    for ballots, code in (
        (Ballots(7, "GOOD", told, 2), "VOTE_MORE_THAN_MEMBERS"),
        (Ballots(6, "GOOD", told), "VOTE_DOES_NOT_ADD_UP"),
        (Ballots(6, "EXCELLENT", told, 1), "VOTE_SAYS_OTHERWISE"),
        (Ballots(6, "GOOD"), "VOTE_NOT_COUNTED"),
        (Ballots(4, "GOOD", {"GOOD": 4}), "VOTE_REVEALS"),
    ):
        assert refused(votes.record_vote, **about, wording=ballots) == [code]
    ahead = about | {"held_on": CELL_ON + timedelta(days=1)}
    assert refused(votes.record_vote, **ahead, wording=Ballots(6, "GOOD", told, 1)) == ["VOTE_AHEAD"]
    early = about | {"held_on": OPENED_ON - timedelta(days=1)}
    assert refused(votes.record_vote, **early, wording=Ballots(6, "GOOD", told, 1)) == ["REVIEW_NOT_OPEN"]

    votes.record_vote(**about, wording=Ballots(6, "GOOD", told, 1))
    row = Vote.objects.get()
    assert (row.official_count, row.present_count, row.excellent_count, row.good_count, row.blank_count) == (
        6,
        6,
        1,
        4,
        1,
    )
    assert (row.part.side, row.part.grade) == ("CELL", "GOOD")
    votes.record_vote(**about, wording=Ballots(4, "EXCELLENT"))
    row.refresh_from_db()
    assert (row.present_count, row.excellent_count, row.blank_count) == (4, None, None)
    assert Part.objects.get().grade == "EXCELLENT"
    log = str(list(AuditEntry.objects.values_list("changes", "parameters")))
    assert "EXCELLENT" not in log
    for actor in (world.head, world.member, world.auditor):
        with pytest.raises(PermissionDenied):
            votes.record_vote(**about | {"actor": actor}, wording=Ballots(4, "GOOD"))


def test_the_cell_hands_in_with_a_vote_held_once_it_had_read_the_others(world: World):
    review = begun(world)
    write(review, Side.SELF)
    write(review, Side.OFFICE)
    about = {"actor": world.secretary, "review": review, "side": Side.CELL, "on": CELL_ON}
    for criterion in ("thought", "duty"):
        parts.write_section(**about, criterion=criterion, wording=parts.Said("Chi bộ nhất trí", "GOOD"))
    assert refused(parts.propose_grade, **about, wording=parts.Proposal("GOOD")) == ["GRADE_NOT_ASKED"]
    assert refused(parts.submit_part, **about) == ["VOTE_WANTED"]
    vote = {"actor": world.secretary, "review": review, "wording": Ballots(1, "GOOD"), "on": CELL_ON}
    votes.record_vote(**vote, held_on=OFFICE_ON - timedelta(days=1))
    assert refused(parts.submit_part, **about) == ["VOTE_BEFORE_THE_SIDES"]
    votes.record_vote(**vote, held_on=CELL_ON)
    assert refused(parts.submit_part, **about | {"on": OFFICE_ON}) == ["VOTE_AFTER_SUBMISSION"]
    parts.submit_part(**about)
    assert refused(votes.record_vote, **vote, held_on=CELL_ON) == ["PART_SUBMITTED"]


def test_both_sides_sit_together_once_when_they_differ(world: World):
    review = begun(world)
    said = Sitting("Phó Chủ tịch", "Bí thư", "Đã trao đổi về việc ở quầy", "GOOD")
    about = {"actor": world.head, "review": review, "wording": said, "held_on": JOINT_ON, "on": JOINT_ON}
    assert refused(votes.hold_joint_sitting, **about) == ["JOINT_NOT_NEEDED"]
    write(review, Side.SELF)
    write(review, Side.OFFICE, grade=Grade.EXCELLENT)
    write(review, Side.CELL)
    day_before = JOINT_ON - timedelta(days=1)
    for wrong, code in (
        ({"on": day_before}, "JOINT_AHEAD"),
        ({"held_on": OFFICE_ON}, "JOINT_BEFORE_THE_SIDES"),
        ({"wording": Sitting(" ", "Bí thư", "Đã trao đổi")}, "JOINT_WORDS_WANTED"),
    ):
        assert refused(votes.hold_joint_sitting, **about | wrong) == [code]
    for actor in (world.member, world.auditor, world.outsider, world.organiser):
        with pytest.raises(PermissionDenied):
            votes.hold_joint_sitting(**about | {"actor": actor})
    votes.hold_joint_sitting(**about)
    row = JointSitting.objects.get()
    assert (row.held_on, row.grade, row.written_by) == (JOINT_ON, "GOOD", world.head)
    assert refused(votes.hold_joint_sitting, **about | {"actor": world.secretary}) == ["JOINT_HELD"]


def test_a_member_answers_and_appeals_once_in_time_also_on_paper(world: World):
    review = begun(world)
    about = {"actor": world.member, "review": review, "wording": "Tôi đề nghị xem lại", "on": DECIDED_ON}
    assert refused(replies.answer_verdict, **about) == ["REVIEW_NOT_DECIDED"]
    make.decided(review)
    late = about | {"on": APPEAL_UNTIL + timedelta(days=1)}
    assert refused(replies.appeal_verdict, **late) == ["REPLY_TOO_LATE"]
    assert refused(replies.appeal_verdict, **about | {"on": DECIDED_ON - timedelta(days=1)}) == ["REPLY_TOO_EARLY"]
    assert refused(replies.answer_verdict, **about | {"wording": "  "}) == ["REPLY_WORDS_WANTED"]
    assert refused(replies.appeal_verdict, **about | {"actor": world.secretary}) == ["WRITER_NOT_NAMED"]
    for actor in (world.head, world.organiser, world.auditor, world.outsider):
        with pytest.raises(PermissionDenied):
            replies.appeal_verdict(**about | {"actor": actor})
    replies.answer_verdict(**about)
    replies.appeal_verdict(**about | {"actor": world.secretary}, acting_for="Trần Văn Bình", paper="đơn ngày 02/01")
    assert refused(replies.appeal_verdict, **about) == ["APPEAL_KNOWN"]
    found = list(Reply.objects.order_by("pk").values_list("kind", "acting_for", "paper"))
    assert found == [("ANSWER", "", ""), ("APPEAL", "Trần Văn Bình", "đơn ngày 02/01")]
    assert "xem lại" not in str(list(AuditEntry.objects.values_list("changes", "parameters")))


def test_lists_know_the_stage_as_the_rules_do(world: World):
    def fresh(**told) -> Review:
        starts_on = date(2000 + Cycle.objects.count(), 1, 1)
        cycle = make.make_cycle(world.commune, starts_on=starts_on, ends_on=starts_on.replace(month=12))
        office = Review.objects.first().office if Review.objects.exists() else make.make_office(world.commune)
        return make.make_review(cycle, world.member.member, world.first_cell, **({"office": office} | told))

    def after(*sides: Side, **told) -> Review:
        review = fresh(**told)
        for side in sides:
            write(review, side)
        return review

    everyone = (Side.SELF, Side.OFFICE, Side.CELL)
    fresh()
    after(Side.SELF)
    after(Side.OFFICE, Side.CELL)
    after(Side.SELF, office=None)
    after(Side.SELF, Side.OFFICE)
    make.left(after(*everyone), world.agency)
    gone = after(*everyone)
    make.left(gone, world.agency)
    write(gone, Side.FORMER, unit=world.agency)
    apart = [after(Side.SELF, Side.CELL) for _each in range(2)]
    for review in apart:
        write(review, Side.OFFICE, grade=Grade.EXCELLENT)
    make.sat(apart[0])
    for review in (finished := [after(*everyone) for _each in range(3)]):
        make.decided(review)
    make.replied(finished[0])
    make.replied(finished[1], Reply.ANSWER)
    after(Side.SELF, left_out_on=CELL_ON, left_out_reason="Mới kết nạp")
    late = after()
    parts.pass_over(actor=world.officer, review=late, side=Side.SELF, on=DECIDED_ON, reason="Không gửi")
    cell_itself = make.make_review(make.make_cycle(world.commune, starts_on=date(1999, 1, 1)), None, world.first_cell)
    make.make_review(cell_itself.cycle, None, world.second_cell)
    write(cell_itself, Side.SELF)

    seen: set[Stage] = set()
    for day in (OPENED_ON, make.SELF_ON, CELL_ON, DECIDED_ON, APPEAL_UNTIL, APPEAL_UNTIL + timedelta(days=1)):
        stages = dict(with_stage(Review.objects.all(), day).values_list("pk", "stage"))
        known = {pk: stage_of(facts, day) for pk, facts in facts_for(Review.objects.all(), day).items()}
        assert stages == known, day
        seen |= set(known.values())
    assert seen == set(Stage)
