"""Plans: propose, change by hand, adopt. A plan is a proposal and never changes; a person adopts one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.campaigns import policies
from chibo.campaigns.models import Adoption, CampaignCommune, Placement, Plan
from chibo.campaigns.queries.communes import adoption_of, lock, reorganisation_of
from chibo.campaigns.queries.plans import out_of_date
from chibo.campaigns.queries.problems import member_id, member_key, problem_of, rules_of
from chibo.campaigns.queries.shape import movers_on, shape_of
from chibo.campaigns.wording import rules_in_words, usual_name
from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.problem import Problem, parse
from chibo.domain.placement.solver import solve
from chibo.domain.placement.verify import moves_of, score, terms_of_member
from chibo.domain.problem_fields import MalformedProblem
from chibo.domain.rules import refusal
from chibo.registry.models import Member, Unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("campaigns.plan_proposed", label=_("Lập phương án"), allowed=policies.may_plan)
def propose_plan(
    *,
    actor: User,
    commune: CampaignCommune,
    on: date,
    name: str = "",
    rules: Mapping[str, Any] | None = None,
    previous: Plan | None = None,
    max_changes: int | None = None,
) -> Plan:
    """The proven best plan for ``commune`` as things stand on ``on`` is stored as its next plan.

    ``rules`` over the commune's and the campaign's own; ``previous``: stay close to that plan, changing at most
    ``max_changes`` of its placements where given; who stays where a person had put them keeps cost and reason.
    Raises ``RuleBroken``: NOTHING_TO_PLAN, NO_RECEIVING_CELL, BAD_RULES, NO_PLAN_POSSIBLE (its params name the rules
    that clash, in words and under ``conflict`` as the solver does), TOO_FEW_CHANGES, PLAN_OF_ANOTHER_COMMUNE,
    ALREADY_DECIDED.
    """
    _refuse_when_decided(commune, on)
    if previous is not None and previous.commune_id != commune.pk:
        require([refusal("PLAN_OF_ANOTHER_COMMUNE")])
    chosen = rules_of(commune) | dict(rules or {})
    kept = list(previous.placements.select_related("to_cell")) if previous is not None else []
    before = {member_key(row.member_id): row.to_cell.code for row in kept}
    problem = _problem(commune, on, chosen, before)
    result = solve(problem, max_changes=max_changes)
    if result.status is Status.INFEASIBLE:
        if not result.conflict:
            require([refusal("TOO_FEW_CHANGES", plan=previous.name if previous else "", count=max_changes)])
        conflict = [rule.to_json() for rule in result.conflict]
        require([refusal("NO_PLAN_POSSIBLE", rules=rules_in_words(conflict, on=on), conflict=conflict)])
    overrides = {
        row.member_id: (row.override_cost, row.override_reason)
        for row in kept
        if row.override_cost is not None and result.placements.get(member_key(row.member_id)) == row.to_cell.code
    }
    return _store(actor, commune, on, problem, result.to_json(), name=name, made_from=previous, overrides=overrides)


@use_case("campaigns.placement_overridden", label=_("Điều chỉnh phân công"), allowed=policies.may_plan)
def override_placement(
    *, actor: User, commune: CampaignCommune, plan: Plan, member: Member, cell: Unit, reason: str, on: date
) -> Plan:
    """A new plan as ``plan``, but with ``member`` in ``cell``: what that costs is stored beside the reason.

    Hard rules that it breaks are refused. Raises ``RuleBroken``: REASON_WANTED_HERE, OVERRIDE_BREAKS_RULES,
    ALREADY_DECIDED, NOT_IN_PLAN, PLAN_OF_ANOTHER_COMMUNE.
    """
    _refuse_when_decided(commune, on)
    if plan.commune_id != commune.pk:
        require([refusal("PLAN_OF_ANOTHER_COMMUNE")])
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    problem, placements = parse(plan.problem), dict(plan.result["placements"])
    key = member_key(member.pk)
    moves = {move.cell: move for move in moves_of(problem, placements, key)} if key in placements else {}
    if cell.code not in moves or placements[key] == cell.code:
        require([refusal("NOT_IN_PLAN", member=member.full_name, cell=cell.code)])
    move = moves[cell.code]
    if move.broken:
        broken = rules_in_words((rule.to_json() for rule in move.broken), on=on)
        require([refusal("OVERRIDE_BREAKS_RULES", rules=broken)])
    placements[key] = cell.code
    breakdown = score(problem, placements)
    optimum = plan.result["bound"]
    result = plan.result | {
        "status": "OPTIMAL" if breakdown.total == optimum else "FEASIBLE",
        "objective": breakdown.total,
        "placements": placements,
        "breakdown": breakdown.to_json(),
    }
    rows = list(plan.placements.all())
    overrides = {
        row.member_id: (row.override_cost, row.override_reason) for row in rows if row.override_cost is not None
    }
    overrides[member.pk] = (move.cost, reason.strip())
    return _store(
        actor,
        commune,
        on,
        problem,
        result,
        name="" if plan.name == usual_name(plan.number) else plan.name,
        made_from=plan,
        overrides=overrides,
        from_cells={row.member_id: row.from_cell_id for row in rows},
    )


@use_case("campaigns.plan_adopted", label=_("Duyệt phương án"), allowed=policies.may_adopt)
def adopt_plan(*, actor: User, commune: CampaignCommune, plan: Plan, on: date) -> Adoption:
    """``plan`` is the commune's own, by ``actor``; one adopted before is withdrawn.

    Raises ``RuleBroken``: ALREADY_DECIDED, PLAN_OF_ANOTHER_COMMUNE, ADOPTED_BEFORE_MADE, ADOPTED_BEFORE_FORMER, and
    what ``out_of_date`` finds.
    """
    lock(commune)
    _refuse_when_decided(commune, on)
    if plan.commune_id != commune.pk:
        require([refusal("PLAN_OF_ANOTHER_COMMUNE")])
    if on < plan.made_on:
        require([refusal("ADOPTED_BEFORE_MADE", plan=plan.name, on=on, made_on=plan.made_on)])
    require(out_of_date(plan, on))
    former = adoption_of(commune)
    if former is not None:
        if former.plan_id == plan.pk:
            return former
        if on < former.adopted_on:
            require([refusal("ADOPTED_BEFORE_FORMER", plan=former.plan.name, on=on, adopted_on=former.adopted_on)])
        former.withdrawn_on = on
        former.save()
    adoption = Adoption(commune=commune, plan=plan, adopted_by=actor, adopted_on=on)
    adoption.save()
    return adoption


def _problem(
    commune: CampaignCommune, on: date, rules: Mapping[str, Any], previous: Mapping[str, str] | None
) -> Problem:
    try:
        problem = problem_of(commune, on, rules=rules, previous=previous)
    except MalformedProblem as error:
        if error.path == "cells":
            require([refusal("NO_RECEIVING_CELL", commune=name_on(commune.unit_id, on), on=on)])
        require([refusal("BAD_RULES", why=str(error))])
        raise
    if not problem.members:
        require([refusal("NOTHING_TO_PLAN", commune=name_on(commune.unit_id, on), on=on)])
    return problem


def _store(
    actor: User,
    commune: CampaignCommune,
    on: date,
    problem: Problem,
    result: Mapping[str, Any],
    *,
    name: str = "",
    made_from: Plan | None = None,
    overrides: Mapping[int, tuple[int | None, str]] | None = None,
    from_cells: Mapping[int, int] | None = None,
) -> Plan:
    lock(commune)
    number = (commune.plans.aggregate(last=Max("number"))["last"] or 0) + 1
    plan = Plan(
        commune=commune,
        number=number,
        name=name or usual_name(number),
        made_from=made_from,
        made_by=actor,
        made_on=on,
        problem=problem.to_json(),
        result=dict(result),
    )
    plan.save()
    cells = dict(Unit.objects.filter(code__in=problem.cells_by_id).values_list("code", "pk"))
    if from_cells is None:
        from_cells = {stay.member_id: stay.cell_id for stay in movers_on(commune, shape_of(commune, on), on)}
    given = overrides or {}
    Placement.objects.bulk_create(
        Placement(
            plan=plan,
            member_id=member_id(key),
            from_cell_id=from_cells[member_id(key)],
            to_cell_id=cells[code],
            terms=terms_of_member(problem, problem.members_by_id[key], problem.cells_by_id[code]).to_json(),
            override_cost=given.get(member_id(key), (None, ""))[0],
            override_reason=given.get(member_id(key), (None, ""))[1],
        )
        for key, code in sorted(result["placements"].items())
    )
    return plan


def _refuse_when_decided(commune: CampaignCommune, on: date) -> None:
    if reorganisation_of(commune) is not None:
        require([refusal("ALREADY_DECIDED", commune=name_on(commune.unit_id, on))])
