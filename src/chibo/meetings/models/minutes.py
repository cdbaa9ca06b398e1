"""What came of a meeting: its minutes, opinions and initiatives, and how the cell scored it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.documents.models import Document
from chibo.domain.meetings_scoring import Level
from chibo.meetings.models.meetings import AgendaItem, Meeting
from chibo.registry.models import Member


class Minutes(Recorded):
    """The minutes of a meeting: a draft until ``document`` is signed, from then on frozen; a note may supplement them."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    opened_at = models.TimeField(_("khai mạc lúc"))
    closed_at = models.TimeField(_("bế mạc lúc"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=160, blank=True)
    chair = models.ForeignKey(Member, models.PROTECT, related_name="+")
    minute_taker = models.ForeignKey(Member, models.PROTECT, related_name="+")
    general = models.TextField(_("ý kiến chung, kết luận của chủ trì"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_on = models.DateField(_("ký ngày"), null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+", null=True, blank=True)

    unaudited = ("general",)

    class Meta:
        verbose_name = _("biên bản")
        constraints = [
            models.CheckConstraint(condition=~Q(chair=F("minute_taker")), name="chair_takes_no_minutes"),
            models.CheckConstraint(
                condition=Q(signed_on=None, document=None)
                | Q(signed_on__isnull=False, document__isnull=False, closed_at__isnull=False),
                name="minutes_signed_as_document",
            ),
        ]

    def __str__(self) -> str:
        return f"Biên bản {self.meeting}"


class Supplement(Recorded):
    """A note that corrects or completes signed minutes, itself signed and frozen."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="supplements")
    text = models.TextField(_("nội dung bổ sung"))
    signed_on = models.DateField(_("ký ngày"))
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    unaudited = ("text",)

    class Meta:
        verbose_name = _("bổ sung biên bản")

    def __str__(self) -> str:
        return f"Bổ sung {self.minutes}"


class Opinion(Recorded):
    """An opinion or initiative that somebody raised at a meeting, and what became of it.

    ``raised_by``: a member; or ``raised_by_guest`` in words. An initiative may be shared with the cells of the commune.
    """

    OPINION = "OPINION"
    INITIATIVE = "INITIATIVE"
    KINDS = [(OPINION, _("Ý kiến")), (INITIATIVE, _("Sáng kiến"))]
    OPEN = "OPEN"
    TAKEN_UP = "TAKEN_UP"
    ANSWERED = "ANSWERED"
    DECLINED = "DECLINED"
    OUTCOMES = [
        (OPEN, _("Chưa trả lời")),
        (TAKEN_UP, _("Đã tiếp thu")),
        (ANSWERED, _("Đã trả lời")),
        (DECLINED, _("Chưa tiếp thu")),
    ]

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="opinions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="opinions", null=True, blank=True)
    kind = models.CharField(_("loại"), max_length=10, choices=KINDS, default=OPINION)
    raised_by = models.ForeignKey(Member, models.PROTECT, related_name="opinions", null=True, blank=True)
    raised_by_guest = models.CharField(_("người nêu"), max_length=120, blank=True)
    text = models.CharField(_("nội dung"), max_length=1000)
    noted_on = models.DateField(_("ngày ghi"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("kết quả"), max_length=10, choices=OUTCOMES, default=OPEN)
    outcome_words = models.CharField(_("trả lời"), max_length=1000, blank=True)
    settled_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    shared_on = models.DateField(_("chia sẻ ngày"), null=True, blank=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    unaudited = ("text", "outcome_words")

    class Meta:
        verbose_name = _("ý kiến, sáng kiến")
        constraints = [
            models.CheckConstraint(
                condition=Q(raised_by__isnull=False, raised_by_guest="") | (Q(raised_by=None) & ~Q(raised_by_guest="")),
                name="opinion_raised_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(outcome="OPEN", settled_on=None)
                | (~Q(outcome="OPEN") & Q(settled_on__isnull=False) & ~Q(outcome_words="")),
                name="opinion_settled_in_words",
            ),
            models.CheckConstraint(condition=Q(shared_on=None) | Q(kind="INITIATIVE"), name="only_initiatives_shared"),
        ]
        indexes = [models.Index(fields=["kind", "shared_on"], name="initiatives_shared")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class MeetingScore(Recorded):
    """How the cell scored its meeting: points by criterion of a dated sheet, their total and the level it gives."""

    LEVELS = [
        (Level.GOOD.value, _("Tốt")),
        (Level.FAIR.value, _("Khá")),
        (Level.AVERAGE.value, _("Trung bình")),
        (Level.POOR.value, _("Kém")),
    ]

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="score")
    sheet = models.CharField(_("phiếu"), max_length=20)
    points = models.JSONField(_("điểm"))
    total = models.PositiveSmallIntegerField(_("tổng điểm"))
    level = models.CharField(_("mức"), max_length=8, choices=LEVELS)
    scored_on = models.DateField(_("ngày chấm"))
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("chấm điểm buổi sinh hoạt")
        constraints = [models.CheckConstraint(condition=Q(total__lte=100), name="score_at_most_100")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.total}"
