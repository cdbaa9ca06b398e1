"""The rows of an import, taken back as long as nothing was built on them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from chibo.audit.use_cases import require
from chibo.domain.rules import refusal
from chibo.registry.models import (
    Employment,
    ImportBatch,
    ImportedRow,
    Member,
    Membership,
    Neighbourhood,
    Profile,
    Residence,
    Unit,
    UnitVersion,
)
from chibo.registry.services.imported_members import MemberWriter
from chibo.registry.services.members import correct_member
from chibo.registry.services.units import change_unit

if TYPE_CHECKING:
    from chibo.accounts.models import User


def undo_row(actor: User, batch: ImportBatch, row: ImportedRow) -> None:
    """What came from this row is as before. Raises ``RuleBroken``: IMPORT_BUILT_UPON."""
    if row.unit is not None and row.outcome == "NEW":
        _withdraw_unit(row.unit)
    elif row.unit is not None and "name" in row.before:
        change_unit(
            actor=actor,
            unit=row.unit,
            on=date.fromisoformat(row.before["on"]),
            name=row.before["name"],
            kind=row.before["kind"],
        )
    elif row.member is not None and row.outcome == "NEW":
        _withdraw_member(row.member)
    elif row.member is not None and row.before:
        _restore_member(actor, batch, row)


def _withdraw_member(member: Member) -> None:
    """The member was never here: links are voided, the card number is free again; the row stays for the log."""
    stays = list(Membership.objects.valid().filter(member=member))
    if len(stays) != 1 or stays[0].ends_on is not None or member.user_id is not None or member.posts.valid().exists():
        require([refusal("IMPORT_BUILT_UPON", name=member.full_name)])
    now = timezone.now()
    for model in (Membership, Profile, Employment, Residence):
        model.objects.valid().filter(member=member).update(voided_at=now)
    member.withdrawn_at, member.card_number = now, None
    member.save()


def _withdraw_unit(unit: Unit) -> None:
    used = Membership.objects.valid().filter(cell=unit).exists()
    if used or UnitVersion.objects.valid().filter(parent=unit).exists() or unit.campaign_parts.exists():
        require([refusal("IMPORT_BUILT_UPON", name=unit.code)])
    now = timezone.now()
    UnitVersion.objects.valid().filter(unit=unit).update(voided_at=now)
    Neighbourhood.objects.valid().filter(cell=unit).update(voided_at=now)


def _restore_member(actor: User, batch: ImportBatch, row: ImportedRow) -> None:
    member, before = row.member, row.before
    if member is None:
        return
    if "moved_to" in before:
        new = Membership.objects.open().filter(member=member, cell__code=before["moved_to"], starts_on=batch.starts_on)
        old = Membership.objects.valid().filter(member=member, ends_on=batch.starts_on)
        if not new.exists() or not old.exists():
            require([refusal("IMPORT_BUILT_UPON", name=member.full_name)])
        new.update(voided_at=timezone.now())
        old.update(ends_on=None)
    if "facts" in before:
        facts = dict(before["facts"])
        if "official_from" in facts:
            facts["official_from"] = date.fromisoformat(facts["official_from"]) if facts["official_from"] else None
        correct_member(actor=actor, member=member, facts=facts, reason=batch.file_name)
    if "position" in before:
        MemberWriter(actor, batch).set_position(member, before["position"])
