"""The sentences of the violations that calendars and meetings may meet; registered with those of the registry."""

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
    "CELL_NOT_IN_FORCE": _("%(cell)s không hoạt động vào ngày %(on)s."),
    "MONTHLY_MEETING_STANDS": _("Chi bộ đã có buổi sinh hoạt định kỳ tháng %(month)s, ngày %(on)s."),
    "MEETING_SET_ALREADY": _("Chi bộ đã có một buổi sinh hoạt vào buổi này của ngày %(on)s."),
    "THEME_WANTED": _("Hãy ghi tên chuyên đề."),
    "MAKE_UP_OF_WHAT": _("Hãy chọn buổi sinh hoạt của chi bộ mà buổi này sinh hoạt bù."),
    "MAKE_UP_OUT_OF_MONTH": _("Ngày %(on)s không nằm trong tháng của buổi ngày %(day)s, hoặc trước ngày ấy."),
    "NOBODY_TO_MAKE_UP": _("Buổi ngày %(day)s không ghi ai vắng mặt nên không có ai phải sinh hoạt bù."),
    "NO_THEME_AT_MAKE_UP": _("Buổi sinh hoạt bù không có phần chuyên đề riêng."),
    "MEETING_CALLED_OFF": _("Buổi sinh hoạt ngày %(on)s đã huỷ hoặc dời sang ngày khác."),
    "MEETING_SET_BY_CALENDAR": _("Buổi này do lịch tháng của xã đặt. Hãy đề nghị đảng uỷ đổi lịch."),
    "MEETING_ATTENDED": _("Buổi ngày %(on)s đã điểm danh nên không huỷ được."),
    "MEETING_NOT_YET": _("Chưa đến ngày họp %(on)s."),
    "CANCEL_REASON_WANTED": _("Hãy ghi lý do."),
    "ONLINE_NOT_YET_ALLOWED": _("Trước ngày %(day)s chưa có quy định cho chi bộ sinh hoạt trực tuyến."),
    "ONLINE_TOO_FEW_AWAY": _(
        "Chỉ %(away)s trên %(members)s đảng viên không thể tập trung vì lý do được quy định; phải quá nửa. "
        "Trực quầy một cửa không thuộc các lý do ấy."
    ),
    "PAPER_EMPTY": _("Hãy ghi nội dung, hoặc chọn một văn bản đã ký."),
    "NOT_IN_CELL_THAT_DAY": _("%(member)s không sinh hoạt tại %(cell)s vào ngày %(on)s nên không điểm danh được."),
    "NOT_ASKED_TO_MAKE_UP": _("%(member)s không vắng ở buổi trước nên không thuộc diện sinh hoạt bù."),
    "DOOR_CLOSED": _("Mã điểm danh chỉ dùng được trong ngày họp %(on)s."),
    "EXEMPT_ALREADY": _("%(member)s đang được miễn sinh hoạt."),
    "NO_QUORUM": _(
        "Chỉ có %(present)s trên %(asked)s đảng viên chính thức dự; cần ít nhất %(needed)s để chi bộ họp và biểu quyết."
    ),
    "VOTES_DO_NOT_ADD_UP": _("Tổng số phiếu là %(total)s, nhưng có %(voting)s đảng viên chính thức dự."),
    "MEETING_CLOSED_BEFORE_OPENED": _("Giờ bế mạc phải sau giờ khai mạc."),
    "MEETING_TOO_SHORT": _("Buổi sinh hoạt dài %(minutes)s phút; quy định ít nhất %(needed)s phút."),
    "CHAIR_TAKES_MINUTES": _("Chủ trì và thư ký phải là hai đồng chí khác nhau."),
    "NOT_ON_ROLL": _("%(member)s không có trong danh sách của buổi này."),
    "LEADER_ABSENT": _("%(member)s được ghi là chủ trì hoặc thư ký nhưng không có mặt."),
    "MINUTES_NOT_BEGUN": _("Biên bản chưa có giờ khai mạc, chủ trì và thư ký. Hãy ghi phần này trước."),
    "MINUTES_NOT_CLOSED": _("Biên bản chưa có giờ bế mạc."),
    "ATTENDANCE_NOT_KEPT": _("Còn %(count)s đồng chí chưa được điểm danh."),
    "MINUTES_SIGNED": _("Biên bản đã ký ngày %(day)s; không ký lại và không sửa được. Hãy lập bổ sung biên bản."),
    "MINUTES_NOT_SIGNED": _("Biên bản chưa ký nên chưa cần bổ sung; hãy sửa thẳng vào dự thảo."),
    "SUPPLEMENT_EMPTY": _("Hãy ghi nội dung bổ sung."),
    "OPINION_BY_WHOM": _("Hãy chọn đảng viên đã nêu, hoặc ghi tên đại biểu."),
    "OPINION_SETTLED": _("Ý kiến này đã có kết quả ngày %(day)s."),
    "OPINION_DAY_TOO_EARLY": _("Ngày ghi kết quả phải từ ngày họp %(day)s trở đi."),
    "OUTCOME_WANTED": _("Hãy chọn kết quả và ghi lời trả lời."),
    "NOT_AN_INITIATIVE": _("Chỉ chia sẻ sáng kiến."),
    "INITIATIVE_DECLINED": _("Chi bộ chưa tiếp thu sáng kiến này nên không chia sẻ."),
    "MEETING_SCORED": _("Buổi này đã được chấm điểm ngày %(day)s."),
    "POINTS_NOT_OF_SHEET": _("Hãy cho điểm từng tiêu chí, từ 0 đến điểm tối đa của tiêu chí ấy."),
}
