"""What the pages of one meeting share: finding it for one who keeps it, and a page with one question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.meetings import MINUTES_WITHIN
from chibo.kit.cells import Status, Tone
from chibo.meetings import policies
from chibo.meetings.labels import KINDS, SESSIONS
from chibo.meetings.queries.meetings import meeting_of
from chibo.registry.views.answering import carry_out

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting

Crumbs = list[tuple[str, str]]


def kept(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, for one who keeps it: another who sees it is refused, a stranger finds nothing."""
    found = meeting_of(pk, viewer=request.user)
    if not policies.may_keep(actor=request.user, meeting=found):
        raise PermissionDenied
    return found


def title_of(meeting: Meeting) -> str:
    """“Sinh hoạt định kỳ 03/06/2019”."""
    words = {"kind": str(KINDS[meeting.kind]).lower(), "day": f"{meeting.on:%d/%m/%Y}"}
    if meeting.kind == "MAKE_UP":
        return _("Sinh hoạt bù %(day)s") % words
    return _("Sinh hoạt %(kind)s %(day)s") % words


def place_words(meeting: Meeting) -> str:
    """“Chi bộ khu phố 1 – Sáng, nhà văn hoá”."""
    words = f"{meeting.cell_name} – {SESSIONS[meeting.session]}"
    return f"{words}, {meeting.hall}" if meeting.hall else words


def crumbs_to(meeting: Meeting, *, inner: bool = True) -> Crumbs:
    """The way to a page of ``meeting``; ``inner``: to a page below its own."""
    way = [
        (_("Lịch sinh hoạt"), reverse("meetings:calendars")),
        (meeting.cell_name, reverse("meetings:cell", args=[meeting.cell.code])),
    ]
    return [*way, (title_of(meeting), address_of(meeting))] if inner else way


def address_of(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


def ask(
    request: HttpRequest,
    meeting: Meeting,
    form: forms.Form,
    work: Callable[[], Any],
    *,
    title: str,
    button: str,
    done: str,
    back: str = "",
    lead: str = "",
    notes: Sequence[str] = (),
    blocked: Sequence[str] = (),
    tone: str = "",
    template: str = "meetings/step.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one step of ``meeting``, or the step done once and back to where it belongs."""
    back = back or address_of(meeting)
    if form.is_valid():
        outcome = carry_out(request, work, form=form)
        if outcome.is_done and not form.errors:
            if outcome.result is not None:
                messages.success(request, done)
            return redirect(back)
    shown = {
        "title": title,
        "crumbs": crumbs_to(meeting),
        "meeting": meeting,
        "form": form,
        "button": button,
        "cancel_url": back,
        "lead": lead,
        "notes": notes,
        "blocked": blocked,
        "tone": tone,
        "place": place_words(meeting),
    }
    return render(request, template, shown | (context or {}))


def state_of(row: Mapping[str, Any], day: date) -> Status:
    """How far a meeting (a row ``with_progress``) has come by ``day``; nothing where its page is not open to the viewer."""
    if not row["is_open"] or (row["on"] > day and not row["is_signed"]):
        return Status("")
    if row["is_signed"]:
        return Status(_("Đã ký"), Tone.GOOD)
    label = _("Chưa ký") if row["mark_count"] else _("Chưa điểm danh")
    return Status(label, Tone.BAD if row["on"] + MINUTES_WITHIN < day else Tone.WARNING)
