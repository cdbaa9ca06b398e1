"""The list of transfers as of a day: search, states with their counts, filters, spreadsheet, many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.campaigns.labels import TRANSFER_CHIPS, TRANSFER_SLUGS, TRANSFER_STATES
from chibo.campaigns.queries import arrivals
from chibo.campaigns.queries import transfers as find
from chibo.domain.transfers import TransferFacts, TransferState, days_left
from chibo.kit.lists import Bulk, Column, Filter, Kind, Listing, Result, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on

SEARCH = ("member__search_key", "member__card_number")


def transfers(request: HttpRequest) -> HttpResponse:
    """The transfers in the viewer's scope as of the day; what the viewer is to do stands above."""
    day = request.as_of
    seen = find.counted_on(find.transfers_for(request.user), day)
    rows = find.with_state(seen, day)
    waiting = arrivals.waiting_for(request.user, day)
    confirms = may(request.user, Right.CONFIRM)
    context = {
        "waiting_count": waiting.count(),
        "first_waiting": waiting.values_list("pk", flat=True).first(),
        "confirms": confirms,
        "is_own_only": not confirms
        and not may(request.user, Right.RECEIVE)
        and not may(request.user, Right.VIEW_CAMPAIGN),
        "has_handovers": confirms or may(request.user, Right.RECEIVE) or may(request.user, Right.VIEW_CAMPAIGN),
    }
    return list_page(
        request,
        _listing(request, seen),
        rows,
        template="campaigns/transfer_list.html",
        context=context,
        complete=lambda page: _with_names(page, day),
    )


def _listing(request: HttpRequest, seen: Any) -> Listing:
    day = request.as_of

    def state(row: dict[str, Any]) -> Any:
        late = row["due"] is not None and row["due"] < day
        return TRANSFER_STATES[find.OVERDUE if late else row["state"]]

    def left(row: dict[str, Any]) -> int | None:
        return days_left(TransferFacts("", issued_on=row["issued"], due_on=row["due"]), day)

    communes = arrivals.commune_choices(seen, day)
    filters = (
        _filter(
            "dot",
            gettext_lazy("Đợt sắp xếp"),
            arrivals.campaign_choices(seen),
            "reorganisation__commune__campaign__code",
        ),
        _filter("xa", gettext_lazy("Xã, phường"), communes, "reorganisation__commune__unit__code"),
        _filter("chi-bo", gettext_lazy("Chi bộ nơi đến"), _cells(request, seen), "to_cell__code"),
    )
    narrowed = Listing(name="transfers", title="", noun="", columns=(), search=SEARCH, filters=filters)
    counts = find.state_counts(Result(request, narrowed, find.with_state(seen, day)).found, day)
    states = [
        (slug, f"{TRANSFER_CHIPS.get(code, TRANSFER_STATES[code].label)} ({counts[code]})")
        for slug, code in TRANSFER_SLUGS.items()
        if counts[code] or slug == request.GET.get("trang-thai")
    ]
    by_state = Filter("trang-thai", gettext_lazy("Trạng thái"), states, apply=_in_state(day), chips=True)
    return Listing(
        name="transfers",
        title=_("Chuyển sinh hoạt đảng"),
        noun=npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
        search=SEARCH,
        search_hint=_("Tìm họ tên, số thẻ"),
        filters=(by_state, *(each for each in filters if len(each.choices) > 1)),
        order_by="full_name",
        empty=_("Chưa có đảng viên nào được giới thiệu chuyển sinh hoạt vào ngày này."),
        bulk=_bulk(request),
        columns=(
            Column(
                "full_name",
                _("Họ và tên"),
                value="member__full_name",
                order_by="member__sort_key",
                link=("campaigns:transfer", "pk"),
                main=True,
                width=28,
            ),
            Column("card", _("Số thẻ"), value="member__card_number", order_by="member__card_number", shown=False),
            Column(
                "from_name",
                _("Chi bộ nơi đi"),
                value=_name("from_name"),
                fields=("from_cell_id",),
                shown=False,
                width=34,
            ),
            Column(
                "to_name",
                _("Chi bộ nơi đến"),
                value=_name("to_name"),
                fields=("to_cell_id",),
                order_by="to_cell__code",
                width=34,
            ),
            Column(
                "commune",
                _("Xã, phường"),
                value=_name("commune_name"),
                fields=("reorganisation__commune__unit_id",),
                order_by="reorganisation__commune__unit__code",
                shown=len(communes) > 1,
                width=24,
            ),
            Column(
                "state",
                _("Trạng thái"),
                value=state,
                fields=("state", "due"),
                order_by="state",
                kind=Kind.STATUS,
                width=24,
            ),
            Column("issued", _("Giới thiệu"), kind=Kind.DAY, order_by="issued", width=12),
            Column("due", _("Hạn đến"), kind=Kind.DAY, order_by="due", shown=False, width=12),
            Column(
                "left",
                _("Còn (ngày)"),
                value=left,
                fields=("issued", "due"),
                order_by="due",
                kind=Kind.NUMBER,
                width=12,
            ),
            Column("received", _("Tiếp nhận"), kind=Kind.DAY, order_by="received", width=12),
            Column("confirmed", _("Xác nhận"), kind=Kind.DAY, order_by="confirmed", width=12),
            Column("return_reason", _("Lý do trả lại"), shown=False, width=40),
        ),
    )


def _bulk(request: HttpRequest) -> tuple[Bulk, ...]:
    found = []
    if may(request.user, Right.RECEIVE):
        found.append(Bulk("campaigns:transfers_receive", _("Tiếp nhận"), "person-check"))
    if may(request.user, Right.CONFIRM):
        found.append(Bulk("campaigns:transfers_confirm", _("Xác nhận"), "check2-circle"))
    return tuple(found)


def _filter(name: str, label: Any, choices: list[tuple[str, str]], field: str) -> Filter:
    return Filter(name, label, choices, apply=lambda rows, value: rows.filter(**{field: value}))


def _cells(request: HttpRequest, seen: Any) -> list[tuple[str, str]]:
    commune = request.GET.get("xa", "")
    rows = seen.filter(reorganisation__commune__unit__code=commune) if commune else seen
    return arrivals.cell_choices(rows, request.as_of)


def _in_state(day: date) -> Callable[[Any, str], Any]:
    def narrow(rows: Any, slug: str) -> Any:
        code = TRANSFER_SLUGS[slug]
        return find.overdue(rows, day) if code == find.OVERDUE else find.in_state(rows, TransferState(code), day)

    return narrow


def _name(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: row.get(key, "")


def _with_names(rows: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    keys = {"from_name": "from_cell_id", "to_name": "to_cell_id", "commune_name": "reorganisation__commune__unit_id"}
    names = names_on({row[key] for row in rows for key in keys.values() if row.get(key)}, day)
    for row in rows:
        row.update({name: names.get(row.get(key), "") for name, key in keys.items()})
    return rows
