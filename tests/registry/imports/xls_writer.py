"""A writer of the smallest .xls that is one: a compound file holding a BIFF8 workbook of text and numbers."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END_OF_CHAIN, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(
    rows: Sequence[Sequence[str | float | None]],
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    encrypted: bool = False,
    sheet: str = "Sheet1",
) -> bytes:
    """``rows`` from row 1 on; ``merged``: top, left, bottom, right, counted from 0."""
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    )
    ranges = b"".join(struct.pack("<4H", top, bottom, left, right) for top, left, bottom, right in merged)
    page = _record(0x0809, struct.pack("<4H2I", 0x0600, 0x0010, 0, 0, 0, 0)) + cells
    if merged:
        page += _record(0x00E5, struct.pack("<H", len(merged)) + ranges)
    page += _record(0x000A)
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    start = _record(0x0809, struct.pack("<4H2I", 0x0600, 0x0005, 0, 0, 0, 0))
    if encrypted:
        start += _record(0x002F, struct.pack("<3H", 1, 1, 1) + bytes(48))
    start += _record(0x0042, struct.pack("<H", 1200))
    length = len(start) + 4 + 6 + len(name) + 4
    book = start + _record(0x0085, struct.pack("<IH", length, 0) + name) + _record(0x000A) + page
    return _compound_file("Workbook", book)


def compound_file_with(stream: str) -> bytes:
    """A compound file with one stream of that name, as a Word document or an encrypted workbook is."""
    return _compound_file(stream, b"\x00" * 5000)


def _record(code: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<3H", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def _compound_file(stream: str, content: bytes) -> bytes:
    content = content.ljust(max(4096, len(content)), b"\0")
    sectors = -(-len(content) // SECTOR)
    header = struct.pack(
        "<8s16s5H6s9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6)),
        *(0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0),
    )
    header += struct.pack("<109I", 0, *[FREE] * 108)
    chain = [FAT, END_OF_CHAIN, *range(3, 2 + sectors), END_OF_CHAIN]
    assert len(chain) <= SECTOR // 4, "one FAT sector is enough for a test"
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    entries = _entry("Root Entry", 5, child=1, start=END_OF_CHAIN) + _entry(stream, 2, start=2, size=len(content))
    return header + table + entries.ljust(SECTOR, b"\0") + content.ljust(sectors * SECTOR, b"\0")


def _entry(name: str, kind: int, *, start: int, child: int = FREE, size: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", text, len(text) + 2, kind, 1, FREE, FREE, child, bytes(16), 0, 0, 0, start, size
    )
