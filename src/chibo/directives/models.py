"""Directives, their versions, who acknowledged which, and who was reminded. Whom one reached is derived, never stored."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.registry.models import Unit


class Directive(Recorded):
    """A paper that goes from ``unit`` to every unit below it, until it is withdrawn.

    ``search_key``: number, issuer and subject folded.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="directives")
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=120)
    issued_on = models.DateField(_("ngày ban hành"))
    subject = models.CharField(_("trích yếu"), max_length=300)
    search_key = models.CharField(max_length=482)
    withdrawn_on = models.DateField(_("thu hồi ngày"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)

    unaudited = ("search_key",)

    class Meta:
        verbose_name = _("văn bản chỉ đạo")
        constraints = [
            models.UniqueConstraint(fields=["unit", "number", "issued_on"], name="directive_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawal_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawal_reason="")),
                name="withdrawn_directive_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.subject}"


class DirectiveVersion(Recorded):
    """One version of a directive as it was sent; a trigger refuses to change it.

    ``changes``: what differs from the version before; ``file``: the paper as PDF or Word, empty where none was added.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("bản"))
    sent_on = models.DateField(_("ngày gửi"))
    deadline = models.DateField(_("hạn ký nhận"))
    text = models.TextField(_("nội dung"))
    changes = models.CharField(_("điểm mới"), max_length=300, blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    file = models.BinaryField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    unaudited = ("file",)

    class Meta:
        verbose_name = _("bản của văn bản chỉ đạo")
        constraints = [
            models.UniqueConstraint(fields=["directive", "number"], name="one_directive_version_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="directive_version_from_1"),
            models.CheckConstraint(
                condition=Q(deadline__gte=models.F("sent_on")), name="directive_deadline_after_sending"
            ),
        ]
        indexes = [models.Index(fields=["sent_on"], name="directive_version_sent")]

    def __str__(self) -> str:
        return f"{self.directive} ({self.number})"


class Acknowledgement(Recorded):
    """A unit says that it has read a version. ``acting_for`` and ``paper``: who signed where, if entered from paper.

    One entered by mistake is voided and may be followed by another.
    """

    version = models.ForeignKey(DirectiveVersion, models.PROTECT, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acknowledgements")
    on = models.DateField(_("ngày ký nhận"))
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_for = models.CharField(_("nhập thay"), max_length=120, blank=True)
    paper = models.CharField(_("theo giấy"), max_length=120, blank=True)
    voided_at = models.DateTimeField(_("huỷ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("ký nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "unit"], condition=Q(voided_at=None), name="one_acknowledgement_per_version"
            ),
            models.CheckConstraint(condition=Q(paper="") | ~Q(acting_for=""), name="paper_names_its_signer"),
        ]
        indexes = [models.Index(fields=["unit", "version", "on"], name="acknowledgement_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.version}"


class Reminder(Recorded):
    """A unit was reminded of a directive on a day; it finds the reminder among its tasks."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="directive_reminders")
    on = models.DateField(_("ngày nhắc"))
    reminded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lần nhắc")
        constraints = [models.UniqueConstraint(fields=["directive", "unit", "on"], name="one_reminder_a_day")]
        indexes = [models.Index(fields=["unit", "on"], name="reminder_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.directive} {self.on}"
