"""To whom the papers of a campaign are addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from chibo.campaigns.models import Paper
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


def papers_addressed_to(viewer: User) -> QuerySet | None:
    """Ids of the papers made for one of the cells where ``viewer`` receives members: minutes, letters, a later decision.

    ``None`` for whoever sees all papers wherever they receive: committees, but not secretaries.
    """
    if scope_paths(viewer, Right.RECEIVE) == scope_paths(viewer, Right.VIEW_DOCUMENTS):
        return None
    cells = UnitVersion.objects.valid().filter(in_scope(viewer, Right.RECEIVE)).values("unit_id")
    return Paper.objects.filter(cell__in=cells).values("document_id")
