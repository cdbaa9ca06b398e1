"""Mending a list in the browser: cells put right, duplicates decided, refused rows as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.audit.use_cases import RuleBroken
from chibo.domain.vietnamese import nfc
from chibo.registry.imports.cell_values import as_written
from chibo.registry.imports.columns import Column
from chibo.registry.imports.problems import Problem
from chibo.registry.imports.sheets import Row, UnreadableFile
from chibo.registry.queries.import_batches import refused_workbook_of
from chibo.registry.services.imports import prepare_import
from chibo.registry.views.imports_parts import opened
from chibo.registry.views.imports_reading import Reading, read_batch
from chibo.registry.views.imports_twins import ANOTHER, TAKE_BACK
from chibo.registry.violations import sentences

if TYPE_CHECKING:
    from chibo.registry.models import ImportBatch

LONGEST = 1_000
_PREFIX = "o-"


@dataclass
class Cell:
    """One cell to mend; ``text`` as it stands now; without ``field_name`` it cannot be mended here."""

    heading: str
    letter: str
    text: str = ""
    field_name: str = ""
    names_a_cell: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return "\n" in self.text or len(self.text) > 60


class RowToMend(NamedTuple):
    """One refused row: its number in the file, whom it is about, the cells that are wrong."""

    number: int
    name: str
    cells: list[Cell]
    is_twin: bool


class Corrected(NamedTuple):
    """One cell that was mended; ``key`` names it in the form."""

    row: int
    heading: str
    text: str
    key: str


def rows_to_mend(reading: Reading, by_row: Iterable[tuple[int, list[Problem]]]) -> list[RowToMend]:
    """What the screen shows of each refused row."""
    return [_to_mend(reading, number, problems) for number, problems in by_row]


def corrected_cells(batch: ImportBatch) -> list[Corrected]:
    """Every cell that was mended so far."""
    return [
        Corrected(int(row), heading, text, f"{row}|{heading}")
        for row, cells in sorted(batch.corrections.items(), key=lambda pair: int(pair[0]))
        for heading, text in cells.items()
    ]


@require_POST
def import_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed in place of wrong cells and read the list again; or take one mended cell back."""
    batch = opened(request, pk)
    corrections = {row: dict(cells) for row, cells in batch.corrections.items()}
    taken_back = request.POST.get("bo", "")
    if taken_back:
        row, _bar, heading = taken_back.partition("|")
        corrections.get(row, {}).pop(heading, None)
        corrections = {number: cells for number, cells in corrections.items() if cells}
        return _kept(request, batch, 0, corrections)
    try:
        reading = read_batch(batch)
    except UnreadableFile as refused:
        messages.error(request, refused.message)
        return redirect("registry:import_columns", batch.pk)
    count = 0
    for name, typed in request.POST.items():
        place = _place(name, reading)
        if place is None:
            continue
        row, column = place
        text = nfc(str(typed)).replace("\r\n", "\n").strip()[:LONGEST]
        if text != _text(reading, row, column):
            corrections.setdefault(str(row.number), {})[column.heading] = text
            count += 1
    if not count:
        messages.info(request, _("Chưa có ô nào được sửa."))
        return _back(request, batch, "loi")
    return _kept(request, batch, count, corrections)


@require_POST
def import_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a person decided about likely duplicates."""
    batch = opened(request, pk)
    try:
        reading = read_batch(batch)
    except UnreadableFile as refused:
        messages.error(request, refused.message)
        return redirect("registry:import_columns", batch.pk)
    allowed = {
        str(match.record.row): {ANOTHER, *(str(member.pk) for member in match.likely)} for match in reading.undecided
    } | {str(row): {ANOTHER} for row in reading.twins}
    choices = dict(batch.choices)
    for name, value in request.POST.items():
        row = name.removeprefix("d-")
        if name.startswith("d-") and value in allowed.get(row, ()):
            choices[row] = value
    if request.POST.get(TAKE_BACK.lower(), "") in choices:
        del choices[request.POST[TAKE_BACK.lower()]]
    if choices == batch.choices:
        messages.info(request, _("Chưa có dòng nào được quyết định."))
    elif _prepared(request, batch, choices=choices):
        messages.success(request, _("Đã ghi nhận quyết định về các dòng nghi trùng."))
    return _back(request, batch, "trung")


def import_refused(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that did not go in as a spreadsheet, with what is wrong and the remedy, to mend and send again."""
    batch = opened(request, pk)
    try:
        content = refused_workbook_of(batch)
    except UnreadableFile as refused:
        raise Http404 from refused
    name = _("%(file)s - dòng lỗi.xlsx") % {"file": Path(batch.file_name).stem}
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


def _to_mend(reading: Reading, number: int, problems: list[Problem]) -> RowToMend:
    row, table = reading.rows[number], reading.table
    cells: dict[str, Cell] = {}
    for problem in problems:
        for place, index in enumerate((problem.index, *problem.also)):
            column = table.columns[index]
            cell = cells.setdefault(column.heading, _cell(reading, row, column))
            if place == 0:
                cell.problems.append(problem)
                if not _is_mended_there(problem, reading):
                    cell.field_name = ""
        if problem.code == "ELSEWHERE":
            for column in table.columns_of("card_number")[:1]:
                cells.setdefault(column.heading, _cell(reading, row, column))
    return RowToMend(number, _name(reading, row), list(cells.values()), number in reading.twins)


def _is_mended_there(problem: Problem, reading: Reading) -> bool:
    """Whether typing something else in that very cell can help."""
    if problem.code == "UNKNOWN_CELL":
        # Named by a line between the members.
        return bool(reading.table.columns_of("cell"))
    return problem.code not in ("ELSEWHERE",) and not (problem.code == "DUPLICATE_ROW" and problem.row in reading.twins)


def _cell(reading: Reading, row: Row, column: Column) -> Cell:
    return Cell(
        heading=column.heading,
        letter=column.letter,
        text=_text(reading, row, column),
        field_name=f"{_PREFIX}{row.number}-{column.index}",
        names_a_cell="cell" in column.public,
    )


def _text(reading: Reading, row: Row, column: Column) -> str:
    """What stands in the cell; a heading over two columns is shown, and mended, as one."""
    same = [each for each in reading.table.columns if each.heading == column.heading]
    pieces = [as_written(row.cells[each.index]) for each in same if each.index < len(row.cells)]
    return " ".join(piece for piece in pieces if piece).strip()


def _name(reading: Reading, row: Row) -> str:
    fields = ("full_name", "family_name", "given_name") if reading.records else ("name",)
    columns = {column.heading: column for column in reading.table.columns_of(*fields)}
    return " ".join(" ".join(_text(reading, row, column).split()) for column in columns.values())[:120]


def _place(name: str, reading: Reading) -> tuple[Row, Column] | None:
    """The cell that a field's name means, if the list has it."""
    number, _dash, index = name.removeprefix(_PREFIX).partition("-")
    if not (name.startswith(_PREFIX) and number.isdecimal() and index.isdecimal() and len(name) < 20):
        return None
    row = reading.rows.get(int(number))
    columns = reading.table.columns
    if row is None or int(index) >= len(columns) or not columns[int(index)].public:
        return None
    return row, columns[int(index)]


def _kept(request: HttpRequest, batch: ImportBatch, count: int, corrections: dict[str, dict[str, str]]) -> HttpResponse:
    if _prepared(request, batch, corrections=corrections):
        left = read_batch(opened(request, batch.pk)).refused_count
        said = _("Đã sửa %(count)s ô.") % {"count": count} if count else _("Đã bỏ chỗ sửa.")
        rest = _("Còn %(count)s dòng lỗi.") % {"count": left} if left else _("Không còn dòng nào lỗi.")
        messages.success(request, f"{said} {rest}")
    return _back(request, batch, "loi")


def _prepared(request: HttpRequest, batch: ImportBatch, **said: dict[str, str] | dict[str, dict[str, str]]) -> bool:
    try:
        prepare_import(actor=request.user, batch=batch, **said)
    except RuleBroken as broken:
        messages.error(request, " ".join(sentences(broken.violations)))
        return False
    return True


def _back(request: HttpRequest, batch: ImportBatch, tab: str) -> HttpResponse:
    page = request.POST.get("trang", "")
    query = {"phan": tab} | ({"trang": page} if page.isdecimal() and page != "1" else {})
    return redirect(f"{reverse('registry:import_preview', args=[batch.pk])}?{urlencode(query)}")
