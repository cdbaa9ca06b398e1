"""Reading plans: who goes where, what cells become, in the words of the day they were made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404

from chibo.campaigns.models import CampaignCommune, Placement, Plan
from chibo.campaigns.queries.preparation import cell_names, size_findings
from chibo.campaigns.queries.problems import member_key
from chibo.domain.organisation import Standing
from chibo.domain.placement.problem import Cell, Member, Problem, Weights, parse
from chibo.domain.placement.verify import Breakdown, score
from chibo.domain.rules import Violation
from chibo.registry.models import Employment, Profile, Unit
from chibo.registry.models import Member as RegistryMember

if TYPE_CHECKING:
    pass


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
    """``plan`` with everything in words. Six SQL queries. For a plan that the viewer has been found to see."""
    return read_plans([plan])[0]


def read_plans(plans: Sequence[Plan]) -> list[Reading]:
    """Plans of one commune with everything in words, in their order: three SQL queries, and four for each day made."""
    found: dict[int, list[Placement]] = {plan.pk: [] for plan in plans}
    rows = Placement.objects.filter(plan__in=plans).select_related("member", "to_cell")
    for row in rows.order_by("member__sort_key", "member_id"):
        found[row.plan_id].append(row)
    problems = {plan.pk: parse(plan.problem) for plan in plans}
    every_code = {code for problem in problems.values() for code in problem.cells_by_id}
    codes = dict(Unit.objects.filter(code__in=every_code).values_list("pk", "code"))
    known: dict[date, _Known] = {}
    for day in {plan.made_on for plan in plans}:
        of_day = [row for plan in plans if plan.made_on == day for row in found[plan.pk]]
        known[day] = _known_on(plans[0].commune, day, of_day, codes)
    return [_reading(plan, problems[plan.pk], found[plan.pk], codes, known[plan.made_on]) for plan in plans]


@dataclass(frozen=True, slots=True)
class _Known:
    """What cells are called (by id), where members work and as what (by id), on a day."""

    cells: Mapping[int, str]
    offices: Mapping[int, str]
    positions: Mapping[int, str]


def _known_on(commune: CampaignCommune, on: date, rows: Sequence[Placement], codes: Mapping[int, str]) -> _Known:
    ids = {row.member_id for row in rows}
    return _Known(
        cell_names(commune, {*codes, *(row.from_cell_id for row in rows)}, on),
        dict(Employment.objects.on(on).filter(member__in=ids).values_list("member_id", "office__name")),
        dict(Profile.objects.on(on).filter(member__in=ids).values_list("member_id", "position")),
    )


def _reading(
    plan: Plan, problem: Problem, rows: Sequence[Placement], codes: Mapping[int, str], known: _Known
) -> Reading:
    names = {code: known.cells.get(pk, code) for pk, code in codes.items() if code in problem.cells_by_id}
    return Reading(plan, problem, names, tuple(_placed(row, problem, known) for row in rows))


def _placed(row: Placement, problem: Problem, known: _Known) -> Placed:
    key, code = member_key(row.member_id), row.to_cell.code
    member: Member = problem.members_by_id[key]
    return Placed(
        member_id=row.member_id,
        key=key,
        name=row.member.full_name,
        sort_key=row.member.sort_key,
        search_key=row.member.search_key,
        standing=Standing.OFFICIAL if member.official else Standing.PROBATIONARY,
        office=known.offices.get(row.member_id, ""),
        position=known.positions.get(row.member_id, ""),
        from_name=known.cells.get(row.from_cell_id, ""),
        to_code=code,
        to_name=known.cells.get(row.to_cell_id, code),
        is_home=member.home_cell == code,
        distance_m=0 if member.home_cell == code else member.distance_m.get(code),
        terms=row.terms,
        override_cost=row.override_cost,
        override_reason=row.override_reason,
    )


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
