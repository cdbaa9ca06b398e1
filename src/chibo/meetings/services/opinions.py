"""Opinions and initiatives: who raised them, what became of them; and how the cell scored its meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.meetings import MeetingKind, check_on_roll
from chibo.domain.meetings_scoring import SheetKind, check_points, level_of, sheet_on
from chibo.domain.rules import refusal
from chibo.meetings import policies
from chibo.meetings.models import AgendaItem, Meeting, MeetingScore, Opinion
from chibo.meetings.queries.meetings import lock, members_of
from chibo.registry.models import Member
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("meetings.opinion_noted", label=_("Ghi ý kiến, sáng kiến"), allowed=policies.may_keep)
def note_opinion(
    *,
    actor: User,
    meeting: Meeting,
    wording: str,
    on: date,
    raised_by: Member | None = None,
    guest: str = "",
    kind: str = Opinion.OPINION,
    item: AgendaItem | None = None,
) -> Opinion:
    """``raised_by``, a member of the cell that day, or a ``guest`` in words, raised this at the meeting.

    Open until ``settle_opinion``; may be noted after the minutes are signed. Raises ``RuleBroken``: MEETING_CALLED_OFF,
    MEETING_NOT_YET, OPINION_BY_WHOM, NOT_IN_CELL_THAT_DAY.
    """
    meeting = lock(meeting)
    if not meeting.stands:
        require([refusal("MEETING_CALLED_OFF", on=meeting.on)])
    if on < meeting.on:
        require([refusal("MEETING_NOT_YET", on=meeting.on)])
    guest = " ".join(guest.split())
    if (raised_by is None) == (not guest):
        require([refusal("OPINION_BY_WHOM")])
    if raised_by is not None:
        is_member = raised_by.pk in {member.pk for member in members_of(meeting.cell, meeting.on)}
        cell = name_on(meeting.cell_id, meeting.on)
        require(check_on_roll(is_member=is_member, member=raised_by.full_name, cell=cell, on=meeting.on))
    opinion = Opinion(
        meeting=meeting,
        item=item,
        kind=kind,
        raised_by=raised_by,
        raised_by_guest=guest,
        text=wording.strip(),
        noted_on=on,
        noted_by=actor,
    )
    opinion.save()
    return opinion


@use_case("meetings.opinion_settled", label=_("Ghi kết quả ý kiến, sáng kiến"), allowed=policies.may_settle)
def settle_opinion(*, actor: User, opinion: Opinion, outcome: str, wording: str, on: date) -> Opinion:
    """What became of it: taken up, answered or declined, in words.

    Raises ``RuleBroken``: OPINION_SETTLED, OPINION_DAY_TOO_EARLY, OUTCOME_WANTED.
    """
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=opinion.pk)
    if opinion.settled_on is not None:
        require([refusal("OPINION_SETTLED", day=opinion.settled_on)])
    if on < opinion.meeting.on:
        require([refusal("OPINION_DAY_TOO_EARLY", day=opinion.meeting.on)])
    if outcome == Opinion.OPEN or not wording.strip():
        require([refusal("OUTCOME_WANTED")])
    opinion.outcome, opinion.outcome_words = outcome, wording.strip()
    opinion.settled_on, opinion.settled_by = on, actor
    opinion.save()
    return opinion


@use_case("meetings.initiative_shared", label=_("Chia sẻ sáng kiến"), allowed=policies.may_settle)
def share_initiative(*, actor: User, opinion: Opinion, on: date) -> Opinion:
    """The other cells of the commune may read the initiative from ``on``; sharing it again changes nothing.

    Raises ``RuleBroken``: NOT_AN_INITIATIVE, INITIATIVE_DECLINED.
    """
    opinion = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if opinion.kind != Opinion.INITIATIVE:
        require([refusal("NOT_AN_INITIATIVE")])
    if opinion.outcome == Opinion.DECLINED:
        require([refusal("INITIATIVE_DECLINED")])
    if opinion.shared_on is None:
        opinion.shared_on, opinion.shared_by = on, actor
        opinion.save()
    return opinion


@use_case("meetings.meeting_scored", label=_("Chấm điểm buổi sinh hoạt"), allowed=policies.may_keep)
def score_meeting(*, actor: User, meeting: Meeting, points: Mapping[str, int], on: date) -> MeetingScore:
    """The cell gives these points (criterion → points) by the sheet of the day of the meeting; once.

    Raises ``RuleBroken``: MEETING_CALLED_OFF, MEETING_NOT_YET, MEETING_SCORED, POINTS_NOT_OF_SHEET.
    """
    meeting = lock(meeting)
    if not meeting.stands:
        require([refusal("MEETING_CALLED_OFF", on=meeting.on)])
    if on < meeting.on:
        require([refusal("MEETING_NOT_YET", on=meeting.on)])
    if (known := MeetingScore.objects.filter(meeting=meeting).first()) is not None:
        require([refusal("MEETING_SCORED", day=known.scored_on)])
    kind = SheetKind.THEMATIC if meeting.kind == MeetingKind.THEMATIC else SheetKind.REGULAR
    sheet = sheet_on(meeting.on, kind)
    require(check_points(sheet, points))
    total = sum(points.values())
    score = MeetingScore(
        meeting=meeting,
        sheet=sheet.code,
        points=dict(points),
        total=total,
        level=level_of(sheet, total).value,
        scored_on=on,
        scored_by=actor,
    )
    score.save()
    return score
