"""The cost of a calendar and the hard rules it breaks, in plain arithmetic: no solver, no model, no floats.

This is the format's own table read aloud, kept apart from the model so that each can be held against the other.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from datetime import date

from chibo.domain.meeting_calendar.problem import (
    MEETINGS_OF_LEADER_A_DAY,
    Cell,
    Desk,
    Meetings,
    Problem,
    Rule,
    RuleKind,
    Slot,
    Weights,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """What each term of the format's table adds to the cost."""

    day: int = 0
    session: int = 0
    spread: int = 0
    not_primary: int = 0
    fairness: int = 0

    @property
    def total(self) -> int:
        return sum(self.to_json().values())

    def to_json(self) -> dict[str, int]:
        return {entry.name: getattr(self, entry.name) for entry in TERMS}


TERMS = dataclasses.fields(Breakdown)


def score(problem: Problem, meetings: Meetings, desk: Desk) -> Breakdown:
    """What the calendar costs, term by term; it need not be complete nor keep the rules."""
    weights, slots = problem.weights, problem.slots_by_id
    held = [(cell, slots[meetings[cell.id]]) for cell in problem.cells if meetings.get(cell.id) in slots]
    sizes = Counter(slot.id for _cell, slot in held)
    primary = {officer.id: officer.primary for officer in problem.officers}
    duties = [(counter, officer) for posts in desk.values() for counter, officer in posts.items()]
    loads = desk_loads(problem, desk)
    return Breakdown(
        day=sum(day_cost(problem, cell, slot) for cell, slot in held),
        session=sum(weights.session for cell, slot in held if slot.session != cell.preferred_session),
        spread=sum(spread_cost(weights, count) for count in sizes.values()),
        not_primary=sum(weights.not_primary for counter, officer in duties if primary.get(officer) != counter),
        fairness=weights.fairness * (max(loads.values()) - min(loads.values())) if loads else 0,
    )


def day_cost(problem: Problem, cell: Cell, slot: Slot) -> int:
    """What it costs that ``cell`` meets so many days from the traditional date."""
    away = abs((slot.on - date.fromisoformat(problem.traditional_date)).days)
    return cell.weight * problem.weights.day * away


def spread_cost(weights: Weights, count: int) -> int:
    """The sum of the first ``count`` entries of ``spread_steps``, where the last one repeats."""
    steps = weights.spread_steps
    return sum(steps[:count]) + max(0, count - len(steps)) * steps[-1]


def desk_loads(problem: Problem, desk: Desk) -> dict[str, int]:
    """How many slots each officer serves at a counter."""
    loads = dict.fromkeys(problem.officers_by_id, 0)
    for posts in desk.values():
        for officer in set(posts.values()) & loads.keys():
            loads[officer] += 1
    return loads


def broken_rules(problem: Problem, meetings: Meetings, desk: Desk) -> tuple[Rule, ...]:
    """Every hard rule that the calendar breaks; empty for one that may stand.

    ``COUNTER`` stands for a counter without an officer, or with one who is unknown or not qualified for it.
    """
    slots, officers = problem.slots_by_id, problem.officers_by_id
    broken = [
        Rule(RuleKind.MEETS, (cell.id,))
        for cell in problem.cells_by_id.values()
        if meetings.get(cell.id) not in cell.allowed
    ]
    broken += [Rule(RuleKind.MEETS, (cell,)) for cell in sorted(meetings.keys() - problem.cells_by_id.keys())]
    met = {cell: slots[slot] for cell, slot in meetings.items() if slot in slots and cell in problem.cells_by_id}
    broken += [Rule(RuleKind.HALL, hall) for hall in problem.halls if _most_at_once(hall, met) > 1]
    for leader in problem.leaders_by_id.values():
        if _most_at_once(leader.cells, met) > 1:
            broken.append(Rule(RuleKind.LEADER, (leader.id,)))
        days = Counter(met[cell].date for cell in leader.cells if cell in met)
        crowded = sorted(day for day, count in days.items() if count > MEETINGS_OF_LEADER_A_DAY)
        broken += [Rule(RuleKind.LEADER_DAY, (leader.id, day)) for day in crowded]
    sizes = Counter(slot.id for slot in met.values())
    broken += [Rule(RuleKind.SLOT_LIMIT, (slot,)) for slot in slots if sizes[slot] > problem.max_meetings_per_slot]
    for slot in problem.working_slots:
        posts = desk.get(slot, {})
        for counter in problem.counters:
            officer = officers.get(posts.get(counter, ""))
            if officer is None or counter not in officer.counters:
                broken.append(Rule(RuleKind.COUNTER, (counter, slot)))
        serving = Counter(posts.values())
        for officer_id in sorted(serving.keys() & officers.keys()):
            officer = officers[officer_id]
            if serving[officer_id] > 1:
                broken.append(Rule(RuleKind.ONE_COUNTER, (officer_id, slot)))
            if slot in officer.leave:
                broken.append(Rule(RuleKind.LEAVE, (officer_id, slot)))
            broken += [
                Rule(RuleKind.ATTENDS, (officer_id, cell))
                for cell in officer.cells
                if cell in met and met[cell].id == slot
            ]
    strange = sorted(desk.keys() - set(problem.working_slots))
    broken += [Rule(RuleKind.COUNTER, (counter, slot)) for slot in strange for counter in sorted(desk[slot])]
    loads = desk_loads(problem, desk)
    broken += [Rule(RuleKind.DESK_LIMIT, (officer,)) for officer in loads if loads[officer] > problem.max_desk_slots]
    return tuple(broken)


def uncovered(problem: Problem, meetings: Meetings) -> tuple[tuple[str, str], ...]:
    """The counters that nobody could serve in a slot because of meetings, as (slot, counter), with each officer at one only.

    A largest matching of officers who are there to counters is taken, so that as few as possible stay empty.
    """
    empty: list[tuple[str, str]] = []
    for slot in problem.working_slots:
        there = [
            officer
            for officer in problem.officers_by_id.values()
            if slot not in officer.leave and not any(meetings.get(cell) == slot for cell in officer.cells)
        ]
        served: dict[str, str] = {}
        for officer in there:
            _seat(officer.id, {each.id: each.counters for each in there}, served, set())
        empty += [(slot, counter) for counter in problem.counters if counter not in served]
    return tuple(empty)


def _seat(officer: str, counters: dict[str, tuple[str, ...]], served: dict[str, str], tried: set[str]) -> bool:
    """Seat ``officer`` at a counter, moving others on if that frees one (an augmenting path)."""
    for counter in counters[officer]:
        if counter in tried:
            continue
        tried.add(counter)
        if counter not in served or _seat(served[counter], counters, served, tried):
            served[counter] = officer
            return True
    return False


def _most_at_once(cells: tuple[str, ...], met: dict[str, Slot]) -> int:
    return max(Counter(met[cell].id for cell in cells if cell in met).values(), default=0)
