"""How far office and cell agree, review by review and criterion by criterion, and how much of the year the cell could see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Abs

from chibo.domain.evaluation.evidence import seen_share
from chibo.domain.evaluation.figures import Agreement, Share, agreement_of
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Cycle, Part, Review, Section
from chibo.evaluations.queries.contests import looked_back
from chibo.evaluations.queries.evidence import evidence_of
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


def cycles_read(viewer: User, day: date) -> QuerySet:
    """Cycles in force on ``day`` of the committees whose reviews ``viewer`` reads, latest first."""
    committees = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_REVIEWS)).values("unit_id")
    rows = Cycle.objects.filter(committee__in=committees, opened_on__lte=day).exclude(cancelled_on__lte=day)
    return rows.select_related("committee").order_by("-starts_on", "committee__code", "pk")


def compared(cycles: Iterable[Cycle], day: date, *, criterion: str = "") -> QuerySet:
    """The reviews of ``cycles`` to which office and cell had both given a grade by ``day``: of the whole, or of one criterion.

    Each with ``office_grade``, ``cell_grade`` and ``apart``, the levels between them. The cell writes last, so that whoever
    finds a review here may read both.
    """

    def given(side: Side) -> Subquery:
        if criterion:
            said = Section.objects.filter(part__review=OuterRef("pk"), part__side=side.value, criterion=criterion)
            return Subquery(said.filter(part__submitted_on__lte=day).values("level")[:1])
        return Subquery(
            Part.objects.filter(review=OuterRef("pk"), side=side.value, submitted_on__lte=day).values("grade")[:1]
        )

    rows = Review.objects.filter(cycle__in=cycles, member__isnull=False, office__isnull=False)
    rows = rows.annotate(office_grade=given(Side.OFFICE), cell_grade=given(Side.CELL))
    known = [grade.value for grade in Grade]
    rows = rows.filter(office_grade__in=known, cell_grade__in=known)
    return rows.annotate(apart=Abs(_rank("office_grade") - _rank("cell_grade")))


def agreements(cycles: Iterable[Cycle], day: date, *, criterion: str = "") -> dict[int, Agreement]:
    """Cycle id → its figures; none for a cycle without such reviews. One SQL query."""
    rows = compared(cycles, day, criterion=criterion).order_by().values("cycle_id", "office_grade", "cell_grade")
    found: defaultdict[int, list[tuple[Grade, Grade, int]]] = defaultdict(list)
    for row in rows.annotate(number=Count("pk")):
        found[row["cycle_id"]].append((Grade(row["office_grade"]), Grade(row["cell_grade"]), row["number"]))
    return {cycle_id: agreement_of(counts) for cycle_id, counts in found.items()}


def seen_shares(cycle: Cycle, day: date) -> list[Share]:
    """For each member with an office, how much of what is on record lay where the cell could see it."""
    rows = Review.objects.filter(cycle=cycle, member__isnull=False, office__isnull=False)
    members = list(rows.values_list("member_id", flat=True))
    return [seen_share(items) for items in evidence_of(members, *looked_back(cycle, day)).values()]


def _rank(field: str) -> Case:
    whens = [When(**{field: grade.value}, then=Value(grade.rank)) for grade in Grade]
    return Case(*whens, output_field=IntegerField())


def by_apart(rows: QuerySet, apart: int) -> QuerySet:
    """Those of ``rows`` (from ``compared``) that lie ``apart`` levels apart; 2: two or more."""
    return rows.filter(apart__gte=2) if apart >= 2 else rows.filter(apart=apart)


def with_names(rows: QuerySet) -> QuerySet:
    """``rows`` with the name of the member, to find and to sort by."""
    return rows.annotate(name=F("member__full_name")).order_by("member__sort_key", "pk")
