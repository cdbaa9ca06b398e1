"""Narrowing and ordering the rows of a list: querysets in the database, computed sequences in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from chibo.domain.vietnamese import search_key, sort_key
from chibo.kit.as_of import parse_day
from chibo.kit.lists.declared import Filter, Listing


@dataclass(frozen=True)
class Chosen:
    """One filter as the viewer set it: its value, and the label of that value."""

    filter: Filter
    value: Any
    raw: str
    label: str
    choices: Sequence[tuple[str, Any]]


def value_of(row: Any, field: str) -> Any:
    """``field`` of a row that is a dict or an object."""
    return row.get(field) if isinstance(row, dict) else getattr(row, field, None)


def chosen(request: HttpRequest, listing: Listing) -> list[Chosen]:
    """Every filter with the value asked for; a value that is no choice counts as not asked."""
    return [_chosen(request, each) for each in listing.filters]


def searched(rows: Any, search: tuple[str, ...] | Callable[[Any, str], Any], text: str) -> Any:
    """The rows that hold each word of ``text``, with or without accents."""
    if not text or not search:
        return rows
    if callable(search):
        return search(rows, text)
    if isinstance(rows, QuerySet):
        return rows.filter(_holds(search, text))
    words = fold(text).split()
    return [row for row in rows if _row_holds(row, search, words)]


def filtered(rows: Any, choice: Chosen) -> Any:
    """The rows that meet one chosen filter."""
    if choice.filter.apply is not None:
        return choice.filter.apply(rows, choice.value)
    if isinstance(rows, QuerySet):
        return rows.filter(**{choice.filter.name: choice.value})
    return [row for row in rows if str(value_of(row, choice.filter.name)) == choice.value]


def ordered(rows: Any, listing: Listing, sort: str) -> Any:
    """The rows in the order of the column that ``sort`` names, unknown values last; the key settles equal rows."""
    column = listing.column(sort.lstrip("-"))
    if column is None or not column.order_by:
        return rows
    fields = (column.order_by,) if isinstance(column.order_by, str) else column.order_by
    down = sort.startswith("-")
    if isinstance(rows, QuerySet):
        return rows.order_by(*(_term(rows, name, down=down) for name in fields), "-pk" if down else "pk")
    filled = [row for row in rows if value_of(row, fields[0]) is not None]
    blank = [row for row in rows if value_of(row, fields[0]) is None]
    return (
        sorted(filled, key=lambda row: tuple(_comparable(value_of(row, name)) for name in fields), reverse=down) + blank
    )


def _term(rows: QuerySet, name: str, *, down: bool) -> Any:
    """One ORDER BY term; NULLS LAST only where there can be NULLs, because it keeps SQLite from using an index."""
    try:
        nullable = name in rows.query.annotations or rows.model._meta.get_field(name).null
    except FieldDoesNotExist:
        nullable = True
    if not nullable:
        return f"-{name}" if down else name
    return F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)


def fold(text: str) -> str:
    """``text`` without case and accents, as the ``search_key`` columns hold it."""
    return search_key(text)


def _chosen(request: HttpRequest, each: Filter) -> Chosen:
    raw = request.GET.get(each.name, each.default).strip()
    if each.kind == "day":
        day = parse_day(raw)
        return Chosen(each, day, raw if day else "", f"{day:%d/%m/%Y}" if day else "", ())
    choices = each.choices(request) if callable(each.choices) else each.choices
    label = next((str(label) for value, label in choices if str(value) == raw), "")
    return Chosen(each, raw, raw if label else "", label, choices)


def _holds(fields: Sequence[str], text: str) -> Q:
    found = Q()
    for word in text.split():
        one = Q()
        for name in fields:
            folded = name.endswith("search_key")
            one |= Q(**{f"{name}__contains": fold(word)}) if folded else Q(**{f"{name}__icontains": word})
        found &= one
    return found


def _row_holds(row: Any, fields: Iterable[str], words: list[str]) -> bool:
    text = " ".join(fold(str(value_of(row, name) or "")) for name in fields)
    return all(word in text for word in words)


def _comparable(value: Any) -> Any:
    return sort_key(value) if isinstance(value, str) else value
