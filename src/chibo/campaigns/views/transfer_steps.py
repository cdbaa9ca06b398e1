"""The steps of one transfer, each a page with one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.campaigns import policies
from chibo.campaigns.forms.transfers import IssueForm, ReturnForm, SendAgainForm, StepForm
from chibo.campaigns.queries import arrivals
from chibo.campaigns.queries.transfers import facts_of, is_followed, transfer_of
from chibo.campaigns.services import transfers as services
from chibo.domain.transfers import check_confirm, check_issue, check_receive, check_return, check_send_again
from chibo.kit.forms import posted
from chibo.registry.queries.units import held_on, name_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def transfer_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """When did the member arrive?"""
    found = _found(request, pk, policies.may_receive)
    form = _step_form(request, found, StepForm, _("Đồng chí %(name)s đến sinh hoạt ngày nào?"))
    blocked = check_receive(facts_of(found), max(_day(request), found.issued_on or _day(request)))

    def work() -> Any:
        with form.on_behalf():
            return services.receive_transfer(actor=request.user, transfer=found, on=form.cleaned_data["on"])

    return _step(
        request,
        found,
        form,
        work,
        title=_("Tiếp nhận đảng viên"),
        button=_("Đã đến, tiếp nhận"),
        done=_("Đã ghi: chi bộ tiếp nhận đồng chí %(name)s. Đảng uỷ sẽ xác nhận."),
        blocked=blocked,
    )


def transfer_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee confirms: on which day?"""
    found = _found(request, pk, policies.may_confirm)
    form = StepForm(posted(request), today=request.today, day_label=_("Ngày xác nhận"), initial={"on": _day(request)})
    blocked = check_confirm(facts_of(found), max(_day(request), found.received_on or _day(request)))

    def work() -> Any:
        return services.confirm_transfer(actor=request.user, transfer=found, on=form.cleaned_data["on"])

    return _step(
        request,
        found,
        form,
        work,
        title=_("Xác nhận chuyển sinh hoạt"),
        button=_("Xác nhận đã chuyển xong"),
        done=_("Đã xác nhận: việc chuyển sinh hoạt của đồng chí %(name)s hoàn tất."),
        blocked=blocked,
    )


def transfer_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Why does the introduction go back?"""
    found = _found(request, pk, policies.may_receive)
    form = _step_form(request, found, ReturnForm, _("Ngày trả lại"))
    asked = max(_day(request), found.received_on or found.issued_on or _day(request))
    blocked = check_return(facts_of(found), asked, reason="?")

    def work() -> Any:
        facts = form.cleaned_data
        with form.on_behalf():
            return services.return_transfer(actor=request.user, transfer=found, on=facts["on"], reason=facts["reason"])

    return _step(
        request,
        found,
        form,
        work,
        title=_("Trả lại giới thiệu"),
        button=_("Trả lại giới thiệu"),
        done=_("Đã trả lại giới thiệu của đồng chí %(name)s về đảng uỷ."),
        blocked=blocked,
        tone="danger",
    )


def transfer_send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """To which cell is the member introduced again?"""
    found = _found(request, pk, policies.may_confirm)
    commune, day = found.reorganisation.commune, _day(request)
    cells = [
        (code, _("%(cell)s (như lần trước)") % {"cell": name} if code == found.to_cell.code else name)
        for code, name in arrivals.receiving_choices(commune, day)
    ]
    initial = {"on": day, "cell": found.to_cell.code}
    form = SendAgainForm(posted(request), today=request.today, cells=cells, initial=initial)
    blocked = check_send_again(facts_of(found), max(day, found.returned_on or day), is_followed=is_followed(found))

    def work() -> Any:
        facts = form.cleaned_data
        cell = arrivals.cell_called(commune, facts["cell"], facts["on"])
        return services.send_again(actor=request.user, transfer=found, on=facts["on"], to_cell=cell)

    other = _("Sang chi bộ khác: ký và lấy số một quyết định sửa danh sách kèm theo")
    with_letter = _(", kèm giấy giới thiệu mới") if commune.campaign.letters_wanted else ""
    return _step(
        request,
        found,
        form,
        work,
        title=_("Giới thiệu lại"),
        button=_("Giới thiệu lại"),
        done=_("Đã giới thiệu lại đồng chí %(name)s."),
        blocked=blocked,
        notes=[_("Lý do trả lại: %(reason)s") % {"reason": found.return_reason}, f"{other}{with_letter}."],
    )


def transfer_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """On which day is a member whose hold has ended introduced?"""
    found = _found(request, pk, policies.may_confirm)
    day = _day(request)
    form = IssueForm(posted(request), today=request.today, initial={"on": day})
    held = found.member_id in held_on(day, [found.member_id])
    blocked = check_issue(facts_of(found), day, held=held)
    left_out = found.member_id in found.reorganisation.held_back

    def work() -> Any:
        return services.issue_transfer(actor=request.user, transfer=found, on=form.cleaned_data["on"])

    notes = [_("Ký và lấy số một quyết định chuyển giao riêng, vì quyết định trước không có tên đồng chí này.")]
    return _step(
        request,
        found,
        form,
        work,
        title=_("Giới thiệu về chi bộ mới"),
        button=_("Giới thiệu"),
        done=_("Đã giới thiệu đồng chí %(name)s về chi bộ mới; thời hạn bắt đầu tính."),
        blocked=blocked,
        notes=notes if left_out else [],
    )


def _step(
    request: HttpRequest,
    found: Any,
    form: Any,
    work: Callable[[], Any],
    *,
    title: str,
    button: str,
    done: str,
    blocked: list[Any],
    notes: list[str] | None = None,
    tone: str = "",
) -> HttpResponse:
    """The page of one step, or the step done."""
    back = reverse("campaigns:transfer", args=[found.pk])
    if form.is_valid():
        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, done % {"name": found.member.full_name})
                back = reverse("campaigns:transfer", args=[outcome.result.pk])
            return redirect(back)
    day = request.as_of
    context = {
        "title": title,
        "transfer": found,
        "from_name": name_on(found.from_cell_id, day),
        "to_name": name_on(found.to_cell_id, day),
        "form": form,
        "button": button,
        "blocked": sentences(blocked),
        "notes": notes or [],
        "tone": tone,
        "cancel_url": back,
    }
    return render(request, "campaigns/transfer_step.html", context)


def _found(request: HttpRequest, pk: int, allowed: Callable[..., bool]) -> Any:
    """The transfer, for one who may take this step: another who sees it is refused, a stranger finds nothing."""
    found = transfer_of(pk, viewer=request.user)
    if not allowed(actor=request.user, transfer=found):
        raise PermissionDenied
    return found


def _step_form(request: HttpRequest, found: Any, kind: type[StepForm], question: str) -> StepForm:
    """The form of a step of the receiving cell; the committee enters it for the cell's secretary."""
    assisted = policies.may_confirm(actor=request.user, transfer=found)
    initial = {"on": _day(request)}
    if assisted:
        initial["acting_for"] = arrivals.secretary_name(found.to_cell, request.as_of)
    label = question % {"name": found.member.full_name} if "%(name)s" in question else question
    return kind(posted(request), today=request.today, assisted=assisted, day_label=label, initial=initial)


def _day(request: HttpRequest) -> Any:
    return day_of(request)
