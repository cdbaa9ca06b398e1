"""Who may do what about a nomination, and, much more narrowly, who may know whom it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chibo.domain.nominations.path import Proposer
from chibo.registry.policies import Right, may, scope_paths
from chibo.registry.queries.cells import commune_of, meets_in

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.nominations.models import Nomination
    from chibo.registry.models import Unit


def may_propose(*, actor: User, cell: Unit, proposer: str, **_: Any) -> bool:
    """Its secretary and the committee, whoever puts forward; a member of the cell in their own name."""
    if may(actor, Right.HANDLE_NOMINATIONS, cell):
        return True
    return proposer == Proposer.MEMBER and meets_in(actor, cell, timezone.localdate())


def may_handle(*, actor: User, nomination: Nomination, **_: Any) -> bool:
    """The cell's steps: its secretary; the committee for one who reports on paper."""
    return may(actor, Right.HANDLE_NOMINATIONS, nomination.cell)


def may_decide(*, actor: User, nomination: Nomination, **_: Any) -> bool:
    """The committee's steps."""
    return may(actor, Right.DECIDE_ADMISSION, nomination.cell)


def may_end(*, actor: User, nomination: Nomination, end: str, **_: Any) -> bool:
    """The committee alone refuses; the other ends are the cell's."""
    allowed = may_decide if end == "REFUSED" else may_handle
    return allowed(actor=actor, nomination=nomination)


def may_assist(*, actor: User, cell: Unit) -> bool:
    """Whether what ``actor`` enters for ``cell`` is entered for somebody who wrote it on paper."""
    return may(actor, Right.DECIDE_ADMISSION, cell)


def is_helper(user: User, nomination: Nomination) -> bool:
    """Whether ``user`` is the member who helps now."""
    latest = nomination.steps.filter(helper__isnull=False).order_by("-number").values_list("helper__user_id", flat=True)
    return latest.first() == user.pk


def may_read_candidate(*, actor: User, nomination: Nomination, **_: Any) -> bool:
    """Who handles it: the cell's own secretary, the officer of the commune's own committee, the helper; nobody above."""
    commune = commune_of(nomination.cell)
    near = {nomination.cell_id, *([commune.pk] if commune is not None else [])}
    paths = scope_paths(actor, Right.READ_CANDIDATES) or ()
    return any(path.endswith(f"/{pk}/") for path in paths for pk in near) or is_helper(actor, nomination)


def may_erase_candidate(*, actor: User, nomination: Nomination, **_: Any) -> bool:
    """The same, but not the helper, before the day."""
    return may_handle(actor=actor, nomination=nomination) and may_read_candidate(actor=actor, nomination=nomination)


def may_erase_due(*, actor: User, **_: Any) -> bool:
    """The server itself, when the day has come."""
    return actor.is_local_operator
