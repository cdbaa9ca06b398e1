"""Where the QR code of a paper leads someone who has work to do with it, once signed in.

The work belongs to jobs above this one, which register here when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from chibo.documents.models import Document

if TYPE_CHECKING:
    from chibo.accounts.models import User


class Way(NamedTuple):
    """Words and the address they lead to."""

    words: Any
    address: str


Finder = Callable[[Document, "User"], Way | None]
_finders: list[Finder] = []


def lead_by(finder: Finder) -> Finder:
    """Let ``finder(document, viewer)`` say where ``viewer`` goes on from ``document``; ``None``: nowhere."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def ways_from(document: Document, *, viewer: User) -> list[Way]:
    """Every place where ``viewer`` may go on from ``document``; none for one who is not signed in."""
    if not viewer.is_authenticated:
        return []
    found = (finder(document, viewer) for finder in _finders)
    return [way for way in found if way is not None]
