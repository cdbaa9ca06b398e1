"""Campaigns: the list, opening one, one from above, deadlines and exceptions."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chibo.audit.queries import entries_of
from chibo.audit.use_cases import RuleBroken
from chibo.campaigns import policies
from chibo.campaigns.forms.campaigns import CampaignForm, DeadlineForm, ExcuseForm
from chibo.campaigns.labels import CAMPAIGN_KINDS, COMMUNE_STATES, LATE, STATE_SLUGS
from chibo.campaigns.queries import overview
from chibo.campaigns.queries.communes import campaign_of, campaigns_for, commune_of, communes_for
from chibo.campaigns.services.campaigns import create_campaign, excuse_commune, move_deadline
from chibo.campaigns.views.answering import carry_out
from chibo.domain.campaigns import CommuneState
from chibo.kit.as_of import parse_day
from chibo.kit.cells import day_text
from chibo.kit.lists import Bulk, Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import name_on, unit_on
from chibo.registry.violations import sentences

FINISHED = (CommuneState.DONE, CommuneState.NOT_CONCERNED, CommuneState.EXCUSED)
UNDER_WAY = tuple(state for state in COMMUNE_STATES if state not in (CommuneState.NOT_CONCERNED, CommuneState.EXCUSED))


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
        noun=_("đợt sắp xếp"),
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
        request.POST if request.method == "POST" else None,
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


def campaign(request: HttpRequest, code: str) -> HttpResponse:
    """One campaign as of the day: communes by state, by district, and one by one, late ones first."""
    found = campaign_of(code, viewer=request.user)
    rows = overview.rows_on(found, request.as_of, viewer=request.user)
    districts = overview.districts_of(rows)
    several = len(districts) > 1
    counted = Counter(row.state for row in rows)
    listing = _communes_listing(request, found, districts if several else [])
    context = {
        "campaign": found,
        "title": found.title,
        "unit_name": name_on(found.unit_id, request.as_of),
        "kind": CAMPAIGN_KINDS[found.kind],
        "figures": _figures(counted, sum(row.late for row in rows)),
        "bar": _bar(counted),
        "outside": sum(counted[state] for state in COMMUNE_STATES if state not in UNDER_WAY),
        "total": len(rows),
        "districts": [_district(row) for row in districts] if several else [],
        "members": sum(row.members for row in rows),
        "confirmed": sum(row.confirmed for row in rows),
        "entries": entries_of(found, viewer=request.user),
    }
    return list_page(request, listing, rows, template="campaigns/campaign_detail.html", context=context)


def deadline_move(request: HttpRequest) -> HttpResponse:
    """A new deadline for the communes ticked: what it changes, then what became of each."""
    ticked = [pk for pk in (request.POST or request.GET).getlist("chon") if pk.isdecimal() and len(pk) < 18]
    parts = list(communes_for(request.user).filter(pk__in=ticked))
    if not parts:
        messages.info(request, _("Hãy chọn ít nhất một xã để dời hạn."))
        return redirect(_campaign_ticked_on(request))
    if not any(policies.may_direct(actor=request.user, commune=part) for part in parts):
        raise PermissionDenied
    form = DeadlineForm(request.POST if "confirmed" in request.POST else None)
    names = {status.commune.pk: status for status in overview.statuses_on(parts, request.as_of)}
    back = reverse("campaigns:campaign", args=[parts[0].campaign.code])
    context = {
        "title": _("Dời hạn hoàn thành"),
        "question": ngettext("Dời hạn của %(count)s xã?", "Dời hạn của %(count)s xã?", len(parts))
        % {"count": len(parts)},
        "form": form,
        "ticked": [str(part.pk) for part in parts],
        "statuses": list(names.values()),
        "confirm_label": _("Dời hạn"),
        "cancel_url": back,
        "campaign": parts[0].campaign,
    }
    if form.is_valid():
        deadline, reason = form.cleaned_data["deadline"], form.cleaned_data["reason"]
        try:
            with once(request):
                results = [_moved(request, part, names[part.pk].name, deadline, reason) for part in parts]
        except AlreadyDone:
            messages.info(request, already_done())
            return redirect(back)
        if len(results) == 1 and results[0]["is_done"]:
            messages.success(request, results[0]["words"])
            return redirect(results[0]["address"])
        return render(request, "campaigns/deadline_results.html", context | {"results": results})
    return render(request, "campaigns/deadline_move.html", context)


def commune_excuse(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Excuse a commune from the campaign, or take that back."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    if not policies.may_direct(actor=request.user, commune=part):
        raise PermissionDenied
    name = name_on(part.unit_id, request.as_of)
    back = reverse("campaigns:commune", args=[code, commune])
    is_excused = bool(part.excused)
    form = ExcuseForm(request.POST if request.method == "POST" else None)
    if is_excused:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        reason = "" if is_excused else form.cleaned_data["reason"]
        outcome = carry_out(request, lambda: excuse_commune(actor=request.user, commune=part, reason=reason), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                done = (
                    _("%(name)s lại thực hiện đợt này.") if is_excused else _("%(name)s được miễn thực hiện đợt này.")
                )
                messages.success(request, done % {"name": name})
            return redirect(back)
    words = {"name": name, "title": part.campaign.title}
    if is_excused:
        question, label = _("%(name)s phải thực hiện lại “%(title)s”?"), _("Bỏ miễn")
        consequences = [_("Xã trở lại danh sách phải thực hiện, với hạn đã giao.")]
    else:
        question, label = _("Miễn cho %(name)s thực hiện “%(title)s”?"), _("Miễn thực hiện")
        consequences = [_("Xã không còn bị tính quá hạn và không vào số phải thực hiện.")]
    context = {
        "title": label,
        "question": question % words,
        "consequences": consequences,
        "warnings": [_("Lý do đang ghi: %(reason)s") % {"reason": part.excused}] if is_excused else [],
        "form": form,
        "confirm_label": label,
        "cancel_url": back,
    }
    return render(request, "kit/confirm_page.html", context)


def _moved(request: HttpRequest, part: Any, name: str, deadline: date, reason: str) -> dict[str, Any]:
    address = reverse("campaigns:commune", args=[part.campaign.code, part.unit.code])
    former = part.deadline
    try:
        move_deadline(actor=request.user, commune=part, deadline=deadline, reason=reason)
    except RuleBroken as broken:
        return {"subject": name, "is_done": False, "words": " ".join(sentences(broken.violations)), "address": address}
    except PermissionDenied as error:
        return {"subject": name, "is_done": False, "words": str(error), "address": address}
    words = _("Hạn của %(name)s dời từ %(former)s sang %(deadline)s.") % {
        "name": name,
        "former": day_text(former),
        "deadline": day_text(deadline),
    }
    return {"subject": name, "is_done": True, "words": words, "address": address}


def _campaign_ticked_on(request: HttpRequest) -> str:
    """Back to the campaign whose page asked, or to the list."""
    code = request.GET.get("dot", "")
    found = campaigns_for(request.user).filter(code=code).first() if code else None
    return reverse("campaigns:campaigns") if found is None else reverse("campaigns:campaign", args=[found.code])


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


def _figures(counted: Counter[CommuneState], late: int) -> list[dict[str, Any]]:
    """The figures above the list, each with the query that opens its rows."""
    shown = [state for state in COMMUNE_STATES if state in UNDER_WAY or counted[state]]
    found = [
        {
            "state": state.value.lower(),
            "label": COMMUNE_STATES[state].label,
            "count": counted[state],
            "query": f"trang-thai={STATE_SLUGS[state]}",
        }
        for state in shown
    ]
    return [{"state": "late", "label": LATE.label, "count": late, "query": "cham=1"}, *found]


def _bar(counted: Counter[CommuneState]) -> list[dict[str, Any]]:
    """The share of each state under way, as pieces of a bar 100 wide."""
    total = sum(counted[state] for state in UNDER_WAY)
    pieces, start = [], 0.0
    for state in reversed(UNDER_WAY):
        if counted[state]:
            width = 100 * counted[state] / total
            pieces.append({"state": state.value.lower(), "x": f"{start:.2f}", "width": f"{width:.2f}"})
            start += width
    return pieces


def _district(row: Any) -> dict[str, Any]:
    states = [
        {"state": state, "slug": STATE_SLUGS[state], "count": row.states[state], "label": COMMUNE_STATES[state].label}
        for state in UNDER_WAY
    ]
    outside = sum(row.states.values()) - sum(state["count"] for state in states)
    return {"row": row, "states": states, "outside": outside, "bar": _bar(row.states)}


def _communes_listing(request: HttpRequest, found: Any, districts: list[Any]) -> Listing:
    names = tuple((row.code or "-", row.name or _("Trực thuộc trực tiếp")) for row in districts)
    ids = {row.code or "-": row.pk for row in districts}
    slugs = {slug: state for state, slug in STATE_SLUGS.items()}
    filters = [
        Filter(
            "trang-thai",
            _("Trạng thái"),
            tuple((STATE_SLUGS[state], status.label) for state, status in COMMUNE_STATES.items()),
            apply=lambda rows, value: [row for row in rows if row.state is slugs[value]],
        ),
        Filter("cham", _("Hạn"), (("1", LATE.label),), apply=lambda rows, value: [row for row in rows if row.late]),
    ]
    columns = [
        Column(
            "name",
            _("Xã, phường, thị trấn"),
            order_by="name",
            main=True,
            width=30,
            link=lambda row: reverse("campaigns:commune", args=[found.code, row.code]),
        )
    ]
    if districts:
        filters.insert(
            0,
            Filter(
                "huyen",
                _("Huyện, thành phố"),
                names,
                apply=lambda rows, value: [row for row in rows if row.district_id == ids[value]],
            ),
        )
        columns.append(Column("district", _("Huyện, thành phố"), order_by="district", width=24))
    columns += [
        Column("state", _("Trạng thái"), value=lambda row: COMMUNE_STATES[row.state], kind=Kind.STATUS),
        Column("deadline", _("Hạn"), kind=Kind.DAY, order_by="deadline"),
        Column("care", _("Cần chú ý"), value=_care, kind=Kind.STATUS, width=28),
        _count("members", _("Đảng viên chuyển")),
        _count("issued", _("Đã giới thiệu"), shown=False),
        _count("received", _("Đã tiếp nhận"), shown=False),
        _count("confirmed", _("Đã xác nhận")),
        _count("overdue", _("Chưa đến nơi"), shown=False),
        Column("excused", _("Lý do miễn"), shown=False, width=40),
        Column("code", _("Mã"), order_by="code", shown=False),
    ]
    is_directing = policies.may_run(actor=request.user, campaign=found)
    return Listing(
        name="communes",
        title=_("Các xã của đợt"),
        noun=_("xã, phường, thị trấn"),
        search=("name", "code"),
        search_hint=_("Tìm xã, phường"),
        filters=tuple(filters),
        columns=tuple(columns),
        bulk=(Bulk("campaigns:deadline_move", gettext_lazy("Dời hạn"), "calendar-event"),) if is_directing else (),
    )


def _count(name: str, label: str, *, shown: bool = True) -> Column:
    """A column of people with its total; nobody is left blank, so that a phone shows only what there is."""
    return Column(
        name,
        label,
        value=lambda row: getattr(row, name) or None,
        kind=Kind.NUMBER,
        order_by=name,
        total=lambda rows: sum(getattr(row, name) for row in rows),
        shown=shown,
    )


def _care(row: overview.CommuneRow) -> Status | str:
    """What is late in a commune: its deadline, or members who never arrived."""
    missing = _("%(count)s người chưa đến nơi") % {"count": row.overdue} if row.overdue else ""
    if row.late:
        return Status(f"{LATE.label}; {missing}" if missing else LATE.label, Tone.BAD)
    return Status(missing, Tone.WARNING) if missing else ""
