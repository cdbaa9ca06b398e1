"""How periods of the review are written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chibo.evaluations.models import Cycle


def period_words(cycle: Cycle) -> str:
    """``năm 2019`` or ``quý III năm 2025``, as papers write it."""
    year = f"năm {cycle.starts_on.year}"
    return year if cycle.kind == "YEAR" else f"quý {_roman(cycle.starts_on)} {year}"


def _roman(starts_on: date) -> str:
    return ("I", "II", "III", "IV")[starts_on.month // 3]
