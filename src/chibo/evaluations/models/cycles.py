"""A commune's review of one year or quarter: its rules, its days, who is reviewed by whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.domain.evaluation.way import Side
from chibo.evaluations.labels import SIDES
from chibo.registry.models import Member, Office, Unit


class RuleSet(Recorded):
    """A rule set that was added to those shipped; ``content``: its data (``domain/evaluation/rule_set_data.py``)."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    content = models.JSONField(_("nội dung"))
    added_on = models.DateField(_("ngày thêm"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("quy định xếp loại")

    def __str__(self) -> str:
        return self.code


class Cycle(Recorded):
    """The review that a commune's committee opened over [``starts_on``, ``ends_on``).

    ``rules``: the rule set as it was when the cycle was opened; a trigger refuses to change it. Each side writes by its day;
    ``answer_days``: working days after the notice in which a member may answer or appeal.
    """

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    KINDS = [(YEAR, _("Năm")), (QUARTER, _("Quý"))]

    committee = models.ForeignKey(Unit, models.PROTECT, related_name="review_cycles")
    kind = models.CharField(_("kỳ"), max_length=8, choices=KINDS)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"))
    rules = models.JSONField(_("quy định"))
    opened_on = models.DateField(_("ngày mở"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    self_due_on = models.DateField(_("hạn tự kiểm điểm"))
    office_due_on = models.DateField(_("hạn của cơ quan"))
    cell_due_on = models.DateField(_("hạn của chi bộ"))
    decision_due_on = models.DateField(_("hạn kết luận"))
    answer_days = models.PositiveSmallIntegerField(_("số ngày làm việc để trả lời, khiếu nại"))
    cancelled_on = models.DateField(_("huỷ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("đợt kiểm điểm")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "starts_on", "ends_on"],
                condition=Q(cancelled_on=None),
                name="one_cycle_of_a_period",
            ),
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="cycle_has_a_period"),
            models.CheckConstraint(
                condition=Q(
                    self_due_on__gte=F("opened_on"),
                    office_due_on__gte=F("self_due_on"),
                    cell_due_on__gte=F("office_due_on"),
                    decision_due_on__gte=F("cell_due_on"),
                ),
                name="cycle_days_in_order",
            ),
            models.CheckConstraint(condition=Q(answer_days__gte=1), name="cycle_leaves_days_to_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.starts_on:%d/%m/%Y}"


class Review(Recorded):
    """One member in one cycle, reviewed by ``cell``; without member: that cell itself is rated.

    ``office``: whose head speaks on the work; ``home_cell``: the cell of residence where it is another. Where it stands is
    derived from its parts and verdicts.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reviews")
    member = models.ForeignKey(Member, models.PROTECT, related_name="reviews", null=True, blank=True)
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="reviews")
    office = models.ForeignKey(Office, models.PROTECT, related_name="reviews", null=True, blank=True)
    home_cell = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    is_leader = models.BooleanField(_("giữ chức vụ lãnh đạo"), default=False)
    opened_on = models.DateField(_("lập ngày"))
    left_out_on = models.DateField(_("không xếp loại từ"), null=True, blank=True)
    left_out_reason = models.CharField(_("lý do không xếp loại"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("hồ sơ kiểm điểm")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "member"], condition=Q(member__isnull=False), name="one_review_of_a_member"
            ),
            models.UniqueConstraint(fields=["cycle", "cell"], condition=Q(member=None), name="one_review_of_a_cell"),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(office=None, home_cell=None), name="cell_has_no_office"
            ),
            models.CheckConstraint(
                condition=Q(left_out_on=None, left_out_reason="")
                | (Q(left_out_on__isnull=False) & ~Q(left_out_reason="")),
                name="left_out_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member or self.cell} ({self.cycle})"


class FormerCell(Recorded):
    """A cell in which the member met for part of the period; it writes a part of its own."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="former")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("chi bộ nơi chuyển đi")
        constraints = [models.UniqueConstraint(fields=["review", "cell"], name="former_cell_once")]

    def __str__(self) -> str:
        return f"{self.review}: {self.cell}"


class Reminder(Recorded):
    """The committee reminded one side (of one cell, or the offices: no ``cell``) of what it owes."""

    SIDES = [(side.value, SIDES[side.value]) for side in Side]

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reminders")
    side = models.CharField(_("bên"), max_length=8, choices=SIDES)
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    on = models.DateField(_("ngày"))
    owed_count = models.PositiveIntegerField(_("số hồ sơ còn thiếu"))
    is_escalated = models.BooleanField(_("báo lên cấp trên"), default=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lần nhắc kiểm điểm")
        constraints = [models.CheckConstraint(condition=Q(owed_count__gte=1), name="reminder_of_something_owed")]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.side} {self.on}"
