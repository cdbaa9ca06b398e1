"""The units spreadsheet, row by row, to records and problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from chibo.domain.organisation import CELL_KINDS, Skill, UnitKind
from chibo.domain.partial_dates import parse_date
from chibo.registry.imports.cell_values import as_text, as_written, is_mark, is_nothing
from chibo.registry.imports.columns import Chosen, Column
from chibo.registry.imports.problems import Mistake, Problem
from chibo.registry.imports.sheets import CellValue, Row, UnreadableFile, Workbook
from chibo.registry.imports.tables import Table, find_table
from chibo.registry.imports.unit_words import KINDS, SKILLS, UNITS

Value = TypeVar("Value")
_NEED = re.compile(r"(.+?)\s*[:=(-]?\s*([1-3])\s*\)?")
_REQUIRED = {"code": "MISSING_CODE", "name": "MISSING_UNIT_NAME", "kind": "MISSING_KIND"}


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """One unit for one period [starts_on, ends_on); ``None``: not said. ``parent``: a code, of this file or known before."""

    row: int
    code: str
    name: str
    kind: UnitKind
    parent: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    households: int | None = None
    needs: Mapping[Skill, int] = field(default_factory=dict)
    needs_leader: bool = False
    target: int | None = None
    capacity: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "code": self.code,
            "name": self.name,
            "kind": self.kind.value,
            "parent": self.parent,
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
            "households": self.households,
            "needs": {skill.value: grade for skill, grade in self.needs.items()},
            "needs_leader": self.needs_leader,
            "target": self.target,
            "capacity": self.capacity,
        }


@dataclass(frozen=True, slots=True)
class UnitImport:
    """What a units spreadsheet says. ``records``: the accepted rows, every parent before its children; a row is
    accepted when no problem names it.
    """

    table: Table
    row_count: int
    records: tuple[UnitRecord, ...]
    problems: tuple[Problem, ...]


def read_units(
    workbook: Workbook,
    *,
    known: Callable[[str], bool] = lambda code: False,
    sheet: str | None = None,
    columns: Mapping[str, Chosen] | None = None,
) -> UnitImport:
    """Every unit of the spreadsheet, and what is wrong with which cell.

    ``known``: whether a unit with this code exists already. A parent may stand further down. A code may come again for
    another period (a new name, kind or parent from some day on), not for an overlapping one. A unit that is no cell
    may stand without parent: it is the top. A unit whose parent is refused is refused with it.

    Raises ``UnreadableFile``: NO_HEADINGS or EMPTY.
    """
    table = find_table(workbook, UNITS, columns=columns, sheet=sheet)
    rows = [row for row in table.rows if _is_unit(row, table)]
    if not rows:
        raise UnreadableFile("EMPTY")
    reader = _Reader(table)
    records = [record for row in rows if (record := reader.read(row)) is not None]
    _check_codes(records, reader)
    written = {reader.text(row, "code"): row.number for row in rows}
    accepted = _with_parents(records, written, known, reader)
    problems = sorted(reader.problems, key=lambda problem: (problem.row, problem.index))
    return UnitImport(table=table, row_count=len(rows), records=tuple(accepted), problems=tuple(problems))


def read_needs(text: str) -> dict[Skill, int]:
    """``đất đai 2; số hoá 1`` or ``land 2; digital 1`` as grades by skill. Raises ``Mistake`` BAD_NEED."""
    needs: dict[Skill, int] = {}
    for piece in re.split(r"[;,\n]", text):
        if not piece.strip():
            continue
        match = _NEED.fullmatch(piece.strip())
        name = SKILLS.closest(match[1]) if match else None
        if match is None or not name or Skill(name) in needs:
            raise Mistake("BAD_NEED", piece.strip())
        needs[Skill(name)] = int(match[2])
    return needs


def read_kind(text: str) -> UnitKind:
    """A kind by its name or by the project's own code. Raises ``Mistake`` UNKNOWN_KIND."""
    found = text if text in UnitKind.__members__ else KINDS.closest(text)
    if not found:
        raise Mistake("UNKNOWN_KIND", text)
    return UnitKind(found)


def _is_unit(row: Row, table: Table) -> bool:
    """A row that fills two columns or more that matter: a remark or a total stands alone."""
    filled = [column for column in table.columns if column.public and not is_nothing(_value(row, column))]
    return len(filled) > 1


def _value(row: Row, column: Column) -> CellValue:
    return row.cells[column.index] if column.index < len(row.cells) else None


class _Reader:
    """Reads the rows of one table and keeps the problems."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[Problem] = []
        self.columns = {name: column for column in reversed(table.columns) for name in column.public}

    def text(self, row: Row, name: str) -> str:
        what = self._what(row, name)
        return "" if is_nothing(what) else as_text(what)

    def refuse(self, number: int, name: str, code: str, what: str, **details: str | int) -> None:
        column = self.columns.get(name) or self.table.columns[0]
        self.problems.append(Problem(number, column.heading, what, code, column.index, details=details))

    def read(self, row: Row) -> UnitRecord | None:
        """The unit of a row, or ``None`` when anything in it cannot be read."""
        before = len(self.problems)
        for name, code in _REQUIRED.items():
            if not self.text(row, name):
                self.refuse(row.number, name, code, "")
        kind = self._take(row, "kind", lambda what: read_kind(as_text(what)))
        parent = self.text(row, "parent") or None
        if parent is None and kind in CELL_KINDS:
            self.refuse(row.number, "parent", "MISSING_PARENT", "")
        starts_on, ends_on = self._take(row, "starts_on", self._date), self._take(row, "ends_on", self._date)
        if starts_on and ends_on and ends_on <= starts_on:
            heading = self.columns["starts_on"].heading
            self.refuse(
                row.number, "ends_on", "DATE_ORDER", self.text(row, "ends_on"),
                other_value=self.text(row, "starts_on"), other_column=heading,
            )  # fmt: skip
        numbers = {name: self._take(row, name, _number) for name in ("households", "target", "capacity")}
        needs = self._take(row, "needs", lambda what: read_needs(as_written(what)))
        if len(self.problems) > before or kind is None:
            return None
        return UnitRecord(
            row=row.number,
            code=self.text(row, "code"),
            name=self.text(row, "name"),
            kind=kind,
            parent=parent,
            starts_on=starts_on,
            ends_on=ends_on,
            needs=needs or {},
            needs_leader=is_mark(self._what(row, "needs_leader")),
            **numbers,
        )

    def _what(self, row: Row, name: str) -> CellValue:
        return _value(row, self.columns[name]) if name in self.columns else None

    def _take(self, row: Row, name: str, reading: Callable[[CellValue], Value]) -> Value | None:
        what = self._what(row, name)
        if is_nothing(what):
            return None
        try:
            return reading(what)
        except Mistake as mistake:
            self.refuse(row.number, name, mistake.code, mistake.value)
            return None

    def _date(self, what: CellValue) -> date:
        try:
            return parse_date(what, from_1904=self.table.from_1904).earliest()
        except ValueError as error:
            raise Mistake("BAD_DATE", as_text(what)) from error


def _number(what: CellValue) -> int:
    digits = re.sub(r"(?<=\d)[. ](?=\d{3}\b)", "", as_text(what))
    if not (digits.isascii() and digits.isdigit()):
        raise Mistake("BAD_NUMBER", as_text(what))
    return int(digits)


def _check_codes(records: list[UnitRecord], reader: _Reader) -> None:
    """One code, one unit: again only for a period that overlaps none before. Takes the others out of ``records``."""
    by_code: dict[str, list[UnitRecord]] = {}
    for record in list(records):
        earlier = by_code.setdefault(record.code, [])
        if clash := next((other for other in earlier if _overlap(record, other)), None):
            reader.refuse(record.row, "code", "DUPLICATE_CODE", record.code, other_row=clash.row)
            records.remove(record)
        else:
            earlier.append(record)


def _overlap(one: UnitRecord, other: UnitRecord) -> bool:
    def starts_before_end(first: UnitRecord, second: UnitRecord) -> bool:
        return first.starts_on is None or second.ends_on is None or first.starts_on < second.ends_on

    return starts_before_end(one, other) and starts_before_end(other, one)


def _with_parents(
    records: list[UnitRecord], written: Mapping[str, int], known: Callable[[str], bool], reader: _Reader
) -> list[UnitRecord]:
    """The records whose parents are known or accepted, parents first; a problem for each of the others."""
    accepted: list[UnitRecord] = []
    placed: set[str] = set()
    waiting = list(records)
    while True:
        codes_waiting = {record.code for record in waiting}
        ready = [
            record
            for record in waiting
            if record.parent is None
            or record.parent in placed
            or (known(record.parent) and record.parent not in codes_waiting)
        ]
        if not ready:
            break
        accepted += ready
        placed |= {record.code for record in ready}
        waiting = [record for record in waiting if record not in ready]
    for record in waiting:
        parent = record.parent or ""
        if parent not in written:
            reader.refuse(record.row, "parent", "UNKNOWN_PARENT", parent)
        elif _circular(record, waiting):
            reader.refuse(record.row, "parent", "CIRCULAR_PARENT", parent)
        else:
            reader.refuse(record.row, "parent", "REFUSED_PARENT", parent, other_row=written[parent])
    return accepted


def _circular(record: UnitRecord, waiting: list[UnitRecord]) -> bool:
    parents = {other.code: other.parent for other in waiting}
    code, seen = record.parent, set[str]()
    while code is not None and code in parents and code not in seen:
        if code == record.code:
            return True
        seen.add(code)
        code = parents[code]
    return False
