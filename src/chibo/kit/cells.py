"""Values of a list as people read them: in a page, and in a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from html import escape
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _


class Kind(StrEnum):
    """How a column is read: it settles alignment, format and the type in the spreadsheet."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes-no"
    STATUS = "status"


class Tone(StrEnum):
    """The weight of a status; the words carry the meaning, the colour only helps."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Status(NamedTuple):
    """A state in words with its tone."""

    label: Any
    tone: Tone = Tone.NEUTRAL


def day_text(value: Any) -> str:
    """``value`` as dd/mm/yyyy: a date, an instant (with its hour), or ISO text shortened to ``1965-03`` or ``1965``."""
    if not value:
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%H:%M} {local.day:02}/{local.month:02}/{local.year:04}"
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return "/".join(reversed(str(value).split("-")))


def text_of(value: Any, kind: Kind) -> str:
    """``value`` in words, without markup; empty where there is nothing to say."""
    if value is None or value == "":
        return ""
    if kind is Kind.DAY or isinstance(value, date):
        return day_text(value)
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if kind is Kind.NUMBER or isinstance(value, int | float | Decimal):
        return number_format(value, use_l10n=True, force_grouping=True) if kind is Kind.NUMBER else str(value)
    return str(value.label) if isinstance(value, Status) else str(value)


def html_of(value: Any, kind: Kind) -> str:
    """``value`` as safe HTML; text is escaped unless it says that it is safe markup."""
    if kind is Kind.TEXT and isinstance(value, str):
        return value.__html__() if hasattr(value, "__html__") else escape(value)
    if isinstance(value, Status):
        return f'<span class="status status-{value.tone}">{escape(str(value.label))}</span>' if value.label else ""
    return escape(text_of(value, kind))
