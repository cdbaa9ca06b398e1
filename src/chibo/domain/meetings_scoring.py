"""How a cell scores its own meeting after it: the sheets as dated data, and the level that a total gives.

Scoring after the meeting is asked for by 12-HD/BTCTW (6-7-2018); each province has its own sheet, separate for regular and
thematic meetings. The sheet here is made in their likeness, not taken from any one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.domain.rules import Violation, refusal


class SheetKind(StrEnum):
    REGULAR = "REGULAR"
    THEMATIC = "THEMATIC"


class Level(StrEnum):
    """How good a meeting was."""

    GOOD = "GOOD"
    FAIR = "FAIR"
    AVERAGE = "AVERAGE"
    POOR = "POOR"


class Criterion(StrEnum):
    """What is scored; words stand in ``meetings/labels.py``."""

    PREPARED = "PREPARED"
    THEME_CHOSEN = "THEME_CHOSEN"
    ATTENDED = "ATTENDED"
    ORDERLY = "ORDERLY"
    CONTENT = "CONTENT"
    DISCUSSED = "DISCUSSED"
    CONCLUDED = "CONCLUDED"
    RECORDED = "RECORDED"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The criteria with their most points, a hundred in all; ``levels`` from the highest down with the least total."""

    code: str
    starts_on: date
    kind: SheetKind
    criteria: tuple[tuple[Criterion, int], ...]
    levels: tuple[tuple[Level, int], ...]
    source: str


_LEVELS = ((Level.GOOD, 90), (Level.FAIR, 70), (Level.AVERAGE, 50), (Level.POOR, 0))
_SOURCE = "theo tinh thần Hướng dẫn 12-HD/BTCTW, 6-7-2018; thang điểm của hệ thống"
SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "2018-REGULAR",
        date(2018, 7, 6),
        SheetKind.REGULAR,
        (
            (Criterion.PREPARED, 20),
            (Criterion.ATTENDED, 15),
            (Criterion.ORDERLY, 15),
            (Criterion.CONTENT, 15),
            (Criterion.DISCUSSED, 15),
            (Criterion.CONCLUDED, 15),
            (Criterion.RECORDED, 5),
        ),
        _LEVELS,
        _SOURCE,
    ),
    Sheet(
        "2018-THEMATIC",
        date(2018, 7, 6),
        SheetKind.THEMATIC,
        (
            (Criterion.THEME_CHOSEN, 20),
            (Criterion.PREPARED, 20),
            (Criterion.ATTENDED, 10),
            (Criterion.CONTENT, 15),
            (Criterion.DISCUSSED, 20),
            (Criterion.CONCLUDED, 10),
            (Criterion.RECORDED, 5),
        ),
        _LEVELS,
        _SOURCE,
    ),
)


def sheet_on(day: date, kind: SheetKind) -> Sheet:
    """The sheet of ``kind`` in force on ``day``; days before the table begins are scored by its first."""
    sheets = [sheet for sheet in SHEETS if sheet.kind is kind]
    return next((sheet for sheet in reversed(sheets) if sheet.starts_on <= day), sheets[0])


def sheet_named(code: str) -> Sheet:
    """The sheet ``code``. Raises ``KeyError`` when there is none."""
    return {sheet.code: sheet for sheet in SHEETS}[code]


def check_points(sheet: Sheet, points: Mapping[str, int]) -> list[Violation]:
    """Every criterion of ``sheet`` is scored, none other, and none beyond its most points."""
    most = {criterion.value: limit for criterion, limit in sheet.criteria}
    if set(points) != set(most) or any(not 0 <= points[name] <= most[name] for name in points):
        return [refusal("POINTS_NOT_OF_SHEET")]
    return []


def level_of(sheet: Sheet, total: int) -> Level:
    """The level that ``total`` points give."""
    return next(level for level, least in sheet.levels if total >= least)
