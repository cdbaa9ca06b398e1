"""Words and tones for nominations: who puts forward, where they stand, what happened, which papers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.nominations.path import Form, NominationState, Proposer, StepKind
from chibo.kit.cells import Status, Tone

LATE = "LATE"

PROPOSERS: dict[str, Any] = {
    Proposer.MEMBER: _("Đảng viên của chi bộ"),
    Proposer.YOUTH_UNION: _("Đoàn Thanh niên"),
    Proposer.WOMEN_UNION: _("Hội Liên hiệp Phụ nữ"),
    Proposer.FARMERS_UNION: _("Hội Nông dân"),
    Proposer.VETERANS: _("Hội Cựu chiến binh"),
    Proposer.FATHERLAND_FRONT: _("Mặt trận Tổ quốc"),
    Proposer.TRADE_UNION: _("Công đoàn"),
}

STATES: dict[str, Status] = {
    NominationState.PROPOSED: Status(_("Chờ chi bộ xét"), Tone.INFO),
    NominationState.RECOGNISED: Status(_("Chờ phân công giúp đỡ"), Tone.INFO),
    NominationState.HELPED: Status(_("Chờ học lớp nhận thức"), Tone.INFO),
    NominationState.TRAINED: Status(_("Chờ nộp đơn"), Tone.INFO),
    NominationState.APPLIED: Status(_("Đang lập hồ sơ kết nạp"), Tone.INFO),
    NominationState.RESOLVED: Status(_("Chờ quyết định"), Tone.WARNING),
    NominationState.DECIDED: Status(_("Chờ lễ kết nạp"), Tone.WARNING),
    NominationState.ADMITTED: Status(_("Đảng viên dự bị"), Tone.GOOD),
    NominationState.OFFICIAL: Status(_("Đã chính thức"), Tone.GOOD),
    NominationState.DECLINED: Status(_("Chi bộ không tán thành"), Tone.NEUTRAL),
    NominationState.REFUSED: Status(_("Cấp uỷ không chuẩn y"), Tone.NEUTRAL),
    NominationState.WITHDRAWN: Status(_("Xin thôi"), Tone.NEUTRAL),
    NominationState.MOVED: Status(_("Chuyển đi nơi khác"), Tone.NEUTRAL),
}
"""In the order of the way."""

STATE_SLUGS: dict[str, str] = {
    "cho-xet": NominationState.PROPOSED,
    "uu-tu": NominationState.RECOGNISED,
    "cho-hoc": NominationState.HELPED,
    "da-hoc": NominationState.TRAINED,
    "lap-ho-so": NominationState.APPLIED,
    "cho-quyet-dinh": NominationState.RESOLVED,
    "cho-ket-nap": NominationState.DECIDED,
    "du-bi": NominationState.ADMITTED,
    "chinh-thuc": NominationState.OFFICIAL,
    "khong-tan-thanh": NominationState.DECLINED,
    "khong-chuan-y": NominationState.REFUSED,
    "xin-thoi": NominationState.WITHDRAWN,
    "chuyen-di": NominationState.MOVED,
}
"""How each state stands in an address."""

STEPS: dict[str, Any] = {
    StepKind.PROPOSED: _("Được giới thiệu"),
    StepKind.POSTPONED: _("Chi bộ để lại xét sau"),
    StepKind.RECOGNISED: _("Chi bộ công nhận quần chúng ưu tú"),
    StepKind.HELPER: _("Phân công đảng viên giúp đỡ"),
    StepKind.CERTIFICATE: _("Có giấy chứng nhận lớp nhận thức về Đảng"),
    StepKind.APPLICATION: _("Nộp đơn xin vào Đảng"),
    StepKind.RESOLUTION: _("Chi bộ ra nghị quyết đề nghị kết nạp"),
    StepKind.DECISION: _("Cấp uỷ quyết định kết nạp"),
    StepKind.CEREMONY: _("Lễ kết nạp"),
    StepKind.OFFICIAL: _("Công nhận đảng viên chính thức"),
    StepKind.DECLINED: _("Chi bộ không tán thành"),
    StepKind.REFUSED: _("Cấp uỷ không chuẩn y"),
    StepKind.WITHDRAWN: _("Xin thôi"),
    StepKind.MOVED: _("Chuyển đi nơi khác"),
}

FORMS: dict[str, Any] = {
    Form.APPLICATION: _("Mẫu 1-KNĐ: Đơn xin vào Đảng"),
    Form.CURRICULUM_VITAE: _("Mẫu 2-KNĐ: Lý lịch của người xin vào Đảng"),
    Form.INTRODUCTION: _("Mẫu 3-KNĐ: Giấy giới thiệu của đảng viên chính thức"),
    Form.INTRODUCTION_TWO: _("Mẫu 3-KNĐ: Giấy giới thiệu của đảng viên thứ hai (nơi không có Đoàn giới thiệu)"),
    Form.YOUTH_UNION: _("Mẫu 4-KNĐ: Nghị quyết giới thiệu của Đoàn Thanh niên"),
    Form.OPINIONS: _("Mẫu 5-KNĐ: Tổng hợp ý kiến nhận xét"),
    Form.RESIDENCE_OPINION: _("Mẫu 5B-KNĐ: Ý kiến của cấp uỷ nơi cư trú"),
}

MILESTONES: dict[str, Any] = {
    StepKind.PROPOSED: _("Được giới thiệu"),
    StepKind.RECOGNISED: _("Quần chúng ưu tú"),
    StepKind.CERTIFICATE: _("Học lớp nhận thức"),
    StepKind.RESOLUTION: _("Chi bộ đề nghị"),
    StepKind.CEREMONY: _("Kết nạp"),
    StepKind.OFFICIAL: _("Chính thức"),
}
"""What the figures count, in the order of the way."""

AGENDA: dict[str, Any] = {
    StepKind.RECOGNISED: _("Xét giới thiệu quần chúng số %(number)s"),
    StepKind.HELPER: _("Phân công giúp đỡ quần chúng số %(number)s"),
    StepKind.RESOLUTION: _("Xét đề nghị kết nạp quần chúng số %(number)s"),
    StepKind.CEREMONY: _("Tổ chức lễ kết nạp quần chúng số %(number)s"),
    StepKind.OFFICIAL: _("Xét công nhận chính thức đảng viên dự bị (quần chúng số %(number)s)"),
}
"""How the agenda of a meeting says it: by number, never by name."""
