"""Placement: the solver beside usual practice and beside other solvers, in one run.

``python -m bench.placement [--repeats N] [NAME …]`` prints, for each instance of ``tests/instances``:

* what share of the proven optimum the ways of placing people by hand reach: round-robin by office, the nearest cell with
  room, and greedy on the full objective (the best single placement again and again). All keep the rules; "stuck" means
  that somebody was left without a cell;
* how long other exact solvers take, as a multiple of ours: HiGHS's branch and cut and OR-Tools CP-SAT (in a process of its
  own, because the two libraries cannot be loaded in one), given our own model and only asked for the optimum, while our
  time also holds the choice among equals and the check of the plan.

Times are the best of interleaved repeats, from the problem in memory to the answer. Ends with status 1 if two exact
solvers disagree.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter

from chibo.domain.placement.problem import Cell, Member, Problem, parse_text
from chibo.domain.placement.verify import broken_rules, score, score_of_cell, terms_of_member

INSTANCES = Path(__file__).parents[1] / "tests" / "instances"
TIME_LIMIT = 60.0
Placements = dict[str, str]


class Hall:
    """Members placed one after another, each only where every rule still holds."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.arrivals: dict[str, list[Member]] = {cell: [] for cell in problem.cells_by_id}
        self.placements: Placements = {}
        self._forbidden = set(problem.forbidden)
        self._fixed = dict(problem.fixed)
        self._apart = {frozenset(pair) for pair in problem.keep_apart}
        for member, cell in problem.fixed:
            self.place(problem.members_by_id[member], cell)

    def allows(self, member: Member, cell: str) -> bool:
        present = self.arrivals[cell]
        limit = self.problem.office_limit
        return (
            (member.id, cell) not in self._forbidden
            and self._fixed.get(member.id, cell) == cell
            and len(present) < self.problem.cells_by_id[cell].capacity
            and (limit is None or sum(other.office == member.office for other in present) < limit)
            and not any(frozenset((member.id, other.id)) in self._apart for other in present)
        )

    def place(self, member: Member, cell: str) -> None:
        self.placements[member.id] = cell
        self.arrivals[cell].append(member)

    def waiting(self) -> list[Member]:
        return [member for member in self.problem.members_by_id.values() if member.id not in self.placements]


def round_robin(problem: Problem) -> Placements:
    """Office by office, one member to each cell in turn."""
    hall = Hall(problem)
    cells = list(problem.cells_by_id)
    turn = 0
    for member in sorted(hall.waiting(), key=lambda member: (member.office, member.id)):
        for offset in range(len(cells)):
            cell = cells[(turn + offset) % len(cells)]
            if hall.allows(member, cell):
                hall.place(member, cell)
                turn = (turn + offset + 1) % len(cells)
                break
    return hall.placements


def nearest_cell(problem: Problem) -> Placements:
    """Each member to the home cell, or else to the nearest that has room."""
    hall = Hall(problem)
    for member in hall.waiting():
        allowed = [cell for cell in problem.cells_by_id if hall.allows(member, cell)]
        if allowed:
            hall.place(member, min(allowed, key=lambda cell: _metres(member, cell)))
    return hall.placements


def _metres(member: Member, cell: str) -> tuple[bool, float]:
    return cell != member.home_cell, member.distance_m.get(cell, float("inf"))


def greedy(problem: Problem) -> Placements:
    """Again and again the one placement that adds most to the full objective."""
    hall = Hall(problem)

    def gain(member: Member, cell: Cell) -> int:
        present = hall.arrivals[cell.id]
        together = score_of_cell(problem, cell, [*present, member]) - score_of_cell(problem, cell, present)
        return (together + terms_of_member(problem, member, cell)).total

    waiting = hall.waiting()
    cells = problem.cells_by_id
    gains = {member.id: {name: gain(member, cell) for name, cell in cells.items()} for member in waiting}
    while waiting:
        choices = [
            (gains[member.id][cell], member, cell) for member in waiting for cell in cells if hall.allows(member, cell)
        ]
        if not choices:
            break
        _, member, name = max(choices, key=lambda choice: choice[0])
        hall.place(member, name)
        waiting.remove(member)
        for other in waiting:
            gains[other.id][name] = gain(other, cells[name])
    return hall.placements


def ours(problem: Problem) -> int | None:
    from chibo.domain.placement.solver import solve

    return solve(problem).objective


def highs(problem: Problem) -> int | None:
    """The whole model given to HiGHS's branch and cut as it comes."""
    import highspy

    from chibo.domain.integer_programs.relaxation import as_highs, quiet_highs
    from chibo.domain.placement.model import build

    linear = build(problem).linear
    program = as_highs(linear)
    kinds = highspy.HighsVarType
    program.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in linear.whole]
    solver = quiet_highs()
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("time_limit", TIME_LIMIT)
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return linear.constant + round(solver.getInfo().objective_function_value)


def cp_sat(problem: Problem) -> int | None:
    """The same model given to CP-SAT, with the settings that suit it best on one thread."""
    from ortools.sat.python import cp_model

    from chibo.domain.integer_programs.linear import FREE
    from chibo.domain.placement.model import build

    linear = build(problem).linear
    model = cp_model.CpModel()
    variables = [
        model.new_int_var(lower, upper, "")
        for lower, upper in zip(linear.lower.tolist(), linear.upper.tolist(), strict=True)
    ]
    starts, columns, entries = linear.starts.tolist(), linear.columns.tolist(), linear.entries.tolist()
    for row, (lower, upper) in enumerate(zip(linear.row_lower.tolist(), linear.row_upper.tolist(), strict=True)):
        part = slice(starts[row], starts[row + 1])
        total = cp_model.LinearExpr.weighted_sum([variables[column] for column in columns[part]], entries[part])
        model.add_linear_constraint(total, max(lower, -FREE), min(upper, FREE))
    model.maximize(cp_model.LinearExpr.weighted_sum(variables, linear.costs.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = TIME_LIMIT
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return linear.constant + round(solver.objective_value)


def serve_cp_sat(questions: Connection) -> None:
    """Answer each problem sent with its optimum and the seconds it took; runs where HiGHS is never loaded."""
    while (text := questions.recv()) is not None:
        questions.send(timed(cp_sat, parse_text(text)))


def timed(solver: Callable[[Problem], int | None], problem: Problem) -> tuple[int | None, float]:
    start = perf_counter()
    answer = solver(problem)
    return answer, perf_counter() - start


def share(problem: Problem, method: Callable[[Problem], Placements], optimum: int) -> str:
    placements = method(problem)
    if broken_rules(problem, placements):
        return "stuck"
    return f"{score(problem, placements).total / optimum:.2f}"


def measure(path: Path, repeats: int, questions: Connection) -> tuple[str, list[float], bool]:
    """One line of the table, the times of HiGHS and CP-SAT as multiples of ours, and whether all optima agree."""
    text = path.read_bytes()
    problem = parse_text(text)
    answers: dict[str, set[int | None]] = {"ours": set(), "HiGHS": set(), "CP-SAT": set()}
    seconds = dict.fromkeys(answers, float("inf"))
    for _ in range(repeats):
        questions.send(text)
        outcomes = {"CP-SAT": questions.recv(), "ours": timed(ours, problem), "HiGHS": timed(highs, problem)}
        for name, (answer, taken) in outcomes.items():
            answers[name].add(answer)
            seconds[name] = min(seconds[name], taken)
    ((optimum,),) = (answers["ours"],)
    assert optimum is not None, f"{path.name} is infeasible"
    agreed = all(found <= {optimum, None} for found in answers.values())
    ratios = [seconds[name] / seconds["ours"] for name in ("HiGHS", "CP-SAT")]
    columns = [f"{path.name.removesuffix('.problem.json'):20} {optimum:8} {1000 * seconds['ours']:8.1f}"]
    columns += [f"{share(problem, method, optimum):>11}" for method in (round_robin, nearest_cell, greedy)]
    columns += [
        f"{ratio:9.1f}" + (" " if None not in answers[name] else ">")
        for ratio, name in zip(ratios, ("HiGHS", "CP-SAT"), strict=True)
    ]
    return " ".join(columns) + ("" if agreed else "  DISAGREE " + str(answers)), ratios, agreed


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.placement", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--repeats", type=int, default=5, help="interleaved repeats of each solver (default 5)")
    parser.add_argument("names", nargs="*", help="parts of instance names (default: all)")
    chosen = parser.parse_args(arguments)
    paths = [
        path
        for path in sorted(INSTANCES.glob("placement-*.problem.json"), key=_size)
        if not chosen.names or any(name in path.name for name in chosen.names)
    ]
    context = multiprocessing.get_context("spawn")
    questions, answers = context.Pipe()
    server = context.Process(target=serve_cp_sat, args=(answers,), daemon=True)
    server.start()
    print(f"{'':20} {'':>8} {'':>8} {'share of the optimum reached':^35} {'time, ours = 1':^21}")
    print(
        f"{'instance':20} {'optimum':>8} {'ours, ms':>8} {'round-robin':>11} {'nearest':>11} {'greedy':>11}"
        f" {'HiGHS':>9}  {'CP-SAT':>9}"
    )
    lines = []
    for path in paths:
        lines.append(measure(path, chosen.repeats, questions))
        print(lines[-1][0], flush=True)
    questions.send(None)
    server.join()
    medians = [median(ratios[place] for _, ratios, _ in lines) for place in (0, 1)]
    print(f"{'median':20} {'':8} {'':8} {'':11} {'':11} {'':11} {medians[0]:9.1f}  {medians[1]:9.1f}")
    disagreements = Counter(agreed for _, _, agreed in lines)[False]
    return 1 if disagreements else 0


def _size(path: Path) -> tuple[int, str]:
    return len(json.loads(path.read_bytes())["members"]), path.name


if __name__ == "__main__":
    raise SystemExit(main())
