"""The answer to a placement problem, format ``chibo.placement-result/1``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.problem import Rule
from chibo.domain.placement.verify import Breakdown

FORMAT = "chibo.placement-result/1"


@dataclass(frozen=True, kw_only=True)
class Result:
    """A plan and what is proven about it, or the rules that forbid every plan (objective, bound and breakdown None)."""

    status: Status
    objective: int | None = None
    bound: int | None = None
    placements: Mapping[str, str]
    breakdown: Breakdown | None = None
    conflict: tuple[Rule, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "status": self.status.value,
            "objective": self.objective,
            "bound": self.bound,
            "placements": dict(self.placements),
            "breakdown": {} if self.breakdown is None else self.breakdown.to_json(),
            "conflict": [rule.to_json() for rule in self.conflict],
        }
