"""Plans: look at one, ask why, adopt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.campaigns import policies
from chibo.campaigns.forms.plans import AdoptForm
from chibo.campaigns.queries.communes import (
    adoption_of,
    campaign_of,
    commune_of,
    reorganisation_of,
    status_on,
)
from chibo.campaigns.queries.comparison import distances_of
from chibo.campaigns.queries.explaining import explanation_of
from chibo.campaigns.queries.plans import out_of_date, plan_of
from chibo.campaigns.queries.readings import Growth, Reading, read_plan
from chibo.campaigns.sentences import (
    cost_in_words,
    kilometres,
    needs_in_words,
    people,
    plain,
    reason_of,
    reasons_for,
    reasons_in_brief,
    signed,
    status_of,
    title_in_sentence,
    title_of,
    why_not,
)
from chibo.campaigns.services.plans import adopt_plan
from chibo.campaigns.views.commune_parts import page_context
from chibo.campaigns.views.plan_parts import (
    growth_row,
    plan_context,
    summary_of_plan,
    term_rows,
    travel_of,
)
from chibo.domain.papers.wording import in_sentence
from chibo.domain.placement.verify import Breakdown, moves_of
from chibo.domain.rules import Violation
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Filter, Listing, list_page
from chibo.registry.labels import STANDINGS
from chibo.registry.views.answering import carry_out
from chibo.registry.violations import sentences


def plan(request: HttpRequest, code: str, commune: str, number: int) -> HttpResponse:
    """One plan: what is proven, what each term gains, which cells grow, and every placement with its reasons."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    found = plan_of(part, number, viewer=request.user)
    summary = summary_of_plan(part, number, request)
    reading = read_plan(found)
    decided = reorganisation_of(part)
    context = plan_context(request, part, found, summary) | {
        "title": title_of(found),
        "terms": term_rows(Breakdown(**found.result["breakdown"])),
        "objective": plain(found.result["objective"]),
        "growths": [growth_row(growth) for growth in reading.growths],
        "travel": travel_of(distances_of(reading)),
        "overrides": [
            {"placed": row, "points": signed(-row.override_cost)}
            for row in reading.rows
            if row.override_cost is not None
        ],
        "decided": decided,
        "stale": [] if decided else sentences(out_of_date(found, request.as_of)),
    }
    listing = _placements_listing(part, reading)
    return list_page(request, listing, list(reading.rows), template="campaigns/plan_detail.html", context=context)


def plan_member(request: HttpRequest, code: str, commune: str, number: int, member: int) -> HttpResponse:
    """Why a member goes where the plan says, and why not to each other cell; the proofs come a moment later."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    found = plan_of(part, number, viewer=request.user)
    reading = read_plan(found)
    placed = reading.member(member)
    problem = reading.problem
    person, cell = problem.members_by_id[placed.key], problem.cells_by_id[placed.to_code]
    is_proving = "chung-minh" in request.GET
    context = plan_context(request, part, found, summary_of_plan(part, number, request)) | {
        "title": _("Vì sao %(name)s về %(cell)s?") % {"name": placed.name, "cell": placed.to_name},
        "placed": placed,
        "needs": needs_in_words(cell),
        "reasons": reasons_for(person, cell, placed.terms, problem.weights),
        "override": cost_in_words(placed.override_cost) if placed.override_cost is not None else "",
        "is_proving": is_proving,
        "proof_address": f"{request.path}?chung-minh=1",
    }
    context |= _proven(reading, placed.key) if is_proving else _by_hand(reading, placed.key)
    part_only = is_proving and getattr(request, "htmx", False)
    template = "campaigns/_plan_alternatives.html" if part_only else "campaigns/plan_member.html"
    return render(request, template, context)


def plan_adopt(request: HttpRequest, code: str, commune: str, number: int) -> HttpResponse:
    """Make a plan the commune's own, in the name of the person who confirms."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    found = plan_of(part, number, viewer=request.user)
    if not policies.may_adopt(actor=request.user, commune=part):
        raise PermissionDenied
    form = AdoptForm(posted(request), today=request.today, initial={"on": request.as_of})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        outcome = carry_out(request, lambda: adopt_plan(actor=request.user, commune=part, plan=found, on=on), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                done = _("Đồng chí đã duyệt %(plan)s. Bước tiếp theo: ký quyết định.")
                messages.success(request, done % {"plan": title_in_sentence(found)})
            return redirect("campaigns:commune", code, commune)
    summary = summary_of_plan(part, number, request)
    former, decided = adoption_of(part), reorganisation_of(part)
    reading = read_plan(found)
    moving = [row for row in reading.rows if row.from_name != row.to_name]
    blocked = sentences(out_of_date(found, request.as_of)) if decided is None else [_("Xã đã ký quyết định.")]
    warnings = [line for growth in reading.growths for line in sentences(_to_be_known(growth))]
    if former is not None and former.plan_id != found.pk:
        warnings.insert(0, _("%(plan)s đã duyệt trước đó sẽ được thay.") % {"plan": title_of(former.plan)})
    proof = status_of(found.result, is_by_hand=summary.is_by_hand, is_replan=summary.is_replan)
    context = page_context(part, status_on(part, request.as_of)) | {
        "title": _("Duyệt phương án"),
        "question": _("Đồng chí %(user)s duyệt %(plan)s của %(commune)s?")
        % {
            "user": request.user,
            "plan": title_in_sentence(found),
            "commune": in_sentence(status_on(part, request.as_of).name),
        },
        "consequences": [
            _("%(people)s về %(cells)s chi bộ theo phương án này.")
            % {"people": people(len(moving)), "cells": len({row.to_code for row in moving})},
            _("%(proof)s; người duyệt và ngày duyệt được lưu cùng phương án.") % {"proof": proof.label},
            _("Chưa ai phải chuyển: việc chuyển bắt đầu khi ký quyết định và đến ngày hiệu lực."),
        ],
        "warnings": warnings,
        "blocked": blocked,
        "form": form,
        "confirm_label": _("Duyệt phương án"),
        "cancel_url": reverse("campaigns:plan", args=[code, commune, number]),
        "plan": found,
        "growths": [growth_row(growth) for growth in reading.growths],
    }
    return render(request, "campaigns/plan_adopt.html", context)


def _to_be_known(growth: Growth) -> list[Violation]:
    """The warnings on a cell's size that the plan brings, and that it leaves too small."""
    before = {finding.code for finding in growth.before}
    return [finding for finding in growth.after if finding.code not in before or finding.code == "CELL_TOO_SMALL"]


def _placements_listing(part: Any, reading: Reading) -> Listing:
    args = [part.campaign.code, part.unit.code, reading.plan.number]
    cells = tuple((code, reading.names[code]) for code in sorted(reading.names))
    problem = reading.problem
    return Listing(
        name="placements",
        title=_("Phân công theo %(plan)s") % {"plan": title_of(reading.plan)},
        noun=npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
        search=("name", "office", "position", "to_name"),
        search_hint=_("Tìm đảng viên, bộ phận"),
        filters=(
            Filter("chi-bo", _("Về chi bộ"), cells, apply=lambda rows, v: [row for row in rows if row.to_code == v]),
            Filter(
                "tay",
                _("Điều chỉnh"),
                (("1", _("Điều chỉnh tay")),),
                apply=lambda rows, v: [row for row in rows if row.is_override],
            ),
        ),
        columns=(
            Column(
                "name",
                _("Họ và tên"),
                order_by=("sort_key", "key"),
                main=True,
                width=28,
                link=lambda row: reverse("campaigns:plan_member", args=[*args, row.member_id]),
            ),
            Column("position", _("Chức vụ"), order_by="position", shown=False),
            Column("office", _("Bộ phận"), order_by="office", width=24),
            Column(
                "standing",
                _("Diện"),
                value=lambda row: STANDINGS[row.standing.value],
                order_by="standing",
                shown=False,
            ),
            Column(
                "from_name",
                _("Từ chi bộ"),
                order_by="from_name",
                width=28,
                shown=len({r.from_name for r in reading.rows}) > 1,
            ),
            Column("to_name", _("Về chi bộ"), order_by="to_code", width=28),
            Column(
                "why",
                _("Vì"),
                value=lambda row: reasons_in_brief(
                    problem.members_by_id[row.key], problem.cells_by_id[row.to_code], row.terms
                ),
                width=36,
            ),
            Column(
                "distance",
                _("Khoảng cách"),
                value=lambda row: _("tại nơi ở") if row.is_home else kilometres(row.distance_m),
                order_by="distance_m",
                shown=False,
            ),
            Column(
                "override",
                _("Điều chỉnh tay"),
                shown=any(row.is_override for row in reading.rows),
                value=lambda row: (
                    f"{cost_in_words(row.override_cost)}: {row.override_reason}" if row.is_override else ""
                ),
                width=40,
            ),
        ),
    )


def _by_hand(reading: Reading, key: str) -> dict[str, Any]:
    """Every other cell with what moving this member alone would do; nothing is proven yet."""
    moves = moves_of(reading.problem, reading.placements, key)
    here = reading.placements[key]
    rows = [
        {
            "name": reading.names[move.cell],
            "move": move,
            "is_broken": bool(move.broken),
            "words": _("Chuyển một mình về đây: %(cost)s%(because)s.")
            % {
                "cost": cost_in_words(move.cost),
                "because": _(", vì %(why)s") % {"why": reason_of(move)} if move.cost > 0 and reason_of(move) else "",
            },
        }
        for move in moves
        if move.cell != here
    ]
    return {"alternatives": sorted(rows, key=lambda row: (row["is_broken"], row["move"].cost, row["name"]))}


def _proven(reading: Reading, key: str) -> dict[str, Any]:
    """Every other cell with the proven loss of the whole plan."""
    explanation = explanation_of(reading, key)
    moves = {move.cell: move for move in moves_of(reading.problem, reading.placements, key)}
    here = reading.placements[key]
    rows = []
    if explanation.cell != here:
        words = _("Phương án tốt nhất đưa đồng chí về đây; ở phương án này đã điều chỉnh.")
        rows.append({"name": reading.names[explanation.cell], "words": words, "loss": "0", "is_best": True})
    for other in explanation.alternatives:
        if other.cell != here:
            rows.append(
                {
                    "name": reading.names[other.cell],
                    "words": why_not(other, moves.get(other.cell)),
                    "loss": plain(other.loss) if other.loss is not None else "",
                    "is_broken": other.loss is None,
                }
            )
    return {"alternatives": rows}
