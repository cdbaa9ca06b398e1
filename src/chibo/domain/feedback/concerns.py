"""A resident's concern: noted by a cell → routed to an office → answered → read back in the cell → closed by the cell.

The state is derived from the days on which these things happened. The office answers; only the cell closes or reopens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chibo.domain.rules import Violation, refusal
from chibo.domain.working_days import OFFICIAL_SWAPS, Swap, add_working_days


class Theme(StrEnum):
    """What a concern is about."""

    LAND = "LAND"
    ROADS = "ROADS"
    ENVIRONMENT = "ENVIRONMENT"
    UTILITIES = "UTILITIES"
    SECURITY = "SECURITY"
    WELFARE = "WELFARE"
    HEALTH = "HEALTH"
    EDUCATION = "EDUCATION"
    LIVELIHOOD = "LIVELIHOOD"
    CULTURE = "CULTURE"
    PROCEDURES = "PROCEDURES"
    PARTY = "PARTY"
    OTHER = "OTHER"


class ConcernKind(StrEnum):
    """What is asked for; it settles the deadline of the answer."""

    QUESTION = "QUESTION"
    PETITION = "PETITION"
    URGENT = "URGENT"


class ConcernState(StrEnum):
    """Where a concern stands on a day."""

    NOTED = "NOTED"
    ROUTED = "ROUTED"
    ANSWERED = "ANSWERED"
    READ_BACK = "READ_BACK"
    CLOSED = "CLOSED"
    JOINED = "JOINED"


UNANSWERED = frozenset({ConcernState.NOTED, ConcernState.ROUTED})
"""While the clock of the answer runs."""


@dataclass(frozen=True, slots=True)
class ConcernFacts:
    """The days of one concern, as the rules see it; ``None``: not yet. Those from ``office`` on are its latest round's."""

    number: int
    raised_on: date
    due_on: date
    joined_on: date | None = None
    office: str = ""
    routed_on: date | None = None
    answered_on: date | None = None
    read_back_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """Working days allowed for an answer, in force from ``starts_on`` until the next rule of its kind."""

    starts_on: date
    working_days: int
    source: str


_LAW_IN_FORCE = date(2014, 7, 1)

ANSWER_RULES: dict[ConcernKind, tuple[AnswerRule, ...]] = {
    # For questions and urgent matters no text was found: shorter than the law's limit, and the product's own.
    ConcernKind.QUESTION: (AnswerRule(_LAW_IN_FORCE, 5, "mức của hệ thống, trong hạn của Luật Tiếp công dân"),),
    ConcernKind.PETITION: (AnswerRule(_LAW_IN_FORCE, 10, "Luật Tiếp công dân 42/2013/QH13, Điều 28"),),
    ConcernKind.URGENT: (AnswerRule(_LAW_IN_FORCE, 2, "mức của hệ thống, trong hạn của Luật Tiếp công dân"),),
}


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """How long a resident's identity is kept, in days from the day it was given."""

    starts_on: date
    days: int
    source: str


KEEPING_RULES: tuple[KeepingRule, ...] = (
    KeepingRule(_LAW_IN_FORCE, 90, "mức của hệ thống: đủ cho hai lần trả lời và hai buổi sinh hoạt chi bộ"),
    KeepingRule(date(2026, 1, 1), 90, "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: không giữ quá mục đích"),
)

MEETING_EVERY = timedelta(days=31)
"""A cell meets every month (Điều lệ Đảng), so an answer is read back within a month."""


def concern_state(facts: ConcernFacts, on: date) -> ConcernState:
    """The state at the end of ``on``: later days do not count yet."""
    if facts.joined_on is not None and facts.joined_on <= on:
        return ConcernState.JOINED
    steps = (
        (facts.closed_on, ConcernState.CLOSED),
        (facts.read_back_on, ConcernState.READ_BACK),
        (facts.answered_on, ConcernState.ANSWERED),
        (facts.routed_on, ConcernState.ROUTED),
    )
    return next((state for day, state in steps if day is not None and day <= on), ConcernState.NOTED)


def is_overdue(facts: ConcernFacts, on: date) -> bool:
    """Whether the last day for an answer has passed without one."""
    return concern_state(facts, on) in UNANSWERED and facts.due_on < on


def answer_rule(kind: ConcernKind, on: date) -> AnswerRule:
    """The rule of ``kind`` in force on ``on``; days before the table begins are judged by its first rule."""
    rules = ANSWER_RULES[kind]
    return next((rule for rule in reversed(rules) if rule.starts_on <= on), rules[0])


def answer_due_on(kind: ConcernKind, on: date, *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> date:
    """The last day for the answer to a concern raised (or reopened) on ``on``, by the rule in force that day.

    Routing to an office, or on to another, does not lengthen it: the resident waits for one answer.
    """
    return add_working_days(on, answer_rule(kind, on).working_days, swaps=swaps)


def read_back_by(answered_on: date) -> date:
    """The day by which the cell's next monthly meeting has been held, and the answer read back."""
    return answered_on + MEETING_EVERY


def erase_on(given_on: date) -> date:
    """The first day on which an identity given on ``given_on`` is no longer kept."""
    rule = next((rule for rule in reversed(KEEPING_RULES) if rule.starts_on <= given_on), KEEPING_RULES[0])
    return given_on + timedelta(days=rule.days)


def check_route(facts: ConcernFacts, on: date, *, office: str, reason: str) -> list[Violation]:
    """A concern goes to an office, or with a reason on to another, until it is answered."""
    if facts.joined_on is not None:
        return [refusal("CONCERN_JOINED", number=facts.number, day=facts.joined_on)]
    if facts.answered_on is not None:
        return [refusal("CONCERN_ANSWERED", number=facts.number, day=facts.answered_on)]
    if facts.routed_on is not None and facts.office == office:
        return [refusal("CONCERN_SAME_OFFICE", number=facts.number, office=office)]
    if facts.routed_on is not None and not reason.strip():
        return [refusal("CONCERN_REASON_WANTED")]
    return _not_before(facts, on, facts.routed_on or facts.raised_on)


def check_answer(facts: ConcernFacts, on: date) -> list[Violation]:
    """An office answers what was routed to it, once, not before it came."""
    if facts.joined_on is not None:
        return [refusal("CONCERN_JOINED", number=facts.number, day=facts.joined_on)]
    if facts.routed_on is None:
        return [refusal("CONCERN_NOT_ROUTED", number=facts.number)]
    if facts.answered_on is not None:
        return [refusal("CONCERN_ANSWERED", number=facts.number, day=facts.answered_on)]
    return _not_before(facts, on, facts.routed_on)


def check_read_back(facts: ConcernFacts, on: date) -> list[Violation]:
    """An answer is read back in the cell once, not before it was given."""
    if facts.answered_on is None:
        return [refusal("CONCERN_NOT_ANSWERED", number=facts.number)]
    if facts.read_back_on is not None:
        return [refusal("CONCERN_READ_BACK", number=facts.number, day=facts.read_back_on)]
    return _not_before(facts, on, facts.answered_on)


def check_close(facts: ConcernFacts, on: date, *, by_office: bool) -> list[Violation]:
    """The cell closes what was read back to it; nobody of the office that answered does it."""
    if facts.closed_on is not None:
        return [refusal("CONCERN_CLOSED", number=facts.number, day=facts.closed_on)]
    return _cell_judges(facts, on, by_office=by_office)


def check_reopen(facts: ConcernFacts, on: date, *, reason: str, by_office: bool) -> list[Violation]:
    """The cell says why the answer does not do; also after it had closed the concern."""
    found = _cell_judges(facts, on, by_office=by_office)
    if not found and not reason.strip():
        return [refusal("CONCERN_REASON_WANTED")]
    return found


def check_join(facts: ConcernFacts, into: ConcernFacts, on: date, *, same_commune: bool) -> list[Violation]:
    """A concern not yet answered goes on as one with another of the same commune that still stands by itself."""
    if facts.joined_on is not None:
        return [refusal("CONCERN_JOINED", number=facts.number, day=facts.joined_on)]
    if facts.answered_on is not None:
        return [refusal("CONCERN_ANSWERED", number=facts.number, day=facts.answered_on)]
    if into.number == facts.number or into.joined_on is not None or into.closed_on is not None or not same_commune:
        return [refusal("CONCERN_NOT_TO_JOIN", number=facts.number, other=into.number)]
    return _not_before(facts, on, max(facts.raised_on, into.raised_on, facts.routed_on or facts.raised_on))


def check_identity(*, known: bool) -> list[Violation]:
    """The identity of a resident is taken down once for a concern."""
    return [refusal("IDENTITY_KNOWN")] if known else []


def check_read_identity(on: date, *, until: date, erased_on: date | None) -> list[Violation]:
    """An identity is read before its last day only."""
    if erased_on is not None:
        return [refusal("IDENTITY_ERASED", day=erased_on)]
    return [refusal("IDENTITY_EXPIRED", day=until)] if on >= until else []


def _cell_judges(facts: ConcernFacts, on: date, *, by_office: bool) -> list[Violation]:
    if facts.answered_on is None:
        return [refusal("CONCERN_NOT_ANSWERED", number=facts.number)]
    if facts.read_back_on is None:
        return [refusal("CONCERN_NOT_READ_BACK", number=facts.number)]
    if by_office:
        return [refusal("CONCERN_JUDGED_BY_OFFICE", office=facts.office)]
    return _not_before(facts, on, max(facts.read_back_on, facts.closed_on or facts.read_back_on))


def _not_before(facts: ConcernFacts, on: date, day: date) -> list[Violation]:
    return [refusal("CONCERN_DAY_TOO_EARLY", number=facts.number, on=on, day=day)] if on < day else []
