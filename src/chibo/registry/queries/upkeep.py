"""What hangs on a unit and would end, or be left over, with it; rows of a unit by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import Http404
from django.utils.translation import gettext as _

from chibo.registry.models import Counter, Employment, Neighbourhood, Office, Officer, RoleHolding, Unit

Row = TypeVar("Row")


@dataclass(frozen=True)
class Hanging:
    """Open rows of a unit on a day: those that end with it, by name; and roles held there."""

    closing: dict[str, int]
    roles: int


def what_hangs_on(unit: Unit, day: date) -> Hanging:
    """What ``close_what_hangs_on`` would end on ``day``. Six SQL queries."""
    return Hanging(
        {
            _("chức danh"): Officer.objects.on(day).filter(unit=unit).count(),
            _("bộ phận"): Office.objects.on(day).filter(commune=unit).count(),
            _("quầy"): Counter.objects.on(day).filter(commune=unit).count(),
            _("người công tác ở bộ phận"): Employment.objects.on(day).filter(office__commune=unit).count(),
            _("mô tả khu dân cư"): Neighbourhood.objects.on(day).filter(cell=unit).count(),
        },
        RoleHolding.objects.on(day).filter(unit=unit).count(),
    )


def office_of(unit: Unit, pk: int) -> Office:
    """The open office ``pk`` of ``unit``. Raises ``Http404``."""
    return _open(Office.objects.open().filter(commune=unit, pk=pk).select_related("head", "commune").first())


def counter_of(unit: Unit, pk: int) -> Counter:
    """The open counter ``pk`` of ``unit``. Raises ``Http404``."""
    return _open(Counter.objects.open().filter(commune=unit, pk=pk).select_related("commune").first())


def officer_of(unit: Unit, pk: int) -> Officer:
    """The post ``pk`` of ``unit`` that someone holds. Raises ``Http404``."""
    return _open(Officer.objects.open().filter(unit=unit, pk=pk).select_related("member", "unit").first())


def _open(found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found
