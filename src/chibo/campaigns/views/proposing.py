"""Proposing plans, and planning again with few changes."""

from __future__ import annotations

from time import monotonic
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.campaigns.emphases import EMPHASES, EMPHASES_BY_CODE, OWN
from chibo.campaigns.forms.plans import ProposeForm, ReplanForm
from chibo.campaigns.queries.communes import (
    campaign_of,
    commune_of,
    reorganisation_of,
    status_on,
)
from chibo.campaigns.queries.plans import out_of_date, plan_of, plans_of
from chibo.campaigns.queries.problems import problem_of, rules_of
from chibo.campaigns.queries.readings import read_plan
from chibo.campaigns.sentences import (
    plain,
    signed,
    title_in_sentence,
    title_of,
)
from chibo.campaigns.services.plans import propose_plan
from chibo.campaigns.views.commune_parts import page_context
from chibo.campaigns.views.plan_parts import (
    compare_address,
    conflict_rows,
    plan_context,
    require_planner,
    summary_of_plan,
)
from chibo.domain.papers.wording import in_sentence
from chibo.domain.placement.replan import frontier
from chibo.domain.problem_fields import MalformedProblem
from chibo.kit.forms import posted
from chibo.registry.views.answering import carry_out
from chibo.registry.violations import sentences

SECONDS_TO_WEIGH_CHANGES = 8.0
"""How long a page may spend on the table of what each further change buys."""


def plan_propose(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Ask the solver for a plan under each emphasis chosen; where none is possible, name the rules that clash."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    require_planner(request, part)
    initial: dict[str, Any] = {"on": request.as_of}
    if not plans_of(part, viewer=request.user).exists():
        initial["emphases"] = [emphasis.code for emphasis in EMPHASES]
    form = ProposeForm(posted(request), initial=initial)
    conflict: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        own, on = rules_of(part), form.cleaned_data["on"]
        chosen = [EMPHASES_BY_CODE[name] for name in form.cleaned_data["emphases"]]

        def work() -> list[Any]:
            return [
                propose_plan(
                    actor=request.user,
                    commune=part,
                    on=on,
                    name="" if emphasis is OWN else str(emphasis.label),
                    rules=emphasis.rules(own),
                )
                for emphasis in chosen
            ]

        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is None:
                return redirect("campaigns:commune", code, commune)
            return _proposed(request, part, outcome.result)
        conflict = conflict_rows(outcome.violations, on)
        if conflict:
            form.errors.pop("__all__", None)
    context = page_context(part, status_on(part, request.as_of)) | {
        "title": _("Lập phương án"),
        "form": form,
        "emphases": EMPHASES,
        "picked": form["emphases"].value() or [],
        "conflict": conflict,
        "decided": reorganisation_of(part),
    }
    return render(request, "campaigns/plan_propose.html", context)


def plan_replan(request: HttpRequest, code: str, commune: str, number: int) -> HttpResponse:
    """Plan again close to an earlier plan: why it is out of date, what each further change buys, how many are allowed."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    require_planner(request, part)
    found = plan_of(part, number, viewer=request.user)
    summary = summary_of_plan(part, number, request)
    weighed = _changes_weighed(request, part, found) if "can-nhac" in request.GET else {}
    if weighed and getattr(request, "htmx", False):
        return render(request, "campaigns/_plan_changes.html", weighed)
    form = ReplanForm(
        posted(request),
        has_overrides=bool(summary.override_count),
        initial={"on": request.as_of},
    )
    conflict: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        on, most = form.cleaned_data["on"], form.cleaned_data["max_changes"]
        rules = _holding_overrides(part, found) if form.cleaned_data.get("keep_overrides") else {}
        outcome = carry_out(
            request,
            lambda: propose_plan(
                actor=request.user,
                commune=part,
                on=on,
                name=_("giữ gần phương án %(number)s") % {"number": number},
                rules=rules,
                previous=found,
                max_changes=most,
            ),
            form=form,
        )
        if outcome.is_done:
            if outcome.result is None:
                return redirect("campaigns:commune", code, commune)
            messages.success(request, _("Đã lập %(plan)s.") % {"plan": title_in_sentence(outcome.result)})
            return redirect(compare_address(part, [number, outcome.result.number]))
        conflict = conflict_rows(outcome.violations, on)
        if conflict:
            form.errors.pop("__all__", None)
    context = plan_context(request, part, found, summary) | {
        "title": _("Lập lại, ít thay đổi"),
        "plan_title": title_of(found),
        "plan_said": title_in_sentence(found),
        "commune_said": in_sentence(status_on(part, request.as_of).name),
        "form": form,
        "conflict": conflict,
        "stale": sentences(out_of_date(found, request.as_of)),
        "decided": reorganisation_of(part),
        "weighed": weighed,
    }
    return render(request, "campaigns/plan_replan.html", context | weighed)


def _proposed(request: HttpRequest, part: Any, plans: list[Any]) -> HttpResponse:
    args = [part.campaign.code, part.unit.code]
    if len(plans) == 1:
        messages.success(request, _("Đã lập %(plan)s.") % {"plan": title_in_sentence(plans[0])})
        return redirect("campaigns:plan", *args, plans[0].number)
    messages.success(request, _("Đã lập %(count)s phương án. Dưới đây là so sánh.") % {"count": len(plans)})
    return redirect(compare_address(part, [plan.number for plan in plans]))


def _holding_overrides(part: Any, plan: Any) -> dict[str, Any]:
    """The commune's rules with the overrides of ``plan`` as pins, in place of other pins of the same members."""
    reading = read_plan(plan)
    held = {row.key: row.to_code for row in reading.rows if row.is_override}
    fixed = [list(pair) for pair in rules_of(part).get("fixed", ()) if pair[0] not in held]
    return {"fixed": [*fixed, *([key, cell] for key, cell in sorted(held.items()))]}


def _changes_weighed(request: HttpRequest, part: Any, plan: Any) -> dict[str, Any]:
    """What each further change buys, from the fewest possible to the free optimum."""
    before = plan.result["placements"]
    end = monotonic() + SECONDS_TO_WEIGH_CHANGES
    try:
        problem = problem_of(part, request.as_of, rules=rules_of(part), previous=before)
    except MalformedProblem:
        return {"steps": []}
    steps = frontier(problem, seconds_left=lambda: end - monotonic())
    if not steps:
        return {"steps": []}
    best = steps[-1].result.objective or 0
    rows = [
        {
            "changes": step.max_changes,
            "objective": plain(step.result.objective or 0),
            "gap": signed((step.result.objective or 0) - best),
            "is_best": step.result.objective == best,
        }
        for step in steps
    ]
    names = read_plan(plan).by_key
    newcomers = [key for key in problem.members_by_id if key not in names]
    return {"steps": rows, "newcomers": len(newcomers)}
