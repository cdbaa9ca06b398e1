"""What every page of a review begins with: the review that the viewer may see, its names, where it leads back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from chibo.evaluations import policies
from chibo.evaluations.labels import cycle_words
from chibo.evaluations.queries.reviews import review_of
from chibo.registry.queries.units import names_on


def found_review(request: HttpRequest, pk: int, allowed: Callable[..., bool] | None = None) -> Any:
    """The review, for one who may do this: another who sees it is refused, a stranger finds nothing."""
    found = review_of(pk, request.as_of, viewer=request.user)
    if allowed is not None and not allowed(actor=request.user, review=found):
        raise PermissionDenied
    return found


def names_of(request: HttpRequest, review: Any) -> dict[str, Any]:
    """For the head of a page: ``who`` is reviewed, ``cell_name``, ``commune_name``, ``period`` and where it leads back."""
    names = names_on({review.cell_id, review.cycle.committee_id}, request.as_of)
    cell_name = names.get(review.cell_id, "")
    return {
        "review": review,
        "who": review.member.full_name if review.member is not None else cell_name,
        "cell_name": cell_name,
        "commune_name": names.get(review.cycle.committee_id, ""),
        "period": cycle_words(review.cycle.kind, review.cycle.starts_on),
        "sees_evidence": policies.sees_evidence(request.user, review),
    }


def address_of(review: Any) -> str:
    return reverse("evaluations:review", args=[review.pk])
