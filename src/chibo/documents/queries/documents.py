"""Finding signed papers, and whether they are in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404

from chibo.documents.models import Document
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User

IN_FORCE = "IN_FORCE"
NOT_YET = "NOT_YET"
AMENDED = "AMENDED"
CANCELLED = "CANCELLED"

_PRINTS = ("content", "pdf", "docx")

Addressed = Callable[["User"], QuerySet | None]
_addressed: list[Addressed] = []


def addressed_by(finder: Addressed) -> Addressed:
    """Let ``finder(viewer)`` give the ids of papers that are addressed to ``viewer``; ``None``: none beside their right.

    To whom a paper is addressed is known by jobs above this one, which register here when the site starts.
    """
    if finder not in _addressed:
        _addressed.append(finder)
    return finder


def documents_on(day: date, *, viewer: User) -> QuerySet[Document]:
    """Papers signed by ``day`` that ``viewer`` may see, each with its ``validity`` on that day; prints left out.

    Those of the committees in the scope of their right, and those addressed to them.
    """
    readable = Q(issuer__in=issuers_for(viewer))
    for finder in _addressed:
        more = finder(viewer)
        if more is not None:
            readable |= Q(pk__in=more)
    return with_validity(Document.objects.filter(readable, signed_on__lte=day), day).defer(*_PRINTS)


def document_of(pk: int, day: date, *, viewer: User) -> Document:
    """The paper ``pk`` as ``viewer`` may see it on ``day``. Raises ``Http404``."""
    rows = documents_on(day, viewer=viewer).select_related("issuer", "cancelled_by", "amends", "decision", "book")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def issuers_for(viewer: User) -> QuerySet:
    """Ids of the units whose papers, and whose books, ``viewer`` may see."""
    return UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_DOCUMENTS)).values("unit_id")


def document_checked(token: str, day: date) -> Document | None:
    """The paper whose QR code says ``token``, with its ``validity`` on ``day``.

    Open to whoever holds the print, so the screen tells no more of it than the print's own head.
    """
    rows = with_validity(Document.objects.filter(token=token), day).defer(*_PRINTS)
    return rows.select_related("issuer", "cancelled_by", "decision").first()


def amendments_of(document: Document, day: date) -> list[Document]:
    """The papers signed by ``day`` that correct ``document``, oldest first."""
    return list(document.amended_by.filter(signed_on__lte=day).defer(*_PRINTS).order_by("signed_on", "pk"))


def with_validity(rows: QuerySet[Document], day: date) -> QuerySet[Any]:
    """``rows`` with ``validity`` on ``day``: CANCELLED, NOT_YET (the day of effect lies ahead), AMENDED or IN_FORCE."""
    amendments = Document.objects.filter(amends=OuterRef("pk"), signed_on__lte=day).order_by("signed_on")
    return rows.annotate(
        effective_on=F("decision__effective_on"),
        cancelled_on=F("cancelled_by__signed_on"),
        amended_on=Subquery(amendments.values("signed_on")[:1]),
        validity=Case(
            When(cancelled_by__signed_on__lte=day, then=Value(CANCELLED)),
            When(decision__effective_on__gt=day, then=Value(NOT_YET)),
            When(amended_on__isnull=False, then=Value(AMENDED)),
            default=Value(IN_FORCE),
            output_field=CharField(),
        ),
    )


def with_issuers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``rows`` of a list with ``issuer_name``, the issuer's name on the day of signing. One SQL query."""
    versions = UnitVersion.objects.valid().filter(unit__in={row["issuer_id"] for row in rows}).order_by("starts_on")
    names: dict[int, list[tuple[date, str]]] = {}
    for unit_id, starts_on, name in versions.values_list("unit_id", "starts_on", "name"):
        names.setdefault(unit_id, []).append((starts_on, name))
    for row in rows:
        begun = [name for starts_on, name in names.get(row["issuer_id"], ()) if starts_on <= row["signed_on"]]
        row["issuer_name"] = begun[-1] if begun else ""
    return rows
