"""The clocks of a nomination, each dated and with its source: until when the next step is to be done."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chibo.domain.nominations.path import StepKind
from chibo.domain.working_days import OFFICIAL_SWAPS, Swap, add_working_days


class Clock(StrEnum):
    """What must be done in time."""

    CONSIDERATION = "CONSIDERATION"
    """The cell looks through its list of those put forward; counted from the day of putting forward, in days."""
    CERTIFICATE = "CERTIFICATE"
    """How long the certificate of the awareness class holds, in months."""
    DECISION = "DECISION"
    """The committee decides after the cell's resolution, in working days."""
    CEREMONY = "CEREMONY"
    """The cell holds the ceremony after it has received the decision, in working days."""
    PROBATION = "PROBATION"
    """How long somebody is on probation, from the ceremony, in months."""
    RECOGNITION = "RECOGNITION"
    """The cell considers full membership after the probation, in working days."""
    KEEPING = "KEEPING"
    """How long the person's data are kept after the end, in days."""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A number of days, working days or months in force from ``starts_on`` until the next rule of its kind."""

    starts_on: date
    count: int
    source: str


_29_QD_TW = date(2016, 7, 25)
_24_QD_TW = date(2021, 7, 30)
_294_QD_TW = date(2025, 7, 1)


def _regulations(count: int) -> tuple[ClockRule, ...]:
    """The same number in the three regulations on implementing the Charter."""
    named = ((_29_QD_TW, "29-QĐ/TW"), (_24_QD_TW, "24-QĐ/TW"), (_294_QD_TW, "294-QĐ/TW"))
    return tuple(ClockRule(starts_on, count, source) for starts_on, source in named)


CLOCK_RULES: dict[Clock, tuple[ClockRule, ...]] = {
    # A cell reviews its list every month (guidance on admission), so whoever is put forward is considered within one.
    Clock.CONSIDERATION: (ClockRule(_29_QD_TW, 31, "chi bộ xét danh sách cảm tình Đảng hằng tháng"),),
    Clock.CERTIFICATE: (ClockRule(date(2017, 6, 5), 60, "09-HD/BTCTW: giấy chứng nhận có giá trị 5 năm"),),
    Clock.DECISION: _regulations(60),
    Clock.CEREMONY: _regulations(30),
    Clock.PROBATION: (ClockRule(date(2011, 1, 19), 12, "Điều lệ Đảng, Điều 5.1"),),
    Clock.RECOGNITION: _regulations(30),
    Clock.KEEPING: (
        ClockRule(_29_QD_TW, 90, "mức của hệ thống: đủ để lập, nộp hồ sơ giấy và trả lời người được giới thiệu"),
        ClockRule(date(2026, 1, 1), 90, "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: không giữ quá mục đích"),
    ),
}

NEXT_CLOCK: dict[StepKind, Clock] = {
    StepKind.PROPOSED: Clock.CONSIDERATION,
    StepKind.POSTPONED: Clock.CONSIDERATION,
    StepKind.RECOGNISED: Clock.CONSIDERATION,
    StepKind.CERTIFICATE: Clock.CERTIFICATE,
    StepKind.RESOLUTION: Clock.DECISION,
    StepKind.DECISION: Clock.CEREMONY,
    StepKind.CEREMONY: Clock.RECOGNITION,
}
"""Which clock a step starts. An application and a new helper leave the one that runs as it is."""


def clock_rule(clock: Clock, on: date) -> ClockRule:
    """The rule of ``clock`` in force on ``on``; days before the table begins are judged by its first rule."""
    rules = CLOCK_RULES[clock]
    return next((rule for rule in reversed(rules) if rule.starts_on <= on), rules[0])


def months_after(day: date, count: int) -> date:
    """The same day ``count`` months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def probation_ends_on(admitted_on: date) -> date:
    """The first day of full membership: 12 months after the ceremony, however late the cell acts (29-QĐ/TW)."""
    return months_after(admitted_on, clock_rule(Clock.PROBATION, admitted_on).count)


def certificate_ends_on(certified_on: date) -> date:
    """The last day on which the certificate of the awareness class holds."""
    return months_after(certified_on, clock_rule(Clock.CERTIFICATE, certified_on).count)


def due_after(kind: StepKind, on: date, *, swaps: tuple[Swap, ...] = OFFICIAL_SWAPS) -> date | None:
    """The last day for what follows a step of ``on``: the certificate's, the decision's receipt, the ceremony, …; ``None``: no clock."""
    clock = NEXT_CLOCK.get(kind)
    if clock is None:
        return None
    if clock is Clock.CONSIDERATION:
        return on + timedelta(days=clock_rule(clock, on).count)
    if clock is Clock.CERTIFICATE:
        return certificate_ends_on(on)
    starts = probation_ends_on(on) if clock is Clock.RECOGNITION else on
    return add_working_days(starts, clock_rule(clock, starts).count, swaps=swaps)


def erase_on(ended_on: date) -> date:
    """The first day on which the data of a person whose path ended on ``ended_on`` are no longer kept."""
    return ended_on + timedelta(days=clock_rule(Clock.KEEPING, ended_on).count)
