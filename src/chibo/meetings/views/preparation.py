"""What a commune's calendars go by: one page, and a form for each thing that changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.meeting_calendar.problem import Session
from chibo.kit.forms import posted
from chibo.meetings import policies
from chibo.meetings.forms.preparation import ClerkForm, LeaderForm, LeaveForm, LimitsForm, WishForm
from chibo.meetings.labels import LEAVE_KINDS, LEAVE_PARTS, SESSIONS
from chibo.meetings.queries import desk, preparation
from chibo.meetings.queries.calendars import commune_on, month_of
from chibo.meetings.queries.problems import limits_on
from chibo.meetings.services.desk import cancel_leave, end_qualification, qualify_clerk, record_leave
from chibo.meetings.services.preparation import choose_limits, name_leader, record_wish, release_leader
from chibo.registry.forms.base import RecordForm
from chibo.registry.forms.units import CloseForm
from chibo.registry.queries.units import names_on
from chibo.registry.views.answering import Change, answer

if TYPE_CHECKING:
    from chibo.registry.models import UnitVersion


def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Cells with their wishes, leaders, limits, clerks by counter, and leave from the month shown on."""
    version = commune_on(code, request.as_of, viewer=request.user)
    commune, day = version.unit, request.as_of
    first = month_of(day)
    leaders = list(preparation.leaders_on(commune, day))
    cell_names = names_on({row.cell_id for row in leaders}, day)
    clerks = list(desk.qualifications_on(commune, day))
    counters = desk.counter_choices(commune, day)
    context = {
        "title": _("Chuẩn bị lịch"),
        "crumbs": _crumbs(version),
        "version": version,
        "cells": [_cell_row(row) for row in preparation.wishes_on(commune, day)],
        "leaders": [(row, cell_names.get(row.cell_id, "")) for row in leaders],
        "limits": limits_on(commune, day),
        "counters": [(each, [row for row in clerks if row.counter.code == each.code]) for each in counters],
        "leaves": [
            (row, LEAVE_PARTS[row.part], LEAVE_KINDS[row.kind]) for row in desk.leaves_between(commune, first, date.max)
        ],
        "may_plan": policies.may_plan(actor=request.user, commune=commune),
        "may_staff": policies.may_staff(actor=request.user, commune=commune),
    }
    return render(request, "meetings/preparation.html", context)


def _cell_row(row: preparation.CellWish) -> dict[str, Any]:
    wish = row.wish
    return {
        "version": row.version,
        "secretary": row.secretary,
        "is_told": wish is not None,
        "sessions": [SESSIONS[each] for each in (wish.sessions if wish else SESSIONS)],
        "preferred": SESSIONS[wish.preferred_session if wish else Session.MORNING.value],
        "hall": wish.hall if wish else "",
    }


def wish(request: HttpRequest, cell: str) -> HttpResponse:
    """What a cell wishes, told by its secretary or by the committee."""
    version = preparation.cell_on(cell, request.as_of, viewer=request.user)
    if not policies.may_wish(actor=request.user, cell=version.unit):
        raise PermissionDenied
    known = preparation.wish_on(version.unit, request.as_of)
    names = ("sessions", "preferred_session", "weight", "hall")
    initial = (
        {name: getattr(known, name) for name in names}
        if known is not None
        else {"sessions": list(SESSIONS), "preferred_session": Session.MORNING.value, "weight": 1}
    )
    form = WishForm(posted(request), viewer=request.user, day=request.as_of, initial=initial)
    back = reverse("meetings:cell", args=[version.unit.code])
    change = Change(
        title=_("Nguyện vọng họp"),
        back=back,
        done=_("Đã ghi nguyện vọng họp của %(cell)s.") % {"cell": version.name},
        work=lambda form: record_wish(actor=request.user, cell=version.unit, **form.facts()),
        context={"crumbs": [(_("Lịch sinh hoạt"), reverse("meetings:calendars")), (version.name, back)]},
    )
    return answer(request, form, change)


def limits(request: HttpRequest, code: str) -> HttpResponse:
    """The limits that the commune's calendars keep."""
    version = _planned(request, code)
    known = limits_on(version.unit, request.as_of)
    names = ("days_before", "days_after", "max_meetings", "max_duties")
    initial = {name: getattr(known, name) for name in names}
    form = LimitsForm(posted(request), viewer=request.user, day=request.as_of, initial=initial)
    work = partial(choose_limits, commune=version.unit)
    return _answer(request, version, form, work, title=_("Quy tắc lập lịch"), done=_("Đã ghi quy tắc lập lịch."))


def leader_add(request: HttpRequest, code: str) -> HttpResponse:
    """Name someone who attends a cell besides its members."""
    version = _planned(request, code)
    cells = {
        row.version.unit.code: (row.version.name, row.version.unit)
        for row in preparation.wishes_on(version.unit, request.as_of)
    }
    form = LeaderForm(posted(request), viewer=request.user, day=request.as_of, cells=cells)
    title, done = _("Phân công phụ trách chi bộ"), _("Đã ghi người phụ trách chi bộ.")
    return _answer(request, version, form, name_leader, title=title, done=done)


def leader_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Someone no longer attends a cell."""
    version = _planned(request, code)
    leader = preparation.leader_of(version.unit, request.as_of, pk)
    form = CloseForm(posted(request), viewer=request.user, day=request.as_of)
    title, done = _("Thôi phụ trách chi bộ"), _("Đã ghi thôi phụ trách chi bộ.")
    return _answer(
        request,
        version,
        form,
        partial(release_leader, leader=leader),
        title=title,
        done=done,
        lead=leader.member.full_name,
    )


def clerk_add(request: HttpRequest, code: str) -> HttpResponse:
    """Who can serve a counter."""
    version = _staffed(request, code)
    form = ClerkForm(
        posted(request),
        viewer=request.user,
        day=request.as_of,
        staff=preparation.staff_on(version.unit, request.as_of),
        counters=desk.counter_choices(version.unit, request.as_of),
    )
    title, done = _("Thêm người trực quầy"), _("Đã ghi người trực quầy.")
    return _answer(request, version, form, qualify_clerk, title=title, done=done)


def clerk_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Someone no longer serves a counter."""
    version = _staffed(request, code)
    row = desk.qualification_of(version.unit, pk)
    form = CloseForm(posted(request), viewer=request.user, day=request.as_of)
    work = partial(end_qualification, qualification=row)
    lead = f"{row.member.full_name} – {row.counter.name}"
    title, done = _("Thôi trực quầy"), _("Đã ghi thôi trực quầy.")
    return _answer(request, version, form, work, title=title, done=done, lead=lead)


def leave_add(request: HttpRequest, code: str) -> HttpResponse:
    """A clerk is away: planned, or suddenly this morning."""
    version = _staffed(request, code)
    rows = desk.qualifications_on(version.unit, request.as_of)
    clerks = list({row.member_id: row.member for row in rows}.values())
    initial = {"kind": "SUDDEN"} if "dot-xuat" in request.GET else {}
    form = LeaveForm(posted(request), viewer=request.user, day=request.as_of, clerks=clerks, initial=initial)
    work = partial(record_leave, commune=version.unit)
    done = _("Đã ghi lịch nghỉ. Nếu lịch đã duyệt không còn thực hiện được, trang lịch của tháng sẽ báo.")
    return _answer(request, version, form, work, title=_("Báo nghỉ"), done=done)


def leave_cancel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A clerk is back, or does not go."""
    version = _staffed(request, code)
    leave = desk.leave_of(version.unit, pk)
    form = CloseForm(posted(request), viewer=request.user, day=request.as_of)
    work = partial(cancel_leave, leave=leave)
    lead = leave.member.full_name
    return _answer(request, version, form, work, title=_("Đi làm lại"), done=_("Đã ghi ngày đi làm lại."), lead=lead)


def _planned(request: HttpRequest, code: str) -> UnitVersion:
    version = commune_on(code, request.as_of, viewer=request.user)
    if not policies.may_plan(actor=request.user, commune=version.unit):
        raise PermissionDenied
    return version


def _staffed(request: HttpRequest, code: str) -> UnitVersion:
    version = commune_on(code, request.as_of, viewer=request.user)
    if not policies.may_staff(actor=request.user, commune=version.unit):
        raise PermissionDenied
    return version


def _crumbs(version: UnitVersion) -> list[tuple[str, str]]:
    code = version.unit.code
    return [
        (_("Lịch sinh hoạt"), reverse("meetings:calendars")),
        (version.name, reverse("meetings:commune", args=[code])),
    ]


def _answer(
    request: HttpRequest,
    version: UnitVersion,
    form: RecordForm,
    use_case: Callable[..., Any],
    *,
    title: str,
    done: str,
    lead: str = "",
) -> HttpResponse:
    back = reverse("meetings:preparation", args=[version.unit.code])
    change = Change(
        title=title,
        back=back,
        done=done,
        work=lambda form: use_case(actor=request.user, **form.facts()),
        context={"crumbs": [*_crumbs(version), (_("Chuẩn bị lịch"), back)], "lead": lead or version.name},
    )
    return answer(request, form, change)
