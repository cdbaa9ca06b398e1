"""The regulations that a paper rests on, each with the days on which it is in force.

Sources: the documents named, and for their succession ``294-QĐ/TW`` (26-5-2025), which took effect on 1-7-2025 with
the end of the district tier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.domain.papers.wording import short_date

CHARTER = "Căn cứ Điều lệ Đảng Cộng sản Việt Nam"


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation: ``kind`` and ``number`` name it, ``valid_from`` is the first day on which it is cited."""

    kind: str
    number: str
    issued_on: date
    valid_from: date
    issuer: str
    subject: str

    @property
    def ground(self) -> str:
        """The regulation as a ground of a decision."""
        return (
            f"Căn cứ {self.kind} số {self.number}, ngày {short_date(self.issued_on)} của {self.issuer} {self.subject}"
        )


_CENTRAL_COMMITTEE = "Ban Chấp hành Trung ương"
_ORGANISATION_COMMISSION = "Ban Tổ chức Trung ương"
_CHARTER_SUBJECT = "về thi hành Điều lệ Đảng"
_MEMBERSHIP_SUBJECT = "về nghiệp vụ công tác đảng viên"


def _implementation(number: str, issued_on: date, valid_from: date | None = None) -> Regulation:
    return Regulation("Quy định", number, issued_on, valid_from or issued_on, _CENTRAL_COMMITTEE, _CHARTER_SUBJECT)


def _guidance(number: str, issued_on: date) -> Regulation:
    return Regulation("Hướng dẫn", number, issued_on, issued_on, _ORGANISATION_COMMISSION, _MEMBERSHIP_SUBJECT)


CHARTER_IMPLEMENTATION = (
    _implementation("45-QĐ/TW", date(2011, 11, 1)),
    _implementation("29-QĐ/TW", date(2016, 7, 25)),
    _implementation("24-QĐ/TW", date(2021, 7, 30)),
    _implementation("232-QĐ/TW", date(2025, 1, 20)),
    _implementation("294-QĐ/TW", date(2025, 5, 26), date(2025, 7, 1)),
)

MEMBERSHIP_GUIDANCE = (
    _guidance("12-HD/BTCTW", date(2012, 5, 17)),
    _guidance("09-HD/BTCTW", date(2017, 6, 5)),
    _guidance("12-HD/BTCTW", date(2022, 3, 18)),
)


def charter_implementation(on: date) -> Regulation:
    """The regulation on implementing the Charter in force on ``on`` (the earliest known one for days before)."""
    return _in_force(CHARTER_IMPLEMENTATION, on)


def membership_guidance(on: date) -> Regulation:
    """The guidance on membership paperwork in force on ``on`` (the earliest known one for days before)."""
    return _in_force(MEMBERSHIP_GUIDANCE, on)


def _in_force(rows: tuple[Regulation, ...], on: date) -> Regulation:
    known = [row for row in rows if row.valid_from <= on]
    return known[-1] if known else rows[0]
