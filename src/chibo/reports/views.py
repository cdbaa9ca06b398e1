"""The progress of a campaign on screen, as the report that goes up, and as a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.campaigns.queries import communes as campaigns
from chibo.documents.rendering.docx import to_docx
from chibo.documents.rendering.pdf import to_pdf
from chibo.kit.lists import Column, Kind, Listing, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries import units
from chibo.reports import lists, papers, queries

OF_COMMUNES = {
    "communes": gettext_lazy("Xã, phường, thị trấn"),
    "with_agency_cell": gettext_lazy("Có chi bộ cơ quan"),
    "decided": gettext_lazy("Đã quyết định"),
    "dissolved": gettext_lazy("Đã giải thể"),
}
OF_MEMBERS = {
    "members_to_move": gettext_lazy("Đảng viên phải chuyển"),
    "issued": gettext_lazy("Đã giới thiệu"),
    "received": gettext_lazy("Đã tiếp nhận"),
    "confirmed": gettext_lazy("Đã xác nhận"),
    "held": gettext_lazy("Tạm dừng"),
    "late": gettext_lazy("Quá hạn"),
}
LABELS = OF_COMMUNES | OF_MEMBERS


def progress(request: HttpRequest, code: str = "") -> HttpResponse:
    """How far a campaign has come in each unit below the one chosen; each number opens its list."""
    if not may(request.user, Right.REPORT):
        raise Http404
    choices = list(campaigns.campaigns_for(request.user))
    if not choices:
        return render(request, "reports/no_campaign.html", {"title": _("Báo cáo tiến độ")})
    if not code:
        return redirect("reports:progress_of", choices[0].code)
    campaign, unit = _asked_for(request, code)
    rows = queries.progress(campaign, unit=unit.unit, as_of=request.as_of, viewer=request.user)
    shown = [{"code": row.code, "name": row.name} | asdict(row.figures) for row in rows]
    context = {
        "title": _("Báo cáo tiến độ"),
        "campaign": campaign,
        "campaigns": choices,
        "unit": unit,
        "total": sum((row.figures for row in rows), queries.Figures()),
        "address": f"?{urlencode({'don-vi': unit.unit.code})}",
    }
    return list_page(request, _listing(campaign, unit), shown, template="reports/progress.html", context=context)


def progress_paper(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The report as an office sends it up: text and table, ``docx`` or ``pdf``, a draft without number."""
    if not may(request.user, Right.REPORT):
        raise Http404
    campaign, unit = _asked_for(request, code)
    paper = papers.progress_paper(campaign, unit=unit.unit, as_of=request.as_of, viewer=request.user)
    content, kind = (to_pdf(paper), "application/pdf") if form == "pdf" else (to_docx(paper), _WORD)
    answer = HttpResponse(content, content_type=kind)
    name = f"bao-cao-{slugify(campaign.code)}-{slugify(unit.unit.code)}-{request.as_of:%Y%m%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _asked_for(request: HttpRequest, code: str) -> tuple[Any, Any]:
    """The campaign and the unit to report on: the one asked for, else the campaign's, else the viewer's own below it."""
    campaign = campaigns.campaign_of(code, viewer=request.user)
    asked = request.GET.get("don-vi", "")
    if asked:
        return campaign, units.unit_on(asked, campaign.issued_on, viewer=request.user)
    try:
        return campaign, units.unit_on(campaign.unit.code, campaign.issued_on, viewer=request.user)
    except Http404:
        return campaign, units.roots_on(campaign.issued_on, viewer=request.user)[0]


def _listing(campaign: Any, unit: Any) -> Listing:
    def opened(row: dict[str, Any]) -> str:
        if row["code"] == unit.unit.code:
            return reverse("campaigns:commune", args=[campaign.code, row["code"]])
        return f"{reverse('reports:progress_of', args=[campaign.code])}?{urlencode({'don-vi': row['code']})}"

    def counted(name: str) -> Column:
        def address(row: dict[str, Any]) -> str:
            return f"{reverse('reports:behind', args=[campaign.code, name])}?{urlencode({'don-vi': row['code']})}"

        def total(rows: list[dict[str, Any]]) -> int:
            return sum(row[name] for row in rows)

        return Column(name, LABELS[name], kind=Kind.NUMBER, order_by=name, total=total, link=address, width=12)

    return Listing(
        name="progress",
        title=_("Tiến độ %(campaign)s – %(unit)s") % {"campaign": campaign.title, "unit": unit.name},
        noun=npgettext_lazy("số dòng", "đơn vị", "đơn vị"),
        columns=(Column("name", _("Đơn vị"), link=opened, main=True, order_by="name", width=30), *map(counted, LABELS)),
        empty=_("Không có xã nào của đợt này trong phạm vi."),
        key="code",
    )


def behind(request: HttpRequest, code: str, figure: str) -> HttpResponse:
    """The communes or members that one number of the report counts."""
    if figure not in LABELS or not may(request.user, Right.REPORT):
        raise Http404
    campaign, unit = _asked_for(request, code)
    asked = {"unit": unit.unit, "as_of": request.as_of, "viewer": request.user}
    if figure in OF_COMMUNES:
        listing, rows = _communes(campaign), lists.communes(campaign, figure, **asked)
    else:
        listing, rows = _members(), lists.members(campaign, figure, **asked)
    context = {"title": LABELS[figure], "campaign": campaign, "unit": unit}
    return list_page(request, listing, rows, template="reports/behind.html", context=context)


def _communes(campaign: Any) -> Listing:
    def opened(row: dict[str, Any]) -> str:
        return reverse("campaigns:commune", args=[campaign.code, row["code"]])

    return Listing(
        name="communes-behind",
        title=_("Xã, phường, thị trấn"),
        noun=npgettext_lazy("số dòng", "xã, phường, thị trấn", "xã, phường, thị trấn"),
        columns=(
            Column("name", _("Tên"), link=opened, main=True, order_by="name", width=30),
            Column("members_to_move", _("Đảng viên phải chuyển"), kind=Kind.NUMBER, order_by="members_to_move"),
            Column("confirmed", _("Đã xác nhận"), kind=Kind.NUMBER, order_by="confirmed"),
        ),
        key="code",
    )


def _members() -> Listing:
    def opened(row: dict[str, Any]) -> str:
        if row["transfer"] is None:
            return reverse("registry:member", args=[row["pk"]])
        return reverse("campaigns:transfer", args=[row["transfer"]])

    return Listing(
        name="members-behind",
        title=_("Đảng viên"),
        noun=npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
        columns=(
            Column("full_name", _("Họ và tên"), link=opened, main=True, order_by="sort_key", width=30),
            Column("commune", _("Xã, phường, thị trấn"), order_by="commune", width=24),
            Column("from_cell", _("Từ chi bộ"), order_by="from_cell", width=30),
            Column("to_cell", _("Đến chi bộ"), order_by="to_cell", width=30),
        ),
        key="pk",
    )
