"""The empty Word document that every paper starts from: its styles, its page, the page number above and the code below.

Made once per process for each layout. The styles are the ones an office edits with; nothing else is left in the list.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from chibo.documents.rendering import qr
from chibo.documents.rendering.docx_tables import PLAIN, add_frames, cells_of, shape
from chibo.domain.papers.layout import Layout

BODY = "NoiDung"
CENTRED = "GiuaTrang"
TITLE = "TenLoai"
SUBJECT = "TrichYeu"
SECTION = "Muc"
CELL = "OBang"
COLUMN_HEADING = "DauBang"
RECIPIENTS = "NoiNhan"
SPACER = "KhoangTrong"
RULE = "GachNgang"

_NAMES = {
    BODY: "Nội dung",
    CENTRED: "Giữa trang",
    TITLE: "Tên loại văn bản",
    SUBJECT: "Trích yếu",
    SECTION: "Mục",
    CELL: "Ô bảng",
    COLUMN_HEADING: "Đầu bảng",
    RECIPIENTS: "Nơi nhận",
    SPACER: "Khoảng trống",
    RULE: "Gạch ngang",
}
_KEPT_STYLES = ("Normal", "Normal Table", "Default Paragraph Font", "No List")
_KEPT_PARTS = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS)
_KEPT_IN_PACKAGE = (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES)
_WORD_OF_TODAY = "15"


def new_document(layout: Layout, *, coded: bool) -> Any:
    """An empty document in ``layout``; ``coded``: with a footer that has room for the code and its caption."""
    return Document(io.BytesIO(_template(layout, coded)))


@cache
def _template(layout: Layout, coded: bool) -> bytes:
    document = Document()
    _clear(document)
    _set_defaults(document, layout)
    _add_styles(document, layout)
    add_frames(document)
    _set_page(document.sections[0], layout)
    if coded:
        for footer in (document.sections[0].first_page_footer, document.sections[0].footer):
            _make_room_for_code(footer, layout)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _clear(document: Any) -> None:
    """Drop what python-docx's own empty document brings along: a picture of it, hundreds of styles, lists, a theme."""
    for style in list(document.styles):
        if style.name not in _KEPT_STYLES:
            style.delete()
    for rels, kept in ((document.part.rels, _KEPT_PARTS), (document.part.package.rels, _KEPT_IN_PACKAGE)):
        for key in [key for key, relation in rels.items() if relation.reltype not in kept]:
            del rels[key]


def _set_defaults(document: Any, layout: Layout) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    size = layout.body_size * 2
    fonts = " ".join(f'w:{kind}="{layout.font}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
            '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>'
            "</w:docDefaults>"
        ),
    )
    settings = document.settings.element
    for setting in list(settings):
        settings.remove(setting)
    settings.append(
        parse_xml(
            f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
            f'w:uri="http://schemas.microsoft.com/office/word" w:val="{_WORD_OF_TODAY}"/></w:compat>'
        )
    )


def _add_styles(document: Any, layout: Layout) -> None:
    body = _style(document, BODY)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(layout.first_line_indent)
    body.paragraph_format.space_after = Pt(layout.paragraph_gap_pt)
    _line_distance(body, WD_LINE_SPACING.AT_LEAST, layout.line_distance_pt)

    centred = _style(document, CENTRED)
    centred.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = _style(document, TITLE, based_on=centred, size=layout.title_size, bold=True, outline=0)
    title.next_paragraph_style = _style(document, SUBJECT, based_on=centred, size=layout.subject_size, bold=True)
    _line_distance(title.next_paragraph_style, WD_LINE_SPACING.AT_LEAST, layout.line_distance_pt)
    section = _style(document, SECTION, based_on=body, bold=True, outline=1)
    section.paragraph_format.keep_with_next = True
    section.next_paragraph_style = body

    cell = _style(document, CELL, size=layout.table_size)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    heading = _style(document, COLUMN_HEADING, based_on=cell, bold=True)
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.keep_with_next = True

    recipients = _style(document, RECIPIENTS, size=layout.recipients_size)
    recipients.paragraph_format.left_indent = Mm(2.5)
    recipients.paragraph_format.first_line_indent = Mm(-2.5)
    spacer = _style(document, SPACER, size=2)
    _line_distance(spacer, WD_LINE_SPACING.EXACTLY, layout.paragraph_gap_pt)
    rule = _style(document, RULE, based_on=spacer)
    _line_distance(rule, WD_LINE_SPACING.EXACTLY, 3)
    borders = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    rule.element.get_or_add_pPr().insert_element_before(parse_xml(borders), "w:spacing")


def _style(
    document: Any,
    identifier: str,
    *,
    based_on: Any = None,
    size: int | None = None,
    bold: bool | None = None,
    outline: int | None = None,
) -> Any:
    style = document.styles.add_style(_NAMES[identifier], WD_STYLE_TYPE.PARAGRAPH)
    style.element.styleId = identifier  # python-docx would make it of the name, with its accents
    style.base_style = based_on or document.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(size) if size else None
    style.font.bold = bold
    if outline is not None:
        level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{outline}"/>')
        style.element.get_or_add_pPr().append(level)
    return style


def _line_distance(style: Any, rule: WD_LINE_SPACING, points: int) -> None:
    style.paragraph_format.line_spacing = Pt(points)
    style.paragraph_format.line_spacing_rule = rule


def _set_page(section: Any, layout: Layout) -> None:
    section.page_width, section.page_height = Mm(layout.page_width), Mm(layout.page_height)
    section.top_margin, section.bottom_margin = Mm(layout.margin_top), Mm(layout.margin_bottom)
    section.left_margin, section.right_margin = Mm(layout.margin_left), Mm(layout.margin_right)
    section.header_distance, section.footer_distance = Mm(layout.page_number_from_top), Mm(4)
    section.gutter = 0
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = _NAMES[CENTRED]
    for element in (
        '<w:fldChar {w} w:fldCharType="begin"/>',
        '<w:instrText {w} xml:space="preserve">PAGE</w:instrText>',
        '<w:fldChar {w} w:fldCharType="separate"/>',
        "<w:t {w}>2</w:t>",
        '<w:fldChar {w} w:fldCharType="end"/>',
    ):
        run = number.add_run()
        run.font.size = Pt(layout.page_number_size)
        run._r.append(parse_xml(element.format(w=nsdecls("w"))))


def _make_room_for_code(footer: Any, layout: Layout) -> None:
    width = qr.SIZE_MM + 3
    first = footer.paragraphs[0]
    table = footer.add_table(1, 2, Mm(layout.text_width))
    shape(table, (width, layout.text_width - width), PLAIN)
    code, caption = cells_of(table.rows[0])
    holder = code.add_paragraph(style=_NAMES[CENTRED])
    holder.alignment = WD_ALIGN_PARAGRAPH.LEFT
    holder.add_run().font.size = Pt(1)  # so that the line is no higher than the picture
    caption.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    words = caption.add_paragraph(style=_NAMES[CENTRED])
    words.alignment = WD_ALIGN_PARAGRAPH.LEFT
    words.add_run().font.size = Pt(8)
    footer._element.remove(first._p)
    footer.add_paragraph(style=_NAMES[SPACER]).paragraph_format.line_spacing = Pt(1)
