"""Finding nominations as of a day, without whom they are about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.http import Http404

from chibo.domain.nominations.path import ENDS, WAY, Form, NominationFacts, NominationState, StepKind
from chibo.nominations.labels import LATE
from chibo.nominations.models import Nomination, PathStep
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User

ENDED = sorted(state.value for state in ENDS)


def nominations_for(viewer: User, day: date) -> QuerySet:
    """Nominations put forward by ``day`` that ``viewer`` may see: in scope, one's own, and those one helps or helped."""
    scope = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_NOMINATIONS)).values("unit_id")
    seen = Q(cell__in=scope)
    if not viewer.is_local_operator:
        helped = PathStep.objects.filter(helper__user=viewer, on__lte=day).values("nomination_id")
        seen |= Q(proposed_by=viewer) | Q(pk__in=helped)
    return Nomination.objects.filter(seen, proposed_on__lte=day).select_related("cell").order_by("pk")


def nomination_of(pk: int, day: date, *, viewer: User) -> Nomination:
    """Raises ``Http404`` where there is none that ``viewer`` may see on ``day``."""
    found = nominations_for(viewer, day).filter(pk=pk).select_related("proposed_by").first()
    if found is None:
        raise Http404
    return found


def with_state(nominations: QuerySet, day: date) -> QuerySet:
    """``nominations`` with ``state`` (a ``NominationState`` code), ``since`` when, and ``due`` as known on ``day``.

    ``due``: the last day for the next step, ``None`` where no clock runs; ``urgency``: 0 late, 1 under way, 2 ended;
    ``rank``: how far on the way.
    """
    latest = PathStep.objects.filter(nomination=OuterRef("pk"), on__lte=day).order_by("-number")
    raw = {
        "state": Subquery(latest.values("state")[:1], output_field=CharField()),
        "since": Subquery(latest.values("on")[:1], output_field=DateField()),
        "due": Subquery(latest.values("due_on")[:1], output_field=DateField()),
    }
    ranks = [When(state=state.value, then=Value(place)) for place, state in enumerate((*WAY, *NominationState))]
    rank = Case(*ranks, output_field=IntegerField())
    urgency = Case(When(due__lt=day, then=0), When(state__in=ENDED, then=2), default=1, output_field=IntegerField())
    return nominations.annotate(**raw).annotate(urgency=urgency, rank=rank)


def in_state(stated: QuerySet, code: str, day: date) -> QuerySet:
    """Those of ``stated`` (from ``with_state``) in the state ``code``, or ``LATE``."""
    return stated.filter(due__lt=day) if code == LATE else stated.filter(state=code)


def state_counts(stated: QuerySet, day: date) -> dict[str, int]:
    """How many of ``stated`` stand in each state on ``day``, and how many are ``LATE``. One SQL query."""
    wanted = {state.value: Count("pk", filter=Q(state=state.value)) for state in NominationState}
    return stated.order_by().aggregate(**wanted, **{LATE: Count("pk", filter=Q(due__lt=day))})


def that_took(nominations: QuerySet, kind: str, year: int, day: date) -> QuerySet:
    """Those of ``nominations`` that took a step of ``kind`` in ``year``, by ``day``."""
    took = PathStep.objects.filter(nomination=OuterRef("pk"), kind=kind, on__year=year, on__lte=day)
    return nominations.filter(Exists(took))


def under_commune(nominations: QuerySet, code: str) -> QuerySet:
    """Those of ``nominations`` in a cell that stands, or once stood, under the commune with this code."""
    cells = UnitVersion.objects.valid().filter(parent__code=code).values("unit_id")
    return nominations.filter(cell__in=cells)


def steps_of(nomination: Nomination, day: date) -> list[PathStep]:
    """What happened by ``day``, first to last, with the people. One SQL query."""
    return list(nomination.steps.filter(on__lte=day).select_related("taken_by", "helper").order_by("number"))


def facts_of(nomination: Nomination, day: date = date.max) -> NominationFacts:
    """The nomination as the rules see it at the end of ``day`` (all that is entered). Two SQL queries."""
    return facts_as_of(nomination, steps_of(nomination, day), day)


def facts_as_of(nomination: Nomination, steps: list[PathStep], day: date) -> NominationFacts:
    """As ``facts_of``, from the ``steps`` of that day. One SQL query."""
    on = {step.kind: step.on for step in steps}
    certified = [step.certified_on for step in steps if step.certified_on is not None]
    received = [step.received_on for step in steps if step.received_on is not None]
    forms = nomination.forms.filter(received_on__lte=day).values_list("form", flat=True)
    return NominationFacts(
        number=nomination.pk,
        state=NominationState(steps[-1].state),
        last_on=steps[-1].on,
        forms=frozenset(Form(form) for form in forms),
        certified_on=max(certified, default=None),
        resolved_on=on.get(StepKind.RESOLUTION),
        decided_on=on.get(StepKind.DECISION),
        received_on=received[-1] if received else None,
        admitted_on=on.get(StepKind.CEREMONY),
    )


def lock(nomination: Nomination) -> Nomination:
    """``nomination`` read again and locked until the end of the transaction."""
    return Nomination.objects.select_for_update(of=("self",)).select_related("cell").get(pk=nomination.pk)


def latest_step(nomination: Nomination) -> PathStep:
    """The last step entered."""
    return nomination.steps.order_by("-number").select_related("helper")[0]


def helper_name(steps: list[PathStep]) -> str:
    """Who helps at the end of ``steps``; empty where nobody does."""
    return next((step.helper.full_name for step in reversed(steps) if step.helper is not None), "")
