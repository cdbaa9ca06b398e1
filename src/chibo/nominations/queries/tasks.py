"""What nominations ask of someone on a day, and what the next meeting of a cell must take up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from chibo.domain.nominations.clocks import probation_ends_on
from chibo.domain.nominations.path import Form, NominationState, StepKind, missing_forms
from chibo.nominations.labels import AGENDA
from chibo.nominations.models import Nomination, PathStep
from chibo.nominations.queries.paths import ENDED, nominations_for, with_state
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

State = NominationState
NEXT_STEP: dict[str, StepKind] = {
    State.PROPOSED: StepKind.RECOGNISED,
    State.RECOGNISED: StepKind.HELPER,
    State.HELPED: StepKind.CERTIFICATE,
    State.TRAINED: StepKind.APPLICATION,
    State.APPLIED: StepKind.RESOLUTION,
    State.RESOLVED: StepKind.DECISION,
    State.DECIDED: StepKind.CEREMONY,
    State.ADMITTED: StepKind.OFFICIAL,
}
"""What is to be done next."""
OF_CELL = frozenset({State.PROPOSED, State.RECOGNISED, State.DECIDED, State.ADMITTED})
"""Where the committee waits for the cell; the states between are the person's own work."""
BEFORE_THE_END = timedelta(days=31)
"""So long before a probation is over its end is called to mind."""


@dataclass(frozen=True, slots=True)
class Due:
    """One nomination with the step to be taken next: by the viewer, by another (``waits``), or helped on (``helps``)."""

    number: int
    step: StepKind
    cell_name: str
    due_on: date | None
    waits: bool = False
    helps: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One nomination that a meeting must take up, called by its number: which step, and until when."""

    number: int
    step: StepKind
    due_on: date | None

    @property
    def words(self) -> str:
        """As the agenda says it, without a name."""
        return str(AGENDA[self.step]) % {"number": self.number}


def to_consider(cell: Unit, on: date) -> list[Point]:
    """What the meeting of ``cell`` on ``on`` must take up, first the nearest deadline. Two SQL queries.

    Those put forward, those who need a helper, files that are whole, ceremonies to hold, probations that are over.
    """
    rows = list(_ready(with_state(Nomination.objects.filter(cell=cell, proposed_on__lte=on), on), on))
    filed = _filed([row.pk for row in rows if row.state == State.APPLIED], on)
    points = []
    for row in rows:
        state = State(row.state)
        whole = state is State.APPLIED and not missing_forms(frozenset(filed.get(row.pk, ())))
        over = state is State.ADMITTED and probation_ends_on(row.admitted) <= on
        if whole or over or state in OF_CELL - {State.ADMITTED}:
            points.append(Point(row.pk, NEXT_STEP[state], row.due))
    return sorted(points, key=lambda point: (point.due_on or date.max, point.number))


def dues_for(viewer: User, day: date) -> list[Due]:
    """Every nomination of which something is asked of ``viewer`` on ``day``, or for which they wait. A bounded number of queries."""
    if viewer.is_local_operator:
        return []
    decides = _units(viewer, Right.DECIDE_ADMISSION)
    handles = _units(viewer, Right.HANDLE_NOMINATIONS) - decides
    rows = list(_ready(with_state(nominations_for(viewer, day), day), day))
    names = names_on({row.cell_id for row in rows}, day)
    dues = []
    for row in rows:
        state = State(row.state)
        if state is State.ADMITTED and day < probation_ends_on(row.admitted) - BEFORE_THE_END:
            continue
        told = (row.pk, NEXT_STEP[state], names.get(row.cell_id, ""), row.due)
        if row.cell_id in decides:
            if state is State.RESOLVED or state in OF_CELL:
                dues.append(Due(*told, waits=state is not State.RESOLVED))
        elif row.cell_id in handles:
            dues.append(Due(*told, waits=state is State.RESOLVED))
        elif row.helper_user == viewer.pk:
            dues.append(Due(*told, helps=True))
    return dues


def _ready(stated: Any, day: date) -> Any:
    """Those of ``stated`` that have not ended, with ``admitted`` (the day of the ceremony) and ``helper_user``."""
    steps = PathStep.objects.filter(nomination=OuterRef("pk"), on__lte=day)
    ceremony = steps.filter(kind=StepKind.CEREMONY).values("on")[:1]
    helper = steps.filter(helper__isnull=False).order_by("-number").values("helper__user_id")[:1]
    open_ones = stated.exclude(state__in=ENDED).annotate(admitted=Subquery(ceremony), helper_user=Subquery(helper))
    return open_ones.order_by("pk")


def _filed(nominations: list[int], day: date) -> dict[int, set[Form]]:
    filed: dict[int, set[Form]] = {}
    found = Nomination.objects.filter(pk__in=nominations, forms__received_on__lte=day)
    for pk, form in found.values_list("pk", "forms__form"):
        filed.setdefault(pk, set()).add(Form(form))
    return filed


def _units(viewer: User, right: Right) -> set[int]:
    if not scope_paths(viewer, right):
        return set()
    return set(UnitVersion.objects.valid().filter(in_scope(viewer, right)).values_list("unit_id", flat=True))
