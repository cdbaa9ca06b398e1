"""Words and tones for what directives show as a state."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.classified import Grade
from chibo.domain.directives import ReachState, Tier
from chibo.kit.cells import Status, Tone

TIERS: dict[Tier, Any] = {
    Tier.PROVINCE: _("Tỉnh"),
    Tier.DISTRICT: _("Huyện, thành phố"),
    Tier.COMMUNE: _("Xã, phường, thị trấn"),
    Tier.CELL: _("Chi bộ"),
}
TIER_SLUGS: dict[Tier, str] = {
    Tier.PROVINCE: "tinh",
    Tier.DISTRICT: "huyen",
    Tier.COMMUNE: "xa",
    Tier.CELL: "chi-bo",
}
REACH_STATES: dict[ReachState, Status] = {
    ReachState.OVERDUE: Status(_("Quá hạn ký nhận"), Tone.BAD),
    ReachState.WAITING: Status(_("Chưa ký nhận"), Tone.WARNING),
    ReachState.ACKNOWLEDGED: Status(_("Đã ký nhận"), Tone.GOOD),
    ReachState.RELEASED: Status(_("Chưa ký nhận khi thu hồi"), Tone.NEUTRAL),
}
"""The most pressing first."""
GRADES: dict[str, Any] = {
    Grade.NONE.value: _("Không mật"),
    Grade.SECRET.value: _("Mật"),
    Grade.TOP_SECRET.value: _("Tối mật"),
    Grade.MOST_SECRET.value: _("Tuyệt mật"),
}
WITHDRAWN = Status(_("Đã thu hồi"), Tone.NEUTRAL)
COMPLETE = Status(_("Đã ký nhận đủ"), Tone.GOOD)
LATE = Status(_("Có nơi quá hạn"), Tone.BAD)
ON_ITS_WAY = Status(_("Đang ký nhận"), Tone.INFO)
