"""Writing an integer linear program down, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import numpy as np

from chibo.domain.integer_programs.linear import FREE, LinearModel

Pair = tuple[str, str]


class Program:
    """A linear program that grows column by column and row by row."""

    def __init__(self, costs: Sequence[int]) -> None:
        """Begins with a whole column between 0 and 1 for each of ``costs``."""
        self.constant = 0
        self.costs = list(costs)
        self.lower = [0] * len(costs)
        self.upper = [1] * len(costs)
        self._whole = [True] * len(costs)
        self._early = [False] * len(costs)
        self._row_lower: list[int] = []
        self._row_upper: list[int] = []
        self._starts = [0]
        self._columns: list[int] = []
        self._entries: list[int] = []

    def add_column(self, cost: int, upper: int, *, whole: bool = False, early: bool = False) -> int:
        self.costs.append(cost)
        self._early.append(early)
        self.lower.append(0)
        self.upper.append(upper)
        self._whole.append(whole)
        return len(self.costs) - 1

    def add_row(
        self,
        columns: Collection[int],
        *,
        minus: Mapping[int, int] | None = None,
        equal: int | None = None,
        at_most: int = FREE,
        at_least: int = -FREE,
    ) -> None:
        """The sum of ``columns``, less the columns of ``minus`` times their numbers, within the sides given."""
        self._row_lower.append(at_least if equal is None else equal)
        self._row_upper.append(at_most if equal is None else equal)
        self._columns.extend(columns)
        self._entries.extend([1] * len(columns))
        for column, number in (minus or {}).items():
            self._columns.append(column)
            self._entries.append(-number)
        self._starts.append(len(self._columns))

    def add_reward(self, columns: Collection[int], points: int, *, at_most: int) -> None:
        """``points`` for each of ``columns`` that is one, up to ``at_most`` of them."""
        if columns:
            reward = self.add_column(points, min(at_most, len(columns)))
            self.add_row(columns, minus={reward: 1}, at_least=0)

    def add_count_value(self, columns: Collection[int], values: Sequence[int]) -> None:
        """``values[n]`` points when n of ``columns``, each 0 or 1, are one; more than ``len(values) - 1`` may not be.

        Values that fall off ever faster are taken step by step; others need a column for each number.
        """
        self.constant += values[0]
        if len(values) == 1:
            self.add_row(columns, at_most=0)
            return
        gains = [after - before for before, after in pairwise(values)]
        if all(later <= earlier for earlier, later in pairwise(gains)):
            steps: dict[int, int] = defaultdict(int)
            for gain in gains:
                steps[gain] += 1
            taken = [self.add_column(gain, width) for gain, width in steps.items()]
            self.add_row(columns, minus=dict.fromkeys(taken, 1), equal=0)
        else:
            numbers = [self.add_column(value - values[0], 1, whole=True) for value in values]
            self.add_row(numbers, equal=1)
            self.add_row(columns, minus={number: count for count, number in enumerate(numbers) if count}, equal=0)

    def finished(self) -> LinearModel:
        return LinearModel(
            constant=self.constant,
            costs=np.array(self.costs, np.int64),
            lower=np.array(self.lower, np.int64),
            upper=np.array(self.upper, np.int64),
            whole=np.array(self._whole, np.bool_),
            early=np.array(self._early, np.bool_),
            row_lower=np.array(self._row_lower, np.int64),
            row_upper=np.array(self._row_upper, np.int64),
            starts=np.array(self._starts, np.int64),
            columns=np.array(self._columns, np.int64),
            entries=np.array(self._entries, np.int64),
        )


def cliques(pairs: Collection[Pair]) -> list[list[str]]:
    """Sets of ids all to be kept apart from each other, that together hold every pair.

    One row "at most one of them" for a set is tighter than one row for each of its pairs.
    """
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        apart[one].add(other)
        apart[other].add(one)
    found: list[list[str]] = []
    covered: set[Pair] = set()
    for one, other in sorted((min(pair), max(pair)) for pair in pairs):
        if (one, other) in covered:
            continue
        clique = [one, other]
        for third in sorted(apart[one] & apart[other]):
            if all(third in apart[each] for each in clique):
                clique.append(third)
        covered |= {(a, b) for a in clique for b in clique if a < b}
        found.append(sorted(clique))
    return found
