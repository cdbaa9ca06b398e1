"""What the campaign tells its communes: another deadline, an exception."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.audit.use_cases import RuleBroken
from chibo.campaigns import policies
from chibo.campaigns.forms.campaigns import DeadlineForm, ExcuseForm
from chibo.campaigns.queries import overview
from chibo.campaigns.queries.communes import campaign_of, campaigns_for, commune_of, communes_for
from chibo.campaigns.services.campaigns import excuse_commune, move_deadline
from chibo.kit.cells import day_text
from chibo.kit.forms import posted
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.queries.units import name_on
from chibo.registry.views.answering import carry_out
from chibo.registry.violations import sentences


def deadline_move(request: HttpRequest) -> HttpResponse:
    """A new deadline for the communes ticked: what it changes, then what became of each."""
    ticked = [pk for pk in (request.POST or request.GET).getlist("chon") if pk.isdecimal() and len(pk) < 18]
    parts = list(communes_for(request.user).filter(pk__in=ticked))
    if not parts:
        messages.info(request, _("Hãy chọn ít nhất một xã để dời hạn."))
        return redirect(_campaign_ticked_on(request))
    if not any(policies.may_direct(actor=request.user, commune=part) for part in parts):
        raise PermissionDenied
    form = DeadlineForm(request.POST if "confirmed" in request.POST else None)
    names = {status.commune.pk: status for status in overview.statuses_on(parts, request.as_of)}
    back = reverse("campaigns:campaign", args=[parts[0].campaign.code])
    context = {
        "title": _("Dời hạn hoàn thành"),
        "question": ngettext("Dời hạn của %(count)s xã?", "Dời hạn của %(count)s xã?", len(parts))
        % {"count": len(parts)},
        "form": form,
        "ticked": [str(part.pk) for part in parts],
        "statuses": list(names.values()),
        "confirm_label": _("Dời hạn"),
        "cancel_url": back,
        "campaign": parts[0].campaign,
    }
    if form.is_valid():
        deadline, reason = form.cleaned_data["deadline"], form.cleaned_data["reason"]
        try:
            with once(request):
                results = [_moved(request, part, names[part.pk].name, deadline, reason) for part in parts]
        except AlreadyDone:
            messages.info(request, already_done())
            return redirect(back)
        if len(results) == 1 and results[0]["is_done"]:
            messages.success(request, results[0]["words"])
            return redirect(results[0]["address"])
        return render(request, "campaigns/deadline_results.html", context | {"results": results})
    return render(request, "campaigns/deadline_move.html", context)


def commune_excuse(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Excuse a commune from the campaign, or take that back."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    if not policies.may_direct(actor=request.user, commune=part):
        raise PermissionDenied
    name = name_on(part.unit_id, request.as_of)
    back = reverse("campaigns:commune", args=[code, commune])
    is_excused = bool(part.excused)
    form = ExcuseForm(posted(request))
    if is_excused:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        reason = "" if is_excused else form.cleaned_data["reason"]
        outcome = carry_out(request, lambda: excuse_commune(actor=request.user, commune=part, reason=reason), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                done = (
                    _("%(name)s lại thực hiện đợt này.") if is_excused else _("%(name)s được miễn thực hiện đợt này.")
                )
                messages.success(request, done % {"name": name})
            return redirect(back)
    words = {"name": name, "title": part.campaign.title}
    if is_excused:
        question, label = _("%(name)s phải thực hiện lại “%(title)s”?"), _("Bỏ miễn")
        consequences = [_("Xã trở lại danh sách phải thực hiện, với hạn đã giao.")]
    else:
        question, label = _("Miễn cho %(name)s thực hiện “%(title)s”?"), _("Miễn thực hiện")
        consequences = [_("Xã không còn bị tính quá hạn và không vào số phải thực hiện.")]
    context = {
        "title": label,
        "question": question % words,
        "consequences": consequences,
        "warnings": [_("Lý do đang ghi: %(reason)s") % {"reason": part.excused}] if is_excused else [],
        "form": form,
        "confirm_label": label,
        "cancel_url": back,
    }
    return render(request, "kit/confirm_page.html", context)


def _moved(request: HttpRequest, part: Any, name: str, deadline: date, reason: str) -> dict[str, Any]:
    address = reverse("campaigns:commune", args=[part.campaign.code, part.unit.code])
    former = part.deadline
    try:
        move_deadline(actor=request.user, commune=part, deadline=deadline, reason=reason)
    except RuleBroken as broken:
        return {"subject": name, "is_done": False, "words": " ".join(sentences(broken.violations)), "address": address}
    except PermissionDenied as error:
        return {"subject": name, "is_done": False, "words": str(error), "address": address}
    words = _("Hạn của %(name)s dời từ %(former)s sang %(deadline)s.") % {
        "name": name,
        "former": day_text(former),
        "deadline": day_text(deadline),
    }
    return {"subject": name, "is_done": True, "words": words, "address": address}


def _campaign_ticked_on(request: HttpRequest) -> str:
    """Back to the campaign whose page asked, or to the list."""
    code = request.GET.get("dot", "")
    found = campaigns_for(request.user).filter(code=code).first() if code else None
    return reverse("campaigns:campaigns") if found is None else reverse("campaigns:campaign", args=[found.code])
