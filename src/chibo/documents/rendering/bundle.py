"""Several prints as one file: to send to the printer in one go, or to keep."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

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


def _pages(data: bytes) -> int:
    found = _PAGES.findall(data)
    if not found:
        raise ValueError("a PDF without pages")
    return max(int(number) for number in found)
