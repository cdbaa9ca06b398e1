"""Who came: marked by the secretary, by each member with the code at the door, or keyed in late from the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.meetings import AbsenceReason, Presence, check_on_roll
from chibo.domain.rules import refusal
from chibo.meetings import policies
from chibo.meetings.models import Attendance, Exemption, Guest, Meeting
from chibo.meetings.queries.meetings import RollLine, guests_of, members_of, roll_of
from chibo.meetings.services.meetings import opened
from chibo.registry.models import Member, Unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

PRESENT = Presence.PRESENT.value


@use_case("meetings.attendance_marked", label=_("Điểm danh"), allowed=policies.may_keep)
def mark_attendance(*, actor: User, meeting: Meeting, marks: Mapping[int, str], on: date) -> Meeting:
    """Each member (by id) was ``PRESENT`` or absent for the reason named (a code of ``AbsenceReason``).

    Marks given before for others stay; an exempt member who did not come needs none. Keyed in after the day of the
    meeting it says so. One SQL write for all new marks, one for each changed one.
    Raises ``RuleBroken``: MEETING_NOT_YET, NOT_IN_CELL_THAT_DAY, NOT_ASKED_TO_MAKE_UP, and those of ``opened``.
    """
    meeting = opened(meeting)
    _require_begun(meeting, on)
    roll = {line.member.pk: line for line in roll_of(meeting)}
    _require_on_roll(meeting, marks, roll)
    fresh = []
    for member_id, told in marks.items():
        presence, reason = _read(told)
        line = roll[member_id]
        mark = line.mark
        if mark is None:
            fresh.append(
                Attendance(
                    meeting=meeting,
                    member=line.member,
                    standing=line.standing.value,
                    presence=presence,
                    reason=reason,
                    marked_on=on,
                    marked_by=actor,
                )
            )
        elif (mark.presence, mark.reason) != (presence, reason):
            mark.presence, mark.reason, mark.marked_on, mark.marked_by = presence, reason, on, actor
            mark.way = Attendance.TICKED
            mark.save()
    Attendance.objects.bulk_create(fresh)
    return meeting


@use_case("meetings.member_signed_in", label=_("Tự điểm danh bằng mã tại cửa"), allowed=policies.may_sign_in)
def sign_in(*, actor: User, meeting: Meeting, on: date) -> Attendance:
    """``actor``, a member of the cell, is present; a second time changes nothing.

    Raises ``RuleBroken``: DOOR_CLOSED on any day but that of the meeting, NOT_IN_CELL_THAT_DAY, NOT_ASKED_TO_MAKE_UP, and
    those of ``opened``.
    """
    meeting = opened(meeting)
    if on != meeting.on:
        require([refusal("DOOR_CLOSED", on=meeting.on)])
    member = Member.objects.get(user=actor)
    roll = {line.member.pk: line for line in roll_of(meeting)}
    _require_on_roll(meeting, {member.pk: PRESENT}, roll)
    line = roll[member.pk]
    mark = line.mark or Attendance(meeting=meeting, member=member, standing=line.standing.value)
    if mark.pk is None or mark.presence != PRESENT:
        mark.presence, mark.reason, mark.way = PRESENT, "", Attendance.CODE
        mark.marked_on, mark.marked_by = on, actor
        mark.save()
    return mark


@use_case("meetings.guests_noted", label=_("Ghi đại biểu dự"), allowed=policies.may_keep)
def note_guests(*, actor: User, meeting: Meeting, guests: Sequence[tuple[str, str]], on: date) -> Meeting:
    """The guests of the meeting are these (name, position or where from); others noted before are struck."""
    meeting = opened(meeting)
    wanted = {(" ".join(name.split()), " ".join(position.split())) for name, position in guests if name.strip()}
    for row in guests_of(meeting):
        if (row.name, row.position) in wanted:
            wanted.remove((row.name, row.position))
        else:
            row.struck_on = on
            row.save()
    for name, position in sorted(wanted):
        Guest(meeting=meeting, name=name, position=position).save()
    return meeting


@use_case("meetings.member_exempted", label=_("Miễn sinh hoạt cho đảng viên"), allowed=policies.may_call)
def exempt_member(*, actor: User, cell: Unit, member: Member, ground: str, on: date) -> Exemption:
    """From ``on`` the cell does not count ``member`` among those asked to its meetings.

    Source: the member asks, the cell decides and reports up. Raises ``RuleBroken``: NOT_IN_CELL_THAT_DAY, EXEMPT_ALREADY.
    """
    is_member = member.pk in {each.pk for each in members_of(cell, on)}
    require(check_on_roll(is_member=is_member, member=member.full_name, cell=name_on(cell, on), on=on))
    if Exemption.objects.open().filter(member=member).exists():
        require([refusal("EXEMPT_ALREADY", member=member.full_name)])
    row = Exemption(member=member, cell=cell, ground=ground, starts_on=on)
    row.save()
    return row


@use_case("meetings.exemption_ended", label=_("Thôi miễn sinh hoạt"), allowed=policies.may_end_exemption)
def end_exemption(*, actor: User, exemption: Exemption, on: date, reason: str = "") -> Exemption:
    """The member is asked to the cell's meetings again from ``on``."""
    exemption.close(on)
    return exemption


def _read(told: str) -> tuple[str, str]:
    """Presence and reason of one mark. Raises ``ValueError`` for another code."""
    if told == PRESENT:
        return PRESENT, ""
    return Presence.ABSENT.value, AbsenceReason(told).value


def _require_begun(meeting: Meeting, on: date) -> None:
    if on < meeting.on:
        require([refusal("MEETING_NOT_YET", on=meeting.on)])


def _require_on_roll(meeting: Meeting, marks: Mapping[int, str], roll: Mapping[int, RollLine]) -> None:
    """Who left the cell before that day, came after it, or was never in it, is named and refused."""
    strangers = [member_id for member_id in marks if member_id not in roll]
    if not strangers:
        return
    cell = name_on(meeting.cell_id, meeting.on)
    here = {member.pk for member in members_of(meeting.cell, meeting.on)}
    found = []
    for member in Member.objects.filter(pk__in=strangers).order_by("sort_key", "pk"):
        if member.pk in here:
            found.append(refusal("NOT_ASKED_TO_MAKE_UP", member=member.full_name))
        found += check_on_roll(is_member=member.pk in here, member=member.full_name, cell=cell, on=meeting.on)
    require(found or [refusal("NOT_IN_CELL_THAT_DAY", member="?", cell=cell, on=meeting.on)])
