"""Finding plans and reading them: who goes where, what cells become, how plans differ."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext

from chibo.campaigns.models import CampaignCommune, Placement, Plan
from chibo.campaigns.queries.communes import adoption_of
from chibo.campaigns.queries.preparation import cell_names, size_findings
from chibo.campaigns.queries.problems import member_key
from chibo.campaigns.queries.shape import movers_on, shape_of
from chibo.domain.organisation import Standing
from chibo.domain.placement.problem import Cell, Member, Problem, Weights, parse
from chibo.domain.placement.verify import Breakdown, score
from chibo.domain.rules import Severity, Violation
from chibo.registry.models import Employment, Profile, Unit
from chibo.registry.models import Member as RegistryMember
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


def summaries_of(commune: CampaignCommune, *, viewer: User) -> list[Summary]:
    """The plans of ``commune`` by number. Three SQL queries."""
    plans = list(plans_of(commune, viewer=viewer))
    overrides: dict[int, set[tuple[int, int, int, str]]] = {plan.pk: set() for plan in plans}
    rows = Placement.objects.filter(plan__in=plans).exclude(override_cost=None)
    for row in rows:
        overrides[row.plan_id].add((row.member_id, row.to_cell_id, row.override_cost, row.override_reason))
    by_hand = {plan.pk for plan in plans if plan.made_from_id and overrides[plan.pk] - overrides[plan.made_from_id]}
    continued = {plan.made_from_id for plan in plans if plan.pk in by_hand}
    adoption = adoption_of(commune) if plans else None
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
    return out_of_date_by_plan(plan.commune, [plan], on)[plan.pk]


def out_of_date_by_plan(commune: CampaignCommune, plans: Sequence[Plan], on: date) -> dict[int, list[Violation]]:
    """``out_of_date`` of several plans of one commune, by id. Five SQL queries however many."""
    shape = shape_of(commune, on)
    moving = {stay.member_id: stay.member.full_name for stay in movers_on(commune, shape, on)}
    rows = Placement.objects.filter(plan__in=plans).select_related("member", "to_cell").order_by("pk")
    placed: dict[int, dict[int, Placement]] = {plan.pk: {} for plan in plans}
    for row in rows:
        placed[row.plan_id][row.member_id] = row
    return {plan.pk: list(_misfits(plan, placed[plan.pk], moving, set(shape.receiving))) for plan in plans}


def _misfits(
    plan: Plan, placed: Mapping[int, Placement], moving: Mapping[int, str], receiving: set[int]
) -> Iterator[Violation]:
    title = gettext("Phương án %(number)s") % {"number": plan.number}
    for pk, name in moving.items():
        if pk not in placed:
            yield _blocking("PLAN_MISSES_MEMBER", plan=title, member=name)
    for pk, row in placed.items():
        if pk not in moving:
            yield _blocking("PLAN_MEMBER_GONE", plan=title, member=row.member.full_name)
    cells = {row.to_cell_id: row.to_cell.code for row in placed.values()}
    for pk, code in sorted(cells.items()):
        if pk not in receiving:
            yield _blocking("PLAN_CELL_CLOSED", plan=title, cell=code)


def _blocking(code: str, **params: Any) -> Violation:
    return Violation(code, Severity.BLOCKING, params)


@dataclass(frozen=True, slots=True)
class Placed:
    """One placement of a plan, as pages show it. ``distance_m`` is ``None`` where the home is not known."""

    member_id: int
    key: str
    name: str
    sort_key: str
    search_key: str
    standing: Standing
    office: str
    position: str
    from_name: str
    to_code: str
    to_name: str
    is_home: bool
    distance_m: int | None
    terms: Mapping[str, int]
    override_cost: int | None
    override_reason: str

    @property
    def is_override(self) -> bool:
        return self.override_cost is not None


@dataclass(frozen=True, slots=True)
class Growth:
    """A receiving cell before and after a plan, with the warnings on its size at both times."""

    code: str
    name: str
    cell: Cell
    arrivals: tuple[Placed, ...]
    before: tuple[Violation, ...]
    after: tuple[Violation, ...]

    @property
    def arriving(self) -> int:
        return len(self.arrivals)

    @property
    def members_after(self) -> int:
        return self.cell.members + len(self.arrivals)

    @property
    def official_after(self) -> int:
        return self.cell.official_members + sum(row.standing is Standing.OFFICIAL for row in self.arrivals)


@dataclass(frozen=True)
class Reading:
    """A plan with its problem and everything in words, under the names of the day it was made."""

    plan: Plan
    problem: Problem
    names: Mapping[str, str]
    rows: tuple[Placed, ...]

    @property
    def placements(self) -> dict[str, str]:
        return dict(self.plan.result["placements"])

    @cached_property
    def by_key(self) -> dict[str, Placed]:
        return {row.key: row for row in self.rows}

    @cached_property
    def growths(self) -> list[Growth]:
        """Each receiving cell in order of code."""
        arrivals: dict[str, list[Placed]] = {code: [] for code in self.problem.cells_by_id}
        for row in self.rows:
            arrivals[row.to_code].append(row)
        found = []
        for code, cell in self.problem.cells_by_id.items():
            name, rows = self.names.get(code, code), arrivals[code]
            official = [row.standing is Standing.OFFICIAL for row in rows]
            found.append(
                Growth(
                    code=code,
                    name=name,
                    cell=cell,
                    arrivals=tuple(rows),
                    before=tuple(size_findings(cell, name, (), on=self.plan.made_on)),
                    after=tuple(size_findings(cell, name, official, on=self.plan.made_on)),
                )
            )
        return found

    def member(self, member_id: int) -> Placed:
        """Raises ``Http404`` for a member whom the plan does not place."""
        found = self.by_key.get(member_key(member_id))
        if found is None:
            raise Http404
        return found

    def scored_by(self, weights: Weights) -> Breakdown:
        """What the plan is worth under ``weights`` instead of its own, changes against an earlier plan left out."""
        weights = dataclasses.replace(weights, change=0)
        return score(dataclasses.replace(self.problem, weights=weights), self.placements)


def read_plan(plan: Plan) -> Reading:
    """``plan`` with everything in words. Seven SQL queries. For a plan that the viewer has been found to see."""
    problem, on = parse(plan.problem), plan.made_on
    rows = list(plan.placements.select_related("member", "to_cell").order_by("member__sort_key", "member_id"))
    ids = [row.member_id for row in rows]
    codes = dict(Unit.objects.filter(code__in=problem.cells_by_id).values_list("pk", "code"))
    names = cell_names(plan.commune, {*codes, *(row.from_cell_id for row in rows)}, on)
    offices = dict(Employment.objects.on(on).filter(member__in=ids).values_list("member_id", "office__name"))
    positions = dict(Profile.objects.on(on).filter(member__in=ids).values_list("member_id", "position"))
    placed = []
    for row in rows:
        key = member_key(row.member_id)
        member: Member = problem.members_by_id[key]
        code = row.to_cell.code
        placed.append(
            Placed(
                member_id=row.member_id,
                key=key,
                name=row.member.full_name,
                sort_key=row.member.sort_key,
                search_key=row.member.search_key,
                standing=Standing.OFFICIAL if member.official else Standing.PROBATIONARY,
                office=offices.get(row.member_id, ""),
                position=positions.get(row.member_id, ""),
                from_name=names.get(row.from_cell_id, ""),
                to_code=code,
                to_name=names.get(row.to_cell_id, code),
                is_home=member.home_cell == code,
                distance_m=0 if member.home_cell == code else member.distance_m.get(code),
                terms=row.terms,
                override_cost=row.override_cost,
                override_reason=row.override_reason,
            )
        )
    return Reading(plan, problem, {code: names.get(pk, code) for pk, code in codes.items()}, tuple(placed))


def member_and_cell(placed: Placed, code: str) -> tuple[RegistryMember, Unit]:
    """The rows behind a placement's member and a cell's code, both found in a plan of the viewer."""
    return RegistryMember.objects.get(pk=placed.member_id), Unit.objects.get(code=code)


def changed_keys(readings: Sequence[Reading]) -> list[str]:
    """Keys of the members whom the plans do not all place in the same cell, by given name."""
    everyone = {row.key: row for reading in readings for row in reading.rows}
    found = [
        row
        for row in everyone.values()
        if len({reading.by_key[row.key].to_code if row.key in reading.by_key else "" for reading in readings}) > 1
    ]
    return [row.key for row in sorted(found, key=lambda row: (row.sort_key, row.key))]
