"""Words and tones for what is on record of a member's year."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.evaluation.evidence import ABSENT, ANSWERED, MADE_UP, PRESENT, Dispute, Kind
from chibo.domain.meetings import AbsenceReason
from chibo.domain.tasks import TaskSide, TaskState
from chibo.kit.cells import Status, Tone

KINDS: dict[str, Any] = {
    Kind.ATTENDANCE: _("Sinh hoạt đã dự"),
    Kind.MISSED: _("Sinh hoạt vắng mặt"),
    Kind.TASK: _("Nhiệm vụ"),
    Kind.CONCERN: _("Trả lời tâm tư, nguyện vọng của người dân"),
    Kind.INITIATIVE: _("Sáng kiến"),
}
"""In the order in which a page shows them."""

SIDES: dict[str, Any] = {
    TaskSide.NEIGHBOURHOOD: _("Khu dân cư"),
    TaskSide.OFFICE: _("Cơ quan"),
}

OUTCOMES: dict[str, dict[str, Status]] = {
    Kind.ATTENDANCE: {
        PRESENT: Status(_("Có mặt"), Tone.GOOD),
        MADE_UP: Status(_("Đã sinh hoạt bù"), Tone.GOOD),
    },
    Kind.MISSED: {
        AbsenceReason.ILL: Status(_("Ốm đau"), Tone.INFO),
        AbsenceReason.DUTY: Status(_("Bận công tác, trực"), Tone.INFO),
        AbsenceReason.STUDY: Status(_("Đi học"), Tone.INFO),
        AbsenceReason.FAMILY: Status(_("Việc gia đình"), Tone.INFO),
        AbsenceReason.OTHER: Status(_("Lý do khác"), Tone.INFO),
        AbsenceReason.NO_LEAVE: Status(_("Không có lý do"), Tone.BAD),
        ABSENT: Status(_("Vắng"), Tone.INFO),
    },
    Kind.TASK: {
        TaskState.GIVEN: Status(_("Đang làm"), Tone.INFO),
        TaskState.REPORTED: Status(_("Chờ nghiệm thu"), Tone.WARNING),
        TaskState.RETURNED: Status(_("Phải làm lại"), Tone.WARNING),
        TaskState.ACCEPTED: Status(_("Đã nghiệm thu"), Tone.GOOD),
        TaskState.DROPPED: Status(_("Thôi không làm"), Tone.NEUTRAL),
    },
    Kind.CONCERN: {ANSWERED: Status(_("Đã trả lời"), Tone.GOOD)},
    Kind.INITIATIVE: {
        "OPEN": Status(_("Chưa trả lời"), Tone.INFO),
        "TAKEN_UP": Status(_("Đã tiếp thu"), Tone.GOOD),
        "ANSWERED": Status(_("Đã trả lời"), Tone.INFO),
        "DECLINED": Status(_("Chưa tiếp thu"), Tone.NEUTRAL),
    },
}

DISPUTES: dict[str, Any] = {
    Dispute.NOT_SO: _("ghi không đúng sự việc"),
    Dispute.REASON: _("sai lý do vắng"),
    Dispute.DATES: _("sai ngày, hạn hoặc số ngày"),
    Dispute.NOT_MINE: _("không phải việc của tôi"),
    Dispute.OUTCOME: _("sai kết quả"),
}
"""What a contest may say is wrong."""

CONTESTED: dict[str, Status] = {
    "": Status(_("Đang phản ánh"), Tone.WARNING),
    "ACCEPTED": Status(_("Phản ánh được chấp nhận"), Tone.GOOD),
    "DECLINED": Status(_("Phản ánh không được chấp nhận"), Tone.NEUTRAL),
}

CONTEST_OUTCOMES: list[tuple[str, Any]] = [("ACCEPTED", _("Chấp nhận")), ("DECLINED", _("Không chấp nhận"))]
