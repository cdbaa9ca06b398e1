"""Meetings: set by a calendar or called by the cell, their agenda and their papers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.documents.models import Document
from chibo.domain.meetings import MeetingKind
from chibo.meetings.models.calendars import MonthAdoption
from chibo.meetings.models.preparation import SESSIONS
from chibo.registry.models import Unit

STANDS = Q(called_off_by=None, cancelled_on=None)
"""Meetings in force: neither moved by a later calendar nor called off by the cell."""


class Meeting(Recorded):
    """A meeting of a cell: the monthly one that the calendar in force sets, or one that the cell calls itself.

    A monthly one that a later calendar leaves where it is stays the same row; one that moves is ``called_off_by`` that
    later adoption and followed by another. One that the cell called may be ``cancelled_on`` a day. ``makes_up``: the
    meeting whose absentees it is for; ``theme``: what a thematic meeting, or the thematic part of another, is about;
    ``online_grounds``: why members cannot be in one place (ground → how many), empty for a meeting in person.
    """

    KINDS = [
        (MeetingKind.REGULAR.value, _("Định kỳ")),
        (MeetingKind.THEMATIC.value, _("Chuyên đề")),
        (MeetingKind.EXTRAORDINARY.value, _("Bất thường")),
        (MeetingKind.MAKE_UP.value, _("Sinh hoạt bù")),
    ]

    adoption = models.ForeignKey(MonthAdoption, models.PROTECT, related_name="meetings", null=True, blank=True)
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="meetings")
    kind = models.CharField(_("loại"), max_length=14, choices=KINDS, default=MeetingKind.REGULAR.value)
    month = models.DateField(_("tháng"))
    on = models.DateField(_("ngày"))
    session = models.CharField(_("buổi"), max_length=10, choices=SESSIONS)
    hall = models.CharField(_("nơi họp"), max_length=120, blank=True)
    called_off_by = models.ForeignKey(MonthAdoption, models.PROTECT, related_name="called_off", null=True, blank=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    called_on = models.DateField(_("ngày triệu tập"), null=True, blank=True)
    cancelled_on = models.DateField(_("huỷ ngày"), null=True, blank=True)
    cancel_reason = models.CharField(_("lý do huỷ"), max_length=300, blank=True)
    makes_up = models.ForeignKey("self", models.PROTECT, related_name="make_ups", null=True, blank=True)
    theme = models.CharField(_("chuyên đề"), max_length=200, blank=True)
    is_online = models.BooleanField(_("trực tuyến"), default=False)
    online_grounds = models.JSONField(_("căn cứ họp trực tuyến"), default=dict, blank=True)

    class Meta:
        verbose_name = _("buổi sinh hoạt")
        constraints = [
            models.UniqueConstraint(
                fields=["cell", "month"], condition=STANDS & Q(kind="REGULAR"), name="one_monthly_meeting"
            ),
            models.CheckConstraint(
                condition=Q(adoption__isnull=False, kind="REGULAR", called_by=None, cancelled_on=None)
                | Q(adoption=None, called_by__isnull=False, called_on__isnull=False),
                name="meeting_set_or_called",
            ),
            models.CheckConstraint(
                condition=Q(kind="MAKE_UP", makes_up__isnull=False) | (~Q(kind="MAKE_UP") & Q(makes_up=None)),
                name="make_up_follows_a_meeting",
            ),
            models.CheckConstraint(condition=~Q(kind="THEMATIC") | ~Q(theme=""), name="thematic_meeting_has_a_theme"),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | ~Q(cancel_reason=""), name="cancelled_meeting_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["month", "on"], name="meeting_of_month"),
            models.Index(fields=["cell", "on"], name="meeting_of_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.on:%d/%m/%Y}"

    @property
    def stands(self) -> bool:
        return self.called_off_by_id is None and self.cancelled_on is None

    @property
    def is_thematic(self) -> bool:
        """Whether it is a thematic meeting, or holds a thematic part."""
        return bool(self.theme)


class AgendaItem(Recorded):
    """One item of a meeting's agenda, and what came of it. What is taken out stays as a row.

    ``kind``: what it comes from (see ``queries/agenda.py``), ``address``: where it is worked on; ``conclusion``: what the
    meeting concluded in words; the votes stand together or not at all.
    """

    KINDS = [
        ("DIRECTIVE", _("Văn bản chỉ đạo")),
        ("CONCERN", _("Trả lời người dân")),
        ("TASK", _("Nhiệm vụ đến hạn")),
        ("RESOLUTION", _("Nghị quyết")),
        ("ADMISSION", _("Phát triển đảng")),
        ("REVIEW", _("Kiểm điểm, xếp loại")),
        ("THEME", _("Chuyên đề")),
        ("OPINION", _("Ý kiến, sáng kiến")),
        ("OTHER", _("Nội dung khác")),
    ]

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    place = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại"), max_length=12, choices=KINDS, default="OTHER")
    label = models.CharField(_("nội dung"), max_length=300)
    detail = models.CharField(_("chi tiết"), max_length=500, blank=True)
    address = models.CharField(max_length=200, blank=True)
    taken_out_on = models.DateField(_("bỏ ngày"), null=True, blank=True)
    summary = models.TextField(_("diễn biến, ý kiến thảo luận"), blank=True)
    conclusion = models.TextField(_("kết luận"), blank=True)
    in_favour = models.PositiveSmallIntegerField(_("tán thành"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("không tán thành"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("không có ý kiến"), null=True, blank=True)

    unaudited = ("summary", "conclusion")

    class Meta:
        verbose_name = _("nội dung chương trình")
        constraints = [
            models.CheckConstraint(
                condition=Q(in_favour=None, against=None, abstained=None)
                | Q(in_favour__isnull=False, against__isnull=False, abstained__isnull=False),
                name="votes_stand_together",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "place"], name="agenda_of_meeting")]

    def __str__(self) -> str:
        return self.label

    @property
    def votes(self) -> tuple[int, int, int] | None:
        """In favour, against, abstained; ``None``: it was not voted on."""
        if self.in_favour is None or self.against is None or self.abstained is None:
            return None
        return self.in_favour, self.against, self.abstained


class MeetingPaper(Recorded):
    """A paper of a meeting: a short text, or a signed document of the system."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    title = models.CharField(_("tên tài liệu"), max_length=200)
    text = models.TextField(_("nội dung"), blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_on = models.DateField(_("ngày thêm"))
    withdrawn_on = models.DateField(_("rút ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("tài liệu của buổi sinh hoạt")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(document__isnull=False), name="meeting_paper_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title
