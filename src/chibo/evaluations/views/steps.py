"""The steps of a review, each a page with one question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.audit.use_cases import on_behalf
from chibo.domain.evaluation import way
from chibo.domain.evaluation.way import SMALLEST_VOTE, Side
from chibo.evaluations import policies
from chibo.evaluations.forms import steps as forms
from chibo.evaluations.labels import GRADES, SIDES
from chibo.evaluations.queries.outcomes import has_appealed
from chibo.evaluations.queries.parts import due_of, missing_of, official_count, part_of, side_called, vote_of
from chibo.evaluations.queries.reviews import facts_of
from chibo.evaluations.services import parts, replies, votes
from chibo.evaluations.views.around import address_of, found_review, names_of
from chibo.kit.forms import posted
from chibo.registry.policies import Right, may
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def submit(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Is the part whole, and is it to be handed in?"""
    found, side, unit = _side(request, pk, part, policies.may_write)
    unit_id = unit.pk if unit else None
    draft = part_of(found, side, unit_id)
    if not policies.may_read_draft(request.user, found, side, unit_id, draft):
        raise PermissionDenied
    about: dict[str, Any] = {"actor": request.user, "review": found, "side": side, "unit": unit}
    label = _("Ngày nộp")
    form = forms.StepForm(posted(request), today=request.today, day_label=label, initial={"on": day_of(request)})
    facts = facts_of(found, date.max)
    blocked = way.check_submit(facts, side, unit_id) or missing_of(found, draft, date.max)

    def work() -> Any:
        with behalf_of(draft):
            return parts.submit_part(**about, on=form.cleaned_data["on"])

    notes = [_("Nộp rồi thì không sửa được nữa.")]
    if side is Side.OFFICE:
        notes.append(_("Chi bộ đọc được lời của cơ quan, nhưng chưa thấy mức cơ quan đề nghị cho đến khi chi bộ nộp."))
    if draft is not None and draft.grade and not blocked:
        notes.insert(0, _("Mức đề nghị: %(grade)s.") % {"grade": GRADES[draft.grade]})
    return _step(
        request,
        found,
        form,
        work,
        title=_("Nộp: %(side)s") % {"side": SIDES[side.value]},
        button=_("Nộp"),
        done=_("Đã nộp. Cảm ơn đồng chí."),
        blocked=sentences(blocked),
        notes=notes,
        cancel_url=reverse("evaluations:part", args=[found.pk, part]),
    )


def pass_over(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Why does this side not write?"""
    found, side, unit = _side(request, pk, part, policies.may_pass_over)
    form = forms.PassOverForm(posted(request), today=request.today, initial={"on": day_of(request)})
    unit_id = unit.pk if unit else None
    facts = facts_of(found, date.max)
    blocked = way.check_pass_over(facts, side, unit_id, due_of(found, side), request.today)

    def work() -> Any:
        given = form.cleaned_data
        told = {"reason": given["reason"], "on": given["on"]}
        return parts.pass_over(actor=request.user, review=found, side=side, unit=unit, **told)

    return _step(
        request,
        found,
        form,
        work,
        title=_("Ghi nhận không có ý kiến: %(side)s") % {"side": SIDES[side.value]},
        button=_("Ghi nhận"),
        done=_("Đã ghi nhận bên này không có ý kiến."),
        blocked=sentences(blocked),
        notes=[
            _("Không ai viết thay: phần này để trống, kèm lý do."),
            _("Khi mọi bên đã có ý kiến hoặc đã được ghi nhận, không mở lại cho bên này được nữa."),
        ],
        tone="danger",
    )


def ask_again(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Is the side that was passed over to write after all?"""
    found, side, unit = _side(request, pk, part, policies.may_pass_over)
    form = forms.StepForm(posted(request), today=request.today, initial={"on": day_of(request)})
    blocked = way.check_ask_again(facts_of(found, date.max), side, unit.pk if unit else None)

    def work() -> Any:
        told = {"unit": unit, "on": form.cleaned_data["on"]}
        return parts.take_back_passing_over(actor=request.user, review=found, side=side, **told)

    return _step(
        request,
        found,
        form,
        work,
        title=_("Mở lại: %(side)s") % {"side": SIDES[side.value]},
        button=_("Mở lại"),
        done=_("Đã mở lại; bên này viết tiếp được."),
        blocked=sentences(blocked),
        notes=[_("Bản đang viết của bên này, nếu có, vẫn còn nguyên.")],
    )


def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """How did the cell vote?"""
    found = found_review(request, pk, policies.may_vote)
    day = day_of(request)
    draft = part_of(found, Side.CELL)
    reads = policies.may_read_draft(request.user, found, Side.CELL, None, draft)
    known = vote_of(draft) if reads else None
    official = official_count(found.cell, day)
    initial: dict[str, Any] = {"on": known.held_on if known else day}
    if known is not None and draft is not None:
        initial |= {"present": known.present_count, "grade": draft.grade, "blank": known.blank_count}
        initial |= {grade: getattr(known, f"{grade.lower()}_count") for grade in GRADES}
    form = forms.VoteForm(
        posted(request),
        counts=official >= SMALLEST_VOTE,
        today=request.today,
        day_label=_("Buổi sinh hoạt chi bộ ngày nào?"),
        initial=initial,
    )
    facts = facts_of(found, date.max)
    blocked = sentences(way.check_write(facts, Side.CELL))
    if not blocked and not reads:
        blocked = [_("Hãy mở trang viết của chi bộ và ghi tên người mà đồng chí nhập thay trước.")]

    def work() -> Any:
        told = {"wording": form.ballots, "held_on": form.cleaned_data["on"], "on": day}
        with behalf_of(draft):
            return votes.record_vote(actor=request.user, review=found, **told)

    notes = [
        _("Chi bộ hiện có %(count)s đảng viên chính thức; đảng viên dự bị không bỏ phiếu.") % {"count": official},
        _("Bỏ phiếu sau khi đã nghe bản tự kiểm điểm và ý kiến của cơ quan."),
        _("Dưới %(smallest)s người bỏ phiếu thì chỉ ghi kết quả, không ghi số phiếu, để không lộ ai bỏ cho mức nào.")
        % {"smallest": SMALLEST_VOTE},
    ]
    return _step(
        request,
        found,
        form,
        work,
        title=_("Phiếu xếp loại của chi bộ"),
        button=_("Ghi phiếu"),
        done=_("Đã ghi phiếu của chi bộ."),
        blocked=blocked,
        notes=notes,
        back=reverse("evaluations:part", args=[found.pk, "chi-bo"]),
    )


def joint(request: HttpRequest, pk: int) -> HttpResponse:
    """What did office and cell say to each other?"""
    found = found_review(request, pk, policies.may_sit)
    assisted = may(request.user, Right.RUN_REVIEWS, found.cycle.committee)
    form = forms.JointForm(
        posted(request),
        today=request.today,
        assisted=assisted,
        day_label=_("Ngày họp chung"),
        initial={"on": day_of(request)},
    )
    blocked = way.check_joint(facts_of(found, date.max))

    def work() -> Any:
        told = {"wording": form.sitting, "held_on": form.cleaned_data["on"], "on": request.today}
        with form.on_behalf():
            return votes.hold_joint_sitting(actor=request.user, review=found, **told)

    return _step(
        request,
        found,
        form,
        work,
        title=_("Biên bản họp chung"),
        button=_("Ghi biên bản"),
        done=_("Đã ghi biên bản họp chung."),
        blocked=sentences(blocked),
        notes=[
            _("Hai bên trao đổi về minh chứng; nếu không thống nhất, cấp uỷ quyết định."),
            _("Ghi rồi không sửa được. In ra để hai bên ký."),
        ],
    )


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Does the member answer, or appeal?"""
    found = found_review(request, pk, policies.may_reply)
    facts = facts_of(found, date.max)
    is_own = policies.replies_as_oneself(request.user, found)
    kinds = [("ANSWER", _("Có ý kiến, không khiếu nại"))]
    if not has_appealed(found):
        kinds.append(("APPEAL", _("Khiếu nại kết quả xếp loại")))
    name = found.member.full_name if found.member is not None else ""
    form = forms.ReplyForm(
        posted(request),
        kinds=kinds,
        today=request.today,
        assisted=not is_own,
        initial={"on": day_of(request), "acting_for": "" if is_own else name, "kind": "ANSWER"},
    )
    blocked = way.check_reply(facts, day_of(request))

    def work() -> Any:
        given = form.cleaned_data
        say = replies.appeal_verdict if given["kind"] == "APPEAL" else replies.answer_verdict
        told = {"wording": given["text"], "on": given["on"]}
        told |= {name: given.get(name, "") for name in ("acting_for", "paper")}
        with form.on_behalf():
            return say(actor=request.user, review=found, **told)

    notes = [_("Cấp uỷ trả lời khiếu nại bằng văn bản; kết quả có thể thay đổi hoặc giữ nguyên.")]
    if facts.appeal_until is not None:
        notes.insert(0, _("Hạn trả lời, khiếu nại: hết ngày %(day)s.") % {"day": f"{facts.appeal_until:%d/%m/%Y}"})
    return _step(
        request,
        found,
        form,
        work,
        title=_("Trả lời, khiếu nại"),
        button=_("Gửi"),
        done=_("Đã gửi cấp uỷ."),
        blocked=sentences(blocked),
        notes=notes,
    )


def behalf_of(draft: Any) -> AbstractContextManager[None]:
    """Within: the log says for whom, and from which paper, the part is keyed in."""
    if draft is None or not draft.acting_for:
        return nullcontext()
    return on_behalf(acting_for=draft.acting_for, reason=draft.paper)


def _side(request: HttpRequest, pk: int, part: str, allowed: Callable[..., bool]) -> tuple[Any, Side, Any]:
    """The review, and which side of it ``part`` names, for one who may do this about it."""
    found = found_review(request, pk)
    side, unit = side_called(part, found)
    if not allowed(actor=request.user, review=found, side=side, unit=unit):
        raise PermissionDenied
    return found, side, unit


def _step(
    request: HttpRequest,
    found: Any,
    form: Any,
    work: Callable[[], Any],
    *,
    title: str,
    button: str,
    done: str,
    blocked: Sequence[str],
    notes: list[str],
    tone: str = "",
    back: str = "",
    cancel_url: str = "",
) -> HttpResponse:
    """The page of one step, or the step done. Out of its turn (``blocked``) it says so and offers no button."""
    back = back or address_of(found)
    if form.is_valid():
        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, done)
            return redirect(back)
    context = names_of(request, found) | {
        "title": title,
        "form": form,
        "button": button,
        "blocked": blocked,
        "notes": notes,
        "tone": tone,
        "cancel_url": cancel_url or back,
    }
    return render(request, "evaluations/review_step.html", context)
