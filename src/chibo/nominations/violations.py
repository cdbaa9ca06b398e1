"""The sentences of the violations that nominations may meet; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "CANDIDATE_TOO_YOUNG": _("Người được giới thiệu chưa đủ %(youngest)s tuổi (tính theo tháng)."),
    "CANDIDATE_TOO_OLD": _("Người được giới thiệu đã quá %(oldest)s tuổi (tính theo tháng)."),
    "CANDIDATE_KNOWN": _("Chi bộ đã có người này trong danh sách. Không giới thiệu lần nữa."),
    "CANDIDATE_ERASED": _("Thông tin cá nhân của quần chúng số %(number)s đã được xoá ngày %(day)s."),
    "CANDIDATE_STILL_NEEDED": _("Quần chúng số %(number)s chưa kết thúc; thông tin cá nhân còn cần cho hồ sơ."),
    "NOMINATION_NOT_A_CELL": _("%(unit)s không phải là chi bộ hoạt động vào ngày %(on)s."),
    "NOMINATION_ENDED": _("Việc giới thiệu quần chúng số %(number)s đã kết thúc ngày %(day)s."),
    "NOMINATION_OUT_OF_TURN": _(
        "Chưa đến hoặc đã qua bước này (quần chúng số %(number)s). Hãy làm các bước theo thứ tự."
    ),
    "NOMINATION_DAY_TOO_EARLY": _("Ngày %(on)s trước ngày %(day)s của bước trước (quần chúng số %(number)s)."),
    "NOMINATION_NO_SUCH_END": _("Không thể kết thúc theo cách này."),
    "NOMINATION_VOTE_DOES_NOT_ADD_UP": _(
        "Số phiếu không khớp: %(present)s có mặt, %(in_favour)s tán thành, %(against)s không tán thành, "
        "chi bộ có %(official)s đảng viên chính thức."
    ),
    "NOMINATION_VOTE_TOO_FEW": _(
        "Chỉ có %(votes)s phiếu tán thành; cần ít nhất %(wanted)s trong tổng số %(official)s đảng viên chính thức."
    ),
    "NOMINATION_MEMBER_LEFT": _(
        "Đảng viên dự bị (quần chúng số %(number)s) không còn sinh hoạt tại chi bộ này vào ngày ấy."
    ),
    "BACKER_NOT_IN_CELL": _("Đồng chí %(member)s không sinh hoạt tại chi bộ này vào ngày ấy."),
    "BACKER_ON_PROBATION": _("Đồng chí %(member)s là đảng viên dự bị; cần đảng viên chính thức."),
    "INTRODUCER_WANTED": _("Hãy chọn đảng viên giới thiệu."),
    "INTRODUCER_TOO_NEW": _(
        "Đồng chí %(member)s cùng sinh hoạt tại chi bộ chưa đủ một năm; có thể giới thiệu từ ngày %(day)s."
    ),
    "INTRODUCER_TWICE": _("Hai giấy giới thiệu phải của hai đảng viên khác nhau."),
    "FORM_KNOWN": _("Mẫu %(form)s đã được ghi nhận rồi."),
    "APPLICATION_FIRST": _("Hồ sơ bắt đầu từ đơn xin vào Đảng (mẫu %(form)s)."),
    "FORMS_MISSING": _("Hồ sơ còn thiếu mẫu: %(forms)s."),
    "CERTIFICATE_AHEAD": _("Ngày cấp giấy chứng nhận %(day)s sau ngày %(on)s."),
    "CERTIFICATE_EXPIRED": _("Giấy chứng nhận lớp nhận thức về Đảng đã hết giá trị từ sau ngày %(day)s; cần học lại."),
    "DECISION_RECEIVED_TOO_EARLY": _("Ngày nhận %(received_on)s trước ngày quyết định %(decided_on)s."),
    "CEREMONY_BEFORE_DECISION": _("Chưa có quyết định kết nạp quần chúng số %(number)s."),
    "PROBATION_NOT_OVER": _("Thời gian dự bị đến hết trước ngày %(day)s; chưa thể xét công nhận chính thức."),
}
