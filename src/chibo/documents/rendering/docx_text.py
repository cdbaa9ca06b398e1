"""Paragraphs of a Word document: each wears a style of the template and says only what differs from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from chibo.documents.rendering.docx_template import CENTRED, SPACER
from chibo.documents.rendering.sheet import DOTS
from chibo.domain.papers.model import Signature


def add_paragraph(
    container: Any,
    style: str,
    text: str = "",
    *,
    lead: str = "",
    size: float | None = None,
    bold: bool = False,
    italic: bool = False,
) -> Any:
    """A new paragraph at the end of ``container``; ``style``: its identifier; ``lead`` stands in bold before ``text``."""
    paragraph = container.add_paragraph()
    paragraph._p.style = style  # python-docx would search all styles for the name, each time
    if lead:
        paragraph.add_run(lead).bold = True
    if text:
        run = paragraph.add_run(text)
        if bold:
            run.bold = True
        if italic:
            run.italic = True
        if size is not None:
            run.font.size = Pt(size)
    return paragraph


def add_lines(cell: Any, texts: Sequence[str], size: int, *, bold: bool = False, italic: bool = False) -> None:
    """Each of ``texts`` in the middle of a line of its own."""
    for text in texts:
        add_paragraph(cell, CENTRED, text, size=size, bold=bold, italic=italic)


def add_at_left(cell: Any, text: str, size: int, *, indent_mm: float, bold: bool = False) -> None:
    """``text`` on a line of its own that begins ``indent_mm`` from the left edge."""
    paragraph = add_paragraph(cell, CENTRED, text, size=size, bold=bold)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.left_indent = Mm(indent_mm)


def add_signature(cell: Any, signature: Signature, size: int, *, space_mm: float = 22, below_pt: int = 0) -> None:
    """A signature, with ``space_mm`` to sign in above the name and ``below_pt`` below it."""
    add_lines(cell, signature.authority, size, bold=True)
    if signature.position:
        add_lines(cell, (signature.position,), size)
    if signature.hint:
        add_lines(cell, (signature.hint,), size - 2, italic=True)
    name = add_paragraph(cell, CENTRED, signature.name or DOTS, size=size, bold=bool(signature.name))
    name.paragraph_format.space_before = Mm(space_mm)
    if below_pt:
        name.paragraph_format.space_after = Pt(below_pt)


def add_space(document: Any, points: int) -> Any:
    """An empty paragraph, ``points`` high."""
    paragraph = add_paragraph(document, SPACER)
    paragraph.paragraph_format.line_spacing = Pt(points)
    return paragraph


def stay_with_next(paragraph: Any) -> None:
    """Let ``paragraph`` stay whole and on the page of what follows."""
    paragraph.paragraph_format.keep_together = paragraph.paragraph_format.keep_with_next = True
