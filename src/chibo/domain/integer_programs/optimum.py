"""The proven optimum of a program over a box."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from chibo.domain.integer_programs.branch_and_cut import branch_and_cut
from chibo.domain.integer_programs.linear import Integers, LinearModel
from chibo.domain.integer_programs.relaxation import Relaxation, Relaxed
from chibo.domain.integer_programs.search import Box, Found, SecondsLeft, search

NODE_LIMIT = 300
"""Boxes to look at before a program counts as far from a flow, where cuts pay."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """The best solution known in a box and a proven bound on all of them; optimal where the two are equal.

    ``tight`` is a smaller box that holds every solution worth ``points``.
    """

    values: Integers
    points: int
    bound: int
    tight: Box

    @property
    def is_proven(self) -> bool:
        return self.points == self.bound


def maximise(relaxation: Relaxation, box: Box, *, seconds_left: SecondsLeft | None = None) -> Optimum | None:
    """The best solution in ``box``, or None where it is proven that there is none.

    A time limit ends the work on better solutions, never the search for a first one.
    """
    root = relaxation.over(box.lower, box.upper)
    if root is None:
        return None
    at_root = search(relaxation, box, root=root, at_least=root.bound.points, first_only=True, node_limit=1)
    if at_root.values is not None:
        tight = box.tightened(root.bound, at_least=root.bound.points)
        return Optimum(at_root.values, root.bound.points, root.bound.points, tight)
    ceiling, gap = root.bound.points, 0
    while True:
        # Near the bound nearly every column is settled by its price: look there first, then ever further down.
        threshold = ceiling - gap
        tight = box.tightened(root.bound, at_least=threshold)
        is_everything = tight.open_count == box.open_count
        found = _within(relaxation.model, tight, None if is_everything else threshold, seconds_left)
        if found.values is not None and found.points is not None:
            bound = found.points if found.complete else min(ceiling, ceiling if found.bound is None else found.bound)
            return Optimum(found.values, found.points, bound, box.tightened(root.bound, at_least=found.points))
        if not found.complete:
            break
        if is_everything:
            return None
        ceiling, gap = threshold - 1, 4 * gap + 8
    first = best_of(relaxation, box, root=root, first_only=True)
    if first.values is None or first.points is None:
        return None
    return Optimum(first.values, first.points, ceiling, box.tightened(root.bound, at_least=first.points))


def _within(model: LinearModel, box: Box, at_least: int | None, seconds_left: SecondsLeft | None) -> Found:
    """As ``best_of`` over ``box``, by way of its kernel."""
    kernel = Kernel.within(model, box)
    if kernel is None:
        return Found(None, None, complete=True)
    found = best_of(Relaxation(kernel.model), kernel.box, at_least=at_least, seconds_left=seconds_left)
    return found if found.values is None else replace(found, values=kernel.completed(found.values))


def best_of(
    relaxation: Relaxation,
    box: Box,
    *,
    root: Relaxed | None = None,
    at_least: int | None = None,
    first_only: bool = False,
    seconds_left: SecondsLeft | None = None,
) -> Found:
    """As ``search``, without a limit of boxes: what takes too many goes on by branch and cut."""
    found = search(
        relaxation,
        box,
        root=root,
        at_least=at_least,
        first_only=first_only,
        node_limit=NODE_LIMIT,
        seconds_left=seconds_left,
    )
    is_answer = found.complete or (first_only and found.values is not None)
    if is_answer or (seconds_left is not None and seconds_left() <= 0):
        return found
    wanted = at_least if found.points is None else found.points + 1
    other = branch_and_cut(relaxation, box, at_least=wanted, first_only=first_only, seconds_left=seconds_left)
    if other.values is not None:
        return other
    bounds = [bound for bound in (found.bound, other.bound) if bound is not None]
    bound = found.points if other.complete else min(bounds, default=None)
    return Found(found.values, found.points, complete=other.complete, bound=bound)


@dataclass(frozen=True, eq=False)
class Kernel:
    """What is still open of a program inside a box, as a smaller program of the columns ``kept``."""

    model: LinearModel
    kept: Integers
    base: Integers

    @classmethod
    def within(cls, model: LinearModel, box: Box) -> Kernel | None:
        """The kernel of ``box``; None where some row alone shows that it holds no solution."""
        opened, kept = model.restricted(box.lower, box.upper)
        lower, upper = opened.propagated(opened.lower, opened.upper)
        if (lower > upper).any():
            return None
        base = box.lower.copy()
        base[kept] = lower
        smaller, still_open = opened.restricted(lower, upper)
        return cls(smaller, kept[still_open], base)

    @classmethod
    def around(cls, model: LinearModel, box: Box) -> Kernel:
        """The kernel of a box that is known to hold a solution."""
        kernel = cls.within(model, box)
        if kernel is None:
            raise ValueError("the box holds no solution")
        return kernel

    @property
    def box(self) -> Box:
        return Box(self.model.lower, self.model.upper)

    def places(self, columns: Integers) -> Integers:
        """Where those of ``columns`` that are still open stand in the kernel, in their order."""
        places = np.searchsorted(self.kept, columns)
        there = places < len(self.kept)
        found: Integers = places[there][self.kept[places[there]] == columns[there]]
        return found

    def completed(self, values: Integers) -> Integers:
        """The solution of the whole program that ``values`` of the kernel stand for."""
        whole = self.base.copy()
        whole[self.kept] = values
        return whole
