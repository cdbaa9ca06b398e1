"""How periods of the review are written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from chibo.evaluations.models import Cycle


def period_words(cycle: Cycle) -> str:
    """``năm 2019`` or ``quý III năm 2025``, as papers write it."""
    year = f"năm {cycle.starts_on.year}"
    return year if cycle.kind == "YEAR" else f"quý {_roman(cycle.starts_on)} {year}"


def cycle_title(cycle: Cycle) -> str:
    """What screens call the period, in the language at hand."""
    return period_title(cycle.starts_on, cycle.ends_on, cycle.kind)


def period_title(starts_on: date, ends_on: date, kind: str) -> str:
    """As ``cycle_title``, from the days and the kind of the period."""
    if kind == "YEAR":
        return _("Năm %(year)s") % {"year": starts_on.year}
    return _("Quý %(quarter)s năm %(year)s") % {"quarter": _roman(starts_on), "year": starts_on.year}


def _roman(starts_on: date) -> str:
    return ("I", "II", "III", "IV")[starts_on.month // 3]
