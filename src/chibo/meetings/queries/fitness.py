"""Whether a calendar made earlier still fits the world: counted by the rules themselves, without the solver."""

from __future__ import annotations

from datetime import date

from chibo.domain.meeting_calendar.problem import Problem, Rule, RuleKind, Session
from chibo.domain.meeting_calendar.verify import broken_rules
from chibo.meetings.models import MonthPlan

_ORDER = [session.value for session in Session]


def slots_over(problem: Problem, on: date, session: str = Session.MORNING.value) -> frozenset[str]:
    """The slots of ``problem`` before ``session`` of ``on``."""
    return frozenset(
        slot.id
        for slot in problem.slots
        if slot.on < on or (slot.on == on and _ORDER.index(slot.session) < _ORDER.index(session))
    )


def misfits_of(plan: MonthPlan, problem: Problem, on: date) -> list[Rule]:
    """The rules of ``problem``, as the world is now, that ``plan`` breaks from ``on`` on. Empty where it fits."""
    over = slots_over(problem, on)
    meetings, desk = plan.result["meetings"], plan.result["desk"]
    met = {cell for cell, slot in meetings.items() if slot in over or slot.rpartition("-")[0] < on.isoformat()}
    return [
        rule
        for rule in broken_rules(problem, meetings, desk)
        if not over.intersection(rule.ids) and not (rule.kind is RuleKind.MEETS and rule.ids[0] in met)
    ]
