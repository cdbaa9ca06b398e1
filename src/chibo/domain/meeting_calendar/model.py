"""A calendar problem as one integer linear program with whole-number costs, the same for every solver.

Columns: ``x[c, s]`` for each cell and slot allowed to it; ``y[s, k, o]`` for each working slot, counter and officer who is
qualified and not on leave; the largest and the smallest load of an officer; and for each slot the price of its number of
meetings. Once the two loads and the meetings are settled, the desk is a flow.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from chibo.domain.integer_programs.linear import Integers, LinearModel
from chibo.domain.integer_programs.program import Program
from chibo.domain.meeting_calendar.problem import MEETINGS_OF_LEADER_A_DAY, Problem
from chibo.domain.meeting_calendar.verify import day_cost, spread_cost


@dataclass(frozen=True, eq=False)
class CalendarModel:
    """The program of a problem, in which every cost is a negative gain."""

    meetings: dict[tuple[str, str], int]
    """The column of each cell in each slot allowed to it."""
    duties: dict[tuple[str, str, str], int]
    """The column of each slot, counter and officer."""
    linear: LinearModel

    def meetings_in(self, values: Integers) -> dict[str, str]:
        """The slot of each cell in a solution, in order of cell ids."""
        return {cell: slot for (cell, slot), column in self.meetings.items() if values[column] == 1}

    def desk_in(self, values: Integers) -> dict[str, dict[str, str]]:
        """The officer at each counter in each working slot, in order of time."""
        desk: dict[str, dict[str, str]] = {}
        for (slot, counter, officer), column in self.duties.items():
            if values[column] == 1:
                desk.setdefault(slot, {})[counter] = officer
        return desk


def build(problem: Problem) -> CalendarModel:
    """The program of ``problem``."""
    slots, cells, officers = problem.slots_by_id, problem.cells_by_id, problem.officers_by_id
    weights = problem.weights
    meetings = {
        key: column
        for column, key in enumerate(
            (cell.id, slot) for cell in cells.values() for slot in slots if slot in cell.allowed
        )
    }
    posts = [
        (slot, counter, officer.id)
        for slot in problem.working_slots
        for counter in problem.counters
        for officer in officers.values()
        if counter in officer.counters and slot not in officer.leave
    ]
    duties = {key: len(meetings) + place for place, key in enumerate(posts)}
    costs = [
        day_cost(problem, cells[cell], slots[slot])
        + (weights.session if slots[slot].session != cells[cell].preferred_session else 0)
        for cell, slot in meetings
    ]
    costs += [weights.not_primary if officers[officer].primary != counter else 0 for _slot, counter, officer in duties]
    program = Program([-cost for cost in costs])

    for cell in cells:
        program.add_row([meetings[cell, slot] for slot in slots if (cell, slot) in meetings], equal=1)
    for slot in slots:
        here = [meetings[cell, slot] for cell in cells if (cell, slot) in meetings]
        most = min(problem.max_meetings_per_slot, len(here))
        program.add_count_value(here, [-spread_cost(weights, count) for count in range(most + 1)])
    apart = [*problem.halls, *(leader.cells for leader in problem.leaders_by_id.values())]
    for group in apart:
        for slot in slots:
            program.add_row([meetings[cell, slot] for cell in group if (cell, slot) in meetings], at_most=1)
    days = defaultdict(list)
    for each in slots.values():
        days[each.date].append(each.id)
    for leader in problem.leaders_by_id.values():
        if len(leader.cells) > MEETINGS_OF_LEADER_A_DAY:
            for of_day in days.values():
                here = [meetings[cell, slot] for cell in leader.cells for slot in of_day if (cell, slot) in meetings]
                program.add_row(here, at_most=MEETINGS_OF_LEADER_A_DAY)

    serving: dict[tuple[str, str], list[int]] = {(officer, slot): [] for officer in officers for slot in slots}
    manned: dict[tuple[str, str], list[int]] = {
        (slot, counter): [] for slot in problem.working_slots for counter in problem.counters
    }
    for (slot, counter, officer), column in duties.items():
        serving[officer, slot].append(column)
        manned[slot, counter].append(column)
    for columns in manned.values():
        program.add_row(columns, equal=1)
    for (officer, slot), columns in serving.items():
        attended = [meetings[cell, slot] for cell in officers[officer].cells if (cell, slot) in meetings]
        for meeting in attended if columns else ():
            program.add_row([*columns, meeting], at_most=1)
        if not attended and len(columns) > 1:
            program.add_row(columns, at_most=1)
    _add_loads(program, problem, serving)
    return CalendarModel(meetings, duties, program.finished())


def _add_loads(program: Program, problem: Problem, serving: dict[tuple[str, str], list[int]]) -> None:
    """The limit of each officer's slots at a counter, and the price of the difference between the most and the fewest."""
    loads: dict[str, list[int]] = {officer: [] for officer in problem.officers_by_id}
    for (officer, _slot), columns in serving.items():
        loads[officer].extend(columns)
    if not loads:
        return
    total, count, limit = len(problem.working_slots) * len(problem.counters), len(loads), problem.max_desk_slots
    fairness = problem.weights.fairness
    most = program.add_column(-fairness, limit, whole=True, early=True)
    fewest = program.add_column(fairness, min(limit, total // count), whole=True, early=True)
    program.lower[most] = min(limit, -(-total // count))  # the average, rounded up; above the limit there is no plan
    for columns in loads.values():
        program.add_row(columns, minus={most: 1}, at_most=0)
        program.add_row(columns, minus={fewest: 1}, at_least=0)
