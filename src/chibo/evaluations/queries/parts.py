"""The parts of a review: as they stand, and as much of each as a viewer may read (``domain/evaluation/sight.py``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from chibo.domain.evaluation import way
from chibo.domain.evaluation.reminding import due_on
from chibo.domain.evaluation.sight import Hat, Sight, sight_of
from chibo.domain.evaluation.way import PartFacts, ReviewFacts, Side
from chibo.domain.rules import Violation, refusal
from chibo.evaluations.labels import GRADES
from chibo.evaluations.models import Part, Review, Section, Vote
from chibo.evaluations.models.parts import GRADED
from chibo.evaluations.policies import Hats, own_sides
from chibo.evaluations.queries.criteria import Asked, asked_of, asks_percent, labels_of
from chibo.evaluations.queries.cycles import days_of
from chibo.evaluations.queries.reviews import facts_of
from chibo.registry.queries.units import cell_strengths_on, names_on

if TYPE_CHECKING:
    from chibo.registry.models import Unit

SLUGS: dict[str, Side] = {
    "tu-kiem-diem": Side.SELF,
    "co-quan": Side.OFFICE,
    "noi-chuyen-di": Side.FORMER,
    "noi-cu-tru": Side.HOME,
    "chi-bo": Side.CELL,
}
"""How each side stands in an address; a former cell with its id behind."""
_NAMES = {side: slug for slug, side in SLUGS.items()}


def slug_of(side: Side, unit_id: int | None = None) -> str:
    """The part in an address: ``co-quan``, ``noi-chuyen-di-17``."""
    return f"{_NAMES[side]}-{unit_id}" if side is Side.FORMER else _NAMES[side]


def side_called(slug: str, review: Review) -> tuple[Side, Unit | None]:
    """The side, with its cell for FORMER and HOME. Raises ``Http404`` where the review has no such side."""
    for side, unit in sides_of(review):
        if slug_of(side, unit.pk if unit is not None else None) == slug:
            return side, unit
    raise Http404


def sides_of(review: Review) -> list[tuple[Side, Unit | None]]:
    """The sides that write of this review, in order."""
    if review.member_id is None:
        return [(Side.SELF, None)]
    found: list[tuple[Side, Unit | None]] = [(Side.SELF, None)]
    if review.office_id is not None:
        found.append((Side.OFFICE, None))
    found += [(Side.FORMER, row.cell) for row in sorted(review.former.all(), key=lambda row: row.cell_id)]
    if review.home_cell is not None:
        found.append((Side.HOME, review.home_cell))
    return [*found, (Side.CELL, None)]


def part_of(review: Review, side: Side, unit_id: int | None = None) -> Part | None:
    """That part as it stands now, whoever asks: for use cases and the side's own page."""
    rows = Part.objects.filter(review=review, side=side.value, unit=unit_id).select_related("written_by")
    part = rows.first()
    if part is not None:
        part.review = review
    return part


def section_of(part: Part, criterion: str) -> Section | None:
    return part.sections.filter(criterion=criterion).select_related("saved_by").first()


def vote_of(part: Part | None) -> Vote | None:
    return Vote.objects.filter(part=part).first() if part is not None else None


def due_of(review: Review, side: Side) -> date:
    """By when the side writes."""
    return due_on(days_of(review.cycle), side)


def official_count(cell: Unit, day: date) -> int:
    """Official members of ``cell`` on ``day``."""
    strength = cell_strengths_on(day, [cell.pk]).get(cell.pk)
    return strength.official if strength is not None else 0


def missing_of(review: Review, part: Part | None, on: date) -> list[Violation]:
    """What ``part`` still lacks to be handed in on ``on``."""
    if part is None:
        return [refusal("PART_NOT_BEGUN")]
    side = Side(part.side)
    written = {section.criterion: section for section in part.sections.all()}
    lacking = [asked.label for asked in asked_of(review.cycle.rules, side) if not is_answered(asked, written)]
    found = [refusal("SECTIONS_MISSING", labels=lacking)] if lacking else []
    if side is Side.CELL:
        found += _vote_lacks(review, part, on)
    elif side.value in GRADED and not part.grade:
        found.append(refusal("GRADE_WANTED"))
    if asks_percent(review.cycle.rules, side) and (part.done_percent is None or part.above_percent is None):
        found.append(refusal("PERCENT_WANTED"))
    return found


def is_answered(asked: Asked, written: dict[str, Section]) -> bool:
    """Whether there are words, and level and points where the rules want them."""
    section = written.get(asked.code)
    if section is None or not section.text:
        return False
    return bool(section.level or not asked.levels) and (section.points is not None or not asked.most)


def _vote_lacks(review: Review, part: Part, on: date) -> list[Violation]:
    vote = vote_of(part)
    if vote is None:
        return [refusal("VOTE_WANTED")]
    if vote.held_on > on:
        return [refusal("VOTE_AFTER_SUBMISSION", day=vote.held_on)]
    ready_on = way.reading_on(facts_of(review, on))
    if ready_on is not None and vote.held_on < ready_on:
        return [refusal("VOTE_BEFORE_THE_SIDES", held_on=vote.held_on, day=ready_on)]
    return []


@dataclass(frozen=True, slots=True)
class Passage:
    """One section as it is read; ``level`` in words, empty where it may not be read yet."""

    label: str
    text: str
    level: Any = ""
    points: int | None = None


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One part as one viewer sees it: who has written when, and of the rest only what is theirs to read."""

    side: Side
    slug: str
    cell: str
    facts: PartFacts
    due_on: date
    is_own: bool
    sight: Sight
    why: str = ""
    missing_reason: str = ""
    is_begun: bool = False
    passages: list[Passage] = field(default_factory=list)
    grade: Any = ""
    done_percent: int | None = None
    above_percent: int | None = None
    vote: Vote | None = None
    writer: str = ""
    acting_for: str = ""


def parts_seen(review: Review, facts: ReviewFacts, day: date, *, hats: Hats) -> list[PartSeen]:
    """Every side of ``review`` as somebody with ``hats`` sees it on ``day``. Four SQL queries."""
    rows = {
        (Side(row.side), row.unit_id): row
        for row in Part.objects.filter(review=review).select_related("written_by", "vote").prefetch_related("sections")
    }
    units = {unit.pk for _side, unit in sides_of(review) if unit is not None}
    names = names_on(units, day)
    own = own_sides(hats)
    found = []
    for side, unit in sides_of(review):
        unit_id = unit.pk if unit is not None else None
        told = (side, slug_of(side, unit_id), names.get(unit_id, "") if unit_id else "")
        part = rows.get((side, unit_id))
        known = facts.part(side, unit_id)
        sight = sight_of(hats, side, unit_id, facts)
        is_own = (side, unit_id) in own
        seen = _seen(review, part, sight) if part is not None else {}
        found.append(
            PartSeen(
                *told,
                facts=known,
                due_on=due_of(review, side),
                is_own=is_own,
                sight=sight,
                why="" if is_own else _why(hats, side, known, sight),
                missing_reason=part.missing_reason if part is not None and known.missing_on is not None else "",
                **seen,
            )
        )
    return found


def _seen(review: Review, part: Part, sight: Sight) -> dict[str, Any]:
    if sight is Sight.NOTHING:
        return {}
    labels = labels_of(review.cycle.rules)
    whole = sight is Sight.ALL
    order = list(labels)
    sections = sorted(
        part.sections.all(), key=lambda row: order.index(row.criterion) if row.criterion in labels else len(order)
    )
    seen: dict[str, Any] = {
        "is_begun": True,
        "writer": str(part.written_by),
        "acting_for": part.acting_for,
        "passages": [
            Passage(
                labels.get(row.criterion, _("Nhận xét")),
                row.text,
                GRADES.get(row.level, "") if whole else "",
                row.points if whole else None,
            )
            for row in sections
        ],
    }
    if whole:
        seen |= {"grade": GRADES.get(part.grade, ""), "vote": getattr(part, "vote", None)}
        seen |= {"done_percent": part.done_percent, "above_percent": part.above_percent}
    return seen


def _why(hats: Hats, side: Side, known: PartFacts, sight: Sight) -> str:
    """Why a part is not shown, or not whole, in a plain sentence."""
    if known.submitted_on is None:
        return "" if known.missing_on is not None else _("Chưa nộp. Bản đang viết chỉ bên viết đọc được.")
    if sight is Sight.WORDS:
        return _(
            "Mức xếp loại của cơ quan được giữ kín đến khi chi bộ nộp ý kiến, để chi bộ bỏ phiếu theo nhận định của mình."
        )
    if sight is Sight.ALL:
        return ""
    worn = {hat for hat, _cell in hats}
    if Hat.OFFICE in worn:
        return _("Đã nộp. Cơ quan đọc được sau khi nộp ý kiến của mình.")
    if worn & {Hat.MEMBER, Hat.COMMITTEE}:
        return _("Đã nộp. Nội dung mở ra khi mọi bên đã có ý kiến, để không bên nào viết theo bên khác.")
    return _("Đã nộp. Chi bộ nơi chuyển đi, nơi cư trú chỉ đọc bản tự kiểm điểm.")
