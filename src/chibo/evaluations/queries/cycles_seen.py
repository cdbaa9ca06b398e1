"""A cycle, and its cells, as somebody may print or count them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from chibo.evaluations.models import Cycle, Review
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right, may
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


def cycle_seen(pk: int, day: date, *, viewer: User) -> Cycle:
    """The cycle in force on ``day``, for who reads its committee's reviews or leads a cell in it. Raises ``Http404``."""
    committees = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_REVIEWS)).values("unit_id")
    seen = Q(committee__in=committees)
    if not viewer.is_local_operator:
        cells = UnitVersion.objects.valid().filter(in_scope(viewer, Right.REVIEW_IN_CELL)).values("unit_id")
        seen |= Q(pk__in=Review.objects.filter(cell__in=cells).values("cycle_id"))
    rows = Cycle.objects.filter(seen, opened_on__lte=day).exclude(cancelled_on__lte=day).select_related("committee")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def cells_in(cycle: Cycle, day: date, *, viewer: User) -> list[tuple[Unit, str]]:
    """The cells of ``cycle`` whose forms ``viewer`` may print, with their names on ``day``, by name."""
    cells = Unit.objects.filter(pk__in=Review.objects.filter(cycle=cycle).values("cell_id"))
    if not may(viewer, Right.RUN_REVIEWS, cycle.committee):
        cells = cells.filter(
            pk__in=UnitVersion.objects.valid().filter(in_scope(viewer, Right.REVIEW_IN_CELL)).values("unit_id")
        )
    units = list(cells)
    names = names_on([unit.pk for unit in units], day)
    return sorted(((unit, names.get(unit.pk, unit.code)) for unit in units), key=lambda pair: (pair[1], pair[0].code))
