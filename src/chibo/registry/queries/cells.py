"""A cell among its members and its commune: what every job asks that works cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS
from chibo.registry.models import Membership, Unit, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import units_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

_CELLS = sorted(str(kind) for kind in CELL_KINDS)
_COMMUNES = sorted(str(kind) for kind in COMMUNE_KINDS)


def commune_of(cell: Unit) -> Unit | None:
    """The unit above ``cell`` in its last period."""
    last = UnitVersion.objects.valid().filter(unit=cell).order_by("-starts_on").select_related("parent").first()
    return last.parent if last is not None else None


def meets_in(user: User, cell: Unit, on: date) -> bool:
    """Whether ``user`` is a member of ``cell`` on ``on``."""
    return Membership.objects.on(on).filter(member__user=user, cell=cell).exists()


def cell_in_force(cell: Unit, day: date) -> bool:
    """Whether ``cell`` is a cell that works on ``day``."""
    return UnitVersion.objects.on(day).filter(unit=cell, kind__in=_CELLS).exists()


def cells_open_to(viewer: User, right: Right, day: date) -> list[tuple[str, str]]:
    """Codes and names of the cells where ``viewer`` holds ``right`` on ``day`` or meets, the own ones first. Two SQL queries."""
    own = set(Membership.objects.on(day).filter(member__user=viewer).values_list("cell_id", flat=True))
    found = UnitVersion.objects.on(day).filter(in_scope(viewer, right) | Q(unit__in=own), kind__in=_CELLS)
    rows = list(found.order_by("path").values_list("unit_id", "unit__code", "name"))
    return [(code, name) for pk, code, name in sorted(rows, key=lambda row: row[0] not in own)]


def communes_under(viewer: User, right: Right, day: date) -> list[UnitVersion]:
    """Communes of ``day`` where ``viewer`` holds ``right`` over the whole commune, in the order of the tree."""
    return list(units_on(day, viewer=viewer, right=right).filter(kind__in=_COMMUNES))


def public_communes(viewer: User, day: date) -> list[UnitVersion]:
    """Communes of ``day`` that ``viewer`` belongs to, or that lie below a unit of theirs, in the order of the tree."""
    found = UnitVersion.objects.on(day).filter(kind__in=_COMMUNES).select_related("unit")
    paths = scope_paths(viewer, Right.VIEW_UNITS)
    rows = found.order_by("path")
    if paths is None:
        return list(rows)
    return [row for row in rows if any(row.path.startswith(path) or path.startswith(row.path) for path in paths)]


def commune_named(code: str, among: Sequence[UnitVersion]) -> UnitVersion:
    """That of ``among`` with this code; the first one where none is asked for. Raises ``Http404``."""
    found = next((row for row in among if not code or row.unit.code == code), None)
    if found is None:
        raise Http404
    return found
