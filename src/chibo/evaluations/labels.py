"""Words and tones of the yearly review: grades, sides, stages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.rule_sets import CapOf, PeriodKind
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
SHORT_SIDES: dict[str, Any] = {
    Side.SELF.value: _("Tự kiểm điểm"),
    Side.OFFICE.value: _("Cơ quan"),
    Side.FORMER.value: _("Chi bộ nơi chuyển đi"),
    Side.HOME.value: _("Chi bộ nơi cư trú"),
    Side.CELL.value: _("Chi bộ"),
}
STAGE_SLUGS: dict[str, str] = {
    "cho-tu-kiem-diem": Stage.SELF.value,
    "cho-co-quan": Stage.OFFICE.value,
    "cho-chi-bo": Stage.CELL.value,
    "cho-hop-chung": Stage.JOINT.value,
    "cho-quyet-dinh": Stage.PROPOSED.value,
    "da-thong-bao": Stage.DECIDED.value,
    "khieu-nai": Stage.APPEALED.value,
    "da-chot": Stage.FROZEN.value,
    "khong-xep-loai": Stage.LEFT_OUT.value,
}
"""How each stage stands in an address."""


def cycle_words(kind: str, starts_on: date) -> str:
    """The period of a cycle: ``Năm 2019``, ``Quý 4 năm 2025``."""
    if kind == "YEAR":
        return gettext("Năm %(year)s") % {"year": starts_on.year}
    return gettext("Quý %(quarter)s năm %(year)s") % {
        "quarter": (starts_on.month + 2) // 3,
        "year": starts_on.year,
    }


PERIOD_KINDS: dict[str, Any] = {PeriodKind.YEAR.value: _("Năm"), PeriodKind.QUARTER.value: _("Quý")}
CAP_BASES: dict[str, Any] = {
    CapOf.GOOD.value: _("số hoàn thành tốt nhiệm vụ"),
    CapOf.GOOD_OR_BETTER.value: _("số hoàn thành tốt và hoàn thành xuất sắc nhiệm vụ"),
}
SHORT_GRADES: dict[str, Any] = {
    Grade.EXCELLENT.value: _("Xuất sắc"),
    Grade.GOOD.value: _("Tốt"),
    Grade.FULFILLED.value: _("Hoàn thành"),
    Grade.NOT_FULFILLED.value: _("Không hoàn thành"),
}
GRADE_SLUGS: dict[str, str] = {
    "xuat-sac": Grade.EXCELLENT.value,
    "tot": Grade.GOOD.value,
    "hoan-thanh": Grade.FULFILLED.value,
    "khong-hoan-thanh": Grade.NOT_FULFILLED.value,
}
SIDE_SLUGS: dict[str, str] = {
    "tu-kiem-diem": Side.SELF.value,
    "co-quan": Side.OFFICE.value,
    "chi-bo-cu": Side.FORMER.value,
    "chi-bo": Side.CELL.value,
}
"""How grades, and sides that owe a part, stand in an address."""
RUNNING = Status(_("Đang tiến hành"), Tone.INFO)
CONCLUDED = Status(_("Đã kết luận hết"), Tone.GOOD)
CANCELLED = Status(_("Đã huỷ"), Tone.NEUTRAL)
