"""Several transfers at once: what each of them would do, then what became of each.

The ticks come by POST. A plain visit to the address (another as-of day, a reloaded tab) has none and leads back to the list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.audit.use_cases import RuleBroken
from chibo.campaigns import policies
from chibo.campaigns.forms.transfers import StepForm
from chibo.campaigns.queries.transfers import facts_of, ticked
from chibo.campaigns.services import transfers as services
from chibo.domain.transfers import check_confirm, check_receive
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on
from chibo.registry.views.answering import day_of
from chibo.registry.violations import sentences


@dataclass(frozen=True)
class Step:
    """One step that many transfers may take together."""

    title: Any
    question: Any
    button: Any
    day_label: Any
    right: Right
    allowed: Callable[..., bool]
    check: Callable[..., list[Any]]
    work: Callable[..., Any]
    done: Any
    refused: Any


RECEIVE = Step(
    title=gettext_lazy("Tiếp nhận nhiều đảng viên"),
    question=gettext_lazy("Những đồng chí sau đã đến sinh hoạt?"),
    button=gettext_lazy("Đã đến, tiếp nhận"),
    day_label=gettext_lazy("Đến sinh hoạt ngày nào?"),
    right=Right.RECEIVE,
    allowed=policies.may_receive,
    check=check_receive,
    work=services.receive_transfer,
    done=gettext_lazy("Đã tiếp nhận"),
    refused=gettext_lazy("Không thuộc chi bộ của đồng chí."),
)
CONFIRM = Step(
    title=gettext_lazy("Xác nhận nhiều đảng viên"),
    question=gettext_lazy("Xác nhận những đồng chí sau đã chuyển xong?"),
    button=gettext_lazy("Xác nhận đã chuyển xong"),
    day_label=gettext_lazy("Ngày xác nhận"),
    right=Right.CONFIRM,
    allowed=policies.may_confirm,
    check=check_confirm,
    work=services.confirm_transfer,
    done=gettext_lazy("Đã xác nhận"),
    refused=gettext_lazy("Không do đảng uỷ của đồng chí giới thiệu."),
)


def transfers_receive(request: HttpRequest) -> HttpResponse:
    """The members ticked have arrived."""
    return _together(request, RECEIVE)


def transfers_confirm(request: HttpRequest) -> HttpResponse:
    """The arrivals ticked are confirmed."""
    return _together(request, CONFIRM)


def _together(request: HttpRequest, step: Step) -> HttpResponse:
    if not may(request.user, step.right):
        raise PermissionDenied
    found = ticked(request.POST.getlist("chon"), viewer=request.user)
    if not found:
        messages.warning(request, _("Chưa chọn đồng chí nào. Hãy đánh dấu ở đầu dòng."))
        return redirect("campaigns:transfers")
    assisted = step is RECEIVE and may(request.user, Right.CONFIRM)
    asked = "confirmed" in request.POST
    form = StepForm(
        request.POST if asked else None,
        today=request.today,
        assisted=assisted,
        day_label=step.day_label,
        initial={"on": day_of(request)},
    )
    if form.is_valid():
        try:
            with once(request), form.on_behalf():
                results = [_do(request, step, row, form.cleaned_data["on"]) for row in found]
        except AlreadyDone:
            messages.info(request, already_done())
            return redirect("campaigns:transfers")
        return render(request, "campaigns/transfer_bulk_done.html", _told(step, results))
    day = form.cleaned_data["on"] if form.is_bound and form.cleaned_data.get("on") else day_of(request)
    names = names_on([row.to_cell_id for row in found], request.as_of)
    rows = [_preview(request, step, row, names, day) for row in found]
    ready = [row for row in rows if not row["why"]]
    context = {
        "title": step.title,
        "question": step.question,
        "rows": rows,
        "ready_count": len(ready),
        "ticked": [row.pk for row in found],
        "form": form,
        "blocked": [] if ready else [_("Không đồng chí nào trong số đã chọn làm được bước này.")],
        "confirm_label": f"{step.button} ({len(ready)})",
        "cancel_url": reverse("campaigns:transfers"),
    }
    return render(request, "campaigns/transfer_bulk.html", context)


def _preview(request: HttpRequest, step: Step, row: Any, names: dict[int, str], day: Any) -> dict[str, Any]:
    facts = facts_of(row)
    latest = max(each for each in (day, facts.issued_on, facts.received_on) if each is not None)
    why = "" if step.allowed(actor=request.user, transfer=row) else str(step.refused)
    if not why:
        why = " ".join(sentences(step.check(facts, latest)))
    return {"name": row.member.full_name, "cell": names.get(row.to_cell_id, ""), "why": why}


def _do(request: HttpRequest, step: Step, row: Any, day: Any) -> dict[str, Any]:
    """One row's step in a transaction of its own; a refusal leaves the others as they are."""
    told = {"subject": row.member.full_name, "address": reverse("campaigns:transfer", args=[row.pk])}
    if not step.allowed(actor=request.user, transfer=row):
        return told | {"is_done": False, "words": step.refused}
    try:
        step.work(actor=request.user, transfer=row, on=day)
    except RuleBroken as broken:
        return told | {"is_done": False, "words": " ".join(sentences(broken.violations))}
    return told | {"is_done": True, "words": step.done}


def _told(step: Step, results: list[dict[str, Any]]) -> dict[str, Any]:
    done = sum(row["is_done"] for row in results)
    return {
        "title": step.title,
        "results": results,
        "done_count": done,
        "refused_count": len(results) - done,
        "back_url": reverse("campaigns:transfers"),
    }
