"""Where a nomination stands: put forward → recognised → helped → trained → applied → resolved → decided → admitted → official.

It may end on the way: declined by the cell, refused by the committee, withdrawn, moved away. Source of the order: guidance on
membership paperwork (09-HD/BTCTW of 5-6-2017; 12-HD/BTCTW of 2022), forms CN-NTVĐ and 1-KNĐ to 9-KNĐ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Proposer(StrEnum):
    """Who puts somebody forward: a mass organisation, or a member of the cell."""

    MEMBER = "MEMBER"
    YOUTH_UNION = "YOUTH_UNION"
    WOMEN_UNION = "WOMEN_UNION"
    FARMERS_UNION = "FARMERS_UNION"
    VETERANS = "VETERANS"
    FATHERLAND_FRONT = "FATHERLAND_FRONT"
    TRADE_UNION = "TRADE_UNION"


class NominationState(StrEnum):
    """Where a nomination stands on a day."""

    PROPOSED = "PROPOSED"
    RECOGNISED = "RECOGNISED"
    HELPED = "HELPED"
    TRAINED = "TRAINED"
    APPLIED = "APPLIED"
    RESOLVED = "RESOLVED"
    DECIDED = "DECIDED"
    ADMITTED = "ADMITTED"
    OFFICIAL = "OFFICIAL"
    DECLINED = "DECLINED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    MOVED = "MOVED"


ENDS = frozenset(
    {
        NominationState.OFFICIAL,
        NominationState.DECLINED,
        NominationState.REFUSED,
        NominationState.WITHDRAWN,
        NominationState.MOVED,
    }
)
"""Where nothing more happens and the clock of erasing the person's data runs."""

WAY = (
    NominationState.PROPOSED,
    NominationState.RECOGNISED,
    NominationState.HELPED,
    NominationState.TRAINED,
    NominationState.APPLIED,
    NominationState.RESOLVED,
    NominationState.DECIDED,
    NominationState.ADMITTED,
    NominationState.OFFICIAL,
)
"""The whole way in its order."""


class StepKind(StrEnum):
    """What happened on a day. ``POSTPONED``, ``HELPER`` and ``CERTIFICATE`` may happen again, the others once."""

    PROPOSED = "PROPOSED"
    POSTPONED = "POSTPONED"
    RECOGNISED = "RECOGNISED"
    HELPER = "HELPER"
    CERTIFICATE = "CERTIFICATE"
    APPLICATION = "APPLICATION"
    RESOLUTION = "RESOLUTION"
    DECISION = "DECISION"
    CEREMONY = "CEREMONY"
    OFFICIAL = "OFFICIAL"
    DECLINED = "DECLINED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    MOVED = "MOVED"


REPEATED = frozenset({StepKind.POSTPONED, StepKind.HELPER, StepKind.CERTIFICATE})


class Form(StrEnum):
    """A paper of the admission file; ``INTRODUCTION_TWO``: a second member introduces where no Youth Union does."""

    APPLICATION = "1-KNĐ"
    CURRICULUM_VITAE = "2-KNĐ"
    INTRODUCTION = "3-KNĐ"
    INTRODUCTION_TWO = "3-KNĐ/2"
    YOUTH_UNION = "4-KNĐ"
    OPINIONS = "5-KNĐ"
    RESIDENCE_OPINION = "5B-KNĐ"


INTRODUCTIONS = frozenset({Form.INTRODUCTION, Form.INTRODUCTION_TWO})
_ALWAYS = (
    Form.APPLICATION,
    Form.CURRICULUM_VITAE,
    Form.INTRODUCTION,
    Form.OPINIONS,
    Form.RESIDENCE_OPINION,
)


def missing_forms(received: frozenset[Form]) -> tuple[Form, ...]:
    """What the file lacks: two introduce somebody, a member and either the Youth Union or a second member.

    Source: Charter, Article 4.1, as applied by 29-QĐ/TW (two introducers: own knowledge, not seen in the text).
    """
    lacks = [form for form in _ALWAYS if form not in received]
    if not received & {Form.YOUTH_UNION, Form.INTRODUCTION_TWO}:
        lacks.append(Form.YOUTH_UNION)
    return tuple(lacks)


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """One nomination as the rules see it; days are ``None`` while not reached.

    ``last_on``: the day of its latest step; ``received_on``: when the cell had the committee's decision in hand.
    """

    number: int
    state: NominationState
    last_on: date
    forms: frozenset[Form] = frozenset()
    certified_on: date | None = None
    resolved_on: date | None = None
    decided_on: date | None = None
    received_on: date | None = None
    admitted_on: date | None = None

    @property
    def has_ended(self) -> bool:
        return self.state in ENDS
