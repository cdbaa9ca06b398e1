"""A list filled for one request: what was asked, how many rows there are, and the rows of this page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.kit.cells import Kind, day_text, text_of
from chibo.kit.lists import filtering, table
from chibo.kit.lists.declared import Column, Listing

PAGE_SIZES = (20, 50, 100)
DEFAULT_PAGE_SIZE = 50
SEARCH, SORT, PAGE, SIZE, COLUMNS, EXPORT, PRINT = "tim", "xep", "trang", "so-dong", "cot", "xuat", "in"
PRINTED_ROWS = 3000
CHUNK = 2000


class Heading(NamedTuple):
    """A column's heading: ``direction`` is ``ascending``, ``descending`` or empty; ``address`` sorts by it."""

    column: Column
    direction: str
    address: str


class Result:
    """A listing filled for one request: what was asked, how many rows there are, and the rows of this page."""

    def __init__(
        self,
        request: HttpRequest,
        listing: Listing,
        rows: Any,
        *,
        complete: Callable[[list[Any]], list[Any]] | None = None,
        count: Callable[[], int] | None = None,
    ) -> None:
        self.request = request
        self.listing = listing
        self.complete = complete
        self._count_all = count
        self.text = request.GET.get(SEARCH, "").strip()[:100] if listing.toolbar else ""
        self.chosen = filtering.chosen(request, listing) if listing.toolbar else []
        self.sort = _sort(request, listing)
        found = filtering.searched(rows, listing.search, self.text)
        for choice in self.chosen:
            if choice.raw:
                found = filtering.filtered(found, choice)
        self.found = filtering.ordered(found, listing, self.sort)

    @cached_property
    def columns(self) -> list[Column]:
        """The visible columns, in their declared order."""
        names = self.request.session.get(f"columns:{self.listing.name}") if self.listing.toolbar else None
        return [column for column in self.listing.columns if (column.name in names if names else column.shown)]

    @cached_property
    def size(self) -> int:
        """Rows per page: as last chosen in this session, 50 at first."""
        wanted = self.request.GET.get(SIZE, "")
        if wanted.isdecimal() and int(wanted) in PAGE_SIZES:
            if self.request.session.get("page_size", DEFAULT_PAGE_SIZE) != int(wanted):
                self.request.session["page_size"] = int(wanted)
            return int(wanted)
        return self.request.session.get("page_size", DEFAULT_PAGE_SIZE)

    @cached_property
    def totals(self) -> dict[str, Any]:
        """The count of rows found (``count``) and the total of each column that has one. One query."""
        wanted = {column.name: column.total for column in self.columns if column.total is not None}
        if not isinstance(self.found, QuerySet):
            return {"count": len(self.found)} | {f"{name}_total": total(self.found) for name, total in wanted.items()}
        if not wanted:
            counted = self.found.count if self._count_all is None or self.is_narrowed else self._count_all
            return {"count": counted()}
        return self.found.order_by().aggregate(count=Count("pk"), **{f"{n}_total": t for n, t in wanted.items()})

    @property
    def count(self) -> int:
        return self.totals["count"]

    @cached_property
    def page_count(self) -> int:
        return max(1, -(-self.count // self.size))

    @cached_property
    def page(self) -> int:
        """The page shown, from 1; a page beyond the end is the last."""
        wanted = self.request.GET.get(PAGE, "1")
        number = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1
        return min(max(1, number), self.page_count)

    @property
    def first_number(self) -> int:
        return (self.page - 1) * self.size + 1

    @property
    def last_number(self) -> int:
        return min(self.page * self.size, self.count)

    def rows(self, start: int | None = None, stop: int | None = None) -> list[Any]:
        """The rows from ``start`` to ``stop``, this page's by default; of a queryset only the fields that are shown."""
        if start is None:
            start, stop = self.first_number - 1, self.last_number
        rows = list(self._source()[start:stop])
        return self.complete(rows) if self.complete is not None else rows

    def every_row(self) -> Iterator[Any]:
        """All rows found, read in one query and completed a few thousand at a time."""
        source = self._source()
        rows = iter(source.iterator(chunk_size=CHUNK) if isinstance(source, QuerySet) else source)
        while chunk := list(islice(rows, CHUNK)):
            yield from self.complete(chunk) if self.complete is not None else chunk

    @cached_property
    def body(self) -> SafeString:
        """This page's rows as HTML."""
        return table.body(
            self.columns,
            self.rows() if self.count else [],
            first_number=self.first_number,
            key=self.listing.key,
            ticks=bool(self.listing.bulk),
        )

    @property
    def printed_body(self) -> SafeString:
        """All rows found, up to ``PRINTED_ROWS``, as HTML."""
        return table.body(self.columns, self.rows(0, PRINTED_ROWS), first_number=1)

    @property
    def rows_left_out(self) -> int:
        """Rows found that a print leaves out."""
        return max(0, self.count - PRINTED_ROWS)

    def headings(self) -> list[Heading]:
        """The headings of the visible columns with the address that sorts by each."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        direction = {column.name: "ascending", f"-{column.name}": "descending"}.get(self.sort, "")
        wanted = f"-{column.name}" if direction == "ascending" else column.name
        sortable = bool(column.order_by) and self.listing.toolbar
        return Heading(column, direction, self.address(**{SORT: wanted}) if sortable else "")

    def totals_shown(self) -> list[tuple[Any, str]]:
        """Label and value of each total."""
        with_total = [column for column in self.columns if column.total is not None]
        return [(column.label, text_of(self.totals[f"{column.name}_total"] or 0, Kind.NUMBER)) for column in with_total]

    @property
    def noun(self) -> str:
        """What the rows are, in the number that goes with their count."""
        return self.listing.noun % self.count

    def narrowings(self) -> list[tuple[str, str]]:
        """Each search or filter in force: what it says, and the address without it."""
        searched = (_("Tìm") + f": “{self.text}”", self.address(**{SEARCH: None}))
        found = [searched] if self.text else []
        for each in self.chosen:
            if each.raw:
                found.append((f"{each.filter.label}: {each.label}", self.address(**{each.filter.name: ""})))
        return found

    def described(self) -> list[str]:
        """The day shown, the search and filters in force, and the count, as lines of text."""
        day = _("Tính đến ngày %(day)s") % {"day": day_text(self.request.as_of)}
        count = _("Tổng số: %(count)s %(noun)s") % {
            "count": text_of(self.count, Kind.NUMBER),
            "noun": self.noun,
        }
        return [day, *(text for text, _address in self.narrowings()), count]

    def pages(self) -> list[tuple[int, str]]:
        """Page numbers with their addresses: the first, the last and those around this one; 0 stands for a gap."""
        near = {1, self.page_count, *range(max(1, self.page - 1), min(self.page_count, self.page + 1) + 1)}
        found: list[tuple[int, str]] = []
        for number in sorted(near):
            if found and number > found[-1][0] + 1:
                found.append((0, ""))
            found.append((number, self.address(**{PAGE: number})))
        return found

    def sizes(self) -> list[tuple[int, str]]:
        return [(size, self.address(**{SIZE: size})) for size in PAGE_SIZES]

    @property
    def previous_address(self) -> str:
        return self.address(**{PAGE: self.page - 1}) if self.page > 1 else ""

    @property
    def next_address(self) -> str:
        return self.address(**{PAGE: self.page + 1}) if self.page < self.page_count else ""

    @property
    def own_parameters(self) -> list[str]:
        """The query parameters that the search form writes itself, or that a new search drops."""
        return [SEARCH, PAGE, EXPORT, PRINT, COLUMNS, *(each.name for each in self.listing.filters)]

    @property
    def export_address(self) -> str:
        return self.address(**{EXPORT: "xlsx"})

    @property
    def print_address(self) -> str:
        return self.address(**{PRINT: "1"})

    def _source(self) -> Any:
        if isinstance(self.found, QuerySet) and not self.listing.whole_rows:
            return self.found.values(*self._fields())
        return self.found

    def _fields(self) -> list[str]:
        names = {self.listing.key} if self.listing.bulk else set()
        for column in self.columns:
            if not callable(column.value):
                names.add(column.value or column.name)
            if isinstance(column.link, tuple):
                names.add(column.link[1])
            names.update(column.fields)
        return sorted(names)

    @property
    def is_searchable(self) -> bool:
        return bool(self.listing.search)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self.text) or any(choice.raw for choice in self.chosen)

    @property
    def back_address(self) -> str:
        return self.address()

    def address(self, **changes: Any) -> str:
        """This list's query with ``changes`` (``None`` drops a parameter); the page number is dropped unless given."""
        pairs = {name: value for name, value in self.request.GET.items() if name not in (PAGE, EXPORT, PRINT, COLUMNS)}
        pairs.update(changes)
        said_even_empty = {each.filter.name for each in self.chosen if each.filter.default}
        kept = {name: value for name, value in pairs.items() if value or (value == "" and name in said_even_empty)}
        return "?" + urlencode(kept)


def _sort(request: HttpRequest, listing: Listing) -> str:
    """The sort asked for when the listing allows it, else its own."""
    asked = request.GET.get(SORT, "") if listing.toolbar else ""
    column = listing.column(asked.lstrip("-"))
    return asked if column is not None and column.order_by else listing.order_by
