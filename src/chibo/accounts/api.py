"""Who calls the REST API: a token in ``Authorization: Bearer …``, or the session of the browser."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from chibo.accounts import queries


class TokenAuth(HttpBearer):
    """Sets ``request.user`` to the token's user."""

    def authenticate(self, request: HttpRequest, token: str) -> object | None:
        user = queries.user_of_token(token, on=timezone.localdate())
        if user is not None:
            request.user = user
        return user
