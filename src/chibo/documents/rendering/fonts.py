"""The embedded face: which characters it can print and how wide they are, read from the font files themselves."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chibo.domain.papers.model import Paper, texts
from chibo.domain.rules import Violation, refusal

FONTS = Path(__file__).resolve().parent.parent / "fonts"
FAMILY = "Tinos"
PLACEHOLDER = "□"
POINT_IN_MM = 25.4 / 72

_FILES = {
    (False, False): "Tinos-Regular.ttf",
    (False, True): "Tinos-Italic.ttf",
    (True, False): "Tinos-Bold.ttf",
    (True, True): "Tinos-BoldItalic.ttf",
}


@dataclass(frozen=True, slots=True)
class Face:
    """Advance widths by character code, in units of which ``units_per_em`` make one em."""

    units_per_em: int
    advances: dict[int, int]


def width_mm(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of ``text`` on one line at ``size`` points, in millimetres (without kerning)."""
    face = _face(bold, italic)
    missing = face.advances[ord(PLACEHOLDER)]
    units = sum(face.advances.get(ord(character), missing) for character in text)
    return units / face.units_per_em * size * POINT_IN_MM


def unprintable(text: str) -> str:
    """The characters of ``text`` that the embedded face does not have, each once, in order of appearance."""
    advances = _face(False, False).advances
    return "".join(dict.fromkeys(character for character in text if ord(character) not in advances))


def printable(text: str) -> str:
    """``text`` with a box in place of each character that the embedded face does not have."""
    absent = unprintable(text)
    return "".join(PLACEHOLDER if character in absent else character for character in text) if absent else text


def check_printable(paper: Paper) -> list[Violation]:
    """A blocking violation when ``paper`` holds characters that the embedded face lacks: frozen, it would show boxes."""
    for text in texts(paper):
        if characters := unprintable(text):
            return [refusal("PAPER_UNPRINTABLE", characters=characters, text=text)]
    return []


@cache
def _face(bold: bool, italic: bool) -> Face:
    data = (FONTS / _FILES[bold, italic]).read_bytes()
    tables = {}
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        tables[tag] = offset
    units_per_em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    long_metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    widths = struct.unpack_from(f">{'Hh' * long_metrics}", data, tables[b"hmtx"])[::2]
    glyphs = _glyphs(data, tables[b"cmap"])
    return Face(
        units_per_em, {code: widths[min(glyph, long_metrics - 1)] for code, glyph in glyphs.items() if code >= 0x20}
    )


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph numbers by character code, from the Unicode table of the basic plane (cmap format 4)."""
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * index)
        start = cmap + offset
        if platform in (0, 3) and struct.unpack_from(">H", data, start)[0] == 4:
            break
    else:
        raise ValueError("the font has no Unicode table")
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 4 * count)
    ranges_at = start + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    glyphs = {}
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            if ranges[segment] == 0:
                glyph = (code + deltas[segment]) & 0xFFFF
            else:
                at = ranges_at + 2 * segment + ranges[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", data, at)[0]
                glyph = (glyph + deltas[segment]) & 0xFFFF if glyph else 0
            if glyph:
                glyphs[code] = glyph
    return glyphs
