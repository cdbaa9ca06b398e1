"""Nominations: the path with its days and counts, and, apart, who the person is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.changes import current_change
from chibo.audit.models import Recorded
from chibo.domain.nominations.path import REPEATED, Form
from chibo.nominations.labels import FORMS, PROPOSERS, STATES, STEPS
from chibo.registry.models import Member, Unit


class Nomination(Recorded):
    """Somebody was put forward in a cell. Nothing here or in its steps says who: it is called by its number.

    ``erase_on``: set when the path ends, the first day on which the person's data are no longer kept; ``erased_on``: when
    they went. Where it stands is derived from its steps.
    """

    cell = models.ForeignKey(Unit, models.PROTECT, related_name="nominations")
    proposer = models.CharField(_("bên giới thiệu"), max_length=16, choices=list(PROPOSERS.items()))
    proposed_on = models.DateField(_("ngày giới thiệu"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    erase_on = models.DateField(_("ngày xoá thông tin cá nhân"), null=True, blank=True)
    erased_on = models.DateField(_("đã xoá thông tin cá nhân ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("quần chúng được giới thiệu")
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(erase_on__isnull=False), name="candidate_erased_after_the_end"
            ),
        ]
        indexes = [models.Index(fields=["cell", "proposed_on"], name="nomination_of_cell")]

    def __str__(self) -> str:
        return f"Quần chúng số {self.pk}"


class PathStep(Recorded):
    """One thing that happened to a nomination on a day, in which state it left it, and until when the next is due.

    ``certified_on``: the certificate's own date; ``received_on``: when the cell had the decision in hand; the votes are
    those of the cell's official members. A step follows the one before: ``number`` counts them.
    """

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(_("việc"), max_length=12, choices=list(STEPS.items()))
    state = models.CharField(
        _("bước"), max_length=12, choices=[(code, status.label) for code, status in STATES.items()]
    )
    on = models.DateField(_("ngày"))
    due_on = models.DateField(_("hạn việc tiếp theo"), null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helper = models.ForeignKey(Member, models.PROTECT, related_name="+", null=True, blank=True)
    certified_on = models.DateField(_("ngày cấp giấy chứng nhận"), null=True, blank=True)
    received_on = models.DateField(_("ngày nhận quyết định"), null=True, blank=True)
    official_count = models.PositiveSmallIntegerField(_("đảng viên chính thức"), null=True, blank=True)
    present_count = models.PositiveSmallIntegerField(_("có mặt"), null=True, blank=True)
    in_favour_count = models.PositiveSmallIntegerField(_("tán thành"), null=True, blank=True)
    against_count = models.PositiveSmallIntegerField(_("không tán thành"), null=True, blank=True)

    class Meta:
        verbose_name = _("bước giới thiệu, kết nạp")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "number"], name="path_step_number_once"),
            models.UniqueConstraint(
                fields=["nomination", "kind"],
                condition=~Q(kind__in=sorted(kind.value for kind in REPEATED)),
                name="path_step_once",
            ),
            models.CheckConstraint(
                condition=Q(in_favour_count=None)
                | Q(present_count=F("in_favour_count") + F("against_count"), official_count__gte=F("present_count")),
                name="path_step_votes_add_up",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("on")), name="decision_received_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=~Q(kind="HELPER") | Q(helper__isnull=False), name="helper_step_names_the_helper"
            ),
            models.CheckConstraint(
                condition=~Q(kind="CERTIFICATE") | Q(certified_on__isnull=False, certified_on__lte=F("on")),
                name="certificate_step_has_its_date",
            ),
        ]
        indexes = [models.Index(fields=["kind", "on"], name="path_step_by_kind")]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.kind} ({self.on})"


class FiledForm(Recorded):
    """One paper of the admission file has come in; ``introducer``: who signed an introduction (3-KNĐ)."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="forms")
    form = models.CharField(_("mẫu"), max_length=10, choices=list(FORMS.items()))
    received_on = models.DateField(_("ngày nhận"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    introducer = models.ForeignKey(Member, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("giấy tờ hồ sơ kết nạp")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "form"], name="form_filed_once"),
            models.UniqueConstraint(
                fields=["nomination", "introducer"],
                condition=Q(introducer__isnull=False),
                name="introducer_once_in_a_file",
            ),
            models.CheckConstraint(
                condition=Q(form__in=[Form.INTRODUCTION.value, Form.INTRODUCTION_TWO.value], introducer__isnull=False)
                | (~Q(form__in=[Form.INTRODUCTION.value, Form.INTRODUCTION_TWO.value]) & Q(introducer=None)),
                name="introduction_names_its_introducer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.form}"


class Candidate(models.Model):
    """Who was put forward, and why. Deleted after the path has ended; no value of it ever reaches the log.

    Written and deleted within use cases only, like recorded rows. ``member``: who the person is in the registry since the
    ceremony.
    """

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="candidate")
    name = models.CharField(_("họ và tên"), max_length=120)
    born_on = models.DateField(_("ngày sinh"))
    gender = models.CharField(_("giới tính"), max_length=6, choices=Member.GENDERS)
    address = models.CharField(_("nơi ở"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    occupation = models.CharField(_("nghề nghiệp, nơi làm việc"), max_length=120, blank=True)
    reasons = models.TextField(_("lý do giới thiệu"))
    member = models.OneToOneField(Member, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("thông tin cá nhân")

    def __str__(self) -> str:
        return f"Thông tin cá nhân {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        change = current_change()
        super().save(*args, **kwargs)
        change.note(self._meta.label_lower, self.pk, None, {})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        current_change()
        return super().delete(*args, **kwargs)
