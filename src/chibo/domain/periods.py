"""Half-open date ranges ``[starts_on, ends_on)``: the first day counts, the last one does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``starts_on`` up to but not including ``ends_on``; ``None`` means without end.

    Raises ``ValueError`` when it would hold no day.
    """

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on <= self.starts_on:
            raise ValueError(f"a period must hold at least one day: {self.starts_on}–{self.ends_on}")

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies in both."""
        return (other.ends_on is None or self.starts_on < other.ends_on) and (
            self.ends_on is None or other.starts_on < self.ends_on
        )


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days in as few periods as hold them, in order: those that touch or overlap become one."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda each: each.starts_on):
        last = found[-1] if found else None
        if last is None or (last.ends_on is not None and last.ends_on < period.starts_on):
            found.append(period)
        elif last.ends_on is not None and (period.ends_on is None or period.ends_on > last.ends_on):
            found[-1] = Period(last.starts_on, period.ends_on)
    return tuple(found)
