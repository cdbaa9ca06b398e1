"""One directive: what it says, what the viewer's own unit has to do, and whom it reached."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.audit.queries import entries_of
from chibo.directives import policies
from chibo.directives.labels import REACH_STATES, TIER_SLUGS, TIERS
from chibo.directives.queries.directives import directive_of, versions_of
from chibo.directives.queries.reach import full_reach_on
from chibo.directives.queries.rows import UnitRow, unit_rows
from chibo.directives.views.directives import state_of
from chibo.domain.directives import Reach, ReachState
from chibo.kit.lists import Bulk, Column, Filter, Kind, Listing, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import name_on


def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """Below what it says: every unit in the viewer's scope with whether it acknowledged, late ones first."""
    found = directive_of(pk, viewer=request.user)
    versions = [version for version in versions_of(found) if version.sent_on <= request.as_of]
    context: dict[str, Any] = {
        "title": found.subject,
        "directive": found,
        "sender_name": name_on(found.unit_id, request.as_of),
        "entries": entries_of(found, viewer=request.user),
        "may_run": policies.may_run(actor=request.user, directive=found) and found.withdrawn_on is None,
    }
    reach = full_reach_on(found, request.as_of, viewer=request.user)
    if reach is None:
        return render(request, "directives/directive_ahead.html", context)
    rows = unit_rows(found, reach, request.as_of)
    own = policies.own_units(request.user)
    context |= {
        "reach": reach,
        "state": state_of(reach),
        "version": versions[-1],
        "former": versions[-2::-1],
        "own": [row for row in rows if row.unit_id in own],
        "tiers": [{"label": TIERS[tier.tier], "slug": TIER_SLUGS[tier.tier], "reach": tier} for tier in reach.tiers()],
        "missing_count": len(reach.missing),
        "may_remind": may(request.user, Right.SEND_DIRECTIVES) and not reach.is_withdrawn,
        "is_wide": len(rows) > 1,
    }
    return list_page(request, _listing(request, reach), rows, template="directives/directive.html", context=context)


def _listing(request: HttpRequest, reach: Reach) -> Listing:
    tiers = [(TIER_SLUGS[tier.tier], TIERS[tier.tier]) for tier in reach.tiers()]
    states = [("chua", _("Chưa ký nhận")), ("qua-han", _("Quá hạn")), ("da", _("Đã ký nhận"))]
    tier_of_slug = {slug: tier for tier, slug in TIER_SLUGS.items()}
    filters = (
        Filter("ky", _("Ký nhận"), states, apply=_in_state, chips=True),
        Filter(
            "cap",
            _("Cấp"),
            tiers,
            apply=lambda rows, slug: [row for row in rows if row.tier is tier_of_slug[slug]],
        ),
    )
    return Listing(
        name="directive-units",
        title=_("Nơi nhận"),
        noun=npgettext_lazy("số dòng", "nơi nhận", "nơi nhận"),
        search=("name", "parent", "secretary"),
        search_hint=_("Tìm đơn vị, bí thư"),
        key="key",
        order_by="state",
        filters=tuple(each for each in filters if each.name != "cap" or len(tiers) > 1),
        empty=_("Vào ngày này không có đơn vị nào phải nhận văn bản."),
        bulk=_bulk(request, reach),
        columns=(
            Column("name", _("Đơn vị"), order_by="name", link=("registry:unit", "code"), main=True, width=36),
            Column("parent", _("Trực thuộc"), order_by="parent", width=28),
            Column("tier", _("Cấp"), value=lambda row: TIERS[row.tier], order_by="tier", shown=False, width=20),
            Column(
                "state",
                _("Ký nhận"),
                value=lambda row: REACH_STATES[row.state],
                order_by="state_order",
                kind=Kind.STATUS,
                width=20,
            ),
            Column("acknowledged_on", _("Ngày ký"), kind=Kind.DAY, order_by="acknowledged_on", width=12),
            Column("days", _("Số ngày"), kind=Kind.NUMBER, order_by="days", width=10),
            Column("signer", _("Người ký"), value=_signer, order_by="by", width=32),
            Column("due_on", _("Hạn"), kind=Kind.DAY, order_by="due_on", width=12),
            Column("secretary", _("Bí thư"), order_by="secretary", shown=False, width=24),
            Column("reminded", _("Đã nhắc"), value=_reminded, order_by="reminded_count", width=14),
            Column("former", _("Bản đã ký trước"), value=lambda row: row.reach.former or None, shown=False, width=14),
            Column("code", _("Mã"), order_by="code", shown=False, width=14),
            Column("signature", _("Chữ ký"), value=lambda row: "", shown=False, width=24),
        ),
    )


def _bulk(request: HttpRequest, reach: Reach) -> tuple[Bulk, ...]:
    if len(reach.units) < 2:
        return ()
    found = []
    if may(request.user, Right.SEND_DIRECTIVES) and not reach.is_withdrawn:
        found.append(Bulk("directives:remind", _("Nhắc ký nhận"), "bell"))
    if may(request.user, Right.ACKNOWLEDGE):
        found.append(Bulk("directives:acknowledge_on_paper", _("Ghi ký nhận trên giấy"), "pencil-square"))
        found.append(Bulk("directives:void", _("Huỷ ký nhận ghi nhầm"), "slash-circle"))
    return tuple(found)


def _in_state(rows: list[UnitRow], slug: str) -> list[UnitRow]:
    if slug == "da":
        return [row for row in rows if row.state is ReachState.ACKNOWLEDGED]
    if slug == "qua-han":
        return [row for row in rows if row.state is ReachState.OVERDUE]
    return [row for row in rows if row.acknowledged_on is None]


def _signer(row: UnitRow) -> str:
    if not row.acting_for:
        return row.by
    return _("%(signer)s (%(paper)s; %(by)s nhập)") % {"signer": row.acting_for, "paper": row.paper, "by": row.by}


def _reminded(row: UnitRow) -> str:
    if row.reminded_on is None:
        return ""
    return _("%(count)s lần, gần nhất %(day)s") % {"count": row.reminded_count, "day": f"{row.reminded_on:%d/%m/%Y}"}
