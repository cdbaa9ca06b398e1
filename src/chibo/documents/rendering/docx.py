"""A paper as an editable Word document: real styles, repeating table headings, page numbers, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from docx.shared import Mm, Pt

from chibo.documents.rendering import qr
from chibo.documents.rendering.docx_blocks import add_blocks
from chibo.documents.rendering.docx_tables import PLAIN, add_table, cells_of
from chibo.documents.rendering.docx_template import BODY, CENTRED, RECIPIENTS, RULE, SUBJECT, TITLE, new_document
from chibo.documents.rendering.docx_text import (
    add_at_left,
    add_lines,
    add_paragraph,
    add_signature,
    add_space,
    stay_with_next,
)
from chibo.documents.rendering.sheet import balanced_reference, balanced_subject, document_title, head_of
from chibo.domain.papers.layout import Layout, layout_named
from chibo.domain.papers.model import Paper, Verification

_LONGEST_PROPERTY = 255
_UNDATED = date(2000, 1, 1)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    """``paper`` as a .docx file. Raises ``KeyError`` when the paper names a layout that is not known."""
    layout = layout_named(paper.layout)
    document = new_document(layout, coded=paper.verification is not None)
    _set_properties(document, paper)
    if paper.verification is not None:
        _put_code(document, paper.verification)
    _add_head(document, paper, layout)
    _add_title(document, layout, paper.title, head_of(paper, layout).subject)
    for position, ground in enumerate(paper.grounds, start=1):
        add_paragraph(document, BODY, f"- {ground}{',' if position == len(paper.grounds) else ';'}")
    if paper.enacting:
        enacting = add_paragraph(document, CENTRED, paper.enacting, bold=True)
        enacting.paragraph_format.space_before = enacting.paragraph_format.space_after = Pt(8)
        stay_with_next(enacting)
    add_blocks(document, layout, paper.blocks, tail=paper.signature is not None)
    if paper.signature is not None or paper.recipients:
        _add_foot(document, paper, layout)
    for attachment in paper.attachments:
        subject = balanced_subject(attachment.subject, layout)
        reference = balanced_reference(attachment.reference, layout)
        title = _add_title(document, layout, attachment.title, subject, reference)
        title.paragraph_format.page_break_before = True
        add_blocks(document, layout, attachment.blocks, tail=False)
    return _steady(document)


def _set_properties(document: Any, paper: Paper) -> None:
    """What a file manager shows. The day of the paper stands for the clock, so that the bytes stay the same."""
    properties = document.core_properties
    properties.title = document_title(paper)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = paper.issuer[:_LONGEST_PROPERTY]
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = datetime.combine(paper.dated_on or _UNDATED, time())
    properties.revision = 1


def _put_code(document: Any, verification: Verification) -> None:
    section, image = document.sections[0], qr.png(verification.payload)
    for footer in (section.first_page_footer, section.footer):
        code, caption = footer.tables[0].rows[0].cells
        inline = code.paragraphs[0].runs[0].add_picture(io.BytesIO(image), Mm(qr.SIZE_MM))._inline
        inline.docPr.set("descr", verification.caption)
        for side in ("distT", "distB", "distL", "distR"):  # unsaid, some programs put 3 mm around it
            inline.set(side, "0")
        caption.paragraphs[0].runs[0].text = verification.caption


def _add_head(document: Any, paper: Paper, layout: Layout) -> None:
    head = head_of(paper, layout)
    overlap = round(head.date_width - head.right_width, 2)
    if overlap < 1:
        table = add_table(document, 2, (head.left_width, head.right_width), PLAIN)
    else:
        table = add_table(document, 2, (head.left_width - overlap, overlap, head.right_width), PLAIN)
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 1).merge(table.cell(1, 2))
    (left, right), (number, day) = (cells_of(row) for row in table.rows)
    add_lines(left, head.superior, layout.superior_size)
    add_lines(left, head.issuer, layout.issuer_size, bold=True)
    add_lines(left, (layout.separator,), layout.issuer_size)
    add_lines(right, (layout.heading,), layout.heading_size, bold=True)
    rule = add_paragraph(right, RULE).paragraph_format
    rule.left_indent = rule.right_indent = Mm((head.right_width - head.heading_width) / 2)
    if head.number or not paper.marking:
        add_at_left(number, head.number, layout.number_size, indent_mm=head.number_indent)
    if paper.marking:
        add_at_left(number, paper.marking, layout.number_size, indent_mm=head.marking_indent, bold=True)
    add_lines(day, (head.date,), layout.date_size, italic=True)
    add_space(document, 8)


def _add_title(document: Any, layout: Layout, title: str, subject: Sequence[str], reference: Sequence[str] = ()) -> Any:
    """Writes what the paper is and what it is about. Answers its first paragraph."""
    heading = add_paragraph(document, TITLE, title)
    add_paragraph(document, SUBJECT, "\n".join(subject))
    if reference:
        add_paragraph(document, CENTRED, "\n".join(reference), italic=True)
    add_paragraph(document, CENTRED, layout.subject_rule).paragraph_format.space_after = Pt(6)
    return heading


def _add_foot(document: Any, paper: Paper, layout: Layout) -> None:
    stay_with_next(add_space(document, 10))
    left_width = round(layout.text_width * 1.15 / 2.15, 2)
    (row,) = add_table(document, 1, (left_width, layout.text_width - left_width), PLAIN).rows
    left, right = cells_of(row)
    heading = add_paragraph(left, RECIPIENTS)
    if paper.recipients:
        heading.add_run("Nơi nhận").underline = True
        heading.add_run(":")
        for run in heading.runs:
            run.font.size = Pt(layout.recipients_heading_size)
    for position, name in enumerate(paper.recipients, start=1):
        add_paragraph(left, RECIPIENTS, f"- {name}{'.' if position == len(paper.recipients) else ','}")
    if paper.signature is not None:
        add_signature(right, paper.signature, layout.signature_size)
    else:
        add_paragraph(right, CENTRED)
    add_space(document, 1)


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
