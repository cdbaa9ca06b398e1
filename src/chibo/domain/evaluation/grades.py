"""The four grades of a review."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """From the highest down."""

    EXCELLENT = "EXCELLENT"
    GOOD = "GOOD"
    FULFILLED = "FULFILLED"
    NOT_FULFILLED = "NOT_FULFILLED"

    @property
    def rank(self) -> int:
        """3 for the highest, 0 for the lowest."""
        return len(Grade) - 1 - list(Grade).index(self)


def levels_apart(one: Grade, other: Grade) -> int:
    """How many levels lie between the two; 0 when they are the same."""
    return abs(one.rank - other.rank)
