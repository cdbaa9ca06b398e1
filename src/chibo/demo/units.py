"""All units of the demo with their history: as a register of a day knew them, and what changed when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from chibo.demo.cells import cells
from chibo.demo.geography import DemoUnit, Phase, areas


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a unit on a day: ``before`` is ``None`` when it began, ``after`` is ``None`` when it ended."""

    on: date
    code: str
    before: Phase | None
    after: Phase | None


@cache
def all_units() -> tuple[DemoUnit, ...]:
    """Every unit with its whole history, each parent before its children."""
    return areas() + cells()


def known_on(units: Iterable[DemoUnit], day: date) -> tuple[DemoUnit, ...]:
    """The units as a register kept on ``day`` shows them: what begins or ends later is not known yet."""
    known = []
    for unit in units:
        phases = [phase for phase in unit.phases if phase.starts_on <= day]
        if not phases:
            continue
        if phases[-1].ends_on is not None and phases[-1].ends_on > day:
            phases[-1] = replace(phases[-1], ends_on=None)
        known.append(replace(unit, phases=tuple(phases)))
    return tuple(known)


def changes(units: Iterable[DemoUnit], *, after: date, until: date) -> tuple[Change, ...]:
    """What happens to ``units`` after ``after`` up to and including ``until``, oldest first.

    On one day units begin first (parents before children), then others change, and units end last (children before
    parents): the order in which the changes can be entered one by one.
    """
    found = [
        (change.on, *_rank(change, order), change)
        for order, unit in enumerate(units)
        for change in _changes_of(unit)
        if after < change.on <= until
    ]
    return tuple(change for *_, change in sorted(found, key=lambda row: row[:3]))


def _rank(change: Change, order: int) -> tuple[int, int]:
    if change.before is None:
        return 0, order
    return (1, order) if change.after is not None else (2, -order)


def _changes_of(unit: DemoUnit) -> Iterator[Change]:
    before: Phase | None = None
    for phase in unit.phases:
        yield Change(phase.starts_on, unit.code, before, phase)
        before = phase
    if before is not None and before.ends_on is not None:
        yield Change(before.ends_on, unit.code, before, None)


@cache
def units_by_code() -> dict[str, DemoUnit]:
    """Every unit by its code."""
    return {unit.code: unit for unit in all_units()}
