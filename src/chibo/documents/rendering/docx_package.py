"""The parts around a Word document's text: styles, page, header and footer, properties, and the archive of them all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.documents.rendering.docx_xml import NAMESPACES, attribute, text_of, twips
from chibo.domain.papers.layout import Layout

BODY = "NoiDung"
CENTRED = "GiuaTrang"
TITLE = "TenLoai"
SUBJECT = "TrichYeu"
SECTION = "Muc"
CELL = "OBang"
RECIPIENTS = "NoiNhan"
SPACER = "KhoangTrong"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file manager shows of the document. ``day`` stands for the clock, so that the bytes stay the same."""

    title: str
    author: str
    day: date


@dataclass(frozen=True, slots=True)
class Contents:
    """The document's own XML: body, the header of later pages, the footer of all pages (empty: none), its picture."""

    body: str
    header: str
    footer: str = ""
    picture: bytes = b""


def packed(contents: Contents, layout: Layout, properties: Properties) -> bytes:
    """The .docx file: an archive whose bytes depend on what is passed alone."""
    footers = ("footer1", "footer2") if contents.footer else ()
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _content_types(footers),
        "_rels/.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _core(properties),
        "word/document.xml": _document(contents.body, layout, footers),
        "word/styles.xml": _styles(layout),
        "word/settings.xml": _settings(),
        "word/header1.xml": f"{_DECLARATION}<w:hdr {NAMESPACES}>{contents.header}</w:hdr>",
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/styles", "styles.xml"),
                "rId2": (f"{_OFFICE}/settings", "settings.xml"),
                "rId3": (f"{_OFFICE}/header", "header1.xml"),
            }
            | {f"rId{number}": (f"{_OFFICE}/footer", f"{name}.xml") for number, name in enumerate(footers, start=4)}
        ),
    }
    for name in footers:
        parts[f"word/{name}.xml"] = f"{_DECLARATION}<w:ftr {NAMESPACES}>{contents.footer}</w:ftr>"
        parts[f"word/_rels/{name}.xml.rels"] = _relations({"rId1": (f"{_OFFICE}/image", "media/qr.png")})
    if footers:
        parts["word/media/qr.png"] = contents.picture
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return archive.getvalue()


def _content_types(footers: tuple[str, ...]) -> str:
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    } | {f"/word/{name}.xml": f"{_WORD}.footer+xml" for name in footers}
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def _relations(relations: Mapping[str, tuple[str, str]]) -> str:
    return (
        f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in relations.items()
        )
        + "</Relationships>"
    )


def _core(properties: Properties) -> str:
    instant = f"{properties.day.isoformat()}T00:00:00Z"
    author = text_of(properties.author)
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_of(properties.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{instant}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{instant}</dcterms:modified>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    return (
        f'{_DECLARATION}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def _document(body: str, layout: Layout, footers: tuple[str, ...]) -> str:
    references = '<w:headerReference w:type="default" r:id="rId3"/>' + "".join(
        f'<w:footerReference w:type="{kind}" r:id="rId{number}"/>'
        for kind, number, _ in zip(("default", "first"), (4, 5), footers, strict=False)
    )
    section = (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(layout.page_width)}" w:h="{twips(layout.page_height)}"/>'
        f'<w:pgMar w:top="{twips(layout.margin_top)}" w:right="{twips(layout.margin_right)}" '
        f'w:bottom="{twips(layout.margin_bottom)}" w:left="{twips(layout.margin_left)}" '
        f'w:header="{twips(layout.page_number_from_top)}" w:footer="{twips(4)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f"{_DECLARATION}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def _styles(layout: Layout) -> str:
    font = attribute(layout.font)
    size = layout.body_size * 2
    indent = twips(layout.first_line_indent)
    at_least = f'w:line="{layout.line_distance_pt * 20}" w:lineRule="atLeast"'
    gap = layout.paragraph_gap_pt * 20
    hanging = twips(2.5)
    return (
        f"{_DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "</w:style>"
        + _style(
            BODY,
            "Nội dung",
            f'<w:spacing w:after="{gap}" {at_least}/><w:ind w:firstLine="{indent}"/><w:jc w:val="both"/>',
        )
        + _style(CENTRED, "Giữa trang", '<w:jc w:val="center"/>')
        + _style(
            TITLE, "Tên loại văn bản", '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>', layout.title_size, "<w:b/>"
        )
        + _style(SUBJECT, "Trích yếu", f'<w:spacing {at_least}/><w:jc w:val="center"/>', layout.subject_size, "<w:b/>")
        + _style(SECTION, "Mục", '<w:keepNext/><w:outlineLvl w:val="1"/>', manner="<w:b/>", based_on=BODY)
        + _style(CELL, "Ô bảng", '<w:spacing w:before="40" w:after="40"/>', layout.table_size)
        + _style(RECIPIENTS, "Nơi nhận", f'<w:ind w:left="{hanging}" w:hanging="{hanging}"/>', layout.recipients_size)
        + _style(SPACER, "Khoảng trống", f'<w:spacing w:line="{gap}" w:lineRule="exact"/>', 2)
        + "</w:styles>"
    )


def _style(
    identifier: str, name: str, properties: str, size: int = 0, manner: str = "", based_on: str = "Normal"
) -> str:
    if size:
        manner += f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:qFormat/><w:pPr>{properties}</w:pPr>'
        + (f"<w:rPr>{manner}</w:rPr>" if manner else "")
        + "</w:style>"
    )
