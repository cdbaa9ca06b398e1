"""Who may do what about a concern: the cell notes and judges, the committee routes, the office answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chibo.registry.models import Role, RoleHolding
from chibo.registry.policies import Right, may, scope_paths
from chibo.registry.queries.cells import commune_of, meets_in
from chibo.registry.queries.offices import heads, works_in

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import User
    from chibo.feedback.models import Concern
    from chibo.registry.models import Office, Unit


def is_of_office(user: User, office: Office, on: date) -> bool:
    """Whether ``user`` belongs to the side that answers: leads or works in ``office``, or heads the commune's offices."""
    heads_all = RoleHolding.objects.on(timezone.localdate()).filter(
        user=user, role=Role.HEAD_OF_OFFICE, unit=office.commune_id
    )
    return heads(user, office, on) or works_in(user, office, on) or heads_all.exists()


def may_note(*, actor: User, cell: Unit, **_: Any) -> bool:
    """The cell's secretary and its members; the committee for a cell that reports on paper."""
    return may(actor, Right.NOTE_CONCERNS, cell) or meets_in(actor, cell, timezone.localdate())


def may_note_more(*, actor: User, concern: Concern, **_: Any) -> bool:
    return may_note(actor=actor, cell=concern.cell)


def may_judge(*, actor: User, concern: Concern, **_: Any) -> bool:
    """The cell's secretary; the committee for a secretary who reports on paper."""
    return may(actor, Right.NOTE_CONCERNS, concern.cell)


def may_assist(*, actor: User, cell: Unit) -> bool:
    """Whether what ``actor`` enters for ``cell`` is entered for somebody who wrote it on paper."""
    return may(actor, Right.ROUTE_CONCERNS, cell)


def may_route(*, actor: User, concern: Concern, **_: Any) -> bool:
    """The commune's committee; the head of office passes on what came to the wrong office."""
    if may(actor, Right.ROUTE_CONCERNS, concern.cell):
        return True
    return concern.handlings.exists() and may(actor, Right.ANSWER_CONCERNS, concern.cell)


def may_join(*, actor: User, concern: Concern, **_: Any) -> bool:
    return may(actor, Right.ROUTE_CONCERNS, concern.cell)


def may_answer(*, actor: User, concern: Concern, **_: Any) -> bool:
    """The head of office, and whoever leads the office in charge; the committee for an office that answers on paper."""
    if may(actor, Right.ANSWER_CONCERNS, concern.cell):
        return True
    latest = concern.handlings.select_related("office").order_by("-number").first()
    return latest is not None and heads(actor, latest.office, timezone.localdate())


def may_read_identity(*, actor: User, concern: Concern, **_: Any) -> bool:
    """The officer of the commune's own committee, nobody above or below."""
    paths = scope_paths(actor, Right.READ_IDENTITIES)
    commune = commune_of(concern.cell)
    return commune is not None and any(path.endswith(f"/{commune.pk}/") for path in paths or ())


def may_erase_identity(*, actor: User, concern: Concern, **_: Any) -> bool:
    """The same officer, before the day: the resident has been answered, or asks for it."""
    return may_read_identity(actor=actor, concern=concern)


def may_erase_due(*, actor: User, **_: Any) -> bool:
    """The server itself, when the day has come."""
    return actor.is_local_operator
