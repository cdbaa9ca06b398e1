"""Ways to weigh the same rules: each asks the solver for another plan, so that the committee compares real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Emphasis:
    """``weights`` stand over the commune's own; the hard rules stay as they are."""

    code: str
    label: Any
    words: Any
    weights: Mapping[str, Any]

    def rules(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """The rules to propose a plan by, over the commune's ``own``."""
        return {"weights": {**own.get("weights", {}), **self.weights}} if self.weights else {}


OWN = Emphasis("quy-tac", _("Theo quy tắc của cấp uỷ"), _("Đúng các trọng số đã đặt ở trang quy tắc."), {})
NEAR = Emphasis(
    "gan-nha",
    _("Ưu tiên gần nhà"),
    _("Mỗi ki-lô-mét trừ 8 điểm (tối đa 120), sinh hoạt tại nơi ở cộng 60 điểm."),
    {"home": 60, "travel_per_km": 8, "travel_cap": 120},
)
EXPERTISE = Emphasis(
    "chuyen-mon",
    _("Ưu tiên chuyên môn"),
    _("Mỗi nhu cầu chuyên môn được đáp ứng cộng gấp bốn; đường đi chỉ trừ 1 điểm mỗi ki-lô-mét (tối đa 20)."),
    {"coverage": 48, "home": 5, "travel_per_km": 1, "travel_cap": 20},
)
STRENGTHEN = Emphasis(
    "cung-co",
    _("Ưu tiên củng cố chi bộ yếu"),
    _(
        "Chi bộ dưới 5 đảng viên chính thức được bổ sung trước; thiếu cán bộ lãnh đạo trừ 80 điểm; lệch chỉ tiêu trừ ít."
    ),
    {"minimum_official": 5, "leader": 80, "size_steps": [5, 8, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60]},
)
EMPHASES = (OWN, NEAR, EXPERTISE, STRENGTHEN)
EMPHASES_BY_CODE = {emphasis.code: emphasis for emphasis in EMPHASES}
