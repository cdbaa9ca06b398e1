"""The list of concerns as of a day and the board by state; what is overdue comes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.domain.feedback.concerns import ConcernState
from chibo.domain.working_days import days_left
from chibo.feedback.labels import OVERDUE, STATE_SLUGS, STATES, THEMES
from chibo.feedback.queries import around
from chibo.feedback.queries import concerns as find
from chibo.feedback.services.identities import erase_what_is_due
from chibo.kit.lists import Column, Filter, Kind, Listing, Result, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on
from chibo.registry.views.answering import day_of

ON_BOARD = (ConcernState.NOTED, ConcernState.ROUTED, ConcernState.ANSWERED, ConcernState.READ_BACK)
MOST_CARDS = 30
SHORT = 140


def concerns(request: HttpRequest) -> HttpResponse:
    """The concerns that the viewer may see. Whoever comes here first on a day lets the server erase what is due."""
    erase_what_is_due(request.today)
    day = request.as_of
    rows = find.with_state(find.concerns_for(request.user, day), day)
    return list_page(
        request,
        _listing(request, rows),
        rows,
        template="feedback/concern_list.html",
        context=_offers(request),
        complete=lambda page: _with_names(page, day),
    )


def board(request: HttpRequest) -> HttpResponse:
    """One column for each state in which something is still to do, the overdue ones on top."""
    day = request.as_of
    rows = find.with_state(find.concerns_for(request.user, day), day)
    counts = find.state_counts(rows, day)
    slugs = {code: slug for slug, code in STATE_SLUGS.items()}
    columns = []
    cards: list[Any] = []
    for state in ON_BOARD:
        here = list(rows.filter(state=state).order_by("urgency", "due", "raised_on", "pk")[:MOST_CARDS])
        cards += here
        columns.append({"status": STATES[state], "slug": slugs[state], "count": counts[state], "cards": here})
    names = names_on({card.cell_id for card in cards}, day)
    for card in cards:
        card.cell_name, card.theme_name = names.get(card.cell_id, ""), THEMES[card.theme]
        card.is_late = card.due is not None and card.due < day
    context = {"title": _("Bảng tâm tư, nguyện vọng"), "columns": columns, "late_count": counts[OVERDUE]}
    return render(request, "feedback/concern_board.html", context | _offers(request))


def _offers(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_note": bool(around.cells_to_note(request.user, day_of(request))),
        "may_see_figures": may(request.user, Right.VIEW_CONCERNS) or may(request.user, Right.VIEW_UNITS),
        "may_read_identities": may(request.user, Right.READ_IDENTITIES) and not request.user.is_local_operator,
    }


def _listing(request: HttpRequest, seen: Any) -> Listing:
    day = request.as_of

    def state(row: dict[str, Any]) -> Any:
        return STATES[OVERDUE if row["due"] is not None and row["due"] < day else row["state"]]

    def left(row: dict[str, Any]) -> int | None:
        return days_left(row["due"], day) if row["due"] is not None else None

    filters = (
        Filter("linh-vuc", gettext_lazy("Lĩnh vực"), list(THEMES.items()), apply=_equal("theme")),
        Filter("chi-bo", gettext_lazy("Chi bộ"), around.cell_choices(seen, day), apply=_equal("cell__code")),
        Filter(
            "bo-phan",
            gettext_lazy("Bộ phận"),
            around.office_filter_choices(seen),
            apply=lambda rows, code: rows.filter(latest_office_code=code),
        ),
        Filter("tu", gettext_lazy("Nêu từ ngày"), kind="day", apply=lambda rows, on: rows.filter(raised_on__gte=on)),
        Filter("den", gettext_lazy("Đến hết ngày"), kind="day", apply=lambda rows, on: rows.filter(raised_on__lte=on)),
    )
    narrowed = Listing(name="concerns", title="", noun="", columns=(), search=("search_key",), filters=filters)
    counts = find.state_counts(Result(request, narrowed, seen).found, day)
    states = [
        (slug, f"{STATES[code].label} ({counts[code]})")
        for slug, code in STATE_SLUGS.items()
        if counts[code] or slug == request.GET.get("trang-thai")
    ]
    by_state = Filter(
        "trang-thai",
        gettext_lazy("Trạng thái"),
        states,
        apply=lambda rows, slug: find.in_state(rows, STATE_SLUGS[slug], day),
        chips=True,
    )
    return Listing(
        name="concerns",
        title=_("Tâm tư, nguyện vọng"),
        noun=npgettext_lazy("số dòng", "tâm tư", "tâm tư"),
        search=("search_key",),
        search_hint=_("Tìm trong nội dung, nơi xảy ra"),
        filters=(by_state, *(each for each in filters if each.kind == "day" or len(each.choices) > 1)),
        order_by="left",
        empty=_("Chưa có tâm tư, nguyện vọng nào được ghi vào ngày này."),
        columns=(
            Column(
                "text",
                _("Nội dung"),
                value=lambda row: row["text"] if len(row["text"]) <= SHORT else f"{row['text'][:SHORT].rstrip()}…",
                fields=("text",),
                link=("feedback:concern", "pk"),
                main=True,
                width=60,
            ),
            Column("number", _("Số"), value="pk", kind=Kind.NUMBER, order_by="pk", shown=False, width=8),
            Column("place", _("Nơi xảy ra"), width=24),
            Column("theme", _("Lĩnh vực"), value=lambda row: THEMES[row["theme"]], fields=("theme",), order_by="theme"),
            Column(
                "cell_name",
                _("Chi bộ"),
                value=lambda row: row.get("cell_name", ""),
                fields=("cell_id",),
                order_by="cell__code",
                width=30,
            ),
            Column("office", _("Bộ phận"), value="latest_office_name", order_by="latest_office_name", width=28),
            Column(
                "state",
                _("Trạng thái"),
                value=state,
                fields=("state", "due"),
                order_by="state",
                kind=Kind.STATUS,
                width=20,
            ),
            Column("raised_on", _("Ngày nêu"), kind=Kind.DAY, order_by="raised_on", width=12),
            Column("due", _("Hạn trả lời"), kind=Kind.DAY, order_by="due", shown=False, width=12),
            Column(
                "left",
                _("Còn (ngày)"),
                value=left,
                fields=("due",),
                order_by=("urgency", "due", "raised_on"),
                kind=Kind.NUMBER,
                width=12,
            ),
            Column("answered", _("Trả lời"), kind=Kind.DAY, order_by="answered", shown=False, width=12),
            Column("read_back", _("Đọc lại"), kind=Kind.DAY, order_by="read_back", shown=False, width=12),
            Column("closed", _("Khép"), kind=Kind.DAY, order_by="closed", shown=False, width=12),
            Column("answer", _("Nội dung trả lời"), value="latest_answer", shown=False, width=60),
        ),
    )


def _equal(field: str) -> Callable[[Any, str], Any]:
    return lambda rows, value: rows.filter(**{field: value})


def _with_names(rows: list[dict[str, Any]], day: Any) -> list[dict[str, Any]]:
    names = names_on({row["cell_id"] for row in rows if row.get("cell_id")}, day)
    for row in rows:
        row["cell_name"] = names.get(row.get("cell_id"), "")
    return rows
