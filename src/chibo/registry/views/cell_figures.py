"""Figures of cells for previews: strength and remarks on the size, before and after a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.domain.rules import Violation, check_cell_size
from chibo.registry.queries.units import cell_facts
from chibo.registry.views.wording import size_status
from chibo.registry.violations import sentence

if TYPE_CHECKING:
    from chibo.registry.models import Unit


@dataclass(frozen=True)
class CellFigure:
    """One cell on a day: its name, official and probationary members, and what the rules say of its size."""

    name: str
    official: int
    probationary: int
    remarks: tuple[Violation, ...]

    def shown(self) -> SafeString:
        """The strength in words with the remarks below it."""
        words = _("%(official)s chính thức, %(probationary)s dự bị")
        strength = words % {"official": self.official, "probationary": self.probationary}
        marks = [(status.tone, status.label) for status in (size_status(row.code) for row in self.remarks)]
        return format_html(
            "{}{}", strength, format_html_join("", '<br><span class="status status-{}">{}</span>', marks)
        )


@dataclass(frozen=True)
class CellFigures:
    """Cells on a day, by code."""

    cells: dict[str, CellFigure]

    def beside(self, after: CellFigures) -> list[tuple[str, SafeString, SafeString]]:
        """A row for each cell: its name, its figure now and then."""
        return [(now.name, now.shown(), after.cells[code].shown()) for code, now in self.cells.items()]

    def new_warnings(self, after: CellFigures) -> list[str]:
        """What the rules say afterwards and do not say now, in sentences."""
        known = {(code, row.code) for code, now in self.cells.items() for row in now.remarks}
        return [
            sentence(row) for code, then in after.cells.items() for row in then.remarks if (code, row.code) not in known
        ]


def cell_figures(cells: Iterable[Unit], day: date) -> CellFigures:
    """The figures of ``cells`` on ``day``. Four SQL queries."""
    found = {}
    for cell in cell_facts(cells, day):
        remarks = tuple(check_cell_size(cell, on=day))
        official = cell.official_count
        found[cell.code] = CellFigure(cell.name, official, len(cell.members) - official, remarks)
    return CellFigures(found)


def heads_of_figures() -> tuple[str, str, str]:
    """Headings of ``CellFigures.beside``."""
    return _("Chi bộ"), _("Hiện nay"), _("Sau thay đổi")
