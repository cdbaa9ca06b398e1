"""The rows that did not go in, as a spreadsheet to mend and send again."""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from chibo.registry.imports.cell_values import as_text
from chibo.registry.imports.members import MemberImport
from chibo.registry.imports.problems import Problem
from chibo.registry.imports.sheets import CellValue, Row
from chibo.registry.imports.tables import Table

_HIGHLIGHT = "#FFD6D6"
_WIDTH, _WIDTH_OF_REMARKS = 18, 48


def rejected_workbook(result: MemberImport) -> bytes:
    """An ``.xlsx`` of the refused rows under their own headings, what is wrong marked in red, and two columns more:
    the fault and the remedy. The import reads it as it read the first file, so mended rows go in.

    Text that begins with ``=`` stays text. Cells named by lines between the members get a column of their own.
    """
    problems: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in result.problems:
        problems[problem.row].append(problem)
    refused = [row for row in result.rows if row.row.number in problems]
    table = result.table
    width = max([len(table.columns), *(len(row.row.cells) for row in refused)])
    sections = (
        [row.section for row in refused] if not table.columns_of("cell") and any(r.section for r in refused) else []
    )

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "date_1904": table.from_1904}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        page = _Page(workbook, table.sheet)
        extra = ([_("Chi bộ")] if sections else []) + [_("Lỗi"), _("Cách sửa")]
        depth = _write_headings(page, table, width, extra)
        for place, member_row in enumerate(refused):
            line, found = depth + place, problems[member_row.row.number]
            marked = {index for problem in found for index in (problem.index, *problem.also)}
            for index in range(width):
                cells = member_row.row.cells
                page.write(line, index, cells[index] if index < len(cells) else None, marked=index in marked)
            remarks = ([sections[place]] if sections else []) + _remarks(found)
            for offset, text in enumerate(remarks):
                page.write(line, width + offset, text)
        page.sheet.set_column(0, width + len(extra) - 3, _WIDTH)
        page.sheet.set_column(width + len(extra) - 2, width + len(extra) - 1, _WIDTH_OF_REMARKS)
        page.sheet.freeze_panes(depth, 0)
    return buffer.getvalue()


def _remarks(found: Iterable[Problem]) -> list[str]:
    faults = [f"{problem.column}: {problem.fault}" for problem in found]
    remedies = dict.fromkeys(problem.remedy for problem in found)
    return ["\n".join(faults), "\n".join(remedies)]


def _write_headings(page: _Page, table: Table, width: int, extra: list[str]) -> int:
    """The heading rows as they stood, merged as they were; how many rows they take."""
    top = table.heading_rows[0].number
    depth = table.heading_rows[-1].number - top + 1
    for row in table.heading_rows:
        for index, value in enumerate(row.cells):
            page.write(row.number - top, index, value, bold=True)
    for first, left, last, right in table.merged:
        text = _at(table.heading_rows, first, left)
        page.sheet.merge_range(first - top, left, last - top, right, text, page.bold)
    for offset, text in enumerate(extra):
        if depth > 1:
            page.sheet.merge_range(0, width + offset, depth - 1, width + offset, text, page.bold)
        else:
            page.write(0, width + offset, text, bold=True)
    return depth


def _at(rows: Iterable[Row], number: int, index: int) -> str:
    cells = next((row.cells for row in rows if row.number == number), ())
    return str(cells[index]) if index < len(cells) and cells[index] is not None else ""


class _Page:
    """One sheet, and the ways in which its cells are written."""

    def __init__(self, workbook: xlsxwriter.Workbook, name: str) -> None:
        self.workbook = workbook
        self.sheet: Worksheet = workbook.add_worksheet(_sheet_name(name))
        self.bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
        self._formats: dict[tuple[bool, bool, bool, bool], Format] = {}

    def write(self, line: int, index: int, value: CellValue, *, bold: bool = False, marked: bool = False) -> None:
        if (isinstance(value, float) and not math.isfinite(value)) or (isinstance(value, date) and value.year < 1904):
            # Beyond what the format can say as a number.
            value = as_text(value)
        is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
        style = self._format(bold=bold, marked=marked, dated=isinstance(value, date), quoted=is_formula)
        if value is None:
            if marked:
                self.sheet.write_blank(line, index, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(line, index, value, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(line, index, value, style)
        elif isinstance(value, bool):
            self.sheet.write_boolean(line, index, value, style)
        else:
            self.sheet.write_number(line, index, value, style)

    def _format(self, *, bold: bool, marked: bool, dated: bool, quoted: bool) -> Format:
        key = (bold, marked, dated, quoted)
        if bold and not quoted:
            return self.bold
        if key not in self._formats:
            properties: dict[str, object] = {"text_wrap": True, "valign": "top"}
            if marked:
                properties["bg_color"] = _HIGHLIGHT
            if dated:
                properties["num_format"] = "dd/mm/yyyy"
            if quoted:
                properties["quote_prefix"] = True
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]


def _sheet_name(name: str) -> str:
    """A name that Excel takes: 31 characters at most, none of ``[]:*?/\\``, no apostrophe at either end."""
    plain = "".join(" " if mark in "[]:*?/\\" else mark for mark in name).strip("' ")
    return plain[:31] or "Sheet1"
