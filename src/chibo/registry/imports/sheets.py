"""What a file holds once it is read: sheets of rows with the numbers that Excel shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

CellValue = str | float | bool | date | None

UNREADABLE = {
    "NOT_A_SPREADSHEET": _("Tệp không phải là bảng tính hoặc đã hỏng. Hãy lưu lại thành .xlsx rồi gửi lại."),
    "ENCRYPTED": _("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    "TOO_LARGE": _("Tệp quá lớn. Hãy chỉ giữ lại danh sách cần nhập, hoặc chia thành nhiều tệp."),
    "NO_HEADINGS": _("Không tìm thấy dòng tiêu đề cột (ví dụ: Họ và tên, Ngày sinh, Ngày vào Đảng)."),
    "EMPTY": _("Tệp không có dữ liệu."),
}
"""Each reason why a file cannot be read at all, with the sentence that tells it."""


class UnreadableFile(Exception):
    """A file from which nothing can be imported; ``code`` is a key of ``UNREADABLE``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        """What to tell the person who sent the file, in the language in force."""
        return str(UNREADABLE[self.code])


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: ``number`` as Excel shows it, cells from column A on (``None``: blank)."""

    number: int
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``merged``: ranges as (top row number, left column index, bottom row number, right column index), inclusive."""

    name: str
    rows: tuple[Row, ...]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """``from_1904``: numbers that stand for dates count from 1904, not 1900."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False
