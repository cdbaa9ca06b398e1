"""A paper as an editable Word document: real styles, repeating table headings, page numbers, the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chibo.documents.rendering import qr
from chibo.documents.rendering.docx_package import (
    BODY,
    CELL,
    CENTRED,
    RECIPIENTS,
    SECTION,
    SPACER,
    SUBJECT,
    TITLE,
    Contents,
    Properties,
    packed,
)
from chibo.documents.rendering.docx_xml import cell, line_break, page_number, paragraph, picture, row, run, table
from chibo.documents.rendering.sheet import DOTS, balanced_subject, document_title, head_of
from chibo.domain.papers.layout import Layout, layout_named
from chibo.domain.papers.model import (
    Align,
    Article,
    Attachment,
    Block,
    Box,
    Boxes,
    Heading,
    KeyValues,
    Listing,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from chibo.domain.papers.plain import item_mark
from chibo.domain.papers.wording import capitalised

_ALIGNMENT = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFIED: "both"}
_UNDATED = date(2000, 1, 1)
_LABEL_MM = {1: 34.0, 2: 42.0}


def to_docx(paper: Paper) -> bytes:
    """``paper`` as a .docx file. Raises ``KeyError`` when the paper names a layout that is not known."""
    layout = layout_named(paper.layout)
    properties = Properties(document_title(paper), capitalised(paper.issuer.lower()), paper.dated_on or _UNDATED)
    header = paragraph(page_number(layout.page_number_size), CENTRED)
    if paper.verification is None:
        contents = Contents(_body(paper, layout), header)
    else:
        footer, code = _footer(paper.verification.caption, layout), qr.png(paper.verification.payload)
        contents = Contents(_body(paper, layout), header, footer, code)
    return packed(contents, layout, properties)


def _body(paper: Paper, layout: Layout) -> str:
    parts = [_head(paper, layout), _space(8), *_title(paper.title, head_of(paper, layout).subject, layout)]
    for position, ground in enumerate(paper.grounds, start=1):
        parts.append(paragraph(run(f"- {ground}{',' if position == len(paper.grounds) else ';'}"), BODY))
    if paper.enacting:
        parts.append(paragraph(run(paper.enacting, bold=True), CENTRED, keep_next=True, before_pt=8, after_pt=8))
    parts.append(_flow(paper.blocks, layout, tail=paper.signature is not None))
    if paper.signature is not None or paper.recipients:
        parts += [_space(10, keep=True), _foot(paper, layout), _space(1)]
    parts += [_attachment(attachment, layout) for attachment in paper.attachments]
    return "".join(parts)


def _head(paper: Paper, layout: Layout) -> str:
    head = head_of(paper, layout)
    left = _lines(head.superior, layout.superior_size) + _lines(head.issuer, layout.issuer_size, bold=True)
    left += _lines((layout.separator,), layout.issuer_size)
    right = _lines((layout.heading,), layout.heading_size, bold=True)
    inset = (head.right_width - head.heading_width) / 2
    right += paragraph("", SPACER, rule_above=True, exactly_pt=3, left_mm=inset, right_mm=inset)
    number = ""
    if head.number:
        number += _at_left(run(head.number, size=layout.number_size), head.number_indent)
    if paper.marking:
        number += _at_left(run(paper.marking, size=layout.number_size, bold=True), head.marking_indent)
    number = number or paragraph("", CENTRED)
    day = paragraph(run(head.date, size=layout.date_size, italic=True), CENTRED)
    overlap = round(head.date_width - head.right_width, 2)
    if overlap < 1:
        widths = [head.left_width, head.right_width]
        upper = row((cell(left, widths[0]), cell(right, widths[1])))
        lower = row((cell(number, widths[0]), cell(day, widths[1])))
    else:
        widths = [head.left_width - overlap, overlap, head.right_width]
        upper = row((cell(left, head.left_width, span=2), cell(right, widths[2])))
        lower = row((cell(number, widths[0]), cell(day, head.date_width, span=2)))
    return table((upper, lower), widths)


def _title(
    title: str, subject: Sequence[str], layout: Layout, reference: str = "", *, new_page: bool = False
) -> list[str]:
    parts = [
        paragraph(run(title), TITLE, new_page=new_page),
        paragraph(line_break().join(run(line) for line in subject), SUBJECT),
    ]
    if reference:
        parts.append(paragraph(run(reference, italic=True), CENTRED))
    return [*parts, paragraph(run(layout.subject_rule), CENTRED, after_pt=6)]


def _attachment(attachment: Attachment, layout: Layout) -> str:
    subject = balanced_subject(attachment.subject, layout)
    title = _title(attachment.title, subject, layout, attachment.reference, new_page=True)
    return "".join(title) + _flow(attachment.blocks, layout, tail=False)


def _foot(paper: Paper, layout: Layout) -> str:
    left_width = round(layout.text_width * 1.15 / 2.15, 2)
    right_width = layout.text_width - left_width
    left = ""
    if paper.recipients:
        size = layout.recipients_heading_size
        left = paragraph(run("Nơi nhận", underline=True, size=size) + run(":", size=size), RECIPIENTS)
        for position, name in enumerate(paper.recipients, start=1):
            left += paragraph(run(f"- {name}{'.' if position == len(paper.recipients) else ','}"), RECIPIENTS)
    right = _signature(paper.signature, layout.signature_size) if paper.signature is not None else ""
    cells = (cell(left or paragraph("", CENTRED), left_width), cell(right or paragraph("", CENTRED), right_width))
    return table((row(cells),), (left_width, right_width))


def _footer(caption: str, layout: Layout) -> str:
    widths = (qr.SIZE_MM + 3, layout.text_width - qr.SIZE_MM - 3)
    code = paragraph(picture("rId1", qr.SIZE_MM, caption), CENTRED, align="left")
    words = paragraph(run(caption, size=8), CENTRED, align="left")
    cells = (cell(code, widths[0]), cell(words, widths[1], middle=True))
    return table((row(cells),), widths) + _space(1)


def _flow(blocks: Sequence[Block], layout: Layout, *, tail: bool) -> str:
    parts = []
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        leads_in = isinstance(block, Paragraph | Article) and isinstance(following, Table | Listing | Boxes)
        keep = leads_in or isinstance(following, Signatures) or (following is None and tail)
        parts.append(_block(block, layout, keep=keep))
    return "".join(parts)


def _block(block: Block, layout: Layout, *, keep: bool) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, keep=keep)
        case Heading():
            return paragraph(run(block.text), SECTION)
        case Article():
            return paragraph(run(f"Điều {block.number}. ", bold=True) + run(block.text), BODY, keep_next=keep)
        case Listing():
            last = len(block.items)
            return "".join(
                paragraph(run(f"{item_mark(block.marker, n)} {item}"), BODY, keep_next=keep and n == last)
                for n, item in enumerate(block.items, start=1)
            )
        case Table():
            return _table(block, layout) + _space(layout.paragraph_gap_pt * 2)
        case KeyValues():
            return _key_values(block, layout) + _space(layout.paragraph_gap_pt)
        case Signatures():
            width = layout.text_width / len(block.columns)
            cells = [cell(_signature(column, layout.signature_size), width) for column in block.columns]
            return _space(12, keep=True) + table((row(cells),), [width] * len(cells)) + _space(1)
        case Boxes():
            return _boxes(block.boxes, layout) + _space(layout.paragraph_gap_pt * 2)


def _paragraph(block: Paragraph, *, keep: bool) -> str:
    text = run(f"{block.lead} ", bold=True) if block.lead else ""
    text += run(block.text, bold=block.bold, italic=block.italic)
    if block.align is Align.JUSTIFIED and block.indented:
        return paragraph(text, BODY, keep_next=keep)
    return paragraph(text, BODY, keep_next=keep, first_mm=0, align=_ALIGNMENT[block.align])


def _table(block: Table, layout: Layout) -> str:
    share = layout.text_width / sum(column.width for column in block.columns)
    widths = [column.width * share for column in block.columns]
    size = layout.table_size_for(len(block.columns))
    size = 0 if size == layout.table_size else size
    aligned = [_ALIGNMENT[column.align] if column.align is not Align.LEFT else "" for column in block.columns]

    def cells(texts: Sequence[str], *, heading: bool = False, bold: bool = False, keep: bool = False) -> list[str]:
        return [
            cell(
                paragraph(
                    run(text, bold=bold or heading, size=size),
                    CELL,
                    keep_next=keep or heading,
                    align="center" if heading else align,
                ),
                width,
                middle=True,
            )
            for text, width, align in zip(texts, widths, aligned, strict=True)
        ]

    last = len(block.rows) - 1
    rows = [row(cells([column.heading for column in block.columns], heading=True), heading=True)]
    rows += [row(cells(texts, keep=bool(block.total) and n == last)) for n, texts in enumerate(block.rows)]
    rows += [row(cells(block.total, bold=True))] if block.total else []
    return table(rows, widths, lines=True, margin_mm=0.5 if len(widths) > 8 else 1.0)


def _key_values(block: KeyValues, layout: Layout) -> str:
    unit = layout.text_width / block.columns
    label = _LABEL_MM.get(block.columns, unit / 2)
    widths = [width for _ in range(block.columns) for width in (label, unit - label)]
    pairs = [*block.pairs, *[("", " ")] * (-len(block.pairs) % block.columns)]
    rows = []
    for start in range(0, len(pairs), block.columns):
        texts = [
            text
            for name, value in pairs[start : start + block.columns]
            for text in (f"{name}:" if name else "", value or DOTS)
        ]
        rows.append(
            row(
                cell(paragraph(run(text), CENTRED, after_pt=2, align="left"), width)
                for text, width in zip(texts, widths, strict=True)
            )
        )
    return table(rows, widths)


def _boxes(boxes: Sequence[Box], layout: Layout) -> str:
    width = layout.text_width / 2
    cells = []
    for position, box in enumerate(boxes):
        content = paragraph(run(box.title, bold=True), CELL)
        content += "".join(paragraph(run(text), CELL) for text in box.lines)
        content += _signature(box.signature, layout.table_size, space_mm=11)
        alone = position == len(boxes) - 1 and position % 2 == 0
        cells.append(cell(content + _space(4), width * 2 if alone else width, span=2 if alone else 1))
    rows = [row(cells[start : start + 2]) for start in range(0, len(cells), 2)]
    return table(rows, (width, width), lines=True, margin_mm=2)


def _signature(signature: Signature, size: int, *, space_mm: float = 22) -> str:
    parts = _lines(signature.authority, size, bold=True)
    if signature.position:
        parts += _lines((signature.position,), size)
    if signature.hint:
        parts += paragraph(run(signature.hint, size=size - 2, italic=True), CENTRED)
    name = run(signature.name, size=size, bold=True) if signature.name else run(DOTS, size=size)
    return parts + paragraph(name, CENTRED, before_pt=space_mm * 72 / 25.4)


def _lines(texts: Sequence[str], size: int, *, bold: bool = False) -> str:
    return "".join(paragraph(run(text, size=size, bold=bold), CENTRED) for text in texts)


def _at_left(content: str, indent_mm: float) -> str:
    return paragraph(content, CENTRED, left_mm=indent_mm, align="left")


def _space(points: float, *, keep: bool = False) -> str:
    return paragraph("", SPACER, exactly_pt=points, keep_next=keep)
