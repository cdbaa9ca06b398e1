"""A member's way to a new cell: issued → received → confirmed, or returned; what may happen when.

Two sides shake hands: the receiving cell says that the member arrived (received), the committee that introduced them
confirms it. Source: guidance on transfers of Party activities; 24-QĐ/TW 6.3.5 and 294-QĐ/TW 6.3.1 for the days allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.domain.rules import Violation, refusal
from chibo.domain.working_days import working_days_between


class TransferState(StrEnum):
    """Where a transfer stands on a day."""

    HELD = "HELD"
    ISSUED = "ISSUED"
    RECEIVED = "RECEIVED"
    CONFIRMED = "CONFIRMED"
    RETURNED = "RETURNED"


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """The days of one transfer, as the rules see it; ``None``: not yet."""

    member: str
    issued_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    confirmed_on: date | None = None
    returned_on: date | None = None


def transfer_state(facts: TransferFacts, on: date) -> TransferState:
    """The state at the end of ``on``: later days do not count yet."""
    if facts.returned_on is not None and facts.returned_on <= on:
        return TransferState.RETURNED
    if facts.confirmed_on is not None and facts.confirmed_on <= on:
        return TransferState.CONFIRMED
    if facts.received_on is not None and facts.received_on <= on:
        return TransferState.RECEIVED
    if facts.issued_on is not None and facts.issued_on <= on:
        return TransferState.ISSUED
    return TransferState.HELD


def is_overdue(facts: TransferFacts, on: date) -> bool:
    """Whether the last day passed without the member's arrival being received: "issued, never arrived"."""
    open_state = transfer_state(facts, on) is TransferState.ISSUED
    return open_state and facts.due_on is not None and facts.due_on < on


def days_left(facts: TransferFacts, on: date) -> int | None:
    """Working days from ``on`` to the last day on which the member may arrive; negative: days overdue.

    ``None`` while the clock does not run: the member is held, has arrived, or was sent back.
    """
    if facts.due_on is None or transfer_state(facts, on) is not TransferState.ISSUED:
        return None
    if facts.due_on < on:
        return min(-1, working_days_between(on, facts.due_on))
    return working_days_between(on, facts.due_on)


def check_issue(facts: TransferFacts, on: date, *, held: bool) -> list[Violation]:
    """A member still held is not introduced; nobody is introduced twice."""
    if held:
        return [refusal("TRANSFER_HELD", member=facts.member)]
    if facts.issued_on is not None:
        return [refusal("ALREADY_ISSUED", member=facts.member, day=facts.issued_on)]
    return []


def check_receive(facts: TransferFacts, on: date) -> list[Violation]:
    """Only an issued transfer is received, once, not before it was issued."""
    if facts.issued_on is None:
        return [refusal("NOT_ISSUED", member=facts.member)]
    if facts.returned_on is not None:
        return [refusal("ALREADY_RETURNED", member=facts.member, day=facts.returned_on)]
    if facts.received_on is not None:
        return [refusal("ALREADY_RECEIVED", member=facts.member, day=facts.received_on)]
    if on < facts.issued_on:
        return [refusal("BEFORE_ISSUE", member=facts.member, day=facts.issued_on)]
    return []


def check_confirm(facts: TransferFacts, on: date) -> list[Violation]:
    """Only a received transfer is confirmed, once, not before it was received."""
    if facts.confirmed_on is not None:
        return [refusal("ALREADY_CONFIRMED", member=facts.member, day=facts.confirmed_on)]
    if facts.returned_on is not None:
        return [refusal("ALREADY_RETURNED", member=facts.member, day=facts.returned_on)]
    if facts.received_on is None:
        return [refusal("NOT_RECEIVED", member=facts.member)]
    if on < facts.received_on:
        return [refusal("BEFORE_RECEIPT", member=facts.member, day=facts.received_on)]
    return []


def check_return(facts: TransferFacts, on: date, *, reason: str) -> list[Violation]:
    """An issued transfer that is not confirmed goes back with a reason."""
    if facts.issued_on is None:
        return [refusal("NOT_ISSUED", member=facts.member)]
    if facts.confirmed_on is not None:
        return [refusal("ALREADY_CONFIRMED", member=facts.member, day=facts.confirmed_on)]
    if facts.returned_on is not None:
        return [refusal("ALREADY_RETURNED", member=facts.member, day=facts.returned_on)]
    if not reason.strip():
        return [refusal("REASON_WANTED", member=facts.member)]
    if on < (facts.received_on or facts.issued_on):
        return [refusal("BEFORE_ISSUE", member=facts.member, day=facts.received_on or facts.issued_on)]
    return []


def check_send_again(facts: TransferFacts, on: date, *, is_followed: bool) -> list[Violation]:
    """Only a returned transfer is sent again, once, not before it came back."""
    if facts.returned_on is None:
        return [refusal("NOT_RETURNED", member=facts.member)]
    if is_followed:
        return [refusal("ALREADY_SENT_AGAIN", member=facts.member)]
    if on < facts.returned_on:
        return [refusal("BEFORE_ISSUE", member=facts.member, day=facts.returned_on)]
    return []


def check_take(item: str, *, given_on: date | None, on: date) -> list[Violation]:
    """The receiving side ticks only what the giving side handed over, not before that day."""
    if given_on is None:
        return [refusal("NOT_GIVEN", item=item)]
    if on < given_on:
        return [refusal("BEFORE_GIVEN", item=item, day=given_on)]
    return []
