"""The meetings set: the list of everybody, the notices of a month, a cell's own page and its calendar feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy
from django.views.decorators.http import require_safe

from chibo.domain.icalendar import Event, calendar_text
from chibo.domain.meeting_calendar.month import MEETING_HOURS, in_time
from chibo.domain.meeting_calendar.problem import Desk, Session, parse
from chibo.kit.language import source_language
from chibo.kit.lists import Column, Kind, Listing, Status, Tone, list_page
from chibo.meetings import policies
from chibo.meetings.labels import EXEMPTIONS, KINDS, SESSIONS
from chibo.meetings.queries.calendars import (
    adoption_of,
    feed_cell,
    feed_token,
    meetings_for,
    meetings_of_cell,
    month_of,
)
from chibo.meetings.queries.meeting_dues import late_minutes, owing_thematic, with_progress
from chibo.meetings.queries.meetings import exemptions_of, open_in, with_openness
from chibo.meetings.queries.preparation import cell_on, wish_on
from chibo.meetings.queries.told import told_of
from chibo.meetings.views.meeting_steps import state_of
from chibo.meetings.views.parts import crumbs, month_words, page_context, place_of
from chibo.meetings.wording import Names, names_in, slot_words
from chibo.registry.queries.units import name_on

PAST = 6
"""How many of a cell's former meetings its page shows."""


def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings of the cells that the viewer sees, from the first day of the month shown on."""
    rows = meetings_for(request.user).filter(month__gte=month_of(request.as_of))
    if "chua-ky" in request.GET:
        rows = meetings_for(request.user).filter(pk__in=late_minutes(request.as_of, viewer=request.user).values("pk"))
    rows = with_openness(with_progress(rows, request.as_of), viewer=request.user)
    day = request.as_of
    listing = Listing(
        name="meetings",
        title=_("Các buổi sinh hoạt"),
        noun=npgettext_lazy("số dòng", "buổi", "buổi"),
        order_by="on",
        columns=(
            Column(
                "cell",
                _("Chi bộ"),
                value="cell_name",
                order_by=("cell__code", "on"),
                link=("meetings:cell", "cell__code"),
                main=True,
                width=34,
            ),
            Column(
                "on",
                _("Ngày"),
                kind=Kind.DAY,
                order_by=("on", "session_rank"),
                link=lambda row: reverse("meetings:meeting", args=[row["pk"]]) if row["is_open"] else "",
                fields=("pk", "is_open"),
                width=12,
            ),
            Column("kind", _("Loại"), value=lambda row: KINDS[row["kind"]], fields=("kind",), order_by=("kind", "on")),
            Column("session", _("Buổi"), value=_session, fields=("session",), width=16),
            Column("hall", _("Nơi họp"), width=30),
            Column("commune", _("Xã, phường"), value="commune_name", order_by=("commune_name", "on"), width=26),
            Column(
                "state",
                _("Biên bản"),
                kind=Kind.STATUS,
                value=lambda row: state_of(row, day),
                fields=("is_open", "is_signed", "mark_count", "on"),
                width=16,
            ),
        ),
        empty=_("Chưa có buổi sinh hoạt nào được công bố từ tháng này."),
    )
    return list_page(request, listing, rows, template="meetings/meeting_list.html")


def _session(row: dict[str, Any]) -> str:
    starts, _ends = MEETING_HOURS[Session(row["session"])]
    return f"{SESSIONS[row['session']]}, {starts:%H:%M}"


def notices(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Everything that the calendar in force tells somebody: each cell its meeting, each clerk their half-days."""
    place = place_of(request, code, year, month)
    adoption = adoption_of(place.commune, place.month)
    if adoption is None:
        raise Http404
    problem = parse(adoption.plan.problem)
    names = names_in(place.commune, problem)
    told = told_of(adoption.plan, adoption.follows.plan, adoption.adopted_on) if adoption.follows else None
    changed = {cell.cell for cell in told.cells} | {clerk.officer for clerk in told.clerks} if told else set()

    def row(key: str, kind: str, what: str) -> dict[str, Any]:
        state = Status(_("Mới đổi"), Tone.WARNING) if key in changed else Status("")
        return {"who": names.of(key), "kind": kind, "what": what, "state": state}

    rows = [row(cell, _("Họp chi bộ"), slot_words(slot)) for cell, slot in adoption.plan.result["meetings"].items()]
    rows += [row(officer, _("Trực quầy"), what) for officer, what in _duties(adoption.plan.result["desk"], names)]
    listing = Listing(
        name="notices",
        title=_("Thông báo lịch %(month)s – %(commune)s")
        % {"month": month_words(place.month), "commune": place.version.name},
        noun=npgettext_lazy("số dòng", "thông báo", "thông báo"),
        columns=(
            Column("who", _("Gửi"), order_by="who", main=True, width=34),
            Column("kind", _("Việc"), order_by="kind", width=14),
            Column("what", _("Thời gian"), width=60),
            Column("state", _("Thay đổi"), kind=Kind.STATUS, width=12),
        ),
        empty=_("Lịch này không có gì để thông báo."),
    )
    context = page_context(request, place) | {"crumbs": crumbs(place)}
    return list_page(request, listing, rows, template="meetings/notice_list.html", context=context)


def _duties(roster: Desk, names: Names) -> list[tuple[str, str]]:
    """Each officer with their half-days at each counter, in words."""
    found: dict[str, dict[str, list[str]]] = {}
    for slot in sorted(roster, key=in_time):
        for counter, officer in sorted(roster[slot].items()):
            found.setdefault(officer, {}).setdefault(counter, []).append(slot_words(slot))
    return [
        (officer, "; ".join(f"{names.of(counter)}: {', '.join(slots)}" for counter, slots in posts.items()))
        for officer, posts in sorted(found.items())
    ]


def cell(request: HttpRequest, cell: str) -> HttpResponse:
    """A cell's meetings, its wishes, and the address of its feed for calendar programs."""
    version = cell_on(cell, request.as_of, viewer=request.user)
    found = wish_on(version.unit, request.as_of)
    month = month_of(request.as_of)
    openable = open_in(version.unit, viewer=request.user)
    every = [row for row in meetings_of_cell(version.unit) if row.month >= month or row.pk in openable]
    shown = [row for row in every if row.month >= month] + [row for row in reversed(every) if row.month < month][:PAST]
    rows = [
        {
            "row": row,
            "session": SESSIONS[row.session],
            "kind": KINDS[row.kind] if row.kind != "REGULAR" else "",
            "starts": MEETING_HOURS[Session(row.session)][0],
            "is_open": row.pk in openable,
        }
        for row in shown
    ]
    may_view = policies.may_view(actor=request.user, cell=version.unit)
    path = reverse("meetings:feed", args=[version.unit.code, feed_token(version.unit)])
    context = {
        "title": version.name,
        "crumbs": [(_("Lịch sinh hoạt"), reverse("meetings:calendars"))],
        "version": version,
        "rows": rows,
        "wish": found,
        "sessions": [SESSIONS[each] for each in (found.sessions if found else SESSIONS)],
        "preferred": SESSIONS[found.preferred_session if found else Session.MORNING.value],
        "feed": request.build_absolute_uri(path),
        "may_wish": policies.may_wish(actor=request.user, cell=version.unit),
        "may_call": policies.may_call(actor=request.user, cell=version.unit),
        "may_view": may_view,
        "exempt": [(row, EXEMPTIONS[row.ground]) for row in exemptions_of(version.unit, request.as_of)]
        if may_view
        else [],
        "owes_thematic": may_view
        and owing_thematic(request.as_of, viewer=request.user).filter(unit=version.unit).exists(),
        "reads_resolutions": policies.may_read_resolutions(actor=request.user, cell=version.unit, on=request.as_of),
    }
    return render(request, "meetings/cell.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest, cell: str, token: str) -> HttpResponse:
    """A cell's meetings as iCalendar: day, hour and place, nobody's name. Open to whoever knows the address."""
    unit = feed_cell(cell, token)
    with source_language():
        text = calendar_text(_("Lịch sinh hoạt %(cell)s") % {"cell": name_on(unit, request.today)}, _events(unit))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _events(unit: Any) -> Iterator[Event]:
    for row in meetings_of_cell(unit):
        starts, ends = MEETING_HOURS[Session(row.session)]
        yield Event(
            uid=f"{row.month:%Y-%m}{'' if row.kind == 'REGULAR' else f'-{row.pk}'}-{unit.code}@chibo",
            starts_at=timezone.make_aware(datetime.combine(row.on, starts)),
            ends_at=timezone.make_aware(datetime.combine(row.on, ends)),
            stamped_at=row.recorded_at,
            summary=_summary(row),
            location=row.hall,
            sequence=row.moves,
        )


def _summary(row: Any) -> str:
    if row.kind == "REGULAR":
        return _("Sinh hoạt %(cell)s tháng %(month)s") % {"cell": row.cell_name, "month": f"{row.month:%m/%Y}"}
    return _("%(kind)s: %(cell)s") % {"kind": KINDS[row.kind], "cell": row.cell_name}
