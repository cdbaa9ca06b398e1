"""The demo's units and members as the spreadsheets that offices keep: ``units.xlsx`` and one list for each commune.

What a list of its style can say, the import reads back; skills, offices' counters and relatives stand in no list.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from chibo.demo.cells import cells, commune_code_of
from chibo.demo.geography import DemoUnit, Phase, communes
from chibo.demo.list_styles import MESSY_STYLES, ListStyle, Table, Value, member_table
from chibo.demo.people import members_by_cell
from chibo.demo.person import LISTED_ON, DemoMember
from chibo.demo.selection import Selection
from chibo.demo.units import all_units, known_on, units_by_code
from chibo.domain.organisation import Skill, UnitKind

# Kinds without a Vietnamese word in the units spreadsheet are written as their codes.
KIND_WORDS = {
    UnitKind.PROVINCE: "Tỉnh",
    UnitKind.CITY: "Thành phố trực thuộc tỉnh",
    UnitKind.DISTRICT: "Huyện",
    UnitKind.COMMUNE: "Xã",
    UnitKind.WARD: "Phường",
    UnitKind.TOWNSHIP: "Thị trấn",
    UnitKind.AGENCY_CELL: "Chi bộ cơ quan",
    UnitKind.RESIDENTIAL_CELL: "Chi bộ khu dân cư",
}

UNIT_HEADINGS = (
    "Mã",
    "Tên",
    "Loại",
    "Trực thuộc",
    "Từ ngày",
    "Đến ngày",
    "Số hộ",
    "Nhu cầu chuyên môn",
    "Cần cán bộ lãnh đạo",
    "Chỉ tiêu",
    "Sức chứa",
)


def unit_rows(*, on: date | None = LISTED_ON, codes: Collection[str] | None = None) -> list[list[Value]]:
    """The rows of the units spreadsheet below its headings, parents first, one for each period of a unit.

    ``on``: as a register kept that day would have it; ``None``: the whole history, later years too. ``codes``: of these
    units only.
    """
    units = all_units() if on is None else known_on(all_units(), on)
    return [_unit_row(unit, phase) for unit in units if codes is None or unit.code in codes for phase in unit.phases]


def _unit_row(unit: DemoUnit, phase: Phase) -> list[Value]:
    place = unit.neighbourhood
    return [
        unit.code,
        phase.name,
        KIND_WORDS.get(phase.kind, phase.kind.value),
        phase.parent_code or "",
        phase.starts_on,
        phase.ends_on or "",
        place.households if place else "",
        needs_text(place.needs) if place else "",
        "x" if place and place.needs_leader else "",
        (place.target if place else None) or "",
        (place.capacity if place else None) or "",
    ]


def needs_text(needs: tuple[tuple[Skill, int], ...]) -> str:
    """Needs or skills as the units spreadsheet writes them: ``land 2; digital 1``."""
    return "; ".join(f"{skill.value} {grade}" for skill, grade in needs)


def write_units(path: Path, *, on: date | None = LISTED_ON, codes: Collection[str] | None = None) -> None:
    """Write the units spreadsheet to ``path`` (.xlsx); ``on`` and ``codes`` as in ``unit_rows``."""
    _write_xlsx(path, Table("Đơn vị", [], [list(UNIT_HEADINGS)], unit_rows(on=on, codes=codes), []))


def member_lists(*, messy: bool = True) -> list[tuple[str, ListStyle]]:
    """The communes of 2019 and the style of each one's list: every style in turn, or the plain one for all."""
    return [
        (commune.code, MESSY_STYLES[index % len(MESSY_STYLES)] if messy else ListStyle.PLAIN)
        for index, commune in enumerate(communes())
    ]


def members_of_commune(commune_code: str) -> tuple[DemoMember, ...]:
    """The members of all cells of a commune, cell by cell."""
    codes = [cell.code for cell in cells() if commune_code_of(cell.code) == commune_code]
    return tuple(member for code in codes for member in members_by_cell()[code])


def write_member_list(path: Path, commune_code: str, style: ListStyle = ListStyle.PLAIN) -> None:
    """Write the list of one commune to ``path``, as .csv for ``ListStyle.CSV`` and .xlsx for the others."""
    commune = units_by_code()[commune_code].on(LISTED_ON)
    if commune is None:
        raise ValueError(f"no commune {commune_code} on {LISTED_ON}")
    table = member_table(commune.name, members_of_commune(commune_code), style)
    if style is ListStyle.CSV:
        _write_csv(path, table)
    else:
        _write_xlsx(path, table)


def write_all(folder: Path, *, messy: bool = True, selection: Selection | None = None) -> list[tuple[str, Path]]:
    """Write ``units.xlsx`` and every commune's list (of ``selection``) into ``folder``; the lists, each with its
    commune's code."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = selection or Selection.of()
    write_units(folder / "units.xlsx", codes={unit.code for unit in chosen.units})
    written = []
    for commune_code, style in member_lists(messy=messy):
        if commune_code in chosen.communes:
            path = folder / f"{commune_code}{'.csv' if style is ListStyle.CSV else '.xlsx'}"
            write_member_list(path, commune_code, style)
            written.append((commune_code, path))
    return written


def _write_csv(path: Path, table: Table) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        for row in table.all_rows():
            writer.writerow([value.strftime("%d/%m/%Y") if isinstance(value, date) else value for value in row])


def _write_xlsx(path: Path, table: Table) -> None:
    # A fixed day of creation: the same data give the same file.
    options = {"default_date_format": "dd/mm/yyyy", "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": datetime(LISTED_ON.year, LISTED_ON.month, LISTED_ON.day)})
        sheet = book.add_worksheet(table.name)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"})
        first_heading = len(table.titles)
        for number, row in enumerate(table.all_rows()):
            in_heading = first_heading <= number < first_heading + len(table.headings)
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value, bold if in_heading else None)
        for top, left, bottom, right in table.merged:
            value = table.headings[top][left]
            sheet.merge_range(first_heading + top, left, first_heading + bottom, right, value, bold)
        sheet.freeze_panes(first_heading + len(table.headings), 0)
