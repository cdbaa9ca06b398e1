"""What the sender does: send, send a new version, withdraw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.directives import policies
from chibo.directives.forms.directives import DirectiveForm, VersionForm, WithdrawForm
from chibo.directives.queries.directives import directive_of, senders_on, versions_of
from chibo.directives.queries.reach import full_reach_on
from chibo.directives.services.directives import send_directive, send_version, withdraw_directive
from chibo.kit.forms import posted
from chibo.registry.policies import Right, may
from chibo.registry.views.answering import carry_out, day_of


def directive_send(request: HttpRequest) -> HttpResponse:
    """A new directive; a classified one is refused beside the field that says so, and nothing of it is kept."""
    if not may(request.user, Right.SEND_DIRECTIVES):
        raise PermissionDenied
    day = day_of(request)
    form = DirectiveForm(
        posted(request),
        files=request.FILES or None,
        viewer=request.user,
        day=day,
        sender=senders_on(day, viewer=request.user).first(),
        today=request.today,
    )
    if request.method == "POST" and form.is_valid():
        outcome = carry_out(request, lambda: send_directive(actor=request.user, **form.facts()), form=form)
        if outcome.is_done:
            if outcome.result is None:
                return redirect("directives:directives")
            messages.success(request, _("Đã gửi văn bản; mọi đơn vị trực thuộc thấy ở việc cần làm."))
            return redirect("directives:directive", outcome.result.pk)
    context = {
        "form": form,
        "title": _("Gửi văn bản chỉ đạo"),
        "submit_label": _("Gửi"),
        "cancel_url": reverse("directives:directives"),
    }
    return render(request, "directives/directive_form.html", context)


def version_send(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version in the place of the last one: everybody is asked again."""
    directive = _run_by(request, pk)
    last = versions_of(directive)[-1]
    day = max(day_of(request), last.sent_on)
    form = VersionForm(
        posted(request),
        files=request.FILES or None,
        today=request.today,
        initial={"text": last.text, "on": day},
    )
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        outcome = carry_out(request, lambda: send_version(actor=request.user, directive=directive, **facts), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                words = _("Đã gửi bản %(number)s; các đơn vị được yêu cầu ký nhận lại.")
                messages.success(request, words % {"number": last.number + 1})
            return redirect("directives:directive", pk)
    context = {
        "form": form,
        "directive": directive,
        "title": _("Gửi bản %(number)s") % {"number": last.number + 1},
        "submit_label": _("Gửi bản mới"),
        "cancel_url": reverse("directives:directive", args=[pk]),
    }
    return render(request, "directives/directive_form.html", context)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the directive back: what was acknowledged stays, nobody else is asked."""
    directive = _run_by(request, pk)
    day = day_of(request)
    reach = full_reach_on(directive, day, viewer=request.user)
    form = WithdrawForm(posted(request), today=request.today, initial={"on": day})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data

        def work() -> Any:
            return withdraw_directive(actor=request.user, directive=directive, **facts)

        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã thu hồi văn bản; các ký nhận đã có được giữ nguyên."))
            return redirect("directives:directive", pk)
    context = {
        "title": _("Thu hồi văn bản"),
        "question": _("Thu hồi văn bản %(number)s?") % {"number": directive.number},
        "consequences": _consequences(reach),
        "directive": directive,
        "form": form,
        "confirm_label": _("Thu hồi"),
        "cancel_url": reverse("directives:directive", args=[pk]),
        "tone": "danger",
    }
    return render(request, "directives/confirm.html", context)


def _consequences(reach: Any) -> list[str]:
    found = []
    if reach is not None:
        words = _("%(reached)s trong %(asked)s đơn vị đã ký nhận bản %(version)s: các ký nhận này được giữ nguyên.")
        found.append(
            words % {"reached": reach.reached_count, "asked": len(reach.units), "version": reach.version.number}
        )
    found.append(_("Các đơn vị chưa ký nhận không còn bị yêu cầu hay nhắc nữa; trang văn bản ghi rõ đã thu hồi."))
    return found


def _run_by(request: HttpRequest, pk: int) -> Any:
    directive = directive_of(pk, viewer=request.user)
    if not policies.may_run(actor=request.user, directive=directive):
        raise PermissionDenied
    return directive
