"""What a side writes: its part section by section, its grade, the part handed in; or that it did not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.evaluation import way
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.domain.rules import Violation, refusal
from chibo.domain.vietnamese import nfc
from chibo.evaluations import policies
from chibo.evaluations.models import Part, Review, Section
from chibo.evaluations.models.parts import GRADED
from chibo.evaluations.queries.authors import check_author, is_untouched
from chibo.evaluations.queries.criteria import asked_of, asks_percent
from chibo.evaluations.queries.parts import due_of, missing_of, part_of, section_of
from chibo.evaluations.queries.reviews import facts_of, lock
from chibo.kit.cells import day_text
from chibo.registry.models import Unit

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Said:
    """What is said under one criterion. ``version``: of the section as the writer saw it, 0 where there was none."""

    text: str = ""
    level: str = ""
    points: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The grade that a side proposes; how much of the work was done, and how much above what was asked, in percent."""

    grade: str
    done_percent: int | None = None
    above_percent: int | None = None


@use_case("evaluations.part_begun", label=_("Bắt đầu ghi phần kiểm điểm"), allowed=policies.may_write)
def begin_part(
    *,
    actor: User,
    review: Review,
    side: Side,
    on: date,
    unit: Unit | None = None,
    acting_for: str = "",
    paper: str = "",
) -> Part:
    """A draft of that part is there, written by ``actor`` (``acting_for`` whom and from which ``paper``, where keyed in).

    The side itself takes over what somebody began for it. Raises ``RuleBroken``: REVIEW_NOT_OPEN, REVIEW_CANCELLED,
    REVIEW_LEFT_OUT, REVIEW_DECIDED, PART_SUBMITTED, PART_PASSED_OVER, PART_TOO_LATE, PART_NOT_ASKED, WRITER_NOT_NAMED,
    WRITTEN_ABOUT_ONESELF, WRITER_OF_BOTH_SIDES, PART_BEGUN_BY_ITS_SIDE.
    """
    return open_draft(actor, lock(review), side, on, unit=unit, acting_for=acting_for, paper=paper)


@use_case("evaluations.section_written", label=_("Ghi một nội dung kiểm điểm"), allowed=policies.may_write)
def write_section(
    *, actor: User, review: Review, side: Side, criterion: str, wording: Said, on: date, unit: Unit | None = None
) -> Section:
    """The section of ``criterion`` says ``wording``, one version later; saying the same again changes nothing.

    Raises ``RuleBroken`` as ``begin_part``, and SECTION_NOT_ASKED, SECTION_POINTS, SECTION_CHANGED_MEANWHILE: somebody
    saved other words since the writer saw it.
    """
    review = lock(review)
    part = open_draft(actor, review, side, on, unit=unit)
    section = section_of(part, criterion) or Section(part=part, criterion=criterion, version=0)
    was = (section.text, section.level, section.points)
    version = section.version
    said_under(section, wording, review, side, actor)
    if version and (section.text, section.level, section.points) == was:
        section.version = version
        return section
    if version != wording.version:
        require([changed_meanwhile(section_of(part, criterion) or section)])
    section.save()
    return section


def said_under(section: Section, said: Said, review: Review, side: Side, actor: User) -> None:
    """The section, not saved yet, says ``said`` one version later, as far as the rules of the cycle ask for it."""
    asked = next((each for each in asked_of(review.cycle.rules, side) if each.code == section.criterion), None)
    if asked is None:
        require([refusal("SECTION_NOT_ASKED")])
    assert asked is not None
    points = said.points if asked.most else None
    if points is not None and not 0 <= points <= asked.most:
        require([refusal("SECTION_POINTS", most=asked.most)])
    section.text = nfc(said.text.replace("\r\n", "\n")).strip()
    section.level = Grade(said.level).value if said.level and asked.levels else ""
    section.points = points
    section.version += 1
    section.saved_by = actor


def changed_meanwhile(section: Section) -> Violation:
    """Who saved the section last, and when."""
    return refusal("SECTION_CHANGED_MEANWHILE", by=str(section.saved_by), at=day_text(section.saved_at))


@use_case("evaluations.grade_proposed", label=_("Đề nghị mức xếp loại"), allowed=policies.may_write)
def propose_grade(
    *, actor: User, review: Review, side: Side, wording: Proposal, on: date, unit: Unit | None = None
) -> Part:
    """The draft of that side proposes this grade. That of the cell comes with its vote (``record_vote``).

    Raises ``RuleBroken`` as ``begin_part``, and GRADE_NOT_ASKED, PERCENT_OUT_OF_RANGE.
    """
    review = lock(review)
    part = proposed(open_draft(actor, review, side, on, unit=unit), wording)
    part.save()
    return part


def proposed(part: Part, proposal: Proposal) -> Part:
    """The draft, not saved yet, proposes this grade. Raises ``RuleBroken``: GRADE_NOT_ASKED, PERCENT_OUT_OF_RANGE."""
    side = Side(part.side)
    if side.value not in GRADED or side is Side.CELL:
        require([refusal("GRADE_NOT_ASKED")])
    part.grade = Grade(proposal.grade).value if proposal.grade else ""
    if asks_percent(part.review.cycle.rules, side):
        for percent in (proposal.done_percent, proposal.above_percent):
            if percent is not None and not 0 <= percent <= 100:
                require([refusal("PERCENT_OUT_OF_RANGE")])
        part.done_percent, part.above_percent = proposal.done_percent, proposal.above_percent
    return part


@use_case("evaluations.part_submitted", label=_("Nộp phần kiểm điểm"), allowed=policies.may_write)
def submit_part(*, actor: User, review: Review, side: Side, on: date, unit: Unit | None = None) -> Review:
    """The part is handed in on ``on`` and frozen: every criterion answered, graded, the cell's with its vote.

    Raises ``RuleBroken`` as ``begin_part``, and PART_OUT_OF_TURN, PART_NOT_BEGUN, SECTIONS_MISSING, GRADE_WANTED,
    PERCENT_WANTED, VOTE_WANTED, VOTE_AFTER_SUBMISSION, VOTE_BEFORE_THE_SIDES.
    """
    review = lock(review)
    _check_turn(review, side, unit, on)
    hand_in(open_draft(actor, review, side, on, unit=unit, makes=False), on)
    return review


def hand_in(part: Part, on: date) -> Part:
    """The part is handed in and frozen. Raises ``RuleBroken`` as ``submit_part``."""
    review = part.review
    _check_turn(review, Side(part.side), part.unit, on)
    require(missing_of(review, part, on))
    part.submitted_on = on
    part.save()
    return part


def _check_turn(review: Review, side: Side, unit: Unit | None, on: date) -> None:
    unit_id = unit.pk if unit is not None else None
    for day in (date.max, on):
        require(way.check_submit(facts_of(review, day), side, unit_id))


@use_case("evaluations.side_passed_over", label=_("Ghi nhận một bên không có ý kiến"), allowed=policies.may_pass_over)
def pass_over(*, actor: User, review: Review, side: Side, reason: str, on: date, unit: Unit | None = None) -> Review:
    """The committee records that this side, whose day is over, did not write; nothing is written in its name.

    Raises ``RuleBroken``: REVIEW_CANCELLED, REVIEW_LEFT_OUT, REVIEW_DECIDED, PART_SUBMITTED, PART_PASSED_OVER,
    PART_NOT_ASKED, PART_NOT_LATE, REASON_WANTED_HERE.
    """
    review = lock(review)
    require(_cancelled(review))
    unit_id = unit.pk if unit is not None else None
    require(way.check_pass_over(facts_of(review, date.max), side, unit_id, due_of(review, side), on))
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    part = part_of(review, side, unit_id)
    if part is None:
        part = Part(review=review, side=side.value, unit=unit, begun_on=on, written_by=actor)
    part.missing_on, part.missing_reason = on, nfc(reason).strip()
    part.save()
    return review


@use_case("evaluations.side_asked_again", label=_("Mở lại cho bên đã ghi nhận"), allowed=policies.may_pass_over)
def take_back_passing_over(*, actor: User, review: Review, side: Side, on: date, unit: Unit | None = None) -> Review:
    """The side that was passed over is asked again; its draft, if it had one, is as it was.

    Raises ``RuleBroken``: REVIEW_CANCELLED, REVIEW_LEFT_OUT, REVIEW_DECIDED, PART_NOT_PASSED_OVER, PART_READ_BY_ALL.
    """
    review = lock(review)
    require(_cancelled(review))
    unit_id = unit.pk if unit is not None else None
    require(way.check_ask_again(facts_of(review, date.max), side, unit_id))
    part = part_of(review, side, unit_id)
    assert part is not None
    part.missing_on, part.missing_reason = None, ""
    part.save()
    return review


def open_draft(
    actor: User,
    review: Review,
    side: Side,
    on: date,
    *,
    unit: Unit | None = None,
    acting_for: str = "",
    paper: str = "",
    makes: bool = True,
) -> Part:
    """The part of the locked ``review`` as a draft that ``actor`` may go on with; made, or taken over, where it is not there.

    For use cases to build on."""
    unit_id = unit.pk if unit is not None else None
    if on < review.opened_on:
        require([refusal("REVIEW_NOT_OPEN", day=review.opened_on)])
    require(_cancelled(review))
    require(way.check_write(facts_of(review, date.max), side, unit_id))
    if (side is Side.HOME and (unit_id is None or unit_id != review.home_cell_id)) or (
        side not in (Side.FORMER, Side.HOME) and unit_id is not None
    ):
        require([refusal("PART_NOT_ASKED")])
    part = part_of(review, side, unit_id)
    is_own = policies.speaks_as(actor, review, side, unit_id)
    acting_for = " ".join(nfc(acting_for).split())
    if part is not None and not acting_for and policies.keyed_in_by(actor, part):
        acting_for, paper = part.acting_for, part.paper
    require(check_author(actor, review, side, part, acting_for=acting_for, is_own=is_own))
    told = {"acting_for": acting_for, "paper": nfc(paper).strip()}
    if part is None or is_untouched(part):
        if not makes:
            require([refusal("PART_NOT_BEGUN")])
        part = part or Part(review=review, side=side.value, unit=unit)
        part.begun_on = on
    elif (part.acting_for, part.paper) == (told["acting_for"], told["paper"]) and (
        part.written_by_id == actor.pk or not acting_for
    ):
        return part
    part.written_by, part.acting_for, part.paper = actor, told["acting_for"], told["paper"]
    part.save()
    return part


def _cancelled(review: Review) -> list[Violation]:
    day = review.cycle.cancelled_on
    return [refusal("REVIEW_CANCELLED", day=day)] if day is not None else []
