"""The words for stored codes of this job."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.documents.models import Document

KINDS: list[tuple[str, Any]] = Document.KINDS
BOOKS: list[tuple[str, Any]] = [
    ("QĐ", _("Sổ quyết định")),
    ("BB", _("Sổ biên bản")),
    ("GTSHĐ", _("Sổ giấy giới thiệu sinh hoạt đảng")),
    ("BC", _("Sổ báo cáo")),
    ("NQ", _("Sổ nghị quyết")),
]


def kind_label(kind: str) -> str:
    """What a kind of paper is called; the code itself for a kind no longer known."""
    return str(dict(KINDS).get(kind, kind))


def book_label(kind: str) -> str:
    """What the book of a kind is called; the abbreviation itself for one no longer known."""
    return str(dict(BOOKS).get(kind, kind))
