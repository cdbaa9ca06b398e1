"""Who must be told when a calendar follows another: the cells that move, the clerks whose half-days change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from chibo.domain.meeting_calendar.month import in_time
from chibo.domain.meeting_calendar.relaxations import is_substitute
from chibo.meetings.models import MonthPlan
from chibo.registry.models import Unit
from chibo.registry.queries.units import secretaries_on


@dataclass(frozen=True, slots=True)
class MovedCell:
    """A cell (code) that meets in another slot; ``secretary`` is to be told, empty where the cell has none."""

    cell: str
    before: str
    after: str
    secretary: str


@dataclass(frozen=True, slots=True)
class ChangedClerk:
    """A clerk (an id of the problem) with the (slot, counter) no longer and newly served."""

    officer: str
    released: tuple[tuple[str, str], ...]
    called: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """All who must be told."""

    cells: tuple[MovedCell, ...]
    clerks: tuple[ChangedClerk, ...]

    @property
    def count(self) -> int:
        return len(self.cells) + len(self.clerks)


def told_of(plan: MonthPlan, former: MonthPlan, on: date) -> Told:
    """What ``plan`` changes of ``former``, by who must hear of it, for what lies on ``on`` or later. Two SQL queries."""
    before, after = former.result["meetings"], plan.result["meetings"]
    moved = [code for code in sorted(before.keys() | after.keys()) if before.get(code) != after.get(code)]
    units = dict(Unit.objects.filter(code__in=moved).values_list("code", "pk"))
    led = secretaries_on(units.values(), on)
    cells = tuple(
        MovedCell(
            code,
            before.get(code, ""),
            after.get(code, ""),
            led[units[code]].member.full_name if units.get(code) in led else "",
        )
        for code in moved
    )
    return Told(cells, _changed_clerks(plan, former, on))


def _changed_clerks(plan: MonthPlan, former: MonthPlan, on: date) -> tuple[ChangedClerk, ...]:
    old, new = _duties(former, on), _duties(plan, on)
    changed = (
        ChangedClerk(officer, _by_time(old[officer] - new[officer]), _by_time(new[officer] - old[officer]))
        for officer in sorted({*old, *new})
        if not is_substitute(officer)
    )
    return tuple(clerk for clerk in changed if clerk.released or clerk.called)


def _duties(plan: MonthPlan, on: date) -> defaultdict[str, set[tuple[str, str]]]:
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for slot, posts in plan.result["desk"].items():
        if slot.rpartition("-")[0] >= on.isoformat():
            for counter, officer in posts.items():
                found[officer].add((slot, counter))
    return found


def _by_time(posts: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(posts, key=lambda post: (in_time(post[0]), post[1])))
