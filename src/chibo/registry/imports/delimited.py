"""Tables as text: comma, semicolon or tab between the cells, in whatever encoding the writer had."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter

from chibo.domain.vietnamese import Encoding, detect, is_syllable, nfc
from chibo.registry.imports.sheets import Row, Sheet, UnreadableFile

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_MARKUP_OR_OTHER = re.compile(rb"\s*(<|%PDF|\{\\rtf)", re.IGNORECASE)


def is_text(data: bytes) -> bool:
    """Whether the bytes are plain text: no PDF, image, page of HTML, or any other binary file under a false name."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = data[:20_000]
    if _MARKUP_OR_OTHER.match(sample) or b"%PDF-" in sample[:1024]:
        return False
    if _wide(sample):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in sample)
    return controls == 0


def read_delimited(data: bytes, *, name: str, most_columns: int, strict: bool = False) -> Sheet:
    """The table in a text file. ``strict``: at least two rows must share two or more columns (the file's name promised a
    workbook, so prose does not pass).

    Row numbers are those that Excel shows for the file: a blank line is a row, a cell of several lines is one row, the
    line ``sep=;`` is none. Raises ``UnreadableFile``: NOT_A_SPREADSHEET or TOO_LARGE.
    """
    text = decode(data)
    promised = re.match(r"sep=(.)\r?\n", text)
    if promised:
        text = text[promised.end() :]
    delimiter = promised[1] if promised else _likely_delimiter(text)
    if strict and not _is_table(text, delimiter):
        raise UnreadableFile("NOT_A_SPREADSHEET")
    rows = []
    try:
        for number, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            cells = [_cell(value) for value in values]
            while cells and cells[-1] is None:
                cells.pop()
            if len(cells) > most_columns:
                raise UnreadableFile("TOO_LARGE")
            if cells:
                rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        raise UnreadableFile("NOT_A_SPREADSHEET") from error
    return Sheet(name=name, rows=tuple(rows))


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, code page 1258, or a page of the old fonts kept as Latin-1.

    Text of the old fonts stays as it is; it is recognised and converted with the rest of the table.
    """
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", errors="replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if wide := _wide(data[:20_000]):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        western = data.decode("cp1252", errors="replace")
        vietnamese = nfc(data.decode("cp1258", errors="replace"))
        if detect(western.split()) is not Encoding.UNICODE:
            return western
        return vietnamese if _syllables(vietnamese) > _syllables(western) else western


def _wide(sample: bytes) -> str:
    """The UTF-16 that a sample without mark of order is written in: every other byte of plain text is zero."""
    if len(sample) < 4 or not sample.count(0):
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 4 and not odd else ""


def _syllables(text: str) -> int:
    return sum(is_syllable(word) for word in re.findall(r"[^\W\d_]+", text[:200_000]) if not word.isascii())


def _likely_delimiter(text: str) -> str:
    """The delimiter under which most rows share the most common width; the comma when none parts anything."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(_widths(sample, delimiter))
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=agreement)


def _is_table(text: str, delimiter: str) -> bool:
    widths = Counter(_widths("\n".join(text.splitlines()[:_SAMPLE_LINES]), delimiter))
    return any(count > 1 and width > 1 for width, count in widths.items())


def _widths(text: str, delimiter: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        return []


def _cell(value: str) -> str | None:
    excel_text = _EXCEL_TEXT.fullmatch(value.strip())
    if excel_text:
        # ="00123456": how Excel is told, in a text file, to keep the zeros.
        value = excel_text[1]
    return value if value and not all(unicodedata.category(mark) in ("Zs", "Cc") for mark in value) else None
