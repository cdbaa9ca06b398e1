"""The rules of one meeting of a cell, each dated and with its source: who counts, quorum, votes, length, form, quarter.

Only official members who are not exempt make up the number that a quorum is counted from; members on probation take part
but have no vote (Charter, Article 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from fractions import Fraction

from chibo.domain.organisation import Standing
from chibo.domain.rules import Violation, refusal, warning


class MeetingKind(StrEnum):
    """Why a cell meets. A thematic part may also be held within the regular meeting."""

    REGULAR = "REGULAR"
    THEMATIC = "THEMATIC"
    EXTRAORDINARY = "EXTRAORDINARY"
    MAKE_UP = "MAKE_UP"


class Presence(StrEnum):
    """What is known of one member on the roll."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    EXEMPT = "EXEMPT"
    UNKNOWN = "UNKNOWN"


class AbsenceReason(StrEnum):
    """Why a member was absent, by kind alone; all but the last count as absence with leave."""

    ILL = "ILL"
    DUTY = "DUTY"
    STUDY = "STUDY"
    FAMILY = "FAMILY"
    OTHER = "OTHER"
    NO_LEAVE = "NO_LEAVE"


class Ground(StrEnum):
    """Why a member cannot be in one place with the others; a desk clerk's post is not among those that the text lists."""

    FAR_AWAY = "FAR_AWAY"
    ON_POST = "ON_POST"
    DESK = "DESK"


@dataclass(frozen=True, slots=True)
class OnRoll:
    """One member on the roll of a meeting."""

    member_id: int
    standing: Standing
    presence: Presence


@dataclass(frozen=True, slots=True)
class Turnout:
    """A roll in figures. ``asked``: official members the quorum is counted from; ``voting``: those of them who came."""

    asked: int
    voting: int
    probationary_asked: int
    probationary_present: int
    absent: int
    exempt: int
    unknown: int

    @property
    def present(self) -> int:
        return self.voting + self.probationary_present


def turnout_of(roll: Iterable[OnRoll]) -> Turnout:
    """The figures of ``roll``. An exempt member who comes all the same is present, votes, and counts like the others."""
    rows = list(roll)

    def count(standing: Standing | None, *presences: Presence) -> int:
        return sum((standing is None or row.standing is standing) and row.presence in presences for row in rows)

    asked = (Presence.PRESENT, Presence.ABSENT, Presence.UNKNOWN)
    return Turnout(
        asked=count(Standing.OFFICIAL, *asked),
        voting=count(Standing.OFFICIAL, Presence.PRESENT),
        probationary_asked=count(Standing.PROBATIONARY, *asked),
        probationary_present=count(Standing.PROBATIONARY, Presence.PRESENT),
        absent=count(None, Presence.ABSENT),
        exempt=count(None, Presence.EXEMPT),
        unknown=count(None, Presence.UNKNOWN),
    )


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """A meeting counts when more than ``share`` of the official members asked to come are there."""

    starts_on: date
    share: Fraction
    source: str


QUORUM_RULES: tuple[QuorumRule, ...] = (
    # No text on ordinary meetings was found: the majority that resolutions need is taken, since fewer could pass none.
    QuorumRule(
        date(2011, 1, 19), Fraction(1, 2), "suy từ Điều lệ Đảng 2011, Điều 9.5 (nghị quyết cần quá nửa số đảng viên)"
    ),
)


def quorum_rule(on: date) -> QuorumRule:
    """The rule in force on ``on``; days before the table begins are judged by its first rule."""
    return next((rule for rule in reversed(QUORUM_RULES) if rule.starts_on <= on), QUORUM_RULES[0])


def quorum_needed(asked: int, on: date) -> int:
    """How many voting members must be there out of ``asked``: more than the share, and at least one."""
    return int(asked * quorum_rule(on).share) + 1


def check_quorum(turnout: Turnout, on: date, *, kind: MeetingKind) -> list[Violation]:
    """Nothing can be resolved without a quorum. A make-up session resolves nothing, so it needs none."""
    if kind is MeetingKind.MAKE_UP:
        return []
    needed = quorum_needed(turnout.asked, on)
    if turnout.voting < needed:
        return [refusal("NO_QUORUM", present=turnout.voting, asked=turnout.asked, needed=needed)]
    return []


def check_votes(in_favour: int, against: int, abstained: int, *, voting: int) -> list[Violation]:
    """Every official member who is there votes in favour, against or abstains; nobody votes twice."""
    total = in_favour + against + abstained
    if min(in_favour, against, abstained) < 0 or total != voting:
        return [refusal("VOTES_DO_NOT_ADD_UP", total=total, voting=voting)]
    return []


def is_passed(in_favour: int, *, asked: int) -> bool:
    """Whether more than half of the official members asked to come are in favour (Charter, Article 9.5)."""
    return in_favour * 2 > asked


@dataclass(frozen=True, slots=True)
class LengthRule:
    """How long a meeting lasts at least, in minutes, without and with a thematic part."""

    starts_on: date
    plain_minutes: int
    thematic_minutes: int
    source: str


LENGTH_RULES: tuple[LengthRule, ...] = (
    LengthRule(date(2018, 7, 6), 90, 120, "Hướng dẫn 12-HD/BTCTW, 6-7-2018 (số phút: chưa kiểm chứng)"),
    LengthRule(date(2025, 10, 28), 90, 120, "Hướng dẫn 42-HD/BTCTW, 28-10-2025"),
)


def minutes_needed(on: date, *, thematic: bool) -> int | None:
    """The least length of a meeting in minutes; ``None`` before any rule set one."""
    rule = next((rule for rule in reversed(LENGTH_RULES) if rule.starts_on <= on), None)
    if rule is None:
        return None
    return rule.thematic_minutes if thematic else rule.plain_minutes


def length_of(opened_at: time, closed_at: time) -> int:
    """Minutes from opening to closing on one day; negative where the meeting closes before it opens."""
    return (closed_at.hour - opened_at.hour) * 60 + closed_at.minute - opened_at.minute


def check_length(opened_at: time, closed_at: time, on: date, *, kind: MeetingKind, thematic: bool) -> list[Violation]:
    """A meeting closes after it opens; a regular or thematic one shorter than the rule is warned of.

    Small cells may settle on less (42-HD/BTCTW), so a short meeting is no error.
    """
    length = length_of(opened_at, closed_at)
    if length <= 0:
        return [refusal("MEETING_CLOSED_BEFORE_OPENED")]
    needed = minutes_needed(on, thematic=thematic)
    lasts = kind in (MeetingKind.REGULAR, MeetingKind.THEMATIC)
    if needed is not None and lasts and length < needed:
        return [warning("MEETING_TOO_SHORT", minutes=length, needed=needed)]
    return []


ONLINE_FROM = date(2022, 12, 27)
"""Hướng dẫn 03-HD/TW of 27-12-2022 (a trial): before it no cell met online."""
COUNTED_GROUNDS = frozenset({Ground.FAR_AWAY, Ground.ON_POST})
"""Posts that cannot be left are those of the armed forces, health workers and rangers; desk clerks are not listed."""


def check_online(on: date, away: Mapping[Ground, int], *, members: int) -> list[Violation]:
    """A cell meets online only where the rule allows it and over half its members cannot be in one place (03-HD/TW)."""
    if on < ONLINE_FROM:
        return [refusal("ONLINE_NOT_YET_ALLOWED", day=ONLINE_FROM)]
    counted = sum(count for ground, count in away.items() if ground in COUNTED_GROUNDS)
    if counted * 2 <= members:
        return [refusal("ONLINE_TOO_FEW_AWAY", away=counted, members=members)]
    return []


def quarter_of(day: date) -> tuple[date, date]:
    """First day of the quarter of ``day``, and first day of the next: a half-open period."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    after = first + timedelta(days=95)
    return first, after.replace(day=1)


def check_on_roll(*, is_member: bool, member: str, cell: str, on: date) -> list[Violation]:
    """Only who is a member of the cell on the day of the meeting is on its roll."""
    return [] if is_member else [refusal("NOT_IN_CELL_THAT_DAY", member=member, cell=cell, on=on)]


PAPERS_BEFORE = timedelta(days=1)
"""Agenda and papers reach the members at least one day before (42-HD/BTCTW, 28-10-2025; before it custom)."""
MINUTES_WITHIN = timedelta(days=5)
"""Within how many days minutes are signed: no text sets it, the product's own reminder."""
