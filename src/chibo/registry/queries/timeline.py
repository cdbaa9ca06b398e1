"""How a unit came to be what it is: its versions, and the units it came from or went into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.registry.models import Succession, Unit, UnitVersion


@dataclass(slots=True)
class Stretch:
    """A stretch of time in which a unit's name, kind, parent and official code stayed the same."""

    version: UnitVersion
    parent_name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that took over, or was taken over, on a day, under its name of that time."""

    unit: Unit
    name: str
    on: date


def timeline_of(unit: Unit) -> list[Stretch]:
    """The unit's stretches, latest first, parents under the name of the stretch's first day. Two SQL queries."""
    versions = list(
        UnitVersion.objects.valid().filter(unit=unit).select_related("unit", "parent").order_by("starts_on")
    )
    names = _names([version.parent_id for version in versions if version.parent_id])
    stretches: list[Stretch] = []
    for version in versions:
        parent_name = _name_on(names.get(version.parent_id or 0, []), version.starts_on)
        last = stretches[-1] if stretches else None
        if last is not None and last.ends_on == version.starts_on and _facts(last.version) == _facts(version):
            last.ends_on = version.ends_on
        else:
            stretches.append(Stretch(version, parent_name, version.starts_on, version.ends_on))
    return stretches[::-1]


def predecessors_of(unit: Unit) -> list[Heir]:
    """The units that ``unit`` took over from, under their last names. Two SQL queries."""
    rows = list(Succession.objects.filter(successor=unit).select_related("predecessor").order_by("on", "pk"))
    names = _names([row.predecessor_id for row in rows])
    return [Heir(row.predecessor, _name_on(names[row.predecessor_id], row.on), row.on) for row in rows]


def successors_of(unit: Unit) -> list[Heir]:
    """The units that took over from ``unit``, under their names of that day. Two SQL queries."""
    rows = list(Succession.objects.filter(predecessor=unit).select_related("successor").order_by("on", "pk"))
    names = _names([row.successor_id for row in rows])
    return [Heir(row.successor, _name_on(names[row.successor_id], row.on), row.on) for row in rows]


def _facts(version: UnitVersion) -> tuple[str, str, int | None, str]:
    return version.name, version.kind, version.parent_id, version.official_code


def _names(unit_ids: list[int]) -> dict[int, list[tuple[date, str]]]:
    names: dict[int, list[tuple[date, str]]] = {unit_id: [] for unit_id in unit_ids}
    rows = UnitVersion.objects.valid().filter(unit__in=set(unit_ids)).order_by("starts_on")
    for unit_id, starts_on, name in rows.values_list("unit_id", "starts_on", "name"):
        names[unit_id].append((starts_on, name))
    return names


def _name_on(known: list[tuple[date, str]], day: date) -> str:
    """The name of the version in force on ``day``, or the nearest before it, or the first."""
    before = [name for starts_on, name in known if starts_on <= day]
    return before[-1] if before else (known[0][1] if known else "")
