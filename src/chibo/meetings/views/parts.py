"""What the pages of a commune's month share: where they stand, and a calendar as rows for the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chibo.domain.meeting_calendar.problem import Desk, Meetings, Problem
from chibo.kit.as_of import FIRST_YEAR, LAST_YEAR
from chibo.meetings import policies
from chibo.meetings.labels import SESSIONS
from chibo.meetings.queries.calendars import commune_on, month_after, month_before
from chibo.meetings.queries.readings import Cost, Day, Half, Post, days_of
from chibo.meetings.wording import Names

if TYPE_CHECKING:
    from chibo.registry.models import UnitVersion


@dataclass(frozen=True)
class Place:
    """A commune and a month, as one viewer sees them."""

    version: UnitVersion
    month: date

    @property
    def commune(self) -> Any:
        return self.version.unit

    @property
    def args(self) -> list[Any]:
        return [self.version.unit.code, self.month.year, self.month.month]

    @property
    def address(self) -> str:
        return reverse("meetings:month", args=self.args)


def place_of(request: HttpRequest, code: str, year: int, month: int) -> Place:
    """The commune and month of an address. Raises ``Http404``."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    return Place(commune_on(code, request.as_of, viewer=request.user), date(year, month, 1))


def page_context(request: HttpRequest, place: Place) -> dict[str, Any]:
    """What every page of a month shows in its frame."""
    code = place.commune.code
    after, before = month_after(place.month), month_before(place.month)
    return {
        "place": place,
        "args": place.args,
        "commune_name": place.version.name,
        "month_words": month_words(place.month),
        "next_month": reverse("meetings:month", args=[code, after.year, after.month]),
        "previous_month": reverse("meetings:month", args=[code, before.year, before.month]),
        "may_plan": policies.may_plan(actor=request.user, commune=place.commune),
        "may_staff": policies.may_staff(actor=request.user, commune=place.commune),
        "crumbs": crumbs(place),
    }


def crumbs(place: Place) -> list[tuple[str, str]]:
    """The way to a page of a month."""
    words = f"{place.version.name}, {month_words(place.month)}"
    return [(_("Lịch sinh hoạt"), reverse("meetings:calendars")), (words, place.address)]


def month_words(month: date) -> str:
    """“tháng 06/2019”."""
    return _("tháng %(month)s") % {"month": f"{month:%m/%Y}"}


def calendar_rows(problem: Problem, meetings: Meetings, desk: Desk | None, names: Names) -> list[dict[str, Any]]:
    """Each day with its sessions as the template shows them; a session in which nothing can be is ``None``."""
    return [_day_row(day, names) for day in days_of(problem, meetings, desk)]


def counter_key(problem: Problem, names: Names) -> list[tuple[str, str]]:
    """Code and name of each counter."""
    return [(counter, names.of(counter)) for counter in problem.counters]


def cost_rows(custom: Cost, proposal: Cost | None) -> list[dict[str, Any]]:
    """What the custom costs beside what the calendar costs, line by line."""
    lines = (
        (_("Nửa buổi quầy không có người trực"), lambda cost: f"{len(cost.empty)} / {cost.half_days}", True),
        (_("Số giờ quầy bỏ trống"), lambda cost: cost.empty_hours, True),
        (_("Trùng nơi họp, trùng người dự, quá đông một buổi"), lambda cost: cost.clashes, True),
        (_("Chi bộ họp ngoài ngày truyền thống"), lambda cost: cost.off_day, False),
        (_("Chi bộ không họp vào buổi mong muốn"), lambda cost: cost.off_session, False),
    )
    return [
        {
            "label": label,
            "custom": value(custom),
            "proposal": value(proposal) if proposal is not None else None,
            "is_bad": is_grave and not str(value(custom)).startswith("0"),
            "is_good": is_grave and proposal is not None and str(value(proposal)).startswith("0"),
        }
        for label, value, is_grave in lines
    ]


def _day_row(day: Day, names: Names) -> dict[str, Any]:
    halves = {half.session: _half_row(half, names) for half in day.halves}
    return {
        "on": day.on,
        "weekday": date_format(day.on, "l"),
        "holiday": day.holiday,
        "is_traditional": day.is_traditional,
        "is_off": not day.halves,
        "halves": [(label, halves.get(session)) for session, label in SESSIONS.items()],
        "is_quiet": not any(half["cells"] or half["posts"] for half in halves.values()),
    }


def _half_row(half: Half, names: Names) -> dict[str, Any]:
    return {
        "cells": names.all_of(half.cells),
        "posts": [_post_row(post, names) for post in half.posts],
        "away": names.all_of(half.away),
        "empty_count": half.empty_count,
    }


def _post_row(post: Post, names: Names) -> dict[str, Any]:
    return {
        "counter": post.counter,
        "counter_name": names.of(post.counter),
        "officer": names.of(post.officer) if post.officer else "",
        "is_empty": post.is_empty,
        "is_substitute": post.is_substitute,
    }
