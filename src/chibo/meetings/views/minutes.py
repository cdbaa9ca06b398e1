"""Minutes: begun, item by item, closed, looked at, signed, supplemented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chibo.domain.meeting_calendar.month import MEETING_HOURS
from chibo.domain.meeting_calendar.problem import Session
from chibo.domain.meetings import MeetingKind, check_length
from chibo.domain.papers.meetings import compose_meeting_minutes
from chibo.kit.forms import posted
from chibo.meetings import policies
from chibo.meetings.forms.minutes import ClosingForm, FrameForm, ItemMinutesForm, SignForm, SupplementForm
from chibo.meetings.labels import ITEM_KINDS
from chibo.meetings.queries.agenda import items_of
from chibo.meetings.queries.meetings import item_of, members_of, minutes_of, roll_of, secretary_of, turnout
from chibo.meetings.queries.papers import minutes_facts
from chibo.meetings.services.minutes import (
    Frame,
    Words,
    missing_of,
    sign_minutes,
    supplement_minutes,
    write_minutes,
)
from chibo.meetings.views.attendance import printed
from chibo.meetings.views.meeting_steps import ask, crumbs_to, kept, place_words
from chibo.registry.views.answering import day_of
from chibo.registry.violations import sentences

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting


def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it stands, and each part of it to write."""
    found = kept(request, pk)
    draft = minutes_of(found)
    if draft is None:
        return redirect("meetings:minutes_begin", found.pk)
    if draft.signed_on is not None:
        return redirect("meetings:meeting", found.pk)
    context = {
        "title": _("Biên bản"),
        "crumbs": crumbs_to(found),
        "meeting": found,
        "place": place_words(found),
        "minutes": draft,
        "items": [(item, ITEM_KINDS[item.kind]) for item in items_of(found)],
        "missing": sentences(missing_of(found, draft)),
    }
    return render(request, "meetings/minutes.html", context)


def minutes_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """When it opened, where, who leads and who takes the minutes."""
    found = kept(request, pk)
    draft = minutes_of(found)
    people = {str(member.pk): member for member in members_of(found.cell, found.on)}
    leader = secretary_of(found)
    initial = {
        "opened_at": draft.opened_at if draft else MEETING_HOURS[Session(found.session)][0],
        "place": draft.place if draft else found.hall,
        "chair": str(draft.chair_id) if draft else str(leader.pk) if leader else "",
        "minute_taker": str(draft.minute_taker_id) if draft else "",
    }
    form = FrameForm(posted(request), people=people, initial=initial)

    def work() -> object:
        frame = form.frame(draft.closed_at if draft else None)
        return write_minutes(actor=request.user, meeting=found, on=day_of(request), frame=frame)

    return ask(
        request,
        found,
        form,
        work,
        title=_("Khai mạc"),
        button=_("Ghi"),
        done=_("Đã ghi phần khai mạc."),
        back=_address(found),
    )


def minutes_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """What was said and concluded on one item."""
    found = kept(request, pk)
    row = item_of(found, item)
    names = ("summary", "conclusion", "in_favour", "against", "abstained")
    form = ItemMinutesForm(posted(request), initial={name: getattr(row, name) for name in names})
    voting = turnout(roll_of(found)).voting

    def work() -> object:
        return write_minutes(actor=request.user, meeting=found, on=day_of(request), wording=form.words(row))

    return ask(
        request,
        found,
        form,
        work,
        title=row.label,
        button=_("Ghi"),
        done=_("Đã ghi nội dung này."),
        back=_address(found),
        lead=row.detail,
        notes=[
            _("Có %(count)s đảng viên chính thức dự; tổng số phiếu phải bằng số ấy. Đảng viên dự bị không biểu quyết.")
            % {"count": voting}
        ],
        template="meetings/minutes_item.html",
    )


def minutes_close(request: HttpRequest, pk: int) -> HttpResponse:
    """What the chair concluded, and when it closed."""
    found = kept(request, pk)
    draft = minutes_of(found)
    if draft is None:
        return redirect("meetings:minutes_begin", found.pk)
    form = ClosingForm(posted(request), initial={"closed_at": draft.closed_at, "general": draft.general})

    def work() -> object:
        given = form.cleaned_data
        frame = Frame(draft.opened_at, draft.chair, draft.minute_taker, given["closed_at"], draft.place)
        words = Words(general=given["general"])
        return write_minutes(actor=request.user, meeting=found, on=day_of(request), frame=frame, wording=words)

    return ask(
        request,
        found,
        form,
        work,
        title=_("Kết thúc"),
        button=_("Ghi"),
        done=_("Đã ghi phần kết thúc."),
        back=_address(found),
    )


@require_safe
def minutes_print(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The draft as it would be signed, ``pdf`` or ``docx``."""
    found = kept(request, pk)
    draft = minutes_of(found)
    if draft is None:
        raise Http404
    return printed(compose_meeting_minutes(minutes_facts(found, draft)), form, f"bien-ban-{found.on:%Y-%m-%d}")


def minutes_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair signs, once: what is missing is told first."""
    found = kept(request, pk)
    draft = minutes_of(found)
    assisted = policies.may_assist(actor=request.user, cell=found.cell)
    initial = {"on": day_of(request)}
    form = SignForm(posted(request), today=request.today, assisted=assisted, initial=initial)
    if draft is not None and draft.signed_on is not None:
        blocked = [] if request.method == "POST" else [_signed_words(draft.signed_on)]
    else:
        blocked = sentences(missing_of(found, draft))
    notes = [_("Ký rồi không sửa được; sai sót được ghi bằng bổ sung biên bản.")]
    if draft is not None and draft.closed_at is not None:
        kind = MeetingKind(found.kind)
        short = check_length(draft.opened_at, draft.closed_at, found.on, kind=kind, thematic=found.is_thematic)
        notes = [*sentences(short), *notes]

    def work() -> object:
        with form.on_behalf():
            return sign_minutes(actor=request.user, meeting=found, on=form.cleaned_data["on"])

    lead = _("Người ký: đồng chí %(name)s, chủ trì.") % {"name": draft.chair.full_name} if draft else ""
    return ask(
        request,
        found,
        form,
        work,
        title=_("Ký biên bản"),
        button=_("Ký"),
        done=_("Biên bản đã được ký, lấy số và lưu."),
        lead=lead,
        notes=notes,
        blocked=blocked,
    )


def minutes_supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """A note on signed minutes."""
    found = kept(request, pk)
    draft = minutes_of(found)
    if draft is None or draft.signed_on is None:
        raise Http404
    assisted = policies.may_assist(actor=request.user, cell=found.cell)
    form = SupplementForm(posted(request), today=request.today, assisted=assisted, initial={"on": day_of(request)})

    def work() -> object:
        with form.on_behalf():
            given = form.cleaned_data
            return supplement_minutes(actor=request.user, meeting=found, wording=given["text"], on=given["on"])

    title, done = _("Bổ sung biên bản"), _("Đã ký bổ sung biên bản.")
    return ask(request, found, form, work, title=title, button=_("Ký bổ sung"), done=done)


def _address(found: Meeting) -> str:
    return reverse("meetings:minutes", args=[found.pk])


def _signed_words(day: object) -> str:
    return _("Biên bản đã ký ngày %(day)s; không ký lại và không sửa được. Hãy lập bổ sung biên bản.") % {
        "day": f"{day:%d/%m/%Y}"
    }
