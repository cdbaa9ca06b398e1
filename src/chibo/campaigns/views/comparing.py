"""Plans side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.campaigns import policies
from chibo.campaigns.forms.plans import numbers_of
from chibo.campaigns.queries.communes import (
    campaign_of,
    commune_of,
    reorganisation_of,
    status_on,
)
from chibo.campaigns.queries.comparison import Comparison, compare
from chibo.campaigns.queries.plans import adoption_on, chosen_plans, current_summaries, summaries_of
from chibo.campaigns.queries.problems import rules_of, weights_of
from chibo.campaigns.queries.readings import read_plans
from chibo.campaigns.sentences import (
    TERM_MEANINGS,
    kilometres,
    plain,
    signed,
    status_of,
    title_of,
)
from chibo.campaigns.views.commune_parts import page_context, size_tags
from chibo.campaigns.views.plan_parts import (
    band_labels,
    growth_row,
)
from chibo.campaigns.wording import TERMS
from chibo.domain.vietnamese import search_key
from chibo.kit.lists import Column, Filter, Listing, list_page

MOST_COMPARED = 4
FARTHEST_SHOWN = 3


def plan_compare(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Plans side by side under the commune's own weights: terms, cells, distances, and who goes elsewhere."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    summaries = summaries_of(part, viewer=request.user, adoption=adoption_on(part, request.as_of))
    if not summaries:
        messages.info(request, _("Chưa có phương án nào để so sánh."))
        return redirect("campaigns:commune", code, commune)
    if len(summaries) == 1:
        messages.info(request, _("Mới có một phương án. Hãy lập thêm để so sánh."))
        return redirect("campaigns:plan", code, commune, summaries[0].plan.number)
    numbers = numbers_of(request.GET.getlist("so"), most=MOST_COMPARED)
    shown = [summary for summary in summaries if summary.plan.number in numbers]
    shown = shown or current_summaries(summaries)[-MOST_COMPARED:]
    readings = read_plans(chosen_plans(part, [summary.plan.number for summary in shown], viewer=request.user))
    compared = compare(readings, weights_of(rules_of(part)))
    best = max(score.total for score in compared.scores)
    columns = [
        {
            "summary": summary,
            "plan": summary.plan,
            "title": title_of(summary.plan),
            "short": _("Phương án %(number)s") % {"number": summary.plan.number},
            "proof": status_of(summary.plan.result, is_by_hand=summary.is_by_hand, is_replan=summary.is_replan),
            "total": plain(score.total),
            "gap": score.total - best,
            "gap_words": signed(score.total - best),
            "distances": distances,
        }
        for summary, score, distances in zip(shown, compared.scores, compared.distances, strict=True)
    ]
    context = page_context(part, status_on(part, request.as_of)) | {
        "title": _("So sánh phương án"),
        "columns": columns,
        "summaries": current_summaries(summaries),
        "picked": [summary.plan.number for summary in shown],
        "term_rows": [_term_row(row) for row in compared.terms],
        "cell_rows": _cell_rows(compared),
        "same_cells": sum(not row.differs for row in compared.cells),
        "band_rows": _band_rows(compared),
        "farthest": [
            [
                {"name": row.name, "to": row.to_name, "distance": kilometres(row.distance_m)}
                for row in each.farthest[:FARTHEST_SHOWN]
            ]
            for each in compared.distances
        ],
        "changed_count": len(compared.changed),
        "member_count": len(compared.members),
        "may_adopt": policies.may_adopt(actor=request.user, commune=part) and reorganisation_of(part) is None,
    }
    listing = _differences_listing(part, compared, columns)
    return list_page(request, listing, list(compared.members), template="campaigns/plan_compare.html", context=context)


def _term_row(row: Any) -> dict[str, Any]:
    return {
        "label": TERMS[row.term],
        "meaning": TERM_MEANINGS[row.term],
        "cells": [
            {
                "points": plain(points),
                "width": f"{100 * abs(points) / row.scale:.1f}",
                "is_loss": points < 0,
                "is_best": points == row.best and len(set(row.points)) > 1,
            }
            for points in row.points
        ],
    }


def _cell_rows(compared: Comparison) -> list[dict[str, Any]]:
    rows = []
    for row in compared.cells:
        known = [growth for growth in row.growths if growth is not None]
        rows.append(
            {
                "name": row.name,
                "differs": row.differs,
                "first": known[0] if known else None,
                "before": size_tags(known[0].before) if known else [],
                "growths": [growth_row(growth) if growth else None for growth in row.growths],
            }
        )
    return sorted(rows, key=lambda row: not row["differs"])


def _band_rows(compared: Comparison) -> list[dict[str, Any]]:
    columns = [[each.at_home, *each.bands, each.unknown] for each in compared.distances]
    labels = [_("Sinh hoạt tại nơi ở"), *band_labels(), _("Chưa biết quãng đường")]
    most = max(1, *(count for column in columns for count in column))
    return [
        {
            "label": label,
            "counts": [{"count": column[place], "width": f"{100 * column[place] / most:.1f}"} for column in columns],
        }
        for place, label in enumerate(labels)
    ]


def _differences_listing(part: Any, compared: Comparison, columns: list[dict[str, Any]]) -> Listing:
    def where(position: int) -> Any:
        return lambda row: row.places[position].to_name if row.places[position] else _("không có trong phương án")

    def address(row: Any) -> str:
        holder = next(reading for reading in compared.readings if row.placed.key in reading.by_key)
        args = [part.campaign.code, part.unit.code, holder.plan.number, row.placed.member_id]
        return reverse("campaigns:plan_member", args=args)

    differing = Filter(
        "khac",
        _("Xem"),
        (("1", _("Chỉ người khác nhau")),),
        chips=True,
        default="1",
        apply=lambda rows, v: [row for row in rows if row.placed.key in compared.changed],
    )
    return Listing(
        name="differences",
        title=_("Ai về đâu theo từng phương án"),
        noun=npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
        search=_holding,
        filters=(differing,) if compared.changed else (),
        columns=(
            Column("name", _("Họ và tên"), value=lambda row: row.placed.name, link=address, main=True, width=28),
            Column("office", _("Bộ phận"), value=lambda row: row.placed.office, width=24),
            *(
                Column(f"plan{position}", column["short"], value=where(position), width=30)
                for position, column in enumerate(columns)
            ),
        ),
    )


def _holding(rows: list[Any], text: str) -> list[Any]:
    words = search_key(text).split()
    return [row for row in rows if all(word in search_key(f"{row.placed.name} {row.placed.office}") for word in words)]
