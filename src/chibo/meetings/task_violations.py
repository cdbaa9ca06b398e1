"""The sentences of the violations that resolutions and tasks may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "MORE_PRESENT_THAN_MEMBERS": _(
        "Có mặt %(present)s đảng viên chính thức nhưng chi bộ hôm ấy chỉ có %(official)s. Đảng viên dự bị không biểu quyết."
    ),
    "RESOLUTION_NOT_PASSED": _(
        "Nghị quyết chưa được thông qua: %(votes)s tán thành, cần ít nhất %(needed)s trong tổng số %(official)s đảng viên "
        "chính thức."
    ),
    "RESOLUTION_WITHOUT_CLAUSE": _("Nghị quyết phải có ít nhất một điều."),
    "RESOLUTION_NO_CELL": _("%(unit)s không phải là chi bộ hoạt động vào ngày %(on)s."),
    "RESOLUTION_OFF_MEETING": _("Ngày thông qua %(on)s khác ngày của buổi sinh hoạt (%(day)s)."),
    "MEETING_NOT_OF_CELL": _("Buổi sinh hoạt ngày %(day)s không phải của chi bộ này, hoặc đã dời sang ngày khác."),
    "RESOLUTION_BEFORE_LAST": _(
        "Ngày thông qua %(on)s trước ngày của nghị quyết số %(number)s cùng năm (%(day)s). Số nghị quyết đi theo ngày."
    ),
    "RESOLUTION_SIGNED": _("Nghị quyết số %(number)s đã ký ngày %(day)s."),
    "RESOLUTION_SIGNED_TOO_EARLY": _("Ngày ký %(on)s trước ngày thông qua %(day)s."),
    "RESOLUTION_SIGNED_NEXT_YEAR": _(
        "Nghị quyết của năm %(year)s lấy số trong sổ năm %(year)s: ngày ký phải trong năm ấy."
    ),
    "RESOLUTION_EARLIER_UNSIGNED": _(
        "Sổ nghị quyết không được nhảy số: hãy ký nghị quyết số %(earlier)s trước khi ký số %(number)s."
    ),
    "TASK_NOT_OF_OFFICE": _("Cơ quan chỉ giao việc cơ quan. Việc khu dân cư do chi bộ hoặc đảng uỷ giao."),
    "TASK_OWNER_ELSEWHERE": _("%(owner)s không thuộc nơi giao việc vào ngày %(on)s. Hãy chọn đồng chí khác."),
    "TASK_OWNER_SAME": _("%(owner)s đang nhận việc này. Hãy chọn đồng chí khác."),
    "TASK_CLAUSE_ELSEWHERE": _("Điều này không thuộc nghị quyết của chi bộ giao việc."),
    "TASK_NO_COMMUNE": _("%(unit)s không hoạt động vào ngày %(on)s."),
    "TASK_BEFORE_RESOLUTION": _("Ngày giao %(on)s trước ngày thông qua nghị quyết (%(day)s)."),
    "TASK_DUE_TOO_EARLY": _("Hạn %(due)s trước ngày %(day)s. Hãy chọn hạn từ ngày ấy trở đi."),
    "TASK_DUE_SAME": _("Hạn đang là ngày %(day)s. Hãy chọn ngày khác."),
    "TASK_REPORTED": _("“%(title)s” đã được báo xong ngày %(day)s, đang chờ nghiệm thu."),
    "TASK_NOT_REPORTED": _("“%(title)s” chưa được báo xong."),
    "TASK_ACCEPTED": _("“%(title)s” đã được nghiệm thu ngày %(day)s, không đổi được nữa."),
    "TASK_DROPPED": _("“%(title)s” đã thôi không làm từ ngày %(day)s."),
    "TASK_JUDGED_BY_OWNER": _("Việc của chính đồng chí. Việc nghiệm thu do đồng chí khác hoặc đảng uỷ ghi."),
    "TASK_DAY_TOO_EARLY": _("Ngày %(on)s trước ngày %(day)s của bước trước."),
    "TASK_REASON_WANTED": _("Hãy ghi lý do."),
    "TASK_REPORT_WANTED": _("Hãy ghi đã làm được gì."),
}
