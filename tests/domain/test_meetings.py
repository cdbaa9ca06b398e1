"""The rules of one meeting, table by table."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.domain.meetings import (
    Ground,
    MeetingKind,
    OnRoll,
    Presence,
    Turnout,
    check_length,
    check_online,
    check_quorum,
    check_votes,
    is_passed,
    minutes_needed,
    quarter_of,
    quorum_needed,
    turnout_of,
)
from chibo.domain.meetings_scoring import SHEETS, Level, SheetKind, check_points, level_of, sheet_named, sheet_on
from chibo.domain.organisation import Standing

DAY = date(2019, 6, 3)
ROLLS = st.lists(st.builds(OnRoll, st.integers(1, 99), st.sampled_from(Standing), st.sampled_from(Presence)))


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


def roll(*lines: tuple[Standing, Presence]) -> Turnout:
    return turnout_of(OnRoll(number, *line) for number, line in enumerate(lines))


def test_members_on_probation_and_exempt_ones_are_counted_apart():
    official, probation = Standing.OFFICIAL, Standing.PROBATIONARY
    figures = roll(
        (official, Presence.PRESENT),
        (official, Presence.ABSENT),
        (official, Presence.EXEMPT),
        (official, Presence.UNKNOWN),
        (probation, Presence.PRESENT),
        (probation, Presence.ABSENT),
    )
    assert figures == Turnout(
        asked=3, voting=1, probationary_asked=2, probationary_present=1, absent=2, exempt=1, unknown=1
    )
    assert figures.present == 2


@settings(max_examples=30)
@given(ROLLS)
def test_every_line_of_a_roll_is_counted_once(lines: list[OnRoll]):
    figures = turnout_of(lines)
    assert figures.present + figures.absent + figures.exempt + figures.unknown == len(lines)
    assert figures.voting <= figures.asked


@pytest.mark.parametrize(("asked", "needed"), [(0, 1), (1, 1), (2, 2), (3, 2), (9, 5), (10, 6), (27, 14)])
def test_a_quorum_is_more_than_half_of_the_official_members(asked: int, needed: int):
    assert quorum_needed(asked, DAY) == needed
    few, enough = (Turnout(asked, voting, 5, 5, 0, 0, 0) for voting in (needed - 1, needed))
    assert codes(check_quorum(few, DAY, kind=MeetingKind.REGULAR)) == ["NO_QUORUM"]
    assert check_quorum(enough, DAY, kind=MeetingKind.REGULAR) == []
    assert check_quorum(few, DAY, kind=MeetingKind.MAKE_UP) == []


@pytest.mark.parametrize(
    ("votes", "voting", "found"),
    [
        ((3, 0, 0), 3, []),
        ((1, 1, 1), 3, []),
        ((0, 0, 0), 0, []),
        ((3, 1, 0), 3, ["VOTES_DO_NOT_ADD_UP"]),
        ((1, 1, 0), 3, ["VOTES_DO_NOT_ADD_UP"]),
        ((4, -1, 0), 3, ["VOTES_DO_NOT_ADD_UP"]),
    ],
)
def test_votes_add_up_to_the_voters_present(votes: tuple[int, int, int], voting: int, found: list[str]):
    assert codes(check_votes(*votes, voting=voting)) == found


@pytest.mark.parametrize(("in_favour", "asked", "passed"), [(5, 9, True), (5, 10, False), (6, 10, True), (0, 0, False)])
def test_what_more_than_half_of_those_asked_favour_is_passed(in_favour: int, asked: int, passed: bool):
    assert is_passed(in_favour, asked=asked) is passed


@pytest.mark.parametrize(
    ("day", "closed", "kind", "thematic", "found"),
    [
        (DAY, time(9, 0), MeetingKind.REGULAR, False, []),
        (DAY, time(8, 59), MeetingKind.REGULAR, False, ["MEETING_TOO_SHORT"]),
        (DAY, time(9, 29), MeetingKind.REGULAR, True, ["MEETING_TOO_SHORT"]),
        (DAY, time(9, 30), MeetingKind.THEMATIC, True, []),
        (DAY, time(7, 40), MeetingKind.EXTRAORDINARY, False, []),
        (date(2018, 7, 5), time(8, 0), MeetingKind.REGULAR, False, []),
        (date(2025, 11, 3), time(8, 59), MeetingKind.REGULAR, False, ["MEETING_TOO_SHORT"]),
        (DAY, time(7, 30), MeetingKind.REGULAR, False, ["MEETING_CLOSED_BEFORE_OPENED"]),
        (DAY, time(7, 0), MeetingKind.MAKE_UP, False, ["MEETING_CLOSED_BEFORE_OPENED"]),
    ],
)
def test_how_long_a_meeting_lasts(day: date, closed: time, kind: MeetingKind, thematic: bool, found: list[str]):
    assert codes(check_length(time(7, 30), closed, day, kind=kind, thematic=thematic)) == found


def test_no_rule_on_length_before_the_first():
    assert minutes_needed(date(2018, 7, 5), thematic=True) is None


@pytest.mark.parametrize(
    ("day", "away", "found"),
    [
        (date(2022, 12, 26), {Ground.FAR_AWAY: 10}, ["ONLINE_NOT_YET_ALLOWED"]),
        (date(2022, 12, 27), {Ground.FAR_AWAY: 6}, []),
        (date(2022, 12, 27), {Ground.FAR_AWAY: 3, Ground.ON_POST: 3}, []),
        (date(2022, 12, 27), {Ground.FAR_AWAY: 5}, ["ONLINE_TOO_FEW_AWAY"]),
        (date(2022, 12, 27), {Ground.DESK: 10}, ["ONLINE_TOO_FEW_AWAY"]),
        (date(2022, 12, 27), {}, ["ONLINE_TOO_FEW_AWAY"]),
    ],
)
def test_online_only_from_its_day_and_when_over_half_cannot_come(day: date, away: dict[Ground, int], found: list[str]):
    assert codes(check_online(day, away, members=10)) == found


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        (date(2019, 1, 1), date(2019, 1, 1), date(2019, 4, 1)),
        (date(2019, 6, 30), date(2019, 4, 1), date(2019, 7, 1)),
        (date(2019, 12, 31), date(2019, 10, 1), date(2020, 1, 1)),
    ],
)
def test_quarters(day: date, first: date, after: date):
    assert quarter_of(day) == (first, after)


# Scoring


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_a_sheet_gives_a_hundred_points_and_its_levels_go_down(sheet):
    assert sum(most for _criterion, most in sheet.criteria) == 100
    leasts = [least for _level, least in sheet.levels]
    assert leasts == sorted(leasts, reverse=True)
    assert leasts[-1] == 0
    assert sheet_named(sheet.code) is sheet


def test_the_sheet_of_the_day_and_its_levels():
    sheet = sheet_on(date(2010, 1, 1), SheetKind.THEMATIC)
    assert sheet.kind is SheetKind.THEMATIC
    assert [level_of(sheet, total) for total in (100, 90, 89, 70, 50, 49, 0)] == [
        Level.GOOD,
        Level.GOOD,
        Level.FAIR,
        Level.FAIR,
        Level.AVERAGE,
        Level.POOR,
        Level.POOR,
    ]


def test_points_must_be_those_of_the_sheet():
    sheet = sheet_on(DAY, SheetKind.REGULAR)
    full = {criterion.value: most for criterion, most in sheet.criteria}
    assert check_points(sheet, full) == []
    first = next(iter(full))
    for wrong in ({}, full | {first: full[first] + 1}, full | {first: -1}, full | {"OTHER": 1}):
        assert codes(check_points(sheet, wrong)) == ["POINTS_NOT_OF_SHEET"]
