"""Calendars: propose, give way in a rule, repair, adopt. A proposal never changes; a person adopts one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.problem import Problem, Rule, RuleKind, Session, parse
from chibo.domain.meeting_calendar.relaxations import can_relax
from chibo.domain.meeting_calendar.repair import changes_between, repair
from chibo.domain.meeting_calendar.result import Result
from chibo.domain.meeting_calendar.solver import solve
from chibo.domain.meetings import MeetingKind
from chibo.domain.rules import refusal
from chibo.meetings import policies
from chibo.meetings.models import STANDS, Meeting, MonthAdoption, MonthPlan, Relaxation, Wish
from chibo.meetings.queries.calendars import adoption_of
from chibo.meetings.queries.fitness import misfits_of, slots_over
from chibo.meetings.queries.problems import problem_of, with_present_leave
from chibo.meetings.wording import names_in, rules_words
from chibo.registry.models import Unit
from chibo.registry.queries.units import lock, name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("meetings.calendar_proposed", label=_("Lập dự thảo lịch"), allowed=policies.may_plan)
def propose_calendar(*, actor: User, commune: Unit, month: date, on: date) -> MonthPlan:
    """The proven cheapest calendar of ``commune`` for ``month`` is stored as its next proposal.

    Raises ``RuleBroken``: NO_CELL_TO_MEET, NO_CALENDAR_POSSIBLE (its params name the rules that clash, in words and
    under ``conflict`` as the solver does).
    """
    problem = problem_of(commune, month)
    _require_cells(commune, problem)
    result = solve(problem)
    if result.status is Status.INFEASIBLE:
        words = rules_words(result.conflict, names_in(commune, problem))
        conflict = [rule.to_json() for rule in result.conflict]
        require([refusal("NO_CALENDAR_POSSIBLE", rules=words, conflict=conflict)])
    return _store(actor, commune, month, on, problem, result)


@use_case("meetings.rule_relaxed", label=_("Nới quy tắc lập lịch"), allowed=policies.may_plan)
def relax_rule(*, actor: User, commune: Unit, month: date, rule: str, ids: Sequence[str], on: date) -> Relaxation:
    """In ``month`` the committee gives way in this rule; calendars proposed from now on are free of it.

    Raises ``RuleBroken``: RULE_STAYS where that would change nothing.
    """
    lock(commune)
    if rule not in set(RuleKind):
        require([refusal("RULE_STAYS")])
    problem = problem_of(commune, month)
    if not can_relax(problem, Rule(RuleKind(rule), tuple(ids))):
        require([refusal("RULE_STAYS")])
    row = Relaxation(commune=commune, month=month, rule=rule, ids=list(ids), made_by=actor, made_on=on)
    row.save()
    return row


@use_case("meetings.relaxation_withdrawn", label=_("Rút việc nới quy tắc"), allowed=policies.may_withdraw)
def withdraw_relaxation(*, actor: User, relaxation: Relaxation, on: date) -> Relaxation:
    """The rule holds again for calendars proposed from now on. Raises ``RuleBroken``: ALREADY_WITHDRAWN."""
    if relaxation.withdrawn_on is not None:
        require([refusal("ALREADY_WITHDRAWN", day=relaxation.withdrawn_on)])
    relaxation.withdrawn_on = on
    relaxation.save()
    return relaxation


@use_case("meetings.repair_proposed", label=_("Lập dự thảo sửa lịch"), allowed=policies.may_staff)
def propose_repair(
    *, actor: User, commune: Unit, month: date, on: date, session: str = Session.MORNING.value
) -> MonthPlan:
    """The calendar in force, mended with the fewest changes from ``session`` of ``on``, is stored as the next proposal.

    Leave and relaxations known now count; what is over stays as it was. Raises ``RuleBroken``: NO_CALENDAR_IN_FORCE,
    NOTHING_TO_REPAIR, NO_REPAIR_POSSIBLE (with the rules that clash, as ``propose_calendar``).
    """
    former = adoption_of(commune, month)
    if former is None:
        require([refusal("NO_CALENDAR_IN_FORCE", commune=name_on(commune, on), month=f"{month:%m/%Y}")])
        raise AssertionError("a refusal raises")
    plan = former.plan
    problem = with_present_leave(commune, month, parse(plan.problem))
    meetings, desk = plan.result["meetings"], plan.result["desk"]
    result = repair(problem, meetings=meetings, desk=desk, past=slots_over(problem, on, session))
    if result.status is Status.INFEASIBLE:
        words = rules_words(result.conflict, names_in(commune, problem))
        conflict = [rule.to_json() for rule in result.conflict]
        require([refusal("NO_REPAIR_POSSIBLE", rules=words, conflict=conflict)])
    if not changes_between(problem, meetings, desk, result).count:
        require([refusal("NOTHING_TO_REPAIR")])
    return _store(actor, commune, month, on, problem, result, repairs=plan)


@use_case("meetings.calendar_adopted", label=_("Duyệt lịch"), allowed=policies.may_adopt)
def adopt_calendar(*, actor: User, plan: MonthPlan, on: date) -> MonthAdoption:
    """``plan`` is in force, by ``actor``: its meetings are set, those that it moves are called off.

    The adoption before stays as it was; this one follows it. Adopting what is in force changes nothing.
    Raises ``RuleBroken``: CALENDAR_ADOPTED_BEFORE_MADE, CALENDAR_ADOPTED_BEFORE_FORMER, CALENDAR_OUT_OF_DATE,
    MEETING_HELD_ALREADY.
    """
    lock(plan.commune)
    former = adoption_of(plan.commune, plan.month)
    if former is not None and former.plan_id == plan.pk:
        return former
    if on < plan.made_on:
        require([refusal("CALENDAR_ADOPTED_BEFORE_MADE", on=on, made_on=plan.made_on)])
    if former is not None and on < former.adopted_on:
        require([refusal("CALENDAR_ADOPTED_BEFORE_FORMER", on=on, adopted_on=former.adopted_on)])
    problem = problem_of(plan.commune, plan.month)
    misfits = misfits_of(plan, problem, on)
    if misfits:
        words = rules_words(misfits, names_in(plan.commune, problem, parse(plan.problem)))
        require([refusal("CALENDAR_OUT_OF_DATE", rules=words)])
    adoption = MonthAdoption(
        commune=plan.commune, month=plan.month, plan=plan, follows=former, adopted_by=actor, adopted_on=on
    )
    adoption.save()
    _set_meetings(adoption, plan.result["meetings"], on)
    return adoption


def _set_meetings(adoption: MonthAdoption, meetings: Mapping[str, str], on: date) -> None:
    """The meetings of ``adoption`` stand; those of the month that it moves, or no longer knows, are called off."""
    cells = {unit.code: unit for unit in Unit.objects.filter(code__in=meetings)}
    halls = dict(Wish.objects.on(on).filter(cell__in=cells.values()).values_list("cell_id", "hall"))
    set_before = Meeting.objects.filter(STANDS, month=adoption.month, kind=MeetingKind.REGULAR)
    ours = set_before.filter(Q(adoption__commune=adoption.commune) | Q(cell__in=cells.values()))
    standing = {row.cell.code: row for row in ours.select_related("cell")}
    wanted = {code: _place(slot) for code, slot in meetings.items()}
    for code, row in sorted(standing.items()):
        if wanted.get(code) == (row.on, row.session):
            continue
        if row.on < on:
            require([refusal("MEETING_HELD_ALREADY", cell=name_on(row.cell, row.on), day=row.on)])
        row.called_off_by = adoption
        row.save()
    for code, (day, session) in sorted(wanted.items()):
        former = standing.get(code)
        if former is None or former.called_off_by_id is not None:
            cell = cells[code]
            Meeting(
                adoption=adoption,
                cell=cell,
                month=adoption.month,
                on=day,
                session=session,
                hall=halls.get(cell.pk, ""),
            ).save()


def _place(slot: str) -> tuple[date, str]:
    day, _dash, session = slot.rpartition("-")
    return date.fromisoformat(day), session


def _require_cells(commune: Unit, problem: Problem) -> None:
    if not problem.cells or not problem.slots:
        day = date.fromisoformat(problem.traditional_date)
        require([refusal("NO_CELL_TO_MEET", commune=name_on(commune, day), on=day)])


def _store(
    actor: User,
    commune: Unit,
    month: date,
    on: date,
    problem: Problem,
    result: Result,
    *,
    repairs: MonthPlan | None = None,
) -> MonthPlan:
    lock(commune)
    before: dict[str, Any] = MonthPlan.objects.filter(commune=commune, month=month).aggregate(last=Max("number"))
    plan = MonthPlan(
        commune=commune,
        month=month,
        number=(before["last"] or 0) + 1,
        repairs=repairs,
        made_by=actor,
        made_on=on,
        problem=problem.to_json(),
        result=result.to_json(),
    )
    plan.save()
    return plan
