"""What the committee chooses and concludes, and what the member answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.documents.models import Document
from chibo.evaluations.labels import GRADES
from chibo.evaluations.models.cycles import Cycle, Review


class Choice(Recorded):
    """The grade that the committee means to give: may be changed until it is concluded."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="choice")
    grade = models.CharField(_("mức dự kiến"), max_length=16, choices=list(GRADES.items()))
    reason = models.CharField(_("lý do khác đề nghị"), max_length=300, blank=True)
    chosen_on = models.DateField(_("ngày chọn"))
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mức dự kiến")

    def __str__(self) -> str:
        return f"{self.review}: {self.grade}"


class Conclusion(Recorded):
    """The committee concluded on many reviews at once, by a signed paper; never changed.

    ``excellent_count`` and ``good_count``: verdicts in force in the whole cycle (of members, or of cells) once this one
    holds; ``limit_count``: how many may be excellent then, ``None`` without a cap.
    """

    MEMBERS = "MEMBERS"
    CELLS = "CELLS"
    APPEAL = "APPEAL"
    KINDS = [(MEMBERS, _("Đảng viên")), (CELLS, _("Chi bộ")), (APPEAL, _("Giải quyết khiếu nại"))]

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="conclusions")
    kind = models.CharField(_("đối tượng"), max_length=8, choices=KINDS)
    decided_on = models.DateField(_("ngày kết luận"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    appeal_until = models.DateField(_("hạn trả lời, khiếu nại"))
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    excellent_count = models.PositiveIntegerField(_("số xuất sắc"))
    good_count = models.PositiveIntegerField(_("số tốt"))
    limit_count = models.PositiveIntegerField(_("tối đa xuất sắc"), null=True, blank=True)

    class Meta:
        verbose_name = _("kết luận xếp loại")
        constraints = [
            models.CheckConstraint(
                condition=Q(limit_count=None) | Q(excellent_count__lte=F("limit_count")), name="cap_holds"
            ),
            models.CheckConstraint(condition=Q(appeal_until__gte=F("decided_on")), name="appeal_after_the_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.decided_on}"


class Verdict(Recorded):
    """The grade that a review was given; an appeal may bring a following one. The highest ``number`` is in force."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="verdicts")
    number = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    conclusion = models.ForeignKey(Conclusion, models.PROTECT, related_name="verdicts")
    grade = models.CharField(_("mức xếp loại"), max_length=16, choices=list(GRADES.items()))
    reason = models.CharField(_("lý do khác đề nghị"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kết quả xếp loại")
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="one_verdict_of_a_number")]

    def __str__(self) -> str:
        return f"{self.review}: {self.grade}"


class Reply(Recorded):
    """What the member (or the secretary of a rated cell) said to the notice: an answer, or an appeal to be ruled on."""

    ANSWER = "ANSWER"
    APPEAL = "APPEAL"
    KINDS = [(ANSWER, _("Ý kiến trả lời")), (APPEAL, _("Khiếu nại"))]

    review = models.ForeignKey(Review, models.PROTECT, related_name="replies")
    kind = models.CharField(_("loại"), max_length=8, choices=KINDS)
    on = models.DateField(_("ngày"))
    text = models.TextField(_("nội dung"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_for = models.CharField(_("nhập thay cho"), max_length=120, blank=True)
    paper = models.CharField(_("theo giấy"), max_length=120, blank=True)

    unaudited = ("text",)

    class Meta:
        verbose_name = _("trả lời, khiếu nại")
        constraints = [
            models.UniqueConstraint(fields=["review"], condition=Q(kind="APPEAL"), name="one_appeal_of_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.kind}"


class Ruling(Recorded):
    """What the committee ruled on an appeal; ``verdict``: the following one where the grade was changed."""

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="ruling")
    on = models.DateField(_("ngày"))
    text = models.TextField(_("trả lời khiếu nại"))
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="ruling", null=True, blank=True)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    unaudited = ("text",)

    class Meta:
        verbose_name = _("giải quyết khiếu nại")

    def __str__(self) -> str:
        return f"{self.reply}: {self.on}"
