"""The cell's vote on a member, and the sitting in which office and cell talk over what they see differently."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.evaluation import way
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side, VoteCount
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import nfc
from chibo.evaluations import policies
from chibo.evaluations.models import JointSitting, Part, Review, Vote
from chibo.evaluations.queries.parts import official_count, vote_of
from chibo.evaluations.queries.reviews import facts_of, lock
from chibo.evaluations.services.parts import open_draft

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Ballots:
    """A vote as the cell tells it: who was there, the grade it gave, ballots by grade (none in a small vote), invalid ones."""

    present: int
    grade: str
    by_grade: dict[str, int] = field(default_factory=dict)
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sat for each side, what was said, and the grade agreed on, where there was one."""

    for_office: str
    for_cell: str
    text: str
    grade: str = ""


@use_case("evaluations.vote_recorded", label=_("Ghi phiếu xếp loại của chi bộ"), allowed=policies.may_vote)
def record_vote(*, actor: User, review: Review, wording: Ballots, held_on: date, on: date) -> Review:
    """The draft of the cell's part has its vote of ``held_on`` and proposes its grade; until it is handed in it may be corrected.

    Counts are kept only where they reveal nobody's vote. Raises ``RuleBroken`` as ``begin_part``, and VOTE_AHEAD,
    REVIEW_NOT_OPEN, VOTE_MORE_THAN_MEMBERS, VOTE_REVEALS, VOTE_NOT_COUNTED, VOTE_DOES_NOT_ADD_UP, VOTE_SAYS_OTHERWISE.
    """
    review = lock(review)
    count_vote(open_draft(actor, review, Side.CELL, on), wording, held_on=held_on, on=on).save()
    return review


def count_vote(part: Part, ballots: Ballots, *, held_on: date, on: date) -> Part:
    """The cell's draft, not saved yet, has the vote of ``held_on`` and its grade. Raises ``RuleBroken`` as ``record_vote``."""
    review = part.review
    if held_on > on:
        require([refusal("VOTE_AHEAD", day=on)])
    if held_on < review.opened_on:
        require([refusal("REVIEW_NOT_OPEN", day=review.opened_on)])
    told = {Grade(code): count for code, count in ballots.by_grade.items()}
    counted = {grade: told.get(grade, 0) for grade in Grade} if told else None
    official = official_count(review.cell, held_on)
    vote = VoteCount(official, ballots.present, counted, ballots.blank)
    require(way.check_vote(vote, Grade(ballots.grade)))
    row = vote_of(part) or Vote(part=part)
    row.held_on, row.official_count, row.present_count = held_on, official, ballots.present
    for grade in Grade:
        setattr(row, f"{grade.value.lower()}_count", counted[grade] if counted is not None else None)
    row.blank_count = ballots.blank if counted is not None else None
    row.save()
    part.grade = Grade(ballots.grade).value
    return part


@use_case("evaluations.joint_sitting_held", label=_("Ghi biên bản họp chung"), allowed=policies.may_sit)
def hold_joint_sitting(*, actor: User, review: Review, wording: Sitting, held_on: date, on: date) -> Review:
    """Both sides sat together on ``held_on`` and agreed on a grade, or did not; the committee concludes from here.

    Raises ``RuleBroken``: REVIEW_CANCELLED, REVIEW_LEFT_OUT, REVIEW_DECIDED, JOINT_HELD, JOINT_NOT_NEEDED, JOINT_AHEAD,
    JOINT_BEFORE_THE_SIDES, JOINT_WORDS_WANTED.
    """
    review = lock(review)
    if review.cycle.cancelled_on is not None:
        require([refusal("REVIEW_CANCELLED", day=review.cycle.cancelled_on)])
    facts = facts_of(review, date.max)
    require(way.check_joint(facts))
    if held_on > on:
        require([refusal("JOINT_AHEAD", day=on)])
    written_on = max(part.submitted_on or part.missing_on or held_on for part in facts.parts.values())
    if held_on < written_on:
        require([refusal("JOINT_BEFORE_THE_SIDES", day=written_on)])
    words = {name: nfc(getattr(wording, name)).strip() for name in ("for_office", "for_cell", "text")}
    if not all(words.values()):
        require([refusal("JOINT_WORDS_WANTED")])
    grade = Grade(wording.grade).value if wording.grade else ""
    JointSitting(review=review, held_on=held_on, grade=grade, written_by=actor, **words).save()
    return review
