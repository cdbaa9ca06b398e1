"""Who may do what with a directive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chibo.registry.models import Role, RoleHolding, UnitVersion
from chibo.registry.policies import RIGHTS, Right, may, scope_paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.accounts.models import User
    from chibo.directives.models import Directive
    from chibo.registry.models import Unit


def may_send(*, actor: User, unit: Unit, **_: Any) -> bool:
    return may(actor, Right.SEND_DIRECTIVES, unit)


def may_run(*, actor: User, directive: Directive, **_: Any) -> bool:
    """New versions and the withdrawal are the sender's."""
    return may(actor, Right.SEND_DIRECTIVES, directive.unit)


def directed_by(viewer: User, units: Iterable[Unit]) -> set[int]:
    """Ids of those of ``units`` that ``viewer`` directs. One SQL query."""
    if not viewer.is_authenticated or not viewer.is_active:
        return set()
    paths = scope_paths(viewer, Right.SEND_DIRECTIVES)
    known = UnitVersion.objects.valid().filter(unit__in=list(units)).values_list("unit_id", "path")
    return {pk for pk, path in known if paths is None or any(path.startswith(prefix) for prefix in paths)}


def may_remind(*, actor: User, units: Iterable[Unit], **_: Any) -> bool:
    """The sender, and each committee on the way for the units below it."""
    wanted = list(units)
    return directed_by(actor, wanted) == {unit.pk for unit in wanted}


def may_acknowledge(*, actor: User, unit: Unit, **_: Any) -> bool:
    """The unit's own secretary or officer, or, from paper, those above."""
    return may(actor, Right.ACKNOWLEDGE, unit)


def own_units(viewer: User) -> set[int]:
    """Ids of the units for which ``viewer`` acknowledges in person: where the role itself is held, today."""
    if not viewer.is_authenticated or not viewer.is_active:
        return set()
    cache: set[int] | None = viewer.__dict__.get("_own_units")
    if cache is None:
        roles = [role.value for role in Role if Right.ACKNOWLEDGE in RIGHTS[role]]
        held = RoleHolding.objects.on(timezone.localdate()).filter(user=viewer, role__in=roles)
        cache = viewer.__dict__["_own_units"] = set(held.values_list("unit_id", flat=True))
    return cache
