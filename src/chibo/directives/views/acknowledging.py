"""One press: the viewer's own unit has read the version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.directives.queries.directives import directive_of
from chibo.directives.services.acknowledging import acknowledge_version
from chibo.registry.policies import Right
from chibo.registry.queries.units import unit_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """POST ``unit`` (code) and ``version`` (number): acknowledged on the day shown. A refusal is a message on the page."""
    directive = directive_of(pk, viewer=request.user)
    if request.method != "POST":
        return redirect("directives:directive", pk)
    day = day_of(request)
    number = request.POST.get("version", "")
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        raise Http404
    version = unit_on(request.POST.get("unit", ""), day, viewer=request.user, right=Right.VIEW_DIRECTIVES)

    def work() -> Any:
        return acknowledge_version(
            actor=request.user, directive=directive, number=int(number), unit=version.unit, on=day
        )

    outcome = carry_out(request, work)
    if outcome.result is not None:
        messages.success(
            request, _("%(unit)s đã ký nhận bản %(version)s.") % {"unit": version.name, "version": int(number)}
        )
    for line in sentences(outcome.violations):
        messages.error(request, line)
    return redirect("directives:directive", pk)
