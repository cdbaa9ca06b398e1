"""Who may change an account: its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chibo.accounts.models import ApiToken, User


def may_settle_own(*, actor: User, **_: Any) -> bool:
    """Every active user settles their own account; the local operator, who cannot sign in, has none to settle."""
    return actor.is_active and not actor.is_local_operator


def may_revoke_token(*, actor: User, token: ApiToken, **_: Any) -> bool:
    """The token's owner."""
    return actor.is_active and token.user_id == actor.pk
