"""How often office and cell differ, by commune, by theme, review by review; how much of a year the cell could see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.domain.evaluation.figures import FEWEST, Agreement, Share, median_percent
from chibo.domain.evaluation.way import Side
from chibo.evaluations.labels import GRADES, cycle_words
from chibo.evaluations.queries import agreement as find
from chibo.evaluations.queries.criteria import Asked, asked_of
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.queries.units import name_on, names_on

APART = {
    "0": gettext_lazy("Cùng mức"),
    "1": gettext_lazy("Lệch một mức"),
    "2": gettext_lazy("Lệch hai mức trở lên"),
}


def agreement(request: HttpRequest) -> HttpResponse:
    """The communes of one year, each number leading to its list."""
    day = request.as_of
    every = list(find.cycles_read(request.user, day))
    if not every:
        return render(
            request, "evaluations/agreement.html", {"title": _("Hai bên đánh giá khác nhau đến đâu"), "years": []}
        )
    years = sorted({cycle.starts_on.year for cycle in every}, reverse=True)
    asked = request.GET.get("nam", str(years[0]))
    if asked not in map(str, years):
        raise Http404
    cycles = [cycle for cycle in every if str(cycle.starts_on.year) == asked]
    counted = find.agreements(cycles, day)
    names = names_on([cycle.committee_id for cycle in cycles], day)
    context = {
        "title": _("Hai bên đánh giá khác nhau đến đâu"),
        "years": years,
        "year": int(asked),
        "heads": list(APART.values()),
        "rows": [
            {
                "name": names.get(cycle.committee_id, ""),
                "period": cycle_words(cycle.kind, cycle.starts_on),
                "address": reverse("evaluations:agreement_cycle", args=[cycle.pk]),
                **_numbers(cycle, counted.get(cycle.pk, Agreement())),
            }
            for cycle in cycles
        ],
        "total": _shown(sum(counted.values(), Agreement()).apart),
        "fewest": FEWEST,
    }
    return render(request, "evaluations/agreement.html", context)


def agreement_of_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """One commune's review: the whole, theme by theme, and how much of a member's year the cell could see."""
    day = request.as_of
    cycle = _cycle(request, pk)
    whole = find.agreements([cycle], day).get(cycle.pk, Agreement())
    themes = []
    for row in _themes(cycle):
        found = find.agreements([cycle], day, criterion=row.code).get(cycle.pk, Agreement())
        themes.append({"name": row.label, **_numbers(cycle, found, row.code)})
    shares = find.seen_shares(cycle, day)
    context = {
        "title": name_on(cycle.committee_id, day),
        "cycle": cycle,
        "period": cycle_words(cycle.kind, cycle.starts_on),
        "heads": list(APART.values()),
        "rows": [{"name": _("Mức xếp loại chung"), **_numbers(cycle, whole)}, *themes],
        "median": median_percent(shares),
        "told_count": sum(share.is_told for share in shares),
        "member_count": len(shares),
        "fewest": FEWEST,
    }
    return render(request, "evaluations/agreement_cycle.html", context)


def agreement_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """The reviews behind a number: ``?lech=`` how many levels apart, ``?noi-dung=`` under which theme."""
    day = request.as_of
    cycle = _cycle(request, pk)
    themes = [(row.code, row.label) for row in _themes(cycle)]
    asked = request.GET.get("noi-dung", "")
    rows = find.with_names(find.compared([cycle], day, criterion=asked if asked in dict(themes) else ""))
    listing = Listing(
        name="agreement",
        title=_("Hồ sơ hai bên đã đánh giá"),
        noun=npgettext_lazy("số dòng", "hồ sơ", "hồ sơ"),
        search=("member__search_key",),
        search_hint=_("Tìm theo tên"),
        filters=(
            Filter(
                "lech",
                _("Hai bên"),
                list(APART.items()),
                apply=lambda found, value: find.by_apart(found, int(value)),
                chips=True,
            ),
            Filter("noi-dung", _("Nội dung"), themes, apply=lambda found, _value: found),
        ),
        order_by="name",
        empty=_("Chưa có hồ sơ nào mà cả cơ quan và chi bộ đã đánh giá."),
        columns=(
            Column("name", _("Họ và tên"), order_by="member__sort_key", link=("evaluations:evidence", "pk"), main=True, width=28),
            Column("cell_name", _("Chi bộ"), value=lambda row: row.get("cell_name", ""), fields=("cell_id",), order_by="cell__code", width=30),
            Column("office_grade", _("Cơ quan"), value=lambda row: GRADES[row["office_grade"]], fields=("office_grade",), width=28),
            Column("cell_grade", _("Chi bộ đánh giá"), value=lambda row: GRADES[row["cell_grade"]], fields=("cell_grade",), width=28),
            Column("apart", _("Số mức lệch"), kind=Kind.NUMBER, order_by="apart", width=12),
        ),
    )  # fmt: skip
    context = {
        "cycle": cycle,
        "period": cycle_words(cycle.kind, cycle.starts_on),
        "committee_name": name_on(cycle.committee_id, day),
    }
    return list_page(
        request,
        listing,
        rows,
        template="evaluations/agreement_list.html",
        context=context,
        complete=lambda page: _with_cells(page, day),
    )


def _cycle(request: HttpRequest, pk: int) -> Any:
    found = find.cycles_read(request.user, request.as_of).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _themes(cycle: Any) -> list[Asked]:
    """The headings under which both sides give a level."""
    both = {each.code for each in asked_of(cycle.rules, Side.CELL)}
    return [each for each in asked_of(cycle.rules, Side.OFFICE) if each.levels and each.code in both]


def _numbers(cycle: Any, found: Agreement, criterion: str = "") -> dict[str, Any]:
    """The three counts, each with the list behind it (noughts lead nowhere), and the share that differs."""
    base = reverse("evaluations:agreement_reviews", args=[cycle.pk])

    def linked(count: int, apart: str) -> dict[str, Any]:
        query = {"lech": apart} | ({"noi-dung": criterion} if criterion else {})
        return {"count": count, "address": f"{base}?{urlencode(query)}" if count else ""}

    counts = zip((found.same, found.one, found.more), APART, strict=True)
    return {"numbers": [linked(count, apart) for count, apart in counts], "share": _shown(found.apart)}


def _shown(share: Share) -> str:
    return f"{share.percent}%" if share.is_told else str(_("quá ít để nói"))


def _with_cells(rows: list[dict[str, Any]], day: Any) -> list[dict[str, Any]]:
    names = names_on({row["cell_id"] for row in rows if row.get("cell_id")}, day)
    for row in rows:
        row["cell_name"] = names.get(row.get("cell_id"), "")
    return rows
