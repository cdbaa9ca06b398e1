"""How a button of a calendar does its work: once, refused in words, never half."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from chibo.audit.use_cases import RuleBroken
from chibo.domain.rules import Violation
from chibo.kit.once import AlreadyDone, already_done, once


@dataclass(frozen=True)
class Outcome:
    """What became of the work: done (now, or by an earlier press: then without a result), or refused and why."""

    is_done: bool
    result: Any = None
    violations: Sequence[Violation] = ()


def carry_out(request: HttpRequest, work: Callable[[], Any]) -> Outcome:
    """Do ``work`` at most once for the form sent; a second press does nothing and says so in a message."""
    try:
        with once(request):
            return Outcome(True, work())
    except AlreadyDone:
        messages.info(request, already_done())
        return Outcome(True)
    except RuleBroken as broken:
        return Outcome(False, violations=broken.violations)


def follow_on(work: Callable[[], Any]) -> Outcome:
    """Do ``work`` after what the form asked for was carried out, in the same request."""
    try:
        return Outcome(True, work())
    except RuleBroken as broken:
        return Outcome(False, violations=broken.violations)
