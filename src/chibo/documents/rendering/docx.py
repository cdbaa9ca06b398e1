"""A paper as an editable Word document: real styles, repeating table headings, page numbers, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from chibo.documents.rendering import qr
from chibo.documents.rendering.docx_parts import (
    BODY,
    CENTRED,
    RECIPIENTS,
    SECTION,
    SPACER,
    SUBJECT,
    TABLE,
    TITLE,
    add_styles,
    add_table,
    cells_of,
    page_number,
    repeat_as_heading,
    rule,
)
from chibo.documents.rendering.pdf import document_title
from chibo.documents.rendering.sheet import balanced_subject, head_of
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

DOTS = "…………………………"
_ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFIED: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    """``paper`` as a .docx file. Raises ``KeyError`` when the paper names a layout that is not known."""
    writer = _Writer(paper, layout_named(paper.layout))
    writer.write()
    return _steady(writer.document)


class _Writer:
    """Writes one paper into one document, from top to bottom."""

    def __init__(self, paper: Paper, layout: Layout) -> None:
        self.paper = paper
        self.layout = layout
        self.document: Any = Document()
        self.styles: dict[str, str] = {}

    def write(self) -> None:
        paper = self.paper
        self.styles = add_styles(self.document, self.layout)
        self._properties()
        self._page()
        self._head()
        self._title(paper.title, head_of(paper, self.layout).subject)
        for position, ground in enumerate(paper.grounds, start=1):
            self._body(f"- {ground}{',' if position == len(paper.grounds) else ';'}")
        if paper.enacting:
            enacting = self._line(self.document, CENTRED, paper.enacting, bold=True)
            enacting.paragraph_format.space_before = enacting.paragraph_format.space_after = Pt(8)
            enacting.paragraph_format.keep_with_next = True
        self._flow(self.document, paper.blocks, tail=paper.signature is not None)
        if paper.signature is not None or paper.recipients:
            self._foot()
        for attachment in paper.attachments:
            self._attachment(attachment)

    def _properties(self) -> None:
        properties = self.document.core_properties
        issued = datetime.combine(self.paper.dated_on or date(2000, 1, 1), time(0, 0), UTC)
        issuer = capitalised(self.paper.issuer.lower())
        properties.title = document_title(self.paper)[:255]
        properties.author = properties.last_modified_by = issuer[:255]
        properties.subject = properties.keywords = properties.comments = ""
        properties.language = "vi-VN"
        properties.created = properties.modified = issued.replace(tzinfo=None)
        properties.revision = 1

    def _page(self) -> None:
        layout, section = self.layout, self.document.sections[0]
        section.page_width, section.page_height = Mm(layout.page_width), Mm(layout.page_height)
        section.top_margin, section.bottom_margin = Mm(layout.margin_top), Mm(layout.margin_bottom)
        section.left_margin, section.right_margin = Mm(layout.margin_left), Mm(layout.margin_right)
        section.header_distance, section.footer_distance = Mm(layout.page_number_from_top), Mm(4)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number._p.style = self.styles[CENTRED]
        page_number(number)
        number.runs[0].font.size = Pt(layout.page_number_size)
        if self.paper.verification is not None:
            for footer in (section.first_page_footer, section.footer):
                self._verification(footer)

    def _verification(self, footer: Any) -> None:
        verification = self.paper.verification
        if verification is None:
            return
        width = self.layout.text_width
        table = add_table(footer, 1, [qr.SIZE_MM + 3, width - qr.SIZE_MM - 3], grid=False)
        code, caption = cells_of(table.rows[0])
        code.paragraphs[0].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        holder = code.paragraphs[0].add_run()
        holder.font.size = Pt(1)  # so that the line is no higher than the picture
        picture = holder.add_picture(io.BytesIO(qr.png(verification.payload)), Mm(qr.SIZE_MM))
        picture._inline.docPr.set("descr", verification.caption)
        for side in ("distT", "distB", "distL", "distR"):  # unsaid, some programs put 3 mm around it
            picture._inline.set(side, "0")
        caption.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        caption.paragraphs[0].add_run(verification.caption).font.size = Pt(8)
        first = footer.paragraphs[0]
        first._p.getparent().remove(first._p)
        self._line(footer, SPACER, "").paragraph_format.line_spacing = Pt(1)

    def _head(self) -> None:
        layout, head = self.layout, head_of(self.paper, self.layout)
        overlap = round(head.date_width - head.right_width, 2)
        if overlap < 1:
            table = add_table(self.document, 2, [head.left_width, head.right_width], grid=False)
            (left, right), (number, day) = table.rows[0].cells, table.rows[1].cells
        else:
            widths = [head.left_width - overlap, overlap, head.right_width]
            table = add_table(self.document, 2, widths, grid=False)
            left = table.cell(0, 0).merge(table.cell(0, 1))
            right, number = table.cell(0, 2), table.cell(1, 0)
            day = table.cell(1, 1).merge(table.cell(1, 2))
        self._lines(left, CENTRED, head.superior, layout.superior_size)
        self._lines(left, CENTRED, head.issuer, layout.issuer_size, bold=True)
        self._lines(left, CENTRED, (layout.separator,), layout.issuer_size)
        _without_first(left)
        self._lines(right, CENTRED, (layout.heading,), layout.heading_size, bold=True)
        line = self._line(right, SPACER, "")
        line.paragraph_format.line_spacing = Pt(3)
        rule(line, (head.right_width - head.heading_width) / 2)
        _without_first(right)
        if head.number:
            self._line(number, CENTRED, head.number, size=layout.number_size, left_mm=head.number_indent)
        if self.paper.marking:
            mark = self._line(
                number, CENTRED, self.paper.marking, size=layout.number_size, bold=True, left_mm=head.marking_indent
            )
            mark.paragraph_format.space_before = Pt(3)
        if head.number or self.paper.marking:
            _without_first(number)
        self._line(day, CENTRED, head.date, size=layout.date_size, italic=True)
        _without_first(day)
        self._space(8)

    def _title(self, title: str, subject: Sequence[str], reference: str = "", *, new_page: bool = False) -> None:
        heading = self._line(self.document, TITLE, title)
        heading.paragraph_format.page_break_before = new_page
        paragraph = self._styled(self.document, SUBJECT)
        for position, text in enumerate(subject):
            run = paragraph.add_run(text)
            if position < len(subject) - 1:
                run.add_break()
        if reference:
            self._line(self.document, CENTRED, reference, italic=True)
        self._line(self.document, CENTRED, self.layout.subject_rule).paragraph_format.space_after = Pt(6)

    def _attachment(self, attachment: Attachment) -> None:
        subject = balanced_subject(attachment.subject, self.layout)
        self._title(attachment.title, subject, attachment.reference, new_page=True)
        self._flow(self.document, attachment.blocks, tail=False)

    def _foot(self) -> None:
        layout, paper = self.layout, self.paper
        self._space(10, keep=True)
        left_width = round(layout.text_width * 1.15 / 2.15, 2)
        table = add_table(self.document, 1, [left_width, layout.text_width - left_width], grid=False)
        left, right = table.rows[0].cells
        if paper.recipients:
            heading = self._line(left, RECIPIENTS, "", size=layout.recipients_heading_size)
            heading.add_run("Nơi nhận").underline = True
            heading.add_run(":")
            for run in heading.runs:
                run.font.size = Pt(layout.recipients_heading_size)
            for position, name in enumerate(paper.recipients, start=1):
                self._line(left, RECIPIENTS, f"- {name}{'.' if position == len(paper.recipients) else ','}")
            _without_first(left)
        if paper.signature is not None:
            self._signature(right, paper.signature)
            _without_first(right)
        self._space(1)

    def _flow(self, container: Any, blocks: Sequence[Block], *, tail: bool) -> None:
        for position, block in enumerate(blocks):
            following = blocks[position + 1] if position + 1 < len(blocks) else None
            leads_in = isinstance(block, Paragraph | Article) and isinstance(following, Table | Listing | Boxes)
            keep = leads_in or isinstance(following, Signatures) or (following is None and tail)
            self._block(container, block, keep=keep)

    def _block(self, container: Any, block: Block, *, keep: bool) -> None:
        match block:
            case Paragraph():
                self._paragraph(block, keep=keep)
            case Heading():
                self._line(container, SECTION, block.text)
            case Article():
                self._body(block.text, lead=f"Điều {block.number}.", keep=keep)
            case Listing():
                for position, item in enumerate(block.items, start=1):
                    self._body(
                        f"{item_mark(block.marker, position)} {item}", keep=keep and position == len(block.items)
                    )
            case Table():
                self._table(block)
            case KeyValues():
                self._key_values(block)
            case Signatures():
                self._signatures(block)
            case Boxes():
                self._boxes(block.boxes)

    def _paragraph(self, block: Paragraph, *, keep: bool) -> None:
        paragraph = self._body(block.text, lead=block.lead, keep=keep, bold=block.bold, italic=block.italic)
        if block.align is not Align.JUSTIFIED or not block.indented:
            paragraph.paragraph_format.alignment = _ALIGNMENT[block.align]
            paragraph.paragraph_format.first_line_indent = Mm(0)

    def _table(self, block: Table) -> None:
        share = self.layout.text_width / sum(column.width for column in block.columns)
        size = self.layout.table_size_for(len(block.columns))
        widths = [column.width * share for column in block.columns]
        lines = [tuple(column.heading for column in block.columns), *block.rows]
        lines += [block.total] if block.total else []
        margin = 0.5 if len(block.columns) > 8 else 1.0
        table = add_table(self.document, len(lines), widths, grid=True, margin_mm=margin)
        repeat_as_heading(table.rows[0])
        last = len(lines) - 1
        for number, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
            heading, total = number == 0, bool(block.total) and number == last
            for cell, text, column in zip(cells_of(row), texts, block.columns, strict=True):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = cell.paragraphs[0]
                paragraph._p.style = self.styles[TABLE]
                if heading or column.align is not Align.LEFT:
                    paragraph.paragraph_format.alignment = _ALIGNMENT[Align.CENTRE if heading else column.align]
                if heading or (number == last - 1 and block.total):
                    paragraph.paragraph_format.keep_with_next = True
                run = paragraph.add_run(text)
                if size != self.layout.table_size:
                    run.font.size = Pt(size)
                run.bold = heading or total or None
        self._space(self.layout.paragraph_gap_pt * 2)

    def _key_values(self, block: KeyValues) -> None:
        columns = block.columns
        unit = self.layout.text_width / columns
        label = 42.0 if columns > 1 else 34.0
        widths = [width for _ in range(columns) for width in (label, unit - label)]
        rows = -(-len(block.pairs) // columns)
        table = add_table(self.document, rows, widths, grid=False)
        for position, (name, value) in enumerate(block.pairs):
            row, column = divmod(position, columns)
            self._line(table.cell(row, 2 * column), CENTRED, f"{name}:", left_mm=0)
            self._line(table.cell(row, 2 * column + 1), CENTRED, value or DOTS, left_mm=0)
        for row in table.rows:
            for cell in cells_of(row):
                _without_first(cell)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        self._space(self.layout.paragraph_gap_pt)

    def _signatures(self, block: Signatures) -> None:
        self._space(12, keep=True)
        width = self.layout.text_width / len(block.columns)
        table = add_table(self.document, 1, [width] * len(block.columns), grid=False)
        for cell, signature in zip(table.rows[0].cells, block.columns, strict=True):
            self._signature(cell, signature)
            _without_first(cell)
        self._space(1)

    def _boxes(self, boxes: Sequence[Box]) -> None:
        width = self.layout.text_width / 2
        table = add_table(self.document, -(-len(boxes) // 2), [width, width], grid=True, margin_mm=2)
        for position, box in enumerate(boxes):
            row, column = divmod(position, 2)
            cell = table.cell(row, column)
            if position == len(boxes) - 1 and column == 0:
                cell = cell.merge(table.cell(row, 1))
            self._line(cell, TABLE, box.title, bold=True)
            for text in box.lines:
                self._line(cell, TABLE, text).paragraph_format.space_before = Pt(3)
            self._signature(cell, box.signature, size=self.layout.table_size, space_mm=11)
            cell.paragraphs[-1].paragraph_format.space_after = Pt(4)
            _without_first(cell)
        self._space(self.layout.paragraph_gap_pt * 2)

    def _signature(self, cell: Any, signature: Signature, *, size: int | None = None, space_mm: int = 22) -> None:
        size = size or self.layout.signature_size
        for text in signature.authority:
            self._line(cell, CENTRED, text, size=size, bold=True)
        if signature.position:
            self._line(cell, CENTRED, signature.position, size=size)
        if signature.hint:
            self._line(cell, CENTRED, signature.hint, size=size - 2, italic=True)
        name = self._line(cell, CENTRED, signature.name or DOTS, size=size, bold=bool(signature.name))
        name.paragraph_format.space_before = Mm(space_mm)

    def _body(self, text: str, *, lead: str = "", keep: bool = False, bold: bool = False, italic: bool = False) -> Any:
        paragraph = self._styled(self.document, BODY)
        if lead:
            paragraph.add_run(f"{lead} ").bold = True
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if keep:
            paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.keep_together = True
        return paragraph

    def _lines(self, container: Any, style: str, texts: Sequence[str], size: int, *, bold: bool = False) -> None:
        for text in texts:
            self._line(container, style, text, size=size, bold=bold)

    def _line(
        self,
        container: Any,
        style: str,
        text: str,
        *,
        size: int | None = None,
        bold: bool = False,
        italic: bool = False,
        left_mm: float | None = None,
    ) -> Any:
        paragraph = self._styled(container, style)
        if text:
            run = paragraph.add_run(text)
            run.bold, run.italic = bold or None, italic or None
            if size is not None:
                run.font.size = Pt(size)
        if left_mm is not None:
            paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.left_indent = Mm(left_mm)
        return paragraph

    def _styled(self, container: Any, style: str) -> Any:
        """A new paragraph; its style set by identifier, because python-docx would search all styles each time."""
        paragraph = container.add_paragraph()
        paragraph._p.style = self.styles[style]
        return paragraph

    def _space(self, points: int, *, keep: bool = False) -> None:
        paragraph = self._line(self.document, SPACER, "")
        paragraph.paragraph_format.line_spacing = Pt(points)
        paragraph.paragraph_format.keep_with_next = keep or None


def _without_first(cell: Any) -> None:
    """Drop the empty paragraph with which every new cell begins."""
    first = cell.paragraphs[0]
    if not first.text and len(cell.paragraphs) > 1:
        first._p.getparent().remove(first._p)


def _steady(document: Any) -> bytes:
    """The document as a file whose bytes depend on its contents alone: no clock inside the archive."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return steady.getvalue()
