"""What the committee does to a cycle: open it, take in who came late, leave out, cancel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.domain.evaluation.opening import check_open
from chibo.domain.evaluation.rule_sets import PeriodKind, RuleSet
from chibo.domain.periods import Period
from chibo.evaluations import policies
from chibo.evaluations.forms.cycles import LateForm, OpenForm, ReasonForm
from chibo.evaluations.labels import CAP_BASES
from chibo.evaluations.queries.reviews import review_of
from chibo.evaluations.queries.roll import Entry, roll_of
from chibo.evaluations.queries.rule_sets import known_rule_sets
from chibo.evaluations.services import cycles as services
from chibo.evaluations.views.parts import cycle_asked, head
from chibo.kit.forms import posted
from chibo.registry.policies import Right
from chibo.registry.queries.cells import communes_under
from chibo.registry.queries.units import names_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentence

TOLD = 30
"""So many names a preview tells of each kind."""


def cycle_open(request: HttpRequest) -> HttpResponse:
    """Which period, which rules, which days? First shown is who is reviewed by whom; then it is opened."""
    day = day_of(request)
    communes = communes_under(request.user, Right.RUN_REVIEWS, day)
    if not communes:
        raise PermissionDenied
    rule_sets = {each.rules.code: each.rules for each in known_rule_sets()}
    choices = [(code, f"{rules.title} ({rules.source})") for code, rules in rule_sets.items()]
    fitting = next((rules.code for rules in rule_sets.values() if rules.starts_on <= day), choices[0][0])
    form = OpenForm(
        posted(request),
        communes=[(row.unit.code, row.name) for row in communes],
        rule_sets=choices,
        day=day,
        today=request.today,
        initial={"rules": fitting},
    )
    context = {"form": form, "title": _("Mở đợt kiểm điểm"), "cancel_url": reverse("evaluations:cycles")}
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        commune = next(row for row in communes if row.unit.code == form.cleaned_data["commune"])
        facts, rules = form.facts(), rule_sets[form.cleaned_data["rules"]]
        if "confirmed" in request.POST:

            def work() -> Any:
                return services.open_cycle(actor=request.user, committee=commune.unit, **facts)

            outcome = carry_out(request, work, form=form)
            if outcome.is_done:
                if outcome.result is None:
                    return redirect("evaluations:cycles")
                messages.success(request, _("Đã mở đợt kiểm điểm và lập hồ sơ cho từng đảng viên, từng chi bộ."))
                return redirect("evaluations:cycle", outcome.result.pk)
        else:
            period = Period(facts["starts_on"], facts["ends_on"])
            refused = check_open(rules, PeriodKind(facts["kind"]), period, facts["days"])
            for violation in refused:
                form.add_error(form.fields_of.get(violation.code), sentence(violation))
            if not refused:
                preview = _preview(commune, period, rules, facts)
                return render(request, "evaluations/cycle_preview.html", context | preview)
    return render(request, "evaluations/cycle_open.html", context)


def _preview(commune: Any, period: Period, rules: RuleSet, facts: dict[str, Any]) -> dict[str, Any]:
    roll = roll_of(commune.unit, period, rules, facts["on"])
    former = names_on({cell for entry in roll.moved for cell in entry.former}, roll.day)
    lead = _(
        "%(commune)s: %(members)s đảng viên, %(cells)s chi bộ được kiểm điểm, theo danh sách ngày %(day)s. %(rules)s."
    ) % {
        "commune": commune.name,
        "members": len(roll.entries),
        "cells": len(roll.cells),
        "day": f"{roll.day:%d/%m/%Y}",
        "rules": rules.title,
    }
    moved = [f"{_named(entry)}: {', '.join(former[cell] for cell in entry.former)}" for entry in roll.moved]
    left_out = [f"{_named(entry)}: {entry.left_out}" for entry in roll.left_out]
    cap = rules.cap
    of = facts["cap_of"] or (cap.of if cap is not None else "")
    return {
        "lead": lead,
        "groups": [
            _group(_("Sinh hoạt ở hai chi bộ trong kỳ: chi bộ cũ cũng ghi ý kiến"), moved),
            _group(_("Không xếp loại kỳ này"), left_out),
            _group(_("Không công tác ở cơ quan nào: chỉ có chi bộ nhận xét"), [_named(e) for e in roll.without_office]),
        ],
        "uncertain": rules.uncertain,
        "cap_words": _("Xuất sắc nhiều nhất %(share)s%% %(of)s, tính trong cả đảng bộ, làm tròn xuống.")
        % {"share": cap.share, "of": CAP_BASES[of]}
        if cap is not None
        else _("Quy định này không giới hạn số xuất sắc."),
        "is_empty": not roll.entries,
    }


def _named(entry: Entry) -> str:
    return f"{entry.member.full_name} ({entry.cell_name})"


def _group(words: str, lines: list[str]) -> dict[str, Any]:
    return {"words": words, "count": len(lines), "lines": lines[:TOLD], "more": max(0, len(lines) - TOLD)}


def late_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came after the opening?"""
    found = cycle_asked(request, pk, to_run=True)
    day = day_of(request)
    form = LateForm(posted(request), viewer=request.user, day=day, today=request.today, initial={"on": day})
    if form.is_valid():
        facts = form.cleaned_data
        outcome = carry_out(
            request, lambda: services.add_late_review(actor=request.user, cycle=found, **facts), form=form
        )
        if outcome.is_done:
            if outcome.result is not None:
                told = {"name": outcome.result.member.full_name}
                messages.success(request, _("Đã lập hồ sơ kiểm điểm của đồng chí %(name)s.") % told)
            return redirect("evaluations:cycle", pk)
    return _form_page(request, found, form, title=_("Thêm hồ sơ của đảng viên đến sau"), submit=_("Thêm hồ sơ"))


def cycle_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Why was it opened by mistake?"""
    found = cycle_asked(request, pk, to_run=True)
    form = ReasonForm(posted(request), today=request.today, initial={"on": day_of(request)})
    if form.is_valid():
        facts = form.cleaned_data
        outcome = carry_out(request, lambda: services.cancel_cycle(actor=request.user, cycle=found, **facts), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã huỷ đợt kiểm điểm; có thể mở đợt khác cho kỳ này."))
            return redirect("evaluations:cycles")
    count = found.reviews.count()
    notes = [
        ngettext("%(n)s hồ sơ không còn hiệu lực.", "%(n)s hồ sơ không còn hiệu lực.", count) % {"n": count},
        _("Chỉ huỷ được khi chưa bên nào nộp phần của mình."),
    ]
    words = {"title": _("Huỷ đợt kiểm điểm"), "submit": _("Huỷ đợt"), "tone": "danger", "notes": notes}
    return _form_page(request, found, form, **words)


def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Why is this member or cell not rated?"""
    review = review_of(pk, request.as_of, viewer=request.user)
    if not policies.may_run_review(actor=request.user, review=review):
        raise PermissionDenied
    form = ReasonForm(posted(request), today=request.today, initial={"on": day_of(request)})
    name = (
        review.member.full_name
        if review.member is not None
        else names_on([review.cell_id], request.as_of)[review.cell_id]
    )
    if form.is_valid():
        facts = form.cleaned_data
        outcome = carry_out(request, lambda: services.leave_out(actor=request.user, review=review, **facts), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Không xếp loại %(name)s trong đợt này.") % {"name": name})
            return redirect("evaluations:cycle_reviews", review.cycle_id)
    notes = [_("Các bên không ghi thêm ý kiến; hồ sơ không tính vào giới hạn số xuất sắc.")]
    words = {"title": _("Không xếp loại: %(name)s") % {"name": name}, "submit": _("Không xếp loại"), "tone": "danger"}
    return _form_page(request, review.cycle, form, notes=notes, **words)


def _form_page(
    request: HttpRequest,
    cycle: Any,
    form: Any,
    *,
    title: str,
    submit: str,
    tone: str = "",
    notes: list[str] | None = None,
) -> HttpResponse:
    context = head(request, cycle) | {
        "form": form,
        "title": title,
        "confirm_label": submit,
        "consequences": notes or [],
        "tone": tone,
        "cancel_url": reverse("evaluations:cycle", args=[cycle.pk]),
    }
    return render(request, "evaluations/cycle_step.html", context)
