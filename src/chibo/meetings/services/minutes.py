"""Minutes: written as a draft by steps, signed once by the chair, supplemented by notes afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.documents.services.signing import sign
from chibo.domain.meetings import MeetingKind, Presence, check_length, check_quorum, check_votes
from chibo.domain.papers.meetings import compose_meeting_minutes, compose_supplement
from chibo.domain.papers.model import Paper, PaperKind, Verification
from chibo.domain.rules import Violation, refusal
from chibo.meetings import policies
from chibo.meetings.models import Meeting, Minutes, Supplement
from chibo.meetings.queries.agenda import items_of
from chibo.meetings.queries.meetings import RollLine, lock, roll_of, turnout
from chibo.meetings.queries.papers import minutes_facts, supplement_facts
from chibo.meetings.services.meetings import opened
from chibo.registry.models import Member

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Frame:
    """When and where the meeting was held, and who led it. ``closed_at`` may still be open in a draft."""

    opened_at: time
    chair: Member
    minute_taker: Member
    closed_at: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What came of one item. ``votes``: in favour, against, abstained; ``None``: it was not voted on."""

    summary: str = ""
    conclusion: str = ""
    votes: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What was said: by item (id), and what the chair concluded at the end (``None``: as it stands)."""

    items: Mapping[int, Conclusion] = field(default_factory=dict)
    general: str | None = None


@use_case("meetings.minutes_written", label=_("Ghi biên bản"), allowed=policies.may_keep)
def write_minutes(
    *, actor: User, meeting: Meeting, on: date, frame: Frame | None = None, wording: Words | None = None
) -> Minutes:
    """The draft says this from now on; what is not given stays as it was. The log holds none of the words.

    Raises ``RuleBroken``: MEETING_NOT_YET, MINUTES_NOT_BEGUN (words before a frame), CHAIR_TAKES_MINUTES,
    NOT_IN_CELL_THAT_DAY, MEETING_CLOSED_BEFORE_OPENED, VOTES_DO_NOT_ADD_UP, and those of ``opened``.
    """
    meeting = opened(meeting)
    if on < meeting.on:
        require([refusal("MEETING_NOT_YET", on=meeting.on)])
    minutes = Minutes.objects.filter(meeting=meeting).select_related("chair", "minute_taker").first()
    roll = roll_of(meeting)
    if frame is not None:
        minutes = _framed(minutes or Minutes(meeting=meeting), frame, roll, meeting)
        minutes.written_by = actor
    if minutes is None:
        require([refusal("MINUTES_NOT_BEGUN")])
        raise AssertionError("a refusal raises")
    if wording is not None and wording.general is not None:
        minutes.general = wording.general.strip()
    minutes.save()
    if wording is not None and wording.items:
        _conclude(meeting, wording.items, voting=turnout(roll).voting)
    return minutes


def _framed(minutes: Minutes, frame: Frame, roll: list[RollLine], meeting: Meeting) -> Minutes:
    if frame.chair == frame.minute_taker:
        require([refusal("CHAIR_TAKES_MINUTES")])
    known = {line.member.pk for line in roll}
    for member in (frame.chair, frame.minute_taker):
        # At a make-up session the roll holds only who missed: the chair comes besides them.
        if member.pk not in known and meeting.kind != MeetingKind.MAKE_UP:
            require([refusal("NOT_ON_ROLL", member=member.full_name)])
    if frame.closed_at is not None:
        kind, thematic = MeetingKind(meeting.kind), meeting.is_thematic
        require(check_length(frame.opened_at, frame.closed_at, meeting.on, kind=kind, thematic=thematic))
    minutes.opened_at, minutes.closed_at, minutes.place = frame.opened_at, frame.closed_at, frame.place.strip()
    minutes.chair, minutes.minute_taker = frame.chair, frame.minute_taker
    return minutes


def _conclude(meeting: Meeting, conclusions: Mapping[int, Conclusion], *, voting: int) -> None:
    for item in items_of(meeting):
        told = conclusions.get(item.pk)
        if told is None:
            continue
        if told.votes is not None:
            require(check_votes(*told.votes, voting=voting))
        item.summary, item.conclusion = told.summary.strip(), told.conclusion.strip()
        item.in_favour, item.against, item.abstained = told.votes or (None, None, None)
        item.save()


def missing_of(meeting: Meeting, minutes: Minutes | None) -> list[Violation]:
    """What still stands in the way of signing. A few SQL queries."""
    if minutes is None:
        return [refusal("MINUTES_NOT_BEGUN")]
    roll = roll_of(meeting)
    figures = turnout(roll)
    found = []
    if minutes.closed_at is None:
        found.append(refusal("MINUTES_NOT_CLOSED"))
    if figures.unknown:
        found.append(refusal("ATTENDANCE_NOT_KEPT", count=figures.unknown))
    else:
        found += check_quorum(figures, meeting.on, kind=MeetingKind(meeting.kind))
        here = {line.member.pk for line in roll if line.presence is Presence.PRESENT}
        if meeting.kind != MeetingKind.MAKE_UP:
            leaders = (minutes.chair, minutes.minute_taker)
            found += [refusal("LEADER_ABSENT", member=each.full_name) for each in leaders if each.pk not in here]
    for item in items_of(meeting):
        if item.votes is not None:
            found += check_votes(*item.votes, voting=figures.voting)
    return found


@use_case("meetings.minutes_signed", label=_("Ký biên bản"), allowed=policies.may_keep)
def sign_minutes(*, actor: User, meeting: Meeting, on: date) -> Minutes:
    """The minutes are signed by their chair on ``on``, numbered in the cell's book and frozen, with all they rest on.

    Raises ``RuleBroken``: MINUTES_SIGNED the second time, those of ``missing_of``, MEETING_NOT_YET, SIGNED_BEFORE_LAST.
    """
    meeting = opened(meeting)
    minutes = Minutes.objects.filter(meeting=meeting).select_related("chair", "minute_taker").first()
    require(missing_of(meeting, minutes))
    assert minutes is not None
    if on < meeting.on:
        require([refusal("MEETING_NOT_YET", on=meeting.on)])
    facts = minutes_facts(meeting, minutes)

    def compose(number: int, verification: Verification) -> Paper:
        return compose_meeting_minutes(replace(facts, number=number, dated_on=on, verification=verification))

    minutes.document = sign(
        issuer=meeting.cell,
        kind=PaperKind.MEETING_MINUTES,
        on=on,
        signer=minutes.chair.full_name,
        signed_by=actor,
        compose=compose,
    )
    minutes.signed_on = on
    minutes.save()
    return minutes


@use_case("meetings.minutes_supplemented", label=_("Bổ sung biên bản"), allowed=policies.may_keep)
def supplement_minutes(*, actor: User, meeting: Meeting, wording: str, on: date) -> Supplement:
    """A note on the signed minutes is signed by their chair; the minutes stay as they are.

    Raises ``RuleBroken``: MINUTES_NOT_SIGNED, SUPPLEMENT_EMPTY, SIGNED_BEFORE_LAST.
    """
    meeting = lock(meeting)
    rows = Minutes.objects.filter(meeting=meeting).select_related("chair", "document", "meeting__makes_up")
    minutes = rows.first()
    if minutes is None or minutes.document is None:
        require([refusal("MINUTES_NOT_SIGNED")])
        raise AssertionError("a refusal raises")
    if not wording.strip():
        require([refusal("SUPPLEMENT_EMPTY")])
    facts = supplement_facts(minutes, wording.strip())

    def compose(number: int, verification: Verification) -> Paper:
        return compose_supplement(replace(facts, number=number, dated_on=on, verification=verification))

    document = sign(
        issuer=meeting.cell,
        kind=PaperKind.MINUTES_SUPPLEMENT,
        on=on,
        signer=minutes.chair.full_name,
        signed_by=actor,
        compose=compose,
        amends=minutes.document,
    )
    row = Supplement(minutes=minutes, text=wording.strip(), signed_on=on, document=document)
    row.save()
    return row
