"""Resolutions: the list, one with its clauses, passing and signing it, and how a cell's clauses fare."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.audit.queries import entries_of
from chibo.domain.resolutions import check_sign, majority_rule, votes_needed
from chibo.kit.cells import day_text
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.meetings import policies
from chibo.meetings.forms.resolutions import ResolutionForm, SignForm
from chibo.meetings.queries import resolutions as find
from chibo.meetings.queries import tasks as tasks_find
from chibo.meetings.queries.preparation import cell_on
from chibo.meetings.services import resolutions as services
from chibo.meetings.task_labels import GIVERS, LATE, SIDES, STATES, STEPS
from chibo.meetings.views.task_parts import offers
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import name_on, names_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def resolutions(request: HttpRequest) -> HttpResponse:
    """The resolutions that the viewer may see."""
    rows = find.resolutions_for(request.user, request.as_of)
    cells = dict(rows.order_by().values_list("cell__code", "cell_id").distinct())
    names = names_on(cells.values(), request.as_of)
    choices = sorted(((code, names.get(pk, code)) for code, pk in cells.items()), key=lambda pair: pair[1])
    by_cell = Filter("chi-bo", gettext_lazy("Chi bộ"), choices, apply=lambda rows, code: rows.filter(cell__code=code))
    by_day = Filter(
        "tu", gettext_lazy("Thông qua từ ngày"), kind="day", apply=lambda rows, on: rows.filter(passed_on__gte=on)
    )
    listing = Listing(
        name="resolutions",
        title=_("Nghị quyết"),
        noun=npgettext_lazy("số dòng", "nghị quyết", "nghị quyết"),
        search=("search_key",),
        search_hint=_("Tìm trong trích yếu"),
        filters=(by_cell, by_day) if len(choices) > 1 else (by_day,),
        order_by="-passed_on",
        empty=_("Chưa có nghị quyết nào được ghi vào ngày này."),
        columns=(
            Column("title", _("Trích yếu"), link=("meetings:resolution", "pk"), main=True, order_by="title", width=50),
            Column(
                "number",
                _("Số"),
                value=lambda row: f"{row['number']}/{row['year']}",
                fields=("number", "year"),
                order_by=("year", "number"),
                width=10,
            ),
            Column("cell_name", _("Chi bộ"), order_by="cell__code", width=30),
            Column("passed_on", _("Ngày thông qua"), kind=Kind.DAY, order_by=("passed_on", "pk"), width=14),
            Column(
                "votes",
                _("Tán thành"),
                value=lambda row: f"{row['votes_for']}/{row['official_count']}",
                fields=("votes_for", "official_count"),
                width=12,
            ),
            Column("clause_count", _("Số điều"), kind=Kind.NUMBER, order_by="clause_count", width=10),
            Column("signed_on", _("Ngày ký"), kind=Kind.DAY, order_by="signed_on", width=12),
        ),
    )
    context = {"offers": offers(request, "resolutions")}
    return list_page(request, listing, rows, template="meetings/task_list.html", context=context)


def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """One resolution: clauses with their tasks, votes, its paper, its history."""
    day = request.as_of
    found = find.resolution_of(pk, day, viewer=request.user)
    resolves = policies.may_resolve(actor=request.user, cell=found.cell)
    paper = find.paper_of(found, day)
    rule = majority_rule(found.passed_on)
    context = {
        "title": _("Nghị quyết số %(number)s/%(year)s") % {"number": found.number, "year": found.year},
        "resolution": found,
        "cell_name": name_on(found.cell, day),
        "clauses": _clauses(find.clauses_of(found), _by_clause(found.cell, day)),
        "paper": paper,
        "may_resolve": resolves,
        "may_sign": resolves and paper is None,
        "needed": votes_needed(found.official_count, found.passed_on),
        "source": rule.source,
        "entries": entries_of(found, viewer=request.user),
    }
    return render(request, "meetings/resolution_show.html", context)


def resolution_pass(request: HttpRequest, cell: str) -> HttpResponse:
    """What did the cell resolve, and how did it vote?"""
    day = day_of(request)
    version = cell_on(cell, day, viewer=request.user)
    if not policies.may_resolve(actor=request.user, cell=version.unit):
        raise PermissionDenied
    held = {str(row.pk): row for row in find.meetings_held(version.unit, day)[:12]}
    official = find.official_count_on(version.unit, day)
    latest = next(iter(held.values()), None)
    form = ResolutionForm(
        posted(request),
        today=request.today,
        assisted=may(request.user, Right.VIEW_TASKS, version.unit),
        meetings=[(key, day_text(row.on)) for key, row in held.items()],
        initial={"on": latest.on if latest else day, "meeting": str(latest.pk) if latest else ""},
    )

    def work() -> Any:
        given = form.cleaned_data
        names = ("title", "clauses", "present", "votes_for", "votes_against", "abstained", "on")
        meeting = held.get(given.get("meeting", ""))
        with form.on_behalf():
            return services.pass_resolution(
                actor=request.user, cell=version.unit, meeting=meeting, **{name: given[name] for name in names}
            )

    if form.is_valid():
        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is None:
                return redirect("meetings:cell_progress", version.unit.code)
            messages.success(request, _("Đã ghi nghị quyết. Hãy giao từng điều thành nhiệm vụ."))
            return redirect("meetings:resolution", outcome.result.pk)
    context = {
        "title": _("Ghi nghị quyết"),
        "subtitle": version.name,
        "crumbs": [(_("Nghị quyết"), reverse("meetings:resolutions"))],
        "form": form,
        "button": _("Ghi nghị quyết"),
        "notes": [
            _("Chi bộ có %(official)s đảng viên chính thức: cần ít nhất %(needed)s phiếu tán thành (%(source)s).")
            % {
                "official": official,
                "needed": votes_needed(official, day),
                "source": majority_rule(day).source,
            },
            _("Ghi rồi không sửa được; nghị quyết sau thay nghị quyết trước."),
        ],
        "cancel_url": reverse("meetings:cell_progress", args=[version.unit.code]),
    }
    return render(request, "meetings/task_step.html", context)


def resolution_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """On which day did the secretary sign the paper?"""
    found = find.resolution_of(pk, request.as_of, viewer=request.user)
    if not policies.may_sign(actor=request.user, resolution=found):
        raise PermissionDenied
    day = max(day_of(request), found.passed_on)
    assisted = may(request.user, Right.VIEW_TASKS, found.cell)
    form = SignForm(posted(request), today=request.today, assisted=assisted, initial={"on": found.passed_on})
    paper = find.paper_of(found, request.today)
    blocked = check_sign(
        found.number,
        found.passed_on,
        found.passed_on,
        signed_count=find.signed_count(found.cell, found.year),
        signed_on=paper.document.signed_on if paper is not None else None,
    )

    def work() -> Any:
        with form.on_behalf():
            return services.sign_resolution(actor=request.user, resolution=found, on=form.cleaned_data["on"])

    back = reverse("meetings:resolution", args=[found.pk])
    if form.is_valid():
        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã ký %(symbol)s.") % {"symbol": outcome.result.document.symbol})
            return redirect(back)
    context = {
        "title": _("Ký nghị quyết"),
        "subtitle": str(found),
        "crumbs": [(_("Nghị quyết"), reverse("meetings:resolutions")), (str(found), back)],
        "form": form,
        "button": _("Ký và lấy số"),
        "blocked": sentences(blocked),
        "notes": [_("Bản ký không sửa được. Người ký là bí thư chi bộ vào ngày ấy.")],
        "cancel_url": back,
        "day": day,
    }
    return render(request, "meetings/task_step.html", context)


def cell_progress(request: HttpRequest, cell: str) -> HttpResponse:
    """How a cell's resolutions are carried out, clause by clause; ``?in=1`` for paper."""
    day = request.as_of
    version = find.cell_to_read(cell, day, viewer=request.user)
    by_clause = _by_clause(version.unit, day)
    rows = list(find.resolutions_for(request.user, day).filter(cell=version.unit).prefetch_related("clauses")[:24])
    parts = [
        {"resolution": row, "clauses": _clauses(sorted(row.clauses.all(), key=lambda each: each.number), by_clause)}
        for row in rows
    ]
    tasks = [task for each in by_clause.values() for task in each]
    context = {
        "title": _("Tình hình thực hiện nghị quyết"),
        "cell_name": version.name,
        "cell": version.unit,
        "on": day,
        "parts": parts,
        "others": by_clause.get(None, []),
        "late_count": sum(task["is_late"] for task in tasks),
        "task_count": len(tasks),
        "done_count": sum(task["code"] == "ACCEPTED" for task in tasks),
        "may_resolve": policies.may_resolve(actor=request.user, cell=version.unit),
    }
    template = "meetings/cell_progress_print.html" if request.GET.get("in") else "meetings/cell_progress.html"
    return render(request, template, context)


def _by_clause(cell: Any, day: Any) -> dict[int | None, list[dict[str, Any]]]:
    """The cell's tasks as rows for the template, by clause; under ``None`` those that come from none."""
    found: dict[int | None, list[dict[str, Any]]] = {}
    for standing in tasks_find.of_clauses(cell, day):
        found.setdefault(standing.task.clause_id, []).append(
            {
                "pk": standing.task_id,
                "title": standing.task.title,
                "owner": standing.owner.full_name,
                "side": SIDES[standing.task.side],
                "giver": GIVERS[standing.task.giver],
                "due_on": standing.due_on,
                "state": STATES[LATE if standing.late else standing.state],
                "code": standing.state,
                "is_late": standing.late,
                "words": standing.words,
                "step": STEPS[standing.kind],
                "on": standing.on,
            }
        )
    return found


def _clauses(clauses: list[Any], by_clause: dict[int | None, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [{"clause": clause, "tasks": by_clause.get(clause.pk, [])} for clause in clauses]
