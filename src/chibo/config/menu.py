"""The menu: what each role finds, in the order of the work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def menu(request: HttpRequest) -> dict[str, Any]:
    """Template context: the entries the signed-in user may open."""
    return {"menu": []}
