"""Calendars: proposed, adopted by a person, eased by a rule given way in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.registry.models import Unit


class MonthPlan(Recorded):
    """A proposal when the cells of a commune meet in a month and who serves the desk. Never changed once made.

    ``month``: its first day; ``problem``, ``result``: ``chibo.calendar/1`` and ``chibo.calendar-result/1`` with cells and
    counters by code and members as ``M<id>``; ``repairs``: the calendar in force that it mends with few changes.
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="month_plans")
    month = models.DateField(_("tháng"))
    number = models.PositiveIntegerField(_("dự thảo"))
    repairs = models.ForeignKey("self", models.PROTECT, related_name="repaired_by", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_on = models.DateField(_("ngày lập"))
    problem = models.JSONField()
    result = models.JSONField()

    unaudited = ("problem",)

    class Meta:
        verbose_name = _("dự thảo lịch")
        constraints = [
            models.UniqueConstraint(fields=["commune", "month", "number"], name="month_plan_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.commune} {self.month:%m/%Y} – {self.number}"


class MonthAdoption(Recorded):
    """A named person put a calendar in force. A later one follows it by a row of its own; no row is ever changed."""

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="month_adoptions")
    month = models.DateField(_("tháng"))
    plan = models.ForeignKey(MonthPlan, models.PROTECT, related_name="adoptions")
    follows = models.OneToOneField("self", models.PROTECT, related_name="followed_by", null=True, blank=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_on = models.DateField(_("ngày duyệt"))

    class Meta:
        verbose_name = _("duyệt lịch")
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "month"], condition=Q(follows=None), name="one_first_adoption_of_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.adopted_on})"


class Relaxation(Recorded):
    """The committee gives way in one rule for one month, so that a calendar becomes possible; taken back by a day.

    ``rule``, ``ids``: the rule as ``chibo.calendar-result/1`` names it in a conflict.
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="calendar_relaxations")
    month = models.DateField(_("tháng"))
    rule = models.CharField(_("quy tắc"), max_length=20)
    ids = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_on = models.DateField(_("ngày nới"))
    withdrawn_on = models.DateField(_("rút ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("nới quy tắc")
        indexes = [models.Index(fields=["commune", "month"], name="relaxation_of_month")]

    def __str__(self) -> str:
        return f"{self.rule} {', '.join(self.ids)}"
