"""Finding concerns as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from chibo.domain.feedback.concerns import ConcernFacts, ConcernState
from chibo.feedback.labels import OVERDUE
from chibo.feedback.models import Concern, Handling
from chibo.registry.models import Employment, Membership, Office, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User

Offices = tuple[set[tuple[int, str]], set[tuple[int, str]]]
"""Commune and code of the offices in which somebody works, and of those that they lead."""
STEPS = ("answered", "read_back", "closed")


def concerns_for(viewer: User, day: date, *, offices: Offices | None = None) -> QuerySet:
    """Concerns raised by ``day`` that ``viewer`` may see.

    Those of the cells in scope and of the viewer's own cell; for who leads or works in an office, and for the head of
    office, those that came to it by then. ``offices``: those of ``offices_of``, where they are known already.
    """
    scope = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_CONCERNS)).values("unit_id")
    seen = Q(cell__in=scope)
    if not viewer.is_local_operator:
        own = Membership.objects.on(day).filter(member__user=viewer).values("cell_id")
        answers = UnitVersion.objects.valid().filter(in_scope(viewer, Right.ANSWER_CONCERNS)).values("unit_id")
        to_offices = Q(office__commune__in=answers)
        works, leads = offices if offices is not None else offices_of(viewer, day)
        for commune, code in works | leads:
            to_offices |= Q(office__commune=commune, office__code=code)
        came = Handling.objects.filter(to_offices, routed_on__lte=day).values("concern_id")
        seen |= Q(cell__in=own) | Q(pk__in=came)
    return Concern.objects.filter(seen, raised_on__lte=day).select_related("cell").order_by("pk")


def concern_of(pk: int, day: date, *, viewer: User) -> Concern:
    """Raises ``Http404`` where there is none that ``viewer`` may see on ``day``."""
    found = concerns_for(viewer, day).filter(pk=pk).select_related("noted_by", "joined_into").first()
    if found is None:
        raise Http404
    return found


def has_own(viewer: User) -> bool:
    """Whether ``viewer`` is a member of some cell and so may note concerns there. One SQL query."""
    return Membership.objects.open().filter(member__user=viewer).exists()


def with_state(concerns: QuerySet, day: date) -> QuerySet:
    """``concerns`` with ``state`` (a ``ConcernState`` code), the days and the office of its round as known on ``day``.

    ``answered``, ``read_back``, ``closed``: the days of its latest round, ``latest_office_name`` who has it; ``due``: the
    last day for the answer while it is awaited; ``urgency``: 0 overdue, then as the work goes on.
    """
    latest = Handling.objects.filter(concern=OuterRef("pk"), routed_on__lte=day).order_by("-number")
    names = (
        "office__commune_id",
        "office__code",
        "office__name",
        "routed_on",
        "due_on",
        *(f"{step}_on" for step in STEPS),
    )
    raw = {_alias(name): Subquery(latest.values(name)[:1]) for name in names}
    known = {step: Case(When(**{f"latest_{step}__lte": day}, then=F(f"latest_{step}"))) for step in STEPS}
    state = Case(
        When(joined_on__lte=day, then=Value(ConcernState.JOINED.value)),
        When(closed__isnull=False, then=Value(ConcernState.CLOSED.value)),
        When(read_back__isnull=False, then=Value(ConcernState.READ_BACK.value)),
        When(answered__isnull=False, then=Value(ConcernState.ANSWERED.value)),
        When(latest_routed__isnull=False, then=Value(ConcernState.ROUTED.value)),
        default=Value(ConcernState.NOTED.value),
        output_field=CharField(),
    )
    waits = Q(state__in=[ConcernState.NOTED, ConcernState.ROUTED])
    due = Case(When(waits, then=Coalesce(F("latest_due"), F("due_on"))), output_field=DateField())
    later = {ConcernState.ANSWERED: 2, ConcernState.READ_BACK: 2, ConcernState.CLOSED: 3, ConcernState.JOINED: 4}
    ranks = [When(state=each, then=rank) for each, rank in later.items()]
    urgency = Case(When(due__lt=day, then=0), *ranks, default=1, output_field=IntegerField())
    found = concerns.annotate(**raw).annotate(**known).annotate(state=state)
    found = found.annotate(latest_answer=Case(When(answered__isnull=False, then=Subquery(latest.values("answer")[:1]))))
    return found.annotate(due=due).annotate(urgency=urgency)


def in_state(stated: QuerySet, code: str, day: date) -> QuerySet:
    """Those of ``stated`` (from ``with_state``) in the state ``code``, or ``OVERDUE``."""
    return stated.filter(due__lt=day) if code == OVERDUE else stated.filter(state=code)


def state_counts(stated: QuerySet, day: date) -> dict[str, int]:
    """How many of ``stated`` stand in each state on ``day``, and how many are ``OVERDUE``. One SQL query."""
    wanted = {state.value: Count("pk", filter=Q(state=state.value)) for state in ConcernState}
    return stated.order_by().aggregate(**wanted, **{OVERDUE: Count("pk", filter=Q(due__lt=day))})


def facts_of(concern: Concern) -> ConcernFacts:
    """The concern's days as the rules see them, all that are entered. One SQL query."""
    return facts_as_of(concern, rounds_of(concern, date.max), date.max)


def rounds_of(concern: Concern, day: date) -> list[Handling]:
    """The rounds begun by ``day``, first to last, each with its office and people."""
    people = ("office", "routed_by", "answered_by", "read_back_by", "closed_by")
    return list(concern.handlings.filter(routed_on__lte=day).select_related(*people).order_by("number"))


def facts_as_of(concern: Concern, rounds: Sequence[Handling], day: date) -> ConcernFacts:
    """The concern's days as known on ``day``, with the latest of ``rounds`` (from ``rounds_of`` that day)."""
    facts = ConcernFacts(concern.pk, concern.raised_on, concern.due_on, concern.joined_on)
    if not rounds:
        return facts
    latest = rounds[-1]

    def known(on: date | None) -> date | None:
        return on if on is not None and on <= day else None

    return replace(
        facts,
        due_on=latest.due_on,
        office=latest.office.name,
        routed_on=latest.routed_on,
        answered_on=known(latest.answered_on),
        read_back_on=known(latest.read_back_on),
        closed_on=known(latest.closed_on),
    )


def under_way(concern: Concern) -> Handling:
    """The round under way, locked until the end of the transaction. Raises ``Handling.DoesNotExist``."""
    found = Handling.objects.select_for_update(of=("self",)).select_related("office")
    return found.get(concern=concern, passed_on=None, reopened_on=None)


def lock(concern: Concern) -> Concern:
    """``concern`` read again and locked until the end of the transaction."""
    return Concern.objects.select_for_update(of=("self",)).select_related("cell").get(pk=concern.pk)


def _alias(name: str) -> str:
    return f"latest_{name.removesuffix('_on').replace('__', '_')}"


def offices_of(viewer: User, day: date) -> Offices:
    """Commune and code of the offices in which ``viewer`` works, and of those that they lead, on ``day``. Two SQL queries."""
    works = Employment.objects.on(day).filter(member__user=viewer)
    leads = Office.objects.on(day).filter(head__user=viewer)
    return (
        set(works.values_list("office__commune_id", "office__code")),
        set(leads.values_list("commune_id", "code")),
    )
