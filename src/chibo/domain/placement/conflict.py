"""Why no plan is possible: a minimal set of rules that cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chibo.domain.placement.linear import FREE, LinearModel
from chibo.domain.placement.optimum import best_of
from chibo.domain.placement.problem import Problem, Rule, RuleKind
from chibo.domain.placement.relaxation import Relaxation
from chibo.domain.placement.search import Box


def find_conflict(problem: Problem) -> tuple[Rule, ...]:
    """Rules that no plan keeps all of, while without any one of them some plan keeps the rest; empty if a plan is possible.

    Small conflicts are preferred, though a smaller one may exist. The answer depends on nothing but the problem.
    """
    rules = problem.rules()
    possible = _Possible(problem)
    if possible(rules):
        return ()
    orders = (rules, rules[::-1])
    conflicts = [_preferred([], False, list(order), possible) for order in orders]
    smallest = set(min(conflicts, key=len))
    return tuple(rule for rule in rules if rule in smallest)


def _preferred(background: Sequence[Rule], fresh: bool, rules: list[Rule], possible: _Possible) -> list[Rule]:
    """A minimal part of ``rules`` impossible together with ``background``, early rules preferred (Junker's QuickXplain).

    ``fresh`` says that the background has grown since it was last found possible.
    """
    if fresh and not possible(background):
        return []
    if len(rules) == 1:
        return rules
    half = len(rules) // 2
    early, late = rules[:half], rules[half:]
    needed_late = _preferred([*background, *early], True, late, possible)
    needed_early = _preferred([*background, *needed_late], bool(needed_late), early, possible)
    return needed_early + needed_late


class _Possible:
    """Whether some plan keeps a given set of rules, each member being in exactly one cell.

    One program for all sets: each rule is a side of a column that the box can open or shut (for the rules that are rows, of
    a column that makes room in the row).
    """

    def __init__(self, problem: Problem) -> None:
        members, cells = list(problem.members_by_id.values()), list(problem.cells_by_id)
        grid = np.arange(len(members) * len(cells)).reshape(len(members), len(cells))
        member_at = {member.id: position for position, member in enumerate(members)}
        cell_at = {cell: position for position, cell in enumerate(cells)}
        self._columns: dict[Rule, int] = {}
        rows: list[tuple[np.ndarray, int | None, int, int]] = [(row, None, 1, 1) for row in grid]
        room = grid.size
        for rule in problem.rules():
            if rule.kind in (RuleKind.FIXED, RuleKind.FORBIDDEN):
                member, cell = rule.ids
                self._columns[rule] = int(grid[member_at[member], cell_at[cell]])
                continue
            if rule.kind is RuleKind.KEEP_APART:
                pair = [member_at[member] for member in rule.ids]
                rows += [(grid[pair, position], room, -FREE, 1) for position in range(len(cells))]
            elif rule.kind is RuleKind.OFFICE_LIMIT:
                cell, office = rule.ids
                group = [position for position, member in enumerate(members) if member.office == office]
                rows.append((grid[group, cell_at[cell]], room, -FREE, problem.office_limit or 0))
            else:
                (cell,) = rule.ids
                rows.append((grid[:, cell_at[cell]], room, -FREE, problem.cells_by_id[cell].capacity))
            self._columns[rule] = room
            room += 1
        lengths = [len(columns) + (slack is not None) for columns, slack, _, _ in rows]
        self._assignment_count = grid.size
        upper = np.ones(room, np.int64)
        upper[grid.size :] = len(members)
        parts = [np.append(columns, [] if slack is None else [slack]) for columns, slack, _, _ in rows]
        columns = np.concatenate([np.zeros(0), *parts]).astype(np.int64)
        model = LinearModel(
            constant=0,
            costs=np.zeros(room, np.int64),
            lower=np.zeros(room, np.int64),
            upper=upper,
            whole=np.arange(room) < grid.size,
            row_lower=np.array([least for _, _, least, _ in rows], np.int64),
            row_upper=np.array([most for _, _, _, most in rows], np.int64),
            starts=np.cumsum([0, *lengths], dtype=np.int64),
            columns=columns,
            entries=np.where(columns < grid.size, 1, -1).astype(np.int64),
        )
        self._relaxation = Relaxation(model)

    def __call__(self, rules: Sequence[Rule]) -> bool:
        model = self._relaxation.model
        lower, upper = model.lower.copy(), model.upper.copy()
        for rule in rules:
            column = self._columns[rule]
            if rule.kind is RuleKind.FIXED:
                lower[column] = 1
            else:
                upper[column] = 0
        return best_of(self._relaxation, Box(lower, upper), first_only=True).values is not None
