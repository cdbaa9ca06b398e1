"""Words for stored codes of meetings, the desk and calendars."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.meetings import Ground
from chibo.domain.meetings_scoring import Criterion
from chibo.meetings.models import AgendaItem, Attendance, Exemption, Leave, Meeting, MeetingScore, Opinion
from chibo.meetings.models.preparation import SESSIONS as SESSION_CHOICES

SESSIONS: dict[str, Any] = dict(SESSION_CHOICES)
LEAVE_PARTS: dict[str, Any] = dict(Leave.PARTS)
LEAVE_KINDS: dict[str, Any] = dict(Leave.KINDS)

KINDS: dict[str, Any] = dict(Meeting.KINDS)
ITEM_KINDS: dict[str, Any] = dict(AgendaItem.KINDS)
REASONS: dict[str, Any] = dict(Attendance.REASONS)
WAYS: dict[str, Any] = dict(Attendance.WAYS)
EXEMPTIONS: dict[str, Any] = dict(Exemption.GROUNDS)
OPINION_KINDS: dict[str, Any] = dict(Opinion.KINDS)
OUTCOMES: dict[str, Any] = dict(Opinion.OUTCOMES)
LEVELS: dict[str, Any] = dict(MeetingScore.LEVELS)
OUTCOME_TONES = {"OPEN": "warning", "TAKEN_UP": "good", "ANSWERED": "good", "DECLINED": "neutral"}
LEVEL_TONES = {"GOOD": "good", "FAIR": "info", "AVERAGE": "warning", "POOR": "bad"}
GROUNDS: dict[Ground, Any] = {
    Ground.FAR_AWAY: _("Làm việc, học tập ở xa, phân tán"),
    Ground.ON_POST: _("Không thể rời vị trí (quân đội, công an, y tế, kiểm lâm)"),
    Ground.DESK: _("Trực quầy một cửa (không được tính)"),
}
CRITERIA: dict[Criterion, Any] = {
    Criterion.PREPARED: _("Chuẩn bị: nội dung, tài liệu gửi trước, chi uỷ họp trước"),
    Criterion.THEME_CHOSEN: _("Chọn chuyên đề sát với việc của chi bộ, phân công chuẩn bị"),
    Criterion.ATTENDED: _("Số đảng viên dự, vắng có lý do"),
    Criterion.ORDERLY: _("Đúng trình tự, đủ thời gian"),
    Criterion.CONTENT: _("Nội dung thiết thực, đúng trọng tâm"),
    Criterion.DISCUSSED: _("Thảo luận dân chủ, nhiều ý kiến, có sáng kiến"),
    Criterion.CONCLUDED: _("Kết luận rõ việc, rõ người, rõ thời hạn"),
    Criterion.RECORDED: _("Ghi biên bản đầy đủ"),
}
