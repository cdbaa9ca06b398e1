"""What the API is told of a transfer."""

from __future__ import annotations

from typing import Any

from tests.factories.registry import World


def subjects(world: World) -> dict[str, Any]:
    """``happened``: the day on which a transfer was received, confirmed or sent back, and why."""
    return {"happened": {"on": "2019-06-03", "reason": "Thiếu hồ sơ"}}
