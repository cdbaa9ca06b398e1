"""What the use case under way has written so far; recorded rows tell it every change."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models


@dataclass
class Change:
    """What one use case has written so far."""

    action: str
    rows: list[dict[str, Any]] = field(default_factory=list)

    def note(self, model: str, pk: Any, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Record one row's values before (``None``: new) and after."""
        self.rows.append({"model": model, "pk": pk, "before": before, "after": after})


class WriteOutsideUseCase(RuntimeError):
    """A recorded row was about to be written without a use case."""


_current: ContextVar[Change | None] = ContextVar("chibo_change", default=None)


@contextmanager
def recording(action: str) -> Iterator[Change]:
    """Within: every recorded row that is written is noted in the change given."""
    change = Change(action)
    token = _current.set(change)
    try:
        yield change
    finally:
        _current.reset(token)


def current_change() -> Change:
    """The change under way. Raises ``WriteOutsideUseCase`` when there is none."""
    change = _current.get()
    if change is None:
        raise WriteOutsideUseCase("recorded rows are written through use cases only")
    return change


def plain(value: Any) -> Any:
    """``value`` as JSON can hold it: models by label and key, dates as ISO text, long collections shortened."""
    if value is None or isinstance(value, bool | int | float | str):
        return value if not isinstance(value, str) else value[:2000]
    if isinstance(value, models.Model):
        return {"model": value._meta.label_lower, "pk": value.pk, "text": str(value)[:200]}
    if isinstance(value, date | datetime | Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in list(value.items())[:500]}
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in list(value)[:500]]
    return str(value)[:500]
