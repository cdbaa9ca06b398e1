"""The handshake of a transfer: what may follow what."""

from datetime import date

import pytest

from chibo.domain.transfers import (
    TransferFacts,
    TransferState,
    check_confirm,
    check_issue,
    check_receive,
    check_return,
    check_send_again,
    check_take,
    days_left,
    is_overdue,
    transfer_state,
)

ISSUED, RECEIVED, CONFIRMED, DUE = date(2019, 5, 15), date(2019, 5, 20), date(2019, 5, 22), date(2019, 6, 26)
WAITING = TransferFacts("Người Chuyển")
OPEN = TransferFacts("Người Chuyển", issued_on=ISSUED, due_on=DUE)
ARRIVED = TransferFacts("Người Chuyển", issued_on=ISSUED, due_on=DUE, received_on=RECEIVED)
DONE = TransferFacts("Người Chuyển", issued_on=ISSUED, due_on=DUE, received_on=RECEIVED, confirmed_on=CONFIRMED)
BACK = TransferFacts("Người Chuyển", issued_on=ISSUED, due_on=DUE, returned_on=RECEIVED)


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


@pytest.mark.parametrize(
    ("facts", "on", "state"),
    [
        (WAITING, DUE, TransferState.HELD),
        (OPEN, date(2019, 5, 14), TransferState.HELD),
        (OPEN, ISSUED, TransferState.ISSUED),
        (DONE, date(2019, 5, 19), TransferState.ISSUED),
        (DONE, RECEIVED, TransferState.RECEIVED),
        (DONE, CONFIRMED, TransferState.CONFIRMED),
        (BACK, RECEIVED, TransferState.RETURNED),
    ],
)
def test_the_state_is_that_of_the_day(facts: TransferFacts, on: date, state: TransferState):
    assert transfer_state(facts, on) is state


def test_issued_but_never_arrived_is_an_alarm_after_the_last_day():
    assert not is_overdue(OPEN, DUE)
    assert is_overdue(OPEN, date(2019, 6, 27))
    assert not is_overdue(ARRIVED, date(2019, 6, 27))
    assert not is_overdue(WAITING, date(2019, 6, 27))


@pytest.mark.parametrize(
    ("facts", "on", "left"),
    [
        (OPEN, ISSUED, 30),
        (OPEN, date(2019, 6, 25), 1),
        (OPEN, DUE, 0),
        (OPEN, date(2019, 6, 27), -1),
        (OPEN, date(2019, 6, 29), -2),
        (ARRIVED, RECEIVED, None),
        (WAITING, DUE, None),
        (BACK, DUE, None),
    ],
)
def test_the_clock_counts_working_days_while_the_member_is_on_the_way(facts: TransferFacts, on: date, left: int | None):
    assert days_left(facts, on) == left


def test_a_deadline_on_a_friday_is_missed_by_a_day_from_the_saturday_on():
    friday = TransferFacts("Người Chuyển", issued_on=ISSUED, due_on=date(2019, 6, 28))
    assert [days_left(friday, date(2019, 6, day)) for day in (28, 29, 30)] == [0, -1, -1]


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        (OPEN, RECEIVED, []),
        (WAITING, RECEIVED, ["NOT_ISSUED"]),
        (ARRIVED, RECEIVED, ["ALREADY_RECEIVED"]),
        (BACK, CONFIRMED, ["ALREADY_RETURNED"]),
        (OPEN, date(2019, 5, 14), ["BEFORE_ISSUE"]),
    ],
)
def test_only_an_open_transfer_is_received(facts: TransferFacts, on: date, expected: list[str]):
    assert codes(check_receive(facts, on)) == expected


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        (ARRIVED, CONFIRMED, []),
        (OPEN, CONFIRMED, ["NOT_RECEIVED"]),
        (DONE, CONFIRMED, ["ALREADY_CONFIRMED"]),
        (BACK, CONFIRMED, ["ALREADY_RETURNED"]),
        (ARRIVED, date(2019, 5, 19), ["BEFORE_RECEIPT"]),
    ],
)
def test_only_an_arrival_is_confirmed(facts: TransferFacts, on: date, expected: list[str]):
    assert codes(check_confirm(facts, on)) == expected


def test_a_return_needs_a_reason_and_an_open_transfer():
    assert codes(check_return(OPEN, RECEIVED, reason="Chưa nhận được hồ sơ")) == []
    assert codes(check_return(OPEN, RECEIVED, reason="  ")) == ["REASON_WANTED"]
    assert codes(check_return(DONE, DUE, reason="x")) == ["ALREADY_CONFIRMED"]
    assert codes(check_return(WAITING, DUE, reason="x")) == ["NOT_ISSUED"]


def test_a_held_member_is_not_introduced_and_nobody_twice():
    assert codes(check_issue(WAITING, ISSUED, held=True)) == ["TRANSFER_HELD"]
    assert codes(check_issue(WAITING, ISSUED, held=False)) == []
    assert codes(check_issue(OPEN, DUE, held=False)) == ["ALREADY_ISSUED"]


def test_only_what_came_back_is_sent_again_and_only_once():
    assert codes(check_send_again(BACK, DUE, is_followed=False)) == []
    assert codes(check_send_again(BACK, DUE, is_followed=True)) == ["ALREADY_SENT_AGAIN"]
    assert codes(check_send_again(BACK, ISSUED, is_followed=False)) == ["BEFORE_ISSUE"]
    assert codes(check_send_again(OPEN, DUE, is_followed=False)) == ["NOT_RETURNED"]


def test_a_thing_is_taken_after_it_was_given():
    assert codes(check_take("Hồ sơ đảng viên", given_on=None, on=ISSUED)) == ["NOT_GIVEN"]
    assert codes(check_take("Hồ sơ đảng viên", given_on=RECEIVED, on=ISSUED)) == ["BEFORE_GIVEN"]
    assert codes(check_take("Hồ sơ đảng viên", given_on=ISSUED, on=ISSUED)) == []
