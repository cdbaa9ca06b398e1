"""Decisions: on what paper a change rests."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.registry.models.units import Unit


class Decision(Recorded):
    """A decision of a unit's committee: number, day, subject. The paper itself, where we made it, is a document."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="decisions")
    symbol = models.CharField(_("số, ký hiệu"), max_length=60)
    subject = models.CharField(_("trích yếu"), max_length=300)
    signed_on = models.DateField(_("ngày ký"))
    effective_on = models.DateField(_("hiệu lực từ"))
    cancelled_on = models.DateField(_("huỷ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("quyết định")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(effective_on__gte=models.F("signed_on")), name="decision_effective_after_signing"
            ),
        ]

    def __str__(self) -> str:
        return self.symbol
