"""Who reads which part of a review, and how much of it, at each point of the way: one table.

No side reads another's part before it has written its own. The one exchange on the way is what the model lives by: the cell
cannot see work at the office, so it reads the office's words before it votes, but not the grade, so that it judges freely.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from chibo.domain.evaluation.way import ReviewFacts, Side


class Hat(StrEnum):
    """As whom somebody looks at a review."""

    MEMBER = "MEMBER"
    OFFICE = "OFFICE"
    FORMER = "FORMER"
    HOME = "HOME"
    CELL = "CELL"
    COMMITTEE = "COMMITTEE"


class Sight(StrEnum):
    """How much of a part is read: nothing, the words without grade, levels, points and vote, or all of it."""

    NOTHING = "NOTHING"
    WORDS = "WORDS"
    ALL = "ALL"


OWN = {
    Hat.MEMBER: Side.SELF,
    Hat.OFFICE: Side.OFFICE,
    Hat.FORMER: Side.FORMER,
    Hat.HOME: Side.HOME,
    Hat.CELL: Side.CELL,
}


def sight_of(hats: Iterable[tuple[Hat, int | None]], side: Side, unit: int | None, facts: ReviewFacts) -> Sight:
    """The most that somebody with these hats reads of the part of ``side`` (``unit``: of which former or home cell).

    A hat is a pair with the id of the cell for FORMER and HOME, else ``None``.
    """
    seen = [_sight(hat, cell, side, unit, facts) for hat, cell in hats]
    for most in (Sight.ALL, Sight.WORDS):
        if most in seen:
            return most
    return Sight.NOTHING


def _sight(hat: Hat, cell: int | None, side: Side, unit: int | None, facts: ReviewFacts) -> Sight:
    if OWN.get(hat) is side and (side not in (Side.FORMER, Side.HOME) or cell == unit):
        return Sight.ALL
    if facts.part(side, unit).submitted_on is None:
        return Sight.NOTHING
    if hat in (Hat.MEMBER, Hat.COMMITTEE):
        return Sight.ALL if facts.all_written else Sight.NOTHING
    if side is Side.SELF:
        return Sight.ALL
    if hat is Hat.OFFICE:
        return Sight.ALL if _has_spoken(Side.OFFICE, facts) else Sight.NOTHING
    if hat is Hat.CELL:
        return Sight.WORDS if side is Side.OFFICE and not _has_spoken(Side.CELL, facts) else Sight.ALL
    return Sight.NOTHING


def _has_spoken(side: Side, facts: ReviewFacts) -> bool:
    """A side that was passed over may still be asked again, so it reads no more than before until all have written."""
    return facts.part(side).submitted_on is not None or facts.all_written


def sees_outcome(hats: Iterable[tuple[Hat, int | None]], facts: ReviewFacts) -> bool:
    """Whether proposal, joint sitting and choice are read: by the sides of the review once all have written."""
    return facts.all_written and any(hat not in (Hat.FORMER, Hat.HOME) for hat, _cell in hats)
