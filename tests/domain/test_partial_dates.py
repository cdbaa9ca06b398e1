from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.domain.partial_dates import PartialDate, parse_date

SAME_DAY = [
    "3/2/99",
    "03/02/1999",
    "03.02.1999",
    "3-2-1999",
    "3–2–1999",
    "3 / 2 / 1999",
    "3 2 1999",
    "3\\2\\1999",
    "'03/02/1999",
    "03/02/1999.",
    "ngày 3 tháng 2 năm 1999",
    "Ngày 03 tháng 02 năm 1999",
    "NGÀY 3 THÁNG 2 NĂM 1999",
    "ngày3tháng2năm1999",
    "nga\u0300y 3 tha\u0301ng 2 na\u0306m 1999",
    "3 tháng 2, 1999",
    "03-Feb-99",
    "1999-02-03",
    "1999/02/03",
    "1999-02-03T00:00:00",
    "1999-02-03 00:00:00",
    "3/2/1999 0:00",
    "03021999",
    "19990203",
    "030299",
    "36194",
    "36194.0",
    36194,
    36194.0,
    36194.75,
    3021999.0,
    date(1999, 2, 3),
    datetime(1999, 2, 3, 7, 30),
]


@pytest.mark.parametrize("written", SAME_DAY, ids=repr)
def test_every_usual_form_of_a_day_is_read(written):
    assert parse_date(written) == PartialDate(1999, 2, 3)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("02/1999", "1999-02"),
        ("2-1999", "1999-02"),
        ("2/99", "1999-02"),
        ("tháng 2 năm 1999", "1999-02"),
        ("tháng 2/1999", "1999-02"),
        ("1999-02", "1999-02"),
        ("00/02/1999", "1999-02"),
        ("--/02/1999", "1999-02"),
        ("021999", "1999-02"),
        ("1999", "1999"),
        ("năm 1999", "1999"),
        ("Sinh năm 1999", "1999"),
        ("00/00/1999", "1999"),
        ("?/?/1999", "1999"),
        ("…/…/1999", "1999"),
        ("03/?/1999", "1999"),
        (1999, "1999"),
        (1999.0, "1999"),
    ],
)
def test_what_is_not_known_is_left_out(written, iso):
    assert parse_date(written).iso == iso


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2001",
        "29/02/1999",
        "2/13/1999",
        "32/1/1999",
        "31/04/1999",
        "1/1/199",
        "3/2/19999",
        "1/2/3/1999",
        "1075",
        "2999",
        "12/1850",
        "99",
        "3/2",
        "12345678",
        "không rõ",
        "",
        " ",
        1075,
        0.5,
        -36194,
        73416,
        float("nan"),
        float("inf"),
        True,
        None,
    ],
    ids=repr,
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError):
        parse_date(written)


def test_the_day_stands_before_the_month_always():
    assert parse_date("01/07/2025") == PartialDate(2025, 7, 1)


def test_a_year_of_two_digits_is_the_last_one_not_after_the_given_year():
    assert [parse_date(f"01/01/{digits}").year for digits in ("29", "30", "99", "00")] == [2029, 1930, 1999, 2000]
    assert parse_date("01/01/25", latest_two_digit_year=2001).year == 1925
    assert parse_date("01/01/01", latest_two_digit_year=2001).year == 2001


def test_serials_of_a_1904_workbook_count_from_1904():
    assert parse_date(34732.0, from_1904=True) == PartialDate(1999, 2, 3)
    assert parse_date(1999.0, from_1904=True) == PartialDate(1999)


def test_the_bounds_of_a_date_are_the_first_and_last_day_it_can_be():
    assert (PartialDate(2020, 2).earliest(), PartialDate(2020, 2).latest()) == (date(2020, 2, 1), date(2020, 2, 29))
    assert (PartialDate(1999).earliest(), PartialDate(1999).latest()) == (date(1999, 1, 1), date(1999, 12, 31))
    assert PartialDate(1999, 2, 3).earliest() == PartialDate(1999, 2, 3).latest() == date(1999, 2, 3)


def test_people_read_it_day_first():
    assert [PartialDate(*parts).vietnamese for parts in [(1999, 2, 3), (1999, 2), (1999,)]] == [
        "03/02/1999",
        "02/1999",
        "1999",
    ]


@pytest.mark.parametrize("text", ["1999-2-3", "1999-00", "99", "1999-02-30", "3/2/1999", "1999-13", ""])
def test_only_shortened_iso_is_iso(text):
    with pytest.raises(ValueError):
        PartialDate.from_iso(text)


DAYS = st.dates(date(1914, 1, 1), date(2100, 12, 31))


@given(DAYS, st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0:%d.%m.%Y}", "{0:%d-%m-%Y}", "{0:%Y-%m-%d}"]))
def test_a_written_day_comes_back(day, form):
    assert parse_date(form.format(day)) == PartialDate.from_date(day)


@given(DAYS)
def test_a_serial_comes_back(day):
    assert parse_date(float((day - date(1899, 12, 30)).days)) == PartialDate.from_date(day)


@given(DAYS, st.integers(1, 3))
def test_iso_and_vietnamese_come_back_at_every_precision(day, known):
    moment = PartialDate(*(day.year, day.month, day.day)[:known])
    assert PartialDate.from_iso(moment.iso) == moment == parse_date(moment.vietnamese)
    assert moment.earliest() <= day <= moment.latest()
