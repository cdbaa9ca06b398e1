"""How a form about a concern does its work: once, refused in words, never half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from chibo.audit.use_cases import RuleBroken
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.violations import sentence


@dataclass(frozen=True)
class Outcome:
    """What became of the work: done (now, or by an earlier press: then without a result), or refused."""

    is_done: bool
    result: Any = None


def carry_out(request: HttpRequest, work: Callable[[], Any], *, form: forms.Form) -> Outcome:
    """Do ``work`` at most once for the form sent. A refusal stands in ``form``, beside its field where one is named."""
    try:
        with once(request):
            return Outcome(True, work())
    except AlreadyDone:
        messages.info(request, already_done())
        return Outcome(True)
    except RuleBroken as broken:
        fields: dict[str, str] = getattr(form, "fields_of", {})
        for violation in broken.violations:
            name = fields.get(violation.code)
            form.add_error(name if name in form.fields else None, sentence(violation))
        return Outcome(False)


def day_of(request: HttpRequest) -> date:
    """The day on which a step is entered at first: the day shown, but not ahead of the clock's."""
    return min(request.as_of, request.today)
