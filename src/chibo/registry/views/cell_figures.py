"""Figures of cells for previews: strength and warnings before and after a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from chibo.domain.rules import check_cell_size
from chibo.registry.queries.units import cell_facts
from chibo.registry.violations import sentences

if TYPE_CHECKING:
    from chibo.registry.models import Unit


@dataclass(frozen=True)
class CellFigures:
    """Cells on a day: by code, name and official and probationary members; and what the rules say of their size."""

    strengths: dict[str, tuple[str, int, int]]
    warnings: list[str]

    def beside(self, after: CellFigures) -> list[tuple[str, str, str]]:
        """A row for each cell: its name, its strength now and then."""
        return [
            (name, _strength(official, probationary), _strength(*after.strengths.get(code, (name, 0, 0))[1:]))
            for code, (name, official, probationary) in self.strengths.items()
        ]


def cell_figures(cells: Iterable[Unit], day: date) -> CellFigures:
    """The figures of ``cells`` on ``day``. Four SQL queries."""
    facts = cell_facts(cells, day)
    strengths = {cell.code: (cell.name, cell.official_count, len(cell.members) - cell.official_count) for cell in facts}
    return CellFigures(strengths, sentences(row for cell in facts for row in check_cell_size(cell, on=day)))


def heads_of_figures() -> tuple[str, str, str]:
    """Headings of ``CellFigures.beside``."""
    return _("Chi bộ"), _("Hiện nay"), _("Sau thay đổi")


def _strength(official: int, probationary: int) -> str:
    return _("%(official)s chính thức, %(probationary)s dự bị") % {"official": official, "probationary": probationary}
