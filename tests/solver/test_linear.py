"""The arithmetic behind every proof: bounds hold whatever the multipliers, and nothing allowed is struck off."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.domain.integer_programs.linear import SCALE
from chibo.domain.integer_programs.optimum import maximise
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box
from chibo.domain.placement.model import build
from chibo.domain.placement.problem import Problem
from tests.domain.placement.examples import every_plan, problems


@given(problems(most_members=4), st.data())
@settings(max_examples=60, deadline=None)
def test_any_multipliers_give_a_bound_that_no_plan_exceeds(problem: Problem, data: st.DataObject) -> None:
    model = build(problem)
    linear = model.linear
    number = st.floats(-500, 500) | st.sampled_from([float("nan"), float("inf"), -1e300])
    multipliers = np.array(
        data.draw(st.lists(number, min_size=linear.row_count, max_size=linear.row_count)), np.float64
    )

    bound = linear.bound(multipliers, linear.lower, linear.upper)

    for worth, plan in every_plan(problem):
        assert worth <= bound.points
        for member, cell in plan.items():
            price = int(bound.prices[model.column(member, cell)])
            closed = linear.upper[model.column(member, cell)] == linear.lower[model.column(member, cell)]
            if price < 0 and not closed:
                assert worth * SCALE <= bound.scaled + price


@given(problems(most_members=4))
@settings(max_examples=40, deadline=None)
def test_propagation_and_restriction_keep_every_plan(problem: Problem) -> None:
    model = build(problem)
    linear = model.linear
    if (linear.lower > linear.upper).any():
        return

    lower, upper = linear.propagated(linear.lower, linear.upper)

    plans = every_plan(problem)
    for _, plan in plans:
        chosen = [model.column(member, cell) for member, cell in plan.items()]
        assert (upper[chosen] == 1).all()
    if plans:
        smaller, kept = linear.restricted(lower, upper)
        best = maximise(Relaxation(smaller), Box(smaller.lower, smaller.upper))
        assert best is not None
        assert best.points == max(worth for worth, _ in plans)
        whole = lower.copy()
        whole[kept] = best.values
        assert linear.value(whole, linear.lower, linear.upper) == best.points
