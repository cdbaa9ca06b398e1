"""Who asked for an answer in person: taken down, read by one role, erased. Nothing of it is kept as a draft or cached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from chibo.audit.use_cases import RuleBroken
from chibo.domain.feedback.concerns import check_identity, erase_on
from chibo.feedback import policies
from chibo.feedback.forms.concerns import IdentityForm
from chibo.feedback.queries import around
from chibo.feedback.queries import concerns as find
from chibo.feedback.queries.identities import kept_for
from chibo.feedback.services import identities as services
from chibo.kit.forms import posted
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


@never_cache
@sensitive_post_parameters("name", "contact")
def identity_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks, and how are they reached? Whoever enters it does not see it again."""
    found = find.concern_of(pk, request.as_of, viewer=request.user)
    if not policies.may_note_more(actor=request.user, concern=found):
        raise PermissionDenied
    day = max(day_of(request), found.raised_on)
    form = IdentityForm(posted(request), today=request.today, initial={"on": day})
    back = reverse("feedback:concern", args=[found.pk])
    blocked = check_identity(known=around.identity_request(found) is not None)
    if form.is_valid():

        def work() -> Any:
            return services.give_identity(
                actor=request.user, concern=found, identity=form.person, on=form.cleaned_data["on"]
            )

        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                told = {"day": f"{outcome.result.erase_on:%d/%m/%Y}"}
                messages.success(request, _("Đã ghi riêng; tự xoá ngày %(day)s.") % told)
            return redirect(back)
    context = {
        "title": _("Người nêu đề nghị trả lời riêng"),
        "concern": found,
        "form": form,
        "blocked": sentences(blocked),
        "erase_on": erase_on(day),
        "cancel_url": back,
    }
    return render(request, "feedback/identity_give.html", context)


@never_cache
@require_POST
def identity_read(request: HttpRequest, pk: int) -> HttpResponse:
    """The identity, shown on this page alone; that it was read goes into the log."""
    found = _found(request, pk)
    try:
        person = services.read_identity(actor=request.user, concern=found, on=request.today)
    except RuleBroken as broken:
        messages.error(request, " ".join(sentences(broken.violations)))
        return redirect("feedback:concern", found.pk)
    context = {
        "title": _("Danh tính người nêu"),
        "concern": found,
        "person": person,
        "asked": around.identity_request(found),
    }
    return render(request, "feedback/identity_show.html", context)


@never_cache
def identity_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Is the identity to go now?"""
    found = _found(request, pk)
    back = reverse("feedback:concern", args=[found.pk])
    asked = around.identity_request(found)
    if asked is None or asked.erased_on is not None:
        messages.info(request, _("Không còn danh tính nào để xoá."))
        return redirect(back)
    if request.method == "POST":
        try:
            with once(request):
                services.erase_identity(actor=request.user, concern=found, on=request.today)
            messages.success(request, _("Đã xoá danh tính. Chỉ còn lại việc đã xoá và ngày xoá."))
        except AlreadyDone:
            messages.info(request, already_done())
        except RuleBroken as broken:
            messages.error(request, " ".join(sentences(broken.violations)))
        return redirect(back)
    context = {
        "title": _("Xoá danh tính"),
        "question": _("Xoá danh tính của người nêu tâm tư số %(number)s?") % {"number": found.pk},
        "consequences": [
            _("Họ tên và cách liên hệ bị xoá hẳn, không lấy lại được."),
            _("Nội dung tâm tư, trả lời và việc đã từng có đề nghị trả lời riêng vẫn được giữ."),
        ],
        "confirm_label": _("Xoá danh tính"),
        "cancel_url": back,
        "tone": "danger",
    }
    return render(request, "kit/confirm_page.html", context)


@never_cache
def identities(request: HttpRequest) -> HttpResponse:
    """Concerns whose resident waits for an answer in person, and until when each identity is kept."""
    if not may(request.user, Right.READ_IDENTITIES):
        raise PermissionDenied
    services.erase_what_is_due(request.today)
    rows = list(kept_for(request.user))
    names = names_on({row.concern.cell_id for row in rows}, request.as_of)
    context = {
        "title": _("Đề nghị trả lời riêng"),
        "rows": [(row, names.get(row.concern.cell_id, "")) for row in rows],
    }
    return render(request, "feedback/identity_list.html", context)


def _found(request: HttpRequest, pk: int) -> Any:
    found = find.concern_of(pk, request.as_of, viewer=request.user)
    if not policies.may_read_identity(actor=request.user, concern=found):
        raise PermissionDenied
    return found
