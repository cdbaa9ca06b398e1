"""The few things Word wants that python-docx has no words for: styles of ours, borders, fields, repeating rows."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell

from chibo.domain.papers.layout import Layout

BODY = "Nội dung"
CENTRED = "Giữa trang"
TITLE = "Tên loại văn bản"
SUBJECT = "Trích yếu"
SECTION = "Mục"
TABLE = "Ô bảng"
RECIPIENTS = "Nơi nhận"
SPACER = "Khoảng trống"

_NAMES = (BODY, CENTRED, TITLE, SUBJECT, SECTION, TABLE, RECIPIENTS, SPACER)


def add_styles(document: Any, layout: Layout) -> dict[str, str]:
    """Adds the styles an office edits with, in the sizes of ``layout``; every paragraph of a paper uses one.

    Answers the identifiers of the styles by name.
    """
    normal = document.styles["Normal"]
    normal.font.name = layout.font
    normal.font.size = Pt(layout.body_size)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), layout.font)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "vi-VN")
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.space_before = Pt(0)

    body = _style(document, BODY, layout.body_size)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(layout.first_line_indent)
    body.paragraph_format.space_after = Pt(layout.paragraph_gap_pt)
    _at_least(body, layout.line_distance_pt)

    for name, size, bold in (
        (CENTRED, layout.body_size, False),
        (TITLE, layout.title_size, True),
        (SUBJECT, layout.subject_size, True),
    ):
        style = _style(document, name, size, bold=bold)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _at_least(style, layout.line_distance_pt if name != CENTRED else layout.body_size + 2)
    _outline(document.styles[TITLE], 0)

    section = _style(document, SECTION, layout.body_size, bold=True)
    section.base_style = body
    section.paragraph_format.keep_with_next = True
    _outline(section, 1)

    table = _style(document, TABLE, layout.table_size)
    table.paragraph_format.space_before = table.paragraph_format.space_after = Pt(2)
    recipients = _style(document, RECIPIENTS, layout.recipients_size)
    recipients.paragraph_format.left_indent = Mm(2.5)
    recipients.paragraph_format.first_line_indent = Mm(-2.5)
    spacer = _style(document, SPACER, 2)
    spacer.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacer.paragraph_format.line_spacing = Pt(layout.paragraph_gap_pt)
    return {name: document.styles[name].style_id for name in _NAMES}


def _style(document: Any, name: str, size: int, *, bold: bool = False) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size)
    style.font.bold = bold or None
    style.quick_style = True
    return style


def _at_least(style: Any, points: int) -> None:
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    style.paragraph_format.line_spacing = Pt(points)


def _outline(style: Any, level: int) -> None:
    properties = style.element.get_or_add_pPr()
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level))
    properties.append(outline)


def add_table(container: Any, rows: int, widths_mm: list[float], *, grid: bool, margin_mm: float = 0) -> Any:
    """A table of fixed column widths, with all lines (``grid``) or none, ``margin_mm`` at both sides of a cell."""
    columns = len(widths_mm)
    total = Mm(sum(widths_mm))
    # The body of a document takes no width, a header or footer demands one.
    table = (
        container.add_table(rows, columns)
        if hasattr(container, "styles")
        else container.add_table(rows, columns, total)
    )
    if grid:
        table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER if grid else WD_TABLE_ALIGNMENT.LEFT
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    if width is None:
        width = OxmlElement("w:tblW")
        properties.append(width)
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(_twips(total)))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_twips(Mm(margin_mm))))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.addprevious(margins)
    else:
        properties.append(margins)
    for column, share in zip(table._tbl.tblGrid.gridCol_lst, widths_mm, strict=True):
        column.w = Mm(share)
    for row in table.rows:
        _row_flag(row, "w:cantSplit")
        for cell, share in zip(cells_of(row), widths_mm, strict=True):
            cell.width = Mm(share)
    return table


def cells_of(row: Any) -> list[Any]:
    """The cells of a row as they stand in the file: much faster than ``row.cells``, and right while none is merged."""
    return [_Cell(element, row) for element in row._tr.tc_lst]


def repeat_as_heading(row: Any) -> None:
    """Let ``row`` stand again on top of every page its table runs over."""
    _row_flag(row, "w:tblHeader")


def rule(paragraph: Any, indent_mm: float) -> None:
    """A solid line in place of ``paragraph``, ``indent_mm`` in from both sides."""
    paragraph.paragraph_format.left_indent = Mm(indent_mm)
    paragraph.paragraph_format.right_indent = Mm(indent_mm)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")):
        top.set(qn(name), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def page_number(paragraph: Any) -> None:
    """The number of the page, as a field that Word keeps up to date."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), ("text", "2"), ("end", None)):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        elif kind == "text":
            element = OxmlElement("w:t")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _row_flag(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    flag = OxmlElement(name)
    flag.set(qn("w:val"), "true")
    properties.append(flag)


def _twips(length: Emu) -> int:
    return round(length / 635)
