"""Spreadsheets for the tests, as bytes: what offices send, in each format."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from chibo.registry.imports.members import MemberImport, read_members
from chibo.registry.imports.reading import read_workbook

Values = Sequence[Sequence[Any]]

MEMBER = {
    "gender": None,
    "born_on": None,
    "admitted_on": None,
    "official_on": None,
    "card_number": None,
    "file_number": None,
    "status": "OFFICIAL",
    "cell": None,
    "position": None,
    "office": None,
    "residence": None,
    "phone": None,
}
"""A record of which nothing is known but that the list has no column from which probation would show."""


def xlsx(
    *sheets: Values,
    names: Sequence[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden: Sequence[int] = (),
    options: dict[str, Any] | None = None,
) -> bytes:
    """One sheet for each table of ``sheets``; ``merged``: top, left, bottom, right of the first sheet, counted from 0.

    Text is written as text, even where it begins with ``=``; dates are formatted as dates.
    """
    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(buffer, settings | (options or {})) as book:
        pages = []
        for number, rows in enumerate(sheets):
            page = book.add_worksheet(names[number] if names else None)
            pages.append(page)
            if number in hidden:
                page.hide()
            for line, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, str):
                        page.write_string(line, column, value)
                    elif value is not None:
                        page.write(line, column, value)
        for top, left, bottom, right in merged:
            pages[0].merge_range(top, left, bottom, right, sheets[0][top][left])
    return buffer.getvalue()


def text_file(rows: Values, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    for values in rows:
        writer.writerow([f"{value:%d/%m/%Y}" if isinstance(value, date) else value for value in values])
    return buffer.getvalue().encode(encoding)


def ods(rows: Values) -> bytes:
    """A document of LibreOffice with one sheet of text."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in values
        )
        + "</table:table-row>"
        for values in rows
    )
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
        <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
            xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
        <table:table table:name="Sheet1">{lines}</table:table></office:spreadsheet></office:body></office:document-content>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def repacked(data: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    """The same zip archive with the content of its parts edited."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, edit(part.filename, old.read(part)))
    return buffer.getvalue()


def imported(data: bytes, filename: str = "danh-sach.xlsx", **options: Any) -> MemberImport:
    return read_members(read_workbook(data, filename=filename), **options)


def problem_cells(result: MemberImport) -> list[tuple[int, str, str, str]]:
    """Row, heading, value and code of each problem."""
    return [(problem.row, problem.column, problem.value, problem.code) for problem in result.problems]
