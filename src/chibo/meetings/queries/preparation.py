"""What a commune's preparation page shows: cells with their wishes, leaders, clerks, leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from chibo.meetings.models import Leader, Wish
from chibo.meetings.queries.problems import cells_on
from chibo.registry.models import Employment, Member, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.tree import in_reading_order
from chibo.registry.queries.units import secretaries_on, unit_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class CellWish:
    """A cell of the commune and what it wishes; ``None``: nothing told."""

    version: UnitVersion
    wish: Wish | None
    secretary: str


def wishes_on(commune: Unit, day: date) -> list[CellWish]:
    """The cells of ``commune`` on ``day`` in reading order. Four SQL queries."""
    cells = cells_on(commune, day)
    versions = UnitVersion.objects.on(day).filter(unit__in=cells).select_related("unit")
    wishes = {row.cell_id: row for row in Wish.objects.on(day).filter(cell__in=cells)}
    led = secretaries_on(cells, day)
    return [
        CellWish(
            version,
            wishes.get(version.unit_id),
            led[version.unit_id].member.full_name if version.unit_id in led else "",
        )
        for version in in_reading_order(versions)
    ]


def wish_on(cell: Unit, day: date) -> Wish | None:
    return Wish.objects.on(day).filter(cell=cell).first()


def cell_on(code: str, day: date, *, viewer: User) -> UnitVersion:
    """The cell ``code`` that ``viewer`` may see. Raises ``Http404``."""
    version = unit_on(code, day, viewer=viewer, right=Right.VIEW_UNITS)
    if not version.is_cell:
        raise Http404
    return version


def leaders_on(commune: Unit, day: date) -> QuerySet:
    """Who attends which cell of ``commune`` on ``day``, by given name."""
    rows = Leader.objects.on(day).filter(cell__in=cells_on(commune, day)).select_related("member", "cell")
    return rows.order_by("member__sort_key", "member_id", "cell__code")


def leader_of(commune: Unit, day: date, pk: int) -> Leader:
    """The open one ``pk`` of a cell of ``commune``. Raises ``Http404``."""
    rows = Leader.objects.open().filter(pk=pk, cell__in=cells_on(commune, day))
    found = rows.select_related("member", "cell").first()
    if found is None:
        raise Http404
    return found


def staff_on(commune: Unit, day: date) -> list[tuple[Member, str]]:
    """Who works in an office of ``commune`` on ``day``, each with name and office in words. One SQL query."""
    rows = Employment.objects.on(day).filter(office__commune=commune).select_related("member", "office")
    return [(row.member, f"{row.member.full_name} – {row.office.name}") for row in rows.order_by("member__sort_key")]
