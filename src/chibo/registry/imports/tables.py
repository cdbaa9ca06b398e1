"""The table within a workbook: the sheet with the best headings, its columns and the rows below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chibo.domain.vietnamese import Encoding, convert_table
from chibo.registry.imports.columns import Chosen, Column, settle
from chibo.registry.imports.heading_rows import HeadingRows, find_heading_rows
from chibo.registry.imports.sheets import CellValue, Row, Sheet, UnreadableFile, Workbook
from chibo.registry.imports.vocabulary import Vocabulary, clean

_COUNT = re.compile(r"\(?\s*(\d{1,2}|[A-Z])\s*\)?(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Table:
    """``heading_rows`` with their ``merged`` ranges as they stand in the file; ``rows``: what stands below the headings, without rows of column numbers and headings said again.

    ``other_sheets``: further visible sheets with headings of the same kind, which are not read.
    """

    sheet: str
    encoding: Encoding
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heading_rows: tuple[Row, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    from_1904: bool = False
    other_sheets: tuple[str, ...] = ()

    @property
    def mapping(self) -> dict[str, str | list[str]]:
        """Heading → the field it feeds, or the fields where its cells hold several values."""
        found: dict[str, str | list[str]] = {}
        for column in self.columns:
            public = list(column.public)
            if public:
                found.setdefault(column.heading, public if len(public) > 1 else public[0])
        return found

    @property
    def ignored(self) -> list[str]:
        """Headings of the columns that feed nothing."""
        mapped = self.mapping
        unused = (column.heading for column in self.columns if column.is_ignored and column.heading)
        return list(dict.fromkeys(heading for heading in unused if heading not in mapped))

    def columns_of(self, *fields: str) -> list[Column]:
        return [column for column in self.columns if set(column.fields) & set(fields)]


def find_table(
    workbook: Workbook,
    vocabulary: Vocabulary,
    *,
    columns: Mapping[str, Chosen] | None = None,
    sheet: str | None = None,
) -> Table:
    """The table that ``vocabulary`` speaks of, its text in composed Unicode.

    ``columns``: heading → field (or fields in the order of a cell's values, or ``None`` to leave the column out) where a
    person knows better than the vocabulary; headings not named are recognised as usual. ``sheet``: look in that sheet
    only; otherwise the visible one with the most recognised fields, then the most rows, is read.

    Raises ``UnreadableFile`` NO_HEADINGS.
    """
    found: list[tuple[tuple[bool, bool, int, int], Table, bool]] = []
    for candidate in workbook.sheets:
        if sheet is not None and candidate.name != sheet:
            continue
        converted, encoding = _convert(candidate)
        headings = find_heading_rows(converted, vocabulary, chosen=columns or {})
        if headings is None:
            continue
        table = _table_below(headings, converted, vocabulary, columns or {}, encoding, from_1904=workbook.from_1904)
        rank = (bool(table.rows), not candidate.hidden, len(headings.fields), len(table.rows))
        found.append((rank, table, candidate.hidden))
    if not found:
        raise UnreadableFile("NO_HEADINGS")
    _, best, _ = max(found, key=lambda entry: entry[0])
    others = tuple(table.sheet for _, table, hidden in found if table is not best and table.rows and not hidden)
    return replace(best, other_sheets=others)


def _convert(sheet: Sheet) -> tuple[Sheet, Encoding]:
    cells, encoding = convert_table([row.cells for row in sheet.rows])
    rows = tuple(Row(row.number, tuple(values)) for row, values in zip(sheet.rows, cells, strict=True))
    return replace(sheet, rows=rows), encoding


def _table_below(
    headings: HeadingRows,
    sheet: Sheet,
    vocabulary: Vocabulary,
    chosen: Mapping[str, Chosen],
    encoding: Encoding,
    *,
    from_1904: bool,
) -> Table:
    said = {clean(str(value)) for row in headings.rows for value in row.cells if value is not None}
    last = headings.rows[-1].number
    rows = tuple(
        row for row in sheet.rows if row.number > last and not _counts_columns(row) and not _says_again(row, said)
    )
    columns = settle(headings.headings, rows, vocabulary, chosen)
    return Table(
        sheet=sheet.name,
        encoding=encoding,
        columns=columns,
        rows=_filled_down(rows, columns, sheet.merged, vocabulary),
        heading_rows=headings.rows,
        merged=tuple(area for area in sheet.merged if headings.rows[0].number <= area[0] <= area[2] <= last),
        from_1904=from_1904,
    )


def _counts_columns(row: Row) -> bool:
    """Whether the row numbers the columns: (1) (2) (3) …, perhaps after A, B."""
    marks = []
    for value in row.cells:
        if value is not None:
            mark = _COUNT.fullmatch(str(value).strip())
            if mark is None:
                return False
            marks.append(mark[1])
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    return (
        len(numbers) >= 2 and numbers[0] in (1, 2) and all(after == before + 1 for before, after in pairwise(numbers))
    )


def _says_again(row: Row, said: set[str]) -> bool:
    """Whether the row is the headings once more, as they stand on each printed page."""
    values = [value for value in row.cells if value is not None]
    return len(values) > 1 and all(clean(str(value)) in said for value in values)


def _filled_down(
    rows: Sequence[Row],
    columns: Sequence[Column],
    merged: Sequence[tuple[int, int, int, int]],
    vocabulary: Vocabulary,
) -> tuple[Row, ...]:
    """A value merged over several rows of such a column holds for each of them."""
    places = {column.index for column in columns if set(column.fields) & vocabulary.filled_down}
    values: dict[int, dict[int, CellValue]] = {}
    by_number = {row.number: row for row in rows}
    for top, left, bottom, right in merged:
        if left == right and left in places and top in by_number and left < len(by_number[top].cells):
            for number in range(top + 1, bottom + 1):
                values.setdefault(number, {})[left] = by_number[top].cells[left]
    return tuple(_with_values(row, values.get(row.number, {})) for row in rows)


def _with_values(row: Row, values: Mapping[int, CellValue]) -> Row:
    if not values:
        return row
    cells = list(row.cells) + [None] * (max(values) + 1 - len(row.cells))
    for index, value in values.items():
        cells[index] = value
    return Row(row.number, tuple(cells))
