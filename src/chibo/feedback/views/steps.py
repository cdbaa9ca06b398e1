"""The steps of one concern, each a page with one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.feedback.concerns import (
    check_answer,
    check_close,
    check_join,
    check_read_back,
    check_reopen,
    check_route,
)
from chibo.feedback import policies
from chibo.feedback.forms.base import DayForm, named_in
from chibo.feedback.forms.concerns import RewordForm
from chibo.feedback.forms.steps import AnswerForm, JoinForm, ReopenForm, RouteForm
from chibo.feedback.labels import THEMES
from chibo.feedback.queries import around
from chibo.feedback.queries import concerns as find
from chibo.feedback.services import concerns as concern_services
from chibo.feedback.services import handling as services
from chibo.kit.forms import posted
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def concern_route(request: HttpRequest, pk: int) -> HttpResponse:
    """Which office is to answer?"""
    found = _found(request, pk, policies.may_route)
    facts, day = find.facts_of(found), day_of(request)
    offices = around.office_choices(found, day)
    again = facts.routed_on is not None
    initial = {"on": day, "office": "" if again else around.office_suggested(found, day)}
    form = RouteForm(posted(request), today=request.today, offices=offices, again=again, initial=initial)
    blocked = check_route(facts, max(day, facts.routed_on or facts.raised_on), office="", reason="?")
    lines = [] if offices else [_("Xã chưa có bộ phận nào vào ngày này. Hãy mở bộ phận ở trang đơn vị trước.")]

    def work() -> Any:
        given = form.cleaned_data
        office = around.office_called(found, given["office"], given["on"])
        if office is None:
            form.add_error("office", _("Bộ phận này không hoạt động vào ngày ấy. Hãy chọn bộ phận khác."))
            return None
        return services.route_concern(
            actor=request.user, concern=found, office=office, on=given["on"], reason=given.get("reason", "")
        )

    return _step(
        request,
        found,
        form,
        work,
        title=_("Chuyển đến bộ phận"),
        button=_("Chuyển"),
        done=_("Đã chuyển tâm tư số %(number)s đến bộ phận phụ trách."),
        blocked=[*sentences(blocked), *lines],
        notes=[_("Hạn trả lời vẫn là %(day)s.") % {"day": f"{facts.due_on:%d/%m/%Y}"}],
    )


def concern_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What does the office answer?"""
    found = _found(request, pk, policies.may_answer)
    facts, day = find.facts_of(found), day_of(request)
    form = AnswerForm(posted(request), initial={"on": day}, day_label=_("Ngày trả lời"), **_assist(request, found))
    blocked = check_answer(facts, max(day, facts.routed_on or day))

    def work() -> Any:
        given = form.cleaned_data
        with form.on_behalf():
            return services.answer_concern(actor=request.user, concern=found, wording=given["answer"], on=given["on"])

    return _step(
        request,
        found,
        form,
        work,
        title=_("Trả lời tâm tư"),
        button=_("Ghi trả lời"),
        done=_("Đã ghi trả lời. Chi bộ sẽ đọc lại tại buổi sinh hoạt tới."),
        blocked=sentences(blocked),
        notes=[_("Ghi rồi không sửa được. Nếu chi bộ chưa đồng tình, chi bộ mở lại và bộ phận trả lời lần nữa.")],
        words="answer",
    )


def concern_read_back(request: HttpRequest, pk: int) -> HttpResponse:
    """At which meeting was the answer read back?"""
    found = _found(request, pk, policies.may_judge)
    facts, day = find.facts_of(found), day_of(request)
    label = _("Đọc lại tại buổi sinh hoạt chi bộ ngày nào?")
    form = DayForm(posted(request), initial={"on": day}, day_label=label, **_assist(request, found))
    blocked = check_read_back(facts, max(day, facts.answered_on or day))

    def work() -> Any:
        with form.on_behalf():
            return services.read_back(actor=request.user, concern=found, on=form.cleaned_data["on"])

    return _step(
        request,
        found,
        form,
        work,
        title=_("Đọc lại tại chi bộ"),
        button=_("Đã đọc lại"),
        done=_("Đã ghi buổi đọc lại. Chi bộ khép hoặc mở lại tâm tư này."),
        blocked=sentences(blocked),
    )


def concern_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The cell finds the answer good: on which day?"""
    found = _found(request, pk, policies.may_judge)
    facts, day = find.facts_of(found), day_of(request)
    form = DayForm(posted(request), initial={"on": day}, day_label=_("Ngày khép"), **_assist(request, found))
    blocked = check_close(facts, max(day, facts.read_back_on or day), by_office=_by_office(request, found))

    def work() -> Any:
        with form.on_behalf():
            return services.close_concern(actor=request.user, concern=found, on=form.cleaned_data["on"])

    return _step(
        request,
        found,
        form,
        work,
        title=_("Chi bộ khép tâm tư"),
        button=_("Khép"),
        done=_("Chi bộ đã khép tâm tư số %(number)s."),
        blocked=sentences(blocked),
    )


def concern_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Why does the answer not do?"""
    found = _found(request, pk, policies.may_judge)
    facts, day = find.facts_of(found), day_of(request)
    form = ReopenForm(posted(request), initial={"on": day}, day_label=_("Ngày mở lại"), **_assist(request, found))
    asked = max(day, facts.closed_on or facts.read_back_on or day)
    blocked = check_reopen(facts, asked, reason="?", by_office=_by_office(request, found))

    def work() -> Any:
        given = form.cleaned_data
        with form.on_behalf():
            return services.reopen_concern(actor=request.user, concern=found, on=given["on"], reason=given["reason"])

    return _step(
        request,
        found,
        form,
        work,
        title=_("Chi bộ mở lại tâm tư"),
        button=_("Mở lại"),
        done=_("Đã mở lại tâm tư số %(number)s; hạn trả lời mới bắt đầu tính."),
        blocked=sentences(blocked),
        tone="danger",
    )


def concern_join(request: HttpRequest, pk: int) -> HttpResponse:
    """With which of the likely duplicates does it go on as one?"""
    found = _found(request, pk, policies.may_join)
    day = day_of(request)
    same = around.joinable(found, day, viewer=request.user)
    others = [(str(each.pk), f"{each.pk}. {THEMES[each.theme]}: {each.text[:160]}") for each in same]
    form = JoinForm(posted(request), today=request.today, others=others, initial={"on": day})
    rows = {str(each.pk): each for each in same}
    facts = find.facts_of(found)
    blocked = (
        [] if not same else check_join(facts, find.facts_of(same[0]), max(day, facts.raised_on), same_commune=True)
    )
    lines = [] if same else [_("Chi bộ này không có tâm tư nào giống như vậy trong bốn tháng gần đây.")]

    def work() -> Any:
        given = form.cleaned_data
        return concern_services.join_concern(
            actor=request.user, concern=found, into=rows[given["into"]], on=given["on"]
        )

    return _step(
        request,
        found,
        form,
        work,
        title=_("Nhập chung tâm tư trùng nhau"),
        button=_("Nhập chung"),
        done=_("Đã nhập chung. Tâm tư số %(number)s được trả lời cùng với số kia."),
        blocked=[*sentences([each for each in blocked if each.code != "CONCERN_DAY_TOO_EARLY"]), *lines],
    )


def concern_reword(request: HttpRequest, pk: int) -> HttpResponse:
    """The same matter in words that name nobody."""
    found = _found(request, pk, policies.may_judge)
    initial = {"on": day_of(request), "text": found.text, "place": found.place}
    form = RewordForm(posted(request), initial=initial, **_assist(request, found))
    facts = find.facts_of(found)
    blocked = check_route(facts, facts.routed_on or facts.raised_on, office="", reason="?")

    def work() -> Any:
        with form.on_behalf():
            return concern_services.reword_concern(
                actor=request.user, concern=found, wording=form.wording, on=form.cleaned_data["on"]
            )

    return _step(
        request,
        found,
        form,
        work,
        title=_("Sửa lời để không nêu tên người"),
        button=_("Ghi lời mới"),
        done=_("Đã thay lời của tâm tư số %(number)s."),
        blocked=sentences(blocked),
        notes=[_("Lời cũ không được giữ lại ở đâu, kể cả trong nhật ký.")],
        words="text",
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
    blocked: list[str],
    notes: list[str] | None = None,
    tone: str = "",
    words: str = "",
) -> HttpResponse:
    """The page of one step, or the step done. ``words``: the field whose text must be meant if it seems to name someone."""
    back = reverse("feedback:concern", args=[found.pk])
    named: list[str] = []
    if form.is_valid():
        told = "\n".join(str(form.cleaned_data.get(name) or "") for name in (words, "place")) if words else ""
        named = [] if request.POST.get("as_is") else named_in(told)
        if not named:
            outcome = carry_out(request, work, form=form)
            if outcome.is_done and not form.errors:
                if outcome.result is not None:
                    messages.success(request, done % {"number": found.pk})
                return redirect(back)
    context = {
        "title": title,
        "concern": found,
        "theme": THEMES[found.theme],
        "cell_name": around.place_of(found, request.as_of)[0],
        "form": form,
        "named": named,
        "button": button,
        "blocked": blocked,
        "notes": notes or [],
        "tone": tone,
        "cancel_url": back,
        "latest": next(reversed(find.rounds_of(found, request.as_of)), None),
    }
    return render(request, "feedback/concern_step.html", context)


def _found(request: HttpRequest, pk: int, allowed: Callable[..., bool]) -> Any:
    """The concern, for one who may take this step: another who sees it is refused, a stranger finds nothing."""
    found = find.concern_of(pk, request.as_of, viewer=request.user)
    if not allowed(actor=request.user, concern=found):
        raise PermissionDenied
    return found


def _assist(request: HttpRequest, found: Any) -> dict[str, Any]:
    return {"today": request.today, "assisted": policies.may_assist(actor=request.user, cell=found.cell)}


def _by_office(request: HttpRequest, found: Any) -> bool:
    rounds = find.rounds_of(found, request.today)
    return bool(rounds) and policies.is_of_office(request.user, rounds[-1].office, request.today)
