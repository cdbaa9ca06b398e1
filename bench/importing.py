"""A list of members from spreadsheet to committed rows, beside the usual ways and beside doing only the unavoidable.

The usual ways: openpyxl reads the file, each row is saved on its own. The unavoidable: reading the file with calamine,
inserting bare rows with no questions asked.

``python -m bench.importing`` prints the figures for the database of ``CHIBO_DATABASE_URL``, loaded before by ``bench.scale``.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import xlsxwriter

ROWS = 5_000
SAVED_ONE_BY_ONE = 1_000
DAY = date(2019, 6, 1)


def figures() -> Iterator[str]:
    """Import ``ROWS`` members with every check, audit and reconciliation; then the usual ways and the floors."""
    import openpyxl
    import python_calamine
    from django.db import connection, transaction

    from bench.country import FAMILIES, GIVEN, MIDDLES, save_one_by_one
    from chibo.accounts.models import LOCAL_OPERATOR, User
    from chibo.registry.models import Unit
    from chibo.registry.services.imports import commit_members, upload_import

    commune = Unit.objects.get(code="X00001")
    cells = [f"C{24 + number:05d}" for number in range(24)]
    rows = [
        [
            number,
            f"{FAMILIES[number % 10]} {MIDDLES[number % 8]} {GIVEN[number % 16]} {number}",
            "03/02/1980",
            "Nam",
            "01/05/2010",
            "01/05/2011",
            f"{90_000_000 + number}",
            cells[number % 24],
        ]
        for number in range(ROWS)
    ]
    content = _sheet(rows)
    actor = User.objects.get(username=LOCAL_OPERATOR)

    start = time.perf_counter()
    what: dict[str, Any] = {"kind": "MEMBERS", "unit": commune, "file_name": "list.xlsx", "content": content}
    batch = commit_members(actor=actor, batch=upload_import(actor=actor, starts_on=DAY, **what))
    ours = time.perf_counter() - start
    if batch.report["accepted"] != ROWS:
        raise AssertionError(batch.report["problems"][:3])

    reading = _seconds(
        lambda: python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    usual_reading = _seconds(
        lambda: list(openpyxl.load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True))
    )

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE bare (number integer, a text, b text, c text, d text, e text, f text, g text)"
            )
            cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", rows)

    writing = _seconds(bare)
    saving = _seconds(lambda: save_one_by_one(actor=actor, count=SAVED_ONE_BY_ONE, on=DAY)) * ROWS / SAVED_ONE_BY_ONE
    yield f"import of {ROWS:,} members from .xlsx, checked, reconciled, audited: {ours:.1f} s, {ROWS / ours:,.0f} rows/s"
    yield (
        f"  beside openpyxl and a save() a row without checks, {usual_reading:.1f} + {saving:.1f} s: "
        f"ratio {(usual_reading + saving) / ours:.1f}"
    )
    yield f"  beside reading the file with calamine, {reading:.2f} s: ratio {ours / reading:.1f} (limit)"
    yield f"  beside inserting the bare rows, {writing:.2f} s: ratio {ours / writing:.1f} (limit)"


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _sheet(rows: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Danh sách")
        headings = [
            "STT",
            "Họ và tên",
            "Ngày sinh",
            "Giới tính",
            "Ngày vào Đảng",
            "Ngày chính thức",
            "Số thẻ",
            "Chi bộ",
        ]
        for line, row in enumerate([headings, *rows]):
            page.write_row(line, 0, row)
    return file.getvalue()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    for line in figures():
        print(f"  {line}", flush=True)
