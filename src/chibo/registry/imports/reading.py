"""From the bytes of a file to sheets of rows, or a clear refusal."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from chibo.registry.imports.delimited import is_text, read_delimited
from chibo.registry.imports.sheets import Row, Sheet, UnreadableFile, Workbook


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. A list of 100,000 members is a file of about 10 MB with 60 MB inside."""

    file_bytes: int = 50 * 1024**2
    unpacked_bytes: int = 600 * 1024**2
    files_inside: int = 5_000
    memory_bytes: int = 2 * 1024**3
    seconds: int = 120
    rows: int = 300_000
    columns: int = 500


_REMEMBERED_BYTES = 1024**2
_PROCESS = Path(__file__).with_name("workbook_process.py")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BEGIN_OF_XLS = bytes.fromhex("0908 1000 0006 0500")
_FILE_PASSWORD, _END = 0x002F, 0x000A
_WORKBOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_MANIFEST = "META-INF/manifest.xml"
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt", ""}
_DATE_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")


def read_workbook(data: bytes, *, filename: str = "", limits: Limits = Limits()) -> Workbook:
    """All sheets of an ``.xlsx``, ``.xls``, ``.xlsb``, ``.ods`` or ``.csv`` file, as told by its content, not its name.

    Formulas are never computed: a cell holds the value last stored by the program that wrote the file, and text that
    begins with ``=`` is text. Rows keep the numbers that Excel shows; blank rows are left out.

    Raises ``UnreadableFile``: NOT_A_SPREADSHEET, ENCRYPTED, TOO_LARGE or EMPTY.
    """
    if len(data) <= _REMEMBERED_BYTES:
        return _read_once(data, filename, limits)
    return _read(data, filename, limits)


def _read(data: bytes, filename: str, limits: Limits) -> Workbook:
    if len(data) > limits.file_bytes:
        raise UnreadableFile("TOO_LARGE")
    if not data.strip():
        raise UnreadableFile("EMPTY")
    if data.startswith(_ZIP):
        workbook = _read_zip(data, limits)
    elif data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data or _asks_for_password(data):
            raise UnreadableFile("ENCRYPTED")
        workbook = _read_apart(data, limits)
    else:
        strict = Path(filename).suffix.lower() not in _TEXT_SUFFIXES
        if not is_text(data):
            raise UnreadableFile("NOT_A_SPREADSHEET")
        sheet = read_delimited(data, name=Path(filename).stem or "CSV", most_columns=limits.columns, strict=strict)
        workbook = Workbook((sheet,))
    if not any(sheet.rows for sheet in workbook.sheets):
        raise UnreadableFile("EMPTY")
    if any(len(sheet.rows) > limits.rows for sheet in workbook.sheets):
        raise UnreadableFile("TOO_LARGE")
    return workbook


_read_once = lru_cache(maxsize=4)(_read)
"""The screens of an import read their file again and again; the usual small lists are kept for a moment."""


def neutralise_formula(text: str) -> str:
    """``text`` made harmless for a ``.csv`` or pasted cell: what a spreadsheet would run gets an apostrophe in front."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _read_zip(data: bytes, limits: Limits) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.files_inside or sum(part.file_size for part in parts) > limits.unpacked_bytes:
                raise UnreadableFile("TOO_LARGE")
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableFile("ENCRYPTED")
            names = {part.filename for part in parts}
            if not names & _WORKBOOK_PARTS:
                raise UnreadableFile("NOT_A_SPREADSHEET")
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                raise UnreadableFile("ENCRYPTED")
            from_1904 = "xl/workbook.xml" in names and bool(_DATE_1904.search(archive.read("xl/workbook.xml")))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise UnreadableFile("NOT_A_SPREADSHEET") from error
    return _read_apart(data, limits, from_1904=from_1904)


def _asks_for_password(data: bytes) -> bool:
    """Whether an ``.xls`` is encrypted: a record of its own says so among the first of the workbook."""
    place = data.find(_BEGIN_OF_XLS)
    while 0 <= place <= len(data) - 4:
        code, length = struct.unpack_from("<HH", data, place)
        if code in (_FILE_PASSWORD, _END):
            return code == _FILE_PASSWORD
        place += 4 + length
    return False


def _read_apart(data: bytes, limits: Limits, *, from_1904: bool = False) -> Workbook:
    command = [sys.executable, "-P", str(_PROCESS)]
    command += [str(limit) for limit in (limits.memory_bytes, limits.seconds, limits.rows, limits.columns)]
    try:
        process = subprocess.run(command, input=data, capture_output=True, timeout=2 * limits.seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("TOO_LARGE") from error
    if process.returncode < 0:
        # Killed by its limits: out of memory (abort), out of time.
        raise UnreadableFile("TOO_LARGE")
    if process.returncode > 0:
        raise RuntimeError(process.stderr.decode(errors="replace"))
    answer = json.loads(process.stdout, object_hook=_revive)
    if "error" in answer:
        raise UnreadableFile(answer["error"])
    return Workbook(
        tuple(
            Sheet(
                name=sheet["name"],
                rows=tuple(Row(number, tuple(cells)) for number, cells in sheet["rows"]),
                merged=tuple(tuple(corners) for corners in sheet["merged"]),
                hidden=sheet["hidden"],
            )
            for sheet in answer["sheets"]
        ),
        from_1904=from_1904,
    )


def _revive(value: dict[str, Any]) -> dict[str, Any] | date:
    if value.keys() == {"date"}:
        moment = datetime.fromisoformat(value["date"])
        return moment.date() if len(value["date"]) == 10 else moment
    return value
