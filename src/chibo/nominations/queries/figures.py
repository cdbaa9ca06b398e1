"""Figures of nominations: how many took which step, by year and commune. They name and number nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count

from chibo.nominations.labels import MILESTONES
from chibo.nominations.models import PathStep
from chibo.nominations.queries.paths import nominations_for, with_state
from chibo.registry.models import UnitVersion

if TYPE_CHECKING:
    from chibo.accounts.models import User

Counts = dict[tuple[int, str], int]
"""How many nominations of a commune (by id) took a step."""


def counts_in(year: int, communes: Iterable[int], *, known_on: date) -> Counts:
    """Commune × step → how many nominations took it in ``year``, by ``known_on``. Two SQL queries.

    A nomination counts in every commune that its cell stands or stood under. The caller has found the communes for the viewer.
    """
    above = _communes_above(communes)
    took = PathStep.objects.filter(
        nomination__cell__in=list(above), kind__in=list(MILESTONES), on__year=year, on__lte=known_on
    )
    counts: Counts = defaultdict(int)
    rows = took.order_by().values_list("nomination__cell_id", "kind").annotate(n=Count("nomination", distinct=True))
    for cell, kind, n in rows:
        for commune in above[cell]:
            counts[commune, kind] += n
    return counts


def late_counts(communes: Iterable[int], day: date, *, viewer: User) -> dict[int, int]:
    """Commune (by id) → how many nominations are late on ``day``. Two SQL queries."""
    above = _communes_above(communes)
    late = with_state(nominations_for(viewer, day).filter(cell__in=list(above)), day).filter(due__lt=day)
    counts: dict[int, int] = defaultdict(int)
    for cell in late.order_by().values_list("cell_id", flat=True):
        for commune in above[cell]:
            counts[commune] += 1
    return counts


def years_until(day: date, count: int, *, complete: bool) -> list[int]:
    """The last ``count`` years by ``day``, first to last; ``complete``: only those that have ended."""
    last = day.year - complete
    return list(range(last - count + 1, last + 1))


def _communes_above(communes: Iterable[int]) -> dict[int, set[int]]:
    """Cell → those of ``communes`` that it stands, or once stood, under."""
    above: dict[int, set[int]] = defaultdict(set)
    for cell, commune in (
        UnitVersion.objects.valid().filter(parent__in=list(communes)).values_list("unit_id", "parent_id")
    ):
        above[cell].add(commune)
    return above
