"""One meeting as its viewer may see it: agenda, papers, who came, minutes, opinions, score."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.audit.queries import entries_of
from chibo.domain.meetings import MINUTES_WITHIN, Presence, length_of, quorum_needed
from chibo.domain.meetings_scoring import sheet_named
from chibo.kit.cells import Status
from chibo.kit.steps import Step, StepState
from chibo.meetings import policies
from chibo.meetings.labels import (
    CRITERIA,
    GROUNDS,
    ITEM_KINDS,
    LEVEL_TONES,
    LEVELS,
    OPINION_KINDS,
    OUTCOME_TONES,
    OUTCOMES,
    REASONS,
)
from chibo.meetings.queries.agenda import items_of
from chibo.meetings.queries.meetings import (
    RollLine,
    guests_of,
    make_ups_of,
    meeting_of,
    minutes_of,
    opinions_of,
    own_mark,
    papers_of,
    roll_of,
    score_of,
    turnout,
)
from chibo.meetings.views.meeting_steps import crumbs_to, place_words, title_of
from chibo.registry.views.answering import day_of

if TYPE_CHECKING:
    from chibo.domain.meetings import Turnout
    from chibo.meetings.models import Meeting, MeetingScore, Minutes


@never_cache
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A member finds the agenda and their own presence; who keeps or reads the cell's meetings, all of it."""
    found = meeting_of(pk, viewer=request.user)
    items = items_of(found)
    context: dict[str, Any] = {
        "title": title_of(found),
        "crumbs": crumbs_to(found, inner=False),
        "meeting": found,
        "place": place_words(found),
        "items": [(item, ITEM_KINDS[item.kind]) for item in items],
        "papers": papers_of(found),
        "own": _own(found, request),
        "may_view": policies.may_view(actor=request.user, cell=found.cell),
        "grounds": [(GROUNDS[code], count) for code, count in found.online_grounds.items()],
    }
    if context["may_view"]:
        context |= _inside(request, found, has_items=bool(items))
    return render(request, "meetings/meeting.html", context)


def _inside(request: HttpRequest, found: Meeting, *, has_items: bool) -> dict[str, Any]:
    roll = roll_of(found)
    figures, minutes, score = turnout(roll), minutes_of(found), score_of(found)
    keeps = policies.may_keep(actor=request.user, meeting=found)
    is_signed = minutes is not None and minutes.signed_on is not None
    begun = found.on <= day_of(request)
    marked = any(line.mark is not None for line in roll)
    return {
        "roll": [_line(line, found) for line in roll],
        "figures": figures,
        "is_marked": marked,
        "needed": quorum_needed(figures.asked, found.on) if found.kind != "MAKE_UP" else None,
        "guests": guests_of(found),
        "minutes": minutes,
        "length": length_of(minutes.opened_at, minutes.closed_at) if minutes and minutes.closed_at else None,
        "supplements": list(minutes.supplements.order_by("pk")) if minutes is not None else [],
        "opinions": [
            (row, OPINION_KINDS[row.kind], Status(OUTCOMES[row.outcome], OUTCOME_TONES[row.outcome]))
            for row in opinions_of(found)
        ],
        "score": score,
        "level": Status(LEVELS[score.level], LEVEL_TONES[score.level]) if score is not None else None,
        "points": _points(score),
        "make_ups": make_ups_of(found),
        "may_make_up": keeps
        and figures.absent
        and found.stands
        and found.kind != "MAKE_UP"
        and _same_month(found, request),
        "keeps": keeps,
        "is_open": keeps and found.stands and not is_signed,
        "is_begun": begun,
        "is_signed": is_signed,
        "steps": _steps(found, figures, minutes, has_items=has_items, marked=marked, day=day_of(request)),
        "actions": _actions(found, minutes, has_items=has_items, marked=marked, begun=begun) if keeps else [],
        "may_score": keeps and begun and found.stands and score is None,
        "entries": _history(request, found, minutes),
    }


def _history(request: HttpRequest, found: Meeting, minutes: Minutes | None) -> list[dict[str, Any]]:
    """What was done to the meeting and to its minutes, latest first."""
    entries = entries_of(found, viewer=request.user)
    if minutes is not None:
        entries += entries_of(minutes, viewer=request.user)
    return sorted(entries, key=lambda entry: -entry["pk"])


def _same_month(found: Meeting, request: HttpRequest) -> bool:
    """Whether the month in which absentees can make it up is still running."""
    return found.month == day_of(request).replace(day=1)


def _line(line: RollLine, found: Meeting) -> dict[str, Any]:
    words = {
        Presence.PRESENT: (_("Có mặt"), "good"),
        Presence.EXEMPT: (_("Miễn sinh hoạt"), "neutral"),
        Presence.UNKNOWN: (_("Chưa điểm danh"), "warning"),
    }
    mark = line.mark
    if line.presence is Presence.ABSENT and mark is not None:
        bad = mark.reason == "NO_LEAVE"
        label, tone = (_("Vắng không lý do"), "bad") if bad else (_("Vắng có lý do"), "info")
    else:
        label, tone = words[line.presence]
    return {
        "member": line.member,
        "is_official": line.is_official,
        "state": Status(label, tone),
        "reason": REASONS[mark.reason] if mark is not None and mark.reason not in ("", "NO_LEAVE") else "",
        "by_code": mark is not None and mark.way == "CODE",
        "late": mark if mark is not None and mark.marked_on > found.on else None,
    }


def _own(found: Meeting, request: HttpRequest) -> str:
    """The viewer's own presence in words; empty where nothing is known."""
    mark = own_mark(found, request.user)
    if mark is None:
        return ""
    if mark.presence == Presence.PRESENT.value:
        return _("Đồng chí đã được ghi có mặt.")
    return _("Đồng chí được ghi vắng: %(reason)s.") % {"reason": str(REASONS[mark.reason]).lower()}


def _points(score: MeetingScore | None) -> list[tuple[Any, int, int]]:
    if score is None:
        return []
    return [(CRITERIA[each], score.points[each.value], most) for each, most in sheet_named(score.sheet).criteria]


def _steps(
    found: Meeting, figures: Turnout, minutes: Minutes | None, *, has_items: bool, marked: bool, day: date
) -> list[Step]:
    """Agenda, attendance, minutes, signature: done, due now, or late."""
    signed_on = minutes.signed_on if minutes is not None else None
    kept = marked and not figures.unknown
    written = minutes is not None and minutes.closed_at is not None
    reached = [has_items or signed_on is not None, kept, written or signed_on is not None, signed_on is not None]
    labels = (_("Chương trình"), _("Điểm danh"), _("Biên bản"), _("Ký biên bản"))
    late = found.stands and signed_on is None and found.on + MINUTES_WITHIN < day
    steps = []
    current = next((index for index, is_done in enumerate(reached) if not is_done), len(reached))
    for index, (label, is_done) in enumerate(zip(labels, reached, strict=True)):
        if is_done:
            steps.append(Step(label, StepState.DONE, signed_on if index == 3 else None))
        elif index == current and found.stands:
            steps.append(
                Step(label, StepState.BLOCKED if late else StepState.CURRENT, note=_("quá hạn") if late else "")
            )
        else:
            steps.append(Step(label, StepState.AHEAD))
    return steps


def _actions(
    found: Meeting, minutes: Minutes | None, *, has_items: bool, marked: bool, begun: bool
) -> list[dict[str, Any]]:
    """What who keeps the meeting can do now, the expected step first."""
    actions: list[dict[str, Any]] = []

    def offer(name: str, label: str, icon: str, *, first: bool = False, query: str = "") -> None:
        style = "btn-primary" if first else "btn-outline-primary"
        address = reverse(f"meetings:{name}", args=[found.pk]) + query
        actions.append({"address": address, "label": label, "icon": icon, "style": style})

    if not found.stands:
        return actions
    if minutes is not None and minutes.signed_on is not None:
        offer("minutes_supplement", _("Bổ sung biên bản…"), "file-earmark-text")
        offer("opinion_add", _("Ghi ý kiến, sáng kiến…"), "chat-left-text")
        return actions
    if not begun:
        offer("agenda", _("Soạn chương trình"), "list-check", first=not has_items)
        offer("door", _("Mã điểm danh"), "qr-code")
        return actions
    offer("attendance", _("Điểm danh"), "person-check", first=not marked)
    offer("door", _("Mã điểm danh"), "qr-code")
    offer(
        "minutes", _("Ghi biên bản"), "pencil-square", first=marked and (minutes is None or minutes.closed_at is None)
    )
    if minutes is not None:
        offer("minutes_sign", _("Ký biên bản…"), "file-earmark-check", first=marked and minutes.closed_at is not None)
    offer("opinion_add", _("Ghi ý kiến, sáng kiến…"), "chat-left-text")
    offer("agenda", _("Soạn chương trình"), "list-check")
    return actions
