"""How far the reviews of a cycle have come: each as a row, and counted by cell and side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.reminding import is_late
from chibo.domain.evaluation.way import ReviewFacts, Side, Stage, stage_of
from chibo.evaluations.models import Choice, Cycle, Review
from chibo.evaluations.queries.cycles import days_of
from chibo.evaluations.queries.reviews import facts_for, reviews_for
from chibo.evaluations.queries.standing import grades_in_force, name_of
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

Owed = tuple[Side, int | None]
"""A side that owes a part, and the cell that is to write or lead it (the offices: none)."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review as lists show it. ``place``: by cell, the cell's own review first, then by name. ``missing``: sides that owe a part; ``late``: those whose day has passed;
    ``proposal`` and ``choice`` once all sides have written."""

    pk: int
    place: int
    name: str
    sort_key: str
    user_id: int | None
    is_cell: bool
    cell_id: int
    cell_code: str
    cell_name: str
    office_name: str
    is_leader: bool
    facts: ReviewFacts
    stage: Stage
    missing: tuple[Owed, ...]
    late: tuple[Side, ...]
    choice: Grade | None
    choice_reason: str
    verdict: Grade | None
    left_out_reason: str

    @property
    def stage_order(self) -> int:
        return list(Stage).index(self.stage)

    @property
    def verdict_order(self) -> int | None:
        return -self.verdict.rank if self.verdict is not None else None

    @property
    def joint_on(self) -> date | None:
        return self.facts.joint_on


def review_rows(cycle: Cycle, day: date, *, viewer: User) -> list[ReviewRow]:
    """The reviews of ``cycle`` that ``viewer`` may see, by cell and name. A dozen SQL queries however many there are."""
    return _rows(cycle, list(reviews_for(viewer, day).filter(cycle=cycle)), day)


def owed_to(cycle: Cycle, side: Side, cell: int | None, day: date) -> int:
    """How many parts ``side`` (of ``cell``) owes on ``day``, whoever asks: for the rules."""
    rows = Review.objects.filter(cycle=cycle, opened_on__lte=day).select_related("member", "cell", "office")
    return sum((side, cell) in row.missing for row in _rows(cycle, list(rows), day))


def _rows(cycle: Cycle, reviews: list[Review], day: date) -> list[ReviewRow]:
    facts = facts_for(reviews, day)
    names = names_on({review.cell_id for review in reviews}, day)
    chosen = Choice.objects.filter(review__cycle=cycle, chosen_on__lte=day)
    choices = {row.review_id: row for row in chosen}
    verdicts = grades_in_force(cycle, day, of_cells=False) | grades_in_force(cycle, day, of_cells=True)
    days = days_of(cycle)
    found = []
    for review in reviews:
        own = facts[review.pk]
        is_open = own.left_out_on is None and own.decided_on is None
        missing = _owed(review, own) if is_open else ()
        choice = choices.get(review.pk)
        found.append(
            ReviewRow(
                pk=review.pk,
                place=0,
                name=name_of(review, names),
                sort_key=review.member.sort_key if review.member is not None else "",
                user_id=review.member.user_id if review.member is not None else None,
                is_cell=review.member is None,
                cell_id=review.cell_id,
                cell_code=review.cell.code,
                cell_name=names.get(review.cell_id, review.cell.code),
                office_name=review.office.name if review.office is not None else "",
                is_leader=review.is_leader,
                facts=own,
                stage=stage_of(own, day),
                missing=missing,
                late=tuple(dict.fromkeys(side for side, _cell in missing if is_late(days, side, day))),
                choice=Grade(choice.grade) if choice is not None else None,
                choice_reason=choice.reason if choice is not None else "",
                verdict=verdicts.get(review.pk),
                left_out_reason=review.left_out_reason if own.left_out_on is not None else "",
            )
        )
    found.sort(key=lambda row: (row.cell_code, not row.is_cell, row.sort_key, row.pk))
    return [replace(row, place=place) for place, row in enumerate(found)]


def _owed(review: Review, facts: ReviewFacts) -> tuple[Owed, ...]:
    cells = {Side.SELF: review.cell_id, Side.CELL: review.cell_id}
    return tuple((side, unit if unit is not None else cells.get(side)) for side, unit in facts.missing_sides())


@dataclass(slots=True)
class CellProgress:
    """One cell in a cycle: its reviews, by stage, and by side how many parts are wanted and how many are settled."""

    cell_id: int
    code: str
    name: str
    reviews: int = 0
    stages: dict[Stage, int] = field(default_factory=lambda: defaultdict(int))
    wanted: dict[Side, int] = field(default_factory=lambda: defaultdict(int))
    missing: dict[Side, int] = field(default_factory=lambda: defaultdict(int))
    late: dict[Side, int] = field(default_factory=lambda: defaultdict(int))


def by_cell(rows: Iterable[ReviewRow]) -> list[CellProgress]:
    """``rows`` counted by the cell that reviews, in the order of their codes; the cells' own reviews count too."""
    found: dict[int, CellProgress] = {}
    for row in rows:
        cell = found.setdefault(row.cell_id, CellProgress(row.cell_id, row.cell_code, row.cell_name))
        cell.reviews += 1
        cell.stages[row.stage] += 1
        if row.stage is Stage.LEFT_OUT:
            continue
        missing = {side for side, _cell in row.missing}
        for side in row.facts.wanted:
            cell.wanted[side] += 1
            cell.missing[side] += side in missing
            cell.late[side] += side in row.late
    return sorted(found.values(), key=lambda cell: cell.code)


def owed_by(rows: Iterable[ReviewRow]) -> dict[Owed, int]:
    """Who owes parts, and how many: in the order of the sides, then by cell."""
    counts: dict[Owed, int] = defaultdict(int)
    for row in rows:
        for owed in row.missing:
            counts[owed] += 1
    order = list(Side)
    return dict(sorted(counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1] or 0)))
