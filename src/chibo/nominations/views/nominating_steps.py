"""From being put forward to the certificate: considered, helped, trained; or ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chibo.domain.nominations.clocks import Clock
from chibo.domain.nominations.path import NominationState
from chibo.kit.forms import posted
from chibo.nominations import policies
from chibo.nominations.forms import steps as forms
from chibo.nominations.labels import STATES
from chibo.nominations.queries import around
from chibo.nominations.queries import paths as find
from chibo.nominations.services import admission, nominating
from chibo.nominations.views import stepping
from chibo.registry.views.answering import day_of

State = NominationState


def consider(request: HttpRequest, pk: int) -> HttpResponse:
    """What did the cell decide about whoever was put forward?"""
    found = stepping.found(request, pk, policies.may_handle)
    form = forms.ConsiderForm(
        posted(request), day_label=_("Buổi sinh hoạt chi bộ ngày nào?"), **stepping.options(request, found)
    )

    def work() -> Any:
        given = form.cleaned_data
        votes = {"outcome": given["outcome"], "votes": form.votes, "on": given["on"]}
        return nominating.consider(actor=request.user, nomination=found, **votes)

    return stepping.step(
        request,
        found,
        form,
        work,
        states=[State.PROPOSED],
        title=_("Chi bộ xét quần chúng"),
        button=_("Ghi kết quả"),
        done=_("Đã ghi kết quả xét quần chúng số %(number)s."),
        notes=[
            *stepping.officials(request, found),
            _("Công nhận khi quá nửa số đảng viên chính thức của chi bộ tán thành."),
        ],
    )


def helper(request: HttpRequest, pk: int) -> HttpResponse:
    """Who helps?"""
    found = stepping.found(request, pk, policies.may_handle)
    members = around.backer_choices(found.cell, day_of(request))
    form = forms.HelperForm(posted(request), members=members, **stepping.options(request, found))

    def work() -> Any:
        given = form.cleaned_data
        member = around.member_called(given["helper"], found.cell, day_of(request))
        return nominating.assign_helper(actor=request.user, nomination=found, helper=member, on=given["on"])

    return stepping.step(
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
    found = stepping.found(request, pk, policies.may_handle)
    form = forms.CertificateForm(
        posted(request), day_label=_("Ngày nộp giấy chứng nhận"), **stepping.options(request, found)
    )

    def work() -> Any:
        given = form.cleaned_data
        days = {"certified_on": given["certified_on"], "on": given["on"]}
        return admission.note_certificate(actor=request.user, nomination=found, **days)

    return stepping.step(
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
            % stepping.rule(request, Clock.CERTIFICATE)
        ],
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Why does it go no further?"""
    found = stepping.found(request, pk, policies.may_handle)
    state = find.facts_of(found).state
    ends = [State.WITHDRAWN, State.MOVED, State.DECLINED]
    if state is State.RESOLVED and policies.may_decide(actor=request.user, nomination=found):
        ends.insert(0, State.REFUSED)
    choices = [(each.value, STATES[each].label) for each in ends]
    form = forms.EndForm(posted(request), ends=choices, **stepping.options(request, found))

    def work() -> Any:
        given = form.cleaned_data
        return nominating.end_path(actor=request.user, nomination=found, end=given["end"], on=given["on"])

    return stepping.step(
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
            % stepping.rule(request, Clock.KEEPING)
        ],
        tone="danger",
    )
