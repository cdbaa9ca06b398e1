"""The proven optimum of a program over a box."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chibo.domain.placement.branch_and_cut import branch_and_cut
from chibo.domain.placement.linear import Integers, LinearModel
from chibo.domain.placement.relaxation import Relaxation, Relaxed
from chibo.domain.placement.search import Box, Found, SecondsLeft, search

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
    first = best_of(relaxation, box, root=root, first_only=True)
    if first.values is None or first.points is None:
        return None
    tight = box.tightened(root.bound, at_least=first.points)
    if first.points == root.bound.points:
        return Optimum(first.values, first.points, first.points, tight)
    kernel = Kernel.within(relaxation.model, tight)
    better = best_of(Relaxation(kernel.model), kernel.box, at_least=first.points + 1, seconds_left=seconds_left)
    values, points = first.values, first.points
    if better.values is not None and better.points is not None:
        values, points = kernel.completed(better.values), better.points
        tight = box.tightened(root.bound, at_least=points)
    bound = points
    if not better.complete:
        bound = root.bound.points if better.bound is None else max(points, min(better.bound, root.bound.points))
    return Optimum(values, points, bound, tight)


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
    def within(cls, model: LinearModel, box: Box) -> Kernel:
        """The kernel of a box that holds at least one solution."""
        opened, kept = model.restricted(box.lower, box.upper)
        lower, upper = opened.propagated(opened.lower, opened.upper)
        base = box.lower.copy()
        base[kept] = lower
        smaller, still_open = opened.restricted(lower, upper)
        return cls(smaller, kept[still_open], base)

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
