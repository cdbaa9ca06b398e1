"""Who wrote a part, and who therefore writes no other of the same review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.domain.evaluation.way import Side
from chibo.domain.rules import Violation, refusal
from chibo.domain.vietnamese import search_key
from chibo.evaluations import policies
from chibo.evaluations.models import Part, Review

if TYPE_CHECKING:
    from chibo.accounts.models import User


def is_untouched(part: Part) -> bool:
    """Whether nobody has written in it: a side that was passed over before it began."""
    return not (part.acting_for or part.grade or part.sections.exists())


def check_author(
    actor: User, review: Review, side: Side, part: Part | None, *, acting_for: str, is_own: bool
) -> list[Violation]:
    """Whether ``actor`` may write that part: as the side (``is_own``), or ``acting_for`` somebody of it.

    What a side has begun nobody else reads or goes on with; one person writes one side of a review.
    """
    if part is not None and not is_own and not policies.keyed_in_by(actor, part) and not is_untouched(part):
        return [
            refusal(
                "PART_BEGUN_BY_ITS_SIDE" if not part.acting_for else "PART_KEYED_BY_ANOTHER", by=str(part.written_by)
            )
        ]
    if not is_own and not acting_for:
        return [refusal("WRITER_NOT_NAMED")]
    member = review.member
    if member is not None and acting_for:
        is_member = search_key(acting_for) == search_key(member.full_name)
        if side is Side.SELF and not is_member:
            return [refusal("SELF_BY_ANOTHER", name=member.full_name)]
        if side is not Side.SELF and is_member:
            return [refusal("WRITTEN_ABOUT_ONESELF", name=member.full_name)]
    for other in review.parts.select_related("written_by").prefetch_related("sections__saved_by"):
        if other != part and not is_untouched(other) and _is_by(other, actor, acting_for):
            return [refusal("WRITER_OF_BOTH_SIDES", side=Side(other.side))]
    return []


def _is_by(part: Part, actor: User, acting_for: str) -> bool:
    writers = {part.written_by, *(section.saved_by for section in part.sections.all())}
    if not acting_for and not part.acting_for:
        return actor in writers
    names = [part.acting_for] if part.acting_for else [str(writer) for writer in writers]
    return search_key(acting_for or str(actor)) in {search_key(name) for name in names}
