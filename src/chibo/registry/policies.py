"""Who may do what, where: rights by role, held at a unit and over everything below it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chibo.registry.models import Role, RoleHolding, Unit, UnitVersion

if TYPE_CHECKING:
    from chibo.accounts.models import User


class Right(StrEnum):
    """One thing a role may do at its unit and below."""

    VIEW_UNITS = "VIEW_UNITS"
    VIEW_MEMBERS = "VIEW_MEMBERS"
    VIEW_EMPLOYEES = "VIEW_EMPLOYEES"
    EDIT_REGISTRY = "EDIT_REGISTRY"
    IMPORT = "IMPORT"
    GRANT_ROLES = "GRANT_ROLES"
    RUN_CAMPAIGN = "RUN_CAMPAIGN"
    VIEW_CAMPAIGN = "VIEW_CAMPAIGN"
    PLAN = "PLAN"
    DECIDE = "DECIDE"
    VIEW_DOCUMENTS = "VIEW_DOCUMENTS"
    RECEIVE = "RECEIVE"
    CONFIRM = "CONFIRM"
    VIEW_DIRECTIVES = "VIEW_DIRECTIVES"
    SEND_DIRECTIVES = "SEND_DIRECTIVES"
    ACKNOWLEDGE = "ACKNOWLEDGE"
    REPORT = "REPORT"
    AUDIT = "AUDIT"
    VIEW_CONCERNS = "VIEW_CONCERNS"
    NOTE_CONCERNS = "NOTE_CONCERNS"
    ROUTE_CONCERNS = "ROUTE_CONCERNS"
    ANSWER_CONCERNS = "ANSWER_CONCERNS"
    READ_IDENTITIES = "READ_IDENTITIES"
    VIEW_CALENDAR = "VIEW_CALENDAR"
    PLAN_CALENDAR = "PLAN_CALENDAR"
    STAFF_DESK = "STAFF_DESK"
    WISH_MEETING = "WISH_MEETING"
    VIEW_MEETINGS = "VIEW_MEETINGS"
    KEEP_MEETINGS = "KEEP_MEETINGS"
    VIEW_TASKS = "VIEW_TASKS"
    RESOLVE = "RESOLVE"
    GIVE_OFFICE_TASKS = "GIVE_OFFICE_TASKS"
    VIEW_NOMINATIONS = "VIEW_NOMINATIONS"
    HANDLE_NOMINATIONS = "HANDLE_NOMINATIONS"
    DECIDE_ADMISSION = "DECIDE_ADMISSION"
    READ_CANDIDATES = "READ_CANDIDATES"
    VIEW_REVIEWS = "VIEW_REVIEWS"
    RUN_REVIEWS = "RUN_REVIEWS"
    REVIEW_IN_CELL = "REVIEW_IN_CELL"
    REVIEW_WORK = "REVIEW_WORK"
    ADD_RULES = "ADD_RULES"


_EVERYONE = {Right.VIEW_UNITS, Right.VIEW_DIRECTIVES}
_READ = _EVERYONE | {
    Right.VIEW_MEMBERS,
    Right.VIEW_CAMPAIGN,
    Right.VIEW_DOCUMENTS,
    Right.REPORT,
    Right.VIEW_CONCERNS,
    Right.VIEW_CALENDAR,
    Right.VIEW_MEETINGS,
    Right.VIEW_TASKS,
    Right.VIEW_NOMINATIONS,
    Right.VIEW_REVIEWS,
}
_DIRECTS = {Right.SEND_DIRECTIVES, Right.ACKNOWLEDGE}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ORGANISER: frozenset(
        _READ
        | _DIRECTS
        | {
            Right.EDIT_REGISTRY,
            Right.IMPORT,
            Right.GRANT_ROLES,
            Right.RUN_CAMPAIGN,
            Right.AUDIT,
            Right.ADD_RULES,
        }
    ),
    Role.COMMITTEE_OFFICER: frozenset(
        _READ
        | _DIRECTS
        | {
            Right.EDIT_REGISTRY,
            Right.IMPORT,
            Right.GRANT_ROLES,
            Right.PLAN,
            Right.DECIDE,
            Right.RECEIVE,
            Right.CONFIRM,
            Right.AUDIT,
            Right.NOTE_CONCERNS,
            Right.ROUTE_CONCERNS,
            Right.ANSWER_CONCERNS,
            Right.READ_IDENTITIES,
            Right.PLAN_CALENDAR,
            Right.STAFF_DESK,
            Right.WISH_MEETING,
            Right.KEEP_MEETINGS,
            Right.RESOLVE,
            Right.GIVE_OFFICE_TASKS,
            Right.HANDLE_NOMINATIONS,
            Right.DECIDE_ADMISSION,
            Right.READ_CANDIDATES,
            Right.RUN_REVIEWS,
        }
    ),
    Role.HEAD_OF_OFFICE: frozenset(
        _EVERYONE
        | {
            Right.VIEW_EMPLOYEES,
            Right.VIEW_CAMPAIGN,
            Right.REPORT,
            Right.ANSWER_CONCERNS,
            Right.VIEW_CALENDAR,
            Right.STAFF_DESK,
            Right.GIVE_OFFICE_TASKS,
            Right.REVIEW_WORK,
        }
    ),
    Role.SECRETARY: frozenset(
        _EVERYONE
        | {
            Right.VIEW_MEMBERS,
            Right.RECEIVE,
            Right.ACKNOWLEDGE,
            Right.VIEW_CONCERNS,
            Right.NOTE_CONCERNS,
            Right.WISH_MEETING,
            Right.VIEW_MEETINGS,
            Right.KEEP_MEETINGS,
            Right.RESOLVE,
            Right.VIEW_NOMINATIONS,
            Right.HANDLE_NOMINATIONS,
            Right.READ_CANDIDATES,
            Right.REVIEW_IN_CELL,
        }
    ),
    Role.MEMBER: frozenset(_EVERYONE),
    Role.AUDITOR: frozenset(_READ | {Right.AUDIT}),
}


def scope_paths(viewer: User, right: Right) -> tuple[str, ...] | None:
    """Paths of the units where ``viewer`` holds a role with ``right`` today; ``None`` means everywhere.

    Every path that such a unit ever had counts, so that its subtree is seen as of any day. Cached on the user object.
    """
    if viewer.is_local_operator:
        return None
    cache: dict[Right, tuple[str, ...]] = viewer.__dict__.setdefault("_scope_paths", {})
    if not cache:
        held = RoleHolding.objects.on(timezone.localdate()).filter(user=viewer).values_list("role", "unit_id")
        units: dict[Right, set[int]] = {right: set() for right in Right}
        for role, unit_id in held:
            for granted in RIGHTS[Role(role)]:
                units[granted].add(unit_id)
        versions = UnitVersion.objects.valid().filter(unit__in=set().union(*units.values()))
        paths: dict[int, set[str]] = {}
        for unit_id, path in versions.values_list("unit_id", "path"):
            paths.setdefault(unit_id, set()).add(path)
        for each, ids in units.items():
            cache[each] = tuple(sorted(set().union(*(paths.get(unit_id, set()) for unit_id in ids))))
    return cache[right]


def role_of(code: str) -> Role:
    """The role with this code. Raises ``ValueError``."""
    return Role(code)


def forget_scope(viewer: User) -> None:
    """Read the roles of ``viewer`` and the paths of their units anew: a change under way may have moved them."""
    viewer.__dict__.pop("_scope_paths", None)


def may(viewer: User, right: Right, unit: Unit | None = None) -> bool:
    """Whether ``viewer`` holds ``right`` at ``unit`` (through it or a unit above, in any of its periods) or anywhere."""
    if not viewer.is_authenticated or not viewer.is_active:
        return False
    paths = scope_paths(viewer, right)
    if paths is None:
        return True
    if unit is None or not paths:
        return bool(paths)
    own = UnitVersion.objects.valid().filter(unit=unit).values_list("path", flat=True)
    return any(path.startswith(prefix) for path in own for prefix in paths)


def may_edit_unit(*, actor: User, unit: Unit, parent: Unit | None = None, **_: Any) -> bool:
    """At the unit, and at the new parent when it is to hang under another."""
    return may(actor, Right.EDIT_REGISTRY, unit) and (parent is None or may(actor, Right.EDIT_REGISTRY, parent))


def may_create_unit(*, actor: User, parent: Unit | None, **_: Any) -> bool:
    """Below a unit in one's scope; a unit without parent only at the server's own command line."""
    return actor.is_local_operator if parent is None else may(actor, Right.EDIT_REGISTRY, parent)


def may_edit_cell(*, actor: User, cell: Unit, **_: Any) -> bool:
    return may(actor, Right.EDIT_REGISTRY, cell)


def may_edit_commune(*, actor: User, commune: Unit, **_: Any) -> bool:
    return may(actor, Right.EDIT_REGISTRY, commune)


def may_edit_member(*, actor: User, member: Any, **_: Any) -> bool:
    """Where the member has, or last had, an official membership."""
    last = member.memberships.valid().order_by("-starts_on").first()
    return last is not None and may(actor, Right.EDIT_REGISTRY, last.cell)


def may_admit(*, actor: User, cell: Unit, **_: Any) -> bool:
    """The cell that holds the ceremony and recognises its members; the committee for one that reports on paper."""
    return may(actor, Right.HANDLE_NOMINATIONS, cell)


def may_move_member(*, actor: User, member: Any, cell: Unit, **_: Any) -> bool:
    """Where the member is and where they go: between two scopes a transfer is agreed by both sides, not entered."""
    return may_edit_member(actor=actor, member=member) and may(actor, Right.EDIT_REGISTRY, cell)


def may_edit_office(*, actor: User, office: Any, **_: Any) -> bool:
    return may(actor, Right.EDIT_REGISTRY, office.commune)


def may_edit_counter(*, actor: User, counter: Any, **_: Any) -> bool:
    return may(actor, Right.EDIT_REGISTRY, counter.commune)


def may_edit_officer(*, actor: User, officer: Any, **_: Any) -> bool:
    return may(actor, Right.EDIT_REGISTRY, officer.unit)


def may_edit_kinship(*, actor: User, kinship: Any, **_: Any) -> bool:
    """Where one of the two relatives is."""
    return any(may_edit_member(actor=actor, member=member) for member in (kinship.first, kinship.second))


def may_import(*, actor: User, unit: Unit | None = None, batch: Any = None, **_: Any) -> bool:
    where = batch.unit if batch is not None else unit
    return actor.is_local_operator if where is None else may(actor, Right.IMPORT, where)


def may_grant(*, actor: User, unit: Unit, **_: Any) -> bool:
    return may(actor, Right.GRANT_ROLES, unit)


def may_revoke(*, actor: User, holding: RoleHolding, **_: Any) -> bool:
    return may(actor, Right.GRANT_ROLES, holding.unit)


def may_create_user(*, actor: User, member: Any = None, **_: Any) -> bool:
    """Whoever grants roles somewhere; for a member, where that member is."""
    if member is None:
        return may(actor, Right.GRANT_ROLES)
    last = member.memberships.valid().order_by("-starts_on").first()
    return last is not None and may(actor, Right.GRANT_ROLES, last.cell)


def may_reset_password(*, actor: User, user: User, **_: Any) -> bool:
    """Whoever grants roles at every unit where ``user`` holds one, so that nobody takes over a wider account."""
    if actor.is_local_operator:
        return True
    units = Unit.objects.filter(role_holdings__in=RoleHolding.objects.on(timezone.localdate()).filter(user=user))
    held = list(units.distinct())
    return bool(held) and not user.is_local_operator and all(may(actor, Right.GRANT_ROLES, unit) for unit in held)
