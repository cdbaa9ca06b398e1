"""Appeals of a cycle, and the ruling on one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.domain.evaluation.grades import Grade
from chibo.evaluations import policies
from chibo.evaluations.forms.deciding import RulingForm
from chibo.evaluations.labels import GRADES
from chibo.evaluations.queries import appeals as find
from chibo.evaluations.queries.cycles import rules_of
from chibo.evaluations.queries.standing import grades_in_force, name_of, quota_of
from chibo.evaluations.services.decisions import rule_on_appeal
from chibo.evaluations.views.parts import cycle_asked, head
from chibo.kit.cells import Status, Tone
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.queries.units import names_on
from chibo.registry.views.answering import carry_out, day_of

OPEN = "cho"


def appeals(request: HttpRequest, pk: int) -> HttpResponse:
    """Every appeal that came by the day shown, and what became of it."""
    found = cycle_asked(request, pk)
    day = request.as_of

    def complete(rows: list[Any]) -> list[Any]:
        names = names_on({row.review.cell_id for row in rows}, day)
        rulings = find.rulings_of([row.pk for row in rows], day)
        for row in rows:
            row.name = name_of(row.review, names)
            row.cell_name = names.get(row.review.cell_id, "")
            row.ruled = rulings.get(row.pk)
            row.ruled_on = row.ruled.on if row.ruled is not None else None
        return rows

    def in_state(rows: Any, value: str) -> Any:
        ruled = {"ruling__on__lte": day}
        return rows.exclude(**ruled) if value == OPEN else rows.filter(**ruled)

    listing = Listing(
        name="appeals",
        title=_("Khiếu nại xếp loại"),
        noun=npgettext_lazy("số dòng", "khiếu nại", "khiếu nại"),
        empty=_("Chưa có khiếu nại nào."),
        whole_rows=True,
        order_by="on",
        filters=(
            Filter(
                "kq",
                _("Kết quả"),
                ((OPEN, _("Chờ giải quyết")), ("xong", _("Đã giải quyết"))),
                apply=in_state,
                chips=True,
            ),
        ),
        columns=(
            Column("name", _("Người khiếu nại"), link=("evaluations:appeal", "review_id"), main=True, width=28),
            Column("cell_name", _("Chi bộ"), width=28),
            Column("on", _("Ngày khiếu nại"), kind=Kind.DAY, order_by="on", width=12),
            Column("state", _("Kết quả"), value=_state, kind=Kind.STATUS, width=26),
            Column("ruled_on", _("Ngày giải quyết"), kind=Kind.DAY, width=12),
        ),
    )
    rows = find.appeals_of(found, day, viewer=request.user)
    own = head(request, found)
    return list_page(request, listing, rows, template="evaluations/appeal_list.html", context=own, complete=complete)


def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """What the appeal says, and the committee's ruling."""
    day = request.as_of
    reply = find.appeal_of(pk, day, viewer=request.user)
    cycle = cycle_asked(request, reply.review.cycle_id)
    ruling = find.ruling_of(reply, day)
    names = names_on({reply.review.cell_id}, day)
    cells = reply.review.member_id is None
    may_rule = policies.may_rule(actor=request.user, reply=reply) and ruling is None
    form = RulingForm(posted(request), today=request.today, initial={"on": day_of(request)}) if may_rule else None
    if form is not None and form.is_valid():
        facts = form.cleaned_data
        outcome = carry_out(request, lambda: rule_on_appeal(actor=request.user, reply=reply, **facts), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã giải quyết khiếu nại; người khiếu nại đọc được trả lời."))
            return redirect("evaluations:appeal", pk)
    grade = grades_in_force(cycle, day, of_cells=cells).get(reply.review_id)
    context = head(request, cycle) | {
        "title": _("Khiếu nại của %(name)s") % {"name": name_of(reply.review, names)},
        "reply": reply,
        "cell_name": names.get(reply.review.cell_id, ""),
        "grade": GRADES[Grade(grade)] if grade is not None else "",
        "ruling": ruling,
        "ruled_grade": GRADES[ruling.verdict.grade] if ruling is not None and ruling.verdict is not None else "",
        "form": form,
        "quota": quota_of(cycle, rules_of(cycle), day, of_cells=cells),
        "of_cells": cells,
        "cancel_url": reverse("evaluations:appeals", args=[cycle.pk]),
    }
    return render(request, "evaluations/appeal.html", context)


def _state(row: Any) -> Status:
    if row.ruled is None:
        return Status(_("Chờ giải quyết"), Tone.WARNING)
    return Status(_("Đổi mức xếp loại") if row.ruled.verdict_id else _("Giữ nguyên"), Tone.GOOD)
