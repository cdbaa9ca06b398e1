"""The steps of something on its way, for the stepper."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple


class StepState(StrEnum):
    """Where one step stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    BLOCKED = "blocked"


class Step(NamedTuple):
    """One step: its name, where it stands, the day it happened (or is due), a remark, and where it leads."""

    label: Any
    state: StepState
    on: date | None = None
    note: Any = ""
    address: str = ""


def steps_until(labels: list[Any], current: int) -> list[Step]:
    """Steps of which those before ``current`` (from 0) are done and those after lie ahead."""
    states = [
        StepState.DONE if index < current else StepState.CURRENT if index == current else StepState.AHEAD
        for index in range(len(labels))
    ]
    return [Step(label, state) for label, state in zip(labels, states, strict=True)]
