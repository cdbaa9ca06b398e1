"""Who leads an office and who works there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chibo.registry.models import Employment, Office

if TYPE_CHECKING:
    from chibo.accounts.models import User


def heads(user: User, office: Office, on: date) -> bool:
    """Whether ``user`` leads ``office`` on ``on``, under whatever name it then has."""
    known = Office.objects.on(on).filter(commune=office.commune_id, code=office.code)
    return known.filter(head__user=user).exists()


def works_in(user: User, office: Office, on: date) -> bool:
    """Whether ``user`` works in ``office`` on ``on``, under whatever name it then has."""
    held = Employment.objects.on(on).filter(member__user=user)
    return held.filter(office__commune=office.commune_id, office__code=office.code).exists()
