"""The calendars of communes: which have one, and the month of one beside today's custom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.domain.meeting_calendar.month import custom
from chibo.domain.meeting_calendar.problem import Rule, RuleKind, Session, parse
from chibo.kit.cells import day_text
from chibo.kit.lists import Column, Kind, Listing, Status, Tone, list_page
from chibo.meetings.labels import KINDS, SESSIONS
from chibo.meetings.queries.calendars import (
    adoption_of,
    commune_on,
    communes_in,
    month_of,
    plans_of,
    relaxations_of,
)
from chibo.meetings.queries.fitness import misfits_of
from chibo.meetings.queries.meeting_dues import held_in
from chibo.meetings.queries.problems import problem_of, with_present_leave
from chibo.meetings.queries.readings import cost_of, cost_of_custom
from chibo.meetings.views.meeting_steps import state_of
from chibo.meetings.views.parts import (
    calendar_rows,
    cost_rows,
    counter_key,
    month_words,
    page_context,
    place_of,
)
from chibo.meetings.wording import names_in, rule_words
from chibo.registry.policies import Right, may


def calendars(request: HttpRequest) -> HttpResponse:
    """The communes in the viewer's scope with the state of this month; the only one opens at once.

    Who may see no commune's calendar finds the meetings of the own cell.
    """
    if not may(request.user, Right.VIEW_CALENDAR):
        return redirect("meetings:meetings")
    month = month_of(request.as_of)
    rows = communes_in(month, request.as_of, viewer=request.user)
    only = list(rows[:2])
    if len(only) == 1:
        return redirect("meetings:month", only[0].unit.code, month.year, month.month)

    def address(row: dict[str, Any]) -> str:
        return reverse("meetings:month", args=[row["unit__code"], month.year, month.month])

    listing = Listing(
        name="calendars",
        title=_("Lịch sinh hoạt %(month)s") % {"month": month_words(month)},
        noun=npgettext_lazy("số dòng", "xã, phường", "xã, phường"),
        search=("search_key",),
        search_hint=_("Tìm tên xã, phường"),
        order_by="name",
        columns=(
            Column("name", _("Xã, phường"), order_by="name", link=address, fields=("unit__code",), main=True, width=30),
            Column("parent", _("Trực thuộc"), value="parent_name", order_by=("parent_name", "name"), width=28),
            Column("state", _("Lịch"), value=_state, fields=("adopted_on", "plan_count"), kind=Kind.STATUS, width=20),
            Column("adopted_on", _("Ngày duyệt"), kind=Kind.DAY, order_by="adopted_on", width=12),
        ),
        empty=_("Không có xã, phường nào hoạt động vào ngày này."),
    )
    return list_page(request, listing, rows, template="meetings/calendar_list.html")


def _state(row: dict[str, Any]) -> Status:
    if row["adopted_on"] is not None:
        return Status(_("Đã duyệt"), Tone.GOOD)
    return Status(_("Có dự thảo"), Tone.INFO) if row["plan_count"] else Status(_("Chưa lập"), Tone.NEUTRAL)


def commune(request: HttpRequest, code: str) -> HttpResponse:
    """The month of the day shown."""
    version = commune_on(code, request.as_of, viewer=request.user)
    month = month_of(request.as_of)
    return redirect("meetings:month", version.unit.code, month.year, month.month)


def month(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """All cells of a commune in a month: the calendar in force, or else today's custom and what it leaves empty."""
    place = place_of(request, code, year, month)
    adoption = adoption_of(place.commune, place.month)
    present = problem_of(place.commune, place.month)
    if adoption is not None:
        problem = with_present_leave(place.commune, place.month, parse(adoption.plan.problem))
    else:
        problem = present
    names = names_in(place.commune, problem, present)
    if adoption is not None:
        meetings, desk = adoption.plan.result["meetings"], adoption.plan.result["desk"]
        misfits = misfits_of(adoption.plan, present, request.as_of)
    else:
        meetings, desk, misfits = custom(problem), None, []
    former = cost_of_custom(problem)
    relaxations = list(relaxations_of(place.commune, place.month))
    context = page_context(request, place) | {
        "title": _("Lịch sinh hoạt %(month)s") % {"month": month_words(place.month)},
        "adoption": adoption,
        "plans": list(plans_of(place.commune, place.month)),
        "rows": calendar_rows(problem, meetings, desk, names),
        "counters": counter_key(problem, names),
        "costs": cost_rows(former, cost_of(problem, meetings, desk) if adoption is not None else None),
        "custom_hours": former.empty_hours,
        "by_counter": [(names.of(counter), count) for counter, count in former.by_counter.most_common()],
        "misfits": [rule_words(rule, names) for rule in misfits],
        "relaxations": [(row, rule_words(Rule(RuleKind(row.rule), tuple(row.ids)), names)) for row in relaxations],
        "sessions": SESSIONS,
        "session_now": session_now(request),
        "traditional_day": day_text(problem.traditional_date),
        "held": [
            (row, KINDS[row["kind"]], SESSIONS[row["session"]], state_of(row, request.as_of))
            for row in held_in(place.commune, place.month, request.as_of, viewer=request.user)
        ],
        "has_cells": bool(problem.cells),
        "has_desk": bool(problem.counters),
    }
    return render(request, "meetings/month.html", context)


def session_now(request: HttpRequest) -> str:
    """The session of the clock today; the morning of any other day shown."""
    if request.as_of_chosen:
        return Session.MORNING.value
    hour = timezone.localtime().hour
    return (Session.MORNING if hour < 12 else Session.AFTERNOON if hour < 17 else Session.EVENING).value
