"""Reads one workbook in a process of its own: bytes on standard input, JSON on standard output.

A spreadsheet comes from outside. One that claims a billion cells, or that trips the parser, must take nothing with it
but this process, whose memory and time are limited. The file is run by its path and imports nothing of the project.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum


class TooLargeError(Exception):
    """More rows or columns than any list of members has."""


def main() -> None:
    memory, seconds, most_rows, most_columns = (int(argument) for argument in sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": list(sheets(data, most_rows, most_columns))}
    except PasswordError:
        answer = {"error": "ENCRYPTED"}
    except (MemoryError, TooLargeError):
        answer = {"error": "TOO_LARGE"}
    except BaseException as error:  # a panic of the parser is no Exception
        answer = {"error": "NOT_A_SPREADSHEET", "why": str(error)}
    json.dump(answer, sys.stdout, default=plain, ensure_ascii=False)


def sheets(data: bytes, most_rows: int, most_columns: int) -> Iterator[dict[str, Any]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for metadata in workbook.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        yield {
            "name": metadata.name,
            "hidden": metadata.visible != SheetVisibleEnum.Visible,
            "rows": list(rows(sheet, most_rows, most_columns)),
            "merged": [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in merged(sheet)],
        }


def rows(sheet: CalamineSheet, most_rows: int, most_columns: int) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything, each with its number in Excel and its cells from column A on."""
    if sheet.start is None:
        return
    if sheet.width > most_columns:
        raise TooLargeError
    # ``iter_rows`` begins at row 1 but at the first column that holds anything.
    before, found = [None] * sheet.start[1], 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [None if is_blank(value) else value for value in values]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            found += 1
            if found > most_rows:
                raise TooLargeError
            yield number, before + cells


def is_blank(value: object) -> bool:
    return value == "" or (isinstance(value, str) and value.isspace())


def merged(sheet: CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return sheet.merged_cell_ranges or []


def plain(value: object) -> dict[str, str] | str:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    main()
