"""What hangs on the file of a review: contested evidence, and the forms made of many reviews at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.evaluations.models.cycles import Cycle, Review
from chibo.registry.models import Unit


class Contest(Recorded):
    """The member says that an item of the evidence is wrong; ``key``: which one (``domain/evaluation/evidence.py``)."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    OUTCOMES = [(ACCEPTED, _("Chấp nhận")), (DECLINED, _("Không chấp nhận"))]

    review = models.ForeignKey(Review, models.PROTECT, related_name="contests")
    key = models.CharField(_("minh chứng"), max_length=80)
    side = models.CharField(_("thuộc bên"), max_length=16)
    text = models.TextField(_("ý kiến của đảng viên"))
    on = models.DateField(_("ngày"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("kết quả"), max_length=8, choices=OUTCOMES, blank=True)
    outcome_text = models.TextField(_("trả lời"), blank=True)
    settled_on = models.DateField(_("trả lời ngày"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    unaudited = ("text", "outcome_text")

    class Meta:
        verbose_name = _("phản ánh minh chứng")
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="item_contested_once"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_on=None, settled_by=None, outcome_text="")
                | (~Q(outcome="") & Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(outcome_text="")),
                name="contest_settled_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.key}"


class FormBatch(Recorded):
    """The forms of a cycle (of one cell, where given) made in one go: one ``FormPrint`` after the other."""

    PDF = "PDF"
    WORD = "WORD"
    FORMATS = [(PDF, "PDF"), (WORD, "Word")]

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="batches")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    format = models.CharField(_("định dạng"), max_length=4, choices=FORMATS)
    total_count = models.PositiveIntegerField(_("số mẫu"))
    asked_on = models.DateField(_("ngày yêu cầu"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mẫu in hàng loạt")

    def __str__(self) -> str:
        return f"{self.cycle}: {self.format} {self.pk}"


class FormPrint(Recorded):
    """The form of one review within a batch; ``name``: of the file within the archive."""

    batch = models.ForeignKey(FormBatch, models.PROTECT, related_name="prints")
    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=160)
    content = models.BinaryField()

    unaudited = ("content",)

    class Meta:
        verbose_name = _("mẫu đã in")
        constraints = [
            models.UniqueConstraint(fields=["batch", "review"], name="one_print_of_a_review"),
            models.UniqueConstraint(fields=["batch", "name"], name="one_print_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
