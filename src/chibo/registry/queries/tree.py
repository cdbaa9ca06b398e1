"""The tree of units as a viewer opens it: each row with the strength of its subtree and the cells that need care."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from chibo.domain import rules
from chibo.domain.organisation import CellFacts, MemberFacts, Standing, UnitKind
from chibo.domain.rules import Violation
from chibo.domain.vietnamese import sort_key
from chibo.registry.models import UnitVersion
from chibo.registry.models.units import UNIT_KINDS
from chibo.registry.queries.units import Strength, cell_strengths_on, cells_below, roots_on, units_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

_KIND_RANK = {kind: rank for rank, (kind, _label) in enumerate(UNIT_KINDS)}
_OFFICIAL = MemberFacts(0, "", Standing.OFFICIAL)
_PROBATIONARY = MemberFacts(0, "", Standing.PROBATIONARY)


@dataclass(frozen=True, slots=True)
class Overview:
    """A unit's subtree on a day: its strength, and how many of its cells have each warning on their size."""

    strength: Strength
    warned: Counter[str] = field(default_factory=Counter)

    @property
    def too_small(self) -> int:
        return self.warned["CELL_TOO_SMALL"]

    @property
    def committee_due(self) -> int:
        return self.warned["CELL_NEEDS_COMMITTEE"]

    @property
    def very_large(self) -> int:
        return self.warned["CELL_VERY_LARGE"]


@dataclass(slots=True)
class Branch:
    """One row of the tree; ``children`` are filled where it is open."""

    version: UnitVersion
    overview: Overview
    has_children: bool
    is_open: bool = False
    children: list[Branch] = field(default_factory=list)


def tree_on(day: date, *, viewer: User, opened: Collection[str] | None = None) -> list[Branch]:
    """The topmost units that ``viewer`` sees, with the children of the units whose codes are in ``opened``.

    ``None`` opens a sole root. Six SQL queries however many rows.
    """
    roots = roots_on(day, viewer=viewer)
    if opened is None:
        opened = {roots[0].unit.code} if len(roots) == 1 else set()
    below = list(units_on(day, viewer=viewer).filter(parent__code__in=opened)) if opened else []
    return _branches(roots, below, day, viewer=viewer)


def branch_on(version: UnitVersion, day: date, *, viewer: User, is_open: bool) -> Branch:
    """The row of one unit with its children where it is open. Five SQL queries at most."""
    below = list(units_on(day, viewer=viewer).filter(parent=version.unit_id)) if is_open else []
    return _branches([version], below, day, viewer=viewer)[0]


def overviews_on(versions: Iterable[UnitVersion], day: date, *, viewer: User) -> dict[int, Overview]:
    """The overview of each of ``versions``, by unit id. Three SQL queries."""
    tops = {version.path: version.unit_id for version in versions}
    cells = cells_below(tops, day, viewer=viewer)
    counted = cell_strengths_on(day, cells.values("unit_id"))
    strengths: dict[int, Strength] = defaultdict(Strength)
    warned: dict[int, Counter[str]] = defaultdict(Counter)
    for unit_id, path, kind in cells.values_list("unit_id", "path", "kind"):
        strength = counted.get(unit_id, Strength(cells=1))
        codes = [violation.code for violation in size_warnings("", kind, strength, on=day)]
        prefix = "/"
        for part in path.strip("/").split("/"):
            prefix += f"{part}/"
            if prefix in tops:
                strengths[tops[prefix]] += strength
                warned[tops[prefix]].update(codes)
    return {unit_id: Overview(strengths[unit_id], warned[unit_id]) for unit_id in tops.values()}


def size_warnings(name: str, kind: str, strength: Strength, *, on: date) -> list[Violation]:
    """What the rules say of a cell of this strength."""
    members = (_OFFICIAL,) * strength.official + (_PROBATIONARY,) * strength.probationary
    return rules.check_cell_size(CellFacts(code="", name=name, kind=UnitKind(kind), members=members), on=on)


def in_reading_order(versions: Iterable[UnitVersion]) -> list[UnitVersion]:
    """Siblings as people list them: by kind, then by name, “khu phố 2” before “khu phố 10”."""
    return sorted(versions, key=lambda version: (_KIND_RANK[version.kind], _natural(version.name), version.unit_id))


def _branches(tops: list[UnitVersion], below: list[UnitVersion], day: date, *, viewer: User) -> list[Branch]:
    rows = [*tops, *below]
    overviews = overviews_on(rows, day, viewer=viewer)
    ids = [version.unit_id for version in rows]
    parents = set(units_on(day, viewer=viewer).filter(parent__in=ids).order_by().values_list("parent_id", flat=True))
    branches = {
        version.unit_id: Branch(version, overviews[version.unit_id], version.unit_id in parents) for version in rows
    }
    for version in in_reading_order(below):
        above = branches.get(version.parent_id or 0)
        if above is not None:
            above.is_open = True
            above.children.append(branches[version.unit_id])
    return [branches[version.unit_id] for version in in_reading_order(tops)]


def _natural(name: str) -> str:
    return sort_key(re.sub(r"\d+", lambda number: number[0].zfill(5), name))
