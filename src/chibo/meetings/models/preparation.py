"""What a commune's calendar goes by: the wishes of its cells, leaders who attend several, its own limits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.registry.models import Member, Unit
from chibo.registry.models.dated import Dated, holds_a_day

SESSIONS = [("MORNING", _("Sáng")), ("AFTERNOON", _("Chiều")), ("EVENING", _("Tối"))]


class Wish(Dated):
    """When a cell can meet and where.

    ``sessions``: the sessions in which it can (codes); ``weight``: how much it holds to the traditional day, 0 to 5;
    ``hall``: cells of one commune that name the same hall share it.
    """

    cell = models.ForeignKey(Unit, models.PROTECT, related_name="meeting_wishes")
    sessions = models.JSONField(_("buổi có thể họp"), default=list)
    preferred_session = models.CharField(_("buổi mong muốn"), max_length=10, choices=SESSIONS, default="MORNING")
    weight = models.PositiveSmallIntegerField(_("mức giữ ngày truyền thống"), default=1)
    hall = models.CharField(_("nơi họp"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("nguyện vọng của chi bộ")
        constraints = [
            holds_a_day("wish_holds_a_day"),
            models.CheckConstraint(condition=Q(weight__lte=5), name="wish_weight_0_to_5"),
            models.UniqueConstraint(fields=["cell"], condition=Q(ends_on=None, voided_at=None), name="one_open_wish"),
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {', '.join(self.sessions)}"


class Leader(Dated):
    """A leader attends the meetings of a cell besides their own (cấp uỷ viên phụ trách chi bộ)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="led_cells")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="meeting_leaders")

    class Meta:
        verbose_name = _("phụ trách chi bộ")
        constraints = [
            holds_a_day("leader_holds_a_day"),
            models.UniqueConstraint(
                fields=["member", "cell"], condition=Q(ends_on=None, voided_at=None), name="one_open_leader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.cell}"


class CalendarRules(Dated):
    """The limits of a commune's calendars.

    ``days_before``, ``days_after``: how far from the traditional day a cell may meet; ``max_meetings``: in one session;
    ``max_duties``: half-days that a clerk serves in the time of the meetings (``None``: as many as there are).
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="calendar_rules")
    days_before = models.PositiveSmallIntegerField(_("số ngày trước"), default=2)
    days_after = models.PositiveSmallIntegerField(_("số ngày sau"), default=5)
    max_meetings = models.PositiveSmallIntegerField(_("số chi bộ họp cùng buổi"), default=5)
    max_duties = models.PositiveSmallIntegerField(_("số buổi trực nhiều nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("quy tắc lập lịch")
        constraints = [
            holds_a_day("calendar_rules_hold_a_day"),
            models.UniqueConstraint(
                fields=["commune"], condition=Q(ends_on=None, voided_at=None), name="one_open_calendar_rules"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune}: −{self.days_before} +{self.days_after}"
