"""What was done to a commune's part of a campaign, told in one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from chibo.audit.models import AuditEntry
from chibo.audit.queries import entries_of, label_of
from chibo.campaigns.models import CampaignCommune, Plan, Reorganisation

if TYPE_CHECKING:
    from chibo.accounts.models import User

LIMIT = 50


def history_of(
    part: CampaignCommune, plans: Sequence[Plan], decided: Reorganisation | None, *, viewer: User
) -> list[dict[str, Any]]:
    """The entries of ``part`` with their changes, and of its plans, adoptions and decision without, latest first.

    Two SQL queries. The caller has found all of them through queries of ``viewer``.
    """
    about = Q(subject_type=Plan._meta.label_lower, subject_id__in=[plan.pk for plan in plans])
    if plans:
        adoptions = part.adoptions.model
        about |= Q(
            subject_type=adoptions._meta.label_lower,
            subject_id__in=adoptions.objects.filter(commune=part).values("pk"),
        )
    if decided is not None:
        about |= Q(subject_type=Reorganisation._meta.label_lower, subject_id=decided.pk)
    names = ("pk", "at", "action", "actor_id", "actor_name", "acting_for", "reason")
    entries = entries_of(part, viewer=viewer, limit=LIMIT)
    for row in AuditEntry.objects.filter(about).order_by("-pk").values(*names)[:LIMIT]:
        entries.append(
            row | {"label": label_of(row["action"]), "may_open": row["actor_id"] == viewer.pk, "changes": []}
        )
    return sorted(entries, key=lambda entry: entry["pk"], reverse=True)
