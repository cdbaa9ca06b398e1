"""The number books of the committees: how far each has come, and whether a number is missing in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, Value, When
from django.http import Http404

from chibo.documents.models import NumberBook
from chibo.documents.queries.documents import issuers_for
from chibo.domain.vietnamese import search_key
from chibo.registry.models import UnitVersion
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

WHOLE = "WHOLE"
BROKEN = "BROKEN"


def books_on(day: date, *, viewer: User) -> QuerySet[NumberBook]:
    """Books of the committees whose papers ``viewer`` may see, as they stood on ``day``: without those not begun yet.

    ``reached``: the last number given by then; ``signed_count``: how many papers bear one; ``last_on``: the day of the
    last; ``state``: WHOLE when the numbers run from 1 without a gap, else BROKEN.
    """
    signed = Q(documents__signed_on__lte=day)
    rows = NumberBook.objects.filter(issuer__in=issuers_for(viewer)).annotate(
        reached=Max("documents__number", filter=signed),
        signed_count=Count("documents", filter=signed),
        last_on=Max("documents__signed_on", filter=signed),
    )
    whole = When(reached=F("signed_count"), then=Value(WHOLE))
    return rows.filter(signed_count__gt=0).annotate(
        state=Case(whole, default=Value(BROKEN), output_field=CharField()),
    )


def book_of(pk: int, day: date, *, viewer: User) -> NumberBook:
    """The book ``pk`` as ``viewer`` may see it on ``day``. Raises ``Http404``."""
    found = books_on(day, viewer=viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def books_of_committees_named(rows: QuerySet[NumberBook], text: str) -> QuerySet[NumberBook]:
    """The books of committees that ever bore a name with each word of ``text``, with or without accents."""
    for word in search_key(text).split():
        rows = rows.filter(issuer__in=UnitVersion.objects.valid().filter(search_key__contains=word).values("unit_id"))
    return rows


def named_on(rows: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """``rows`` of a list with ``issuer_name``, the committee's unit under its name of ``day``. One SQL query."""
    names = names_on({row["issuer_id"] for row in rows}, day)
    for row in rows:
        row["issuer_name"] = names.get(row["issuer_id"], "")
    return rows
