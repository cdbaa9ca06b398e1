"""What concerns ask of someone on a day: for the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from chibo.domain.feedback.concerns import ConcernState, read_back_by
from chibo.feedback.labels import THEMES
from chibo.feedback.models import Concern
from chibo.feedback.queries.concerns import concerns_for, offices_of, with_state
from chibo.feedback.queries.identities import kept_for
from chibo.registry.models import Membership, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit


class Step(StrEnum):
    """What is to be done next, and by which side the viewer stands."""

    ROUTE = "ROUTE"
    ANSWER = "ANSWER"
    READ_BACK = "READ_BACK"
    JUDGE = "JUDGE"
    ERASE = "ERASE"
    AWAIT_ANSWER = "AWAIT_ANSWER"
    AWAIT_CELL = "AWAIT_CELL"
    OFFICE_ANSWERS = "OFFICE_ANSWERS"


WAITING = frozenset({Step.AWAIT_ANSWER, Step.AWAIT_CELL, Step.OFFICE_ANSWERS})


@dataclass(frozen=True, slots=True)
class Due:
    """One concern with the step that ``viewer`` has to take, or waits for: never its wording, which may be long."""

    step: Step
    pk: int
    theme: str
    cell_name: str
    due_on: date | None


def dues_for(viewer: User, day: date) -> list[Due]:
    """Every concern of which something is asked of ``viewer`` on ``day``, or for which they wait. A bounded number of queries."""
    places = _Places(viewer, day)
    if not places.any:
        return []
    seen = concerns_for(viewer, day, offices=(places.works, places.leads))
    rows = with_state(seen, day).exclude(state__in=[ConcernState.CLOSED, ConcernState.JOINED])
    found = [(step, row) for row in rows.order_by("pk") for step in places.steps(row)]
    kept = [row for row in kept_for(viewer) if row.erase_on <= day]
    names = names_on({row.cell_id for _step, row in found} | {row.concern.cell_id for row in kept}, day)
    dues = [Due(step, row.pk, THEMES[row.theme], names.get(row.cell_id, ""), _due_on(step, row)) for step, row in found]
    return dues + [
        Due(Step.ERASE, row.concern_id, THEMES[row.concern.theme], names.get(row.concern.cell_id, ""), row.erase_on)
        for row in kept
    ]


def to_read_back(cell: Unit, on: date) -> list[Any]:
    """Concerns of ``cell`` answered by ``on`` and not read back in it yet: owed to its next meeting. One SQL query."""
    rows = with_state(Concern.objects.filter(cell=cell, raised_on__lte=on), on)
    return list(rows.filter(state=ConcernState.ANSWERED).order_by("answered", "pk"))


def _due_on(step: Step, row: Any) -> date | None:
    return read_back_by(row.answered) if row.answered is not None and step is not Step.JUDGE else row.due


class _Places:
    """Where the viewer stands: on the committee's, the office's or the cell's side of which concerns."""

    def __init__(self, viewer: User, day: date) -> None:
        self.is_operator = viewer.is_local_operator
        member = {"member__user": viewer}
        self.routes = self._units(viewer, Right.ROUTE_CONCERNS)
        self.answers = self._units(viewer, Right.ANSWER_CONCERNS) if not self.routes else set()
        self.judges = self._units(viewer, Right.NOTE_CONCERNS) if not self.routes else set()
        self.works, self.leads = offices_of(viewer, day)
        self.meets = set(Membership.objects.on(day).filter(**member).values_list("cell_id", flat=True))

    @property
    def any(self) -> bool:
        sides = (self.routes, self.answers, self.judges, self.works, self.leads)
        return not self.is_operator and any(sides)

    def steps(self, row: Any) -> Iterator[Step]:
        """What the viewer does, or waits for, about one concern with its state; nothing where it concerns others."""
        office = (row.latest_office_commune_id, row.latest_office_code)
        routes, judges = row.cell_id in self.routes, row.cell_id in self.judges
        if row.state == ConcernState.NOTED:
            if routes:
                yield Step.ROUTE
            elif judges:
                yield Step.AWAIT_ANSWER
        elif row.state == ConcernState.ROUTED:
            if office[0] in self.answers or office in self.leads:
                yield Step.ANSWER
            elif office in self.works and row.cell_id in self.meets:
                yield Step.OFFICE_ANSWERS
            elif routes or judges:
                yield Step.AWAIT_ANSWER
        elif judges:
            yield Step.READ_BACK if row.state == ConcernState.ANSWERED else Step.JUDGE
        elif routes:
            yield Step.AWAIT_CELL

    @staticmethod
    def _units(viewer: User, right: Right) -> set[int]:
        if not scope_paths(viewer, right):
            return set()
        return set(UnitVersion.objects.valid().filter(in_scope(viewer, right)).values_list("unit_id", flat=True))
