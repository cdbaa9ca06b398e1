"""The rows of a list as HTML.

Made in Python rather than in a template: a page of 50 rows and 9 columns is 450 cells, and the template engine would
spend most of the request on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from chibo.kit.cells import html_of
from chibo.kit.lists.declared import Column
from chibo.kit.lists.filtering import value_of

_STAND_IN = 987654321


def getter(column: Column) -> Callable[[Any], Any]:
    """What reads the column's value from a row."""
    if callable(column.value):
        return column.value
    field = column.value or column.name
    return lambda row: value_of(row, field)


def address_of(column: Column) -> Callable[[Any], str]:
    """What makes the address that the column's cell of a row leads to; empty text: no link."""
    if callable(column.link):
        return column.link
    url_name, field = column.link
    before, after = reverse(url_name, args=[_STAND_IN]).split(str(_STAND_IN))

    def address(row: Any) -> str:
        value = value_of(row, field)
        return "" if value is None else f"{before}{quote(str(value), safe='')}{after}"

    return address


def body(
    columns: list[Column], rows: Iterable[Any], *, first_number: int, key: str = "", ticks: bool = False
) -> SafeString:
    """``<tr>`` elements: a number, then a cell for each column; the main column is the row's heading."""
    main = next((column for column in columns if column.main), columns[0] if columns else None)
    writers = [_writer(column, column is main) for column in columns]
    lines = []
    for number, row in enumerate(rows, start=first_number):
        cells = "".join([write(row) for write in writers])
        tick = _tick(value_of(row, key)) if ticks else ""
        lines.append(f'<tr role="row">{tick}<td role="cell" class="c-stt">{number}</td>{cells}</tr>')
    return mark_safe("\n".join(lines))


def _tick(value: Any) -> str:
    return (
        '<td role="cell" class="c-tick"><input class="form-check-input" type="checkbox" name="chon" '
        f'value="{escape(str(value))}" aria-label="{escape(str(value))}"></td>'
    )


def _writer(column: Column, is_main: bool) -> Callable[[Any], str]:
    read, kind = getter(column), column.kind
    tag = f'td role="cell" data-label="{escape(str(column.label))}"'
    if is_main:
        tag = 'th role="rowheader" scope="row"'
    end = f"</{tag[:2]}>"
    start, empty = f'<{tag} class="c-{kind}">', f'<{tag} class="c-{kind} c-empty">{end}'
    address = address_of(column) if column.link is not None else None

    def write(row: Any) -> str:
        value = html_of(read(row), kind)
        if not value:
            return empty
        where = address(row) if address is not None else ""
        return f'{start}<a href="{escape(where)}">{value}</a>{end}' if where else f"{start}{value}{end}"

    return write
