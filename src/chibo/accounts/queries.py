"""Finding accounts and their tokens."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from chibo.accounts.models import LOCAL_OPERATOR, ApiToken, User


def server() -> User:
    """The account in whose name the server does what falls due."""
    return User.objects.get(username=LOCAL_OPERATOR)


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def tokens_of(*, viewer: User) -> QuerySet[ApiToken]:
    """The viewer's own tokens, revoked ones included, latest first."""
    return ApiToken.objects.filter(user=viewer).order_by("-pk")


def token_of(pk: int, *, viewer: User) -> ApiToken:
    """The viewer's own token ``pk``. Raises ``Http404``."""
    token = ApiToken.objects.filter(pk=pk, user=viewer).first()
    if token is None:
        raise Http404
    return token


def user_of_token(token: str, *, on: date) -> User | None:
    """The active user whose unrevoked token, not expired on ``on``, this is. One SQL query."""
    usable = ApiToken.objects.filter(Q(expires_on=None) | Q(expires_on__gte=on), revoked_at=None)
    found = usable.filter(digest=digest_of(token), user__is_active=True).select_related("user").first()
    return found.user if found is not None and not found.user.is_local_operator else None
