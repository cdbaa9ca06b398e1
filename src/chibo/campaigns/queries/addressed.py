"""To whom the papers of a campaign are addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from chibo.campaigns.models import Paper
from chibo.campaigns.queries.handovers import cells_led_by, minutes_given_by
from chibo.registry.policies import Right, scope_paths

if TYPE_CHECKING:
    from chibo.accounts.models import User


def papers_addressed_to(viewer: User) -> QuerySet | None:
    """Ids of the papers made for one of the cells that ``viewer`` leads: minutes, letters, a later decision.

    Minutes are read by both cells, see ``minutes_given_by``.
    ``None`` for whoever sees all papers wherever they receive: committees, but not secretaries.
    """
    if scope_paths(viewer, Right.RECEIVE) == scope_paths(viewer, Right.VIEW_DOCUMENTS):
        return None
    cells = cells_led_by(viewer)
    return Paper.objects.filter(Q(cell__in=cells) | Q(pk__in=minutes_given_by(cells))).values("document_id")
