"""The way of a review: its stages, and what each step asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from chibo.domain.evaluation.grades import Grade, levels_apart
from chibo.domain.evaluation.way import (
    PartFacts,
    ReviewFacts,
    Side,
    Stage,
    VoteCount,
    check_ask_again,
    check_decide,
    check_joint,
    check_pass_over,
    check_reply,
    check_submit,
    check_vote,
    check_write,
    reading_on,
    stage_of,
)

DAY = date(2019, 12, 1)
DUE = date(2019, 12, 10)
LATER = date(2020, 1, 15)
LEFT = 11
GOOD, BEST = Grade.GOOD, Grade.EXCELLENT
EVERYONE = frozenset({Side.SELF, Side.OFFICE, Side.FORMER, Side.CELL})


def key(side: Side) -> tuple[Side, int | None]:
    return (side, LEFT if side is Side.FORMER else None)


def facts(written: str = "", missing: str = "", *, wanted: frozenset[Side] = EVERYONE, **told) -> ReviewFacts:
    """``written`` and ``missing``: sides by name; each that writes gives GOOD, unless ``grades`` says otherwise."""
    grades = {Side(name): grade for name, grade in told.pop("grades", {}).items()}
    parts = {
        key(Side(name)): PartFacts(submitted_on=DAY, grade=grades.get(Side(name), GOOD)) for name in written.split()
    }
    parts |= {key(Side(name)): PartFacts(missing_on=DAY) for name in missing.split()}
    former = frozenset({LEFT}) if Side.FORMER in wanted else frozenset()
    return ReviewFacts(wanted=wanted, former=former, parts=parts, **told)


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


WHOLE = "SELF OFFICE FORMER CELL"
CELL_ITSELF = frozenset({Side.SELF})
NO_OFFICE = frozenset({Side.SELF, Side.CELL})
VERDICT = {"decided_on": DAY, "appeal_until": DUE}


@pytest.mark.parametrize(
    ("known", "day", "stage"),
    [
        (facts(), DAY, Stage.SELF),
        (facts("OFFICE CELL"), DAY, Stage.SELF),
        (facts("SELF"), DAY, Stage.OFFICE),
        (facts("", "SELF"), DAY, Stage.OFFICE),
        (facts("SELF", wanted=NO_OFFICE), DAY, Stage.CELL),
        (facts("SELF OFFICE"), DAY, Stage.CELL),
        (facts("SELF OFFICE CELL"), DAY, Stage.CELL),
        (facts(WHOLE), DAY, Stage.PROPOSED),
        (facts("SELF CELL", "OFFICE FORMER"), DAY, Stage.PROPOSED),
        (facts(WHOLE, grades={"OFFICE": BEST}), DAY, Stage.JOINT),
        (facts(WHOLE, grades={"SELF": BEST}), DAY, Stage.PROPOSED),
        (facts("SELF OFFICE FORMER", "CELL", grades={"OFFICE": BEST}), DAY, Stage.PROPOSED),
        (facts(WHOLE, grades={"OFFICE": BEST}, joint_on=DAY), DAY, Stage.PROPOSED),
        (facts("SELF", wanted=CELL_ITSELF), DAY, Stage.PROPOSED),
        (facts(WHOLE, **VERDICT), DUE, Stage.DECIDED),
        (facts(WHOLE, **VERDICT), DUE + timedelta(days=1), Stage.FROZEN),
        (facts(WHOLE, **VERDICT, appealed_on=DUE), LATER, Stage.APPEALED),
        (facts(WHOLE, left_out_on=DAY), DAY, Stage.LEFT_OUT),
    ],
)
def test_where_a_review_stands(known: ReviewFacts, day: date, stage: Stage):
    assert stage_of(known, day) is stage


def test_a_side_hands_in_only_after_those_before_it():
    """Every set of sides that have written: who of the others may hand in."""
    sides = [Side.SELF, Side.OFFICE, Side.FORMER, Side.CELL]
    before = {
        Side.SELF: set(),
        Side.OFFICE: {Side.SELF},
        Side.FORMER: set(),
        Side.HOME: set(),
        Side.CELL: {Side.SELF, Side.OFFICE, Side.FORMER},
    }
    for settled in product(("", "written", "missing"), repeat=4):
        written = [side for side, how in zip(sides, settled, strict=True) if how == "written"]
        missing = [side for side, how in zip(sides, settled, strict=True) if how == "missing"]
        known = facts(" ".join(written), " ".join(missing))
        for side in Side:
            found = codes(check_submit(known, side, key(side)[1]))
            if side in written:
                assert found == ["PART_SUBMITTED"]
            elif side in missing:
                assert found == ["PART_PASSED_OVER"]
            elif side is Side.HOME and Side.CELL in {*written, *missing}:
                assert found == ["PART_TOO_LATE"]
            else:
                assert found == ([] if before[side] <= {*written, *missing} else ["PART_OUT_OF_TURN"])
            if found == ["PART_OUT_OF_TURN"]:
                assert check_write(known, side, key(side)[1]) == [], "a draft may be written any time"


@pytest.mark.parametrize(
    ("known", "side", "unit", "code"),
    [
        (facts("SELF", wanted=NO_OFFICE), Side.OFFICE, None, "PART_NOT_ASKED"),
        (facts("SELF", wanted=CELL_ITSELF), Side.CELL, None, "PART_NOT_ASKED"),
        (facts(), Side.FORMER, LEFT + 1, "PART_NOT_ASKED"),
        (facts(**VERDICT), Side.SELF, None, "REVIEW_DECIDED"),
        (facts(left_out_on=DAY), Side.SELF, None, "REVIEW_LEFT_OUT"),
    ],
)
def test_nobody_writes_who_is_not_asked_or_once_it_is_over(known: ReviewFacts, side: Side, unit: int | None, code: str):
    assert codes(check_write(known, side, unit)) == [code]


@pytest.mark.parametrize(
    ("known", "side", "on", "found"),
    [
        (facts(), Side.SELF, DUE, ["PART_NOT_LATE"]),
        (facts(), Side.SELF, LATER, []),
        (facts(), Side.HOME, LATER, ["PART_NOT_ASKED"]),
        (facts("SELF"), Side.SELF, LATER, ["PART_SUBMITTED"]),
        (facts("", "SELF"), Side.SELF, LATER, ["PART_PASSED_OVER"]),
        (facts(wanted=NO_OFFICE), Side.OFFICE, LATER, ["PART_NOT_ASKED"]),
    ],
)
def test_a_side_is_passed_over_once_it_is_late(known: ReviewFacts, side: Side, on: date, found: list[str]):
    assert codes(check_pass_over(known, side, None, DUE, on)) == found


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (facts("SELF", "OFFICE"), []),
        (facts("SELF FORMER CELL", "OFFICE"), ["PART_READ_BY_ALL"]),
        (facts("SELF"), ["PART_NOT_PASSED_OVER"]),
        (facts("SELF", "OFFICE", left_out_on=DAY), ["REVIEW_LEFT_OUT"]),
        (facts("SELF", "OFFICE", **VERDICT), ["REVIEW_DECIDED"]),
    ],
)
def test_a_side_is_asked_again_until_all_could_read_each_other(known: ReviewFacts, found: list[str]):
    assert codes(check_ask_again(known, Side.OFFICE, None)) == found


def test_office_and_cell_sit_together_when_they_lie_a_level_apart():
    for office, cell in product(Grade, repeat=2):
        known = facts(WHOLE, grades={"OFFICE": office, "CELL": cell})
        apart = levels_apart(office, cell) >= 1
        assert apart is (office is not cell)
        assert codes(check_joint(known)) == ([] if apart else ["JOINT_NOT_NEEDED"])
        assert codes(check_decide(known)) == (["JOINT_OWED"] if apart else [])
    known = facts(WHOLE, grades={"OFFICE": BEST}, joint_on=DAY, joint_grade=BEST)
    assert (codes(check_joint(known)), codes(check_decide(known)), known.proposal) == (["JOINT_HELD"], [], BEST)
    assert codes(check_joint(facts("SELF OFFICE FORMER", grades={"OFFICE": BEST}))) == ["JOINT_NOT_NEEDED"]
    for over, code in (({"left_out_on": DAY}, "REVIEW_LEFT_OUT"), (VERDICT, "REVIEW_DECIDED")):
        assert codes(check_joint(replace(known, **over))) == codes(check_decide(replace(known, **over))) == [code]


def test_what_is_proposed_comes_from_the_sitting_then_the_cell_and_never_from_oneself():
    assert facts(WHOLE, grades={"CELL": BEST}).proposal is BEST
    assert facts("SELF OFFICE FORMER", "CELL").proposal is None
    assert facts("SELF", wanted=CELL_ITSELF).proposal is GOOD


def test_nothing_is_concluded_while_a_side_is_silent():
    found = check_decide(facts("SELF"))
    assert codes(found) == ["SIDES_MISSING"]
    assert found[0].params["sides"] == [Side.OFFICE, Side.FORMER, Side.CELL]
    assert check_decide(facts("SELF", "OFFICE FORMER CELL")) == []


@pytest.mark.parametrize(
    ("known", "on", "found"),
    [
        (facts(WHOLE), DAY, ["REVIEW_NOT_DECIDED"]),
        (facts(WHOLE, **VERDICT), DAY - timedelta(days=1), ["REPLY_TOO_EARLY"]),
        (facts(WHOLE, **VERDICT), DAY, []),
        (facts(WHOLE, **VERDICT), DUE, []),
        (facts(WHOLE, **VERDICT), DUE + timedelta(days=1), ["REPLY_TOO_LATE"]),
    ],
)
def test_a_member_replies_from_the_notice_to_the_deadline(known: ReviewFacts, on: date, found: list[str]):
    assert codes(check_reply(known, on)) == found


def counts(best: int, good: int, fulfilled: int = 0, failed: int = 0) -> dict[Grade, int]:
    return dict(zip(Grade, (best, good, fulfilled, failed), strict=True))


@pytest.mark.parametrize(
    ("vote", "grade", "found"),
    [
        (VoteCount(9, 8, counts(2, 5), 1), GOOD, []),
        (VoteCount(9, 8, counts(4, 4)), GOOD, []),
        (VoteCount(9, 8, counts(4, 4)), BEST, []),
        (VoteCount(9, 8, counts(5, 3)), GOOD, ["VOTE_SAYS_OTHERWISE"]),
        (VoteCount(9, 8, counts(2, 5)), GOOD, ["VOTE_DOES_NOT_ADD_UP"]),
        (VoteCount(9, 8, counts(9, -1)), BEST, ["VOTE_DOES_NOT_ADD_UP"]),
        (VoteCount(9, 8, None), GOOD, ["VOTE_NOT_COUNTED"]),
        (VoteCount(7, 8, counts(2, 6)), GOOD, ["VOTE_MORE_THAN_MEMBERS"]),
        (VoteCount(7, 0, None), GOOD, ["VOTE_MORE_THAN_MEMBERS"]),
        (VoteCount(4, 4, None), GOOD, []),
        (VoteCount(4, 4, counts(1, 3)), GOOD, ["VOTE_REVEALS"]),
        (VoteCount(9, 4, None, 1), GOOD, ["VOTE_REVEALS"]),
        (VoteCount(5, 5, counts(0, 5)), GOOD, []),
    ],
)
def test_ballots_add_up_and_a_small_vote_is_not_told(vote: VoteCount, grade: Grade, found: list[str]):
    assert codes(check_vote(vote, grade)) == found


def test_the_cell_has_everything_before_it_on_the_last_of_their_days():
    known = facts("SELF FORMER", "OFFICE")
    later = replace(known, parts={**known.parts, (Side.OFFICE, None): PartFacts(missing_on=LATER)})
    assert (reading_on(facts()), reading_on(known), reading_on(later)) == (None, DAY, LATER)
