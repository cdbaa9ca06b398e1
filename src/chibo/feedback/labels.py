"""Words and tones for what concerns are, and where they stand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.feedback.concerns import ConcernKind, ConcernState, Theme
from chibo.domain.feedback.wording import Sign
from chibo.kit.cells import Status, Tone

OVERDUE = "OVERDUE"

THEMES: dict[str, Any] = {
    Theme.ROADS: _("Đường sá, thoát nước"),
    Theme.ENVIRONMENT: _("Môi trường, rác"),
    Theme.UTILITIES: _("Điện, nước sạch, viễn thông"),
    Theme.LAND: _("Đất đai, xây dựng"),
    Theme.SECURITY: _("An ninh, trật tự"),
    Theme.WELFARE: _("Chính sách, an sinh"),
    Theme.HEALTH: _("Y tế"),
    Theme.EDUCATION: _("Giáo dục"),
    Theme.LIVELIHOOD: _("Việc làm, sản xuất"),
    Theme.CULTURE: _("Văn hoá, thể thao"),
    Theme.PROCEDURES: _("Thủ tục, thái độ phục vụ"),
    Theme.PARTY: _("Công tác Đảng, đoàn thể"),
    Theme.OTHER: _("Việc khác"),
}

KINDS: dict[str, Any] = {
    ConcernKind.PETITION: _("Kiến nghị, phản ánh"),
    ConcernKind.QUESTION: _("Hỏi chính sách, thủ tục"),
    ConcernKind.URGENT: _("Việc gấp, mất an toàn"),
}

STATES: dict[str, Status] = {
    ConcernState.NOTED: Status(_("Chờ chuyển bộ phận"), Tone.INFO),
    ConcernState.ROUTED: Status(_("Chờ trả lời"), Tone.INFO),
    OVERDUE: Status(_("Quá hạn trả lời"), Tone.BAD),
    ConcernState.ANSWERED: Status(_("Chờ đọc lại"), Tone.WARNING),
    ConcernState.READ_BACK: Status(_("Chờ chi bộ khép"), Tone.WARNING),
    ConcernState.CLOSED: Status(_("Đã khép"), Tone.GOOD),
    ConcernState.JOINED: Status(_("Nhập chung"), Tone.NEUTRAL),
}
"""In the order of the work; ``OVERDUE`` is no state of its own but the first two when the time is over."""

STATE_SLUGS: dict[str, str] = {
    "qua-han": OVERDUE,
    "cho-chuyen": ConcernState.NOTED,
    "cho-tra-loi": ConcernState.ROUTED,
    "cho-doc-lai": ConcernState.ANSWERED,
    "cho-khep": ConcernState.READ_BACK,
    "da-khep": ConcernState.CLOSED,
    "nhap-chung": ConcernState.JOINED,
}
"""How each state stands in an address."""

SIGNS: dict[Sign, Any] = {
    Sign.NAME: _("tên người"),
    Sign.PHONE: _("số điện thoại"),
    Sign.ID_NUMBER: _("số giấy tờ tuỳ thân"),
}
