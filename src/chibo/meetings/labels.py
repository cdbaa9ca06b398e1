"""Words for stored codes of meetings and the desk."""

from __future__ import annotations

from typing import Any

from chibo.meetings.models import Leave
from chibo.meetings.models.preparation import SESSIONS as SESSION_CHOICES

SESSIONS: dict[str, Any] = dict(SESSION_CHOICES)
LEAVE_PARTS: dict[str, Any] = dict(Leave.PARTS)
LEAVE_KINDS: dict[str, Any] = dict(Leave.KINDS)
