"""The sentences of the violations that calendars may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "NO_CELL_TO_MEET": _("%(commune)s không có chi bộ nào hoạt động vào ngày %(on)s."),
    "NO_CALENDAR_POSSIBLE": _("Không có lịch nào thoả mãn các quy tắc sau cùng lúc: %(rules)s."),
    "NO_REPAIR_POSSIBLE": _("Không sửa được lịch mà vẫn giữ các quy tắc sau cùng lúc: %(rules)s."),
    "NOTHING_TO_REPAIR": _("Lịch đang áp dụng vẫn thực hiện được, không cần sửa."),
    "NO_CALENDAR_IN_FORCE": _("%(commune)s chưa duyệt lịch tháng %(month)s nên chưa có gì để sửa."),
    "CALENDAR_OUT_OF_DATE": _("Dự thảo không còn phù hợp: %(rules)s. Hãy lập lại lịch."),
    "CALENDAR_ADOPTED_BEFORE_MADE": _("Ngày duyệt %(on)s trước ngày lập dự thảo %(made_on)s."),
    "CALENDAR_ADOPTED_BEFORE_FORMER": _("Ngày duyệt %(on)s trước ngày duyệt lịch đang áp dụng (%(adopted_on)s)."),
    "MEETING_HELD_ALREADY": _("%(cell)s đã họp ngày %(day)s; dự thảo này đổi ngày đó. Hãy dùng cách sửa ít thay đổi."),
    "RULE_STAYS": _("Quy tắc này không nới được, hoặc đã nới rồi."),
    "ALREADY_WITHDRAWN": _("Việc nới quy tắc này đã được rút ngày %(day)s."),
    "NO_SESSION_WISHED": _("Hãy chọn ít nhất một buổi có thể họp."),
    "WISHED_SESSION_CLOSED": _("Buổi mong muốn phải là một trong các buổi có thể họp."),
    "COUNTER_CLOSED": _("Quầy %(counter)s không mở vào ngày %(on)s."),
    "ALREADY_QUALIFIED": _("%(member)s đã được ghi là trực được quầy %(counter)s."),
    "ALREADY_LEADS": _("%(member)s đã được ghi là phụ trách %(cell)s."),
    "NOT_A_CLERK": _("%(member)s không trực quầy nào ở %(commune)s vào ngày %(on)s."),
    "LEAVE_ENDS_BEFORE_IT_STARTS": _("Ngày cuối của kỳ nghỉ phải từ ngày %(on)s trở đi."),
    "LEAVE_KNOWN": _("%(member)s đã được ghi nghỉ trong thời gian này."),
}
