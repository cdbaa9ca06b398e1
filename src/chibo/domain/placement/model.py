"""A placement problem as one integer linear program with whole-number costs, the same for every solver.

Columns, in this order, for members and cells in order of their ids:

* ``x[m, c]``: member m goes to cell c;
* for each cell the value of its number of arrivals (terms ``size`` and ``empty`` together). This is concave for the usual
  steps, so a few columns with falling gains take the arrivals one after another; otherwise one column per number;
* for each weak cell the official members won, up to the minimum;
* for each need a column "covered", and for each cell that needs a leader a column "led".

Only ``x`` (and the number of a cell without concave value) must be asked to be whole: the rest follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from chibo.domain.integer_programs.linear import Integers, LinearModel
from chibo.domain.integer_programs.program import Program, cliques
from chibo.domain.placement.problem import COMMANDING, HIGHEST_SKILL, Cell, Problem, Weights


@dataclass(frozen=True, eq=False)
class PlacementModel:
    """The program of a problem: column ``m * len(cells) + c`` is member m (by id) in cell c (by id)."""

    members: tuple[str, ...]
    cells: tuple[str, ...]
    linear: LinearModel

    @property
    def assignment_count(self) -> int:
        """How many columns are assignments; they come first."""
        return len(self.members) * len(self.cells)

    def column(self, member: str, cell: str) -> int:
        return self.members.index(member) * len(self.cells) + self.cells.index(cell)

    def columns_of(self, member: str) -> Integers:
        """The assignment columns of one member, in order of cell ids."""
        first = self.members.index(member) * len(self.cells)
        return np.arange(first, first + len(self.cells))

    def placements(self, values: Integers) -> dict[str, str]:
        """The plan that a solution stands for, in order of member ids."""
        grid = values[: self.assignment_count].reshape(len(self.members), len(self.cells))
        return {member: self.cells[int(row.argmax())] for member, row in zip(self.members, grid, strict=True)}


def build(problem: Problem, *, max_changes: int | None = None) -> PlacementModel:
    """The program of ``problem``; with ``max_changes``, at most so many members leave their ``previous`` cell."""
    members, cells = list(problem.members_by_id.values()), list(problem.cells_by_id.values())
    member_at = {member.id: position for position, member in enumerate(members)}
    cell_at = {cell.id: position for position, cell in enumerate(cells)}
    rows = [range(len(cells) * position, len(cells) * (position + 1)) for position in range(len(members))]
    weights = problem.weights
    program = Program(_gains(problem, member_at, cell_at).ravel().tolist())

    for member, cell in problem.forbidden:
        program.upper[rows[member_at[member]][cell_at[cell]]] = 0
    for member, cell in problem.fixed:
        for column in rows[member_at[member]]:
            if column != rows[member_at[member]][cell_at[cell]]:
                program.upper[column] = 0
    for member, cell in problem.fixed:
        program.lower[rows[member_at[member]][cell_at[cell]]] = 1

    for row in rows:
        program.add_row(row, equal=1)
    official = [position for position, member in enumerate(members) if member.official]
    leading = [position for position, member in enumerate(members) if member.leadership >= COMMANDING]
    commanding = _commanding(problem)
    offices = _crowded_offices(problem)
    apart = [[member_at[member] for member in clique] for clique in cliques(problem.keep_apart)]
    for position, receiving in enumerate(cells):
        arriving = [row[position] for row in rows]
        _add_arrivals(program, arriving, receiving, weights)
        missing = weights.minimum_official - receiving.official_members
        if missing > 0 and weights.weak:
            program.constant -= weights.weak * missing
            program.add_reward([arriving[member] for member in official], weights.weak, at_most=missing)
        if weights.coverage:
            for skill, need in receiving.needs.items():
                skilled = [arriving[member] for member in commanding[skill]]
                program.add_reward(skilled, weights.coverage * need, at_most=1)
        if receiving.needs_leader and weights.leader:
            program.constant -= weights.leader
            program.add_reward([arriving[member] for member in leading], weights.leader, at_most=1)
        for group in offices:
            program.add_row([arriving[member] for member in group], at_most=problem.office_limit or 0)
        for clique in apart:
            program.add_row([arriving[member] for member in clique], at_most=1)
    if max_changes is not None:
        stays = [rows[member_at[member]][cell_at[cell]] for member, cell in problem.previous.items()]
        program.add_row(stays, at_least=len(stays) - max_changes)
    return PlacementModel(tuple(member_at), tuple(cell_at), program.finished())


def _gains(problem: Problem, member_at: Mapping[str, int], cell_at: Mapping[str, int]) -> Integers:
    """The terms fit, home, travel and change of every member in every cell, one row a member."""
    weights = problem.weights
    skill_at = {skill: index for index, skill in enumerate({skill for cell in problem.cells for skill in cell.needs})}
    skills = np.zeros((len(member_at), len(skill_at)), np.int64)
    needs = np.zeros((len(skill_at), len(cell_at)), np.int64)
    for member in problem.members:
        for skill, grade in member.skills.items():
            if skill in skill_at:
                skills[member_at[member.id], skill_at[skill]] = grade
    for cell in problem.cells:
        for skill, need in cell.needs.items():
            needs[skill_at[skill], cell_at[cell.id]] = need
    wanted = HIGHEST_SKILL * needs.sum(axis=0)
    gains: Integers = 100 * (skills @ needs) // np.maximum(wanted, 1)
    distances = [member.distance_m.get(cell, 0) for member in problem.members_by_id.values() for cell in cell_at]
    travel = np.minimum(weights.travel_cap, weights.travel_per_km * np.array(distances, np.int64) // 1000)
    gains -= travel.reshape(gains.shape)
    for member in problem.members:
        row = gains[member_at[member.id]]
        if member.home_cell is not None:
            at_home = cell_at[member.home_cell]
            row[at_home] += weights.home + travel[member_at[member.id] * len(cell_at) + at_home]
        if weights.change and member.id in problem.previous:
            row -= weights.change
            row[cell_at[problem.previous[member.id]]] += weights.change
    return gains


def _add_arrivals(program: Program, arriving: Collection[int], cell: Cell, weights: Weights) -> None:
    """The capacity of ``cell`` and the value of its number of arrivals."""
    most = min(cell.capacity, len(arriving))
    values = [-_size_penalty(weights, abs(count - cell.target)) for count in range(most + 1)]
    values[0] -= weights.empty
    program.add_count_value(arriving, values)


def _size_penalty(weights: Weights, distance: int) -> int:
    steps = weights.size_steps
    return sum(steps[:distance]) + max(0, distance - len(steps)) * steps[-1]


def _commanding(problem: Problem) -> dict[str, list[int]]:
    """For each needed skill the members who cover it, as positions in order of ids."""
    commanding: dict[str, list[int]] = {skill: [] for cell in problem.cells for skill in cell.needs}
    for position, member in enumerate(problem.members_by_id.values()):
        for skill, grade in member.skills.items():
            if grade >= COMMANDING and skill in commanding:
                commanding[skill].append(position)
    return commanding


def _crowded_offices(problem: Problem) -> list[list[int]]:
    """The offices with more members than may come to one cell, each as positions of its members."""
    if problem.office_limit is None:
        return []
    offices: dict[str, list[int]] = defaultdict(list)
    for position, member in enumerate(problem.members_by_id.values()):
        offices[member.office].append(position)
    return [group for _, group in sorted(offices.items()) if len(group) > problem.office_limit]
