"""WordprocessingML in small pieces: each function returns the XML of one thing, children in the order Word demands.

Written directly rather than through a document object: a batch of a commune's papers takes milliseconds, not minutes.
Lengths come in millimetres or points, as the names say; Word counts in twentieths of a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def text_of(text: str) -> str:
    """``text`` as XML may hold it."""
    return escape(_FORBIDDEN.sub("", text))


def attribute(text: str) -> str:
    """``text`` as a quoted attribute value."""
    return quoteattr(_FORBIDDEN.sub("", text))


def run(text: str, *, bold: bool = False, italic: bool = False, underline: bool = False, size: float = 0) -> str:
    """Text in one manner; ``size`` in points, 0 for the size of the style."""
    manner = "".join(
        (
            "<w:b/>" if bold else "",
            "<w:i/>" if italic else "",
            f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
            '<w:u w:val="single"/>' if underline else "",
        )
    )
    return f'<w:r>{_wrapped("w:rPr", manner)}<w:t xml:space="preserve">{text_of(text)}</w:t></w:r>'


def line_break() -> str:
    """A new line within a paragraph."""
    return "<w:r><w:br/></w:r>"


def page_number(size: float) -> str:
    """The number of the page, as a field that Word keeps up to date."""
    manner = f'<w:rPr><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve">PAGE</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{manner}{part}</w:r>" for part in parts)


def picture(relation: str, size_mm: float, description: str) -> str:
    """A square picture in the line, ``size_mm`` wide, with words for those who cannot see it."""
    extent = round(size_mm * 36000)
    return (
        f'<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{extent}" cy="{extent}"/><wp:docPr id="1" name="QR" descr={attribute(description)}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="qr.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{extent}" cy="{extent}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def paragraph(
    content: str,
    style: str,
    *,
    keep_next: bool = False,
    new_page: bool = False,
    rule_above: bool = False,
    before_pt: float | None = None,
    after_pt: float | None = None,
    exactly_pt: float | None = None,
    left_mm: float | None = None,
    right_mm: float | None = None,
    first_mm: float | None = None,
    align: str = "",
) -> str:
    """A paragraph in a style, with what differs from the style. ``rule_above`` draws a solid line over it."""
    spacing = "".join(
        (
            "" if before_pt is None else f' w:before="{round(before_pt * 20)}"',
            "" if after_pt is None else f' w:after="{round(after_pt * 20)}"',
            "" if exactly_pt is None else f' w:line="{round(exactly_pt * 20)}" w:lineRule="exact"',
        )
    )
    indent = "".join(
        (
            "" if left_mm is None else f' w:left="{twips(left_mm)}"',
            "" if right_mm is None else f' w:right="{twips(right_mm)}"',
            "" if first_mm is None else f' w:firstLine="{twips(first_mm)}"',
        )
    )
    properties = "".join(
        (
            f'<w:pStyle w:val="{style}"/>',
            "<w:keepNext/><w:keepLines/>" if keep_next else "",
            "<w:pageBreakBefore/>" if new_page else "",
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>' if rule_above else "",
            f"<w:spacing{spacing}/>" if spacing else "",
            f"<w:ind{indent}/>" if indent else "",
            f'<w:jc w:val="{align}"/>' if align else "",
        )
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content: str, width_mm: float, *, span: int = 1, middle: bool = False) -> str:
    """A table cell over ``span`` columns, ``width_mm`` wide in all; ``content`` ends in a paragraph."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width_mm)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + ('<w:vAlign w:val="center"/>' if middle else "")
        + f"</w:tcPr>{content}</w:tc>"
    )


def row(cells: Iterable[str], *, heading: bool = False) -> str:
    """A row that does not break over pages; a ``heading`` stands again on every page its table runs over."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths_mm: Sequence[float], *, lines: bool = False, margin_mm: float = 0) -> str:
    """A table of fixed column widths, with all its ``lines`` or none, ``margin_mm`` at both sides of each cell."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    margin = twips(margin_mm)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths_mm))}" w:type="dxa"/>'
        f'<w:jc w:val="{"center" if lines else "left"}"/>'
        + (f"<w:tblBorders>{borders}</w:tblBorders>" if lines else "")
        + '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="{int(lines)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths_mm)
        + f"</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _wrapped(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>" if content else ""
