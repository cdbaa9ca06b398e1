"""Concerns of residents, what offices do about them, and, apart, who asked for an answer in person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.changes import current_change
from chibo.audit.models import Recorded
from chibo.feedback.labels import KINDS, THEMES
from chibo.registry.models import Office, Unit


class Concern(Recorded):
    """What residents of a cell's neighbourhood are concerned about, without who said it. Its state is derived.

    ``due_on``: last day of the rule's working days for the first answer. The wording stands nowhere else: the log does not
    hold it, so a name that slipped in can be taken out (``reworded_on``).
    """

    unaudited = ("text", "place", "search_key")

    cell = models.ForeignKey(Unit, models.PROTECT, related_name="concerns")
    theme = models.CharField(_("lĩnh vực"), max_length=16, choices=list(THEMES.items()))
    kind = models.CharField(_("loại"), max_length=10, choices=list(KINDS.items()))
    place = models.CharField(_("nơi xảy ra"), max_length=120, blank=True)
    text = models.TextField(_("nội dung"))
    search_key = models.TextField(editable=False)
    raised_on = models.DateField(_("ngày nêu"))
    due_on = models.DateField(_("hạn trả lời"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reworded_on = models.DateField(_("sửa lời ngày"), null=True, blank=True)
    joined_into = models.ForeignKey("self", models.PROTECT, related_name="joined", null=True, blank=True)
    joined_on = models.DateField(_("nhập chung ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("tâm tư, nguyện vọng")
        constraints = [
            models.CheckConstraint(
                condition=Q(joined_into=None, joined_on=None) | Q(joined_into__isnull=False, joined_on__isnull=False),
                name="concern_joined_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(joined_into=None) | ~Q(joined_into=F("id")), name="concern_not_joined_to_itself"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("raised_on")), name="concern_due_after_raised"),
        ]
        indexes = [models.Index(fields=["cell", "raised_on"], name="concern_of_cell")]

    def __str__(self) -> str:
        return f"Tâm tư, nguyện vọng số {self.pk}"


class Echo(Recorded):
    """One more resident said the same on a day."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="echoes")
    raised_on = models.DateField(_("ngày nêu"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("người cùng nêu")

    def __str__(self) -> str:
        return f"{self.concern} ({self.raised_on})"


class Handling(Recorded):
    """One round of a concern: an office in charge → answered → read back in the cell → closed, by the cell.

    Passed on to another office, or reopened by the cell: a further round follows, with the next ``number``. ``due_on``:
    last day for the answer; passing on keeps it, reopening sets it anew.
    """

    unaudited = ("answer",)

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="handlings")
    number = models.PositiveSmallIntegerField(_("lần"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    routed_on = models.DateField(_("ngày chuyển"))
    routed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(_("hạn trả lời"))
    passed_on = models.DateField(_("chuyển bộ phận khác ngày"), null=True, blank=True)
    pass_reason = models.CharField(_("lý do chuyển"), max_length=300, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    answer = models.TextField(_("trả lời"), blank=True)
    read_back_on = models.DateField(_("ngày đọc lại"), null=True, blank=True)
    read_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    closed_on = models.DateField(_("ngày khép"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    reopened_on = models.DateField(_("ngày mở lại"), null=True, blank=True)
    reopen_reason = models.CharField(_("lý do mở lại"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần xử lý")
        constraints = [
            models.UniqueConstraint(fields=["concern", "number"], name="handling_number_once"),
            models.UniqueConstraint(
                fields=["concern"], condition=Q(passed_on=None, reopened_on=None), name="one_handling_under_way"
            ),
            models.CheckConstraint(
                condition=Q(passed_on=None) | (Q(answered_on=None) & ~Q(pass_reason="")), name="passed_unanswered"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | (Q(answered_on__gte=F("routed_on")) & ~Q(answer="")),
                name="answered_after_routed",
            ),
            models.CheckConstraint(
                condition=Q(read_back_on=None) | Q(answered_on__isnull=False, read_back_on__gte=F("answered_on")),
                name="read_back_after_answered",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(read_back_on__isnull=False, closed_on__gte=F("read_back_on")),
                name="closed_after_read_back",
            ),
            models.CheckConstraint(
                condition=Q(reopened_on=None)
                | (Q(read_back_on__isnull=False, reopened_on__gte=F("read_back_on")) & ~Q(reopen_reason="")),
                name="reopened_after_read_back",
            ),
        ]
        indexes = [models.Index(fields=["office", "answered_on"], name="handling_of_office")]

    def __str__(self) -> str:
        return f"{self.concern}, lần {self.number}"


class IdentityRequest(Recorded):
    """A resident asked for an answer in person: on which day, until when the identity is kept, when it was erased."""

    concern = models.OneToOneField(Concern, models.PROTECT, related_name="identity_request")
    asked_on = models.DateField(_("ngày đề nghị"))
    erase_on = models.DateField(_("ngày xoá danh tính"))
    erased_on = models.DateField(_("đã xoá ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị trả lời riêng")
        constraints = [
            models.CheckConstraint(condition=Q(erase_on__gt=F("asked_on")), name="identity_erased_after_asked")
        ]

    def __str__(self) -> str:
        return f"Đề nghị trả lời riêng, tâm tư số {self.concern_id}"


class Identity(models.Model):
    """Who asked. The one row of the product that is deleted; no value of it ever reaches the log.

    Written and deleted within use cases only, like recorded rows.
    """

    request = models.OneToOneField(IdentityRequest, models.PROTECT, related_name="identity")
    name = models.CharField(_("họ và tên"), max_length=120)
    contact = models.CharField(_("cách liên hệ"), max_length=200)

    class Meta:
        verbose_name = _("danh tính")

    def __str__(self) -> str:
        return f"Danh tính {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        change = current_change()
        super().save(*args, **kwargs)
        change.note(self._meta.label_lower, self.pk, None, {})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        current_change()
        return super().delete(*args, **kwargs)
