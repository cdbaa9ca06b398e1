"""The "as of" day: every page shows the world of one day, today unless the viewer chose another.

``?ngay=01/06/2019`` (or ISO) on any page chooses it for the session; ``?ngay=`` goes back to today. What is no day
changes nothing, and ``request.as_of_refused`` holds the text so that the page can say so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

SESSION_KEY = "as_of"
PARAMETER = "ngay"
FIRST_YEAR, LAST_YEAR = 1930, 2100


class AsOfMiddleware:
    """Sets ``request.today`` (the clock's day), ``request.as_of`` (the day to show) and ``request.as_of_chosen``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = timezone.localdate()
        request.as_of_refused = ""
        chosen = _chosen(request)
        request.as_of = chosen or request.today
        request.as_of_chosen = chosen is not None
        return self.get_response(request)


def parse_day(text: str) -> date | None:
    """The day that ``text`` writes as dd/mm/yyyy (also ``.`` or ``-``) or in ISO; ``None`` when it writes none."""
    text = text.strip().replace(".", "/")
    parts = text.split("/") if "/" in text else text.split("-")
    if len(parts) == 3 and len(parts[0]) <= 2:
        text = "-".join(part.strip().zfill(2) for part in reversed(parts))
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _chosen(request: HttpRequest) -> date | None:
    if PARAMETER in request.GET:
        text = request.GET[PARAMETER].strip()
        day = parse_day(text)
        if day is not None and day != request.today:
            request.session[SESSION_KEY] = day.isoformat()
            return day
        if day is not None or not text:
            request.session.pop(SESSION_KEY, None)
            return None
        request.as_of_refused = text[:40]
    return parse_day(request.session.get(SESSION_KEY, ""))
