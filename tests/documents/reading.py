"""Reading a PDF back: the text of each page, through the maps from glyphs to characters that it carries."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf


def opened(data: bytes) -> pikepdf.Pdf:
    """The PDF, opened."""
    return pikepdf.open(io.BytesIO(data))


def page_texts(data: bytes) -> list[str]:
    """What each page says, white space squeezed, in the order in which it was drawn."""
    return [_squeezed("".join(_shown(page))) for page in opened(data).pages]


def whole_text(data: bytes) -> str:
    """What all pages say."""
    return " ".join(page_texts(data))


def fonts_of(data: bytes) -> dict[str, Any]:
    """The fonts used, by name, each as the descriptor that says whether it is embedded."""
    found = {}
    for page in opened(data).pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            (inner,) = font["/DescendantFonts"]
            found[str(inner["/BaseFont"])] = set(inner["/FontDescriptor"].keys())
    return found


def _shown(page: Any) -> list[str]:
    maps = {name: _characters(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    pieces, current = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            items = operands[0] if str(operator) == "TJ" else [operands[0]]
            codes = b"".join(bytes(item) for item in items if isinstance(item, pikepdf.String))
            pieces.append("".join(current.get(codes[at : at + 2], "?") for at in range(0, len(codes), 2)))
        elif str(operator) in ("Td", "Tm", "T*", "ET"):
            pieces.append(" ")
    return pieces


def _characters(font: Any) -> dict[bytes, str]:
    source = font["/ToUnicode"].read_bytes().decode("latin-1")
    found = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
            found[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for first, last, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
            start = int(text, 16)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + offset).to_bytes(2, "big")] = chr(start + offset)
    return found


def _squeezed(text: str) -> str:
    return " ".join(text.split())
