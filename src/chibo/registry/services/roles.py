"""Accounts of people and the roles they hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.accounts.models import User
from chibo.audit.use_cases import require, use_case
from chibo.domain.rules import refusal
from chibo.registry import policies
from chibo.registry.models import Role, RoleHolding, Unit
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.registry.models import Member


@use_case("registry.user_created", label=_("Tạo tài khoản"), allowed=policies.may_create_user)
def create_user(*, actor: User, username: str, full_name: str, password: str, member: Member | None = None) -> User:
    """A new account, tied to ``member`` where the person is one.

    Raises ``RuleBroken``: USERNAME_TAKEN, MEMBER_HAS_ACCOUNT.
    """
    if User.objects.filter(username=username).exists():
        require([refusal("USERNAME_TAKEN", username=username)])
    if member is not None and member.user is not None:
        require([refusal("MEMBER_HAS_ACCOUNT", member=member.full_name, username=member.user.username)])
    user = User(username=username, full_name=full_name)
    user.set_password(password)
    user.save()
    if member is not None:
        member.user = user
        member.save()
    return user


@use_case("registry.password_reset", label=_("Đặt lại mật khẩu"), allowed=policies.may_reset_password)
def reset_password(*, actor: User, user: User, password: str, reason: str = "") -> User:
    """``user`` signs in with ``password`` from now on; sessions opened with the old one end."""
    user.set_password(password)
    user.save()
    return user


@use_case("registry.role_granted", label=_("Giao quyền"), allowed=policies.may_grant)
def grant_role(*, actor: User, user: User, role: Role, unit: Unit, on: date, until: date | None = None) -> RoleHolding:
    """``user`` holds ``role`` at ``unit`` from ``on`` (until, not including, ``until``).

    Nobody gives a right they lack at that unit, except RECEIVE and the like that belong to the role's own work:
    an organiser appoints committee officers. Raises ``RuleBroken``: ROLE_TOO_WIDE, PERIOD_EMPTY.
    """
    if until is not None and until <= on:
        require([refusal("PERIOD_EMPTY")])
    if role is Role.ORGANISER and not policies.may(actor, policies.Right.RUN_CAMPAIGN, unit):
        require([refusal("ROLE_TOO_WIDE", unit=name_on(unit, on))])
    holding = RoleHolding.objects.filter(user=user, role=role, unit=unit).open().first()
    if holding is None:
        holding = RoleHolding(user=user, role=role, unit=unit, starts_on=on, ends_on=until)
        holding.save()
    return holding


@use_case("registry.role_revoked", label=_("Thu hồi quyền"), allowed=policies.may_revoke)
def revoke_role(*, actor: User, holding: RoleHolding, on: date, reason: str = "") -> RoleHolding:
    """The role ends on ``on`` (voided when it had not begun)."""
    holding.close(on)
    return holding
