"""Where a viewer may give tasks, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chibo.domain.organisation import COMMUNE_KINDS
from chibo.domain.tasks import Giver, TaskSide
from chibo.meetings.queries.resolutions import cells_to_resolve
from chibo.meetings.queries.tasks import people_of
from chibo.registry.models import Member, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.tree import in_reading_order

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in whose name tasks are given, as ``giver``."""

    giver: str
    unit: Unit
    name: str

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.giver}.{self.unit.code}"

    @property
    def sides(self) -> list[str]:
        """Where the work that it gives may lie."""
        if self.giver == Giver.OFFICE:
            return [TaskSide.OFFICE.value]
        return [TaskSide.NEIGHBOURHOOD.value, TaskSide.OFFICE.value]


def places_for(viewer: User, day: date) -> list[Place]:
    """Every place in whose name ``viewer`` may give tasks on ``day``: committees, offices, then cells. Three SQL queries."""
    kinds = [str(kind) for kind in COMMUNE_KINDS]
    communes = UnitVersion.objects.on(day).filter(kind__in=kinds).select_related("unit").order_by("path")
    found = [
        Place(giver.value, row.unit, row.name)
        for giver, right in ((Giver.COMMITTEE, Right.RESOLVE), (Giver.OFFICE, Right.GIVE_OFFICE_TASKS))
        for row in communes.filter(in_scope(viewer, right))
    ]
    cells = in_reading_order(cells_to_resolve(viewer, day))
    return found + [Place(Giver.CELL.value, row.unit, row.name) for row in cells]


def owner_choices(giver: str, unit: Unit, day: date) -> list[tuple[str, str]]:
    """Keys and names of those to whom ``unit`` may give tasks on ``day``, by given name. One SQL query."""
    return [(str(pk), name) for pk, name in people_of(giver, unit, day).values_list("pk", "full_name")]


def owner_called(key: str) -> Member | None:
    """The member of a key of ``owner_choices``."""
    return Member.objects.filter(pk=key, withdrawn_at=None).first() if key.isdecimal() else None
