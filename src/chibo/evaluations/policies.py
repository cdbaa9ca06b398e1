"""Who may do what about a review: as whom somebody looks at it, who writes which part, who runs the cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chibo.domain.evaluation.sight import OWN, Hat
from chibo.domain.evaluation.way import Side
from chibo.domain.tasks import Sight as TaskSight
from chibo.domain.tasks import TaskSide
from chibo.registry.policies import Right, may
from chibo.registry.queries.offices import heads

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.evaluations.models import Contest, Cycle, FormBatch, Review
    from chibo.registry.models import Unit

Hats = frozenset[tuple[Hat, int | None]]


def hats_of(viewer: User, review: Review) -> Hats:
    """As whom ``viewer`` looks at ``review``: of FORMER and HOME with the cell's id. About oneself: as the member alone.

    For a rated cell its secretary stands where else the member does.
    """
    if review.member is None:
        return _hats({Hat.MEMBER: _reviews_in(viewer, review.cell)}, viewer, review)
    if review.member.user_id == viewer.pk:
        return frozenset({(Hat.MEMBER, None)})
    return _hats({Hat.CELL: _reviews_in(viewer, review.cell), Hat.OFFICE: _speaks_for(viewer, review)}, viewer, review)


def _hats(worn: dict[Hat, bool], viewer: User, review: Review) -> Hats:
    found: set[tuple[Hat, int | None]] = {(hat, None) for hat, wears in worn.items() if wears}
    found |= {(Hat.FORMER, row.cell_id) for row in review.former.all() if _reviews_in(viewer, row.cell)}
    if review.home_cell is not None and _reviews_in(viewer, review.home_cell):
        found.add((Hat.HOME, review.home_cell_id))
    if may(viewer, Right.VIEW_REVIEWS, review.cycle.committee):
        found.add((Hat.COMMITTEE, None))
    return frozenset(found)


def _reviews_in(viewer: User, cell: Unit) -> bool:
    return not viewer.is_local_operator and may(viewer, Right.REVIEW_IN_CELL, cell)


def _speaks_for(viewer: User, review: Review) -> bool:
    if review.office is None or viewer.is_local_operator:
        return False
    return may(viewer, Right.REVIEW_WORK, review.cycle.committee) or heads(viewer, review.office, timezone.localdate())


def may_write(*, actor: User, review: Review, side: Side, unit: Unit | None = None, **_: Any) -> bool:
    """The side itself; for somebody who writes on paper the committee, and for a member the cell's secretary too.

    Nobody writes another side's part about oneself.
    """
    if review.member is not None and review.member.user_id == actor.pk:
        return side is Side.SELF
    if may(actor, Right.RUN_REVIEWS, review.cycle.committee):
        return True
    if side is Side.SELF and _reviews_in(actor, review.cell):
        return True
    worn = {(OWN[hat], cell) for hat, cell in hats_of(actor, review) if hat in OWN}
    return (side, unit.pk if unit is not None else None) in worn


def may_assist(*, actor: User, review: Review, side: Side) -> bool:
    """Whether what ``actor`` writes as ``side`` is written for somebody else, from paper."""
    if review.member is not None and review.member.user_id == actor.pk:
        return False
    if side is Side.SELF and review.member is not None:
        return True
    return may(actor, Right.RUN_REVIEWS, review.cycle.committee)


def may_sit(*, actor: User, review: Review, **_: Any) -> bool:
    """Either side of the joint sitting records its minutes, or the committee; not about oneself."""
    if review.member is not None and review.member.user_id == actor.pk:
        return False
    worn = {hat for hat, _cell in hats_of(actor, review)}
    return bool(worn & {Hat.CELL, Hat.OFFICE}) or may(actor, Right.RUN_REVIEWS, review.cycle.committee)


SEES_EVIDENCE = {
    Hat.MEMBER: TaskSight.OWNER,
    Hat.OFFICE: TaskSight.OFFICE,
    Hat.CELL: TaskSight.CELL,
    Hat.COMMITTEE: TaskSight.COMMITTEE,
}
"""As whom of ``domain/tasks.SEEN`` each hat looks at what is on record; the others do not look at it."""


def evidence_sights(hats: Hats) -> frozenset[TaskSight]:
    """As whom somebody with these hats looks at the evidence of a review; none: not at all."""
    return frozenset(SEES_EVIDENCE[hat] for hat, _cell in hats if hat in SEES_EVIDENCE)


def sees_grades(viewer: User, review: Review) -> bool:
    """Who reads a grade on the page of the member: the member, the secretary of the cell that reviewed, the committee."""
    if review.member is not None and review.member.user_id == viewer.pk:
        return True
    return _reviews_in(viewer, review.cell) or may(viewer, Right.VIEW_REVIEWS, review.cycle.committee)


def may_contest(*, actor: User, review: Review, **_: Any) -> bool:
    """The member; who keys it in for them: the secretary of the cell, the committee."""
    return review.member is not None and may_reply(actor=actor, review=review)


def answers_for(actor: User, review: Review) -> frozenset[TaskSide]:
    """The sides for which ``actor`` answers contests: as secretary of the cell, as who speaks for the office; the
    committee for both. Not about oneself."""
    if review.member is None or review.member.user_id == actor.pk:
        return frozenset()
    if may(actor, Right.RUN_REVIEWS, review.cycle.committee):
        return frozenset(TaskSide)
    worn = {hat for hat, _cell in hats_of(actor, review)}
    sides = {Hat.CELL: TaskSide.NEIGHBOURHOOD, Hat.OFFICE: TaskSide.OFFICE}
    return frozenset(side for hat, side in sides.items() if hat in worn)


def may_settle(*, actor: User, contest: Contest, **_: Any) -> bool:
    """The side where the item lies, or the committee for it."""
    return contest.side in answers_for(actor, contest.review)


def may_print(*, actor: User, cycle: Cycle, cell: Unit | None = None, **_: Any) -> bool:
    """The forms of the whole cycle: the committee; those of one cell: its secretary too."""
    if may(actor, Right.RUN_REVIEWS, cycle.committee):
        return True
    return cell is not None and _reviews_in(actor, cell)


def may_print_batch(*, actor: User, batch: FormBatch, **_: Any) -> bool:
    """Whoever could have asked for it: it tells no more than the committee reads, and so no more than the cell does."""
    return may_print(actor=actor, cycle=batch.cycle, cell=batch.cell)


def may_reply(*, actor: User, review: Review, **_: Any) -> bool:
    """The member, or who keys it in for them: the secretary of the cell, the committee."""
    if review.member is not None and review.member.user_id == actor.pk:
        return True
    return _reviews_in(actor, review.cell) or may(actor, Right.RUN_REVIEWS, review.cycle.committee)


def may_run(*, actor: User, cycle: Cycle, **_: Any) -> bool:
    """The commune's committee."""
    return may(actor, Right.RUN_REVIEWS, cycle.committee)


def may_run_review(*, actor: User, review: Review, **_: Any) -> bool:
    return may(actor, Right.RUN_REVIEWS, review.cycle.committee)


def may_open(*, actor: User, committee: Unit, **_: Any) -> bool:
    return may(actor, Right.RUN_REVIEWS, committee)


def may_add_rules(*, actor: User, **_: Any) -> bool:
    return may(actor, Right.ADD_RULES)
