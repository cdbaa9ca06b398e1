"""A directive on its way down the tree: who is asked, who has acknowledged which version, how many days it took.

A directive has versions, each sent on a day with a deadline of its own; a new one asks everybody again. Every unit below the
sender that is in force on a day is asked from the day the version was sent, or from its own first day below the sender.
Who was reached is computed for any day from dated facts and never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS, DISTRICT_KINDS, UnitKind
from chibo.domain.periods import Period
from chibo.domain.rules import Violation, refusal
from chibo.domain.working_days import add_working_days, working_days_between


class Tier(StrEnum):
    """The tiers below the centre, from the top down (the district's until 30-6-2025)."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"
    CELL = "CELL"


class ReachState(StrEnum):
    """Where one unit stands with the version in force."""

    OVERDUE = "OVERDUE"
    WAITING = "WAITING"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RELEASED = "RELEASED"
    """It had not acknowledged when the directive was withdrawn, and need not any more."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: sent on a day, to be acknowledged by the end of ``deadline``."""

    number: int
    sent_on: date
    deadline: date


@dataclass(frozen=True, slots=True)
class Course:
    """A directive's versions by number; from ``withdrawn_on`` on it asks nobody any more."""

    versions: tuple[Version, ...]
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """A unit below the sender. ``stays``: when it was there, in periods that do not touch; ``members``: of a cell."""

    unit_id: int
    tier: Tier
    stays: tuple[Period, ...]
    members: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """A unit acknowledged a version on a day."""

    unit_id: int
    version: int
    on: date


@dataclass(frozen=True, slots=True)
class UnitReach:
    """One unit asked. ``acknowledged_on``: when it acknowledged the version in force, if it did.

    ``former``: the latest earlier version that it acknowledged, 0: none.
    """

    unit_id: int
    tier: Tier
    state: ReachState
    asked_on: date
    due_on: date
    acknowledged_on: date | None
    former: int
    members: int

    @property
    def days(self) -> int | None:
        """Days from the asking to the acknowledgement."""
        return None if self.acknowledged_on is None else (self.acknowledged_on - self.asked_on).days


@dataclass(frozen=True, slots=True)
class TierReach:
    """The units of one tier, counted. ``days_to_half``, ``days_to_all``: days after the asking by which half of
    them, or all, had acknowledged; ``None`` while they have not.
    """

    tier: Tier
    asked: int
    reached: int
    overdue: int
    days_to_half: int | None
    days_to_all: int | None
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a directive had reached by a day. ``version``: the one in force, or the last one before it was withdrawn."""

    version: Version
    is_withdrawn: bool
    units: tuple[UnitReach, ...]

    @property
    def reached_count(self) -> int:
        return sum(unit.state is ReachState.ACKNOWLEDGED for unit in self.units)

    @property
    def missing(self) -> tuple[UnitReach, ...]:
        """Those that have not acknowledged the version."""
        return tuple(unit for unit in self.units if unit.acknowledged_on is None)

    @property
    def overdue_count(self) -> int:
        return sum(unit.state is ReachState.OVERDUE for unit in self.units)

    @property
    def members(self) -> int:
        """Members of all cells asked."""
        return sum(unit.members for unit in self.units)

    @property
    def members_reached(self) -> int:
        """Members of the cells that acknowledged."""
        return sum(unit.members for unit in self.units if unit.acknowledged_on is not None)

    def tiers(self) -> tuple[TierReach, ...]:
        """The tiers with somebody to reach, from the top down."""
        groups = {tier: [unit for unit in self.units if unit.tier is tier] for tier in Tier}
        return tuple(_tier_reach(tier, units) for tier, units in groups.items() if units)


def tier_of(kind: UnitKind) -> Tier | None:
    """The tier of a unit of ``kind``; the centre is above all of them."""
    if kind in CELL_KINDS:
        return Tier.CELL
    if kind in COMMUNE_KINDS:
        return Tier.COMMUNE
    if kind in DISTRICT_KINDS:
        return Tier.DISTRICT
    return Tier.PROVINCE if kind is UnitKind.PROVINCE else None


def version_on(course: Course, on: date) -> Version | None:
    """The last version sent by the end of ``on``, withdrawn or not; ``None`` before the first."""
    sent = [version for version in course.versions if version.sent_on <= on]
    return max(sent, key=lambda version: version.number) if sent else None


def is_withdrawn(course: Course, on: date) -> bool:
    return course.withdrawn_on is not None and course.withdrawn_on <= on


def asked_on(addressee: Addressee, version: Version, on: date) -> date | None:
    """The day from which the unit is asked for ``version``, if it stands below the sender on ``on``."""
    stay = next((stay for stay in addressee.stays if on in stay), None)
    return None if stay is None else max(version.sent_on, stay.starts_on)


def due_on(version: Version, asked: date) -> date:
    """The last day to acknowledge: the deadline; one who is asked later has as many working days as the others had."""
    if asked <= version.sent_on:
        return version.deadline
    return add_working_days(asked, max(0, working_days_between(version.sent_on, version.deadline)))


def reach_on(course: Course, addressees: Iterable[Addressee], receipts: Iterable[Receipt], on: date) -> Reach | None:
    """Whom the directive had reached by the end of ``on``; ``None`` before it was sent.

    Asked are the units below the sender on ``on``; of a withdrawn directive those of its last day, and what they acknowledged
    stays.
    """
    version = version_on(course, on)
    if version is None:
        return None
    withdrawn = is_withdrawn(course, on)
    day = on
    if withdrawn and course.withdrawn_on is not None:
        day = max(version.sent_on, course.withdrawn_on - timedelta(days=1))
    taken: dict[int, dict[int, date]] = {}
    for receipt in receipts:
        if receipt.on <= on:
            taken.setdefault(receipt.unit_id, {})[receipt.version] = receipt.on
    units = []
    for addressee in addressees:
        asked = asked_on(addressee, version, day)
        if asked is None:
            continue
        own: Mapping[int, date] = taken.get(addressee.unit_id, {})
        acknowledged = own.get(version.number)
        due = due_on(version, asked)
        if acknowledged is not None:
            state = ReachState.ACKNOWLEDGED
        elif withdrawn:
            state = ReachState.RELEASED
        else:
            state = ReachState.OVERDUE if due < on else ReachState.WAITING
        former = max((number for number in own if number < version.number), default=0)
        units.append(
            UnitReach(addressee.unit_id, addressee.tier, state, asked, due, acknowledged, former, addressee.members)
        )
    return Reach(version, withdrawn, tuple(units))


def _tier_reach(tier: Tier, units: list[UnitReach]) -> TierReach:
    days = sorted(unit.days for unit in units if unit.days is not None)
    half = -(-len(units) // 2)
    return TierReach(
        tier=tier,
        asked=len(units),
        reached=len(days),
        overdue=sum(unit.state is ReachState.OVERDUE for unit in units),
        days_to_half=days[half - 1] if len(days) >= half else None,
        days_to_all=days[-1] if len(days) == len(units) else None,
        missing=tuple(unit.unit_id for unit in units if unit.acknowledged_on is None),
    )


def check_sending(*, issued_on: date, sent_on: date, deadline: date, has_addressees: bool) -> list[Violation]:
    """Sent not before it was issued, due not before it was sent, and somebody is there to receive it."""
    found = []
    if sent_on < issued_on:
        found.append(refusal("SENT_BEFORE_ISSUED", sent_on=sent_on, issued_on=issued_on))
    if deadline < sent_on:
        found.append(refusal("DEADLINE_BEFORE_SENDING", deadline=deadline, sent_on=sent_on))
    if not has_addressees:
        found.append(refusal("NOBODY_BELOW", on=sent_on))
    return found


def check_revision(course: Course, *, sent_on: date, deadline: date) -> list[Violation]:
    """Another version follows the last one; a withdrawn directive has no further ones."""
    if course.withdrawn_on is not None:
        return [refusal("DIRECTIVE_WITHDRAWN", day=course.withdrawn_on)]
    last = course.versions[-1]
    if sent_on < last.sent_on:
        return [refusal("SENT_BEFORE_LAST_VERSION", version=last.number, day=last.sent_on)]
    if deadline < sent_on:
        return [refusal("DEADLINE_BEFORE_SENDING", deadline=deadline, sent_on=sent_on)]
    return []


def check_withdrawal(course: Course, *, on: date, reason: str) -> list[Violation]:
    """Withdrawn once, with a reason, not before the last version was sent."""
    if course.withdrawn_on is not None:
        return [refusal("DIRECTIVE_WITHDRAWN", day=course.withdrawn_on)]
    last = course.versions[-1]
    if on < last.sent_on:
        return [refusal("WITHDRAWN_BEFORE_SENT", version=last.number, day=last.sent_on)]
    return [] if reason.strip() else [refusal("REASON_WANTED_HERE")]


def check_acknowledgement(
    course: Course,
    *,
    number: int,
    addressee: Addressee | None,
    receipts: Iterable[Receipt],
    on: date,
    unit: str,
    is_own: bool,
    acting_for: str,
    paper: str,
) -> list[Violation]:
    """A unit acknowledges the version in force, once, while it is asked.

    Whoever enters it for a unit that is not their own says who signed and on which paper.
    """
    version = next((each for each in course.versions if each.number == number), None)
    current = version_on(course, on)
    if version is None or current is None or on < version.sent_on:
        first = version.sent_on if version is not None else course.versions[0].sent_on
        return [refusal("NOT_SENT_YET", day=first)]
    if any(row.unit_id == addressee.unit_id and row.version == number for row in receipts if addressee is not None):
        return [refusal("VERSION_ACKNOWLEDGED", unit=unit, version=number)]
    if is_withdrawn(course, on) and course.withdrawn_on is not None:
        return [refusal("DIRECTIVE_WITHDRAWN", day=course.withdrawn_on)]
    if current.number != number:
        return [refusal("VERSION_SUPERSEDED", version=number, current=current.number, day=current.sent_on)]
    if addressee is None or asked_on(addressee, version, on) is None:
        return [refusal("NOT_ADDRESSED", unit=unit, on=on)]
    if not is_own and not (acting_for.strip() and paper.strip()):
        return [refusal("SIGNER_WANTED", unit=unit)]
    return []


@dataclass(frozen=True, slots=True)
class ReminderLimit:
    """At most ``count`` reminders of one directive to one unit within ``working_days``, in force from ``starts_on``."""

    starts_on: date
    count: int
    working_days: int
    source: str


REMINDER_LIMITS = (ReminderLimit(date(2018, 1, 1), 2, 5, "the product's own: a reminder that comes daily is not read"),)


def reminder_limit(on: date) -> ReminderLimit:
    """The limit in force on ``on`` (the first known one for days before)."""
    known = [limit for limit in REMINDER_LIMITS if limit.starts_on <= on]
    return known[-1] if known else REMINDER_LIMITS[0]


def check_reminder(
    course: Course, *, reach: UnitReach | None, reminded: Iterable[date], on: date, unit: str
) -> list[Violation]:
    """A unit that is asked and has not acknowledged is reminded, once a day, and not beyond the limit."""
    if is_withdrawn(course, on) and course.withdrawn_on is not None:
        return [refusal("DIRECTIVE_WITHDRAWN", day=course.withdrawn_on)]
    if reach is None:
        return [refusal("NOT_ADDRESSED", unit=unit, on=on)]
    if reach.acknowledged_on is not None:
        return [refusal("NOTHING_TO_REMIND", unit=unit, day=reach.acknowledged_on)]
    days = sorted(reminded)
    if on in days:
        return [refusal("REMINDED_TODAY", unit=unit, day=on)]
    limit = reminder_limit(on)
    near = [day for day in days if abs(working_days_between(day, on)) < limit.working_days]
    if len(near) < limit.count:
        return []
    again = add_working_days(near[-limit.count], limit.working_days)
    return [refusal("REMINDER_LIMIT", unit=unit, count=limit.count, working_days=limit.working_days, again_on=again)]
