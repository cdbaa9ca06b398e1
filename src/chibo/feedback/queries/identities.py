"""Whose identity is kept, and which must go. What the identity is, only ``services.identities.read_identity`` gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from chibo.feedback.models import IdentityRequest
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right, scope_paths

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.feedback.models import Concern


def kept_for(viewer: User) -> QuerySet:
    """Requests whose identity is kept and that ``viewer``, as officer of the commune's own committee, may read."""
    communes = {int(path.strip("/").split("/")[-1]) for path in scope_paths(viewer, Right.READ_IDENTITIES) or ()}
    cells = UnitVersion.objects.valid().filter(parent__in=communes, ends_on=None).values("unit_id")
    kept = IdentityRequest.objects.filter(erased_on=None, concern__cell__in=cells)
    return kept.select_related("concern__cell").order_by("erase_on", "pk")


def due_to_go(on: date) -> list[IdentityRequest]:
    """Requests whose identity is to be erased by ``on``, wherever they are. One SQL query."""
    return list(IdentityRequest.objects.filter(erased_on=None, erase_on__lte=on).order_by("pk"))


def request_of(concern: Concern) -> IdentityRequest | None:
    """The request of ``concern``, locked until the end of the transaction."""
    found = IdentityRequest.objects.select_for_update(of=("self",)).select_related("concern")
    return found.filter(concern=concern).first()
