"""A token of the committee officer, and what the officer once did."""

from __future__ import annotations

from typing import Any

from chibo.accounts.services import create_token, set_profile
from chibo.audit.models import AuditEntry
from tests.factories.registry import World


def subjects(world: World) -> dict[str, Any]:
    """``token`` and ``entry`` are the officer's own."""
    token, _text = create_token(actor=world.officer, name="Đồng bộ", expires_on=None)
    set_profile(actor=world.officer, language="vi", large_text=False)
    entry = AuditEntry.objects.filter(actor=world.officer).first()
    return {"token": token.pk, "entry": entry.pk}
