"""Cycles: the list, one cycle with how far each cell and side has come, reminders."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy
from django.views.decorators.http import require_POST

from chibo.audit.queries import entries_of
from chibo.domain.evaluation.reminding import due_on, is_late
from chibo.domain.evaluation.way import Side, Stage
from chibo.evaluations.labels import (
    CANCELLED,
    CONCLUDED,
    PERIOD_KINDS,
    RUNNING,
    SHORT_SIDES,
    SIDES,
    STAGES,
    cycle_words,
)
from chibo.evaluations.queries import cycles as find
from chibo.evaluations.queries.progress import by_cell, owed_by, review_rows
from chibo.evaluations.queries.standing import quota_of
from chibo.evaluations.services.cycles import remind as remind_side
from chibo.evaluations.views.parts import (
    SLUG_OF_SIDE,
    SLUG_OF_STAGE,
    cycle_asked,
    head,
    list_address,
    numbers,
    owed_key,
)
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.cells import communes_under
from chibo.registry.queries.units import find_unit, names_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def cycles(request: HttpRequest) -> HttpResponse:
    """Every cycle that the viewer may see, the latest first."""
    if not may(request.user, Right.VIEW_REVIEWS):
        raise Http404
    day = request.as_of

    def with_names(rows: list[Any]) -> list[Any]:
        names = names_on({row.committee_id for row in rows}, day)
        undecided = set(find.undecided_among([row.pk for row in rows], day))
        escalated = find.escalated_counts((row.pk for row in rows), day)
        for row in rows:
            row.state = _state(row, row.pk in undecided, day)
            row.escalated = escalated.get(row.pk) or None
            row.commune_name = names.get(row.committee_id, "")
            row.words = cycle_words(row.kind, row.starts_on)
        return rows

    def states(rows: Any, value: str) -> Any:
        cancelled = {"cancelled_on__lte": day}
        if value == "huy":
            return rows.filter(**cancelled)
        undecided = find.undecided_among(rows.values("pk"), day)
        rows = rows.exclude(**cancelled)
        return rows.exclude(pk__in=undecided) if value == "xong" else rows.filter(pk__in=undecided)

    listing = Listing(
        name="cycles",
        title=_("Kiểm điểm, xếp loại"),
        noun=npgettext_lazy("số dòng", "đợt kiểm điểm", "đợt kiểm điểm"),
        empty=_("Chưa có đợt kiểm điểm nào được mở vào ngày này."),
        whole_rows=True,
        filters=(
            Filter("ky", _("Kỳ"), list(PERIOD_KINDS.items()), apply=lambda rows, kind: rows.filter(kind=kind)),
            Filter(
                "trang-thai",
                _("Trạng thái"),
                (("mo", RUNNING.label), ("xong", CONCLUDED.label), ("huy", CANCELLED.label)),
                apply=states,
            ),
        ),
        columns=(
            Column(
                "words",
                _("Kỳ kiểm điểm"),
                order_by="starts_on",
                link=("evaluations:cycle", "pk"),
                main=True,
                width=20,
            ),
            Column("commune_name", _("Đảng bộ"), order_by="committee__code", width=30),
            Column("opened_on", _("Ngày mở"), kind=Kind.DAY, order_by="opened_on", width=12),
            Column("self_due_on", _("Hạn tự kiểm điểm"), kind=Kind.DAY, shown=False, width=12),
            Column("office_due_on", _("Hạn của cơ quan"), kind=Kind.DAY, shown=False, width=12),
            Column("cell_due_on", _("Hạn của chi bộ"), kind=Kind.DAY, width=12),
            Column("decision_due_on", _("Hạn kết luận"), kind=Kind.DAY, order_by="decision_due_on", width=12),
            Column("escalated", _("Số lần báo quá hạn lên cấp trên"), kind=Kind.NUMBER, width=16),
            Column(
                "state",
                _("Trạng thái"),
                value=lambda row: row.state,
                kind=Kind.STATUS,
                width=16,
            ),
        ),
        order_by="-words",
    )
    context = {
        "may_open": bool(communes_under(request.user, Right.RUN_REVIEWS, day)),
        "may_add_rules": may(request.user, Right.ADD_RULES),
    }
    rows = find.cycles_for(request.user, day)
    return list_page(
        request, listing, rows, template="evaluations/cycle_list.html", context=context, complete=with_names
    )


def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """One cycle: its days, the cap, who owes what, and each cell by side; each number opens its list."""
    found = cycle_asked(request, pk)
    day = request.as_of
    rows = review_rows(found, day, viewer=request.user)
    rules = find.rules_of(found)
    days = find.days_of(found)
    reminders = find.reminders_of(found, day)
    own = head(request, found)
    sides = [side for side in Side if any(side in row.facts.wanted for row in rows)]
    undecided = [row for row in rows if row.verdict is None and row.stage is not Stage.LEFT_OUT]
    context = own | {
        "title": own["cycle_title"],
        "rules": rules,
        "state": _state(found, bool(undecided), day),
        "days": [
            (SHORT_SIDES[side], due_on(days, side), is_late(days, side, day))
            for side in sides
            if side is not Side.FORMER
        ],
        "stages": [
            (STAGES[stage].label, numbers(count, partial(list_address, found, buoc=SLUG_OF_STAGE[stage])))
            for stage in Stage
            if (count := sum(row.stage is stage for row in rows))
        ],
        "quotas": _quotas(found, rules, rows, day),
        "sides": [SHORT_SIDES[side] for side in sides],
        "cells": [_cell_line(found, each, sides) for each in by_cell(rows)],
        "owed": _owed(found, rows, reminders, days, day) if own["may_run"] else [],
        "reminders": reminders[:20],
        "unchosen": sum(row.choice is None for row in undecided),
        "appeals": sum(row.stage is Stage.APPEALED for row in rows),
        "may_cancel": not find.has_submitted(found),
        "entries": entries_of(found, viewer=request.user),
    }
    for each in context["reminders"]:
        each.side_words = SIDES[each.side]
    return render(request, "evaluations/cycle.html", context)


def _state(found: Any, is_undecided: bool, day: Any) -> Any:
    if not find.is_running(found, day):
        return CANCELLED
    return RUNNING if is_undecided else CONCLUDED


def _quotas(found: Any, rules: Any, rows: list[Any], day: Any) -> list[dict[str, Any]]:
    """The cap over members, and over cells where any are rated."""
    told = []
    for of_cells, words in ((False, _("Đảng viên")), (True, _("Chi bộ"))):
        if any(row.is_cell is of_cells for row in rows):
            told.append({"words": words, "quota": quota_of(found, rules, day, of_cells=of_cells)})
    return told


def _cell_line(found: Any, cell: Any, sides: list[Side]) -> dict[str, Any]:
    return {
        "name": cell.name,
        "reviews": numbers(cell.reviews, partial(list_address, found, chi_bo=cell.code)),
        "sides": [
            {
                "label": SHORT_SIDES[side],
                "wanted": cell.wanted[side],
                "settled": cell.wanted[side] - cell.missing[side],
                "address": list_address(found, chi_bo=cell.code, thieu=SLUG_OF_SIDE.get(side))
                if cell.missing[side]
                else "",
                "late": cell.late[side],
            }
            for side in sides
        ],
        "decided": sum(cell.stages[stage] for stage in (Stage.DECIDED, Stage.APPEALED, Stage.FROZEN)),
    }


def _owed(found: Any, rows: list[Any], reminders: list[Any], days: Any, day: Any) -> list[dict[str, Any]]:
    """Who owes parts, with when each was reminded last."""
    counts = owed_by(rows)
    names = names_on({cell for _side, cell in counts if cell is not None}, day)
    codes = find.codes_of(cell for _side, cell in counts if cell is not None)
    told = []
    for (side, cell), count in counts.items():
        sent = [row for row in reminders if row.side == side and row.cell_id == cell]
        told.append(
            {
                "side": side.value,
                "words": SIDES[side],
                "cell": codes.get(cell or 0, ""),
                "cell_name": names.get(cell, "") if cell is not None else "",
                "count": numbers(count, partial(list_address, found, no=owed_key(side, codes.get(cell or 0, "")))),
                "due_on": due_on(days, side),
                "is_late": is_late(days, side, day),
                "reminded": len(sent),
                "last_on": sent[0].on if sent else None,
            }
        )
    return told


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the side that the button names."""
    found = cycle_asked(request, pk, to_run=True)
    side, code = request.POST.get("side", ""), request.POST.get("cell", "")
    cell = find_unit(code) if code else None
    if side not in set(Side) or (code and cell is None):
        raise Http404

    def work() -> Any:
        return remind_side(actor=request.user, cycle=found, side=side, cell=cell, on=day_of(request))

    outcome = carry_out(request, work)
    if outcome.result is not None:
        words = _("Đã nhắc: %(side)s. Lời nhắc hiện ở việc cần làm; hệ thống không gửi thư.")
        if outcome.result.is_escalated:
            words = _("Đã nhắc và báo lên cấp trên vì quá hạn: %(side)s.")
        messages.success(request, words % {"side": SIDES[side]})
    for line in sentences(outcome.violations):
        messages.error(request, line)
    return redirect("evaluations:cycle", pk)
