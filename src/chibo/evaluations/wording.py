"""How periods of the review are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from chibo.evaluations.models import Cycle


def period_words(cycle: Cycle) -> str:
    """``năm 2019`` or ``quý III năm 2025``, as papers write it."""
    year = f"năm {cycle.starts_on.year}"
    return year if cycle.kind == "YEAR" else f"quý {_roman(cycle)} {year}"


def cycle_title(cycle: Cycle) -> str:
    """What screens call the period, in the language at hand."""
    if cycle.kind == "YEAR":
        return _("Năm %(year)s") % {"year": cycle.starts_on.year}
    return _("Quý %(quarter)s năm %(year)s") % {"quarter": _roman(cycle), "year": cycle.starts_on.year}


def _roman(cycle: Cycle) -> str:
    return ("I", "II", "III", "IV")[cycle.starts_on.month // 3]
