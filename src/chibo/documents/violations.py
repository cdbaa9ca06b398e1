"""The sentences on what a paper lacks before it may be numbered; registered with those of the registry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "PAPER_WITHOUT_SIGNER": _(
        "Chưa biết ai ký văn bản; chỗ ký sẽ để trống. Hãy ghi bí thư hoặc phó bí thư của cấp ủy ban hành."
    ),
    "PAPER_WITHOUT_DATE": _("Văn bản chưa có ngày ký."),
    "PAPER_WITHOUT_PLACE": _("Văn bản chưa có địa danh. Hãy ghi tên đơn vị ban hành."),
    "PAPER_WITHOUT_SUPERIOR": _("%(committee)s chưa có đảng bộ cấp trên để ghi ở đầu văn bản."),
    "PAPER_BY_WHOLE_COMMITTEE": _(
        "Theo danh sách đã nhập, %(committee)s có dưới 09 cấp uỷ viên nên không có ban thường vụ; quyết định ghi Ban Chấp "
        "hành. Nếu danh sách còn thiếu, hãy ghi đủ cấp uỷ viên."
    ),
    "PAPER_WITHOUT_EFFECTIVE_DATE": _("Quyết định chưa có ngày hiệu lực."),
    "PAPER_EFFECTIVE_BEFORE_DATE": _("Ngày hiệu lực %(effective_on)s trước ngày ký %(dated_on)s."),
    "PAPER_BEFORE_BASIS": _("Ngày ký %(dated_on)s trước ngày %(basis_on)s của văn bản làm căn cứ (%(basis)s)."),
    "PAPER_WITHOUT_DIRECTIVE": _("Quyết định chưa nêu văn bản chỉ đạo làm căn cứ."),
    "PAPER_BASIS_NOT_NUMBERED": _("Văn bản làm căn cứ chưa có số hoặc ngày: %(basis)s. Hãy ký văn bản đó trước."),
    "PAPER_WITHOUT_MEMBERS": _("Danh sách đảng viên còn trống."),
    "PAPER_WITHOUT_CORRECTIONS": _("Chưa nêu nội dung nào được sửa đổi."),
    "PAPER_WITHOUT_CANCELLED": _("Chưa nêu quyết định nào bị hủy bỏ."),
    "PAPER_WITHOUT_REPRESENTATIVE": _("%(cell)s chưa có người đại diện ký biên bản; chỗ ký sẽ để trống."),
    "PAPER_WITHOUT_ITEMS": _("Biên bản chưa nêu hồ sơ, tài liệu bàn giao."),
    "PAPER_WITHOUT_OFFICERS": _("Chưa chỉ định cấp ủy của %(cell)s; quyết định sẽ ghi chi bộ tự bầu."),
    "PAPER_WITHOUT_ROWS": _("Báo cáo chưa có đơn vị nào."),
    "PAPER_UNPRINTABLE": _(
        "Phông chữ của bản in không có các ký tự %(characters)s trong “%(text)s”; chúng sẽ in thành ô vuông. Hãy sửa lại."
    ),
    "MEMBER_WITHOUT_NAME": _("Đảng viên %(member)s chưa có họ tên."),
    "MEMBER_WITHOUT_BIRTH_DATE": _("%(member)s chưa có ngày sinh."),
    "MEMBER_WITHOUT_ADMISSION_DATE": _("%(member)s chưa có ngày vào Đảng."),
    "MEMBER_WITHOUT_OFFICIAL_DATE": _("%(member)s là đảng viên chính thức nhưng chưa có ngày chính thức."),
    "MEMBER_WITHOUT_CARD": _("%(member)s chưa có số thẻ đảng viên."),
    "MEMBER_WITHOUT_FILE_NUMBER": _("%(member)s chưa có số lý lịch."),
    "MEMBER_WITHOUT_DESTINATION": _("%(member)s chưa có chi bộ nơi đến."),
    "MEMBER_WITHOUT_DUES": _("%(member)s chưa ghi đã đóng đảng phí đến tháng nào; chỗ đó sẽ để trống."),
}
