"""The sentences of the violations that campaigns may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "CAMPAIGN_CODE_TAKEN": _("Mã %(code)s đã là của một đợt sắp xếp khác. Hãy chọn mã khác."),
    "DEADLINE_BEFORE_ISSUE": _("Hạn %(deadline)s trước ngày ban hành %(issued_on)s."),
    "NO_COMMUNE_BELOW": _("Dưới đơn vị %(unit)s không có xã, phường, thị trấn nào hoạt động vào ngày %(on)s."),
    "REASON_WANTED_HERE": _("Hãy ghi lý do."),
    "REASON_WANTED": _("Hãy ghi lý do trả lại giới thiệu của %(member)s."),
    "ALREADY_DECIDED": _(
        "%(commune)s đã ký quyết định. Muốn thay đổi, hãy huỷ bằng một quyết định mới trước ngày hiệu lực."
    ),
    "NOTHING_TO_PLAN": _("%(commune)s không có đảng viên nào cần phân công vào ngày %(on)s."),
    "NO_RECEIVING_CELL": _("%(commune)s chưa có chi bộ nào để tiếp nhận đảng viên vào ngày %(on)s."),
    "BAD_RULES": _("Quy tắc phân công chưa đúng: %(why)s"),
    "NO_PLAN_POSSIBLE": _(
        "Không có phương án nào thoả mãn các quy tắc sau cùng lúc: %(rules)s. Hãy bỏ bớt một quy tắc."
    ),
    "TOO_FEW_CHANGES": _(
        "Không thể giữ gần %(plan)s mà chỉ đổi nhiều nhất %(count)s người. Hãy cho phép đổi nhiều hơn."
    ),
    "ADOPTED_BEFORE_MADE": _("Ngày duyệt %(on)s trước ngày lập %(plan)s (%(made_on)s)."),
    "ADOPTED_BEFORE_FORMER": _("Ngày duyệt %(on)s trước ngày đã duyệt %(plan)s (%(adopted_on)s)."),
    "OVERRIDE_BREAKS_RULES": _("Điều chỉnh này trái với quy tắc: %(rules)s. Hãy sửa quy tắc trước."),
    "NOT_IN_PLAN": _("%(member)s hoặc chi bộ %(cell)s không có trong phương án này."),
    "PLAN_OF_ANOTHER_COMMUNE": _("Phương án này thuộc xã khác."),
    "PLAN_MISSES_MEMBER": _("%(plan)s lập trước khi %(member)s về chi bộ cơ quan. Hãy lập lại phương án."),
    "PLAN_MEMBER_GONE": _("%(member)s trong %(plan)s không còn ở chi bộ cơ quan. Hãy lập lại phương án."),
    "PLAN_CELL_CLOSED": _("Chi bộ %(cell)s trong %(plan)s không còn tiếp nhận được. Hãy lập lại phương án."),
    "NOT_ADOPTED": _("%(commune)s chưa duyệt phương án nào. Hãy duyệt một phương án trước khi ký."),
    "ALREADY_CARRIED_OUT": _("Quyết định đã được thực hiện ngày %(day)s."),
    "ALREADY_CANCELLED": _("Quyết định đã bị huỷ ngày %(day)s."),
    "NOT_OF_THIS_REORGANISATION": _("Quyết định %(decision)s không thuộc lần sắp xếp này."),
    "NOT_YET_EFFECTIVE": _("Quyết định có hiệu lực từ ngày %(day)s; chưa thể thực hiện."),
    "ALREADY_ISSUED": _("%(member)s đã được giới thiệu ngày %(day)s."),
    "ALREADY_RECEIVED": _("%(member)s đã được tiếp nhận ngày %(day)s."),
    "ALREADY_CONFIRMED": _("Việc chuyển sinh hoạt của %(member)s đã được xác nhận ngày %(day)s."),
    "ALREADY_RETURNED": _("Giới thiệu của %(member)s đã bị trả lại ngày %(day)s."),
    "ALREADY_SENT_AGAIN": _("%(member)s đã được giới thiệu lại."),
    "NOT_ISSUED": _("%(member)s chưa được giới thiệu chuyển sinh hoạt."),
    "NOT_RECEIVED": _("Chi bộ nơi đến chưa tiếp nhận %(member)s; chưa thể xác nhận."),
    "NOT_RETURNED": _("Giới thiệu của %(member)s không bị trả lại."),
    "NOT_GIVEN": _("Bên giao chưa ký bàn giao nội dung “%(item)s”."),
    "BEFORE_GIVEN": _("Ngày nhập trước ngày %(day)s, ngày bên giao đã ký nội dung “%(item)s”."),
    "BEFORE_ISSUE": _("Ngày nhập trước ngày giới thiệu %(day)s của %(member)s."),
    "BEFORE_RECEIPT": _("Ngày nhập trước ngày tiếp nhận %(day)s của %(member)s."),
    "SIGNED_BEFORE_LAST": _("Ngày ký %(on)s trước ngày của văn bản gần nhất trong sổ (%(last)s, %(last_on)s)."),
}
