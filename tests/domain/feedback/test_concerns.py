"""States, deadlines and what may happen when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chibo.domain.feedback.concerns import (
    ANSWER_RULES,
    ConcernFacts,
    ConcernKind,
    ConcernState,
    answer_due_on,
    check_answer,
    check_close,
    check_identity,
    check_join,
    check_read_back,
    check_read_identity,
    check_reopen,
    check_route,
    concern_state,
    erase_on,
    is_overdue,
    read_back_by,
)
from chibo.domain.working_days import days_left

MARCH = [date(2019, 3, day) for day in range(1, 32)]
NOTED = ConcernFacts(7, raised_on=MARCH[3], due_on=MARCH[17])
ROUTED = replace(NOTED, office="Văn phòng", routed_on=MARCH[4])
ANSWERED = replace(ROUTED, answered_on=MARCH[10])
READ = replace(ANSWERED, read_back_on=MARCH[12])
CLOSED = replace(READ, closed_on=MARCH[12])
JOINED = replace(NOTED, joined_on=MARCH[5])
OTHER = replace(NOTED, number=8)


@pytest.mark.parametrize(
    ("facts", "day", "state"),
    [
        (NOTED, MARCH[3], ConcernState.NOTED),
        (ROUTED, MARCH[3], ConcernState.NOTED),
        (CLOSED, MARCH[4], ConcernState.ROUTED),
        (CLOSED, MARCH[10], ConcernState.ANSWERED),
        (READ, MARCH[12], ConcernState.READ_BACK),
        (CLOSED, MARCH[12], ConcernState.CLOSED),
        (JOINED, MARCH[4], ConcernState.NOTED),
        (JOINED, MARCH[5], ConcernState.JOINED),
    ],
)
def test_the_state_follows_from_the_days(facts, day, state):
    assert concern_state(facts, day) is state


@pytest.mark.parametrize(
    ("kind", "raised", "due"),
    [
        (ConcernKind.URGENT, date(2019, 3, 4), date(2019, 3, 6)),
        (ConcernKind.QUESTION, date(2019, 3, 4), date(2019, 3, 11)),
        (ConcernKind.PETITION, date(2019, 3, 4), date(2019, 3, 18)),
        # Over the holidays of 30 April and 1 May 2019, with the Monday given in lieu.
        (ConcernKind.URGENT, date(2019, 4, 26), date(2019, 5, 3)),
        # Before the table begins its first rule judges.
        (ConcernKind.URGENT, date(2010, 3, 1), date(2010, 3, 3)),
    ],
)
def test_the_answer_is_due_by_kind_in_working_days(kind, raised, due):
    assert answer_due_on(kind, raised) == due


def test_every_rule_has_its_day_and_source_in_order():
    for rules in ANSWER_RULES.values():
        assert all(rule.source for rule in rules)
        assert [rule.starts_on for rule in rules] == sorted(rule.starts_on for rule in rules)


def test_overdue_is_only_what_is_not_answered():
    assert not is_overdue(ROUTED, ROUTED.due_on)
    assert is_overdue(ROUTED, ROUTED.due_on + timedelta(days=1))
    assert is_overdue(NOTED, ROUTED.due_on + timedelta(days=1))
    assert not is_overdue(ANSWERED, ROUTED.due_on + timedelta(days=1))
    assert not is_overdue(JOINED, ROUTED.due_on + timedelta(days=1))
    assert days_left(MARCH[17], MARCH[14]) == 1
    assert days_left(MARCH[16], MARCH[17]) == -1


def test_an_answer_is_read_back_within_a_month_and_an_identity_goes_after_ninety_days():
    assert read_back_by(date(2019, 3, 11)) == date(2019, 4, 11)
    assert erase_on(date(2019, 3, 11)) == date(2019, 6, 9)
    assert erase_on(date(2026, 3, 11)) == date(2026, 6, 9)


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (check_route(NOTED, MARCH[4], office="A", reason=""), []),
        (check_route(NOTED, MARCH[2], office="A", reason=""), ["CONCERN_DAY_TOO_EARLY"]),
        (check_route(ROUTED, MARCH[5], office="A", reason="sai bộ phận"), []),
        (check_route(ROUTED, MARCH[5], office="A", reason=" "), ["CONCERN_REASON_WANTED"]),
        (check_route(ROUTED, MARCH[5], office="Văn phòng", reason="x"), ["CONCERN_SAME_OFFICE"]),
        (check_route(ANSWERED, MARCH[20], office="A", reason="x"), ["CONCERN_ANSWERED"]),
        (check_route(JOINED, MARCH[20], office="A", reason=""), ["CONCERN_JOINED"]),
        (check_answer(ROUTED, MARCH[4]), []),
        (check_answer(ROUTED, MARCH[3]), ["CONCERN_DAY_TOO_EARLY"]),
        (check_answer(NOTED, MARCH[4]), ["CONCERN_NOT_ROUTED"]),
        (check_answer(ANSWERED, MARCH[20]), ["CONCERN_ANSWERED"]),
        (check_answer(JOINED, MARCH[20]), ["CONCERN_JOINED"]),
        (check_read_back(ANSWERED, MARCH[12]), []),
        (check_read_back(ANSWERED, MARCH[9]), ["CONCERN_DAY_TOO_EARLY"]),
        (check_read_back(ROUTED, MARCH[12]), ["CONCERN_NOT_ANSWERED"]),
        (check_read_back(READ, MARCH[12]), ["CONCERN_READ_BACK"]),
        (check_close(READ, MARCH[12], by_office=False), []),
        (check_close(READ, MARCH[12], by_office=True), ["CONCERN_JUDGED_BY_OFFICE"]),
        (check_close(READ, MARCH[11], by_office=False), ["CONCERN_DAY_TOO_EARLY"]),
        (check_close(ANSWERED, MARCH[12], by_office=False), ["CONCERN_NOT_READ_BACK"]),
        (check_close(ROUTED, MARCH[12], by_office=False), ["CONCERN_NOT_ANSWERED"]),
        (check_close(CLOSED, MARCH[12], by_office=False), ["CONCERN_CLOSED"]),
        (check_reopen(READ, MARCH[12], reason="chưa làm", by_office=False), []),
        (check_reopen(CLOSED, MARCH[20], reason="hỏng lại", by_office=False), []),
        (check_reopen(CLOSED, MARCH[20], reason="", by_office=False), ["CONCERN_REASON_WANTED"]),
        (check_reopen(CLOSED, MARCH[11], reason="x", by_office=False), ["CONCERN_DAY_TOO_EARLY"]),
        (check_reopen(READ, MARCH[12], reason="x", by_office=True), ["CONCERN_JUDGED_BY_OFFICE"]),
        (check_reopen(ANSWERED, MARCH[12], reason="x", by_office=False), ["CONCERN_NOT_READ_BACK"]),
        (check_join(NOTED, OTHER, MARCH[5], same_commune=True), []),
        (check_join(NOTED, NOTED, MARCH[5], same_commune=True), ["CONCERN_NOT_TO_JOIN"]),
        (check_join(NOTED, OTHER, MARCH[5], same_commune=False), ["CONCERN_NOT_TO_JOIN"]),
        (check_join(OTHER, JOINED, MARCH[5], same_commune=True), ["CONCERN_NOT_TO_JOIN"]),
        (check_join(OTHER, CLOSED, MARCH[20], same_commune=True), ["CONCERN_NOT_TO_JOIN"]),
        (check_join(JOINED, OTHER, MARCH[5], same_commune=True), ["CONCERN_JOINED"]),
        (check_join(ANSWERED, OTHER, MARCH[20], same_commune=True), ["CONCERN_ANSWERED"]),
        (check_join(NOTED, OTHER, MARCH[2], same_commune=True), ["CONCERN_DAY_TOO_EARLY"]),
        (check_identity(known=False), []),
        (check_identity(known=True), ["IDENTITY_KNOWN"]),
        (check_read_identity(MARCH[5], until=MARCH[6], erased_on=None), []),
        (check_read_identity(MARCH[6], until=MARCH[6], erased_on=None), ["IDENTITY_EXPIRED"]),
        (check_read_identity(MARCH[5], until=MARCH[6], erased_on=MARCH[4]), ["IDENTITY_ERASED"]),
    ],
)
def test_what_may_happen_when(found, expected):
    assert codes(found) == expected
