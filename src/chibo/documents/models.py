"""Signed papers and the number books they take their numbers from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.domain.papers.model import PaperKind
from chibo.registry.models import Decision, Unit


class NumberBook(Recorded):
    """A committee's book of numbers for one kind of paper (``QĐ``, ``BB``, ``GGT``…) in one term."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="number_books")
    kind = models.CharField(_("loại văn bản"), max_length=10)
    term_starts_on = models.DateField(_("nhiệm kỳ từ"))
    last_number = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("sổ văn bản")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "kind", "term_starts_on"], name="one_book_per_kind_and_term")
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.kind} {self.term_starts_on:%Y}"


class Document(Recorded):
    """A signed paper, frozen: what it says, its number, and the prints made from it.

    ``content`` is the paper's model (``domain.papers``) as canonical JSON text; ``pdf`` and ``docx`` are the bytes made at signing, so a
    reprint is identical; ``token`` stands in the QR code; ``amends``: the earlier paper that this one corrects;
    ``search_key``: number, subject and signer folded. A trigger refuses changes of a frozen row but for ``cancelled_by``,
    which a later paper sets, and ``decision``.
    """

    KINDS = [
        (PaperKind.DISSOLUTION.value, _("Quyết định giải thể")),
        (PaperKind.ESTABLISHMENT.value, _("Quyết định thành lập")),
        (PaperKind.MERGER.value, _("Quyết định sáp nhập")),
        (PaperKind.SPLIT.value, _("Quyết định chia tách")),
        (PaperKind.TRANSFER.value, _("Quyết định chuyển giao đảng viên")),
        (PaperKind.HANDOVER_MINUTES.value, _("Biên bản bàn giao")),
        (PaperKind.INTRODUCTION_LETTER.value, _("Giấy giới thiệu sinh hoạt đảng")),
        (PaperKind.CANCELLATION.value, _("Quyết định huỷ bỏ")),
        (PaperKind.AMENDMENT.value, _("Quyết định sửa đổi, bổ sung")),
        (PaperKind.PROGRESS_REPORT.value, _("Báo cáo tiến độ")),
        (PaperKind.MEETING_MINUTES.value, _("Biên bản sinh hoạt chi bộ")),
        (PaperKind.MINUTES_SUPPLEMENT.value, _("Bổ sung biên bản sinh hoạt chi bộ")),
        (PaperKind.RESOLUTION.value, _("Nghị quyết của chi bộ")),
        (PaperKind.GRADING.value, _("Quyết định xếp loại")),
    ]

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    kind = models.CharField(_("loại"), max_length=20, choices=KINDS)
    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField(_("số"))
    symbol = models.CharField(_("số, ký hiệu"), max_length=60)
    title = models.CharField(_("trích yếu"), max_length=300)
    signed_on = models.DateField(_("ngày ký"))
    signer = models.CharField(_("người ký"), max_length=120)
    search_key = models.CharField(max_length=482)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="documents", null=True, blank=True)
    content = models.TextField()
    token = models.CharField(max_length=32, unique=True)
    pdf = models.BinaryField()
    docx = models.BinaryField()
    amends = models.ForeignKey("self", models.PROTECT, related_name="amended_by", null=True, blank=True)
    cancelled_by = models.ForeignKey("self", models.PROTECT, related_name="cancels", null=True, blank=True)

    unaudited = ("content", "pdf", "docx", "search_key")

    class Meta:
        verbose_name = _("văn bản")
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="one_document_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_number_from_1"),
        ]
        indexes = [models.Index(fields=["issuer", "signed_on"], name="document_of_issuer")]

    def __str__(self) -> str:
        return self.symbol
