"""Attendance: the roll to tick, the code at the door, the sheet to sign."""

from __future__ import annotations

from contextlib import nullcontext

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chibo.audit.use_cases import on_behalf
from chibo.documents.rendering.docx import to_docx
from chibo.documents.rendering.pdf import to_pdf
from chibo.documents.rendering.qr import svg
from chibo.domain.papers.meetings import compose_attendance_sheet
from chibo.domain.papers.model import Paper
from chibo.kit.forms import posted
from chibo.meetings import policies
from chibo.meetings.forms.meetings import AttendanceForm
from chibo.meetings.queries.meetings import (
    door_token,
    guests_of,
    is_door,
    meeting_of,
    own_mark,
    roll_of,
    turnout,
)
from chibo.meetings.queries.papers import sheet_facts
from chibo.meetings.services.attendance import mark_attendance, note_guests, sign_in
from chibo.meetings.views.meeting_steps import address_of, ask, crumbs_to, kept, place_words, title_of
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Each member on one line; what is left open stays unmarked. Keyed in late it is recorded as late."""
    found = kept(request, pk)
    roll, day = roll_of(found), day_of(request)
    form = AttendanceForm(
        posted(request),
        roll=roll,
        assisted=policies.may_assist(actor=request.user, cell=found.cell),
        rest_present="co-mat" in request.GET,
        initial={"guests": "\n".join(" – ".join(filter(None, (row.name, row.position))) for row in guests_of(found))},
    )

    def work() -> object:
        acting_for = form.cleaned_data.get("acting_for", "")
        with on_behalf(acting_for=acting_for) if acting_for else nullcontext():
            mark_attendance(actor=request.user, meeting=found, marks=form.marks(), on=day)
            return note_guests(actor=request.user, meeting=found, guests=form.guest_pairs(), on=day)

    late = [_("Ghi sau ngày họp: hệ thống ghi rõ là nhập sau, ngày nhập và người nhập.")] if day > found.on else []
    return ask(
        request,
        found,
        form,
        work,
        title=_("Điểm danh"),
        button=_("Ghi điểm danh"),
        done=_("Đã ghi điểm danh."),
        notes=late,
        template="meetings/attendance.html",
        context={"is_open": any(line.mark is None and not line.is_exempt for line in roll)},
    )


@never_cache
@require_safe
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """The code to show at the door: it opens a page on which a member of the cell says that they are there."""
    found = kept(request, pk)
    path = reverse("meetings:door_sign_in", args=[found.pk, door_token(found)])
    figures = turnout(roll_of(found))
    context = {
        "title": _("Mã điểm danh"),
        "crumbs": crumbs_to(found),
        "meeting": found,
        "place": place_words(found),
        "code": mark_safe(svg(settings.SITE_URL + path)),
        "figures": figures,
        "total": figures.present + figures.absent + figures.unknown,
        "is_today": found.on == request.today,
    }
    return render(request, "meetings/door.html", context)


@never_cache
def door_sign_in(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """A member of the cell says that they are there, on the day of the meeting alone."""
    found = meeting_of(pk, viewer=request.user)
    if not is_door(found, token):
        raise Http404
    is_member = policies.may_sign_in(actor=request.user, meeting=found)
    blocked = []
    if not is_member:
        blocked = [_("Đồng chí không thuộc chi bộ này nên không điểm danh ở đây.")]
    elif request.today != found.on:
        blocked = [_("Mã điểm danh chỉ dùng được trong ngày họp %(on)s.") % {"on": f"{found.on:%d/%m/%Y}"}]
    elif request.method == "POST":
        outcome = carry_out(request, lambda: sign_in(actor=request.user, meeting=found, on=request.today))
        blocked = sentences(outcome.violations)
        if not blocked:
            messages.success(request, _("Đã ghi đồng chí có mặt."))
            return redirect(address_of(found))
    mark = own_mark(found, request.user)
    context = {
        "title": title_of(found),
        "crumbs": crumbs_to(found, inner=False),
        "meeting": found,
        "place": place_words(found),
        "blocked": blocked,
        "is_present": mark is not None and mark.presence == "PRESENT",
    }
    return render(request, "meetings/sign_in.html", context)


@require_safe
def sheet(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The attendance sheet with a column to sign, as ``pdf`` or ``docx``."""
    found = kept(request, pk)
    return printed(compose_attendance_sheet(sheet_facts(found)), form, f"diem-danh-{found.on:%Y-%m-%d}")


def printed(paper: Paper, form: str, name: str) -> HttpResponse:
    """``paper`` as a file: ``pdf`` to look at, ``docx`` to keep. Raises ``Http404`` for another form."""
    if form not in ("pdf", "docx"):
        raise Http404
    data, kind = (to_pdf(paper), "application/pdf") if form == "pdf" else (to_docx(paper), WORD)
    way = "inline" if form == "pdf" else "attachment"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'{way}; filename="{name}.{form}"'})
