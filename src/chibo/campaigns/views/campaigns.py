"""Campaigns: the list, opening one, and the communes that it reaches."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.campaigns.forms.campaigns import CampaignForm
from chibo.campaigns.labels import CAMPAIGN_KINDS, UNDER_WAY
from chibo.campaigns.queries import overview
from chibo.campaigns.queries.communes import campaigns_for
from chibo.campaigns.services.campaigns import create_campaign
from chibo.domain.campaigns import CommuneState
from chibo.kit.as_of import parse_day
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import unit_on
from chibo.registry.views.answering import carry_out


def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign in which the viewer may follow some commune, with how far it has come."""

    def with_progress(rows: list[Any]) -> list[Any]:
        counted = overview.campaign_progress([row["pk"] for row in rows], request.as_of, viewer=request.user)
        for row in rows:
            row["progress"] = counted[row["pk"]]
        return rows

    listing = Listing(
        name="campaigns",
        title=_("Đợt sắp xếp"),
        noun=npgettext_lazy("số dòng", "đợt sắp xếp", "đợt sắp xếp"),
        search=overview.campaigns_holding,
        order_by="-issued_on",
        empty=_("Chưa có đợt sắp xếp nào. Khi có văn bản chỉ đạo, hãy mở đợt tại đây."),
        filters=(Filter("kind", _("Nội dung"), tuple(CAMPAIGN_KINDS.items())),),
        columns=(
            Column("title", _("Tên đợt"), order_by="title", link=("campaigns:campaign", "code"), main=True, width=40),
            Column(
                "kind", _("Nội dung"), value=lambda row: CAMPAIGN_KINDS[row["kind"]], fields=("kind",), order_by="kind"
            ),
            Column("directive_number", _("Văn bản"), order_by="directive_number"),
            Column("issued_on", _("Ban hành"), kind=Kind.DAY, order_by="issued_on"),
            Column("deadline", _("Hạn"), kind=Kind.DAY, order_by="deadline"),
            Column(
                "done",
                _("Hoàn thành"),
                value=lambda row: _done_of(row["progress"]),
                fields=("pk",),
            ),
            Column(
                "late",
                _("Quá hạn"),
                value=lambda row: row["progress"]["LATE"] or None,
                fields=("pk",),
                kind=Kind.NUMBER,
            ),
            Column("code", _("Mã"), order_by="code", shown=False),
        ),
    )
    context = {"may_create": may(request.user, Right.RUN_CAMPAIGN)}
    rows = campaigns_for(request.user)
    return list_page(
        request, listing, rows, template="campaigns/campaign_list.html", context=context, complete=with_progress
    )


def campaign_create(request: HttpRequest) -> HttpResponse:
    """The directive's form, beside it the communes that it would reach."""
    if not may(request.user, Right.RUN_CAMPAIGN):
        raise PermissionDenied
    units = overview.campaign_units(request.as_of, viewer=request.user)
    form = CampaignForm(
        posted(request),
        units=[(row.unit.code, row.name) for row in units],
        kinds=[(code, label) for code, label in CAMPAIGN_KINDS.items()],
    )
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        facts = dict(form.cleaned_data)
        code = facts.pop("unit")
        facts["unit"] = unit_on(code, facts["issued_on"], viewer=request.user, right=Right.RUN_CAMPAIGN).unit
        outcome = carry_out(request, lambda: create_campaign(actor=request.user, **facts), form=form)
        if outcome.is_done:
            if outcome.result is None:
                return redirect("campaigns:campaigns")
            messages.success(request, _("Đã mở đợt sắp xếp; các xã, phường, thị trấn dưới đây đã có phần việc."))
            return redirect("campaigns:campaign", outcome.result.code)
    context = {
        "form": form,
        "title": _("Mở đợt sắp xếp"),
        "cancel_url": reverse("campaigns:campaigns"),
    } | _cascade(request, request.POST)
    return render(request, "campaigns/campaign_create.html", context)


def campaign_reach(request: HttpRequest) -> HttpResponse:
    """The communes that a campaign over the unit and day asked for would reach: the part beside the form."""
    if not may(request.user, Right.RUN_CAMPAIGN):
        raise PermissionDenied
    return render(request, "campaigns/_campaign_reach.html", _cascade(request, request.GET))


def _cascade(request: HttpRequest, asked: Any) -> dict[str, Any]:
    """``reach``: the communes that the unit and day in ``asked`` would reach; nothing while either is missing."""
    issued_on, code = parse_day(asked.get("issued_on", "")), asked.get("unit", "")
    if issued_on is None or not code:
        return {"reach": None}
    try:
        version = unit_on(code, issued_on, viewer=request.user, right=Right.RUN_CAMPAIGN)
    except Http404:
        return {"reach": None}
    reach = overview.cascade_of(version.unit, issued_on, viewer=request.user)
    return {
        "reach": reach,
        "reach_on": issued_on,
        "reach_cells": sum(row.cells > 0 for row in reach),
        "reach_members": sum(row.members for row in reach),
    }


def _done_of(progress: Counter[str]) -> str:
    concerned = sum(progress[state.value] for state in UNDER_WAY)
    return _("%(done)s / %(all)s xã") % {"done": progress[CommuneState.DONE.value], "all": concerned}
