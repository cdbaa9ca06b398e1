"""Whose entries of the log somebody reads: the log knows no units, the units know no log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.audit.queries import scope_by
from chibo.registry.models import RoleHolding, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


@scope_by
def audited(viewer: User) -> Q | None:
    """The entries of everyone who ever held roles only where ``viewer`` may audit; all of them at the top of the tree.

    Such people act within their own scope only, so what they did lies within the viewer's.
    """
    paths = scope_paths(viewer, Right.AUDIT)
    if paths is None or any(path.count("/") == 2 for path in paths):
        return Q()
    if not paths:
        return None
    units = UnitVersion.objects.valid().filter(in_scope(viewer, Right.AUDIT)).values("unit_id")
    holdings = RoleHolding.objects.valid()
    inside, outside = holdings.filter(unit__in=units), holdings.exclude(unit__in=units)
    return Q(actor__in=inside.values("user_id")) & ~Q(actor__in=outside.values("user_id"))
