"""Which of the plans of equal worth is the answer: the first in a stable order of names."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from chibo.domain.integer_programs.linear import Integers, LinearModel
from chibo.domain.integer_programs.optimum import Kernel, Optimum, best_of
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box, SecondsLeft, search

FEW = 3
"""Up to so many earlier columns of a group are tried together."""
EASY = 20
"""Boxes to look at before another way is tried."""
LARGEST_TILT = 2**40
"""Costs up to here keep products within 64 bits."""


def first_of_equals(
    model: LinearModel, optimum: Optimum, groups: Sequence[Integers], *, seconds_left: SecondsLeft | None = None
) -> Integers:
    """Of all solutions worth as much as ``optimum``, the first in the order of ``groups``; there is exactly one.

    Each group holds columns of which exactly one is 1; together they settle a solution but for auxiliary columns. The first
    solution is the one with the earliest possible column of the first group; among those, with the earliest of the second
    group, and so on: a property of the program alone, whatever solver looked for it and wherever it began. Once the time is
    over the best found so far is returned.
    """
    kernel = Kernel.around(model, optimum.tight)
    plan = optimum.values[kernel.kept]
    places = [kernel.places(group) for group in groups]
    if _is_first(kernel, plan, places, optimum.points):
        return kernel.completed(plan)
    plan = _leaning(kernel, plan, places, optimum.points)
    if _is_first(kernel, plan, places, optimum.points):
        return kernel.completed(plan)
    return _group_by_group(model, optimum, groups, kernel.completed(plan), seconds_left)


def _is_first(kernel: Kernel, plan: Integers, places: Sequence[Integers], points: int) -> bool:
    """Whether it is easily proven that no other solution worth ``points`` is earlier in any group.

    That is more than being first, but one look proves it for all groups at once.
    """
    earlier = np.concatenate([np.zeros(0, np.int64), *(columns[: _chosen(plan, columns)] for columns in places)])
    if not len(earlier):
        return True
    moved = kernel.model.with_row(earlier, at_least=1)
    found = search(Relaxation(moved), Box(moved.lower, moved.upper), at_least=points, first_only=True, node_limit=EASY)
    return found.complete and found.values is None


def _leaning(kernel: Kernel, plan: Integers, places: Sequence[Integers], points: int) -> Integers:
    """A solution worth ``points`` that leans towards early columns, of early groups above all: a good place to begin."""
    model = kernel.model
    tilt = np.zeros(model.column_count, np.int64)
    for weight, columns in enumerate(reversed(places), start=1):
        tilt[columns] = weight * np.arange(len(columns))
    whole_point = 1 + sum(int(tilt[columns].max()) for columns in places if len(columns))
    if whole_point * int(np.abs(model.costs).max(initial=1)) > LARGEST_TILT:
        return plan
    tilted = dataclasses.replace(model, constant=0, costs=whole_point * model.costs - tilt)
    found = search(Relaxation(tilted), kernel.box, first_only=True, node_limit=len(places))
    is_equal = found.values is not None and model.value(found.values, model.lower, model.upper) == points
    return found.values if found.values is not None and is_equal else plan


def _group_by_group(
    model: LinearModel,
    optimum: Optimum,
    groups: Sequence[Integers],
    solution: Integers,
    seconds_left: SecondsLeft | None,
) -> Integers:
    """The first solution, found by asking for each group in turn whether an earlier column is possible."""
    kernel = Kernel.around(model, optimum.tight)
    relaxation, box, plan = Relaxation(kernel.model), kernel.box, solution[kernel.kept]
    for group in groups:
        columns = kernel.places(group)
        if not (plan[columns] == 1).any():
            continue  # settled: the column that is 1 is not open any more
        reach = FEW
        while len(earlier := columns[: _chosen(plan, columns)]):
            tried = earlier if len(earlier) <= FEW else earlier[:reach]
            trial = _holding(box, columns, tried)
            found = best_of(relaxation, trial, at_least=optimum.points, first_only=True, seconds_left=seconds_left)
            if found.values is not None:
                plan, reach = found.values, 1
            elif found.complete:
                columns, reach = columns[len(tried) :], 2 * reach
            else:
                return kernel.completed(plan)
        box = _holding(box, kernel.places(group), columns[:1])
        if 2 * box.open_count < kernel.model.column_count:
            solution = kernel.completed(plan)
            kernel = Kernel.around(model, Box(kernel.completed(box.lower), kernel.completed(box.upper)))
            relaxation, box, plan = Relaxation(kernel.model), kernel.box, solution[kernel.kept]
    return kernel.completed(plan)


def _chosen(plan: Integers, columns: Integers) -> int:
    """The place among ``columns`` of the one that is 1 in ``plan``; 0 where none is, because the choice is settled."""
    return int((plan[columns] == 1).argmax()) if len(columns) else 0


def _holding(box: Box, columns: Integers, allowed: Integers) -> Box:
    """``box`` with every one of ``columns`` at 0 but the ``allowed`` ones; a single one allowed is at 1."""
    lower, upper = box.lower.copy(), box.upper.copy()
    upper[columns] = 0
    upper[allowed] = box.upper[allowed]
    if len(allowed) == 1:
        lower[allowed] = upper[allowed]
    return Box(lower, upper)
