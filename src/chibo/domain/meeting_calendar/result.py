"""The answer to a calendar problem, format ``chibo.calendar-result/1``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.problem import Desk, Meetings, Rule
from chibo.domain.meeting_calendar.verify import Breakdown

FORMAT = "chibo.calendar-result/1"


@dataclass(frozen=True, kw_only=True)
class Result:
    """A calendar and what is proven about it, or the rules that forbid every one (cost, bound and breakdown None)."""

    status: Status
    cost: int | None = None
    bound: int | None = None
    meetings: Meetings
    desk: Desk
    breakdown: Breakdown | None = None
    conflict: tuple[Rule, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "status": self.status.value,
            "cost": self.cost,
            "bound": self.bound,
            "meetings": dict(self.meetings),
            "desk": {slot: dict(posts) for slot, posts in self.desk.items()},
            "breakdown": {} if self.breakdown is None else self.breakdown.to_json(),
            "conflict": [rule.to_json() for rule in self.conflict],
        }
