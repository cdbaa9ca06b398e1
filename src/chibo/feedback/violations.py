"""The sentences of the violations that concerns may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "CONCERN_JOINED": _("Tâm tư số %(number)s đã nhập chung với tâm tư khác ngày %(day)s."),
    "CONCERN_ANSWERED": _("Tâm tư số %(number)s đã được trả lời ngày %(day)s."),
    "CONCERN_NOT_ANSWERED": _("Tâm tư số %(number)s chưa có trả lời."),
    "CONCERN_NOT_ROUTED": _("Tâm tư số %(number)s chưa được chuyển đến bộ phận nào. Hãy chuyển trước."),
    "CONCERN_SAME_OFFICE": _("Tâm tư số %(number)s đang ở chính %(office)s. Hãy chọn bộ phận khác."),
    "CONCERN_REASON_WANTED": _("Hãy ghi lý do."),
    "CONCERN_READ_BACK": _("Trả lời cho tâm tư số %(number)s đã được đọc lại ngày %(day)s."),
    "CONCERN_NOT_READ_BACK": _("Trả lời cho tâm tư số %(number)s chưa được đọc lại tại buổi sinh hoạt chi bộ."),
    "CONCERN_CLOSED": _("Tâm tư số %(number)s đã được chi bộ khép ngày %(day)s."),
    "CONCERN_JUDGED_BY_OFFICE": _(
        "Đồng chí thuộc bên trả lời (%(office)s). Việc khép hay mở lại do đồng chí khác của chi bộ ghi."
    ),
    "CONCERN_DAY_TOO_EARLY": _("Ngày %(on)s trước ngày %(day)s của bước trước (tâm tư số %(number)s)."),
    "CONCERN_NOT_TO_JOIN": _(
        "Không thể nhập tâm tư số %(number)s vào số %(other)s: số ấy phải cùng xã, còn đang xử lý và đứng riêng."
    ),
    "CONCERN_RAISED_ELSEWHERE": _("%(unit)s không phải là chi bộ hoạt động vào ngày %(on)s."),
    "CONCERN_OFFICE_CLOSED": _("Bộ phận %(office)s không hoạt động vào ngày %(on)s, hoặc không thuộc xã này."),
    "IDENTITY_KNOWN": _("Danh tính của người nêu đã được ghi một lần. Không ghi thêm."),
    "IDENTITY_EXPIRED": _("Danh tính chỉ được giữ đến trước ngày %(day)s."),
    "IDENTITY_UNKNOWN": _("Không có danh tính nào được ghi cho tâm tư này."),
    "IDENTITY_ERASED": _("Danh tính đã được xoá ngày %(day)s."),
}
