"""The small code by which a print is checked."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

SIZE_MM = 12


def svg(payload: str) -> str:
    """``payload`` as a QR code in SVG, without border."""
    buffer = io.BytesIO()
    _code(payload).save(buffer, kind="svg", xmldecl=False, border=0, omitsize=True, nl=False)
    return buffer.getvalue().decode()


def png(payload: str) -> bytes:
    """``payload`` as a QR code in PNG, without border."""
    buffer = io.BytesIO()
    _code(payload).save(buffer, kind="png", border=0, scale=8)
    return buffer.getvalue()


@lru_cache(maxsize=8)
def _code(payload: str) -> segno.QRCode:
    """Kept for a moment: Word and PDF of one paper carry the same code."""
    return segno.make(payload, error="m", micro=False)
