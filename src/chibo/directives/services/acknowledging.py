"""A unit acknowledges a version, in person or on paper; those that have not are reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.directives import policies
from chibo.directives.models import Acknowledgement, Directive, Reminder
from chibo.directives.queries.directives import acknowledgements_of, courses_of, lock, version_of
from chibo.directives.queries.reach import addressee_of, receipts_of, reminder_refusals
from chibo.domain import directives as rules
from chibo.domain.rules import refusal
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit


@use_case("directives.version_acknowledged", label=_("Ký nhận văn bản chỉ đạo"), allowed=policies.may_acknowledge)
def acknowledge_version(
    *, actor: User, directive: Directive, number: int, unit: Unit, on: date, acting_for: str = "", paper: str = ""
) -> Acknowledgement:
    """``unit`` has read version ``number``. Entered from paper: ``acting_for`` signed it, ``paper`` says where.

    Raises ``RuleBroken``: NOT_SENT_YET, VERSION_ACKNOWLEDGED, DIRECTIVE_WITHDRAWN, VERSION_SUPERSEDED, NOT_ADDRESSED,
    SIGNER_WANTED.
    """
    directive = lock(directive)
    require(
        rules.check_acknowledgement(
            courses_of([directive])[directive.pk],
            number=number,
            addressee=addressee_of(directive, unit),
            receipts=receipts_of(directive, unit),
            on=on,
            unit=names_on([unit.pk], on).get(unit.pk, unit.code),
            is_own=unit.pk in policies.own_units(actor),
            acting_for=acting_for,
            paper=paper,
        )
    )
    row = Acknowledgement(
        version=version_of(directive, number),
        unit=unit,
        on=on,
        acknowledged_by=actor,
        acting_for=acting_for.strip(),
        paper=paper.strip(),
    )
    row.save()
    return row


@use_case("directives.acknowledgement_voided", label=_("Huỷ ký nhận ghi nhầm"), allowed=policies.may_acknowledge)
def void_acknowledgement(*, actor: User, directive: Directive, number: int, unit: Unit, reason: str) -> Acknowledgement:
    """The unit's acknowledgement of version ``number``, entered by mistake, is none; the unit is asked again.

    Raises ``RuleBroken``: REASON_WANTED_HERE, NOT_ACKNOWLEDGED.
    """
    lock(directive)
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    standing = acknowledgements_of(directive, unit, number)
    if not standing:
        require([refusal("NOT_ACKNOWLEDGED", unit=unit.code, version=number)])
    row = standing[0]
    row.voided_at = timezone.now()
    row.save()
    return row


@use_case("directives.units_reminded", label=_("Nhắc ký nhận"), allowed=policies.may_remind)
def remind_units(*, actor: User, directive: Directive, units: Sequence[Unit], on: date) -> list[Reminder]:
    """Each of ``units`` finds a reminder among its tasks.

    Raises ``RuleBroken`` with every refusal, and then reminds none: DIRECTIVE_WITHDRAWN, NOT_ADDRESSED, NOTHING_TO_REMIND,
    REMINDED_TODAY, REMINDER_LIMIT.
    """
    directive = lock(directive)
    refusals = reminder_refusals(directive, [unit.pk for unit in units], on)
    require([broken for refused in refusals.values() for broken in refused])
    return Reminder.objects.bulk_create(
        Reminder(directive=directive, unit=unit, on=on, reminded_by=actor) for unit in units
    )
