"""The way of a review."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    SELF = "SELF"
    OFFICE = "OFFICE"
    FORMER = "FORMER"
    HOME = "HOME"
    CELL = "CELL"
