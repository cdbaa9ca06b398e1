"""HiGHS's own branch and cut, for the rare program that is far from a flow."""

from __future__ import annotations

import math

import highspy
import numpy as np

from chibo.domain.integer_programs.relaxation import Relaxation, as_highs, quiet_highs
from chibo.domain.integer_programs.search import Box, Found, SecondsLeft, search

DOUBT = 1e-3
"""Points added to a bound that HiGHS claims in floating point, before it is rounded down to whole points."""

NO_SOLUTION = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
"""Every column has bounds, so nothing is unbounded."""


def branch_and_cut(
    relaxation: Relaxation,
    box: Box,
    *,
    at_least: int | None,
    first_only: bool,
    seconds_left: SecondsLeft | None,
) -> Found:
    """As ``search``. The solution is checked in whole numbers; that there is no better one is HiGHS's word, rounded safely."""
    model, kept = relaxation.model.restricted(box.lower, box.upper)
    if not model.column_count:
        return search(relaxation, box, at_least=at_least)
    program = as_highs(model)
    program.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in model.whole
    ]
    highs = quiet_highs()
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue(
        "mip_abs_gap", 1.0 - 2 * DOUBT
    )  # values are whole: less than a point from the bound is optimal
    if seconds_left is not None:
        highs.setOptionValue("time_limit", max(0.0, seconds_left()))
    highs.passModel(program)
    if at_least is not None:
        worth = at_least - model.constant - 0.5
        columns = np.arange(model.column_count, dtype=np.int32)
        highs.addRow(worth, highspy.kHighsInf, len(columns), columns, model.costs.astype(np.float64))
    if first_only:
        highs.setOptionValue("mip_max_improving_sols", 1)
    highs.run()
    status = highs.getModelStatus()
    if status in NO_SOLUTION:
        return Found(None, None, complete=True)
    information = highs.getInfo()
    claimed = information.mip_dual_bound
    bound = math.floor(claimed + DOUBT) + model.constant if math.isfinite(claimed) else None
    if information.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Found(None, None, complete=False, bound=bound)
    point = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
    lower, upper = box.lower.copy(), box.upper.copy()
    settled = kept[model.whole]
    lower[settled] = upper[settled] = point[model.whole]
    found = search(relaxation, Box(lower, upper), at_least=at_least)
    complete = found.points is not None and found.points == bound
    return Found(found.values, found.points, complete=complete, bound=bound)
