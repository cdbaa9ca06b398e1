"""Branch and bound in which every bound is proven in whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from chibo.domain.integer_programs.linear import SCALE, Bound, Integers
from chibo.domain.integer_programs.relaxation import Relaxation, Relaxed

SecondsLeft = Callable[[], float]


@dataclass(frozen=True, eq=False)
class Box:
    """The part of a program where every column lies between ``lower`` and ``upper``."""

    lower: Integers
    upper: Integers

    @property
    def open_count(self) -> int:
        """How many columns may still take more than one value."""
        return int((self.lower < self.upper).sum())

    def with_column(self, column: int, *, least: int, most: int) -> Box:
        lower, upper = self.lower.copy(), self.upper.copy()
        lower[column] = least
        upper[column] = most
        return Box(lower, upper)

    def tightened(self, bound: Bound, *, at_least: int) -> Box:
        """The box without the columns' sides that no solution worth ``at_least`` can touch, as ``bound`` proves.

        Auxiliary columns count as whole: every plan is best completed with whole ones.
        """
        settled = bound.scaled - np.abs(bound.prices) < at_least * SCALE
        return Box(
            np.where(settled & (bound.prices > 0), self.upper, self.lower),
            np.where(settled & (bound.prices < 0), self.lower, self.upper),
        )


@dataclass(frozen=True, eq=False)
class Found:
    """What a search found: the best solution of at least the asked worth, if any.

    ``complete`` says that there is no better one. Otherwise ``bound`` holds for all solutions, found and unseen (None:
    nothing is known).
    """

    values: Integers | None
    points: int | None
    complete: bool
    bound: int | None = None


def search(
    relaxation: Relaxation,
    box: Box,
    *,
    root: Relaxed | None = None,
    at_least: int | None = None,
    first_only: bool = False,
    node_limit: int | None = None,
    seconds_left: SecondsLeft | None = None,
) -> Found:
    """The best solution in ``box`` worth ``at_least`` or more; with ``first_only`` any such, not complete then.

    ``root`` is the relaxation over ``box`` where it is known already.

    Both limits are looked at before each box: whichever comes first ends the search, incomplete.
    """
    model = relaxation.model
    best: Integers | None = None
    points: int | None = None
    threshold = at_least
    open_boxes: list[tuple[Box, int | None]] = [(box, None)]
    nodes = 0
    while open_boxes:
        if (node_limit is not None and nodes >= node_limit) or (seconds_left is not None and seconds_left() <= 0):
            return Found(best, points, complete=False, bound=_highest(points, open_boxes))
        here, promised = open_boxes.pop()
        if threshold is not None and promised is not None and promised < threshold:
            continue
        nodes += 1
        relaxed = root if here is box and root is not None else relaxation.over(here.lower, here.upper)
        if relaxed is None or (threshold is not None and relaxed.bound.points < threshold):
            continue
        fractional = np.flatnonzero(model.whole & (here.lower < here.upper) & relaxed.is_fractional)
        if not len(fractional):
            candidate = np.rint(relaxed.values).astype(np.int64)
            value = model.value(candidate, here.lower, here.upper)
            if value is not None and (threshold is None or value >= threshold):
                best, points, threshold = candidate, value, value + 1
                if first_only:
                    return Found(best, points, complete=False)
            if value is not None and value >= relaxed.bound.points:
                continue
        early = fractional[model.early[fractional]]
        for part in _parts(here, relaxed, early if len(early) else fractional):
            open_boxes.append((part, relaxed.bound.points))
    return Found(best, points, complete=True, bound=points)


def _parts(box: Box, relaxed: Relaxed, fractional: Integers) -> list[Box]:
    """Two boxes that together hold every solution of ``box``, the one to look at first last; none for a single point."""
    if len(fractional):
        column = int(fractional[np.abs(relaxed.values[fractional] % 1.0 - 0.5).argmin()])
    else:
        undecided = np.flatnonzero(box.lower < box.upper)
        if not len(undecided):
            return []
        column = int(undecided[0])
    least, most = int(box.lower[column]), int(box.upper[column])
    split = min(max(int(np.floor(relaxed.values[column])), least), most - 1)
    return [box.with_column(column, least=least, most=split), box.with_column(column, least=split + 1, most=most)]


def _highest(points: int | None, open_boxes: list[tuple[Box, int | None]]) -> int | None:
    promises = [promised for _, promised in open_boxes]
    if None in promises:
        return None
    return max([promise for promise in promises if promise is not None] + ([] if points is None else [points]))
