"""Calendars proposed: ask for one, give way in a rule, mend the one in force, look, adopt, print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.domain.meeting_calendar.month import custom
from chibo.domain.meeting_calendar.problem import Rule, RuleKind, Session, parse
from chibo.domain.meeting_calendar.relaxations import can_relax
from chibo.kit.forms import posted
from chibo.meetings import policies
from chibo.meetings.forms.preparation import AdoptForm
from chibo.meetings.queries.calendars import adoption_of, plan_of, relaxation_of
from chibo.meetings.queries.fitness import misfits_of
from chibo.meetings.queries.problems import problem_of
from chibo.meetings.queries.readings import cost_of, cost_of_custom
from chibo.meetings.queries.told import Told, told_of
from chibo.meetings.services.calendars import (
    adopt_calendar,
    propose_calendar,
    propose_repair,
    relax_rule,
    withdraw_relaxation,
)
from chibo.meetings.views.parts import (
    Place,
    calendar_rows,
    cost_rows,
    counter_key,
    crumbs,
    month_words,
    page_context,
    place_of,
)
from chibo.meetings.wording import RELAXATIONS, TERMS, Names, names_in, rule_words, slot_words
from chibo.registry.views.answering import Change, Preview, answer, carry_out, follow_on
from chibo.registry.violations import sentence, sentences

NEW, REPAIR = "lap", "sua"


@require_POST
def propose(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Ask the solver for the month's calendar; where none is possible, name the rules that clash."""
    place = place_of(request, code, year, month)
    if not policies.may_plan(actor=request.user, commune=place.commune):
        raise PermissionDenied
    return _proposed(request, place, NEW)


@require_POST
def mend(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Ask for the calendar in force with the fewest changes from a session of the day shown."""
    place = place_of(request, code, year, month)
    if not policies.may_staff(actor=request.user, commune=place.commune):
        raise PermissionDenied
    return _proposed(request, place, REPAIR)


@require_POST
def relax(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Give way in one rule, named as a conflict names it, and ask for the calendar again."""
    place = place_of(request, code, year, month)
    if not policies.may_plan(actor=request.user, commune=place.commune):
        raise PermissionDenied
    rule, ids = request.POST.get("rule", ""), request.POST.getlist("id")
    if rule not in set(RuleKind) or not ids:
        raise Http404
    outcome = carry_out(
        request,
        lambda: relax_rule(
            actor=request.user, commune=place.commune, month=place.month, rule=rule, ids=ids, on=request.as_of
        ),
    )
    for violation in outcome.violations:
        messages.error(request, sentence(violation))
    if outcome.result is None:
        return redirect(place.address)
    messages.success(request, _("Đã ghi việc nới quy tắc cho %(month)s.") % {"month": month_words(place.month)})
    again = REPAIR if request.POST.get("viec") == REPAIR else NEW
    return _proposed(request, place, again, is_asked=False)


@require_POST
def relaxation_withdraw(request: HttpRequest, code: str, year: int, month: int, pk: int) -> HttpResponse:
    """The rule holds again for calendars proposed from now on."""
    place = place_of(request, code, year, month)
    relaxation = relaxation_of(place.commune, place.month, pk)
    outcome = carry_out(
        request, lambda: withdraw_relaxation(actor=request.user, relaxation=relaxation, on=request.as_of)
    )
    if outcome.result is not None:
        messages.success(request, _("Quy tắc có hiệu lực trở lại với các dự thảo lập từ nay."))
    return redirect(place.address)


def plan(request: HttpRequest, code: str, year: int, month: int, number: int) -> HttpResponse:
    """One proposal day by day, beside today's custom, with what it changes and who must be told."""
    place = place_of(request, code, year, month)
    found = plan_of(place.commune, place.month, number)
    problem, present = parse(found.problem), problem_of(place.commune, place.month)
    names = names_in(place.commune, problem, present)
    adoption = adoption_of(place.commune, place.month)
    is_in_force = adoption is not None and adoption.plan_id == found.pk
    former = found.repairs if found.repairs is not None else adoption.plan if adoption and not is_in_force else None
    misfits = [] if is_in_force else misfits_of(found, present, request.as_of)
    context = page_context(request, place) | {
        "title": _("Dự thảo %(number)s") % {"number": number},
        "crumbs": crumbs(place),
        "plan": found,
        "plan_args": [*place.args, number],
        "is_in_force": is_in_force,
        "is_proven": found.result["status"] == "OPTIMAL",
        "rows": calendar_rows(problem, found.result["meetings"], found.result["desk"], names),
        "custom_rows": _custom_rows(problem, names),
        "counters": counter_key(problem, names),
        "costs": cost_rows(cost_of_custom(problem), cost_of(problem, found.result["meetings"], found.result["desk"])),
        "terms": [(TERMS[term], points) for term, points in found.result["breakdown"].items()],
        "told": _told_rows(told_of(found, former, found.made_on), names) if former is not None else None,
        "former": former,
        "misfits": [rule_words(rule, names) for rule in misfits],
    }
    return render(request, "meetings/plan.html", context)


def plan_adopt(request: HttpRequest, code: str, year: int, month: int, number: int) -> HttpResponse:
    """Put a proposal in force, after a look at what that brings."""
    place = place_of(request, code, year, month)
    found = plan_of(place.commune, place.month, number)
    if not policies.may_adopt(actor=request.user, plan=found):
        raise PermissionDenied
    adoption = adoption_of(place.commune, place.month)
    form = AdoptForm(posted(request), viewer=request.user, day=max(request.as_of, found.made_on))

    def preview(form: AdoptForm) -> Preview:
        cost = cost_of(parse(found.problem), found.result["meetings"], found.result["desk"])
        shown = Preview(
            [
                _("Lịch %(month)s có hiệu lực, %(count)s chi bộ có ngày họp được công bố.")
                % {"month": month_words(place.month), "count": len(found.result["meetings"])},
                _("Quầy một cửa bỏ trống %(hours)s giờ.") % {"hours": cost.empty_hours},
            ]
        )
        if adoption is not None and adoption.plan_id != found.pk:
            told = told_of(found, adoption.plan, form.cleaned_data["on"])
            shown.warnings.append(
                _("Thay lịch đã duyệt ngày %(day)s: cần báo lại cho %(cells)s chi bộ và %(clerks)s người trực quầy.")
                % {"day": f"{adoption.adopted_on:%d/%m/%Y}", "cells": len(told.cells), "clerks": len(told.clerks)}
            )
        return shown

    change = Change(
        title=_("Duyệt lịch %(month)s") % {"month": month_words(place.month)},
        back=place.address,
        done=_("Đã duyệt và công bố lịch %(month)s.") % {"month": month_words(place.month)},
        work=lambda form: adopt_calendar(actor=request.user, plan=found, on=form.cleaned_data["on"]),
        preview=preview,
        context={
            "crumbs": [
                *crumbs(place),
                (_("Dự thảo %(number)s") % {"number": number}, reverse("meetings:plan", args=[*place.args, number])),
            ],
            "lead": _("Dự thảo %(number)s – %(commune)s") % {"number": number, "commune": place.version.name},
            "confirm_label": _("Duyệt và công bố"),
        },
    )
    return answer(request, form, change)


def printed(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """The calendar in force on paper: when each cell meets, and who serves which counter. Raises ``Http404``."""
    place = place_of(request, code, year, month)
    adoption = adoption_of(place.commune, place.month)
    if adoption is None:
        raise Http404
    problem = parse(adoption.plan.problem)
    names = names_in(place.commune, problem)
    context = page_context(request, place) | {
        "title": _("Lịch sinh hoạt chi bộ và trực quầy một cửa, %(month)s") % {"month": month_words(place.month)},
        "adoption": adoption,
        "rows": calendar_rows(problem, adoption.plan.result["meetings"], adoption.plan.result["desk"], names),
        "counters": counter_key(problem, names),
    }
    return render(request, "meetings/month_print.html", context)


def _proposed(request: HttpRequest, place: Place, kind: str, *, is_asked: bool = True) -> HttpResponse:
    """The new proposal's page; else the rules that clash, or the refusal in words on the month's page.

    ``is_asked``: the form sent asked for nothing else, so that a second press does nothing.
    """
    facts = {"actor": request.user, "commune": place.commune, "month": place.month, "on": request.as_of}
    session = request.POST.get("buoi", Session.MORNING.value)
    if session not in set(Session):
        raise Http404

    def work() -> Any:
        return propose_repair(**facts, session=session) if kind == REPAIR else propose_calendar(**facts)

    outcome = carry_out(request, work) if is_asked else follow_on(work)
    if outcome.is_done:
        if outcome.result is None:
            return redirect(place.address)
        words = {"number": outcome.result.number}
        messages.success(request, _("Đã lập dự thảo %(number)s. Hãy xem rồi duyệt.") % words)
        return redirect("meetings:plan", *place.args, outcome.result.number)
    conflict = [rule for violation in outcome.violations for rule in violation.params.get("conflict", ())]
    if not conflict:
        for line in sentences(outcome.violations):
            messages.error(request, line)
        return redirect(place.address)
    return _conflict_page(request, place, conflict, kind, session)


def _conflict_page(
    request: HttpRequest, place: Place, conflict: list[dict[str, Any]], kind: str, session: str
) -> HttpResponse:
    problem = problem_of(place.commune, place.month)
    names = names_in(place.commune, problem)
    rules = [Rule(RuleKind(each["rule"]), tuple(each["ids"])) for each in conflict]
    context = page_context(request, place) | {
        "title": _("Chưa lập được lịch") if kind == NEW else _("Chưa sửa được lịch"),
        "crumbs": crumbs(place),
        "conflict": [
            {
                "words": rule_words(rule, names),
                "rule": rule.kind.value,
                "ids": rule.ids,
                "way": RELAXATIONS.get(rule.kind, "") if can_relax(problem, rule) else "",
            }
            for rule in rules
        ],
        "kind": kind,
        "session": session,
    }
    return render(request, "meetings/conflict.html", context)


def _custom_rows(problem: Any, names: Names) -> list[dict[str, Any]]:
    """The traditional day under today's custom."""
    rows = calendar_rows(problem, custom(problem), None, names)
    return [row for row in rows if row["is_traditional"]]


def _told_rows(told: Told, names: Names) -> dict[str, Any]:
    def duties(posts: tuple[tuple[str, str], ...]) -> list[str]:
        return [f"{slot_words(slot)} – {names.of(counter)}" for slot, counter in posts]

    return {
        "cells": [
            {
                "name": names.of(cell.cell),
                "before": slot_words(cell.before) if cell.before else "",
                "after": slot_words(cell.after) if cell.after else "",
                "secretary": cell.secretary,
            }
            for cell in told.cells
        ],
        "clerks": [
            {"name": names.of(clerk.officer), "released": duties(clerk.released), "called": duties(clerk.called)}
            for clerk in told.clerks
        ],
        "count": told.count,
    }
