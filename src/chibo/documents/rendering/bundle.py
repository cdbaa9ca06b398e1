"""Several prints as one file: to send to the printer in one go, or to keep."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, cast

import typst

_PAGES = re.compile(rb"/Count (\d+)")


def as_one_print(prints: Sequence[bytes]) -> bytes:
    """The pages of ``prints`` (PDFs that ``pdf.to_pdf`` made) one after the other, as one PDF to print.

    Each page looks as in its own file. Raises ``ValueError`` when one of them has no pages.
    """
    with tempfile.TemporaryDirectory(prefix="chibo-print-") as folder:
        lines = ["#set page(width: 210mm, height: 297mm, margin: 0mm)"]
        for number, data in enumerate(prints):
            Path(folder, f"{number}.pdf").write_bytes(data)
            lines += [f'#image("{number}.pdf", page: {page}, width: 210mm)' for page in range(1, _pages(data) + 1)]
        source = Path(folder, "all.typ")
        source.write_text("\n#pagebreak(weak: true)\n".join(lines))
        return typst.compile(str(source), root=folder, ignore_system_fonts=True)


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """``files`` by name in one ZIP: the same files, the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def streamed_zip(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """``files`` (name and content) as one ZIP, piece by piece: however many, no more than one is held at a time."""
    outlet = _Outlet()
    with zipfile.ZipFile(cast(IO[bytes], outlet), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, compresslevel=1)
            yield outlet.taken()
    yield outlet.taken()


class _Outlet:
    """What an archive is written to that cannot be gone back in: it keeps what was not taken yet."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def write(self, data: bytes) -> int:
        self._kept += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        data = bytes(self._kept)
        self._kept.clear()
        return data


def _pages(data: bytes) -> int:
    found = _PAGES.findall(data)
    if not found:
        raise ValueError("a PDF without pages")
    return max(int(number) for number in found)
