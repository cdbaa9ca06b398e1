"""The rules of a commune's plans, and the cells that its reorganisation is about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.campaigns import policies
from chibo.campaigns.forms import cells as cell_forms
from chibo.campaigns.forms.rules import PairFormSet, RulesForm, kin_choices, pairs_of
from chibo.campaigns.queries.communes import (
    campaign_of,
    commune_of,
    reorganisation_of,
    status_on,
)
from chibo.campaigns.queries.plans import (
    may_see_plans,
)
from chibo.campaigns.queries.preparation import (
    choosable_cells,
    new_codes,
    preparation_of,
    units_by_id,
)
from chibo.campaigns.queries.problems import rules_of
from chibo.campaigns.sentences import people
from chibo.campaigns.services.campaigns import choose_cells, choose_rules
from chibo.campaigns.views.commune_parts import page_context
from chibo.domain.organisation import UnitKind
from chibo.kit.forms import posted
from chibo.registry.queries.units import name_on
from chibo.registry.views.answering import carry_out
from chibo.registry.violations import sentence

STEMS = {"ESTABLISH": "CQ", "MERGE": "SN", "SPLIT": "CT"}


def rules(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """The rules and weights that the commune's plans keep, in words and numbers; changed by the committee."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    if not may_see_plans(request.user, part):
        raise Http404
    may_change = policies.may_plan(actor=request.user, commune=part)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    own = rules_of(part)
    preparation = preparation_of(part, request.as_of, rules={})
    names = {key: mover.name for key, mover in preparation.movers_by_key.items()}
    members = [(mover.key, _told_apart(mover)) for mover in preparation.movers]
    cells = [(receiver.code, receiver.name) for receiver in preparation.receivers]
    data = posted(request)
    form = RulesForm(
        data,
        rules=own,
        kin=kin_choices(preparation.kin, names),
        cells=[(receiver.code, _capacity_choice(receiver)) for receiver in preparation.receivers],
    )
    pairs = PairFormSet(
        data,
        prefix="pair",
        initial=pairs_of(own, members, cells),
        form_kwargs={"members": members, "cells": cells},
    )
    if request.method == "POST" and form.is_valid() and pairs.is_valid():
        chosen = form.rules(pairs.pairs())
        outcome = carry_out(request, lambda: choose_rules(actor=request.user, commune=part, rules=chosen), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã ghi quy tắc. Phương án lập từ nay theo các quy tắc này."))
            return redirect("campaigns:commune", code, commune)
    context = page_context(part, status_on(part, request.as_of)) | {
        "title": _("Quy tắc và trọng số"),
        "form": form,
        "pairs": pairs,
        "may_change": may_change,
        "preparation": preparation,
        "decided": reorganisation_of(part),
    }
    return render(request, "campaigns/commune_rules.html", context)


@require_POST
def rule_drop(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Take one rule back, named as a conflict names it, so that a plan becomes possible."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    if not policies.may_plan(actor=request.user, commune=part):
        raise PermissionDenied
    chosen = without_rule(rules_of(part), request.POST.get("rule", ""), request.POST.getlist("id"))
    if chosen is None:
        raise Http404
    outcome = carry_out(request, lambda: choose_rules(actor=request.user, commune=part, rules=chosen))
    if outcome.result is not None:
        messages.success(request, _("Đã bỏ quy tắc. Hãy lập phương án lần nữa."))
    for violation in outcome.violations:
        messages.error(request, sentence(violation))
    return redirect("campaigns:plan_propose", code, commune)


def cells(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Choose which cells a merge, a split or an establishment is about."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    kind = part.campaign.kind
    if kind not in cell_forms.FORMS:
        raise Http404
    if not policies.may_plan(actor=request.user, commune=part):
        raise PermissionDenied
    name = name_on(part.unit_id, request.as_of)
    there = choosable_cells(part, request.as_of)
    choices = [
        (str(cell.unit_id), _("%(name)s (%(people)s)") % {"name": cell.name, "people": people(cell.members)})
        for cell in there
    ]
    form = cell_forms.FORMS[kind](posted(request), cells=choices, initial=_cells_chosen(part, name))
    if request.method == "POST" and form.is_valid():
        leaving, receiving, names = form.chosen()
        kinds = {cell.unit_id: cell.kind for cell in there}
        opened_as = UnitKind.AGENCY_CELL if kind == "ESTABLISH" else UnitKind(kinds[leaving[0]])
        codes = new_codes(part, STEMS[kind], len(names))
        outcome = carry_out(
            request,
            lambda: choose_cells(
                actor=request.user,
                commune=part,
                leaving=units_by_id(leaving),
                receiving=units_by_id(receiving),
                opening={code: (each, opened_as) for code, each in zip(codes, names, strict=True)},
            ),
            form=form,
        )
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã chọn chi bộ. Bước tiếp theo là lập phương án."))
            return redirect("campaigns:commune", code, commune)
    context = page_context(part, status_on(part, request.as_of)) | {
        "title": _("Chọn chi bộ"),
        "form": form,
        "cancel_url": reverse("campaigns:commune", args=[code, commune]),
        "submit_label": _("Ghi lựa chọn"),
    }
    return render(request, "campaigns/commune_cells.html", context)


def without_rule(rules: dict[str, Any], kind: str, ids: list[str]) -> dict[str, Any] | None:
    """``rules`` without the rule of ``kind`` about ``ids``; ``None`` where no such rule can be taken back."""
    if kind in ("fixed", "forbidden") and len(ids) == 2:
        return rules | {kind: [pair for pair in rules.get(kind, ()) if list(pair) != ids]}
    if kind == "keep_apart" and len(ids) == 2:
        return rules | {"together": [*rules.get("together", ()), sorted(ids)]}
    if kind == "capacity" and len(ids) == 1:
        return rules | {"uncapped": sorted({*rules.get("uncapped", ()), *ids})}
    if kind == "office_limit":
        return rules | {"office_limit": None}
    return None


def _told_apart(mover: Any) -> str:
    return f"{mover.name} – {mover.position or mover.office}" if mover.position or mover.office else mover.name


def _capacity_choice(receiver: Any) -> str:
    words = _("%(name)s (sức chứa %(capacity)s)")
    return words % {"name": receiver.name, "capacity": receiver.cell.capacity}


def _cells_chosen(part: Any, name: str) -> dict[str, Any]:
    """What was chosen before, or a proposal."""
    names = [told["name"] for told in part.opening.values()]
    old = [pk for pk in part.receiving if str(pk) not in {str(key) for key in part.opening}]
    if part.campaign.kind == "ESTABLISH":
        return {"names": names[0] if names else _("Chi bộ cơ quan %(name)s") % {"name": name[:1].lower() + name[1:]}}
    if part.campaign.kind == "MERGE":
        return {
            "leaving": [str(pk) for pk in part.leaving],
            "receiving": str(old[0]) if old else cell_forms.NEW if names else "",
            "names": names[0] if names else "",
        }
    return {"leaving": str(part.leaving[0]) if part.leaving else "", "names": "\n".join(names)}
