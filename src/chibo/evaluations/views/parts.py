"""What several screens of the committee share: the cycle asked for, its head, links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from chibo.domain.evaluation.way import Side
from chibo.evaluations import policies
from chibo.evaluations.labels import GRADE_SLUGS, SIDE_SLUGS, STAGE_SLUGS, cycle_words
from chibo.evaluations.queries.cycles import cycle_of
from chibo.registry.queries.units import name_on

SLUG_OF_SIDE = {side: slug for slug, side in SIDE_SLUGS.items()}
SLUG_OF_STAGE = {stage: slug for slug, stage in STAGE_SLUGS.items()}
SLUG_OF_GRADE = {grade: slug for slug, grade in GRADE_SLUGS.items()}
SUBJECTS = {"dang-vien": False, "chi-bo": True}
"""Members or cells, as addresses say it; the value: whether cells."""


def cycle_asked(request: HttpRequest, pk: int, *, to_run: bool = False) -> Any:
    """The cycle, for one who may see it; ``to_run``: and run it. Raises ``Http404``, ``PermissionDenied``."""
    found = cycle_of(pk, request.as_of, viewer=request.user)
    if to_run and not policies.may_run(actor=request.user, cycle=found):
        raise PermissionDenied
    return found


def head(request: HttpRequest, cycle: Any) -> dict[str, Any]:
    """What every page of a cycle shows above."""
    return {
        "cycle": cycle,
        "cycle_title": cycle_words(cycle.kind, cycle.starts_on),
        "commune_name": name_on(cycle.committee_id, request.as_of),
        "may_run": policies.may_run(actor=request.user, cycle=cycle) and cycle.cancelled_on is None,
    }


def list_address(cycle: Any, **query: Any) -> str:
    """The list of a cycle's reviews, narrowed (``_`` in a name stands for ``-``)."""
    asked = {name.replace("_", "-"): value for name, value in query.items() if value not in (None, "")}
    address = reverse("evaluations:cycle_reviews", args=[cycle.pk])
    return f"{address}?{urlencode(asked)}" if asked else address


def of_cells(request: HttpRequest) -> bool:
    """Whether the page is about cells rather than members."""
    return SUBJECTS.get(request.GET.get("doi-tuong", ""), False)


def numbers(count: int, address: Callable[[], str]) -> dict[str, Any]:
    """A number and the list behind it; noughts lead nowhere."""
    return {"count": count, "address": address() if count else ""}


def owed_key(side: Side, code: str) -> str:
    """A side that owes a part, and the cell that is to write it, as one value of a filter."""
    return f"{SLUG_OF_SIDE[side]}.{code}" if code else SLUG_OF_SIDE[side]
