"""Opinions and initiatives across meetings: a cell's own, and those that cells share within a commune."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, QuerySet, Subquery

from chibo.meetings.models import Opinion
from chibo.registry.models import Membership, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


def shared_with(viewer: User, day: date) -> QuerySet:
    """Initiatives shared by ``day`` in the viewer's scope, or in the communes of the cells they lead or meet in.

    Each with ``cell_name`` and ``commune_name``, latest first. Who raised it is not told outside the cell.
    """
    rows = Opinion.objects.filter(kind=Opinion.INITIATIVE, shared_on__lte=day)
    if not viewer.is_local_operator:
        versions = UnitVersion.objects.valid()
        scope = versions.filter(in_scope(viewer, Right.VIEW_MEETINGS))
        own = Membership.objects.on(day).filter(member__user=viewer).values("cell_id")
        communes = versions.filter(Q(unit__in=own) | Q(pk__in=scope.values("pk"), kind__endswith="_CELL"))
        siblings = versions.filter(parent__in=communes.values("parent_id"), kind__endswith="_CELL")
        rows = rows.filter(
            Q(meeting__cell__in=scope.values("unit_id")) | Q(meeting__cell__in=siblings.values("unit_id"))
        )
    cell = UnitVersion.objects.valid().filter(unit=OuterRef("meeting__cell"), starts_on__lte=OuterRef("shared_on"))
    last = cell.order_by("-starts_on")
    commune = UnitVersion.objects.valid().filter(unit=OuterRef("commune_id"), starts_on__lte=OuterRef("shared_on"))
    found = rows.annotate(
        cell_name=Subquery(last.values("name")[:1]), commune_id=Subquery(last.values("parent_id")[:1])
    )
    found = found.annotate(commune_name=Subquery(commune.order_by("-starts_on").values("name")[:1]))
    return found.order_by("-shared_on", "-pk")
