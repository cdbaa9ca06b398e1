"""The committee's decision: grades chosen under the cap, the conclusion, appeals. No machine orders anybody by worth."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chibo.audit.use_cases import RuleBroken
from chibo.domain.evaluation.deciding import check_conclude
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.rule_sets import highest_grade
from chibo.domain.evaluation.way import Side, Stage
from chibo.evaluations.forms.deciding import ChoicesForm, ConcludeForm
from chibo.evaluations.labels import GRADES, SHORT_GRADES, SHORT_SIDES, STAGES
from chibo.evaluations.queries import standing as find
from chibo.evaluations.queries.cycles import rules_of
from chibo.evaluations.queries.pointed import GRADED, pointed_of
from chibo.evaluations.queries.progress import ReviewRow, review_rows
from chibo.evaluations.queries.reviews import review_of
from chibo.evaluations.services import decisions as services
from chibo.evaluations.views.parts import cycle_asked, head, of_cells
from chibo.kit.forms import posted
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences

KINDS = {False: "MEMBERS", True: "CELLS"}
TOLD = 40
"""So many refusals a page tells."""


def board(request: HttpRequest, pk: int) -> HttpResponse:
    """A grade for each member of a cell (or each cell), by name; the cap of the whole commune is always in sight."""
    found = cycle_asked(request, pk, to_run=True)
    day = day_of(request)
    cells = of_cells(request)
    rows = [row for row in review_rows(found, day, viewer=request.user) if row.is_cell is cells]
    codes = {row.cell_code: row.cell_name for row in rows}
    chosen = request.GET.get("chi-bo", next(iter(codes), ""))
    if codes and chosen not in codes:
        raise Http404
    shown = [row for row in rows if cells or row.cell_code == chosen]
    open_rows = [row for row in shown if _is_open(row) and row.user_id != request.user.pk]
    form = ChoicesForm(
        posted(request), keys=[row.pk for row in open_rows], today=request.today, initial=_initial(open_rows, day)
    )
    if form.is_valid():
        try:
            with once(request):
                refused = _choose(request, open_rows, form)
        except AlreadyDone:
            messages.info(request, already_done())
            return redirect(request.get_full_path())
        if not refused:
            return redirect(request.get_full_path())
    rule_set = rules_of(found)
    pointed = pointed_of([row.pk for row in shown if row.facts.all_written], rule_set)
    address = f"{reverse('evaluations:board', args=[pk])}?doi-tuong=chi-bo"
    context = head(request, found) | {
        "title": _("Chọn mức xếp loại"),
        "form": form,
        "on_field": form["on"],
        "of_cells": cells,
        "cells": list(codes.items()) if not cells else [],
        "chosen_cell": chosen,
        "cells_address": address,
        "lines": [_line(row, form, rule_set, pointed) for row in shown],
        "has_open": bool(open_rows),
        "quota": find.quota_of(found, rule_set, day, of_cells=cells),
        "unchosen": sum(row.choice is None and _is_open(row) for row in rows),
    }
    return render(request, "evaluations/board.html", context)


def _is_open(row: ReviewRow) -> bool:
    return row.verdict is None and row.stage is not Stage.LEFT_OUT


def _initial(rows: list[ReviewRow], day: date) -> dict[str, Any]:
    initial: dict[str, Any] = {"on": day}
    for row in rows:
        initial |= {f"grade-{row.pk}": row.choice or "", f"reason-{row.pk}": row.choice_reason}
    return initial


def _line(row: ReviewRow, form: ChoicesForm, rule_set: Any, pointed: Any) -> dict[str, Any]:
    """One row of the board; the sides' grades once all sides have written."""
    seen = row.facts.all_written
    office, cell = row.facts.part(Side.OFFICE).grade, row.facts.part(Side.CELL).grade
    own = row.facts.part(Side.SELF).grade
    names = (f"grade-{row.pk}", f"reason-{row.pk}")
    highest = highest_grade(rule_set, office, has_office=Side.OFFICE in row.facts.wanted)
    return {
        "row": row,
        "stage": STAGES[row.stage],
        "self": GRADES[own] if seen and own else "",
        "office": GRADES[office] if seen and office else "",
        "cell": GRADES[cell] if seen and cell else "",
        "joint": GRADES[row.facts.joint_grade] if row.facts.joint_grade else "",
        "capped": GRADES[highest] if seen and highest is not Grade.EXCELLENT and Grade.EXCELLENT in (own, cell) else "",
        "points": [
            {"side": SHORT_SIDES[side], "total": found.total, "grade": GRADES[found.grade], "unmet": bool(found.unmet)}
            for side in GRADED
            if (found := pointed.get((row.pk, side))) is not None
        ],
        "verdict": GRADES[row.verdict] if row.verdict is not None else "",
        "choice": GRADES[row.choice] if row.choice is not None else "",
        "grade": form[names[0]] if names[0] in form.fields else None,
        "reason": form[names[1]] if names[1] in form.fields else None,
    }


def _choose(request: HttpRequest, rows: list[ReviewRow], form: ChoicesForm) -> bool:
    """Save what differs, each on its own; whether any was refused (told beside its row)."""
    done, refused = 0, False
    for row in rows:
        grade, reason = form.chosen(row.pk)
        if not grade or (grade, reason) == (row.choice, row.choice_reason):
            continue
        review = review_of(row.pk, request.as_of, viewer=request.user)
        try:
            services.choose_grade(
                actor=request.user, review=review, grade=grade, reason=reason, on=form.cleaned_data["on"]
            )
            done += 1
        except RuleBroken as broken:
            refused = True
            for line in sentences(broken.violations):
                form.add_error(f"reason-{row.pk}", line)
    if done:
        words = ngettext("Đã ghi mức dự kiến của %(n)s hồ sơ.", "Đã ghi mức dự kiến của %(n)s hồ sơ.", done)
        messages.success(request, words % {"n": done})
    return refused


@require_POST
def board_quota(request: HttpRequest, pk: int) -> HttpResponse:
    """The cap with the grades on the form as they stand now, saved or not."""
    found = cycle_asked(request, pk, to_run=True)
    cells = of_cells(request)
    day = day_of(request)
    meant: dict[int, Grade | None] = {}
    known = {row.pk for row in review_rows(found, day, viewer=request.user) if row.is_cell is cells}
    for name, value in request.POST.items():
        key = name.removeprefix("grade-")
        if name.startswith("grade-") and key.isascii() and key.isdigit() and int(key) in known:
            meant[int(key)] = Grade(value) if value in set(Grade) else None
    quota = find.quota_of(found, rules_of(found), day, of_cells=cells, meant=meant)
    return render(request, "evaluations/_quota.html", {"quota": quota, "of_cells": cells})


def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be concluded, and what holds it back; then the paper is signed."""
    found = cycle_asked(request, pk, to_run=True)
    day = day_of(request)
    cells = of_cells(request)
    form = ConcludeForm(posted(request), today=request.today, initial={"on": day})
    if form.is_valid():
        on = form.cleaned_data["on"]
        outcome = carry_out(
            request,
            lambda: services.conclude(actor=request.user, cycle=found, kind=KINDS[cells], on=on),
        )
        if outcome.is_done:
            if outcome.result is not None:
                told = {"paper": outcome.result.document.symbol, "n": outcome.result.verdicts.count()}
                messages.success(request, _("Đã kết luận %(n)s hồ sơ bằng Quyết định số %(paper)s.") % told)
            return redirect("evaluations:cycle", pk)
        for line in sentences(outcome.violations)[:TOLD]:
            form.add_error(None, line)
    choices = find.choices_of(found, day, of_cells=cells)
    rule_set = rules_of(found)
    standing = find.grades_in_force(found, day, of_cells=cells)
    blocked = check_conclude(rule_set, find.chosen_of(choices, day), standing.values(), of_cells=cells)
    grades = [Grade(each.grade) for each in choices]
    told = {"n": len(choices), "days": found.answer_days}
    words = ngettext(
        "Kết luận %(n)s hồ sơ đã chọn mức bằng một quyết định có danh sách kèm theo.",
        "Kết luận %(n)s hồ sơ đã chọn mức bằng một quyết định có danh sách kèm theo.",
        len(choices),
    )
    lines = [] if form.errors else sentences(blocked)
    context = head(request, found) | {
        "title": _("Kết luận xếp loại chi bộ") if cells else _("Kết luận xếp loại đảng viên"),
        "form": form,
        "of_cells": cells,
        "counts": [(SHORT_GRADES[grade], grades.count(grade)) for grade in Grade],
        "quota": find.quota_of(found, rule_set, day, of_cells=cells),
        "blocked": lines[:TOLD],
        "blocked_more": max(0, len(lines) - TOLD),
        "consequences": [
            words % told,
            _(
                "Quyết định được cấp số, ký, ghi sổ; mức xếp loại không sửa được nữa, chỉ thay khi giải quyết khiếu nại."
            ),
            _("Đảng viên đọc được kết quả, trả lời hoặc khiếu nại trong %(days)s ngày làm việc.") % told,
        ],
        "confirm_label": _("Kết luận, ký quyết định"),
        "cancel_url": reverse("evaluations:cycle", args=[pk]),
    }
    return render(request, "evaluations/conclude.html", context)
