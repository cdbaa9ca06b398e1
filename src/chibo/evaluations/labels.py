"""Words and tones of the yearly review: grades, sides, stages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side, Stage
from chibo.kit.cells import Status, Tone

GRADES: dict[str, Any] = {
    Grade.EXCELLENT.value: _("Hoàn thành xuất sắc nhiệm vụ"),
    Grade.GOOD.value: _("Hoàn thành tốt nhiệm vụ"),
    Grade.FULFILLED.value: _("Hoàn thành nhiệm vụ"),
    Grade.NOT_FULFILLED.value: _("Không hoàn thành nhiệm vụ"),
}
SIDES: dict[str, Any] = {
    Side.SELF.value: _("Tự kiểm điểm"),
    Side.OFFICE.value: _("Ý kiến của cơ quan, bộ phận"),
    Side.FORMER.value: _("Ý kiến của chi bộ nơi chuyển đi"),
    Side.HOME.value: _("Nhận xét của chi bộ nơi cư trú"),
    Side.CELL.value: _("Ý kiến của chi bộ"),
}
STAGES: dict[str, Status] = {
    Stage.SELF.value: Status(_("Chờ tự kiểm điểm"), Tone.INFO),
    Stage.OFFICE.value: Status(_("Chờ cơ quan nêu ý kiến"), Tone.INFO),
    Stage.CELL.value: Status(_("Chờ chi bộ nhận xét, bỏ phiếu"), Tone.INFO),
    Stage.JOINT.value: Status(_("Chờ họp chung hai bên"), Tone.WARNING),
    Stage.PROPOSED.value: Status(_("Chờ cấp uỷ quyết định"), Tone.INFO),
    Stage.DECIDED.value: Status(_("Đã thông báo, còn hạn khiếu nại"), Tone.GOOD),
    Stage.APPEALED.value: Status(_("Đang khiếu nại"), Tone.WARNING),
    Stage.FROZEN.value: Status(_("Đã chốt"), Tone.GOOD),
    Stage.LEFT_OUT.value: Status(_("Không xếp loại"), Tone.NEUTRAL),
}
