"""Calendars: 300 communes in one run, ours beside the formulation that a textbook would give.

``python -m bench.calendars [--communes N]`` makes up N communes of a country (5 to 20 cells, 3 to 6 counters, a month of
2019 or 2020 each, leaves, shared halls, leaders of several cells), lets each way find every optimum in turn, and prints how
many calendars a second each finds. "HiGHS" and "CP-SAT" are given the generic model below: one variable for each cell and
slot, one for each slot, counter and officer, the rules as they are read, the largest and the smallest load as a maximum and
a minimum; CP-SAT gets every fifth commune only. Times go from the problem in memory to the proven optimum; ours also hold the choice among equals and the check.
Ends with status 1 if two of them disagree.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any

from chibo.domain.meeting_calendar.month import days_around, slots_on, traditional_day
from chibo.domain.meeting_calendar.problem import (
    MEETINGS_OF_LEADER_A_DAY,
    Cell,
    Leader,
    Officer,
    Problem,
    Session,
)
from chibo.domain.meeting_calendar.verify import day_cost, spread_cost

TIME_LIMIT = 60.0
Groups = list[tuple[list[Any], int]]


def a_commune(seed: int) -> Problem:
    """A commune made up by chance, the same for the same ``seed``."""
    chance = random.Random(seed)
    month = date(chance.choice((2019, 2020)), chance.randint(1, 12), 1)
    day = traditional_day(month)
    slots = slots_on(days_around(day, before=2, after=5))
    cells = [
        Cell(
            id=f"C{number:02}",
            allowed=tuple(slot.id for slot in slots if slot.session in sessions),
            preferred_session=sessions[0],
            weight=chance.choice((0, 1, 1, 2)),
        )
        for number in range(chance.randint(5, 20))
        for sessions in [chance.sample([each.value for each in Session], chance.choice((1, 2, 2, 3, 3)))]
    ]
    ids = [cell.id for cell in cells]
    counters = [f"Q{number}" for number in range(chance.randint(3, 6))]
    officers = []
    for number in range(len(counters) * 2 + chance.randint(1, 6)):
        primary = counters[number % len(counters)]
        others = [counter for counter in counters if counter != primary]
        away = {f"{chance.choice(slots).date}-{part}" for part in ("MORNING", "AFTERNOON") if chance.random() < 0.1}
        officers.append(
            Officer(
                id=f"O{number:02}",
                counters=(primary, *chance.sample(others, chance.randint(0, 2))),
                primary=primary,
                cells=(chance.choice(ids),),
                leave=tuple(slot.id for slot in slots if slot.id in away),
            )
        )
    return Problem(
        traditional_date=day.isoformat(),
        slots=slots,
        cells=tuple(cells),
        halls=tuple(tuple(chance.sample(ids, 2)) for _ in range(len(cells) // 4)),
        leaders=tuple(Leader(id=f"L{n}", cells=tuple(chance.sample(ids, 3))) for n in range(len(cells) // 5)),
        counters=tuple(counters),
        officers=tuple(officers),
        max_meetings_per_slot=max(3, len(cells) // 3),
        max_desk_slots=10,
    )


def ours(problem: Problem) -> int | None:
    from chibo.domain.meeting_calendar.solver import solve

    return solve(problem).cost


def at_most_one(problem: Problem) -> Groups:
    """The rules of halls and leaders: of these cells and slots at most so many."""
    slots = problem.slots_by_id
    groups: Groups = []
    for apart in [*problem.halls, *(leader.cells for leader in problem.leaders)]:
        groups += [([(cell, slot) for cell in apart], 1) for slot in slots]
    by_day = defaultdict(list)
    for slot in slots.values():
        by_day[slot.date].append(slot.id)
    for leader in problem.leaders:
        for of_day in by_day.values():
            groups.append(([(cell, slot) for cell in leader.cells for slot in of_day], MEETINGS_OF_LEADER_A_DAY))
    return groups


def duties_of(problem: Problem) -> list[tuple[str, str, str]]:
    """Slot, counter and officer wherever somebody qualified is there."""
    return [
        (slot, counter, officer.id)
        for slot in problem.working_slots
        for counter in problem.counters
        for officer in problem.officers
        if counter in officer.counters and slot not in officer.leave
    ]


def meeting_cost(problem: Problem, cell: Cell, slot: str) -> int:
    held = problem.slots_by_id[slot]
    wrong_session = problem.weights.session if held.session != cell.preferred_session else 0
    return day_cost(problem, cell, held) + wrong_session


def highs(problem: Problem) -> int | None:
    """The generic model as rows of a matrix, given to HiGHS's branch and cut."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    columns: dict[Any, int] = {}
    costs: list[float] = []
    rows: list[tuple[dict[int, int], float, float]] = []

    def column(key: Any, cost: float = 0) -> int:
        columns[key] = len(columns)
        costs.append(cost)
        return columns[key]

    def row(entries: dict[int, int], lower: float, upper: float) -> None:
        rows.append((entries, lower, upper))

    weights, slots, officers = problem.weights, problem.slots_by_id, problem.officers_by_id
    for cell in problem.cells:
        row({column((cell.id, slot), meeting_cost(problem, cell, slot)): 1 for slot in cell.allowed}, 1, 1)
    for slot in slots:
        here = [columns[cell.id, slot] for cell in problem.cells if (cell.id, slot) in columns]
        counts = {
            column(("count", slot, count), spread_cost(weights, count)): count
            for count in range(problem.max_meetings_per_slot + 1)
        }
        row(dict.fromkeys(counts, 1), 1, 1)
        row(dict.fromkeys(here, 1) | {each: -count for each, count in counts.items()}, 0, 0)
    for group, limit in at_most_one(problem):
        row({columns[key]: 1 for key in group if key in columns}, 0, limit)
    for slot, counter, officer in duties_of(problem):
        column((slot, counter, officer), 0 if officers[officer].primary == counter else weights.not_primary)
    most, fewest = column("most", weights.fairness), column("fewest", -weights.fairness)
    for slot in problem.working_slots:
        for counter in problem.counters:
            row({columns[slot, counter, each]: 1 for each in officers if (slot, counter, each) in columns}, 1, 1)
    for officer in problem.officers:
        load: dict[int, int] = {}
        for slot in problem.working_slots:
            serving = [
                columns[slot, each, officer.id] for each in problem.counters if (slot, each, officer.id) in columns
            ]
            load |= dict.fromkeys(serving, 1)
            row(dict.fromkeys(serving, 1), 0, 1)
            for cell in officer.cells:
                if (cell, slot) in columns:
                    row(dict.fromkeys([*serving, columns[cell, slot]], 1), 0, 1)
        row(load, 0, problem.max_desk_slots)
        row(load | {most: -1}, -np.inf, 0)
        row(load | {fewest: -1}, 0, np.inf)
    starts = np.cumsum([0] + [len(entries) for entries, _lower, _upper in rows])
    matrix = csr_array(
        (
            [entry for entries, _lower, _upper in rows for entry in entries.values()],
            [place for entries, _lower, _upper in rows for place in entries],
            starts,
        ),
        shape=(len(rows), len(costs)),
    )
    upper = np.ones(len(costs))
    upper[[most, fewest]] = problem.max_desk_slots
    answer = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix, [each[1] for each in rows], [each[2] for each in rows]),
        options={"mip_rel_gap": 0, "time_limit": TIME_LIMIT},
    )
    return round(answer.fun) if answer.status == 0 else None


def cp_sat(problem: Problem) -> int | None:
    """The generic model in CP-SAT's own words, on one thread."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    weights, slots, officers = problem.weights, problem.slots_by_id, problem.officers_by_id
    costs: list[Any] = []
    held = {(cell.id, slot): model.new_bool_var("") for cell in problem.cells for slot in cell.allowed}
    for cell in problem.cells:
        model.add_exactly_one([held[cell.id, slot] for slot in cell.allowed])
        costs += [meeting_cost(problem, cell, slot) * held[cell.id, slot] for slot in cell.allowed]
    prices = [spread_cost(weights, count) for count in range(problem.max_meetings_per_slot + 1)]
    for slot in slots:
        count = model.new_int_var(0, problem.max_meetings_per_slot, "")
        model.add(count == sum(held[cell.id, slot] for cell in problem.cells if (cell.id, slot) in held))
        price = model.new_int_var(0, prices[-1], "")
        model.add_element(count, prices, price)
        costs.append(price)
    for group, limit in at_most_one(problem):
        model.add(sum(held[key] for key in group if key in held) <= limit)
    serves = {duty: model.new_bool_var("") for duty in duties_of(problem)}
    costs += [
        weights.not_primary * variable
        for (_slot, counter, officer), variable in serves.items()
        if officers[officer].primary != counter
    ]
    for slot in problem.working_slots:
        for counter in problem.counters:
            model.add_exactly_one([serves[slot, counter, each] for each in officers if (slot, counter, each) in serves])
    loads = []
    for officer in problem.officers:
        load: list[Any] = []
        for slot in problem.working_slots:
            here = [serves[slot, each, officer.id] for each in problem.counters if (slot, each, officer.id) in serves]
            load += here
            model.add_at_most_one(here)
            for cell in officer.cells:
                if (cell, slot) in held:
                    model.add_at_most_one([*here, held[cell, slot]])
        loads.append(model.new_int_var(0, problem.max_desk_slots, ""))
        model.add(loads[-1] == sum(load))
    most, fewest = (model.new_int_var(0, problem.max_desk_slots, "") for _ in range(2))
    model.add_max_equality(most, loads)
    model.add_min_equality(fewest, loads)
    model.minimize(sum(costs) + weights.fairness * (most - fewest))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = TIME_LIMIT
    status = solver.solve(model)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def serve_cp_sat(questions: Connection) -> None:
    """Answer each seed sent with the optimum and the seconds it took; runs where HiGHS is never loaded."""
    while (seed := questions.recv()) is not None:
        questions.send(timed(cp_sat, a_commune(seed)))


def timed(solver: Callable[[Problem], int | None], problem: Problem) -> tuple[int | None, float]:
    start = perf_counter()
    answer = solver(problem)
    return answer, perf_counter() - start


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.calendars", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--communes", type=int, default=300, help="how many communes (default 300)")
    count = parser.parse_args(arguments).communes
    context = multiprocessing.get_context("spawn")
    questions, answers = context.Pipe()
    server = context.Process(target=serve_cp_sat, args=(answers,), daemon=True)
    server.start()
    seconds = dict.fromkeys(("ours", "HiGHS", "CP-SAT"), 0.0)
    unfinished = dict.fromkeys(seconds, 0)
    impossible = disagreed = 0
    beside = 0.0  # our time on the communes that CP-SAT gets
    for seed in range(count):
        problem = a_commune(seed)
        found = {"ours": timed(ours, problem), "HiGHS": timed(highs, problem)}
        if seed % 5 == 0:
            questions.send(seed)
            found["CP-SAT"] = questions.recv()
            beside += found["ours"][1]
        optimum = found["ours"][0]
        impossible += optimum is None
        for name, (answer, taken) in found.items():
            seconds[name] += taken
            unfinished[name] += optimum is not None and answer is None
            disagreed += answer is not None and answer != optimum
    questions.send(None)
    server.join()
    print(f"{count} communes, {impossible} of them without any calendar (ours names the rules that clash in its time)")
    print(f"{'':10} {'calendars/s':>12} {'time, ours = 1':>15} {'not proven in 60 s':>19}")
    for name, taken in seconds.items():
        solved, own = (-(-count // 5), beside) if name == "CP-SAT" else (count, seconds["ours"])
        print(f"{name:10} {solved / taken:12.1f} {taken / own:15.1f} {unfinished[name]:19}")
    if disagreed:
        print(f"DISAGREE on {disagreed} communes")
    return 1 if disagreed else 0


if __name__ == "__main__":
    raise SystemExit(main())
