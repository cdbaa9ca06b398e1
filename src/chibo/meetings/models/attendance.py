"""Who came to a meeting and who did not; who is exempt from meetings; who came as a guest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.domain.meetings import AbsenceReason, Presence
from chibo.domain.organisation import Standing
from chibo.meetings.models.meetings import Meeting
from chibo.registry.models import Member, Unit
from chibo.registry.models.dated import Dated, holds_a_day


class Attendance(Recorded):
    """One member was at a meeting, or was not and why by kind.

    ``standing``: official or on probation on the day of the meeting; ``way``: how it became known; ``marked_on``: later
    than the meeting where it was keyed in late.
    """

    PRESENCES = [(Presence.PRESENT.value, _("Có mặt")), (Presence.ABSENT.value, _("Vắng"))]
    REASONS = [
        (AbsenceReason.ILL.value, _("Ốm đau")),
        (AbsenceReason.DUTY.value, _("Bận công tác, trực")),
        (AbsenceReason.STUDY.value, _("Đi học")),
        (AbsenceReason.FAMILY.value, _("Việc gia đình")),
        (AbsenceReason.OTHER.value, _("Lý do khác")),
        (AbsenceReason.NO_LEAVE.value, _("Không có lý do")),
    ]
    TICKED = "TICKED"
    CODE = "CODE"
    WAYS = [(TICKED, _("Bí thư điểm danh")), (CODE, _("Quét mã tại cửa"))]
    STANDINGS = [(Standing.OFFICIAL.value, _("Chính thức")), (Standing.PROBATIONARY.value, _("Dự bị"))]

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendance")
    standing = models.CharField(_("tư cách"), max_length=12, choices=STANDINGS)
    presence = models.CharField(_("có mặt"), max_length=8, choices=PRESENCES)
    reason = models.CharField(_("lý do vắng"), max_length=10, choices=REASONS, blank=True)
    way = models.CharField(_("cách điểm danh"), max_length=6, choices=WAYS, default=TICKED)
    marked_on = models.DateField(_("ngày ghi"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("điểm danh")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_mark_of_member"),
            models.CheckConstraint(
                condition=Q(presence="PRESENT", reason="") | (Q(presence="ABSENT") & ~Q(reason="")),
                name="absence_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.meeting}"


class Exemption(Dated):
    """The cell exempts a member from meetings for a period (miễn công tác và sinh hoạt đảng); why is told by kind alone."""

    GROUNDS = [
        ("AGE", _("Tuổi cao, sức yếu")),
        ("AWAY", _("Đi xa từ 3 tháng trở lên")),
        ("WORK", _("Việc làm không ổn định, lưu động")),
        ("MATERNITY", _("Thai sản")),
        ("OTHER", _("Lý do khác")),
    ]

    member = models.ForeignKey(Member, models.PROTECT, related_name="exemptions")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="exemptions")
    ground = models.CharField(_("lý do"), max_length=10, choices=GROUNDS)

    class Meta:
        verbose_name = _("miễn sinh hoạt")
        constraints = [
            holds_a_day("exemption_holds_a_day"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(ends_on=None, voided_at=None), name="one_open_exemption"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.starts_on}"


class Guest(Recorded):
    """Somebody who is no member of the cell was at the meeting: of the committee above, of another cell, of an association."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="guests")
    name = models.CharField(_("họ và tên"), max_length=120)
    position = models.CharField(_("chức vụ, đơn vị"), max_length=160, blank=True)
    struck_on = models.DateField(_("bỏ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("đại biểu dự")

    def __str__(self) -> str:
        return self.name
