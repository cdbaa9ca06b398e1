"""What is done with the units ticked on a directive's page: remind, enter from paper, void."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.audit.use_cases import RuleBroken, on_behalf
from chibo.directives import policies
from chibo.directives.forms.acknowledging import SignedPaperForm, VoidForm
from chibo.directives.queries.directives import directive_of, number_on
from chibo.directives.queries.reach import full_reach_on, reminder_refusals
from chibo.directives.queries.rows import UnitRow, unit_rows, units_of
from chibo.directives.services.acknowledging import acknowledge_version, remind_units, void_acknowledgement
from chibo.kit.language import source_language
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.policies import Right, may
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences

EVERY = "*"
"""Stands for every unit that has not acknowledged."""


def remind(request: HttpRequest) -> HttpResponse:
    """Those ticked who may be reminded are; for the others the page says why not."""
    if not may(request.user, Right.SEND_DIRECTIVES):
        raise PermissionDenied
    directive, rows = _ticked(request)
    if directive is None or not rows:
        return _nothing_ticked(request, directive)
    day = day_of(request)
    units = units_of(rows)
    directed = policies.directed_by(request.user, units.values())
    refused = reminder_refusals(directive, [row.unit_id for row in rows], day)
    previews = []
    for row in rows:
        why = _("Ngoài phạm vi chỉ đạo của đồng chí.")
        if row.unit_id in directed:
            why = " ".join(sentences(refused[row.unit_id]))
        previews.append({"name": row.name, "place": row.parent, "why": why, "unit_id": row.unit_id})
    ready = [units[row["unit_id"]] for row in previews if not row["why"]]
    if "confirmed" in request.POST and ready:

        def work() -> Any:
            return remind_units(actor=request.user, directive=directive, units=ready, on=day)

        outcome = carry_out(request, work)
        if outcome.result is not None:
            words = ngettext("Đã nhắc %(count)s đơn vị.", "Đã nhắc %(count)s đơn vị.", len(ready))
            messages.success(request, words % {"count": len(ready)})
        for line in sentences(outcome.violations):
            messages.error(request, line)
        return redirect("directives:directive", directive.pk)
    return _ask(
        request,
        directive,
        rows,
        title=_("Nhắc ký nhận"),
        question=_("Nhắc các đơn vị sau ký nhận văn bản %(number)s?") % {"number": directive.number},
        consequences=[_("Lời nhắc hiện ở việc cần làm của bí thư hoặc cán bộ đơn vị; hệ thống không gửi thư.")],
        previews=previews,
        confirm_label=_("Nhắc"),
    )


def acknowledge_on_paper(request: HttpRequest) -> HttpResponse:
    """Signatures that came on paper, for the units ticked: of the version in force on the day they were given."""

    def enter(directive: Any, row: UnitRow, unit: Any, _current: int, facts: dict[str, Any]) -> str:
        number = number_on(directive, facts["on"])
        signer = (facts["acting_for"] or row.secretary or _secretary(row))[:120]
        with source_language():
            reason = _("Theo giấy: %(paper)s") % {"paper": facts["paper"]}
        with on_behalf(acting_for=signer, reason=reason):
            acknowledge_version(
                actor=request.user,
                directive=directive,
                number=number,
                unit=unit,
                on=facts["on"],
                acting_for=signer,
                paper=facts["paper"],
            )
        return _("Đã ghi: %(signer)s ký nhận bản %(version)s.") % {"signer": signer, "version": number}

    form = SignedPaperForm(
        request.POST if "confirmed" in request.POST else None,
        today=request.today,
        initial={"on": day_of(request)},
    )
    return _each(
        request,
        form,
        enter,
        why=lambda row: _("Đã ký nhận.") if row.acknowledged_on is not None else "",
        title=_("Ghi ký nhận trên giấy"),
        question=_("Các đơn vị sau đã ký nhận trên giấy?"),
        confirm_label=_("Ghi ký nhận"),
    )


def void(request: HttpRequest) -> HttpResponse:
    """Acknowledgements entered by mistake, for the units ticked: they are asked again."""

    def take_back(directive: Any, row: UnitRow, unit: Any, number: int, facts: dict[str, Any]) -> str:
        void_acknowledgement(actor=request.user, directive=directive, number=number, unit=unit, reason=facts["reason"])
        return _("Đã huỷ ký nhận bản %(version)s.") % {"version": number}

    return _each(
        request,
        VoidForm(request.POST if "confirmed" in request.POST else None),
        take_back,
        why=lambda row: "" if row.acknowledged_on is not None else _("Chưa ký nhận."),
        title=_("Huỷ ký nhận ghi nhầm"),
        question=_("Huỷ ký nhận của các đơn vị sau?"),
        confirm_label=_("Huỷ ký nhận"),
        tone="danger",
    )


def _each(
    request: HttpRequest,
    form: forms.Form,
    work: Callable[[Any, UnitRow, Any, int, dict[str, Any]], str],
    *,
    why: Callable[[UnitRow], str],
    **words: Any,
) -> HttpResponse:
    """Ask, then do ``work`` for each unit ticked on its own, and tell what became of each; ``why``: why not."""
    if not may(request.user, Right.ACKNOWLEDGE):
        raise PermissionDenied
    directive, rows = _ticked(request)
    if directive is None or not rows:
        return _nothing_ticked(request, directive)
    day = day_of(request)
    reach = full_reach_on(directive, day, viewer=request.user)
    if form.is_valid() and reach is not None:
        try:
            with once(request):
                units, number, facts = units_of(rows), reach.version.number, form.cleaned_data
                results = [_done(row, partial(work, directive, row, units[row.unit_id], number, facts)) for row in rows]
        except AlreadyDone:
            messages.info(request, already_done())
            return redirect("directives:directive", directive.pk)
        done = sum(result["is_done"] for result in results)
        context = {
            "title": words["title"],
            "directive": directive,
            "results": results,
            "done_count": done,
            "refused_count": len(results) - done,
        }
        return render(request, "directives/ticked_done.html", context)
    previews = [{"name": row.name, "place": row.parent, "why": why(row)} for row in rows]
    return _ask(request, directive, rows, previews=previews, form=form, **words)


def _done(row: UnitRow, work: Callable[[], str]) -> dict[str, Any]:
    told = {"subject": row.name, "address": ""}
    try:
        return told | {"is_done": True, "words": work()}
    except RuleBroken as broken:
        return told | {"is_done": False, "words": " ".join(sentences(broken.violations))}
    except PermissionDenied as error:
        return told | {"is_done": False, "words": str(error)}


def _ask(request: HttpRequest, directive: Any, rows: list[UnitRow], *, previews: Any, **words: Any) -> HttpResponse:
    ready = sum(not row["why"] for row in previews)
    context = {
        "directive": directive,
        "previews": previews,
        "ticked": [row.key for row in rows],
        "blocked": [] if ready else [_("Không đơn vị nào trong số đã chọn làm được việc này.")],
        "cancel_url": reverse("directives:directive", args=[directive.pk]),
        **words,
        "confirm_label": f"{words['confirm_label']} ({ready})",
    }
    return render(request, "directives/confirm.html", context)


def _ticked(request: HttpRequest) -> tuple[Any, list[UnitRow]]:
    """The directive that the first key names, and those of its units that are ticked and in scope; ``*``: all missing."""
    pairs = [key.split(":", 1) for key in request.POST.getlist("chon") if ":" in key]
    first = pairs[0][0] if pairs else ""
    if not (first.isascii() and first.isdigit() and len(first) < 19):
        return None, []
    directive = directive_of(int(first), viewer=request.user)
    day = day_of(request)
    reach = full_reach_on(directive, day, viewer=request.user)
    codes = {code for number, code in pairs if number == first}
    rows = unit_rows(directive, reach, day) if reach is not None else []
    is_wanted = (lambda row: row.acknowledged_on is None) if EVERY in codes else (lambda row: row.code in codes)
    return directive, [row for row in rows if is_wanted(row)]


def _nothing_ticked(request: HttpRequest, directive: Any) -> HttpResponse:
    messages.warning(request, _("Chưa chọn đơn vị nào. Hãy đánh dấu ở đầu dòng."))
    if directive is None:
        return redirect("directives:directives")
    return redirect("directives:directive", directive.pk)


def _secretary(row: UnitRow) -> str:
    with source_language():
        return _("Bí thư %(unit)s") % {"unit": row.name}
