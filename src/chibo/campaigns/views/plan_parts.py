"""What several pages of plans show: frame, cells before and after, terms, distances, rules that clash."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.campaigns import policies
from chibo.campaigns.queries.communes import (
    status_on,
)
from chibo.campaigns.queries.comparison import BANDS_KM
from chibo.campaigns.queries.plans import (
    Summary,
    adoption_on,
    summaries_of,
)
from chibo.campaigns.sentences import (
    TERM_MEANINGS,
    kilometres,
    needs_in_words,
    plain,
    status_of,
    title_of,
)
from chibo.campaigns.views.commune_parts import page_context, size_tags
from chibo.campaigns.wording import TERMS, rules_in_words
from chibo.domain.placement.verify import Breakdown
from chibo.registry.violations import sentences


def plan_context(request: HttpRequest, part: Any, plan: Any, summary: Summary) -> dict[str, Any]:
    """What every page of a plan shows in its frame."""
    return page_context(part, status_on(part, request.as_of)) | {
        "plan": plan,
        "plan_title": title_of(plan),
        "summary": summary,
        "proof": status_of(plan.result, is_by_hand=summary.is_by_hand, is_replan=summary.is_replan),
        "may_plan": policies.may_plan(actor=request.user, commune=part),
        "may_adopt": policies.may_adopt(actor=request.user, commune=part),
        "plan_args": [part.campaign.code, part.unit.code, plan.number],
    }


def growth_row(growth: Any) -> dict[str, Any]:
    """A cell before and after, with its warnings in words; those that the plan mends, and those that it brings."""
    before, after = {each.code for each in growth.before}, {each.code for each in growth.after}
    return {
        "growth": growth,
        "needs": needs_in_words(growth.cell),
        "before": size_tags(growth.before),
        "after": sentences(growth.after),
        "mended": "CELL_TOO_SMALL" in before - after,
        "brought": size_tags(each for each in growth.after if each.code not in before),
        "kept": size_tags(each for each in growth.after if each.code in before),
    }


def require_planner(request: HttpRequest, part: Any) -> None:
    if not policies.may_plan(actor=request.user, commune=part):
        raise PermissionDenied


def summary_of_plan(part: Any, number: int, request: HttpRequest) -> Summary:
    summaries = summaries_of(part, viewer=request.user, adoption=adoption_on(part, request.as_of))
    return next(summary for summary in summaries if summary.plan.number == number)


def compare_address(part: Any, numbers: list[int]) -> str:
    query = "&".join(f"so={number}" for number in numbers)
    return f"{reverse('campaigns:plan_compare', args=[part.campaign.code, part.unit.code])}?{query}"


def conflict_rows(violations: Any, on: Any) -> list[dict[str, Any]]:
    """The rules of a conflict, each in words and as the form that takes it back needs it."""
    rules = [rule for violation in violations for rule in violation.params.get("conflict", ())]
    return [{"words": rules_in_words([rule], on=on), "rule": rule["rule"], "ids": rule["ids"]} for rule in rules]


def term_rows(breakdown: Breakdown) -> list[dict[str, Any]]:
    return [
        {"label": TERMS[term], "points": plain(points), "is_loss": points < 0, "meaning": TERM_MEANINGS[term]}
        for term, points in breakdown.to_json().items()
        if points or term != "change"
    ]


def travel_of(distances: Any) -> dict[str, Any]:
    total = max(1, distances.known)
    bands = [{"label": _("tại nơi ở"), "count": distances.at_home}]
    bands += [{"label": label, "count": count} for label, count in zip(band_labels(), distances.bands, strict=True)]
    for band in bands:
        band["width"] = f"{100 * band['count'] / total:.1f}"
    return {
        "bands": bands,
        "unknown": distances.unknown,
        "average": kilometres(distances.average_m),
        "farthest": [
            {"name": row.name, "to": row.to_name, "distance": kilometres(row.distance_m), "id": row.member_id}
            for row in distances.farthest
        ],
    }


def band_labels() -> list[str]:
    labels, start = [], 0
    for end in BANDS_KM:
        if end is None:
            labels.append(_("từ %(start)s km") % {"start": start})
        elif not start:
            labels.append(_("dưới %(end)s km") % {"end": end})
        else:
            labels.append(_("%(start)s–%(end)s km") % {"start": start, "end": end})
        start = end or start
    return labels
