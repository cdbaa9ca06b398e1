"""Who may do what about a review: as whom somebody looks at it, who writes which part, who runs the cycle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chibo.domain.evaluation.sight import OWN, Hat
from chibo.domain.evaluation.way import Side
from chibo.domain.tasks import Sight as TaskSight
from chibo.domain.tasks import TaskSide
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right, may, scope_paths
from chibo.registry.queries.offices import heads

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.evaluations.models import Contest, Cycle, FormBatch, Part, Reply, Review
    from chibo.registry.models import Unit

Hats = frozenset[tuple[Hat, int | None]]


def hats_of(viewer: User, review: Review) -> Hats:
    """As whom ``viewer`` looks at ``review``: of FORMER and HOME with the cell's id. About oneself: as the member alone.

    For a rated cell its secretary stands where else the member does. At most two SQL queries once one's roles are known.
    """
    if review.member is not None and review.member.user_id == viewer.pk:
        return frozenset({(Hat.MEMBER, None)})
    former = [row.cell_id for row in review.former.all()]
    committee, home = review.cycle.committee_id, review.home_cell_id
    holds = _holds(viewer, {committee, review.cell_id, *former, *([home] if home else [])})
    found: set[tuple[Hat, int | None]] = set()
    if not viewer.is_local_operator:
        if holds(Right.REVIEW_IN_CELL, review.cell_id):
            found.add((Hat.MEMBER if review.member is None else Hat.CELL, None))
        found |= {(Hat.FORMER, cell) for cell in former if holds(Right.REVIEW_IN_CELL, cell)}
        if home and holds(Right.REVIEW_IN_CELL, home):
            found.add((Hat.HOME, home))
        if review.office is not None and (
            holds(Right.REVIEW_WORK, committee) or heads(viewer, review.office, timezone.localdate())
        ):
            found.add((Hat.OFFICE, None))
    if holds(Right.VIEW_REVIEWS, committee):
        found.add((Hat.COMMITTEE, None))
    return frozenset(found)


def _holds(viewer: User, units: set[int]) -> Callable[[Right, int], bool]:
    """As ``may``, for many rights at a few units. One SQL query."""
    if not viewer.is_authenticated or not viewer.is_active:
        return lambda _right, _unit: False
    paths: dict[int, list[str]] = {}
    for unit_id, path in UnitVersion.objects.valid().filter(unit__in=units).values_list("unit_id", "path"):
        paths.setdefault(unit_id, []).append(path)

    def holds(right: Right, unit_id: int) -> bool:
        scope = scope_paths(viewer, right)
        return scope is None or any(path.startswith(above) for path in paths.get(unit_id, ()) for above in scope)

    return holds


def _reviews_in(viewer: User, cell: Unit) -> bool:
    return not viewer.is_local_operator and may(viewer, Right.REVIEW_IN_CELL, cell)


def may_write(*, actor: User, review: Review, side: Side, unit: Unit | None = None, **_: Any) -> bool:
    """The side itself; for somebody who writes on paper the committee, and for a member the cell's secretary too.

    Nobody writes another side's part about oneself.
    """
    runs = may(actor, Right.RUN_REVIEWS, review.cycle.committee)
    return writes(actor, review, hats_of(actor, review), runs=runs, side=side, unit_id=unit.pk if unit else None)


def writes(viewer: User, review: Review, hats: Hats, *, runs: bool, side: Side, unit_id: int | None) -> bool:
    """As ``may_write``, for one whose ``hats`` are known and of whom is known whether they run the cycle."""
    if (side, unit_id) in own_sides(hats):
        return True
    if review.member is not None and review.member.user_id == viewer.pk:
        return False
    return runs or (side is Side.SELF and (Hat.CELL, None) in hats)


def own_sides(hats: Hats) -> set[tuple[Side, int | None]]:
    """The sides that one speaks as."""
    return {(OWN[hat], cell) for hat, cell in hats if hat in OWN}


def may_vote(*, actor: User, review: Review, **_: Any) -> bool:
    """Who writes the part of the reviewing cell."""
    return may_write(actor=actor, review=review, side=Side.CELL)


def speaks_as(viewer: User, review: Review, side: Side, unit_id: int | None = None) -> bool:
    """Whether ``viewer`` is that side, rather than somebody who keys in for it."""
    return (side, unit_id) in own_sides(hats_of(viewer, review))


def keyed_in_by(viewer: User, part: Part) -> bool:
    """Whether ``viewer`` keys in that part for somebody."""
    return bool(part.acting_for) and part.written_by_id == viewer.pk


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


def sees_evidence(viewer: User, review: Review) -> bool:
    """Whether ``viewer`` looks at the evidence of ``review`` in some part; there is none of a cell."""
    return review.member_id is not None and bool(evidence_sights(hats_of(viewer, review)))


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


def may_read_draft(viewer: User, review: Review, side: Side, unit_id: int | None, part: Part | None) -> bool:
    """The side itself, or who keys it in: what a side has begun nobody else reads."""
    return speaks_as(viewer, review, side, unit_id) or (part is not None and keyed_in_by(viewer, part))


def replies_as_oneself(viewer: User, review: Review) -> bool:
    """Whether ``viewer`` is the one whom the verdict is about: the member, the secretary of a rated cell."""
    if review.member is not None:
        return review.member.user_id == viewer.pk
    return _reviews_in(viewer, review.cell)


def may_run(*, actor: User, cycle: Cycle, **_: Any) -> bool:
    """The commune's committee."""
    return may(actor, Right.RUN_REVIEWS, cycle.committee)


def may_run_review(*, actor: User, review: Review, **_: Any) -> bool:
    return may(actor, Right.RUN_REVIEWS, review.cycle.committee)


def may_pass_over(*, actor: User, review: Review, **_: Any) -> bool:
    """The commune's committee; not about oneself."""
    about_oneself = review.member is not None and review.member.user_id == actor.pk
    return not about_oneself and may_run_review(actor=actor, review=review)


def may_open(*, actor: User, committee: Unit, **_: Any) -> bool:
    return may(actor, Right.RUN_REVIEWS, committee)


def may_add_rules(*, actor: User, **_: Any) -> bool:
    return may(actor, Right.ADD_RULES)


def may_judge(*, actor: User, review: Review, **_: Any) -> bool:
    """The commune's committee; not about oneself."""
    return may_pass_over(actor=actor, review=review)


def may_rule(*, actor: User, reply: Reply, **_: Any) -> bool:
    return may_judge(actor=actor, review=reply.review)
