"""What a person is offered when they say which field a column holds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MEMBER_FIELDS = {
    "full_name": _("Họ và tên"),
    "gender": _("Giới tính"),
    "born_on": _("Ngày sinh"),
    "admitted_on": _("Ngày vào Đảng"),
    "official_on": _("Ngày chính thức"),
    "card_number": _("Số thẻ đảng viên"),
    "file_number": _("Số lý lịch"),
    "status": _("Chính thức / dự bị"),
    "cell": _("Chi bộ"),
    "position": _("Chức vụ"),
    "office": _("Bộ phận công tác"),
    "residence": _("Nơi ở hiện nay"),
    "phone": _("Số điện thoại"),
    "birth_name": _("Họ tên khai sinh"),
    "ethnicity": _("Dân tộc"),
    "religion": _("Tôn giáo"),
    "hometown": _("Quê quán"),
    "education": _("Trình độ văn hóa"),
    "politics": _("Lý luận chính trị"),
    "qualification": _("Chuyên môn nghiệp vụ"),
    "languages": _("Ngoại ngữ"),
    "occupation": _("Nghề nghiệp hiện nay"),
    "former_occupation": _("Nghề nghiệp trước khi vào Đảng"),
    "service": _("Bộ đội, công an, hưu trí"),
    "badge": _("Số Huy hiệu"),
    "party_position": _("Chức vụ Đảng"),
    "registered_residence": _("Hộ khẩu thường trú"),
    "moved_out": _("Ngày chuyển đi, đến đâu"),
    "moved_in": _("Ngày chuyển đến, từ đâu"),
    "deceased": _("Ngày từ trần, lý do"),
    "left_party": _("Ngày ra khỏi Đảng"),
    "skills": _("Lĩnh vực chuyên môn (mức 1–3)"),
    "leadership": _("Năng lực lãnh đạo (mức 0–3)"),
}
"""Every field that a column of a list of members can feed."""

UNIT_FIELDS = {
    "code": _("Mã"),
    "name": _("Tên"),
    "kind": _("Loại"),
    "parent": _("Trực thuộc"),
    "starts_on": _("Từ ngày"),
    "ends_on": _("Đến ngày"),
    "households": _("Số hộ"),
    "needs": _("Nhu cầu chuyên môn"),
    "needs_leader": _("Cần cán bộ lãnh đạo"),
    "target": _("Chỉ tiêu"),
    "capacity": _("Sức chứa"),
}
"""Every field that a column of the units spreadsheet can feed."""
