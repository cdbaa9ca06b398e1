"""What a list is made of: columns, filters, bulk actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from chibo.kit.cells import Kind


@dataclass(frozen=True)
class Column:
    """One column. ``value``: a field of the row, or a function of the row (then ``fields`` names what it reads).

    ``order_by``: fields to sort by (empty: not sortable); ``link``: ``("registry:member", "id")``, a URL name with the
    field of its argument, or a function of the row; ``shown``: whether it stands there before anyone chose columns;
    ``main``: the row's heading (the first column where none says so); ``total``: an aggregate for the totals line.
    """

    name: str
    label: Any
    value: str | Callable[[Any], Any] = ""
    kind: Kind = Kind.TEXT
    order_by: str | tuple[str, ...] = ()
    link: tuple[str, str] | Callable[[Any], str] | None = None
    fields: tuple[str, ...] = ()
    shown: bool = True
    main: bool = False
    total: Any = None
    width: int = 18


@dataclass(frozen=True)
class Filter:
    """One choice. ``choices``: pairs (value, label), or a function of the request that gives them.

    ``apply(rows, value)`` narrows the rows; without it the field ``name`` equals the value. ``chips``: shown as a row
    of buttons rather than a drop-down, for the one question everybody asks. ``kind="day"`` asks for a day instead.
    """

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]] | Callable[[HttpRequest], Sequence[tuple[str, Any]]] = ()
    apply: Callable[[Any, Any], Any] | None = None
    chips: bool = False
    kind: str = "choice"
    default: str = ""


@dataclass(frozen=True)
class Bulk:
    """Something to do with the ticked rows: a POST of their ``chon`` values to ``url_name``, which asks first."""

    url_name: str
    label: Any
    icon: str = "check2-square"


@dataclass(frozen=True)
class Listing:
    """A list, declared. ``search``: fields to look in (``…search_key`` fields take folded text), or a function.

    ``noun``: what the rows are, for the totals line: ``npgettext_lazy("số dòng", "đảng viên", "đảng viên")``;
    ``order_by``: the name of the column to sort by at first, ``-`` in front for the other way; ``empty``: what to do
    when there are no rows at all; ``key``: the field that names a row, for ticking; ``toolbar=False``: a plain table
    inside another page; ``whole_rows``: rows are model objects rather than dicts of the fields shown (slower; for
    columns that need methods).
    """

    name: str
    title: Any
    columns: tuple[Column, ...]
    noun: Any
    search: tuple[str, ...] | Callable[[Any, str], Any] = ()
    search_hint: Any = ""
    filters: tuple[Filter, ...] = ()
    order_by: str = ""
    empty: Any = ""
    bulk: tuple[Bulk, ...] = ()
    key: str = "pk"
    toolbar: bool = True
    whole_rows: bool = False

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)
