"""Whether a commune is ready to decide, in sentences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from chibo.campaigns.queries.preparation import (
    Preparation,
)
from chibo.campaigns.sentences import people
from chibo.campaigns.views.commune_parts import address_of
from chibo.domain.rules import Violation, thresholds
from chibo.kit.cells import Tone
from chibo.registry.violations import sentences


def readiness_of(
    preparation: Preparation, misfits: list[Violation] | None, *, shows_names: bool
) -> list[dict[str, Any]]:
    """What to know before deciding, each in a sentence with its gravity, the gravest first."""
    found: list[dict[str, Any]] = []

    def check(tone: Tone, words: str, *, who: list[tuple[str, str]] | None = None, note: str = "") -> None:
        found.append({"tone": tone.value, "words": words, "who": who or [], "note": note})

    def units(receivers: list[Any]) -> list[tuple[str, str]]:
        return [(receiver.name, address_of("registry:unit", receiver.code)) for receiver in receivers]

    def members(movers: list[Any]) -> list[tuple[str, str]]:
        if not shows_names:
            return []
        return [(mover.name, address_of("registry:member", mover.member_id)) for mover in movers]

    movers, receivers = preparation.movers, preparation.receivers
    if not movers:
        check(Tone.NEUTRAL, _("Không có đảng viên nào cần phân công vào ngày này."))
        return found
    if not receivers:
        check(Tone.BAD, _("Chưa có chi bộ nào để tiếp nhận đảng viên."))
    stale = sentences(misfits or ())
    if misfits is None:
        check(Tone.WARNING, _("Chưa duyệt phương án nào: %(people)s chưa có nơi về.") % {"people": people(len(movers))})
    elif stale:
        note = " ".join(stale) if shows_names else ""
        check(Tone.BAD, _("Phương án đã duyệt không còn khớp với tình hình hôm nay."), note=note)
    else:
        check(Tone.GOOD, _("Phương án đã duyệt phân công đủ %(people)s.") % {"people": people(len(movers))})
    if preparation.held:
        check(
            Tone.WARNING,
            _("%(people)s đang tạm dừng chuyển: được giữ lại và giới thiệu khi hết tạm dừng.")
            % {"people": people(len(preparation.held))},
            who=members(preparation.held),
        )
    else:
        check(Tone.GOOD, _("Không đảng viên nào đang tạm dừng chuyển."))
    if preparation.weak:
        words = _("%(count)s chi bộ nhận có dưới %(minimum)s đảng viên chính thức: phương án sẽ bổ sung trước.")
        minimum = thresholds(preparation.on).minimum_official
        check(Tone.INFO, words % {"count": len(preparation.weak), "minimum": minimum}, who=units(preparation.weak))
    if preparation.unled:
        words = _("%(count)s chi bộ nhận chưa có bí thư: cần chỉ định trước khi tiếp nhận.")
        check(Tone.WARNING, words % {"count": len(preparation.unled)}, who=units(preparation.unled))
    elif receivers:
        check(Tone.GOOD, _("Chi bộ nhận nào cũng có bí thư."))
    if preparation.outside:
        words = _("%(people)s ở ngoài địa bàn các chi bộ nhận: không về sinh hoạt tại nơi ở được.")
        check(Tone.INFO, words % {"people": people(len(preparation.outside))}, who=members(preparation.outside))
    if preparation.homeless:
        words = _("%(people)s chưa ghi nơi ở: phương án không tính được đường đi.")
        check(Tone.WARNING, words % {"people": people(len(preparation.homeless))}, who=members(preparation.homeless))
    if preparation.without_profile:
        words = _("%(people)s chưa ghi chuyên môn: phương án coi như không có.")
        check(
            Tone.WARNING,
            words % {"people": people(len(preparation.without_profile))},
            who=members(preparation.without_profile),
        )
    if receivers and preparation.without_needs:
        words = _("%(count)s chi bộ nhận chưa ghi nhu cầu: chỉ xét nơi ở và chỉ tiêu.")
        check(Tone.INFO, words % {"count": len(preparation.without_needs)}, who=units(preparation.without_needs))
    order = [tone.value for tone in (Tone.BAD, Tone.WARNING, Tone.INFO, Tone.GOOD, Tone.NEUTRAL)]
    return sorted(found, key=lambda row: order.index(row["tone"]))
