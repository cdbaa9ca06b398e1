"""The way of one review: which side writes when, when the two sides must sit together, when the committee may conclude.

The order is the committee's guidance by analogy (no official form for an office's word to a residential cell was found):
the workplace speaks first, because a civil servant's own rating precedes the Party's (21-HD/BTCTW, 2019), then the cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chibo.domain.evaluation.grades import Grade, levels_apart
from chibo.domain.rules import Violation, refusal

SMALLEST_VOTE = 5
"""With fewer voters a count would reveal how somebody voted: only the outcome is kept."""


class Side(StrEnum):
    """Who writes a part of a review, in the order in which they do."""

    SELF = "SELF"
    OFFICE = "OFFICE"
    FORMER = "FORMER"
    HOME = "HOME"
    CELL = "CELL"


class Stage(StrEnum):
    """Where a review stands."""

    SELF = "SELF"
    OFFICE = "OFFICE"
    CELL = "CELL"
    JOINT = "JOINT"
    PROPOSED = "PROPOSED"
    DECIDED = "DECIDED"
    APPEALED = "APPEALED"
    FROZEN = "FROZEN"
    LEFT_OUT = "LEFT_OUT"


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What is known of one side's part. ``missing_on``: the committee recorded that this side did not write."""

    submitted_on: date | None = None
    missing_on: date | None = None
    grade: Grade | None = None

    @property
    def is_settled(self) -> bool:
        """Written, or recorded as missing."""
        return self.submitted_on is not None or self.missing_on is not None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """One review as of a day.

    ``wanted``: the sides that must write (HOME may, but need not); ``parts``: by side and the id of the cell for FORMER and
    HOME (``None`` for the others); ``former``: ids of the former cells; ``decided_on``: day of the verdict in force;
    ``appeal_until``: last day to answer or appeal; ``appealed_on``: day of an appeal without ruling.
    """

    wanted: frozenset[Side]
    former: frozenset[int] = frozenset()
    parts: Mapping[tuple[Side, int | None], PartFacts] = field(default_factory=dict)
    joint_on: date | None = None
    joint_grade: Grade | None = None
    decided_on: date | None = None
    appeal_until: date | None = None
    appealed_on: date | None = None
    left_out_on: date | None = None

    def part(self, side: Side, unit: int | None = None) -> PartFacts:
        """What is known of that part; nothing yet: an empty one."""
        return self.parts.get((side, unit), PartFacts())

    def missing_sides(self) -> list[tuple[Side, int | None]]:
        """The sides that must write and have neither written nor been recorded as missing, in order."""
        keys = [(side, unit) for side in Side for unit in self._units(side) if side in self.wanted]
        return [(side, unit) for side, unit in keys if not self.part(side, unit).is_settled]

    def _units(self, side: Side) -> list[int | None]:
        return [*sorted(self.former)] if side is Side.FORMER else [None]

    @property
    def all_written(self) -> bool:
        """Whether every side that must write has, or was recorded as missing."""
        return not self.missing_sides()

    @property
    def needs_joint_sitting(self) -> bool:
        """Office and cell both gave a grade, and these lie a level or more apart."""
        office, cell = self.part(Side.OFFICE).grade, self.part(Side.CELL).grade
        return self.all_written and office is not None and cell is not None and levels_apart(office, cell) >= 1

    @property
    def proposal(self) -> Grade | None:
        """What goes to the committee: what the sides agreed in their sitting, else what the cell voted, else one's own."""
        cell = self.part(Side.CELL).grade
        own = None if Side.CELL in self.wanted else self.part(Side.SELF).grade
        return self.joint_grade or cell or own


def stage_of(facts: ReviewFacts, day: date) -> Stage:
    """Where the review stands on ``day``."""
    if facts.left_out_on is not None:
        return Stage.LEFT_OUT
    if facts.decided_on is not None:
        if facts.appealed_on is not None:
            return Stage.APPEALED
        return Stage.FROZEN if facts.appeal_until is not None and day > facts.appeal_until else Stage.DECIDED
    missing = facts.missing_sides()
    if not missing:
        return Stage.JOINT if facts.needs_joint_sitting and facts.joint_on is None else Stage.PROPOSED
    return {Side.SELF: Stage.SELF, Side.OFFICE: Stage.OFFICE}.get(missing[0][0], Stage.CELL)


def check_write(facts: ReviewFacts, side: Side, unit: int | None = None) -> list[Violation]:
    """Whether this side may still write: not once it has submitted or was passed over, nor once the review is over."""
    if facts.left_out_on is not None:
        return [refusal("REVIEW_LEFT_OUT", day=facts.left_out_on)]
    if facts.decided_on is not None:
        return [refusal("REVIEW_DECIDED", day=facts.decided_on)]
    part = facts.part(side, unit)
    if part.submitted_on is not None:
        return [refusal("PART_SUBMITTED", day=part.submitted_on)]
    if part.missing_on is not None:
        return [refusal("PART_PASSED_OVER", day=part.missing_on)]
    if side is Side.HOME and facts.part(Side.CELL).is_settled:
        return [refusal("PART_TOO_LATE")]
    if side is not Side.HOME and (side not in facts.wanted or (side is Side.FORMER and unit not in facts.former)):
        return [refusal("PART_NOT_ASKED")]
    return []


def check_submit(facts: ReviewFacts, side: Side, unit: int | None = None) -> list[Violation]:
    """Whether this side may hand in its part: the sides before it have written or been recorded as missing."""
    found = check_write(facts, side, unit)
    if found:
        return found
    before = {Side.OFFICE: {Side.SELF}, Side.CELL: {Side.SELF, Side.OFFICE, Side.FORMER}}.get(side, set())
    waited = [each for each, _unit in facts.missing_sides() if each in before]
    return [refusal("PART_OUT_OF_TURN", side=waited[0])] if waited else []


def check_pass_over(facts: ReviewFacts, side: Side, unit: int | None, due_on: date, on: date) -> list[Violation]:
    """Whether the committee may record on ``on`` that this side did not write: one that must, and whose day is over."""
    found = check_write(facts, side, unit)
    if not found and side not in facts.wanted:
        found = [refusal("PART_NOT_ASKED")]
    if not found and on <= due_on:
        found = [refusal("PART_NOT_LATE", day=due_on)]
    return found


def check_ask_again(facts: ReviewFacts, side: Side, unit: int | None) -> list[Violation]:
    """Whether a side that was passed over may be asked again: not once all sides could read each other."""
    if facts.left_out_on is not None:
        return [refusal("REVIEW_LEFT_OUT", day=facts.left_out_on)]
    if facts.decided_on is not None:
        return [refusal("REVIEW_DECIDED", day=facts.decided_on)]
    if facts.part(side, unit).missing_on is None:
        return [refusal("PART_NOT_PASSED_OVER")]
    return [refusal("PART_READ_BY_ALL")] if facts.all_written else []


def check_joint(facts: ReviewFacts) -> list[Violation]:
    """Whether a joint sitting is to be recorded now."""
    if facts.decided_on is not None:
        return [refusal("REVIEW_DECIDED", day=facts.decided_on)]
    if facts.left_out_on is not None:
        return [refusal("REVIEW_LEFT_OUT", day=facts.left_out_on)]
    if facts.joint_on is not None:
        return [refusal("JOINT_HELD", day=facts.joint_on)]
    return [] if facts.needs_joint_sitting else [refusal("JOINT_NOT_NEEDED")]


def check_decide(facts: ReviewFacts) -> list[Violation]:
    """Whether the committee may conclude: every side has written (or was recorded as missing), no sitting is owed."""
    if facts.left_out_on is not None:
        return [refusal("REVIEW_LEFT_OUT", day=facts.left_out_on)]
    if facts.decided_on is not None:
        return [refusal("REVIEW_DECIDED", day=facts.decided_on)]
    missing = facts.missing_sides()
    if missing:
        return [refusal("SIDES_MISSING", sides=list(dict.fromkeys(side for side, _unit in missing)))]
    if facts.needs_joint_sitting and facts.joint_on is None:
        return [refusal("JOINT_OWED")]
    return []


def check_reply(facts: ReviewFacts, on: date) -> list[Violation]:
    """Whether the member may answer or appeal on ``on``: after the notice, by the deadline."""
    if facts.decided_on is None:
        return [refusal("REVIEW_NOT_DECIDED")]
    if on < facts.decided_on:
        return [refusal("REPLY_TOO_EARLY", day=facts.decided_on)]
    if facts.appeal_until is not None and on > facts.appeal_until:
        return [refusal("REPLY_TOO_LATE", day=facts.appeal_until)]
    return []


def reading_on(facts: ReviewFacts) -> date | None:
    """From when the cell has everything before it: the last day on which one of the sides before it was settled."""
    days = [
        part.submitted_on or part.missing_on
        for (side, _unit), part in facts.parts.items()
        if side in (Side.SELF, Side.OFFICE, Side.FORMER)
    ]
    return max((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class VoteCount:
    """A cell's vote: its official members, those present, and ballots by grade; ``blank``: without a valid grade.

    ``by_grade`` is ``None`` where the counts are not told: a cell too small for them.
    """

    official: int
    present: int
    by_grade: Mapping[Grade, int] | None
    blank: int = 0


def check_vote(vote: VoteCount, grade: Grade) -> list[Violation]:
    """Ballots add up to those present, who are no more than the official members; ``grade`` has more than half of those
    present or, where nothing has, the most. A small vote is kept without counts."""
    if vote.present > vote.official or vote.present < 1:
        return [refusal("VOTE_MORE_THAN_MEMBERS", present=vote.present, official=vote.official)]
    if vote.present < SMALLEST_VOTE:
        told = vote.by_grade is not None or vote.blank
        return [refusal("VOTE_REVEALS", present=vote.present, smallest=SMALLEST_VOTE)] if told else []
    if vote.by_grade is None:
        return [refusal("VOTE_NOT_COUNTED")]
    total = sum(vote.by_grade.values()) + vote.blank
    if min([*vote.by_grade.values(), vote.blank], default=0) < 0 or total != vote.present:
        return [refusal("VOTE_DOES_NOT_ADD_UP", present=vote.present, total=total)]
    if vote.by_grade.get(grade, 0) < max(vote.by_grade.values(), default=0):
        return [refusal("VOTE_SAYS_OTHERWISE")]
    return []
