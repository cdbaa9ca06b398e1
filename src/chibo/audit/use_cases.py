"""The one door for writes: permission, transaction and audit in one place.

    @use_case("registry.cell_dissolved", label=_("Giải thể chi bộ"), allowed=may_reorganise)
    def dissolve_cell(*, actor, cell, decision, on): ...

Calling it checks ``allowed(actor=…, **arguments)`` (anything but ``True`` refuses), opens a transaction, runs the body
and writes one ``AuditEntry`` with who, when, why and what before and after, in the same transaction. Recorded models
refuse any write outside.
"""

from __future__ import annotations

import functools
import inspect
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from chibo.audit.changes import Change, plain, recording
from chibo.audit.models import AuditEntry
from chibo.domain.vietnamese import search_key
from chibo.kit.language import source_language

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class UseCase:
    """A registered use case: its audit name, its label and who may."""

    name: str
    label: Any
    allowed: Callable[..., bool]
    function: Callable[..., Any]


UNAUDITED = frozenset({"actor", "password", "wording", "identity"})
"""Arguments that the log never holds: who acts stands there by itself; what names a person could not be taken back."""
USE_CASES: dict[str, UseCase] = {}
_context: ContextVar[dict[str, Any] | None] = ContextVar("chibo_context", default=None)


class RuleBroken(Exception):
    """A rule refuses the change; ``violations`` say which, in the order found. Nothing was written."""

    def __init__(self, violations: list[Any]) -> None:
        super().__init__(", ".join(violation.code for violation in violations))
        self.violations = violations


def require(violations: list[Any]) -> list[Any]:
    """The warnings among ``violations``; raises ``RuleBroken`` with the blocking ones if there are any."""
    blocking = [violation for violation in violations if violation.severity == "BLOCKING"]
    if blocking:
        raise RuleBroken(blocking)
    return violations


@contextmanager
def on_behalf(*, acting_for: str = "", reason: str = "", request_id: str = "") -> Iterator[None]:
    """Within: audit entries carry for whom the actor acted (assisted entry), why, and the request they belong to."""
    token = _context.set({"acting_for": acting_for, "reason": reason, "request_id": request_id or uuid.uuid4().hex})
    try:
        yield
    finally:
        _context.reset(token)


def use_case(name: str, *, label: Any, allowed: Callable[..., bool]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function with an ``actor`` the door for one kind of write. See the module."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        if name in USE_CASES:
            raise ValueError(f"two use cases are called {name}")
        if any(parameter.kind is not parameter.KEYWORD_ONLY for parameter in signature.parameters.values()):
            raise TypeError(f"{function.__name__} must take keyword arguments only")

        @functools.wraps(function)
        def door(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            if allowed(**bound.arguments) is not True:
                raise PermissionDenied(str(_("Đồng chí không có quyền thực hiện việc này.")))
            with transaction.atomic():
                with recording(name) as change:
                    result = function(*args, **kwargs)
                _write_entry(name, change, bound.arguments, result)
            return result

        USE_CASES[name] = UseCase(name, label, allowed, door)
        return door

    return decorate


def _write_entry(name: str, change: Change, arguments: dict[str, Any], result: Any) -> None:
    actor = arguments["actor"]
    subject = result if isinstance(result, models.Model) else _first_model(arguments)
    context = _context.get() or {}
    with source_language():
        subject_text = str(subject)[:300] if subject else ""
    reason = context.get("reason", "") or str(arguments.get("reason") or "")
    AuditEntry.objects.create(
        action=name,
        actor=actor,
        actor_name=str(actor),
        acting_for=context.get("acting_for", ""),
        reason=reason,
        request_id=context.get("request_id", ""),
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        subject_text=subject_text,
        search_key=search_key(f"{subject_text} {reason}"),
        parameters={key: plain(value) for key, value in arguments.items() if key not in UNAUDITED},
        changes=change.rows,
    )


def _first_model(arguments: dict[str, Any]) -> models.Model | None:
    candidates = (value for key, value in arguments.items() if key != "actor" and isinstance(value, models.Model))
    return next(candidates, None)
