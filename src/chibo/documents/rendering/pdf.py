"""A paper as PDF: A4, tagged, its fonts embedded, the same bytes for the same paper.

A dated paper conforms to PDF/A-2a and PDF/UA-1; a draft, which has no date yet, to PDF/UA-1 alone.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import typst

from chibo.documents.rendering import qr
from chibo.documents.rendering.fonts import FAMILY, FONTS, printable
from chibo.documents.rendering.sheet import DOTS, balanced_reference, balanced_subject, document_title, head_of
from chibo.domain.papers.layout import Layout, layout_named
from chibo.domain.papers.model import Paper, to_json

_TEMPLATE = Path(__file__).resolve().parent / "paper.typ"
_lock = threading.Lock()
_compilers: dict[int, typst.Compiler] = {}


def to_pdf(paper: Paper) -> bytes:
    """``paper`` as PDF. A character that the embedded face does not have prints as a box (see ``fonts.unprintable``).

    Raises ``KeyError`` when the paper names a layout that is not known.
    """
    inputs = {"paper": json.dumps(_data(paper), ensure_ascii=False)}
    standards: list[Any] = ["a-2a", "ua-1"] if paper.dated_on else ["ua-1"]
    with _lock:
        return cast(bytes, _compiler().compile(sys_inputs=inputs, format="pdf", pdf_standards=standards))


def _compiler() -> typst.Compiler:
    """The compiler of this process: made once, because each one reads the fonts and caches what it has laid out."""
    process = os.getpid()
    if process not in _compilers:
        _compilers.clear()
        _compilers[process] = typst.Compiler(
            str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    return _compilers[process]


def _data(paper: Paper) -> Any:
    layout = layout_named(paper.layout)
    data = {
        "paper": _with_table_sizes(json.loads(to_json(paper))["paper"], layout),
        "layout": {key: value for key, value in asdict(layout).items() if key != "valid_from"} | {"font": ""},
        "head": asdict(head_of(paper, layout)),
        "document": {"title": document_title(paper), "author": paper.issuer},
        "attachment_subjects": [balanced_subject(row.subject, layout) for row in paper.attachments],
        "attachment_references": [balanced_reference(row.reference, layout) for row in paper.attachments],
        "qr_size": qr.SIZE_MM,
        "dots": DOTS,
    }
    return _printable(data) | {"qr": qr.svg(paper.verification.payload) if paper.verification else None, "font": FAMILY}


def _with_table_sizes(value: Any, layout: Layout) -> Any:
    if isinstance(value, list):
        return [_with_table_sizes(item, layout) for item in value]
    if isinstance(value, dict):
        sized = {key: _with_table_sizes(item, layout) for key, item in value.items()}
        return (
            sized | {"size": layout.table_size_for(len(value["columns"]))} if value.get("block") == "Table" else sized
        )
    return value


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
