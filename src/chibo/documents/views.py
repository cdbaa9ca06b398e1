"""Screens of papers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


@login_not_required
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the paper with this QR code is in force; open to whoever holds the print."""
    return HttpResponse(token)
