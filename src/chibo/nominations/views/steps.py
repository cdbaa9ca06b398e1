"""The steps of one nomination, each a page with one question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.nominations.clocks import Clock, clock_rule, probation_ends_on
from chibo.domain.nominations.path import Form, NominationState
from chibo.kit.forms import posted
from chibo.nominations import policies
from chibo.nominations.forms import steps as forms
from chibo.nominations.labels import STATES
from chibo.nominations.queries import around
from chibo.nominations.queries import paths as find
from chibo.nominations.services import admission, nominating
from chibo.registry.views.answering import carry_out, day_of

State = NominationState


def consider(request: HttpRequest, pk: int) -> HttpResponse:
    """What did the cell decide about whoever was put forward?"""
    found = _found(request, pk, policies.may_handle)
    form = forms.ConsiderForm(
        posted(request), day_label=_("Buổi sinh hoạt chi bộ ngày nào?"), **_options(request, found)
    )

    def work() -> Any:
        given = form.cleaned_data
        votes = {"outcome": given["outcome"], "votes": form.votes, "on": given["on"]}
        return nominating.consider(actor=request.user, nomination=found, **votes)

    return _step(
        request,
        found,
        form,
        work,
        states=[State.PROPOSED],
        title=_("Chi bộ xét quần chúng"),
        button=_("Ghi kết quả"),
        done=_("Đã ghi kết quả xét quần chúng số %(number)s."),
        notes=[*_officials(request, found), _("Công nhận khi quá nửa số đảng viên chính thức của chi bộ tán thành.")],
    )


def helper(request: HttpRequest, pk: int) -> HttpResponse:
    """Who helps?"""
    found = _found(request, pk, policies.may_handle)
    members = around.backer_choices(found.cell, day_of(request))
    form = forms.HelperForm(posted(request), members=members, **_options(request, found))

    def work() -> Any:
        given = form.cleaned_data
        member = around.member_called(given["helper"], found.cell, day_of(request))
        return nominating.assign_helper(actor=request.user, nomination=found, helper=member, on=given["on"])

    return _step(
        request,
        found,
        form,
        work,
        states=[each for each in STATES if each not in (State.PROPOSED, *find.ENDED)],
        title=_("Phân công đảng viên giúp đỡ"),
        button=_("Phân công"),
        done=_("Đã phân công đảng viên giúp đỡ quần chúng số %(number)s."),
        notes=[_("Đảng viên được phân công xem được thông tin của quần chúng; mỗi lần xem được ghi vào nhật ký.")],
    )


def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Of which day is the certificate of the awareness class?"""
    found = _found(request, pk, policies.may_handle)
    form = forms.CertificateForm(posted(request), day_label=_("Ngày nộp giấy chứng nhận"), **_options(request, found))

    def work() -> Any:
        given = form.cleaned_data
        days = {"certified_on": given["certified_on"], "on": given["on"]}
        return admission.note_certificate(actor=request.user, nomination=found, **days)

    return _step(
        request,
        found,
        form,
        work,
        states=[State.HELPED, State.TRAINED, State.APPLIED],
        title=_("Giấy chứng nhận lớp nhận thức về Đảng"),
        button=_("Ghi nhận"),
        done=_("Đã ghi giấy chứng nhận của quần chúng số %(number)s."),
        notes=[
            _("Giấy chứng nhận (mẫu CN-NTVĐ) có giá trị %(n)s tháng kể từ ngày cấp.")
            % _rule(request, Clock.CERTIFICATE)
        ],
    )


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Which papers of the file came in?"""
    found = _found(request, pk, policies.may_handle)
    facts = find.facts_of(found)
    left = [each for each in Form if each not in facts.forms]
    members = around.backer_choices(found.cell, day_of(request))
    form = forms.FormsForm(
        posted(request), left=left, members=members, day_label=_("Ngày nhận"), **_options(request, found)
    )

    def work() -> Any:
        chosen = {
            each: around.member_called(key, found.cell, day_of(request)) if key else None
            for each, key in form.introducers.items()
        }
        return admission.file_forms(actor=request.user, nomination=found, forms=chosen, on=form.cleaned_data["on"])

    return _step(
        request,
        found,
        form,
        work,
        states=[State.TRAINED, State.APPLIED],
        title=_("Hồ sơ xin vào Đảng"),
        button=_("Ghi đã nhận"),
        done=_("Đã ghi giấy tờ của quần chúng số %(number)s."),
        notes=[
            _("Người giới thiệu là đảng viên chính thức, cùng sinh hoạt tại chi bộ ít nhất một năm."),
            _("Cần nghị quyết của Đoàn Thanh niên (mẫu 4-KNĐ) hoặc giấy giới thiệu của đảng viên thứ hai."),
        ],
    )


def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """How did the cell vote on admission?"""
    found = _found(request, pk, policies.may_handle)
    form = forms.VoteForm(posted(request), day_label=_("Ngày chi bộ ra nghị quyết"), **_options(request, found))

    def work() -> Any:
        return admission.resolve(actor=request.user, nomination=found, votes=form.votes, on=form.cleaned_data["on"])

    return _step(
        request,
        found,
        form,
        work,
        states=[State.APPLIED],
        title=_("Nghị quyết đề nghị kết nạp (mẫu 6-KNĐ)"),
        button=_("Ghi nghị quyết"),
        done=_("Đã ghi nghị quyết về quần chúng số %(number)s; chờ cấp uỷ quyết định."),
        notes=[
            *_officials(request, found),
            _("Cần ít nhất hai phần ba tổng số đảng viên chính thức của chi bộ tán thành."),
            _("Cấp uỷ quyết định trong %(n)s ngày làm việc kể từ nghị quyết.") % _rule(request, Clock.DECISION),
        ],
    )


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """When did the committee decide, and when did the cell have the decision?"""
    found = _found(request, pk, policies.may_decide)
    options = _options(request, found)
    options["initial"] |= {"received_on": options["initial"]["on"]}
    form = forms.DecisionForm(posted(request), day_label=_("Ngày quyết định"), **options | {"assisted": False})

    def work() -> Any:
        given = form.cleaned_data
        days = {"received_on": given["received_on"], "on": given["on"]}
        return admission.decide(actor=request.user, nomination=found, **days)

    return _step(
        request,
        found,
        form,
        work,
        states=[State.RESOLVED],
        title=_("Quyết định kết nạp (mẫu 9-KNĐ)"),
        button=_("Ghi quyết định"),
        done=_("Đã ghi quyết định kết nạp quần chúng số %(number)s."),
        notes=[
            _("Tuổi đảng tính từ ngày quyết định."),
            _("Chi bộ tổ chức lễ kết nạp trong %(n)s ngày làm việc kể từ ngày nhận quyết định.")
            % _rule(request, Clock.CEREMONY),
        ],
    )


def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """When was the ceremony?"""
    found = _found(request, pk, policies.may_handle)
    form = forms.StepForm(posted(request), day_label=_("Ngày tổ chức lễ kết nạp"), **_options(request, found))

    def work() -> Any:
        return admission.hold_ceremony(actor=request.user, nomination=found, on=form.cleaned_data["on"])

    return _step(
        request,
        found,
        form,
        work,
        states=[State.DECIDED],
        title=_("Lễ kết nạp"),
        button=_("Ghi lễ kết nạp"),
        done=_("Đã ghi lễ kết nạp. Đảng viên dự bị đã có trong danh sách của chi bộ."),
        notes=[
            _("Người được kết nạp vào danh sách đảng viên của chi bộ, dự bị từ ngày ấy."),
            _("Thời gian dự bị là %(n)s tháng kể từ ngày lễ kết nạp.") % _rule(request, Clock.PROBATION),
        ],
    )


def official(request: HttpRequest, pk: int) -> HttpResponse:
    """How did the cell vote on full membership?"""
    found = _found(request, pk, policies.may_handle)
    facts = find.facts_of(found)
    form = forms.VoteForm(posted(request), day_label=_("Buổi sinh hoạt chi bộ ngày nào?"), **_options(request, found))

    def work() -> Any:
        return admission.recognise_official(
            actor=request.user, nomination=found, votes=form.votes, on=form.cleaned_data["on"]
        )

    over_on = probation_ends_on(facts.admitted_on) if facts.admitted_on is not None else None
    notes = [
        *_officials(request, found),
        _("Cần ít nhất hai phần ba tổng số đảng viên chính thức của chi bộ tán thành."),
    ]
    if over_on is not None:
        told = {"day": f"{over_on:%d/%m/%Y}"}
        notes.append(_("Dù chi bộ xét chậm, ngày chính thức vẫn là %(day)s, khi hết thời gian dự bị.") % told)
    return _step(
        request,
        found,
        form,
        work,
        states=[State.ADMITTED],
        title=_("Công nhận đảng viên chính thức"),
        button=_("Công nhận"),
        done=_("Đã công nhận chính thức. Việc giới thiệu quần chúng số %(number)s đã hoàn thành."),
        notes=notes,
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Why does it go no further?"""
    found = _found(request, pk, policies.may_handle)
    state = find.facts_of(found).state
    ends = [State.WITHDRAWN, State.MOVED, State.DECLINED]
    if state is State.RESOLVED and policies.may_decide(actor=request.user, nomination=found):
        ends.insert(0, State.REFUSED)
    choices = [(each.value, STATES[each].label) for each in ends]
    form = forms.EndForm(posted(request), ends=choices, **_options(request, found))

    def work() -> Any:
        given = form.cleaned_data
        return nominating.end_path(actor=request.user, nomination=found, end=given["end"], on=given["on"])

    return _step(
        request,
        found,
        form,
        work,
        states=[each for each in STATES if each not in find.ENDED],
        title=_("Kết thúc việc giới thiệu, kết nạp"),
        button=_("Kết thúc"),
        done=_("Đã kết thúc việc giới thiệu quần chúng số %(number)s."),
        notes=[
            _("Thông tin cá nhân bị xoá sau %(n)s ngày; các ngày, số phiếu được giữ lại, không kèm tên.")
            % _rule(request, Clock.KEEPING)
        ],
        tone="danger",
    )


def _step(
    request: HttpRequest,
    found: Any,
    form: Any,
    work: Callable[[], Any],
    *,
    states: Sequence[Any],
    title: str,
    button: str,
    done: str,
    notes: list[str],
    tone: str = "",
) -> HttpResponse:
    """The page of one step, or the step done. Out of its turn (``states``) it says so and offers no button."""
    back = reverse("nominations:nomination", args=[found.pk])
    if form.is_valid():

        def within() -> Any:
            with form.on_behalf():
                return work()

        outcome = carry_out(request, within, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, done % {"number": found.pk})
            return redirect(back)
    state = find.facts_of(found).state
    blocked = [] if state in states else [_("Quần chúng đang ở bước khác: %(state)s.") % {"state": STATES[state].label}]
    context = {
        "title": title,
        "nomination": found,
        "cell_name": around.place_of(found, request.as_of)[0],
        "form": form,
        "button": button,
        "blocked": blocked,
        "notes": notes,
        "tone": tone,
        "cancel_url": back,
    }
    return render(request, "nominations/nomination_step.html", context)


def _found(request: HttpRequest, pk: int, allowed: Callable[..., bool]) -> Any:
    """The nomination, for one who may take this step: another who sees it is refused, a stranger finds nothing."""
    found = find.nomination_of(pk, request.as_of, viewer=request.user)
    if not allowed(actor=request.user, nomination=found):
        raise PermissionDenied
    return found


def _options(request: HttpRequest, found: Any) -> dict[str, Any]:
    assisted = policies.may_assist(actor=request.user, cell=found.cell)
    return {"today": request.today, "assisted": assisted, "initial": {"on": day_of(request)}}


def _officials(request: HttpRequest, found: Any) -> list[str]:
    count = around.official_count(found.cell, day_of(request))
    return [_("Chi bộ hiện có %(count)s đảng viên chính thức; đảng viên dự bị không biểu quyết.") % {"count": count}]


def _rule(request: HttpRequest, clock: Clock) -> dict[str, int]:
    """How much time the rule of the day gives."""
    return {"n": clock_rule(clock, day_of(request)).count}
