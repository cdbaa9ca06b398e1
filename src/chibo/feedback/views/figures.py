"""Figures: exact ones for those who may see every concern of the commune, and those that everyone may read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.feedback.concerns import Theme
from chibo.domain.feedback.figures import SMALLEST_TOLD, Untold, median, public_median, public_row, with_totals
from chibo.feedback.labels import THEMES
from chibo.feedback.queries import figures as find
from chibo.registry.policies import Right
from chibo.registry.queries import cells


def figures(request: HttpRequest) -> HttpResponse:
    """Themes by quarter, each number leading to its list, and how fast the answers came."""
    day = request.as_of
    communes = cells.communes_under(request.user, Right.VIEW_CONCERNS, day)
    chosen = cells.commune_named(request.GET.get("xa", ""), communes)
    quarters = find.last_quarters(day, complete=False)
    found = find.figures_of(chosen.unit, quarters, known_on=day)
    table = with_totals(found.counts)
    context = {
        "title": _("Số liệu tâm tư, nguyện vọng"),
        "communes": communes,
        "chosen": chosen,
        "quarters": [_quarter(each) for each in quarters],
        "rows": [
            (THEMES[theme], [_linked(request, theme, each, n) for each, n in zip([*quarters, None], row, strict=True)])
            for theme, row in zip(Theme, table[:-1], strict=True)
        ],
        "totals": table[-1],
        "answer_rows": [(THEMES[theme], len(found.days(theme)), _days(median(found.days(theme)))) for theme in Theme],
        "median": _days(found.median),
        "answered_count": len(found.answered),
        "in_time_count": found.in_time,
        "waiting_count": found.waiting,
    }
    return render(request, "feedback/figures.html", context)


def public_figures(request: HttpRequest) -> HttpResponse:
    """The quarters that have ended, with small numbers left out so that they cannot be reckoned back."""
    day = request.as_of
    communes = cells.public_communes(request.user, day)
    chosen = cells.commune_named(request.GET.get("xa", ""), communes)
    quarters = find.last_quarters(day, complete=True)
    found = find.figures_of(chosen.unit, quarters, known_on=find.last_day(quarters[-1]))
    # Each quarter by itself: a sum over quarters would tell, with last quarter's print, what was left out.
    columns = [public_row(column) for column in zip(*found.counts, strict=True)]
    table = [[_told(each) for each in row] for row in zip(*columns, strict=True)]
    context = {
        "title": _("Tâm tư, nguyện vọng: số liệu công khai"),
        "communes": communes,
        "chosen": chosen,
        "quarters": [_quarter(each) for each in quarters],
        "rows": [(THEMES[theme], row) for theme, row in zip(Theme, table[:-1], strict=True)],
        "totals": table[-1],
        "median": _days(public_median(found.days())),
        "smallest": SMALLEST_TOLD,
        "may_see_exact": any(
            row.unit_id == chosen.unit_id for row in cells.communes_under(request.user, Right.VIEW_CONCERNS, day)
        ),
        "known_on": find.last_day(quarters[-1]),
    }
    return render(request, "feedback/public_figures.html", context)


def _quarter(quarter: find.Quarter) -> str:
    return _("Quý %(number)s/%(year)s") % {"number": quarter.number, "year": quarter.year}


def _linked(request: HttpRequest, theme: Theme, quarter: find.Quarter | None, count: int) -> dict[str, Any]:
    """A number and the list behind it; the total of a row leads nowhere, as do noughts."""
    if quarter is None or not count:
        return {"count": count, "address": ""}
    query = {
        "linh-vuc": theme.value,
        "tu": f"{quarter.starts_on:%d/%m/%Y}",
        "den": f"{find.last_day(quarter):%d/%m/%Y}",
    }
    return {"count": count, "address": f"{reverse('feedback:concerns')}?{urlencode(query)}"}


def _days(middle: float | None) -> float | int | None:
    """Half days are shown as such, whole ones without the nought."""
    return int(middle) if middle is not None and middle.is_integer() else middle


def _told(number: int | Untold) -> Any:
    if number is Untold.FEW:
        return _("dưới %(n)s") % {"n": SMALLEST_TOLD}
    return "•" if number is Untold.COVER else number
