"""Words and tones for resolutions and tasks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.tasks import Giver, TaskSide, TaskState, TaskStepKind
from chibo.kit.cells import Status, Tone

LATE = "LATE"

SIDES: dict[str, Any] = {
    TaskSide.OFFICE: _("Việc cơ quan"),
    TaskSide.NEIGHBOURHOOD: _("Việc khu dân cư"),
}
GIVERS: dict[str, Any] = {
    Giver.CELL: _("Chi bộ"),
    Giver.OFFICE: _("Cơ quan"),
    Giver.COMMITTEE: _("Đảng uỷ"),
}
STATES: dict[str, Status] = {
    TaskState.GIVEN: Status(_("Đang làm"), Tone.INFO),
    TaskState.REPORTED: Status(_("Chờ nghiệm thu"), Tone.WARNING),
    TaskState.RETURNED: Status(_("Phải làm lại"), Tone.WARNING),
    TaskState.ACCEPTED: Status(_("Đã nghiệm thu"), Tone.GOOD),
    TaskState.DROPPED: Status(_("Thôi không làm"), Tone.NEUTRAL),
    LATE: Status(_("Quá hạn"), Tone.BAD),
}
STEPS: dict[str, Any] = {
    TaskStepKind.GIVEN: _("Giao việc"),
    TaskStepKind.REPORTED: _("Báo đã xong"),
    TaskStepKind.RETURNED: _("Trả lại, đề nghị làm tiếp"),
    TaskStepKind.ACCEPTED: _("Nghiệm thu"),
    TaskStepKind.DROPPED: _("Thôi không làm"),
    TaskStepKind.MOVED: _("Dời hạn"),
    TaskStepKind.REASSIGNED: _("Giao cho người khác"),
}
STATE_SLUGS: dict[str, str] = {
    "qua-han": LATE,
    "dang-lam": TaskState.GIVEN,
    "lam-lai": TaskState.RETURNED,
    "cho-nghiem-thu": TaskState.REPORTED,
    "da-nghiem-thu": TaskState.ACCEPTED,
    "thoi": TaskState.DROPPED,
}
"""How a state stands in an address."""
SIDE_SLUGS: dict[str, str] = {"co-quan": TaskSide.OFFICE, "khu-dan-cu": TaskSide.NEIGHBOURHOOD}
