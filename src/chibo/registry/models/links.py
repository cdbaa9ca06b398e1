"""The three dated links of a member: the cell they meet in, the office they work in, the place they live in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.registry.models.dated import Dated, holds_a_day
from chibo.registry.models.decisions import Decision
from chibo.registry.models.members import Member
from chibo.registry.models.units import Office, Unit


class Membership(Dated):
    """One member's stay in one cell (quá trình sinh hoạt), from ``starts_on`` up to but not including ``ends_on``.

    A member has one official stay at a time: the database refuses overlapping ones on both engines. A temporary stay
    (sinh hoạt tạm thời) may run beside it and does not count in the host's figures.
    """

    OFFICIAL = "OFFICIAL"
    TEMPORARY = "TEMPORARY"
    KINDS = [(OFFICIAL, _("Chính thức")), (TEMPORARY, _("Tạm thời"))]

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    kind = models.CharField(_("loại"), max_length=10, choices=KINDS, default=OFFICIAL)
    opening_decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", null=True, blank=True)
    closing_decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("quá trình sinh hoạt")
        constraints = [
            holds_a_day("membership_holds_a_day"),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on=None, voided_at=None, kind="OFFICIAL"),
                name="one_open_membership",
            ),
        ]
        indexes = [
            # They hold all that finding and counting the members of a cell on a day asks for.
            models.Index(fields=["cell", "kind", "voided_at", "starts_on", "ends_on"], name="membership_of_cell"),
            models.Index(
                fields=["member", "kind", "voided_at", "starts_on", "ends_on", "cell"], name="membership_of_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.cell}"


class Employment(Dated):
    """The office a member works in."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="employments")
    office = models.ForeignKey(Office, models.PROTECT, related_name="employments")

    class Meta:
        verbose_name = _("nơi công tác")
        constraints = [
            holds_a_day("employment_holds_a_day"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(ends_on=None, voided_at=None), name="one_open_employment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.office}"


class Residence(Dated):
    """Where a member lives: the residential cell of the neighbourhood where known, and the address as written."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="residences")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="residents", null=True, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)

    class Meta:
        verbose_name = _("nơi ở")
        constraints = [
            holds_a_day("residence_holds_a_day"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(ends_on=None, voided_at=None), name="one_open_residence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.cell or self.address}"
