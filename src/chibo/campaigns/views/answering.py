"""How a form of a campaign does its work: once, refused in words, never half."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from chibo.audit.use_cases import RuleBroken
from chibo.domain.rules import Violation
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.violations import sentence


@dataclass(frozen=True)
class Outcome:
    """What became of the work: done (now, or by an earlier press: then without a result), or refused and why."""

    is_done: bool
    result: Any = None
    violations: Sequence[Violation] = ()


def carry_out(request: HttpRequest, work: Callable[[], Any], *, form: forms.Form | None = None) -> Outcome:
    """Do ``work`` at most once for the form sent. A refusal stands in ``form`` (beside its field where one is named).

    A second press does nothing and says so in a message.
    """
    try:
        with once(request):
            return Outcome(True, work())
    except AlreadyDone:
        messages.info(request, already_done())
        return Outcome(True)
    except RuleBroken as broken:
        if form is not None:
            fields: dict[str, str] = getattr(form, "fields_of", {})
            for violation in broken.violations:
                name = fields.get(violation.code)
                form.add_error(name if name in form.fields else None, sentence(violation))
        return Outcome(False, violations=broken.violations)
