"""Who can serve which counter, and who is away when."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.registry.models import Counter, Member
from chibo.registry.models.dated import Dated, holds_a_day


class Qualification(Dated):
    """A member can serve a counter of the one-stop desk: a clerk. ``is_primary``: it is the counter of their own.

    A counter that follows another under the same code in the same commune keeps its clerks.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="qualifications")
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="qualifications")
    is_primary = models.BooleanField(_("quầy chính"), default=False)

    class Meta:
        verbose_name = _("khả năng trực quầy")
        constraints = [
            holds_a_day("qualification_holds_a_day"),
            models.UniqueConstraint(
                fields=["member", "counter"],
                condition=Q(ends_on=None, voided_at=None),
                name="one_open_qualification",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on=None, voided_at=None, is_primary=True),
                name="one_open_primary_counter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.counter}"


class Leave(Dated):
    """A clerk is away on the days of the period: whole days, or their mornings or afternoons only.

    Why is told by kind alone: an illness is nobody's business here.
    """

    WHOLE_DAY = "WHOLE_DAY"
    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"
    PARTS = [(WHOLE_DAY, _("Cả ngày")), (MORNING, _("Buổi sáng")), (AFTERNOON, _("Buổi chiều"))]
    PLANNED = "PLANNED"
    DUTY = "DUTY"
    SUDDEN = "SUDDEN"
    KINDS = [(PLANNED, _("Nghỉ theo kế hoạch")), (DUTY, _("Đi công tác, học tập")), (SUDDEN, _("Nghỉ đột xuất"))]

    member = models.ForeignKey(Member, models.PROTECT, related_name="leaves")
    part = models.CharField(_("buổi"), max_length=10, choices=PARTS, default=WHOLE_DAY)
    kind = models.CharField(_("loại"), max_length=10, choices=KINDS, default=PLANNED)

    class Meta:
        verbose_name = _("lịch nghỉ")
        constraints = [
            holds_a_day("leave_holds_a_day"),
            models.CheckConstraint(condition=Q(ends_on__isnull=False), name="leave_has_an_end"),
        ]
        indexes = [models.Index(fields=["member", "starts_on"], name="leave_of_member")]

    def __str__(self) -> str:
        return f"{self.member}: {self.starts_on} – {self.ends_on}"

    @property
    def last_on(self) -> date:
        """The last day away."""
        return self.ends_on - timedelta(days=1)
