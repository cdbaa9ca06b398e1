"""The story the demo tells, as data: who does what on which day of 2019, up to ``STORY_ENDS_ON``.

Biên Hòa and Xuân Lộc finish (28 and 15 agency cells dissolved, 473 and 262 members moved and confirmed); Thống Nhất
stays half-way, so that every state of a commune and of a transfer is there to look at. Only the directive's number,
the day and those totals are real; every day below it is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from chibo.demo.cells import agency_cell_code
from chibo.demo.people import HOLDS, members, members_by_cell
from chibo.demo.person import LISTED_ON
from chibo.demo.schedule import LATE_BY_WORKING_DAYS, SCHEDULE, Timetable
from chibo.demo.units import Change, all_units, changes
from chibo.domain.campaigns import CommuneState
from chibo.domain.working_days import add_working_days

REGISTERED_ON = LISTED_ON
STORY_ENDS_ON = date(2019, 12, 31)


@dataclass(frozen=True, slots=True)
class CampaignScript:
    """The directive and the campaign it opens."""

    code: str
    title: str
    unit_code: str
    directive_number: str
    directive_issuer: str
    issued_on: date
    deadline: date


CAMPAIGN = CampaignScript(
    code="KH260-2019",
    title="Không tổ chức chi bộ cơ quan xã, phường, thị trấn",
    unit_code="DN",
    directive_number="260-KH/TU",
    directive_issuer="Tỉnh ủy Đồng Nai",
    issued_on=date(2019, 4, 16),
    deadline=date(2019, 12, 31),
)


class EventKind(StrEnum):
    """What happens, in the order in which events of one day are to be carried out."""

    UNIT_CHANGED = "UNIT_CHANGED"
    HOLD_STARTED = "HOLD_STARTED"
    HOLD_ENDED = "HOLD_ENDED"
    CAMPAIGN_CREATED = "CAMPAIGN_CREATED"
    DEADLINE_SET = "DEADLINE_SET"
    PLAN_PROPOSED = "PLAN_PROPOSED"
    PLACEMENT_OVERRIDDEN = "PLACEMENT_OVERRIDDEN"
    PLAN_ADOPTED = "PLAN_ADOPTED"
    DECIDED = "DECIDED"
    CARRIED_OUT = "CARRIED_OUT"
    RETURNED = "RETURNED"
    ISSUED_AGAIN = "ISSUED_AGAIN"
    RECEIVED = "RECEIVED"
    CONFIRMED = "CONFIRMED"


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One thing that happens on a day.

    ``commune_code``: where, ``""`` for the whole campaign; ``member_keys``: to whom (holds, overrides, transfers);
    ``effective_on``: of a decision; ``deadline``: of DEADLINE_SET; ``cell_code``: of an override; ``reason``: of a
    hold, an override or a return; ``change``: of UNIT_CHANGED.
    """

    on: date
    kind: EventKind
    commune_code: str = ""
    member_keys: tuple[str, ...] = ()
    reason: str = ""
    cell_code: str = ""
    effective_on: date | None = None
    deadline: date | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A member whom the committee moved by hand to another cell of the commune, and why."""

    commune_code: str
    member_number: int
    cell_code: str
    reason: str


OVERRIDES = (
    Override("BH-TANPHONG", 9, "BH-TANPHONG-K4", "Khu phố 4 đề nghị có cán bộ phụ trách chuyển đổi số"),
    Override("XL-XUANBAC", 16, "XL-XUANBAC-K2", "Theo nguyện vọng gắn với địa bàn đang phụ trách"),
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A sign-in of the demo: a role at a unit; ``member_key``: the member who signs in, where it is one."""

    username: str
    role: str
    unit_code: str
    full_name: str
    member_key: str | None = None


@cache
def accounts() -> tuple[DemoAccount, ...]:
    """One sign-in for each role, all at places where something is left to do."""
    rows = (
        ("totuctinh", "ORGANISER", "DN", None),
        ("totuchuyen", "ORGANISER", "TN", None),
        ("danguy", "COMMITTEE_OFFICER", "TN-GIAKIEM", "TN-GIAKIEM-CQ-02"),
        ("ubnd", "HEAD_OF_OFFICE", "TN-GIAKIEM", "TN-GIAKIEM-CQ-03"),
        ("bithu", "SECRETARY", "TN-GIAKIEM-K1", "TN-GIAKIEM-K1-01"),
        ("dangvien", "MEMBER", "TN-GIAKIEM", "TN-GIAKIEM-CQ-09"),
        ("kiemtra", "AUDITOR", "DN", None),
    )
    names = {member.key: member.full_name for member in members()}
    titles = {"ORGANISER": "Cán bộ Ban Tổ chức", "AUDITOR": "Cán bộ Ủy ban Kiểm tra"}
    return tuple(
        DemoAccount(username, role, unit, names[key] if key else f"{titles[role]} ({unit})", key)
        for username, role, unit, key in rows
    )


def expected_states() -> dict[str, tuple[CommuneState, bool]]:
    """For each commune, where it stands on ``STORY_ENDS_ON`` and whether it is late."""
    return {row.commune_code: (row.state, row.deadline < STORY_ENDS_ON and not row.is_done) for row in SCHEDULE}


@cache
def events() -> tuple[StoryEvent, ...]:
    """Everything that happens, oldest first, within a day in the order of ``EventKind``."""
    found = [StoryEvent(CAMPAIGN.issued_on, EventKind.CAMPAIGN_CREATED)]
    found += _unit_events()
    for hold in HOLDS:
        keys = (hold.member_key,)
        commune_code = hold.member_key.rsplit("-", 2)[0]
        found.append(StoryEvent(hold.starts_on, EventKind.HOLD_STARTED, commune_code, keys, hold.why))
        if hold.ends_on is not None:
            found.append(StoryEvent(hold.ends_on, EventKind.HOLD_ENDED, commune_code, keys))
    for row in SCHEDULE:
        if row.deadline != CAMPAIGN.deadline:
            found.append(
                StoryEvent(CAMPAIGN.issued_on, EventKind.DEADLINE_SET, row.commune_code, deadline=row.deadline)
            )
        found += _committee_events(row)
        found += _transfer_events(row)
    order = list(EventKind)
    found = [event for event in found if event.on <= STORY_ENDS_ON]
    return tuple(sorted(found, key=lambda event: (event.on, order.index(event.kind))))


def _unit_events() -> list[StoryEvent]:
    """Renamings of the time, except of agency cells dissolved before."""
    gone_on = {agency_cell_code(row.commune_code): row.effective_on for row in SCHEDULE if row.effective_on}
    return [
        StoryEvent(change.on, EventKind.UNIT_CHANGED, change=change)
        for change in changes(all_units(), after=REGISTERED_ON, until=STORY_ENDS_ON)
        if gone_on.get(change.code, date.max) > change.on
    ]


def _committee_events(row: Timetable) -> list[StoryEvent]:
    code = row.commune_code
    found = []
    if row.proposed_on:
        found.append(StoryEvent(row.proposed_on, EventKind.PLAN_PROPOSED, code))
    if row.adopted_on:
        found += [
            StoryEvent(
                row.adopted_on,
                EventKind.PLACEMENT_OVERRIDDEN,
                code,
                (f"{agency_cell_code(code)}-{override.member_number:02d}",),
                override.reason,
                override.cell_code,
            )
            for override in OVERRIDES
            if override.commune_code == code
        ]
        found.append(StoryEvent(row.adopted_on, EventKind.PLAN_ADOPTED, code))
    if row.decided_on:
        found.append(StoryEvent(row.decided_on, EventKind.DECIDED, code, effective_on=row.effective_on))
    if row.effective_on:
        found.append(StoryEvent(row.effective_on, EventKind.CARRIED_OUT, code))
    return found


def _transfer_events(row: Timetable) -> list[StoryEvent]:
    """What becomes of each member's transfer: the usual way in two groups, and the ways of those who go astray."""
    if row.effective_on is None:
        return []
    held = {hold.member_key for hold in HOLDS if hold.ends_on is None or hold.ends_on > row.effective_on}
    cell = agency_cell_code(row.commune_code)
    keys = [member.key for member in members_by_cell()[cell] if member.key not in held]
    astray = [f"{cell}-{number:02d}" for number in row.astray]
    usual = [key for key in keys if key not in astray]
    half = (len(usual) + 1) // 2
    code, start = row.commune_code, row.effective_on
    found = []
    for group, days in ((usual[:half], 3), (usual[half:], 6)):
        received = group[: row.received_of_group] if row.received_of_group is not None else group
        confirmed = received[: row.confirmed_of_group] if row.confirmed_of_group is not None else received
        received_on = add_working_days(start, days)
        if received:
            found.append(StoryEvent(received_on, EventKind.RECEIVED, code, tuple(received)))
        if confirmed:
            found.append(StoryEvent(add_working_days(received_on, 2), EventKind.CONFIRMED, code, tuple(confirmed)))
    late_on = add_working_days(start, LATE_BY_WORKING_DAYS)
    for key in astray:
        if row.astray_arrive_late:
            found.append(StoryEvent(late_on, EventKind.RECEIVED, code, (key,)))
            found.append(StoryEvent(add_working_days(late_on, 1), EventKind.CONFIRMED, code, (key,)))
        elif row.astray_are_returned:
            returned_on = add_working_days(start, 4)
            reason = "Hồ sơ thiếu bản tự kiểm điểm, đề nghị bổ sung"
            found.append(StoryEvent(returned_on, EventKind.RETURNED, code, (key,), reason))
            if row.is_done:
                found += [
                    StoryEvent(add_working_days(returned_on, days), kind, code, (key,))
                    for kind, days in (
                        (EventKind.ISSUED_AGAIN, 2),
                        (EventKind.RECEIVED, 4),
                        (EventKind.CONFIRMED, 6),
                    )
                ]
    return found
