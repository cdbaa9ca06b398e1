"""Integer linear programs in whole numbers, and bounds on them that need no trust in floating point.

Maximise ``constant + costs · x`` where ``lower <= x <= upper``, ``row_lower <= A x <= row_upper`` and the columns marked
``whole`` take whole values; those marked ``early`` settle much of the rest, so a search splits them first. Every number is
an integer and every column has both bounds, so that *any* vector of row multipliers, however it was found, gives a proven
upper bound (weak duality) in integer arithmetic alone.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

FREE = 2**40
"""A row side of ``FREE`` or ``-FREE`` is no limit at all."""
SCALE = 2**20
"""Multipliers are whole numbers of 1/SCALE points: fine enough to lose far less than one point in a bound."""
LARGEST_MULTIPLIER = 2**24
"""Keeps products within 64 bits; a multiplier cut down to it still proves a bound."""
PROPAGATION_ROUNDS = 10
"""Enough to settle nearly all that can be settled; stopping earlier is never wrong."""


@dataclass(frozen=True, eq=False)
class Bound:
    """What one vector of multipliers proves about a box of columns.

    No solution in the box is worth more than ``scaled / SCALE``, nor, once column j is moved one unit away from the side
    that its price favours, more than ``(scaled - abs(prices[j])) / SCALE``.
    """

    scaled: int
    prices: Integers

    @property
    def points(self) -> int:
        """The bound in points, rounded down: values are whole."""
        return self.scaled // SCALE


@dataclass(frozen=True, eq=False)
class Emptiness:
    """A proof that a box is empty: it needs only these ``rows``, the lower sides of the columns with a negative price and
    the upper sides of those with a positive one.
    """

    rows: Integers
    prices: Integers


@dataclass(frozen=True, eq=False)
class LinearModel:
    """An integer linear program; the matrix is stored by rows (``starts``, ``columns``, ``entries``)."""

    constant: int
    costs: Integers
    lower: Integers
    upper: Integers
    whole: Flags
    early: Flags
    row_lower: Integers
    row_upper: Integers
    starts: Integers
    columns: Integers
    entries: Integers

    @property
    def column_count(self) -> int:
        return len(self.costs)

    @property
    def row_count(self) -> int:
        return len(self.row_lower)

    @cached_property
    def rows(self) -> Integers:
        """The row of each matrix entry."""
        return np.repeat(np.arange(self.row_count), np.diff(self.starts))

    @cached_property
    def _by_column(self) -> tuple[Integers, Integers, Integers, Integers]:
        """The matrix by columns: the columns that have entries, where each starts, rows, entries."""
        order = np.argsort(self.columns, kind="stable")
        present, starts = np.unique(self.columns[order], return_index=True)
        return present, starts, self.rows[order], self.entries[order]

    def activities(self, values: Integers) -> Integers:
        """``A x``, exactly."""
        return self._row_sums(self.entries * values[self.columns])

    def value(self, values: Integers, lower: Integers, upper: Integers) -> int | None:
        """What ``values`` are worth, exactly, or None where they leave the box or break a row."""
        if (values < lower).any() or (values > upper).any():
            return None
        activities = self.activities(values)
        if (activities < self.row_lower).any() or (activities > self.row_upper).any():
            return None
        return self.constant + int(self.costs @ values)

    def bound(self, multipliers: NDArray[np.float64], lower: Integers, upper: Integers) -> Bound:
        """The bound on the box that ``multipliers`` prove: any will do, good ones give tight bounds."""
        return self._lagrangian(self.constant, self.costs, multipliers, lower, upper)

    def emptiness(self, ray: NDArray[np.float64], lower: Integers, upper: Integers) -> Emptiness | None:
        """What ``ray`` uses to prove, in integers, that no point of the box keeps all rows (Farkas); None if it does not."""
        largest = float(np.abs(ray).max(initial=0.0))
        if not largest or not np.isfinite(largest):
            return None
        zeros = np.zeros(self.column_count, np.int64)
        for sign in (1.0, -1.0):
            multipliers = sign / largest * ray
            bound = self._lagrangian(0, zeros, multipliers, lower, upper)
            if bound.scaled < 0:
                return Emptiness(np.flatnonzero(np.rint(multipliers * SCALE)), bound.prices)
        return None

    def propagated(self, lower: Integers, upper: Integers) -> tuple[Integers, Integers]:
        """The box without values that some row alone rules out; a lower above an upper side means that it is empty.

        Every column counts as whole.
        """
        for _ in range(PROPAGATION_ROUNDS):
            widths = (upper - lower)[self.columns]
            least, most = self._reach(lower, upper)
            up = np.where(self.row_upper >= FREE, FREE, self.row_upper - least)[self.rows] // np.abs(self.entries)
            down = np.where(self.row_lower <= -FREE, FREE, most - self.row_lower)[self.rows] // np.abs(self.entries)
            rising = self.entries > 0
            down_from_upper = widths - np.where(rising, up, down)
            up_from_lower = widths - np.where(rising, down, up)
            new_lower, new_upper = lower.copy(), upper.copy()
            np.minimum.at(new_upper, self.columns, upper[self.columns] - np.maximum(down_from_upper, 0))
            np.maximum.at(new_lower, self.columns, lower[self.columns] + np.maximum(up_from_lower, 0))
            if (new_lower > new_upper).any() or ((new_lower == lower).all() and (new_upper == upper).all()):
                return new_lower, new_upper
            lower, upper = new_lower, new_upper
        return lower, upper

    def restricted(self, lower: Integers, upper: Integers) -> tuple[LinearModel, Integers]:
        """The same program inside the box, without the columns and rows that this settles, and the columns that stay.

        A solution of it, put in place over ``lower``, is a solution here of the same value.
        """
        is_open = lower < upper
        settled = np.where(is_open, 0, lower)
        offsets = self.activities(settled)
        least, most = self._reach(lower, upper)
        binding = (least < self.row_lower) | (most > self.row_upper)
        stays = is_open[self.columns] & binding[self.rows]
        kept, kept_rows = np.flatnonzero(is_open), np.flatnonzero(binding)
        place = np.zeros(self.column_count, np.int64)
        place[kept] = np.arange(len(kept))
        lengths = np.bincount(self.rows[stays], minlength=self.row_count)[kept_rows]
        smaller = LinearModel(
            constant=self.constant + int(self.costs @ settled),
            costs=self.costs[kept],
            lower=lower[kept],
            upper=upper[kept],
            whole=self.whole[kept],
            early=self.early[kept],
            row_lower=_shifted(self.row_lower, offsets)[kept_rows],
            row_upper=_shifted(self.row_upper, offsets)[kept_rows],
            starts=np.concatenate(([0], np.cumsum(lengths))),
            columns=place[self.columns[stays]],
            entries=self.entries[stays],
        )
        return smaller, kept

    def with_row(self, columns: Integers, *, at_least: int) -> LinearModel:
        """The same program where ``columns`` also come to ``at_least`` in all."""
        return dataclasses.replace(
            self,
            row_lower=np.append(self.row_lower, at_least),
            row_upper=np.append(self.row_upper, FREE),
            starts=np.append(self.starts, len(self.columns) + len(columns)),
            columns=np.concatenate((self.columns, columns)),
            entries=np.concatenate((self.entries, np.ones(len(columns), np.int64))),
        )

    def _reach(self, lower: Integers, upper: Integers) -> tuple[Integers, Integers]:
        """The least and the most that each row can come to in the box."""
        at_lower, at_upper = self.entries * lower[self.columns], self.entries * upper[self.columns]
        return self._row_sums(np.minimum(at_lower, at_upper)), self._row_sums(np.maximum(at_lower, at_upper))

    def _row_sums(self, values: Integers) -> Integers:
        """The sum of ``values``, one for each matrix entry, by row."""
        sums = np.zeros(self.row_count, np.int64)
        filled = np.flatnonzero(np.diff(self.starts))
        if len(filled):
            sums[filled] = np.add.reduceat(values, self.starts[filled])
        return sums

    def _lagrangian(
        self, constant: int, costs: Integers, multipliers: NDArray[np.float64], lower: Integers, upper: Integers
    ) -> Bound:
        limited = np.clip(multipliers, -LARGEST_MULTIPLIER, LARGEST_MULTIPLIER)
        limited[np.isnan(limited)] = 0.0
        scaled = np.rint(limited * SCALE).astype(np.int64)
        scaled[(scaled > 0) & (self.row_upper >= FREE)] = 0
        scaled[(scaled < 0) & (self.row_lower <= -FREE)] = 0
        sides = np.where(scaled > 0, self.row_upper, self.row_lower)
        prices = costs * SCALE
        present, starts, rows, entries = self._by_column
        if len(present):
            prices[present] -= np.add.reduceat(entries * scaled[rows], starts)
        best = np.where(prices > 0, upper, lower)
        from_rows = _exact_sum(scaled * np.where(scaled == 0, 0, sides))
        return Bound(constant * SCALE + from_rows + _exact_sum(prices * best), prices)


def _exact_sum(values: Integers) -> int:
    """The sum as a whole number of any size, where a plain 64-bit sum might overflow."""
    return (int((values >> 20).sum()) << 20) + int((values & (2**20 - 1)).sum())


def _shifted(sides: Integers, offsets: Integers) -> Integers:
    return np.where(np.abs(sides) >= FREE, sides, sides - offsets)
