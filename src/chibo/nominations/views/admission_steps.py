"""From the file to full membership: papers, resolution, decision, ceremony, recognition."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chibo.domain.nominations.clocks import Clock, probation_ends_on
from chibo.domain.nominations.path import Form, NominationState
from chibo.kit.forms import posted
from chibo.nominations import policies
from chibo.nominations.forms import steps as forms
from chibo.nominations.queries import around
from chibo.nominations.queries import paths as find
from chibo.nominations.services import admission
from chibo.nominations.views import stepping
from chibo.registry.views.answering import day_of

State = NominationState


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Which papers of the file came in?"""
    found = stepping.found(request, pk, policies.may_handle)
    facts = find.facts_of(found)
    left = [each for each in Form if each not in facts.forms]
    members = around.backer_choices(found.cell, day_of(request))
    form = forms.FormsForm(
        posted(request), left=left, members=members, day_label=_("Ngày nhận"), **stepping.options(request, found)
    )

    def work() -> Any:
        chosen = {
            each: around.member_called(key, found.cell, day_of(request)) if key else None
            for each, key in form.introducers.items()
        }
        return admission.file_forms(actor=request.user, nomination=found, forms=chosen, on=form.cleaned_data["on"])

    return stepping.step(
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
    found = stepping.found(request, pk, policies.may_handle)
    form = forms.VoteForm(posted(request), day_label=_("Ngày chi bộ ra nghị quyết"), **stepping.options(request, found))

    def work() -> Any:
        return admission.resolve(actor=request.user, nomination=found, votes=form.votes, on=form.cleaned_data["on"])

    return stepping.step(
        request,
        found,
        form,
        work,
        states=[State.APPLIED],
        title=_("Nghị quyết đề nghị kết nạp (mẫu 6-KNĐ)"),
        button=_("Ghi nghị quyết"),
        done=_("Đã ghi nghị quyết về quần chúng số %(number)s; chờ cấp uỷ quyết định."),
        notes=[
            *stepping.officials(request, found),
            _("Cần ít nhất hai phần ba tổng số đảng viên chính thức của chi bộ tán thành."),
            _("Cấp uỷ quyết định trong %(n)s ngày làm việc kể từ nghị quyết.") % stepping.rule(request, Clock.DECISION),
        ],
    )


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """When did the committee decide, and when did the cell have the decision?"""
    found = stepping.found(request, pk, policies.may_decide)
    options = stepping.options(request, found)
    options["initial"] |= {"received_on": options["initial"]["on"]}
    form = forms.DecisionForm(posted(request), day_label=_("Ngày quyết định"), **options | {"assisted": False})

    def work() -> Any:
        given = form.cleaned_data
        days = {"received_on": given["received_on"], "on": given["on"]}
        return admission.decide(actor=request.user, nomination=found, **days)

    return stepping.step(
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
            % stepping.rule(request, Clock.CEREMONY),
        ],
    )


def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """When was the ceremony?"""
    found = stepping.found(request, pk, policies.may_handle)
    form = forms.StepForm(posted(request), day_label=_("Ngày tổ chức lễ kết nạp"), **stepping.options(request, found))

    def work() -> Any:
        return admission.hold_ceremony(actor=request.user, nomination=found, on=form.cleaned_data["on"])

    return stepping.step(
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
            _("Thời gian dự bị là %(n)s tháng kể từ ngày lễ kết nạp.") % stepping.rule(request, Clock.PROBATION),
        ],
    )


def official(request: HttpRequest, pk: int) -> HttpResponse:
    """How did the cell vote on full membership?"""
    found = stepping.found(request, pk, policies.may_handle)
    facts = find.facts_of(found)
    form = forms.VoteForm(
        posted(request), day_label=_("Buổi sinh hoạt chi bộ ngày nào?"), **stepping.options(request, found)
    )

    def work() -> Any:
        return admission.recognise_official(
            actor=request.user, nomination=found, votes=form.votes, on=form.cleaned_data["on"]
        )

    over_on = probation_ends_on(facts.admitted_on) if facts.admitted_on is not None else None
    notes = [
        *stepping.officials(request, found),
        _("Cần ít nhất hai phần ba tổng số đảng viên chính thức của chi bộ tán thành."),
    ]
    if over_on is not None:
        told = {"day": f"{over_on:%d/%m/%Y}"}
        notes.append(_("Dù chi bộ xét chậm, ngày chính thức vẫn là %(day)s, khi hết thời gian dự bị.") % told)
    return stepping.step(
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
