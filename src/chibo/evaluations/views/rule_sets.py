"""The rules of each year: what holds from when, from where, what is uncertain; as a file, and a new one added."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.evaluation.way import Side
from chibo.evaluations.forms.rule_sets import RuleSetForm
from chibo.evaluations.labels import CAP_BASES, GRADES, PERIOD_KINDS, SHORT_SIDES
from chibo.evaluations.queries import rule_sets as find
from chibo.evaluations.services.rule_sets import add_rule_set
from chibo.kit.forms import posted
from chibo.registry.policies import Right, may
from chibo.registry.views.answering import carry_out, day_of


def rule_sets(request: HttpRequest) -> HttpResponse:
    """Every rule set, the latest first."""
    if not may(request.user, Right.VIEW_REVIEWS):
        raise Http404
    shown = [
        {
            "known": known,
            "rules": known.rules,
            "periods": [PERIOD_KINDS[kind] for kind in known.rules.periods],
            "cap_of": CAP_BASES[known.rules.cap.of] if known.rules.cap is not None else "",
            "criteria": [
                (each, [SHORT_SIDES[side] for side in Side if side in each.sides]) for each in known.rules.criteria
            ],
            "thresholds": [(GRADES[grade], least) for grade, least in known.rules.points.thresholds.items()]
            if known.rules.points is not None
            else [],
        }
        for known in find.known_rule_sets()
    ]
    context = {
        "title": _("Quy định xếp loại"),
        "shown": shown,
        "may_add_rules": may(request.user, Right.ADD_RULES),
    }
    return render(request, "evaluations/rule_sets.html", context)


def rule_set_file(request: HttpRequest) -> HttpResponse:
    """One rule set (``ma``; else the latest) as TOML, to make a new one from."""
    if not may(request.user, Right.VIEW_REVIEWS):
        raise Http404
    code = request.GET.get("ma", find.known_rule_sets()[0].rules.code)
    text = find.as_toml(find.rule_set_called(code))
    return HttpResponse(
        text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{code}.toml"'},
    )


def rule_set_add(request: HttpRequest) -> HttpResponse:
    """A new year's rules from a file; every fault is told with its field."""
    if not may(request.user, Right.ADD_RULES):
        raise PermissionDenied
    form = RuleSetForm(
        posted(request), files=request.FILES or None, today=request.today, initial={"on": day_of(request)}
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        outcome = carry_out(request, lambda: add_rule_set(actor=request.user, **facts), form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã thêm quy định %(code)s.") % {"code": outcome.result.code})
            return redirect("evaluations:rule_sets")
    context = {
        "form": form,
        "title": _("Thêm quy định xếp loại"),
        "submit_label": _("Thêm quy định"),
        "cancel_url": reverse("evaluations:rule_sets"),
    }
    return render(request, "evaluations/rule_set_add.html", context)
