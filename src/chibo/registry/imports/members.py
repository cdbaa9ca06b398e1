"""A list of members, row by row, to records and problems. The dry run and the commit are this same code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from chibo.domain.organisation import Standing
from chibo.domain.partial_dates import PartialDate
from chibo.domain.vietnamese import nfc, search_key
from chibo.registry.imports import cell_values
from chibo.registry.imports.columns import Chosen, Column
from chibo.registry.imports.duplicates import Duplicates, find_duplicates
from chibo.registry.imports.member_rows import MemberRow, member_rows, value
from chibo.registry.imports.member_words import MEMBERS
from chibo.registry.imports.problems import Mistake, Problem
from chibo.registry.imports.records import EXTRA, MemberRecord
from chibo.registry.imports.several_values import DATES, part, two_dates
from chibo.registry.imports.sheets import CellValue, UnreadableFile, Workbook
from chibo.registry.imports.tables import Table, find_table
from chibo.registry.imports.vocabulary import DECOY, ORDINAL

CellResolver = Callable[[str], str | None]
"""The code of the cell that a list calls by this name; ``None`` when there is none."""
ElsewhereResolver = Callable[[MemberRecord], str | None]
"""Where outside the unit of the import this person is a member already; ``None`` when nowhere."""
Corrections = Mapping[str, Mapping[str, str]]
"""Row number (as text) → heading → the value a person typed in its place."""


@dataclass(frozen=True, slots=True)
class MemberImport:
    """What a list says. ``rows``: the data rows, with the corrections in them; ``every``: a record for each, as far as it
    could be read.

    A row is accepted when no problem names it: every code blocks its row, nothing else does.
    """

    table: Table
    rows: tuple[MemberRow, ...]
    every: tuple[MemberRecord, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Duplicates, ...]

    @property
    def refused_rows(self) -> frozenset[int]:
        return frozenset(problem.row for problem in self.problems)

    @property
    def records(self) -> tuple[MemberRecord, ...]:
        """The accepted ones."""
        refused = self.refused_rows
        return tuple(record for record in self.every if record.row not in refused)


def read_members(
    workbook: Workbook,
    *,
    on: date | None = None,
    sheet: str | None = None,
    columns: Mapping[str, Chosen] | None = None,
    corrections: Corrections | None = None,
    cells: CellResolver | None = None,
    elsewhere: ElsewhereResolver | None = None,
    two_people: Collection[int] = (),
) -> MemberImport:
    """Every person of the list, what is wrong with which cell, and who may be there twice.

    ``on``: the day of the import; a later date is no date yet. ``sheet``, ``columns``: see ``find_table``. ``corrections``:
    values mended in the browser. ``two_people``: rows that a person has looked at and found to be no duplicates.
    Without ``cells`` names of cells are taken as they are; without ``elsewhere`` nobody is known to be anywhere.

    Raises ``UnreadableFile``: NO_HEADINGS, or EMPTY when no row is a person.
    """
    table = find_table(workbook, MEMBERS, columns=columns, sheet=sheet)
    rows = [_corrected(row, table, corrections or {}) for row in member_rows(table)]
    if not rows:
        raise UnreadableFile("EMPTY")
    reader = _Reader(table, rows, on=on, cells=cells)
    every, problems = [], []
    for row in rows:
        record, found = reader.read(row)
        if elsewhere and not found and (where := elsewhere(record)):
            found = [reader.problem(row, "full_name", "ELSEWHERE", record.full_name, elsewhere=where)]
        every.append(record)
        problems += found
    groups, later = find_duplicates(every, set_aside=frozenset(two_people))
    by_number = {row.row.number: row for row in rows}
    for number, (field_name, first) in later.items():
        text = reader.text_of(by_number[number], field_name)
        problems.append(reader.problem(by_number[number], field_name, "DUPLICATE_ROW", text, other_row=first))
    problems.sort(key=lambda problem: (problem.row, problem.index))
    return MemberImport(
        table=table, rows=tuple(rows), every=tuple(every), problems=tuple(problems), duplicates=tuple(groups)
    )


def _corrected(member_row: MemberRow, table: Table, corrections: Corrections) -> MemberRow:
    typed = corrections.get(str(member_row.row.number), {})
    if not typed:
        return member_row
    cells = list(member_row.row.cells) + [None] * (len(table.columns) - len(member_row.row.cells))
    for heading, text in typed.items():
        for place, column in enumerate(column for column in table.columns if column.heading == heading):
            # A heading over two columns is mended as one: the whole goes to the first.
            cells[column.index] = (nfc(text) or None) if place == 0 else None
    return replace(member_row, row=replace(member_row.row, cells=tuple(cells)))


@dataclass(slots=True)
class _Found:
    """The values of one row by field, where each came from, and what is wrong so far."""

    values: dict[str, CellValue] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def put(self, name: str, what: CellValue, column: Column) -> None:
        if name not in self.values:
            self.values[name], self.columns[name] = what, column


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, rows: list[MemberRow], *, on: date | None, cells: CellResolver | None) -> None:
        self.table, self.on, self.cells = table, on, cells
        self.columns = [column for column in table.columns if column.public]
        self.lists_standing = bool(table.columns_of("official_on", "card_number"))
        self.unmarked_gender = self._unmarked_gender(rows)

    def read(self, row: MemberRow) -> tuple[MemberRecord, list[Problem]]:
        """The record of a row, with blanks for what cannot be read, and a problem for each of these."""
        found = self._values(row)
        problems: list[Problem] = []

        def take(name: str, reading: Callable[[CellValue], object]) -> object:
            try:
                return reading(found.values.get(name))
            except Mistake as mistake:
                column = found.columns[name]
                problems.append(self._at(row, column, mistake.code, mistake.value, variant=mistake.variant))
                return None

        full_name = cell_values.read_name(" ".join(found.names))
        if full_name is None:
            problems.append(self.problem(row, "full_name", "MISSING_NAME", " ".join(found.names)))
        dates = {name: take(name, partial(self._date, name=name)) for name in sorted(DATES)}
        gender = take("gender", cell_values.read_gender)
        card_number = take("card_number", cell_values.read_card_number)
        cell = cell_values.read_text(found.values.get("cell")) or row.section
        cell_code = self.cells(cell) if self.cells and cell else None
        if self.cells and cell and cell_code is None:
            problems.append(self.problem(row, "cell", "UNKNOWN_CELL", cell))
        record = MemberRecord(
            row=row.row.number,
            full_name=full_name or "",
            gender=_text_or_none(gender) or self.unmarked_gender,
            **{name: moment if isinstance(moment, PartialDate) else None for name, moment in dates.items()},
            card_number=_text_or_none(card_number),
            file_number=cell_values.read_file_number(found.values.get("file_number")),
            standing=self._standing(found, official_on=dates["official_on"], card_number=card_number),
            cell=cell,
            cell_code=cell_code,
            position=cell_values.read_text(found.values.get("position")),
            office=cell_values.read_text(found.values.get("office")),
            residence=cell_values.read_text(found.values.get("residence")),
            phone=cell_values.read_phone(found.values.get("phone")),
            extra={
                name: text
                for name, what in found.values.items()
                if name in EXTRA and (text := cell_values.read_text(what))
            },
        )
        problems += self._order(row, record, found)
        return record, problems

    def problem(
        self, row: MemberRow, name: str, code: str, what: str, *, variant: str = "", **details: str | int
    ) -> Problem:
        """A problem at the first column that feeds ``name`` (or, where none does, at the name of the person)."""
        columns = self.table.columns_of(name, *(("family_name", "given_name") if name == "full_name" else ()))
        columns = columns or self.table.columns_of("full_name", "family_name", "given_name") or list(self.table.columns)
        return self._at(row, columns[0], code, what, variant=variant, **details)

    def text_of(self, row: MemberRow, name: str) -> str:
        """The text of the cells that feed ``name``."""
        columns = self.table.columns_of(name, *(("family_name", "given_name") if name == "full_name" else ()))
        return " ".join(filter(None, (cell_values.as_text(value(row.row, column)) for column in columns)))

    def _at(
        self, row: MemberRow, column: Column, code: str, what: str, *, variant: str = "", **details: str | int
    ) -> Problem:
        return Problem(row.row.number, column.heading, what, code, column.index, variant=variant, details=details)

    def _values(self, row: MemberRow) -> _Found:
        found = _Found()
        for column in self.columns:
            what = value(row.row, column)
            if cell_values.as_text(what) == "":
                continue
            if column.constant is not None:
                self._take_mark(found, column, what)
                continue
            for name, piece in part(what, column.fields).items():
                if name in ("full_name", "family_name", "given_name"):
                    _add_name(found, name, cell_values.as_text(piece))
                elif name not in (DECOY, ORDINAL):
                    found.put(name, piece, column)
        if "official_on" not in found.values and (both := two_dates(found.values.get("admitted_on"))):
            found.values["admitted_on"] = both[0]
            found.put("official_on", both[1], found.columns["admitted_on"])
        return found

    def _take_mark(self, found: _Found, column: Column, what: CellValue) -> None:
        """A tick or a year of birth under *Nam*, *Nữ*, *Chính thức*, *Dự bị*."""
        name = column.fields[0]
        if name in found.values and found.values[name] != column.constant:
            # Ticked under both.
            found.values[name], found.columns[name] = cell_values.as_text(what), column
            return
        found.put(name, column.constant, column)
        if "born_on" in column.fields and not cell_values.is_mark(what):
            found.put("born_on", what, column)

    def _unmarked_gender(self, rows: list[MemberRow]) -> str | None:
        """Where a list only ticks its women (or only its men), the others are the others."""
        columns = self.table.columns_of("gender")
        if len(columns) != 1 or columns[0].constant is None:
            return None
        ticked = [row for row in rows if cell_values.is_mark(value(row.row, columns[0]))]
        return ("MALE" if columns[0].constant == "FEMALE" else "FEMALE") if ticked else None

    def _date(self, what: CellValue, *, name: str) -> PartialDate | None:
        return cell_values.read_date(what, on=self.on, birth=name == "born_on", from_1904=self.table.from_1904)

    def _standing(self, found: _Found, *, official_on: object, card_number: object) -> Standing:
        """Official or on probation: as the list says; else by an official date or a card, which only official members have;
        a list that has such a column and leaves it blank says probation.
        """
        said = found.values.get("status")
        standing = cell_values.read_standing(said) if isinstance(said, str) else None
        if isinstance(said, str) and said in Standing.__members__:
            standing = Standing(said)
        if standing is None and search_key(cell_values.as_text(found.values.get("official_on"))).endswith("du bi"):
            standing = Standing.PROBATIONARY
        if standing is not None:
            return standing
        if official_on or card_number or "official_on" in found.values or "card_number" in found.values:
            return Standing.OFFICIAL
        return Standing.PROBATIONARY if self.lists_standing else Standing.OFFICIAL

    def _order(self, row: MemberRow, record: MemberRecord, found: _Found) -> Iterator[Problem]:
        """Born before admitted, admitted before official, as far as the dates are known."""
        pairs = [("born_on", "admitted_on"), ("born_on", "official_on"), ("official_on", "admitted_on")]
        for name, other in pairs:
            first, second = getattr(record, name), getattr(record, other)
            if not first or not second:
                continue
            wrong = first.earliest() >= second.latest() if name == "born_on" else first.latest() < second.earliest()
            if wrong:
                column, other_column = found.columns[name], found.columns[other]
                problem = self._at(
                    row,
                    column,
                    "DATE_ORDER",
                    first.vietnamese,
                    other_value=second.vietnamese,
                    other_column=other_column.heading,
                    variant="" if name == "born_on" else "AFTER",
                )
                yield replace(problem, also=(other_column.index,))
                return


def _add_name(found: _Found, name: str, text: str) -> None:
    """A part of the name, unless the whole name stands there already and ends with it."""
    if name == "given_name" and found.names and found.names[-1].split()[-1:] == text.split()[-1:]:
        return
    found.names.append(text)


def _text_or_none(what: object) -> str | None:
    return what if isinstance(what, str) else None
