"""Who holds which role where, on any day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from chibo.accounts.models import User
from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS
from chibo.domain.vietnamese import search_key
from chibo.registry.models import Role, RoleHolding, UnitVersion
from chibo.registry.policies import Right, may
from chibo.registry.queries.scope import below, in_scope

if TYPE_CHECKING:
    from chibo.registry.models import Unit
    from chibo.registry.models.dated import DatedQuerySet


def holdings_on(day: date, *, viewer: User) -> QuerySet:
    """Roles held on ``day`` at units where ``viewer`` may audit, each with ``unit_name`` and ``unit_code`` of the day.

    ``user_name``, ``username`` and ``is_active`` are the holder's.
    """
    return _in_scope(viewer).on(day).annotate(**_names(day)).order_by("user__full_name", "role", "pk")


def holdings_under(rows: QuerySet, unit_id: int, day: date) -> QuerySet:
    """Those of ``rows`` that are held at the unit or below it on ``day``."""
    top = UnitVersion.objects.on(day).filter(unit=unit_id).first()
    if top is None:
        return rows.filter(unit=unit_id)
    return rows.filter(unit__in=UnitVersion.objects.on(day).filter(below(top.path)).values("unit_id"))


def holdings_matching(rows: QuerySet, text: str) -> QuerySet:
    """Those of ``rows`` whose holder or unit has each word of ``text``, with or without accents."""
    holders = list(rows.order_by().values_list("user_id", "user__full_name", "user__username").distinct())
    for word in search_key(text).split():
        named = [pk for pk, full_name, username in holders if word in search_key(f"{full_name} {username}")]
        rows = rows.filter(Q(user__in=named) | Q(unit_search_key__contains=word))
    return rows


def holding_of(pk: int, day: date, *, viewer: User) -> RoleHolding:
    """The role ``pk``, open or of the past, with the names of ``holdings_on``. Raises ``Http404``."""
    found = _in_scope(viewer).annotate(**_names(day)).filter(pk=pk).select_related("user", "unit").first()
    if found is None:
        raise Http404
    return found


def roles_of(user: User, day: date, *, viewer: User) -> QuerySet:
    """The roles of ``user`` in the scope of ``viewer``, latest first."""
    return _in_scope(viewer).filter(user=user).annotate(**_names(day)).order_by("-starts_on", "-pk")


def account_of(pk: int, *, viewer: User) -> User:
    """The account ``pk`` if it holds or held a role in the scope of ``viewer``. Raises ``Http404``."""
    found = User.objects.filter(pk=pk, roles__in=_in_scope(viewer)).distinct().first()
    if found is None:
        raise Http404
    return found


def account_named(username: str) -> User | None:
    """The account with exactly this sign-in name, for granting it a role; the local operator has no sign-in."""
    return User.objects.filter(username=username, is_local_operator=False, is_active=True).first()


def open_holding(user: User, role: str, unit: Unit) -> RoleHolding | None:
    """The open holding of ``role`` at ``unit`` by ``user``."""
    return RoleHolding.objects.open().filter(user=user, role=role, unit=unit).first()


def grantable_roles(viewer: User, version: UnitVersion | None = None) -> list[str]:
    """Role codes that ``viewer`` may give at the unit (or at some unit), in the order of the roles.

    A secretary or a member belongs to a cell, a head of office to a commune.
    """
    unit = version.unit if version is not None else None
    found = []
    for role in Role:
        if role is Role.ORGANISER and not may(viewer, Right.RUN_CAMPAIGN, unit):
            continue
        if version is not None and role in (Role.SECRETARY, Role.MEMBER) and version.kind not in CELL_KINDS:
            continue
        if version is not None and role is Role.HEAD_OF_OFFICE and version.kind not in COMMUNE_KINDS:
            continue
        found.append(role.value)
    return found


def _in_scope(viewer: User) -> DatedQuerySet:
    units = UnitVersion.objects.valid().filter(in_scope(viewer, Right.AUDIT))
    return RoleHolding.objects.valid().filter(unit__in=units.values("unit_id"))


def _names(day: date) -> dict[str, F | Subquery]:
    known = UnitVersion.objects.valid().filter(unit=OuterRef("unit")).order_by("-starts_on")
    ends = known.filter(starts_on__lte=day)
    return {
        "unit_name": Subquery(ends.values("name")[:1]),
        "unit_code": F("unit__code"),
        "unit_search_key": Subquery(ends.values("search_key")[:1]),
        "unit_ends_on": Subquery(known.values("ends_on")[:1]),
        "user_name": F("user__full_name"),
        "username": F("user__username"),
        "is_active": F("user__is_active"),
    }
