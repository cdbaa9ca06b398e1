"""Handing over: how far each receiving cell is, and one cell's list ticked by both sides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.campaigns import policies
from chibo.campaigns.forms.transfers import TickForm
from chibo.campaigns.labels import TRANSFER_STATES
from chibo.campaigns.queries import arrivals
from chibo.campaigns.queries import handovers as find
from chibo.campaigns.queries.transfers import OVERDUE, facts_of
from chibo.campaigns.services.transfers import give_item, take_item
from chibo.campaigns.views.decisions import file_answer
from chibo.documents.rendering.bundle import as_one_print
from chibo.documents.rendering.pdf import to_pdf
from chibo.domain.papers.handover import compose_tick_list
from chibo.domain.transfers import is_overdue, transfer_state
from chibo.kit.lists import Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.registry.queries.units import name_on, names_on
from chibo.registry.views.answering import carry_out, day_of

STATES = {
    "chua-giao": Status(gettext_lazy("Chưa giao"), Tone.NEUTRAL),
    "dang-ban-giao": Status(gettext_lazy("Đang bàn giao"), Tone.INFO),
    "da-xong": Status(gettext_lazy("Hai bên đã ký"), Tone.GOOD),
}
GIVE, TAKE = "giao", "nhan"


def handovers(request: HttpRequest) -> HttpResponse:
    """Every handover in the viewer's scope as of the day."""
    day = request.as_of
    rows = list(find.handovers_on(day, viewer=request.user))
    names = names_on({row[key] for row in rows for key in ("to_cell_id", "reorganisation__commune__unit_id")}, day)
    for row in rows:
        row["cell"] = names.get(row["to_cell_id"], "")
        row["commune"] = names.get(row["reorganisation__commune__unit_id"], "")
        row["commune_code"] = row["reorganisation__commune__unit__code"]
        row["state"] = "da-xong" if row["taken"] == row["total"] else "dang-ban-giao" if row["given"] else "chua-giao"
    communes = sorted({(row["commune_code"], row["commune"]) for row in rows}, key=lambda pair: pair[1])
    by_commune = Filter(
        "xa",
        gettext_lazy("Xã, phường"),
        communes,
        apply=lambda found, code: [row for row in found if row["commune_code"] == code],
    )
    listing = Listing(
        name="handovers",
        title=_("Danh mục bàn giao"),
        noun=npgettext_lazy("số dòng", "chi bộ tiếp nhận", "chi bộ tiếp nhận"),
        search=("cell", "commune"),
        search_hint=_("Tìm chi bộ, xã"),
        filters=(
            Filter(
                "state", gettext_lazy("Tình trạng"), [(key, state.label) for key, state in STATES.items()], chips=True
            ),
            *((by_commune,) if len(communes) > 1 else ()),
        ),
        order_by="cell",
        empty=_("Chưa có nội dung bàn giao nào. Danh mục được lập khi thực hiện quyết định."),
        columns=(
            Column("cell", _("Chi bộ tiếp nhận"), order_by="cell", link=_address, main=True, width=40),
            Column("commune", _("Xã, phường"), order_by="commune", shown=len(communes) > 1, width=28),
            Column("given", _("Bên giao đã ký"), value=lambda row: f"{row['given']}/{row['total']}", width=16),
            Column("taken", _("Bên nhận đã ký"), value=lambda row: f"{row['taken']}/{row['total']}", width=16),
            Column("state", _("Tình trạng"), value=lambda row: STATES[row["state"]], kind=Kind.STATUS, width=20),
        ),
    )
    return list_page(request, listing, rows, template="campaigns/handover_list.html")


def handover(request: HttpRequest, reorganisation: int, cell: str) -> HttpResponse:
    """One cell's list; each side ticks what it gave or has."""
    found = find.handover_of(reorganisation, cell, viewer=request.user)
    day = request.as_of
    gives = policies.may_give(actor=request.user, reorganisation=found.reorganisation)
    takes = policies.may_take(actor=request.user, to_cell=found.to_cell)
    side = request.POST.get("side", "")
    forms = {GIVE: _form(request, found, GIVE, side), TAKE: _form(request, found, TAKE, side, assisted=gives)}
    if request.method == "POST":
        if side not in forms:
            raise Http404
        if not {GIVE: gives, TAKE: takes}[side]:
            raise PermissionDenied
        if forms[side].is_valid() and _ticked(request, found, forms[side], side):
            return redirect(request.path)
    transfers = find.arrivals_of(found, day)
    context = {
        "handover": found,
        "title": _("Bàn giao cho %(cell)s") % {"cell": name_on(found.to_cell, day)},
        "commune_name": name_on(found.reorganisation.commune.unit_id, day),
        "items": [_item(row, day) for row in found.items],
        "members": [(row, _state(row, day)) for row in transfers],
        "only_gives": found.givers is not None,
        "minutes": find.minutes_of(found),
        "give": forms[GIVE] if gives and _open(found, GIVE) else None,
        "take": forms[TAKE] if takes and _open(found, TAKE) else None,
        "waits_for_giver": takes and not _open(found, TAKE) and any(row.taken_on is None for row in found.items),
        "is_done": all(row.taken_on is not None and row.taken_on <= day for row in found.items),
    }
    return render(request, "campaigns/handover_show.html", context)


def handover_sheet(request: HttpRequest, reorganisation: int, cell: str) -> HttpResponse:
    """The list as a sheet of paper, to be ticked by hand."""
    found = find.handover_of(reorganisation, cell, viewer=request.user)
    sheets = [to_pdf(compose_tick_list(sheet)) for sheet in find.tick_lists(found, request.as_of)]
    if not sheets:
        raise Http404
    data = sheets[0] if len(sheets) == 1 else as_one_print(sheets)
    return file_answer(data, "application/pdf", f"danh-muc-kiem-{cell.lower()}.pdf")


def handover_minutes(request: HttpRequest, reorganisation: int, cell: str, number: int) -> HttpResponse:
    """Minutes signed for the cell, as they were signed; ``number`` from 1, for each giving cell."""
    minutes = find.minutes_of(find.handover_of(reorganisation, cell, viewer=request.user))
    if not 1 <= number <= len(minutes):
        raise Http404
    document = minutes[number - 1]
    return file_answer(bytes(document.pdf), "application/pdf", f"bien-ban-{document.number}.pdf")


def _address(row: dict[str, Any]) -> str:
    return reverse("campaigns:handover", args=[row["reorganisation_id"], row["to_cell__code"]])


def _open(found: Any, side: str) -> list[Any]:
    """The items that this side can tick now: a side takes only what the other gave."""
    if side == GIVE:
        return [row for row in found.items if row.given_on is None]
    return [row for row in found.items if row.given_on is not None and row.taken_on is None]


def _form(request: HttpRequest, found: Any, side: str, sent: str, *, assisted: bool = False) -> TickForm:
    rows = _open(found, side)
    initial: dict[str, Any] = {"on": day_of(request)}
    if assisted:
        initial["acting_for"] = arrivals.secretary_name(found.to_cell, request.as_of)
    return TickForm(
        request.POST if request.method == "POST" and sent == side else None,
        today=request.today,
        assisted=assisted,
        items=[(row.item, row.get_item_display()) for row in rows],
        items_label=_("Những gì đã giao") if side == GIVE else _("Những gì đã nhận đủ"),
        day_label=_("Ngày giao") if side == GIVE else _("Ngày nhận"),
        prefix=side,
        initial=initial,
    )


def _ticked(request: HttpRequest, found: Any, form: TickForm, side: str) -> bool:
    tick = give_item if side == GIVE else take_item
    where = {"reorganisation": found.reorganisation, "to_cell": found.to_cell, "on": form.cleaned_data["on"]}

    def work() -> Any:
        with form.on_behalf():
            return [tick(actor=request.user, item=item, **where) for item in form.cleaned_data["items"]]

    outcome = carry_out(request, work, form=form)
    if outcome.is_done and outcome.result is not None:
        messages.success(request, _("Đã ghi bên giao ký.") if side == GIVE else _("Đã ghi bên nhận ký."))
    return outcome.is_done


def _item(row: Any, day: Any) -> dict[str, Any]:
    given = row.given_on is not None and row.given_on <= day
    taken = row.taken_on is not None and row.taken_on <= day
    return {
        "words": row.get_item_display(),
        "given_on": row.given_on if given else None,
        "given_by": row.given_by if given else None,
        "taken_on": row.taken_on if taken else None,
        "taken_by": row.taken_by if taken else None,
    }


def _state(row: Any, day: Any) -> Any:
    facts = facts_of(row)
    return TRANSFER_STATES[OVERDUE if is_overdue(facts, day) else transfer_state(facts, day)]
