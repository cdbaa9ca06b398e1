"""From the value of one cell to one fact about a member."""

from __future__ import annotations

import math
import re
from datetime import date

from chibo.domain.organisation import Standing
from chibo.domain.partial_dates import PartialDate, parse_date
from chibo.domain.vietnamese import search_key, title_case_name
from chibo.registry.imports.problems import Mistake
from chibo.registry.imports.sheets import CellValue

CARD_DIGITS = 8
_FEWEST_WRITTEN_DIGITS = 5
_FILE_DIGITS = 6
_YOUNGEST_MEMBER = 18

FILE_NUMBER = re.compile(r"(\d{1,6})([A-ZĐ]{1,3})")
_GENDERS = {
    **dict.fromkeys(("nam", "trai", "male", "m", "ong", "dan ong", "nam gioi"), "MALE"),
    **dict.fromkeys(("nu", "gai", "female", "f", "ba", "phu nu", "nu gioi"), "FEMALE"),
}
_NOTHING = frozenset(
    ("", "-", "--", "---", "–", "…", "...", "khong", "ko", "khong co", "khong ro", "chua ro", "n/a", "na")
)
_NOT_YET = frozenset(
    ("chua", "chua co", "chua cap", "chua duoc cap", "chua co the", "chua chinh thuc", "dv du bi", "du bi")
)
_MARKS = frozenset(("x", "v", "1", "+", "*", "true", "co", "✓", "✔", "√", "nam", "nu"))
_LONGEST_PHRASE = max(map(len, _NOTHING | _NOT_YET | _MARKS))
_ON_PROBATION = re.compile(r"\bdu bi\b|\bdb\b|\bdvdb\b|probation", re.IGNORECASE)
_OFFICIAL = re.compile(r"\bchinh thuc\b|\bct\b|\bdvct\b|official", re.IGNORECASE)


def as_text(value: CellValue) -> str:
    """The value on one line, as a person would read it: 12345.0 is ``12345``, a date is ``03/02/1999``."""
    return " ".join(as_written(value).split())


def as_written(value: CellValue) -> str:
    """As ``as_text``, but with the line breaks of the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float | int):
        return str(int(value)) if math.isfinite(value) and value == int(value) else str(value)
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return value


def is_nothing(value: CellValue) -> bool:
    """Whether the cell says that there is nothing to say: blank, a dash, *không rõ*."""
    return value is None or _says_one_of(value, _NOTHING)


def is_mark(value: CellValue) -> bool:
    """Whether the cell is ticked."""
    return _says_one_of(value, _MARKS)


def says_not_yet(value: CellValue) -> bool:
    """Whether, in place of a date or number, the cell says that it is still to come (*dự bị*, *chưa có*)."""
    return _says_one_of(value, _NOT_YET)


def _says_one_of(value: CellValue, phrases: frozenset[str]) -> bool:
    if isinstance(value, date) or (isinstance(value, str) and len(value.strip()) > _LONGEST_PHRASE):
        return False
    return search_key(as_text(value)) in phrases


def read_name(value: CellValue) -> str | None:
    """A person's name out of capitals; ``None`` for a cell without a letter."""
    text = as_text(value)
    return title_case_name(text) if any(letter.isalpha() for letter in text) else None


def read_text(value: CellValue) -> str | None:
    return None if is_nothing(value) else as_text(value) or None


def read_gender(value: CellValue) -> str | None:
    """``MALE``, ``FEMALE``, or ``None`` for a blank. Raises ``Mistake`` UNKNOWN_GENDER."""
    if is_nothing(value):
        return None
    gender = _GENDERS.get(search_key(as_text(value)).strip(" ."))
    if gender is None:
        raise Mistake("UNKNOWN_GENDER", as_text(value))
    return gender


def read_date(
    value: CellValue, *, on: date | None = None, birth: bool = False, from_1904: bool = False
) -> PartialDate | None:
    """A date as far as it is known; ``None`` where the cell says there is none (yet).

    A year of two digits is the last possible one: not after ``on``, and for a birth 18 years before (Điều lệ Đảng,
    Điều 1: a member is at least 18). Raises ``Mistake`` BAD_DATE for what is no date and for a day after ``on``.
    """
    if is_nothing(value) or says_not_yet(value):
        return None
    latest_year = (on.year if on else 2029) - (_YOUNGEST_MEMBER if birth else 0)
    plain = value.strip() if isinstance(value, str) else value
    try:
        found = parse_date(plain, latest_two_digit_year=latest_year, from_1904=from_1904)
    except ValueError as error:
        raise Mistake("BAD_DATE", as_text(value)) from error
    if on is not None and found.earliest() > on:
        raise Mistake("BAD_DATE", as_text(value), variant="FUTURE")
    return found


def read_card_number(value: CellValue) -> str | None:
    """Eight digits. A number gets back the zeros that a spreadsheet took; so does text of five digits or more, which was
    such a number once. Raises ``Mistake`` BAD_CARD_NUMBER.
    """
    if is_nothing(value) or says_not_yet(value):
        return None
    digits = re.sub(r"[\s.'’\-–]", "", as_text(value))
    fewest = 1 if isinstance(value, float | int) else _FEWEST_WRITTEN_DIGITS
    if not (digits.isascii() and digits.isdigit()) or not fewest <= len(digits) <= CARD_DIGITS or int(digits) == 0:
        raise Mistake("BAD_CARD_NUMBER", as_text(value))
    return digits.zfill(CARD_DIGITS)


def read_file_number(value: CellValue) -> str | None:
    """Six digits and the letters of the province (``012345ĐN``); what has another form is kept as it is written."""
    if is_nothing(value) or says_not_yet(value):
        return None
    text = as_text(value)
    code = re.sub(r"[\s./'’\-–]", "", text).upper()
    if match := FILE_NUMBER.fullmatch(code):
        return match[1].zfill(_FILE_DIGITS) + match[2]
    return code.zfill(_FILE_DIGITS) if code.isdigit() else text


def read_phone(value: CellValue) -> str | None:
    """Digits, with the leading zero that a spreadsheet took; several numbers are joined by ``; ``."""
    if is_nothing(value):
        return None
    pieces = [re.sub(r"[\s.()'’\-–]", "", piece) for piece in re.split(r"[;,/\n]", as_written(value))]
    return "; ".join(_whole_phone(piece) for piece in pieces if piece) or None


def _whole_phone(piece: str) -> str:
    if piece.startswith("+84"):
        return "0" + piece[3:]
    if re.fullmatch(r"84\d{9}", piece):
        return "0" + piece[2:]
    return "0" + piece if re.fullmatch(r"[1-9]\d{8,9}", piece) else piece


def read_standing(value: CellValue) -> Standing | None:
    """Official or on probation, where a cell says so."""
    text = search_key(as_text(value))
    if _ON_PROBATION.search(text):
        return Standing.PROBATIONARY
    return Standing.OFFICIAL if _OFFICIAL.search(text) else None
