"""The sentence of every violation code: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.domain.rules import Violation

SENTENCES: dict[str, Any] = {
    "CELL_TOO_SMALL": _("%(cell)s có %(official)s đảng viên chính thức, dưới mức tối thiểu %(minimum)s."),
    "CELL_NEEDS_COMMITTEE": _("%(cell)s có %(official)s đảng viên chính thức (từ %(minimum)s): được bầu chi uỷ."),
    "CELL_VERY_LARGE": _("%(cell)s có %(members)s đảng viên (từ %(maximum)s): xem xét tách hoặc lập đảng bộ."),
    "CELL_WITHOUT_SECRETARY": _("%(cell)s chưa có bí thư. Cần chỉ định trước khi tiếp nhận đảng viên."),
    "MEMBER_HELD": _("%(member)s (%(cell)s) đang được tạm dừng chuyển; sẽ giới thiệu khi hết tạm dừng."),
    "MEMBER_NOT_PLACED": _("%(member)s (%(cell)s) chưa được phân công về chi bộ nào."),
    "MEMBER_STAYS_IN_DISSOLVED_CELL": _("%(member)s được phân công về chính chi bộ sẽ giải thể (%(cell)s)."),
    "NOT_A_MEMBER": _("%(member)s không còn sinh hoạt tại %(cell)s. Hãy lập lại phương án."),
    "DECIDED_BEFORE_BASIS": _("Ngày quyết định %(decided_on)s trước ngày văn bản làm căn cứ %(basis_on)s."),
    "EFFECTIVE_BEFORE_DECIDED": _("Ngày hiệu lực %(effective_on)s trước ngày quyết định %(decided_on)s."),
    "WRONG_PARENT": _("Đơn vị loại %(kind)s không thể trực thuộc đơn vị loại “%(parent)s”."),
    "CODE_TAKEN": _("Mã %(code)s đã có đơn vị khác dùng. Hãy chọn mã khác."),
    "PARENT_NOT_IN_FORCE": _("Đơn vị cấp trên %(parent)s không hoạt động vào ngày %(on)s."),
    "PARENT_BELOW_ITSELF": _("%(unit)s không thể trực thuộc %(parent)s, vốn là cấp dưới của chính nó."),
    "NOT_IN_FORCE": _("Đơn vị %(unit)s không hoạt động vào ngày %(on)s."),
    "UNIT_HAS_CHILDREN": _("%(unit)s còn %(count)s đơn vị trực thuộc. Hãy chuyển hoặc kết thúc các đơn vị đó trước."),
    "CELL_HAS_MEMBERS": _("%(unit)s còn %(count)s đảng viên. Hãy chuyển đảng viên trước."),
    "CARD_NUMBER_TAKEN": _("Số thẻ %(number)s đã là của đảng viên %(member)s."),
    "ALREADY_IN_A_CELL": _("%(member)s đang sinh hoạt chính thức tại %(cell)s; cần chuyển sinh hoạt thay vì thêm mới."),
    "SAME_CELL": _("%(member)s đang sinh hoạt tại chính %(cell)s."),
    "NO_MEMBERSHIP": _("%(member)s không sinh hoạt chính thức ở chi bộ nào vào ngày %(on)s."),
    "NOT_A_CELL": _("%(unit)s không phải là chi bộ đang hoạt động vào ngày %(on)s."),
    "PERIOD_EMPTY": _("Ngày kết thúc phải sau ngày bắt đầu."),
    "USERNAME_TAKEN": _("Tên đăng nhập %(username)s đã có người dùng. Hãy chọn tên khác."),
    "TRANSFER_HELD": _("%(member)s còn đang được tạm dừng chuyển. Hãy kết thúc tạm dừng trước khi giới thiệu."),
    "LATER_STAY": _(
        "%(member)s đã được ghi sinh hoạt tại %(cell)s từ ngày %(starts_on)s, sau ngày %(on)s. "
        "Hãy chọn ngày từ %(starts_on)s trở đi."
    ),
    "LATER_CHANGE": _(
        "Thông tin của %(subject)s đã được ghi đến ngày %(until)s, sau ngày %(on)s. Hãy chọn ngày từ %(until)s trở đi."
    ),
    "KIN_WITH_SELF": _("%(member)s không thể là thân nhân của chính mình. Hãy chọn đảng viên khác."),
    "KINSHIP_KNOWN": _("Quan hệ thân nhân giữa %(member)s và %(other)s đã được ghi rồi."),
    "OFFICE_CLOSED": _("Bộ phận %(office)s không hoạt động vào ngày %(on)s, hoặc đã được thay đổi sau ngày đó."),
    "MEMBER_HAS_ACCOUNT": _("%(member)s đã có tài khoản “%(username)s”. Hãy giao thêm quyền cho tài khoản đó."),
    "IMPORT_COMMITTED": _("Danh sách %(file)s đã được ghi. Hãy tải lên một danh sách mới."),
    "IMPORT_NOT_COMMITTED": _("Danh sách %(file)s chưa ghi hoặc đã hoàn tác."),
    "IMPORT_BUILT_UPON": _("Sau lần nhập đã có thay đổi khác về %(name)s; không thể hoàn tác cả lần nhập."),
    "DUPLICATES_UNDECIDED": _("Còn %(count)s dòng giống đảng viên đã có. Hãy quyết định từng dòng trước khi ghi."),
    "UNIT_OUT_OF_SCOPE": _("Đơn vị %(code)s nằm ngoài phạm vi của đồng chí."),
    "REASON_WANTED_HERE": _("Hãy ghi lý do."),
    "ROLE_TOO_WIDE": _("Đồng chí không thể giao quyền mà mình không có tại %(unit)s."),
}


WORDS: dict[type, Mapping[str, Any]] = {}
"""The words of codes that stand in sentences, by their enumeration."""


def sentence(violation: Violation) -> str:
    """What ``violation`` says in the language at hand. Raises ``KeyError`` for a code without a sentence."""
    params = {name: _shown(value) for name, value in violation.params.items()}
    return str(SENTENCES[violation.code]) % params


def sentences(violations: Iterable[Violation]) -> list[str]:
    """One sentence for each violation, in order."""
    return [sentence(violation) for violation in violations]


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(str(_shown(each)) for each in value)
    if type(value) in WORDS:
        return WORDS[type(value)][value]
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
