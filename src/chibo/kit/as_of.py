"""The "as of" day: every page shows the world of one day, today unless the viewer chose another.

``?ngay=2019-06-01`` on any page chooses it for the session; ``?ngay=`` goes back to today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

SESSION_KEY = "as_of"
PARAMETER = "ngay"


class AsOfMiddleware:
    """Sets ``request.today`` (the clock's day), ``request.as_of`` (the day to show) and ``request.as_of_chosen``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = timezone.localdate()
        chosen = _chosen(request)
        request.as_of = chosen or request.today
        request.as_of_chosen = chosen is not None
        return self.get_response(request)


def _chosen(request: HttpRequest) -> date | None:
    if PARAMETER in request.GET:
        day = _day(request.GET[PARAMETER])
        if day is not None:
            request.session[SESSION_KEY] = day.isoformat()
        else:
            request.session.pop(SESSION_KEY, None)
        return day
    return _day(request.session.get(SESSION_KEY, ""))


def _day(text: str) -> date | None:
    parts = text.strip().split("/")
    iso = "-".join(part.zfill(2) for part in reversed(parts)) if len(parts) == 3 else text.strip()
    try:
        return parse_date(iso)
    except ValueError:
        return None
