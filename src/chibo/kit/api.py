"""What every part of the REST API shares: text without control characters, days, pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query, Schema
from pydantic import AfterValidator, Field

Row = TypeVar("Row")

LARGEST_PAGE = 200


def _printable(text: str) -> str:
    """Databases refuse NUL and screens cannot show control characters: they are left out."""
    return "".join(letter for letter in text if letter.isprintable() or letter == " ")


Text = Annotated[str, AfterValidator(_printable), Field(max_length=200)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Window(Schema):
    """Which part of a list: ``limit`` rows (200 at most) from ``offset`` on."""

    limit: int = Field(50, ge=1, le=LARGEST_PAGE)
    offset: int = Field(0, ge=0, le=10_000_000)


class Page(Schema, Generic[Row]):
    """A part of a list and how many rows the whole list has."""

    count: int
    items: list[Row]


class Problem(Schema):
    """Why a request was refused: a code for programs, a sentence for people."""

    code: str
    message: str


class Problems(Schema):
    problems: list[Problem]


WindowQuery = Query[Window]


def page_of(rows: QuerySet | Sequence[Any], window: Window, shown: Callable[[Any], Any]) -> dict[str, Any]:
    """``rows`` cut to ``window``, each as ``shown``. One COUNT and one page query."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return {"count": count, "items": [shown(row) for row in rows[window.offset : window.offset + window.limit]]}


def day_or_today(day: date | None) -> date:
    """The day asked for, else the clock's."""
    return day or timezone.localdate()
