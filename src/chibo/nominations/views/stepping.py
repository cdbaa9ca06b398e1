"""What every page of a step has: one question, who may answer it, the step done once, its turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.nominations.clocks import Clock, clock_rule
from chibo.nominations import policies
from chibo.nominations.labels import STATES
from chibo.nominations.queries import around
from chibo.nominations.queries import paths as find
from chibo.registry.views.answering import carry_out, day_of


def step(
    request: HttpRequest,
    found: Any,
    form: Any,
    work: Callable[[], Any],
    *,
    states: Sequence[Any],
    title: str,
    button: str,
    done: str,
    notes: list[str],
    tone: str = "",
) -> HttpResponse:
    """The page of one step, or the step done. Out of its turn (``states``) it says so and offers no button."""
    back = reverse("nominations:nomination", args=[found.pk])
    if form.is_valid():

        def within() -> Any:
            with form.on_behalf():
                return work()

        outcome = carry_out(request, within, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, done % {"number": found.pk})
            return redirect(back)
    state = find.facts_of(found).state
    blocked = [] if state in states else [_("Quần chúng đang ở bước khác: %(state)s.") % {"state": STATES[state].label}]
    context = {
        "title": title,
        "nomination": found,
        "cell_name": around.place_of(found, request.as_of)[0],
        "form": form,
        "button": button,
        "blocked": blocked,
        "notes": notes,
        "tone": tone,
        "cancel_url": back,
    }
    return render(request, "nominations/nomination_step.html", context)


def found(request: HttpRequest, pk: int, allowed: Callable[..., bool]) -> Any:
    """The nomination, for one who may take this step: another who sees it is refused, a stranger finds nothing."""
    found = find.nomination_of(pk, request.as_of, viewer=request.user)
    if not allowed(actor=request.user, nomination=found):
        raise PermissionDenied
    return found


def options(request: HttpRequest, found: Any) -> dict[str, Any]:
    assisted = policies.may_assist(actor=request.user, cell=found.cell)
    return {"today": request.today, "assisted": assisted, "initial": {"on": day_of(request)}}


def officials(request: HttpRequest, found: Any) -> list[str]:
    count = around.official_count(found.cell, day_of(request))
    return [_("Chi bộ hiện có %(count)s đảng viên chính thức; đảng viên dự bị không biểu quyết.") % {"count": count}]


def rule(request: HttpRequest, clock: Clock) -> dict[str, int]:
    """How much time the rule of the day gives."""
    return {"n": clock_rule(clock, day_of(request)).count}
