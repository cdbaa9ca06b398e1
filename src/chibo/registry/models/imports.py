"""Spreadsheets taken in: the file as it came, how it was read, what each row became, and its undoing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.registry.models.members import Member
from chibo.registry.models.units import Unit


class ImportBatch(Recorded):
    """One spreadsheet on its way in: uploaded, mapped, mended, committed, perhaps undone.

    ``columns``: heading → field as the person mapped them; ``corrections``: row → column → value mended in the
    browser; ``choices``: row → what the person decided about a likely duplicate; ``report``: the last
    ``chibo.import-report/1``.
    """

    KINDS = [("MEMBERS", _("Danh sách đảng viên")), ("UNITS", _("Danh sách đơn vị"))]

    kind = models.CharField(_("loại"), max_length=10, choices=KINDS)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=200)
    file_digest = models.CharField(max_length=64)
    content = models.BinaryField()
    sheet = models.CharField(_("trang tính"), max_length=120, blank=True)
    columns = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    starts_on = models.DateField(_("số liệu tính từ ngày"))
    committed_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)

    unaudited = ("content", "report")

    class Meta:
        verbose_name = _("lần nhập")

    def __str__(self) -> str:
        return self.file_name


class ImportedRow(Recorded):
    """What one row of a batch became: a member or unit made new, changed or found as it was."""

    OUTCOMES = [("NEW", _("Thêm mới")), ("CHANGED", _("Thay đổi")), ("SAME", _("Không đổi"))]

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField(_("dòng"))
    outcome = models.CharField(_("kết quả"), max_length=8, choices=OUTCOMES)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="one_outcome_per_row")]

    def __str__(self) -> str:
        return f"{self.batch} {self.row}"
