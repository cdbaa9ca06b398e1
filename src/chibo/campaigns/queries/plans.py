"""Finding plans: who may see them, where each comes from, whether it still fits the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext

from chibo.campaigns.models import Adoption, CampaignCommune, Placement, Plan
from chibo.campaigns.queries.shape import movers_on, shape_of
from chibo.domain.rules import Violation, refusal
from chibo.registry.policies import Right, may

if TYPE_CHECKING:
    from chibo.accounts.models import User


def may_see_plans(viewer: User, commune: CampaignCommune) -> bool:
    """Plans name members, so they are for those who may see the members of the commune."""
    return may(viewer, Right.VIEW_MEMBERS, commune.unit)


def plans_of(commune: CampaignCommune, *, viewer: User) -> QuerySet:
    """The plans of ``commune`` by number, without their problems; none for a viewer who may not see its members."""
    if not may_see_plans(viewer, commune):
        return Plan.objects.none()
    return Plan.objects.filter(commune=commune).defer("problem").select_related("made_by").order_by("number")


def chosen_plans(commune: CampaignCommune, numbers: Iterable[int], *, viewer: User) -> list[Plan]:
    """The plans of ``commune`` with these numbers, with their problems. One SQL query."""
    found = plans_of(commune, viewer=viewer).filter(number__in=list(numbers)).defer(None)
    plans = list(found.select_related("made_by"))
    for plan in plans:
        plan.commune = commune
    return plans


def plan_of(commune: CampaignCommune, number: int, *, viewer: User) -> Plan:
    """Raises ``Http404`` where there is none that ``viewer`` may see."""
    found = Plan.objects.filter(commune=commune, number=number).select_related("made_by", "made_from").first()
    if found is None or not may_see_plans(viewer, commune):
        raise Http404
    found.commune = commune
    return found


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan in a list. ``is_by_hand``: one member of ``made_from`` was moved by a person; ``is_replan``: made to stay
    close to ``made_from``; ``is_passed``: changed by hand once more since, so only its successor matters.
    """

    plan: Plan
    override_count: int
    is_by_hand: bool
    is_replan: bool
    is_passed: bool
    is_adopted: bool


def adoption_on(commune: CampaignCommune, day: date) -> Adoption | None:
    """The adoption in force on ``day``."""
    held = commune.adoptions.filter(adopted_on__lte=day).exclude(withdrawn_on__lte=day)
    return held.select_related("plan", "adopted_by").order_by("pk").last()


def summaries_of(commune: CampaignCommune, *, viewer: User, adoption: Adoption | None) -> list[Summary]:
    """The plans of ``commune`` by number, with the one that ``adoption`` names as adopted. Two SQL queries."""
    plans = list(plans_of(commune, viewer=viewer))
    overrides: dict[int, set[tuple[int, int, int | None, str]]] = {plan.pk: set() for plan in plans}
    rows = Placement.objects.filter(plan__in=plans).exclude(override_cost=None)
    for row in rows:
        overrides[row.plan_id].add((row.member_id, row.to_cell_id, row.override_cost, row.override_reason))
    by_hand = {plan.pk for plan in plans if plan.made_from_id and overrides[plan.pk] - overrides[plan.made_from_id]}
    continued = {plan.made_from_id for plan in plans if plan.pk in by_hand}
    return [
        Summary(
            plan=plan,
            override_count=len(overrides[plan.pk]),
            is_by_hand=plan.pk in by_hand,
            is_replan=plan.made_from_id is not None and plan.pk not in by_hand,
            is_passed=plan.pk in by_hand and plan.pk in continued,
            is_adopted=adoption is not None and adoption.plan_id == plan.pk,
        )
        for plan in plans
    ]


def current_summaries(summaries: Iterable[Summary]) -> list[Summary]:
    """Those worth looking at: every proposal, and of plans changed by hand again and again the last."""
    return [summary for summary in summaries if not summary.is_passed or summary.is_adopted]


def out_of_date(plan: Plan, on: date) -> list[Violation]:
    """Why ``plan`` no longer fits the world of ``on``: members come or gone, cells closed. Empty where it fits."""
    shape = shape_of(plan.commune, on)
    moving = {stay.member_id: stay.member.full_name for stay in movers_on(plan.commune, shape, on)}
    return misfits_of([plan], moving, shape.receiving)[plan.pk]


def misfits_of(
    plans: Sequence[Plan], moving: Mapping[int, str], receiving: Iterable[int]
) -> dict[int, list[Violation]]:
    """``out_of_date`` of several plans of one commune, by id, where those who move (id to name) and the receiving cells
    are at hand. One SQL query."""
    rows = Placement.objects.filter(plan__in=plans).select_related("member", "to_cell").order_by("pk")
    placed: dict[int, dict[int, Placement]] = {plan.pk: {} for plan in plans}
    for row in rows:
        placed[row.plan_id][row.member_id] = row
    cells = set(receiving)
    return {plan.pk: list(_misfits(plan, placed[plan.pk], moving, cells)) for plan in plans}


def _misfits(
    plan: Plan, placed: Mapping[int, Placement], moving: Mapping[int, str], receiving: set[int]
) -> Iterator[Violation]:
    title = gettext("Phương án %(number)s") % {"number": plan.number}
    for pk, name in moving.items():
        if pk not in placed:
            yield refusal("PLAN_MISSES_MEMBER", plan=title, member=name)
    for pk, row in placed.items():
        if pk not in moving:
            yield refusal("PLAN_MEMBER_GONE", plan=title, member=row.member.full_name)
    cells = {row.to_cell_id: row.to_cell.code for row in placed.values()}
    for pk, code in sorted(cells.items()):
        if pk not in receiving:
            yield refusal("PLAN_CELL_CLOSED", plan=title, cell=code)
