"""One campaign from above: its communes by state, by district, and one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.audit.queries import entries_of
from chibo.campaigns import policies
from chibo.campaigns.labels import CAMPAIGN_KINDS, COMMUNE_STATES, LATE, STATE_SLUGS, UNDER_WAY
from chibo.campaigns.queries import overview
from chibo.campaigns.queries.communes import campaign_of
from chibo.domain.campaigns import CommuneState
from chibo.kit.lists import Bulk, Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.registry.queries.units import name_on


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
        noun=npgettext_lazy("số dòng", "xã, phường, thị trấn", "xã, phường, thị trấn"),
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
