"""What each side writes of a review: its part by sections, the cell's vote, the sitting of both sides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.domain.evaluation.way import SMALLEST_VOTE, Side
from chibo.evaluations.labels import GRADES, SIDES
from chibo.evaluations.models.cycles import Review
from chibo.registry.models import Unit

OF_A_CELL = [Side.FORMER.value, Side.HOME.value]
GRADED = [Side.SELF.value, Side.OFFICE.value, Side.CELL.value]


class Part(Recorded):
    """One side's part: a draft until ``submitted_on``, from then on frozen by a trigger with its sections.

    ``unit``: which former or home cell; ``grade``: what this side proposes. ``missing_on``: the committee recorded, with its
    reason, that the side did not write. ``acting_for`` and ``paper``: for whom it was keyed in, and from what.
    ``done_percent``, ``above_percent``: tasks finished, and those above what was asked, where the rules ask for them.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="parts")
    side = models.CharField(_("bên"), max_length=8, choices=[(side.value, SIDES[side.value]) for side in Side])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    grade = models.CharField(_("mức đề nghị"), max_length=16, choices=list(GRADES.items()), blank=True)
    done_percent = models.PositiveSmallIntegerField(_("tỷ lệ nhiệm vụ hoàn thành (%)"), null=True, blank=True)
    above_percent = models.PositiveSmallIntegerField(_("tỷ lệ vượt yêu cầu (%)"), null=True, blank=True)
    begun_on = models.DateField(_("bắt đầu ghi"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_for = models.CharField(_("nhập thay cho"), max_length=120, blank=True)
    paper = models.CharField(_("theo giấy"), max_length=120, blank=True)
    submitted_on = models.DateField(_("nộp ngày"), null=True, blank=True)
    missing_on = models.DateField(_("ghi nhận không có ý kiến ngày"), null=True, blank=True)
    missing_reason = models.CharField(_("lý do không có ý kiến"), max_length=300, blank=True)

    # The log is read above the sides, by people who are not to know yet what a side proposes.
    unaudited = ("grade", "done_percent", "above_percent")

    class Meta:
        verbose_name = _("phần của một bên")
        constraints = [
            models.UniqueConstraint(fields=["review", "side"], condition=Q(unit=None), name="one_part_of_a_side"),
            models.UniqueConstraint(
                fields=["review", "side", "unit"], condition=Q(unit__isnull=False), name="one_part_of_a_cell"
            ),
            models.CheckConstraint(
                condition=Q(side__in=OF_A_CELL, unit__isnull=False) | (~Q(side__in=OF_A_CELL) & Q(unit=None)),
                name="part_names_its_cell",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on=None) | ~Q(side__in=GRADED) | ~Q(grade=""), name="part_submitted_with_grade"
            ),
            models.CheckConstraint(
                condition=Q(missing_on=None, missing_reason="")
                | (Q(missing_on__isnull=False, submitted_on=None) & ~Q(missing_reason="")),
                name="part_missing_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(done_percent=None) | Q(done_percent__lte=100), name="done_at_most_all"),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.side}"


class Section(Recorded):
    """What a side says under one criterion of the rules. ``version`` counts savings, so that two writers meet."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="sections")
    criterion = models.CharField(_("tiêu chí"), max_length=40)
    text = models.TextField(_("nội dung"), blank=True)
    level = models.CharField(_("mức"), max_length=16, choices=list(GRADES.items()), blank=True)
    points = models.PositiveSmallIntegerField(_("điểm"), null=True, blank=True)
    version = models.PositiveIntegerField(_("lần lưu"), default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    unaudited = ("text", "level", "points")

    class Meta:
        verbose_name = _("nội dung kiểm điểm")
        constraints = [models.UniqueConstraint(fields=["part", "criterion"], name="one_section_of_a_criterion")]

    def __str__(self) -> str:
        return f"{self.part}: {self.criterion}"


class Vote(Recorded):
    """The cell's vote on a member; counts are kept only where they reveal nobody's vote. Frozen with its part."""

    part = models.OneToOneField(Part, models.PROTECT, related_name="vote")
    held_on = models.DateField(_("họp ngày"))
    official_count = models.PositiveSmallIntegerField(_("đảng viên chính thức"))
    present_count = models.PositiveSmallIntegerField(_("có mặt, bỏ phiếu"))
    excellent_count = models.PositiveSmallIntegerField(_("phiếu xuất sắc"), null=True, blank=True)
    good_count = models.PositiveSmallIntegerField(_("phiếu tốt"), null=True, blank=True)
    fulfilled_count = models.PositiveSmallIntegerField(_("phiếu hoàn thành"), null=True, blank=True)
    not_fulfilled_count = models.PositiveSmallIntegerField(_("phiếu không hoàn thành"), null=True, blank=True)
    blank_count = models.PositiveSmallIntegerField(_("phiếu không hợp lệ"), null=True, blank=True)

    unaudited = ("excellent_count", "good_count", "fulfilled_count", "not_fulfilled_count", "blank_count")

    class Meta:
        verbose_name = _("phiếu của chi bộ")
        constraints = [
            models.CheckConstraint(
                condition=Q(present_count__lte=F("official_count"), present_count__gte=1), name="voters_are_members"
            ),
            models.CheckConstraint(
                condition=Q(
                    present_count__lt=SMALLEST_VOTE,
                    excellent_count=None,
                    good_count=None,
                    fulfilled_count=None,
                    not_fulfilled_count=None,
                    blank_count=None,
                )
                | Q(
                    present_count__gte=SMALLEST_VOTE,
                    excellent_count__isnull=False,
                    good_count__isnull=False,
                    fulfilled_count__isnull=False,
                    not_fulfilled_count__isnull=False,
                    blank_count__isnull=False,
                    present_count=F("excellent_count")
                    + F("good_count")
                    + F("fulfilled_count")
                    + F("not_fulfilled_count")
                    + F("blank_count"),
                ),
                name="votes_add_up_or_are_untold",
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu {self.part}"


class JointSitting(Recorded):
    """Office and cell sat together because their grades lay apart; ``grade``: what they agreed on, if they did."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="joint_sitting")
    held_on = models.DateField(_("họp ngày"))
    for_office = models.CharField(_("dự họp phía cơ quan"), max_length=300)
    for_cell = models.CharField(_("dự họp phía chi bộ"), max_length=300)
    text = models.TextField(_("nội dung, kết luận"))
    grade = models.CharField(_("mức thống nhất"), max_length=16, choices=list(GRADES.items()), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    unaudited = ("text",)

    class Meta:
        verbose_name = _("biên bản họp chung")

    def __str__(self) -> str:
        return f"Họp chung {self.review}"
