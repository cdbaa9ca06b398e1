"""Which reviews are whose: one's own, those of one's cell (reviewing, former, of residence), of one's offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chibo.evaluations.models import FormerCell
from chibo.registry.models import Office, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User

OWN, OFFICE, CELL, FORMER, HOME, COMMITTEE = "OWN", "OFFICE", "CELL", "FORMER", "HOME", "COMMITTEE"


def of_side(viewer: User) -> dict[str, Q]:
    """By which side: the reviews in which ``viewer`` speaks as it today. A rated cell's own is its secretary's."""
    if viewer.is_local_operator:
        return {}
    others = ~Q(member__user=viewer)
    led = Office.objects.on(timezone.localdate()).filter(
        head__user=viewer, code=OuterRef("office__code"), commune=OuterRef("office__commune")
    )
    office = Q(Exists(led))
    own = Q(member__user=viewer)
    found: dict[str, Q] = {}
    if scope_paths(viewer, Right.REVIEW_WORK):
        office |= Q(cycle__committee__in=units_where(viewer, Right.REVIEW_WORK))
    if scope_paths(viewer, Right.REVIEW_IN_CELL):
        cells = units_where(viewer, Right.REVIEW_IN_CELL)
        own |= Q(member=None, cell__in=cells)
        left = FormerCell.objects.filter(review=OuterRef("pk"), cell__in=cells)
        found = {
            CELL: Q(member__isnull=False, cell__in=cells) & others,
            FORMER: Q(Exists(left)) & others,
            HOME: Q(home_cell__in=cells) & others,
        }
    return found | {OWN: own, OFFICE: Q(office__isnull=False) & office & others}


def of_committee(viewer: User, right: Right) -> Q:
    """The reviews of cycles of the committees where ``viewer`` holds ``right``."""
    return Q(cycle__committee__in=units_where(viewer, right))


def units_where(viewer: User, right: Right) -> QuerySet:
    """Ids of the units where ``viewer`` holds ``right``."""
    return UnitVersion.objects.valid().filter(in_scope(viewer, right)).values("unit_id")
