"""Words and tones for what campaigns show as a state."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.campaigns.models import Campaign
from chibo.domain.campaigns import CommuneState
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
