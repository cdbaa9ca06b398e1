"""Dates as the records carry them: some know the day, some only the month, some only the year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chibo.domain.vietnamese import search_key

FIRST_YEAR, LAST_YEAR = 1900, 2100
LATEST_TWO_DIGIT_YEAR = 2029
"""Without better knowledge a year of two digits lies in 1930–2029."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, or a month, or a year, between 1900 and 2100. Sorts by year, then by what is known of it."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for a day that no calendar has, or a day without its month."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is not within {FIRST_YEAR}–{LAST_YEAR}")
        if not 0 <= self.month <= 12 or (self.day and not self.month):
            raise ValueError(f"no month {self.month}")
        if self.day:
            date(self.year, self.month, self.day)  # raises ValueError

    def __str__(self) -> str:
        return self.iso

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """The value of ``iso``: ``"1999"``, ``"1999-02"`` or ``"1999-02-03"``. Raises ``ValueError`` for all else."""
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
        if not match or "00" in match.groups():
            raise ValueError(f"no date: {text!r}")
        return cls(*(int(part or 0) for part in match.groups()))

    @classmethod
    def from_date(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def iso(self) -> str:
        """ISO 8601, shortened to what is known: ``"1999-02-03"``, ``"1999-02"``, ``"1999"``."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def vietnamese(self) -> str:
        """As people write it, shortened to what is known: ``"03/02/1999"``, ``"02/1999"``, ``"1999"``."""
        return "/".join(reversed(self.iso.split("-")))

    @property
    def is_full(self) -> bool:
        return bool(self.day)

    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


_SEPARATOR = r"\s*[/.\-–\\,\s]\s*"
_UNKNOWN = r"\?+|x+|\.{2,}|…|-{2,}|_+"
_PART = rf"\d{{1,2}}|{_UNKNOWN}"
_CLOCK = r"(?:[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]m)?z?)?"
_DAY_MONTH_YEAR = re.compile(rf"(?:({_PART})?{_SEPARATOR})?(?:({_PART})?{_SEPARATOR})?(\d{{4}}|\d{{2}}){_CLOCK}")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{1,2}}))?{_CLOCK}")
_WORDS = re.compile(r"(?<![a-z])(?:ngay|thang|thg|nam|sinh)(?![a-z])|,")
_ENGLISH_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
_ENGLISH_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - twelve quotes more say no more
# 8-9-1913 to 31-12-2100: a smaller number in a list of living people is a mistyped year.
_EARLIEST_SERIAL, _LATEST_SERIAL = 5_000, 73_415


def parse_date(
    value: object, *, latest_two_digit_year: int = LATEST_TWO_DIGIT_YEAR, from_1904: bool = False
) -> PartialDate:
    """The date that a cell of a Vietnamese list means. Raises ``ValueError`` when it is none.

    Text: ``3/2/99``, ``03.02.1999``, ``3-2-1999``, ``ngày 3 tháng 2 năm 1999``, ``02/1999``, ``tháng 2 năm 1999``, ``1999``,
    ``1999-02-03``, with a time of day behind or not, ``03021999``. The day always stands before the month, as in
    Vietnam; ISO is the only form that begins with the year. A day or month written as 0, ``?``, ``xx`` or ``…`` is unknown.
    A day that does not exist (``31/02/2001``) is refused, never moved.

    Numbers: 1900–2100 is a year; 5000–73415 is a serial of Excel (36194 = 3-2-1999), counted from 1900, or from 1904
    where the workbook says so (``from_1904``).

    A year of two digits is the last one with these digits that is not after ``latest_two_digit_year``: with 2029, ``29`` is
    2029 and ``30`` is 1930.
    """
    if isinstance(value, datetime):
        return PartialDate.from_date(value.date())
    if isinstance(value, date):
        return PartialDate.from_date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value, from_1904=from_1904)
    if isinstance(value, str):
        return _from_text(value, latest_two_digit_year, from_1904=from_1904)
    raise ValueError(f"no date: {value!r}")


def _from_number(number: float, *, from_1904: bool) -> PartialDate:
    if number != number or abs(number) > 10**8:  # NaN, or no date at all
        raise ValueError(f"no date: {number}")
    whole = int(number)
    if FIRST_YEAR <= whole <= LAST_YEAR and whole == number:
        return PartialDate(whole)
    if _EARLIEST_SERIAL <= whole <= _LATEST_SERIAL:
        # Excel counts a 29 February 1900, which never was, hence the day before the last of 1899.
        epoch = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        return PartialDate.from_date(epoch + timedelta(days=whole))
    if whole == number and 10**6 <= whole < 10**8:
        # 3021999 is 03021999 that lost its zero.
        return _from_digits(f"{whole:08}", LATEST_TWO_DIGIT_YEAR)
    raise ValueError(f"no date: {number}")


def _from_text(text: str, latest_two_digit_year: int, *, from_1904: bool) -> PartialDate:
    words = search_key(text).replace("…", "..")
    plain = re.sub(r"\s+", " ", _WORDS.sub(" ", words)).strip(" ;:'()")
    plain = re.sub(r"(?<=\d)\.$", "", plain)
    plain = _ENGLISH_MONTH.sub(lambda name: str(_ENGLISH_MONTHS.index(name[1]) + 1), plain)
    if re.fullmatch(r"\d+(?:\.0+)?", plain):
        digits = plain.split(".")[0]
        if len(digits) in (6, 8):
            return _from_digits(digits, latest_two_digit_year)
        if len(digits) in (4, 5):
            return _from_number(int(digits), from_1904=from_1904)
        raise ValueError(f"no date: {text!r}")
    if match := _YEAR_MONTH_DAY.fullmatch(plain):
        year, month, day = match.groups()
        return PartialDate(int(year), int(month), int(day or 0))
    match = _DAY_MONTH_YEAR.fullmatch(plain)
    if not match:
        raise ValueError(f"no date: {text!r}")
    day, month, year = match.groups()
    if month is None and day is not None:
        day, month = None, day
    known_month = _known(month)
    # Without a month a day says nothing.
    return PartialDate(_full_year(year, latest_two_digit_year), known_month, _known(day) if known_month else 0)


def _from_digits(digits: str, latest_two_digit_year: int) -> PartialDate:
    """``ddmmyyyy``, ``yyyymmdd``, ``mmyyyy`` or ``ddmmyy``, the first that is a date."""
    if len(digits) == 8:
        orders = [(digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:])]
    else:
        orders = [(digits[2:], digits[:2], "0"), (digits[4:], digits[2:4], digits[:2])]
    for year, month, day in orders:
        try:
            return PartialDate(_full_year(year, latest_two_digit_year), int(month), int(day))
        except ValueError:
            continue
    raise ValueError(f"no date: {digits}")


def _known(part: str | None) -> int:
    return int(part) if part and part.isdigit() else 0


def _full_year(digits: str, latest: int) -> int:
    if len(digits) == 4:
        return int(digits)
    century = latest - latest % 100
    year = century + int(digits)
    return year if year <= latest else year - 100
