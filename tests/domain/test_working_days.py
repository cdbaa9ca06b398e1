from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.domain.working_days import (
    DEADLINE_RULES,
    Swap,
    TransferDeadline,
    add_working_days,
    deadline_rule,
    holiday_name,
    is_working_day,
    transfer_deadline,
    working_days_between,
)

DAYS = st.dates(date(2005, 1, 1), date(2040, 12, 31))


def test_offices_work_from_monday_to_friday():
    monday = date(2019, 5, 6)
    assert [is_working_day(monday + timedelta(offset)) for offset in range(7)] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 2, 5), "Tết Nguyên Đán"),
        (date(2019, 4, 30), "Ngày Chiến thắng"),
        (date(2019, 9, 2), "Quốc khánh"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
    ],
)
def test_no_work_on_a_holiday_and_it_has_a_vietnamese_name(day, name):
    assert holiday_name(day) == name
    assert not is_working_day(day)


def test_a_holiday_on_a_weekend_gives_the_next_monday_off():
    assert date(2019, 4, 14).weekday() == 6
    assert holiday_name(date(2019, 4, 15)) == "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"
    assert not is_working_day(date(2019, 4, 15))


def test_an_ordinary_day_has_no_name():
    assert holiday_name(date(2019, 5, 6)) is None


@pytest.mark.parametrize(
    ("off_on", "worked_on"),
    [
        (date(2018, 12, 31), date(2019, 1, 5)),
        (date(2019, 4, 29), date(2019, 5, 4)),
        (date(2015, 1, 2), date(2014, 12, 27)),
        (date(2026, 1, 2), date(2026, 1, 10)),
    ],
)
def test_a_swapped_day_is_off_and_its_saturday_is_worked(off_on, worked_on):
    assert worked_on.weekday() == 5
    assert not is_working_day(off_on)
    assert is_working_day(worked_on)


def test_the_callers_swaps_win_over_the_calendar():
    friday, saturday = date(2019, 8, 30), date(2019, 9, 7)
    swaps = (Swap(friday, saturday, "thử"),)

    assert is_working_day(friday) and not is_working_day(saturday)
    assert not is_working_day(friday, swaps=swaps)
    assert is_working_day(saturday, swaps=swaps)
    assert add_working_days(date(2019, 8, 29), 1, swaps=swaps) == date(2019, 9, 3)
    assert working_days_between(date(2019, 9, 6), date(2019, 9, 8), swaps=swaps) == 1


def test_the_first_day_is_not_counted_and_the_last_one_is():
    tuesday = date(2019, 5, 7)
    assert add_working_days(tuesday, 0) == tuesday
    assert add_working_days(tuesday, 1) == date(2019, 5, 8)
    assert add_working_days(date(2019, 5, 11), 1) == date(2019, 5, 13)


def test_counting_steps_over_the_new_year_and_tet():
    # 31-12-2018 is swapped with Saturday 5-1-2019; Tết closes 4-8 February 2019.
    assert add_working_days(date(2018, 12, 28), 1) == date(2019, 1, 2)
    assert add_working_days(date(2019, 1, 4), 1) == date(2019, 1, 5)
    assert add_working_days(date(2019, 2, 1), 1) == date(2019, 2, 11)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2019, 5, 7), -1)


@given(DAYS, st.integers(1, 700))
def test_adding_and_counting_agree(start, count):
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert working_days_between(start, end) == count
    assert working_days_between(start, end - timedelta(1)) == count - 1


@given(DAYS, st.integers(0, 60))
def test_counting_equals_looking_at_each_day(start, length):
    end = start + timedelta(length)
    expected = sum(is_working_day(start + timedelta(offset)) for offset in range(1, length + 1))
    assert working_days_between(start, end) == expected
    assert working_days_between(end, start) == -expected


@given(DAYS)
def test_every_week_has_a_day_off(day):
    assert not all(is_working_day(day + timedelta(offset)) for offset in range(8))


def test_a_letter_of_may_2019_must_be_presented_within_thirty_working_days():
    # 15-5-2019 is a Wednesday and no holiday follows before September: six weeks.
    assert transfer_deadline(TransferDeadline.PRESENTATION, date(2019, 5, 15)) == date(2019, 6, 26)
    assert transfer_deadline(TransferDeadline.DISSOLUTION, date(2019, 5, 15)) == date(2019, 6, 26)
    assert transfer_deadline(TransferDeadline.PROCEDURE, date(2019, 5, 15)) == date(2019, 8, 7)


def test_the_rule_is_the_one_of_the_date():
    kind = TransferDeadline.PRESENTATION
    assert deadline_rule(kind, date(2019, 4, 16)).source.startswith("29-QĐ/TW")
    assert deadline_rule(kind, date(2021, 7, 29)).source.startswith("29-QĐ/TW")
    assert deadline_rule(kind, date(2021, 7, 30)).source.startswith("24-QĐ/TW")
    assert deadline_rule(kind, date(2025, 7, 1)).source.startswith("294-QĐ/TW")
    assert deadline_rule(kind, date(2010, 1, 1)).source.startswith("29-QĐ/TW")


@pytest.mark.parametrize("kind", TransferDeadline)
def test_rules_of_a_kind_follow_one_another(kind):
    starts = [rule.starts_on for rule in DEADLINE_RULES[kind]]
    assert starts == sorted(set(starts))
