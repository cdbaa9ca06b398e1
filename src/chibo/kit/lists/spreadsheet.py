"""A list as a spreadsheet: exactly the rows, the order and the columns on screen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from chibo.kit.cells import Kind, text_of
from chibo.kit.lists.declared import Column
from chibo.kit.lists.table import getter

DAY_FORMAT = "dd/mm/yyyy"
FIRST_EXCEL_DAY = date(1900, 3, 1)


def write(columns: list[Column], rows: Iterable[Any], *, title: str, notes: list[str]) -> IO[bytes]:
    """An open ``.xlsx`` file, at its start: title, notes, headings, then one line per row with its number.

    Days and numbers keep their types. Text is always text: what starts with ``=``, ``+``, ``-`` or ``@`` stays as it
    is and is marked so that no spreadsheet ever runs it.
    """
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(_sheet_name(title))
    plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    boxed = plain | {"border": 1, "border_color": "#999999"}
    formats = {
        "title": book.add_format(plain | {"bold": True, "font_size": 14}),
        "note": book.add_format(plain | {"italic": True}),
        "head": book.add_format(boxed | {"bold": True, "bg_color": "#EDEAE3", "text_wrap": True, "align": "center"}),
        "text": book.add_format(boxed | {"text_wrap": True}),
        "guarded": book.add_format(boxed | {"text_wrap": True, "quote_prefix": True}),
        "number": book.add_format(boxed | {"num_format": "#,##0.###"}),
        "whole": book.add_format(boxed | {"num_format": "#,##0"}),
        "day": book.add_format(boxed | {"num_format": DAY_FORMAT, "align": "center"}),
    }
    for position, width in enumerate([6, *(column.width for column in columns)]):
        sheet.set_column(position, position, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
    sheet.write_string(0, 0, title, formats["title"])
    for line, note in enumerate(notes, start=1):
        sheet.write_string(line, 0, note, formats["note"])
    head = len(notes) + 2
    for position, label in enumerate([_("STT"), *(str(column.label) for column in columns)]):
        sheet.write_string(head, position, label, formats["head"])
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    readers = [(getter(column), column.kind) for column in columns]
    last = head
    for last, row in enumerate(rows, start=head + 1):
        sheet.write_number(last, 0, last - head, formats["whole"])
        for position, (read, kind) in enumerate(readers, start=1):
            _write_cell(sheet, last, position, read(row), kind, formats)
    sheet.autofilter(head, 0, max(last, head + 1), len(columns))
    book.close()
    file.seek(0)
    return file


def _write_cell(sheet: Any, line: int, position: int, value: Any, kind: Kind, formats: dict[str, Any]) -> None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, position, value, formats["whole" if isinstance(value, int) else "number"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_EXCEL_DAY:
        sheet.write_datetime(line, position, value, formats["day"])
    else:
        text = text_of(value, kind)
        sheet.write_string(line, position, text, formats["guarded" if text[:1] in "=+-@\t\r" and text else "text"])


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "Chi Bo"
