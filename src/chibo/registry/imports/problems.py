"""What can be wrong with a row, said so that it can be mended: the cell, its value, the fault and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "BAD_DATE": _("“%(value)s” không phải là một ngày có thật."),
    "BAD_DATE:FUTURE": _("“%(value)s” là ngày chưa đến."),
    "DATE_ORDER": _("“%(value)s” phải trước “%(other_value)s” (%(other_column)s)."),
    "DATE_ORDER:AFTER": _("“%(value)s” phải sau “%(other_value)s” (%(other_column)s)."),
    "MISSING_NAME": _("Thiếu họ và tên."),
    "BAD_CARD_NUMBER": _("“%(value)s” không phải là số thẻ đảng viên."),
    "UNKNOWN_CELL": _("Không có chi bộ nào tên là “%(value)s” trong đơn vị này."),
    "UNKNOWN_CELL:MISSING": _("Danh sách của xã, phường phải ghi chi bộ của từng người."),
    "UNKNOWN_GENDER": _("Không hiểu giới tính “%(value)s”."),
    "DUPLICATE_ROW": _("Trùng với dòng %(other_row)s."),
    "ELSEWHERE": _("“%(value)s” đang sinh hoạt tại %(elsewhere)s."),
    "MISSING_CODE": _("Thiếu mã đơn vị."),
    "MISSING_UNIT_NAME": _("Thiếu tên đơn vị."),
    "MISSING_KIND": _("Thiếu loại đơn vị."),
    "MISSING_PARENT": _("Thiếu đơn vị cấp trên."),
    "UNKNOWN_KIND": _("Không có loại đơn vị “%(value)s”."),
    "UNKNOWN_PARENT": _("Không có đơn vị mang mã “%(value)s”."),
    "REFUSED_PARENT": _("Đơn vị cấp trên “%(value)s” (dòng %(other_row)s) chưa nhập được."),
    "CIRCULAR_PARENT": _("Đơn vị này, qua các cấp trên của nó, lại trực thuộc chính nó."),
    "DUPLICATE_CODE": _("Mã “%(value)s” đã có ở dòng %(other_row)s trong cùng thời gian."),
    "BAD_NUMBER": _("“%(value)s” không phải là số nguyên không âm."),
    "BAD_NEED": _("Không hiểu nhu cầu “%(value)s”."),
}
"""Each fault by its code; ``CODE:VARIANT`` where one code has several sentences."""

REMEDIES = {
    "BAD_DATE": _("Ghi ngày/tháng/năm, ví dụ 03/02/1999; nếu chỉ biết năm thì ghi 1999."),
    "DATE_ORDER": _("Kiểm tra lại hai ngày và sửa ngày ghi sai."),
    "MISSING_NAME": _("Ghi đủ họ và tên, hoặc xóa dòng này."),
    "BAD_CARD_NUMBER": _("Ghi đủ 8 chữ số; để trống nếu chưa có thẻ."),
    "UNKNOWN_CELL": _("Ghi đúng tên hoặc mã chi bộ; nếu là chi bộ mới thì thêm chi bộ trước."),
    "UNKNOWN_GENDER": _("Ghi Nam hoặc Nữ, hoặc để trống."),
    "DUPLICATE_ROW": _("Xóa một trong hai dòng, hoặc sửa số thẻ nếu là hai người."),
    "ELSEWHERE": _("Làm thủ tục chuyển sinh hoạt đảng, hoặc bỏ dòng này khỏi danh sách."),
    "MISSING_CODE": _("Ghi mã riêng của đơn vị."),
    "MISSING_UNIT_NAME": _("Ghi tên đơn vị."),
    "MISSING_KIND": _("Ghi loại, ví dụ Xã, Phường, Chi bộ khu dân cư."),
    "MISSING_PARENT": _("Ghi mã của đơn vị cấp trên trực tiếp."),
    "UNKNOWN_KIND": _("Ghi một trong các loại: Tỉnh, Huyện, Xã, Phường, Thị trấn, Chi bộ cơ quan, Chi bộ khu dân cư…"),
    "UNKNOWN_PARENT": _("Sửa mã, hoặc thêm đơn vị cấp trên vào danh sách."),
    "REFUSED_PARENT": _("Sửa dòng của đơn vị cấp trên trước."),
    "CIRCULAR_PARENT": _("Sửa mã cấp trên."),
    "DUPLICATE_CODE": _("Đặt mã khác, hoặc ghi thời gian không chồng lên nhau."),
    "BAD_NUMBER": _("Ghi một số, ví dụ 250."),
    "BAD_NEED": _("Ghi lĩnh vực và mức 1–3, ví dụ: đất đai 2; số hoá 1."),
}
"""What to do about each code."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell: ``row`` as Excel shows it, ``column`` the heading, ``index`` of the column from 0.

    ``also``: indexes of further cells of the row that take part (the other date of two in the wrong order).
    """

    row: int
    column: str
    value: str
    code: str
    index: int
    variant: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)
    also: tuple[int, ...] = ()

    @property
    def fault(self) -> str:
        """What is wrong, in the language in force."""
        key = f"{self.code}:{self.variant}" if self.variant else self.code
        return str(FAULTS[key]) % {"value": self.value, **self.details}

    @property
    def remedy(self) -> str:
        """What to do about it, in the language in force."""
        return str(REMEDIES[self.code])

    @property
    def message(self) -> str:
        return f"{self.fault} {self.remedy}"


class Mistake(Exception):
    """A value that cannot be read; becomes a ``Problem`` where row and column are known."""

    def __init__(self, code: str, value: str, *, variant: str = "") -> None:
        super().__init__(f"{code}: {value}")
        self.code, self.value, self.variant = code, value, variant
