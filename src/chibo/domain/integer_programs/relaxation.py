"""The linear relaxation of a program over boxes of its columns, solved by HiGHS and re-proven in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from chibo.domain.integer_programs.linear import FREE, Bound, Emptiness, Flags, Integers, LinearModel

NEARLY = 1e-6
"""How far from a whole number the solver may leave a whole value."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The relaxation over one box: what it proves, and where it is best (a corner of the box where HiGHS gave no answer)."""

    bound: Bound
    values: NDArray[np.float64]

    @property
    def is_fractional(self) -> Flags:
        """Which columns are not at a whole value."""
        return np.abs(self.values - np.rint(self.values)) > NEARLY


class Relaxation:
    """One program held in HiGHS, so that each box starts from where the last one ended.

    A change of box keeps the last basis dual feasible: most boxes of a search cost a few pivots.
    """

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        self.emptiness: Emptiness | None = None
        """The proof of the last box that was found empty by its rows."""
        self._lower = model.lower
        self._upper = model.upper
        self._highs = quiet_highs()
        self._highs.setOptionValue("solver", "simplex")
        self._highs.setOptionValue("presolve", "off")
        self._highs.passModel(as_highs(model))

    def over(self, lower: Integers, upper: Integers) -> Relaxed | None:
        """The relaxation where ``lower <= x <= upper``; None where that box is proven to hold no solution."""
        if (lower > upper).any():
            return None
        changed = np.flatnonzero((lower != self._lower) | (upper != self._upper)).astype(np.int32)
        if len(changed):
            self._highs.changeColsBounds(
                len(changed), changed, lower[changed].astype(np.float64), upper[changed].astype(np.float64)
            )
            self._lower, self._upper = lower, upper
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            _, given, ray = self._highs.getDualRay()  # type: ignore[attr-defined]  # missing in its stubs
            proof = self.model.emptiness(np.asarray(ray), lower, upper) if given else None
            if proof is not None:
                self.emptiness = proof
                return None
        elif status == highspy.HighsModelStatus.kOptimal:
            solution = self._highs.getSolution()
            multipliers = np.array(solution.row_dual, np.float64)
            return Relaxed(self.model.bound(multipliers, lower, upper), np.array(solution.col_value, np.float64))
        return Relaxed(self.model.bound(np.zeros(self.model.row_count), lower, upper), lower.astype(np.float64))


def quiet_highs() -> highspy.Highs:
    """HiGHS with one thread, a fixed seed and nothing to say."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 0)
    return highs


def as_highs(model: LinearModel) -> highspy.HighsLp:
    """The program without its constant and without the demand that columns are whole."""
    program = highspy.HighsLp()
    program.num_col_ = model.column_count
    program.num_row_ = model.row_count
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = model.costs.astype(np.float64)
    program.col_lower_ = model.lower.astype(np.float64)
    program.col_upper_ = model.upper.astype(np.float64)
    program.row_lower_ = _sides(model.row_lower)
    program.row_upper_ = _sides(model.row_upper)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = model.starts.astype(np.int32)
    program.a_matrix_.index_ = model.columns.astype(np.int32)
    program.a_matrix_.value_ = model.entries.astype(np.float64)
    return program


def _sides(sides: Integers) -> NDArray[np.float64]:
    floats = sides.astype(np.float64)
    floats[sides >= FREE] = highspy.kHighsInf
    floats[sides <= -FREE] = -highspy.kHighsInf
    return floats
