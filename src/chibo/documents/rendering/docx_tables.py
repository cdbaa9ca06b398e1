"""Tables in a Word document: their styles, fixed widths, rows that stay whole, headings that repeat."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm


@dataclass(frozen=True, slots=True)
class Frame:
    """A style of tables: with all their lines or none, ``margin_mm`` left and right in each cell."""

    name: str
    identifier: str
    lines: bool
    margin_mm: float


PLAIN = Frame("Khung không kẻ", "Khung", lines=False, margin_mm=0)
RULED = Frame("Bảng kẻ", "Bang", lines=True, margin_mm=1)
DENSE = Frame("Bảng nhiều cột", "BangNhieuCot", lines=True, margin_mm=0.5)
BOXED = Frame("Ô ký", "OKy", lines=True, margin_mm=2)

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_frames(document: Any) -> None:
    """Adds the styles of tables."""
    for frame in (PLAIN, RULED, DENSE, BOXED):
        style = document.styles.add_style(frame.name, WD_STYLE_TYPE.TABLE)
        style.element.styleId = frame.identifier
        style.base_style = document.styles["Normal Table"]
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
        margins = "".join(f'<w:{side} w:w="{Mm(frame.margin_mm).twips}" w:type="dxa"/>' for side in ("left", "right"))
        style.element.append(
            parse_xml(
                f"<w:tblPr {nsdecls('w')}>{f'<w:tblBorders>{lines}</w:tblBorders>' if frame.lines else ''}"
                f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            )
        )


def add_table(document: Any, rows: int, widths_mm: Sequence[float], frame: Frame) -> Any:
    """An empty table at the end of ``document``, shaped."""
    table = document.add_table(rows, len(widths_mm))
    shape(table, widths_mm, frame)
    return table


def shape(table: Any, widths_mm: Sequence[float], frame: Frame) -> None:
    """Gives ``table`` its style and fixed widths of columns; no row of it breaks over pages."""
    table._tbl.tblStyle_val = frame.identifier
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER if frame.lines else WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        _flag(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of ``row``, each once and without the empty paragraph that it was made with: the next one comes first."""
    for cell in dict.fromkeys(row.cells):
        cell._tc.clear_content()
        yield cell


def repeat_as_heading(row: Any) -> None:
    """Let ``row`` stand again on top of every page its table runs over."""
    _flag(row, "w:tblHeader")


def fill(row: Any, rows: Sequence[Sequence[str]]) -> None:
    """Puts ``rows`` in place of ``row``, which has one run in each cell: copies of it, as formatting each takes long."""
    model = row._tr
    for texts in rows:
        copied = copy.deepcopy(model)
        for node, text in zip(copied.iter(qn("w:t")), texts, strict=True):
            node.text = text
        model.addprevious(copied)
    model.getparent().remove(model)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
