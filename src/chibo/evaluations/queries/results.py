"""Grades in force over many cycles: for lists and tables by cell, commune and district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery

from chibo.evaluations.models import Cycle, Verdict
from chibo.evaluations.queries.reviews import reviews_for
from chibo.registry.models import UnitVersion
from chibo.registry.queries.scope import below

if TYPE_CHECKING:
    from chibo.accounts.models import User

LEFT_OUT, OPEN = "LEFT_OUT", "OPEN"
"""Beside the grades: not rated, and not concluded yet."""


def periods_seen(viewer: User, day: date) -> list[tuple[date, date, str]]:
    """First day, end and kind of every period of which ``viewer`` may see reviews, the latest first. One SQL query."""
    rows = Cycle.objects.filter(pk__in=reviews_for(viewer, day).order_by().values("cycle_id"))
    return list(rows.order_by("-starts_on", "-ends_on").values_list("starts_on", "ends_on", "kind").distinct())


def graded_for(viewer: User, day: date, *, of_cells: bool | None = None) -> QuerySet:
    """Reviews that ``viewer`` may see, each with ``grade`` in force on ``day`` (``None``: not concluded)."""
    verdicts = Verdict.objects.filter(review=OuterRef("pk"), conclusion__decided_on__lte=day).order_by("-number")
    rows = reviews_for(viewer, day).annotate(grade=Subquery(verdicts.values("grade")[:1], output_field=CharField()))
    return rows if of_cells is None else rows.filter(member__isnull=of_cells)


def of_outcome(rows: QuerySet, outcome: str, day: date) -> QuerySet:
    """Those of ``rows`` with this grade, or ``LEFT_OUT``, or ``OPEN``."""
    out = Q(left_out_on__lte=day)
    if outcome == LEFT_OUT:
        return rows.filter(out)
    if outcome == OPEN:
        return rows.filter(grade=None).exclude(out)
    return rows.filter(grade=outcome)


def counts_by(rows: QuerySet, field: str, day: date) -> dict[int, dict[str, int]]:
    """Value of ``field`` (``cell_id``, ``cycle__committee_id``) → grade, ``LEFT_OUT`` or ``OPEN`` → how many. Two SQL queries."""
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    out = rows.filter(left_out_on__lte=day).order_by().annotate(key=F(field))
    for key, n in out.values_list("key").annotate(n=Count("pk")):
        counts[key][LEFT_OUT] += n
    rated = rows.exclude(left_out_on__lte=day).order_by().annotate(key=F(field))
    for key, grade, n in rated.values_list("key", "grade").annotate(n=Count("pk")):
        counts[key][grade or OPEN] += n
    return counts


def parents_on(units: Iterable[int], day: date) -> dict[int, int | None]:
    """The unit above each of ``units`` on ``day``, or the last known. One SQL query."""
    found: dict[int, int | None] = {}
    rows = UnitVersion.objects.valid().filter(unit__in=set(units)).order_by("unit", "starts_on")
    for unit, parent, starts_on in rows.values_list("unit_id", "parent_id", "starts_on"):
        if starts_on <= day or unit not in found:
            found[unit] = parent
    return found


def under(rows: QuerySet, code: str) -> QuerySet:
    """Those of ``rows`` whose committee stands, or once stood, at or below the unit with this code."""
    span = Q(pk__in=[])
    for path in UnitVersion.objects.valid().filter(unit__code=code).values_list("path", flat=True):
        span |= below(path)
    return rows.filter(cycle__committee__in=UnitVersion.objects.valid().filter(span).values("unit_id"))


def named(code: str, day: date) -> list[tuple[str, str]]:
    """Code and name on ``day`` of the unit with this code, if there is one."""
    rows = UnitVersion.objects.valid().filter(unit__code=code, starts_on__lte=day).order_by("-starts_on")
    return [(code, name) for name in rows.values_list("name", flat=True)[:1]]
