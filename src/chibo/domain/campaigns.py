"""Where a commune stands in a campaign: derived from what happened, never typed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CommuneState(StrEnum):
    """The states in their order; ``LATE`` is no state but a flag beside it: see ``is_late``."""

    NOT_CONCERNED = "NOT_CONCERNED"
    EXCUSED = "EXCUSED"
    PREPARING = "PREPARING"
    PLANNED = "PLANNED"
    DECIDED = "DECIDED"
    MOVING = "MOVING"
    DONE = "DONE"


@dataclass(frozen=True, slots=True)
class CommuneFacts:
    """What happened in a commune up to a day.

    ``concerned``: it had a cell to reorganise when the campaign began (in a dissolution: an agency cell).
    """

    concerned: bool
    deadline: date
    excused: bool = False
    adopted: bool = False
    decided: bool = False
    carried_out: bool = False
    unconfirmed: int = 0


def commune_state(facts: CommuneFacts) -> CommuneState:
    """The furthest point that the facts reach."""
    if not facts.concerned:
        return CommuneState.NOT_CONCERNED
    if facts.carried_out:
        return CommuneState.MOVING if facts.unconfirmed else CommuneState.DONE
    if facts.decided:
        return CommuneState.DECIDED
    if facts.excused:
        return CommuneState.EXCUSED
    return CommuneState.PLANNED if facts.adopted else CommuneState.PREPARING


def is_late(facts: CommuneFacts, on: date) -> bool:
    """Whether the deadline has passed while something is left to do."""
    finished = {CommuneState.NOT_CONCERNED, CommuneState.EXCUSED, CommuneState.DONE}
    return facts.deadline < on and commune_state(facts) not in finished
