"""The words for stored codes of this job."""

from __future__ import annotations

from typing import Any

from chibo.documents.models import Document

KINDS: list[tuple[str, Any]] = Document.KINDS


def kind_label(kind: str) -> str:
    """What a kind of paper is called; the code itself for a kind no longer known."""
    return str(dict(KINDS).get(kind, kind))
