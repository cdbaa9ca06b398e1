"""Words and tones for what campaigns show as a state."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.campaigns.models import Campaign
from chibo.campaigns.queries.forecast import Fate
from chibo.campaigns.queries.transfers import OVERDUE
from chibo.domain.campaigns import CommuneState
from chibo.domain.transfers import TransferState
from chibo.kit.cells import Status, Tone

COMMUNE_STATES: dict[CommuneState, Status] = {
    CommuneState.PREPARING: Status(_("Đang chuẩn bị"), Tone.NEUTRAL),
    CommuneState.PLANNED: Status(_("Đã duyệt phương án"), Tone.INFO),
    CommuneState.DECIDED: Status(_("Đã ký quyết định"), Tone.INFO),
    CommuneState.MOVING: Status(_("Đang chuyển sinh hoạt"), Tone.WARNING),
    CommuneState.DONE: Status(_("Hoàn thành"), Tone.GOOD),
    CommuneState.EXCUSED: Status(_("Được miễn"), Tone.NEUTRAL),
    CommuneState.NOT_CONCERNED: Status(_("Không thuộc diện"), Tone.NEUTRAL),
}
"""In the order in which a commune goes through them; the last two stand outside."""

UNDER_WAY = tuple(state for state in COMMUNE_STATES if state not in (CommuneState.NOT_CONCERNED, CommuneState.EXCUSED))
"""The states of the communes that have to carry the campaign out."""

STATE_SLUGS: dict[CommuneState, str] = {
    CommuneState.PREPARING: "chuan-bi",
    CommuneState.PLANNED: "da-duyet",
    CommuneState.DECIDED: "da-ky",
    CommuneState.MOVING: "dang-chuyen",
    CommuneState.DONE: "hoan-thanh",
    CommuneState.EXCUSED: "duoc-mien",
    CommuneState.NOT_CONCERNED: "khong-thuoc-dien",
}

LATE = Status(_("Quá hạn"), Tone.BAD)

STEP_LABELS: tuple[Any, ...] = (
    _("Chuẩn bị"),
    _("Duyệt phương án"),
    _("Ký quyết định"),
    _("Chuyển sinh hoạt"),
    _("Hoàn thành"),
)

CAMPAIGN_KINDS: dict[str, Any] = dict(Campaign.KINDS)

TRANSFER_STATES: dict[str, Status] = {
    TransferState.ISSUED: Status(_("Chờ tiếp nhận"), Tone.INFO),
    OVERDUE: Status(_("Đã giới thiệu, chưa đến"), Tone.BAD),
    TransferState.RECEIVED: Status(_("Chờ xác nhận"), Tone.INFO),
    TransferState.CONFIRMED: Status(_("Đã xác nhận"), Tone.GOOD),
    TransferState.RETURNED: Status(_("Bị trả lại"), Tone.WARNING),
    TransferState.HELD: Status(_("Tạm dừng chuyển"), Tone.WARNING),
}
"""In the order of the work; ``OVERDUE`` is no state of its own but those issued whose time is over."""

TRANSFER_SLUGS: dict[str, str] = {
    "cho-tiep-nhan": TransferState.ISSUED,
    "qua-han": OVERDUE,
    "cho-xac-nhan": TransferState.RECEIVED,
    "da-xac-nhan": TransferState.CONFIRMED,
    "bi-tra-lai": TransferState.RETURNED,
    "tam-dung": TransferState.HELD,
}
"""How each state stands in an address."""

TRANSFER_CHIPS: dict[str, Any] = {OVERDUE: _("Quá hạn"), TransferState.HELD: _("Tạm dừng")}
"""Shorter words for the row of buttons above the list."""

CELL_FATES: dict[Fate, Status] = {
    Fate.CLOSES: Status(_("Kết thúc"), Tone.WARNING),
    Fate.OPENS: Status(_("Thành lập"), Tone.INFO),
    Fate.STAYS: Status(_("Tiếp tục"), Tone.NEUTRAL),
}

CELL_SIZES: dict[str, Status] = {
    "CELL_TOO_SMALL": Status(_("Dưới %(minimum)s chính thức"), Tone.BAD),
    "CELL_NEEDS_COMMITTEE": Status(_("Từ %(minimum)s: bầu chi uỷ"), Tone.NEUTRAL),
    "CELL_VERY_LARGE": Status(_("Từ %(maximum)s: xem xét tách"), Tone.WARNING),
}
"""The warnings on a cell's size in a word or two, where a table has no room for the sentence."""
