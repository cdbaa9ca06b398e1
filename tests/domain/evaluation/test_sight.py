"""Who reads which part when: every hat × side × stage against a table written out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.sight import OWN, Hat, Sight, sees_outcome, sight_of
from chibo.domain.evaluation.way import PartFacts, ReviewFacts, Side

DAY = date(2019, 12, 1)
LEFT, LIVED = 11, 12
UNITS = {Side.FORMER: LEFT, Side.HOME: LIVED}
WORN = {hat: (hat, UNITS.get(OWN.get(hat))) for hat in Hat}
WANTED = frozenset({Side.SELF, Side.OFFICE, Side.FORMER, Side.CELL})
LETTERS = {"-": Sight.NOTHING, "w": Sight.WORDS, "A": Sight.ALL}


def after(*written: Side, missing: tuple[Side, ...] = ()) -> ReviewFacts:
    parts = {(side, UNITS.get(side)): PartFacts(submitted_on=DAY, grade=Grade.GOOD) for side in written}
    parts |= {(side, UNITS.get(side)): PartFacts(missing_on=DAY) for side in missing}
    return ReviewFacts(wanted=WANTED, former=frozenset({LEFT}), parts=parts)


SELF, OFFICE, FORMER, HOME, CELL = Side
STAGES = {
    "drafts": after(),
    "self": after(SELF),
    "office": after(SELF, OFFICE),
    "around": after(SELF, OFFICE, FORMER, HOME),
    "all": after(SELF, OFFICE, FORMER, HOME, CELL),
    "office passed over": after(SELF, FORMER, HOME, missing=(OFFICE,)),
    "cell passed over": after(SELF, OFFICE, FORMER, HOME, missing=(CELL,)),
}
# Columns: SELF, OFFICE, FORMER, HOME, CELL; "A" all, "w" the words alone, "-" nothing.
TABLE = {
    Hat.MEMBER: ["A----", "A----", "A----", "A----", "AAAAA", "A----", "AAAA-"],
    Hat.OFFICE: ["-A---", "AA---", "AA---", "AAAA-", "AAAAA", "AA---", "AAAA-"],
    Hat.FORMER: ["--A--", "A-A--", "A-A--", "A-A--", "A-A--", "A-A--", "A-A--"],
    Hat.HOME: ["---A-", "A--A-", "A--A-", "A--A-", "A--A-", "A--A-", "A--A-"],
    Hat.CELL: ["----A", "A---A", "Aw--A", "AwAAA", "AAAAA", "A-AAA", "AAAAA"],
    Hat.COMMITTEE: ["-----", "-----", "-----", "-----", "AAAAA", "-----", "AAAA-"],
}


@pytest.mark.parametrize("hat", Hat)
def test_each_hat_reads_what_the_table_says(hat: Hat):
    for (stage, known), row in zip(STAGES.items(), TABLE[hat], strict=True):
        for side, letter in zip(Side, row, strict=True):
            found = sight_of([WORN[hat]], side, UNITS.get(side), known)
            assert found is LETTERS[letter], (hat, stage, side)


def test_a_former_cell_has_only_its_own_part_for_its_own():
    assert sight_of([(Hat.FORMER, LEFT + 5)], Side.FORMER, LEFT, STAGES["drafts"]) is Sight.NOTHING
    assert sight_of([(Hat.HOME, LEFT)], Side.FORMER, LEFT, STAGES["around"]) is Sight.NOTHING


def test_two_hats_read_the_most_of_both_and_none_reads_nothing():
    both = [WORN[Hat.FORMER], WORN[Hat.CELL]]
    assert sight_of(both, Side.OFFICE, None, STAGES["office"]) is Sight.WORDS
    assert sight_of(both, Side.FORMER, LEFT, STAGES["drafts"]) is Sight.ALL
    assert all(
        sight_of([], side, UNITS.get(side), known) is Sight.NOTHING for side in Side for known in STAGES.values()
    )


@pytest.mark.parametrize("hat", Hat)
def test_the_outcome_is_for_those_who_judge_and_the_member_once_all_have_written(hat: Hat):
    assert not sees_outcome([WORN[hat]], STAGES["around"])
    assert sees_outcome([WORN[hat]], STAGES["all"]) is (hat not in (Hat.FORMER, Hat.HOME))
    assert not sees_outcome([], STAGES["all"])
