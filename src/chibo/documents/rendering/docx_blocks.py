"""The blocks of a paper in a Word document: paragraphs, articles, lists, tables, fields, signatures, boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from chibo.documents.rendering.docx_tables import (
    BOXED,
    DENSE,
    PLAIN,
    RULED,
    add_table,
    cells_of,
    fill,
    repeat_as_heading,
)
from chibo.documents.rendering.docx_template import BODY, CELL, CENTRED, COLUMN_HEADING, SECTION
from chibo.documents.rendering.docx_text import add_paragraph, add_signature, add_space, stay_with_next
from chibo.documents.rendering.sheet import DOTS
from chibo.domain.papers.layout import Layout
from chibo.domain.papers.model import (
    Align,
    Article,
    Block,
    Boxes,
    Heading,
    KeyValues,
    Listing,
    Paragraph,
    Signatures,
    Table,
)
from chibo.domain.papers.plain import item_mark

_ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFIED: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_LABEL_MM = {1: 34.0, 2: 42.0}


def add_blocks(document: Any, layout: Layout, blocks: Sequence[Block], *, tail: bool) -> None:
    """Writes ``blocks``; ``tail``: what follows them must not stand on a page without the last one.

    The gap below a table belongs to the paragraph that follows it, or to an empty one where none does: Word would join
    two tables, and LibreOffice tears paragraphs that are to stay together when an empty one stands before them.
    """
    gap = 0
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if gap and isinstance(block, Table | KeyValues | Signatures | Boxes):
            add_space(document, gap)
        paragraphs = _add_block(document, layout, block)
        if paragraphs:
            leads_in = isinstance(block, Paragraph | Article) and isinstance(following, Table | Listing | Boxes)
            if leads_in or isinstance(following, Signatures) or (following is None and tail):
                stay_with_next(paragraphs[-1])
            if gap:
                paragraphs[0].paragraph_format.space_before = Pt(gap)
        gap = _gap_below(block, layout)
    if gap:
        add_space(document, gap)


def _gap_below(block: Block, layout: Layout) -> int:
    match block:
        case Table() | Boxes():
            return layout.paragraph_gap_pt * 2
        case KeyValues():
            return layout.paragraph_gap_pt
        case Signatures():
            return 1
        case _:
            return 0


def _add_block(document: Any, layout: Layout, block: Block) -> list[Any]:
    """Writes ``block``. Answers its paragraphs, none for one that is a table."""
    match block:
        case Paragraph():
            return [_add_paragraph(document, block)]
        case Heading():
            return [add_paragraph(document, SECTION, block.text)]
        case Article():
            return [add_paragraph(document, BODY, block.text, lead=f"Điều {block.number}. ")]
        case Listing():
            items = enumerate(block.items, start=1)
            return [
                add_paragraph(document, BODY, f"{item_mark(block.marker, number)} {item}") for number, item in items
            ]
        case Table():
            _add_table(document, layout, block)
        case KeyValues():
            _add_key_values(document, layout, block)
        case Signatures():
            _add_signatures(document, layout, block)
        case Boxes():
            _add_boxes(document, layout, block)
    return []


def _add_paragraph(document: Any, block: Paragraph) -> Any:
    lead = f"{block.lead} " if block.lead else ""
    paragraph = add_paragraph(document, BODY, block.text, lead=lead, bold=block.bold, italic=block.italic)
    if block.align is not Align.JUSTIFIED or not block.indented:
        paragraph.alignment = _ALIGNMENT[block.align]
        paragraph.paragraph_format.first_line_indent = Mm(0)
    return paragraph


def _add_table(document: Any, layout: Layout, block: Table) -> None:
    columns = block.columns
    share = layout.text_width / sum(column.width for column in columns)
    small = layout.table_size_for(len(columns))
    size = small if small != layout.table_size else None
    frame = DENSE if len(columns) > 8 else RULED
    table = add_table(document, 3 if block.total else 2, [column.width * share for column in columns], frame)

    def write(row: Any, texts: Sequence[str], style: str = CELL, *, bold: bool = False) -> None:
        for cell, column, text in zip(cells_of(row), columns, texts, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = add_paragraph(cell, style, text, size=size, bold=bold)
            if style == CELL and column.align is not Align.LEFT:
                paragraph.alignment = _ALIGNMENT[column.align]

    repeat_as_heading(table.rows[0])
    write(table.rows[0], [column.heading for column in columns], COLUMN_HEADING)
    write(table.rows[1], [" "] * len(columns))
    fill(table.rows[1], block.rows)
    if block.total:
        write(table.rows[-1], block.total, bold=True)
        for cell in table.rows[-2].cells:
            stay_with_next(cell.paragraphs[0])


def _add_key_values(document: Any, layout: Layout, block: KeyValues) -> None:
    unit = layout.text_width / block.columns
    label = _LABEL_MM.get(block.columns, unit / 2)
    (row,) = add_table(document, 1, [label, unit - label] * block.columns, PLAIN).rows
    for cell in cells_of(row):
        paragraph = add_paragraph(cell, CENTRED, " ")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_after = Pt(2)
    texts = [text for name, value in block.pairs for text in (f"{name}:", value or DOTS)]
    step = 2 * block.columns
    texts += [""] * (-len(texts) % step)
    fill(row, [texts[start : start + step] for start in range(0, len(texts), step)])


def _add_signatures(document: Any, layout: Layout, block: Signatures) -> None:
    stay_with_next(add_space(document, 12))
    width = layout.text_width / len(block.columns)
    (row,) = add_table(document, 1, [width] * len(block.columns), PLAIN).rows
    for cell, signature in zip(cells_of(row), block.columns, strict=True):
        add_signature(cell, signature, layout.signature_size)


def _add_boxes(document: Any, layout: Layout, block: Boxes) -> None:
    table = add_table(document, -(-len(block.boxes) // 2), [layout.text_width / 2] * 2, BOXED)
    if len(block.boxes) % 2:
        left, right = table.rows[-1].cells
        left.merge(right)
    cells = [cell for row in table.rows for cell in cells_of(row)]
    for cell, box in zip(cells, block.boxes, strict=True):
        add_paragraph(cell, CELL, box.title, bold=True)
        for text in box.lines:
            add_paragraph(cell, CELL, text)
        add_signature(cell, box.signature, layout.table_size, space_mm=11, below_pt=4)
