"""The four grades, the same since 2018 (132-QĐ/TW, 124-QĐ/TW, 366-QĐ/TW)."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """A grade of a member, a cell or one criterion."""

    EXCELLENT = "EXCELLENT"
    GOOD = "GOOD"
    FULFILLED = "FULFILLED"
    NOT_FULFILLED = "NOT_FULFILLED"

    @property
    def rank(self) -> int:
        """3 for the highest grade, down to 0."""
        return _RANKS[self]


_RANKS = {grade: rank for rank, grade in enumerate(reversed(Grade))}


def levels_apart(one: Grade, other: Grade) -> int:
    """How many levels lie between two grades: 0 for the same, 3 at most."""
    return abs(one.rank - other.rank)
