"""The days of a month on which cells may meet, and today's custom."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.domain.meeting_calendar.month import custom, days_around, in_time, slot_id, slots_on, traditional_day
from chibo.domain.meeting_calendar.problem import Session, parse
from tests.domain.meeting_calendar.examples import a_document


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2019, 6, 1), date(2019, 6, 3)),
        (date(2019, 6, 30), date(2019, 6, 3)),
        # A Sunday before the nine days of Tết.
        (date(2019, 2, 1), date(2019, 2, 11)),
        (date(2019, 8, 1), date(2019, 8, 5)),
        # The 2nd is National Day, on a Monday off in 2019; the 3rd is Tuesday.
        (date(2019, 9, 1), date(2019, 9, 3)),
        (date(2020, 5, 1), date(2020, 5, 4)),
        (date(2020, 10, 1), date(2020, 10, 5)),
    ],
)
def test_the_traditional_day_is_the_third_or_the_next_working_day(month: date, day: date):
    assert traditional_day(month) == day


def test_the_third_was_a_weekday_in_eight_months_of_2019():
    thirds = [traditional_day(date(2019, month, 1)).day == 3 for month in range(1, 13)]
    # 3 February 2019 is a Sunday; so are the months counted in the field study.
    assert thirds.count(True) == 8


def test_days_around_stay_within_the_month():
    assert days_around(date(2019, 6, 3), before=5, after=1) == [date(2019, 6, day) for day in (1, 2, 3, 4)]


def test_counters_are_open_in_the_halves_of_working_days_only():
    friday, saturday = slots_on([date(2019, 6, 7)]), slots_on([date(2019, 6, 8)])
    assert [(slot.session, slot.working) for slot in friday] == [
        ("MORNING", True),
        ("AFTERNOON", True),
        ("EVENING", False),
    ]
    assert [slot.working for slot in saturday] == [False, False, False]


@pytest.mark.parametrize("day", [date(2019, 2, 4), date(2019, 2, 8), date(2019, 4, 30), date(2019, 9, 2)])
def test_nobody_meets_on_a_statutory_day_off(day: date):
    assert slots_on([day]) == ()


def test_a_saturday_worked_in_exchange_opens_the_counters():
    # 29 April 2019, a Monday, was given off; Saturday 4 May was worked instead.
    assert slots_on([date(2019, 4, 29)]) == ()
    assert [slot.working for slot in slots_on([date(2019, 5, 4)])] == [True, True, False]


def test_slots_sort_by_time_and_not_by_the_alphabet():
    ids = [slot_id(date(2019, 6, day), session) for day in (3, 4) for session in Session]
    assert sorted(sorted(ids), key=in_time) == ids


def test_the_custom_is_everybody_in_the_morning_of_the_day():
    document = a_document(slots=2, cells=2)
    assert custom(parse(document)) == {}
    for slot in document["slots"]:
        slot["id"] = slot_id(date.fromisoformat(slot["date"]), slot["session"])
    for cell in document["cells"]:
        cell["allowed"] = ["2019-06-03-AFTERNOON"]
    assert custom(parse(document)) == {"C1": "2019-06-03-MORNING", "C2": "2019-06-03-MORNING"}
