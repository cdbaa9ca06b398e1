"""The sentences of the violations that reviews may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "REVIEW_LEFT_OUT": _("Hồ sơ này không xếp loại từ ngày %(day)s."),
    "REVIEW_DECIDED": _("Cấp uỷ đã kết luận hồ sơ này ngày %(day)s; không thay đổi được nữa."),
    "CONTEST_NO_SUCH_ITEM": _("Mục này không có trong minh chứng của hồ sơ."),
    "CONTEST_KNOWN": _("Mục này đã được phản ánh ngày %(day)s."),
    "CONTEST_SETTLED": _("Phản ánh này đã được trả lời ngày %(day)s."),
    "CONTEST_TOO_LATE": _("Hồ sơ đã chốt; không phản ánh minh chứng được nữa."),
    "CONTEST_TOO_EARLY": _("Ngày trả lời trước ngày phản ánh %(day)s."),
    "CONTEST_WORDS_WANTED": _("Hãy ghi rõ nội dung."),
    "BATCH_EMPTY": _("Chưa có hồ sơ kiểm điểm nào để in."),
    "REVIEW_NOT_DECIDED": _("Cấp uỷ chưa kết luận hồ sơ này."),
    "PART_SUBMITTED": _("Phần này đã nộp ngày %(day)s; không sửa được nữa."),
    "PART_PASSED_OVER": _("Cấp uỷ đã ghi nhận ngày %(day)s là bên này không có ý kiến. Hãy báo cấp uỷ để mở lại."),
    "PART_TOO_LATE": _("Chi bộ đã nhận xét; không ghi thêm nhận xét nơi cư trú được nữa."),
    "PART_NOT_ASKED": _("Hồ sơ này không cần ý kiến của bên này."),
    "PART_OUT_OF_TURN": _("Chưa nộp được: còn chờ %(side)s."),
    "JOINT_HELD": _("Đã ghi biên bản họp chung ngày %(day)s."),
    "JOINT_NOT_NEEDED": _("Hai bên không lệch mức, hoặc chưa đủ ý kiến; không cần họp chung."),
    "JOINT_OWED": _("Cơ quan và chi bộ đánh giá lệch mức; phải họp chung trước khi kết luận."),
    "SIDES_MISSING": _("Chưa kết luận được: còn thiếu %(sides)s."),
    "REPLY_TOO_EARLY": _("Ngày trả lời trước ngày thông báo %(day)s."),
    "REPLY_TOO_LATE": _("Đã hết hạn trả lời, khiếu nại từ sau ngày %(day)s."),
    "VOTE_MORE_THAN_MEMBERS": _("Có mặt %(present)s người trong khi chi bộ có %(official)s đảng viên chính thức."),
    "VOTE_REVEALS": _(
        "Chỉ có %(present)s người bỏ phiếu: ghi số phiếu sẽ lộ ai bỏ cho mức nào. Dưới %(smallest)s người chỉ ghi kết quả."
    ),
    "VOTE_NOT_COUNTED": _("Hãy ghi số phiếu cho từng mức."),
    "VOTE_DOES_NOT_ADD_UP": _("Số phiếu không khớp: %(total)s phiếu, trong khi có mặt %(present)s người."),
    "VOTE_SAYS_OTHERWISE": _("Mức đề nghị không phải là mức được nhiều phiếu nhất."),
}
