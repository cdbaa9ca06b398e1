"""Figures by year and commune: exact ones for those who see every nomination of a commune, and those for everyone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.feedback.figures import SMALLEST_TOLD
from chibo.nominations.labels import MILESTONES
from chibo.nominations.queries import figures as find
from chibo.registry.policies import Right
from chibo.registry.queries import cells

YEARS = 5
PUBLIC_YEARS = 3


def figures(request: HttpRequest) -> HttpResponse:
    """Communes and steps of one year, each number leading to its list."""
    day = request.as_of
    communes = cells.communes_under(request.user, Right.VIEW_NOMINATIONS, day)
    years = find.years_until(day, YEARS, complete=False)
    asked = request.GET.get("nam", str(years[-1]))
    if not communes or asked not in map(str, years):
        raise Http404
    year = int(asked)
    ids = [row.unit_id for row in communes]
    counts = find.counts_in(year, ids, known_on=day)
    late = find.late_counts(ids, day, viewer=request.user)
    rows = []
    for row in communes:
        code = row.unit.code
        numbers = [
            _linked(counts[row.unit_id, kind], {"xa": code, "moc": f"{kind.value}-{year}"}) for kind in MILESTONES
        ]
        rows.append((row.name, [*numbers, _linked(late[row.unit_id], {"xa": code, "buoc": "qua-han"})]))
    context = {
        "title": _("Số liệu giới thiệu, kết nạp"),
        "years": list(reversed(years)),
        "year": year,
        "heads": [*MILESTONES.values(), _("Đang quá hạn")],
        "rows": rows,
        "totals": [sum(numbers[place]["count"] for _name, numbers in rows) for place in range(len(MILESTONES) + 1)],
        "public_address": f"{reverse('nominations:public_figures')}?{urlencode({'xa': communes[0].unit.code})}",
    }
    return render(request, "nominations/figures.html", context)


def public_figures(request: HttpRequest) -> HttpResponse:
    """One commune's years that have ended; a number that could single somebody out is not told, and no sums are."""
    day = request.as_of
    communes = cells.public_communes(request.user, day)
    chosen = cells.commune_named(request.GET.get("xa", ""), communes)
    years = find.years_until(day, PUBLIC_YEARS, complete=True)
    columns = [find.counts_in(year, [chosen.unit_id], known_on=day.replace(month=1, day=1)) for year in years]
    context = {
        "title": _("Giới thiệu, kết nạp: số liệu công khai"),
        "communes": communes,
        "chosen": chosen,
        "years": years,
        "rows": [
            (words, [_told(column[chosen.unit_id, kind.value]) for column in columns])
            for kind, words in MILESTONES.items()
        ],
        "smallest": SMALLEST_TOLD,
        "may_see_exact": bool(cells.communes_under(request.user, Right.VIEW_NOMINATIONS, day)),
    }
    return render(request, "nominations/public_figures.html", context)


def _linked(count: int, query: dict[str, Any]) -> dict[str, Any]:
    """A number and the list behind it; noughts lead nowhere."""
    return {"count": count, "address": f"{reverse('nominations:nominations')}?{urlencode(query)}" if count else ""}


def _told(count: int) -> Any:
    return count if count >= SMALLEST_TOLD else _("dưới %(n)s") % {"n": SMALLEST_TOLD}
