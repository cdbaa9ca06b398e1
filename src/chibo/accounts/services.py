"""What a user changes about their own account."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from chibo.accounts import policies
from chibo.accounts.models import ApiToken, User
from chibo.accounts.queries import digest_of
from chibo.audit.use_cases import use_case

PREFIX_LENGTH = 8


@use_case("accounts.password_changed", label=_("Đổi mật khẩu"), allowed=policies.may_settle_own)
def change_password(*, actor: User, password: str) -> User:
    """From now on ``actor`` signs in with ``password`` (already validated); neither is written to the log."""
    actor.set_password(password)
    actor.save()
    return actor


@use_case("accounts.profile_set", label=_("Đổi thiết lập tài khoản"), allowed=policies.may_settle_own)
def set_profile(*, actor: User, language: str, large_text: bool) -> User:
    """Pages answer ``actor`` in ``language`` and, where ``large_text``, in large letters, on every device."""
    actor.language = language
    actor.large_text = large_text
    actor.save()
    return actor


@use_case("accounts.token_created", label=_("Tạo mã truy cập"), allowed=policies.may_settle_own)
def create_token(*, actor: User, name: str, expires_on: date | None) -> tuple[ApiToken, str]:
    """A new token of ``actor`` and its text, which is kept nowhere: it must be shown now or never."""
    text = f"chibo_{secrets.token_urlsafe(32)}"
    start = len("chibo_")
    token = ApiToken.objects.create(
        user=actor,
        name=name,
        prefix=text[start : start + PREFIX_LENGTH],
        digest=digest_of(text),
        expires_on=expires_on,
    )
    return token, text


@use_case("accounts.token_revoked", label=_("Thu hồi mã truy cập"), allowed=policies.may_revoke_token)
def revoke_token(*, actor: User, token: ApiToken, at: datetime) -> ApiToken:
    """``token`` opens nothing any more. Revoking it again changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = at
        token.save()
    return token
