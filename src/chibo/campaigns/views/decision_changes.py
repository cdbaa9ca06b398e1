"""What becomes of a signed decision: cancelled, corrected, carried out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.campaigns import policies
from chibo.campaigns.forms.decisions import CancelForm, CarryOutForm, CorrectForm, Corrections
from chibo.campaigns.labels import CELL_FATES, STEP_LABELS
from chibo.campaigns.queries import signed
from chibo.campaigns.queries.communes import reorganisation_of
from chibo.campaigns.queries.forecast import Forecast, forecast_of
from chibo.campaigns.services import carrying_out as services
from chibo.campaigns.services.decisions import cancel_decision, correct_decision
from chibo.domain.working_days import TransferDeadline, deadline_rule
from chibo.kit.cells import day_text
from chibo.kit.forms import posted
from chibo.kit.steps import steps_until
from chibo.registry.queries.units import name_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences

MOVING = 3


def decision_cancel(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Ask the reason, then cancel the decision by a new one."""
    part, current = _found(request, code, commune)
    back = reverse("campaigns:decision", args=[code, commune])
    form = CancelForm(posted(request), today=request.today, initial={"on": day_of(request)})
    if form.is_valid():
        facts = form.cleaned_data
        outcome = carry_out(
            request, lambda: cancel_decision(actor=request.user, reorganisation=current, **facts), form=form
        )
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã ký quyết định huỷ bỏ. Phương án vẫn được giữ, có thể ký lại."))
            return redirect(back)
    blocked = []
    if current.carried_out_on is not None:
        blocked = [_("Quyết định đã được thực hiện ngày %(day)s.") % {"day": day_text(current.carried_out_on)}]
    context = _context(part, current) | {
        "title": _("Huỷ quyết định"),
        "question": _("Huỷ quyết định số %(symbol)s ngày %(day)s bằng một quyết định mới?")
        % {"symbol": current.decision.symbol, "day": day_text(current.decided_on)},
        "consequences": [
            _("Ký và lấy số một quyết định huỷ bỏ."),
            _("%(count)s văn bản đã ký mất hiệu lực; quét mã QR trên bản in sẽ thấy điều đó.")
            % {"count": current.papers.count()},
            _("Không đảng viên nào chuyển chi bộ. Phương án vẫn được duyệt; có thể đổi phương án hoặc ký lại."),
        ],
        "blocked": blocked,
        "form": form,
        "confirm_label": _("Ký quyết định huỷ bỏ"),
        "cancel_url": back,
        "tone": "danger",
    }
    return render(request, "campaigns/decision_cancel.html", context)


def decision_correct(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Passages to correct, then the decision that corrects them."""
    part, current = _found(request, code, commune)
    back = reverse("campaigns:decision", args=[code, commune])
    decisions = {str(row.pk): row for row in signed.decisions_in_force(current)}
    choices = [(pk, f"{row.symbol} – {row.subject}") for pk, row in decisions.items()]
    initial = {"on": day_of(request), "decision": choices[0][0] if choices else None}
    form = CorrectForm(posted(request), today=request.today, decisions=choices, initial=initial)
    passages = Corrections(posted(request), prefix="sua")
    if request.method == "POST" and all((form.is_valid(), passages.is_valid())):
        facts = dict(form.cleaned_data)
        decision = decisions[facts.pop("decision")]
        outcome = carry_out(
            request,
            lambda: correct_decision(
                actor=request.user,
                reorganisation=current,
                decision=decision,
                corrections=passages.corrections(),
                **facts,
            ),
            form=form,
        )
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã ký quyết định số %(symbol)s.") % {"symbol": outcome.result.symbol})
            return redirect(back)
    context = _context(part, current) | {
        "title": _("Sửa câu chữ trong quyết định"),
        "form": form,
        "passages": passages,
        "cancel_url": back,
    }
    return render(request, "campaigns/decision_correct.html", context)


def decision_carry_out(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Exactly what will happen, and then it happens: all of it or nothing."""
    part = signed.part_with_papers(code, commune, viewer=request.user)
    current = reorganisation_of(part)
    if current is None:
        raise Http404
    back = reverse("campaigns:decision", args=[code, commune])
    if current.carried_out_on is not None and request.method == "GET":
        return redirect(back)
    on = max(day_of(request), min(current.effective_on, request.today))
    form = CarryOutForm(posted(request), today=request.today, initial={"on": on})
    if form.is_valid():
        day = form.cleaned_data["on"]
        outcome = carry_out(
            request,
            lambda: services.carry_out(actor=request.user, reorganisation=current, on=day),
            form=form,
        )
        if outcome.is_done:
            if outcome.result is not None:
                _tell(request, outcome.result)
            return redirect(_after(part))
    blocked = sentences(services.check_carrying_out(current, on))
    forecast = forecast_of(current, on=on)
    context = _context(part, current) | {
        "title": _("Thực hiện quyết định"),
        "form": form,
        "forecast": forecast,
        "cells": _cells(forecast),
        "destinations": _destinations(forecast),
        "working_days": deadline_rule(TransferDeadline.PRESENTATION, on).working_days,
        "closing": [row for row in forecast.cells if row.after is None],
        "blocked": blocked,
        "may_carry_out": policies.may_carry_out(actor=request.user, reorganisation=current),
        "steps": steps_until(list(STEP_LABELS), MOVING),
        "cancel_url": back,
    }
    return render(request, "campaigns/decision_carry_out.html", context)


def _found(request: HttpRequest, code: str, commune: str) -> tuple[Any, Any]:
    """The commune's part and what it decided, for one who may change it."""
    part = signed.part_with_papers(code, commune, viewer=request.user)
    current = reorganisation_of(part)
    if current is None:
        raise Http404
    if not policies.may_carry_out(actor=request.user, reorganisation=current):
        raise PermissionDenied
    return part, current


def _context(part: Any, current: Any) -> dict[str, Any]:
    return {"part": part, "current": current, "commune_name": name_on(part.unit_id, current.decided_on)}


def _after(part: Any) -> str:
    return f"{reverse('campaigns:transfers')}?dot={part.campaign.code}&xa={part.unit.code}"


def _tell(request: HttpRequest, done: Any) -> None:
    waiting = done.transfers.filter(issued_on=None).count()
    issued = done.transfers.count() - waiting
    messages.success(
        request,
        _("Đã thực hiện: %(count)s đảng viên được giới thiệu về chi bộ mới. Dưới đây là việc chuyển của từng đồng chí.")
        % {"count": issued},
    )
    if waiting:
        messages.warning(
            request, _("%(count)s đảng viên đang tạm dừng chuyển, do đảng uỷ trực tiếp quản lý.") % {"count": waiting}
        )


def _cells(forecast: Forecast) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "code": row.code,
            "fate": CELL_FATES[row.fate],
            "before": row.before,
            "after": row.after,
            "gained": (len(row.after.members) if row.after else 0) - (len(row.before.members) if row.before else 0),
            "warnings_before": sentences(row.warnings_before),
            "warnings_after": sentences(row.warnings_after),
            "settled": _settled(row),
        }
        for row in forecast.cells
    ]


def _settled(row: Any) -> list[str]:
    """Warnings before that no longer hold after; a cell that closes settles nothing."""
    after = sentences(row.warnings_after)
    return [line for line in sentences(row.warnings_before) if line not in after] if row.after else []


def _destinations(forecast: Forecast) -> list[tuple[str, list[Any]]]:
    grouped: dict[str, list[Any]] = {}
    for move in forecast.moving:
        grouped.setdefault(move.to_name, []).append(move)
    return sorted(grouped.items())
