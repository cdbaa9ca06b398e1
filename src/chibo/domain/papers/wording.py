"""Dates, counts and names as Party papers write them (36-HD/VPTW, 3-4-2018)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

BLANK = "…"
LONG_BLANK = "…………"
AREA_WORDS = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Tỉnh", "Huyện", "Quận", "Xã", "Phường")
"""What names of areas begin with."""


def written_day(day: date | None) -> str:
    """``ngày 02 tháng 5 năm 2019``: days below 10 and the months 1 and 2 take a zero; blanks while not known."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def short_date(day: date | None) -> str:
    """``02/5/2019``, zeros as in ``written_day``; blanks while not known."""
    if day is None:
        return f"{BLANK}/{BLANK}/{BLANK}"
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def table_date(day: date | str | None) -> str:
    """``03/02/1975``, ``02/1975`` or ``1975`` for a day, or ISO text cut where only month or year is known."""
    if not day:
        return ""
    text = day.isoformat() if isinstance(day, date) else day
    return "/".join(reversed(text.split("-")))


def count(number: int) -> str:
    """A count below ten takes a zero: ``07``."""
    return f"{number:02d}"


def members(official: int, probationary: int) -> str:
    """``17 đảng viên, trong đó có 16 đảng viên chính thức và 01 đảng viên dự bị``; simpler when none is on probation."""
    total = count(official + probationary)
    if not probationary:
        return f"{total} đảng viên chính thức"
    if not official:
        return f"{total} đảng viên dự bị"
    return f"{total} đảng viên, trong đó có {count(official)} đảng viên chính thức và {count(probationary)} đảng viên dự bị"


def joined(names: Sequence[str]) -> str:
    """``A``; ``A và B``; ``A, B và C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"


def numbered(number: int | None, symbol: str) -> str:
    """``Số 09-QĐ/ĐU``, without colon; ``Số …-QĐ/ĐU`` while the number is not known."""
    return f"Số {BLANK if number is None else count(number)}-{symbol}"


def in_sentence(name: str) -> str:
    """``Phường Tam Hòa`` as it stands inside a sentence: ``phường Tam Hòa``."""
    word = next((word for word in AREA_WORDS if name.startswith(f"{word} ")), None)
    return name if word is None else word.lower() + name[len(word) :]


def proper_name(name: str) -> str:
    """``Phường Tam Hòa`` → ``Tam Hòa``: the place before a paper's date."""
    word = next((word for word in AREA_WORDS if name.startswith(f"{word} ")), None)
    return name if word is None else name[len(word) + 1 :]


def clock(at: time | None) -> str:
    """``07 giờ 30 phút``; blanks while not known."""
    return f"{BLANK} giờ {BLANK} phút" if at is None else f"{at.hour:02d} giờ {at.minute:02d} phút"


def capitalised(text: str) -> str:
    """``text`` with its first letter in capitals, the rest as it is."""
    return text[:1].upper() + text[1:]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
