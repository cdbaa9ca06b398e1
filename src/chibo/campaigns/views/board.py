"""The board of a plan: every cell with its members, moved by hand – by mouse, touch, keyboard or a plain form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from chibo.campaigns import policies
from chibo.campaigns.forms.plans import OverrideForm
from chibo.campaigns.queries.communes import campaign_of, commune_of, reorganisation_of
from chibo.campaigns.queries.plans import out_of_date, plan_of
from chibo.campaigns.queries.readings import Placed, Reading, member_and_cell, read_plan
from chibo.campaigns.sentences import (
    changed_terms,
    cost_in_words,
    kilometres,
    reason_of,
    reasons_in_brief,
    signed,
    title_in_sentence,
)
from chibo.campaigns.services.plans import override_placement
from chibo.campaigns.views.plan_parts import growth_row, plan_context, summary_of_plan
from chibo.campaigns.wording import rule_in_words
from chibo.domain.placement.verify import Move, moves_of
from chibo.registry.views.answering import carry_out
from chibo.registry.violations import sentences

MEMBER, CELL = "dv", "ve"
PANEL = "board-panel"


def board(request: HttpRequest, code: str, commune: str, number: int) -> HttpResponse:
    """Cells as columns, members as cards. ``?dv=``: what moving that member costs; ``&ve=``: to that cell, and why.

    The same address answers htmx with the panel alone. A POST stores the move as a new plan beside this one.
    """
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    plan = plan_of(part, number, viewer=request.user)
    reading = read_plan(plan)
    may_plan, decided = policies.may_plan(actor=request.user, commune=part), reorganisation_of(part)
    may_move = may_plan and decided is None
    asked = request.POST if request.method == "POST" else request.GET
    placed = _member_asked(reading, asked.get(MEMBER, ""))
    target = _cell_asked(reading, asked.get(CELL, "")) if placed is not None else ""
    form = OverrideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_plan:
            raise PermissionDenied
        if placed is None or target in ("", placed.to_code):
            raise Http404
        if form.is_valid():
            answer = _moved(request, part, plan, placed, target, form)
            if answer is not None:
                return answer
    panel = _panel(request, reading, placed, target, form, may_move=may_move)
    if getattr(request, "htmx", False) and request.htmx.target == PANEL:
        return render(request, "campaigns/_board_panel.html", {"panel": panel, "form": form})
    summary = summary_of_plan(part, number, request)
    context = plan_context(request, part, plan, summary) | {
        "title": _("Bảng phân công"),
        "panel": panel,
        "form": form,
        "may_move": may_move,
        "cells": [_column(growth, reading) for growth in reading.growths],
        "objective": signed(plan.result["objective"]).removeprefix("+"),
        "member_count": len(reading.rows),
        "override_count": summary.override_count,
        "decided": decided,
        "stale": [] if decided else sentences(out_of_date(plan, request.as_of)),
        "made_from": plan.made_from if summary.is_by_hand else None,
    }
    return render(request, "campaigns/board.html", context)


def _moved(
    request: HttpRequest, part: Any, plan: Any, placed: Placed, target: str, form: OverrideForm
) -> HttpResponse | None:
    member, cell = member_and_cell(placed, target)
    outcome = carry_out(
        request,
        lambda: override_placement(
            actor=request.user,
            commune=part,
            plan=plan,
            member=member,
            cell=cell,
            reason=form.cleaned_data["reason"],
            on=request.as_of,
        ),
        form=form,
    )
    if not outcome.is_done:
        return None
    args = [part.campaign.code, part.unit.code]
    if outcome.result is None:
        return redirect("campaigns:commune", *args)
    words = _("Đã ghi điều chỉnh cho %(name)s thành %(plan)s.")
    messages.success(request, words % {"name": placed.name, "plan": title_in_sentence(outcome.result)})
    return redirect("campaigns:board", *args, outcome.result.number)


def _member_asked(reading: Reading, text: str) -> Placed | None:
    """The member whom the page asks about. Raises ``Http404`` for one whom the plan does not place."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    return reading.member(int(text))


def _cell_asked(reading: Reading, text: str) -> str:
    if text and text not in reading.names:
        raise Http404
    return text


def _panel(
    request: HttpRequest, reading: Reading, placed: Placed | None, target: str, form: OverrideForm, *, may_move: bool
) -> dict[str, Any] | None:
    """What the panel says about the member chosen: prices of every cell, and of the chosen one in full."""
    if placed is None:
        return None
    moves = {move.cell: move for move in moves_of(reading.problem, reading.placements, placed.key)}
    names = _names(reading)
    prices = [_price(request, reading, placed, move, names) for cell, move in moves.items() if cell != placed.to_code]
    prices.sort(key=lambda price: (price["is_broken"], price["cost"], price["name"]))
    chosen = None
    if target and target != placed.to_code:
        chosen = _price(request, reading, placed, moves[target], names) | {
            "terms": changed_terms(moves[target]),
            "effects": _effects(reading, placed, target),
        }
    return {
        "placed": placed,
        "why": reasons_in_brief(
            reading.problem.members_by_id[placed.key], reading.problem.cells_by_id[placed.to_code], placed.terms
        ),
        "prices": prices,
        "chosen": chosen,
        "may_move": may_move,
        "close": request.path,
        "select": f"{request.path}?{urlencode({MEMBER: placed.member_id})}#{PANEL}",
        "explain": reverse(
            "campaigns:plan_member",
            args=[
                reading.plan.commune.campaign.code,
                reading.plan.commune.unit.code,
                reading.plan.number,
                placed.member_id,
            ],
        ),
        "say": _say(placed, chosen, prices),
    }


def _price(request: HttpRequest, reading: Reading, placed: Placed, move: Move, names: dict[str, str]) -> dict[str, Any]:
    query = urlencode({MEMBER: placed.member_id, CELL: move.cell})
    return {
        "code": move.cell,
        "name": reading.names[move.cell],
        "cost": move.cost,
        "points": signed(-move.cost),
        "words": cost_in_words(move.cost),
        "because": reason_of(move) if move.cost > 0 else "",
        "is_broken": bool(move.broken),
        "broken": [rule_in_words(rule.to_json(), names) for rule in move.broken],
        "address": f"{request.path}?{query}#{PANEL}",
        "fetch": f"{request.path}?{query}",
    }


def _effects(reading: Reading, placed: Placed, target: str) -> list[dict[str, Any]]:
    """The two cells that the move changes, before and after."""
    official = placed.standing.value == "OFFICIAL"
    growths = {growth.code: growth for growth in reading.growths}
    found = []
    for code, step in ((placed.to_code, -1), (target, 1)):
        growth = growths[code]
        found.append(
            {
                "name": growth.name,
                "arriving": growth.arriving,
                "arriving_then": growth.arriving + step,
                "target": growth.cell.target,
                "official": growth.official_after,
                "official_then": growth.official_after + step * official,
            }
        )
    return found


def _say(placed: Placed, chosen: dict[str, Any] | None, prices: list[dict[str, Any]]) -> str:
    """What a screen reader hears when the panel changes."""
    if chosen is not None:
        if chosen["is_broken"]:
            words = _("Không thể đưa %(name)s về %(cell)s: %(rules)s.")
            return words % {"name": placed.name, "cell": chosen["name"], "rules": "; ".join(chosen["broken"])}
        words = _("Đưa %(name)s về %(cell)s: %(cost)s. Hãy ghi lý do.")
        return words % {"name": placed.name, "cell": chosen["name"], "cost": chosen["words"]}
    possible = [price for price in prices if not price["is_broken"]]
    words = _("Đã chọn %(name)s, đang về %(cell)s. %(count)s chi bộ khác nhận được.")
    return words % {"name": placed.name, "cell": placed.to_name, "count": len(possible)}


def _names(reading: Reading) -> dict[str, str]:
    """What members, cells and offices are called in rules."""
    offices = {reading.problem.members_by_id[row.key].office: row.office for row in reading.rows if row.office}
    return {**offices, **reading.names, **{row.key: row.name for row in reading.rows}}


def _column(growth: Any, reading: Reading) -> dict[str, Any]:
    return growth_row(growth) | {
        "cards": [
            {"placed": row, "distance": _("tại nơi ở") if row.is_home else kilometres(row.distance_m)}
            for row in growth.arrivals
        ],
        "over_target": growth.arriving - growth.cell.target,
    }
