"""The ways in which communes keep their list of members, and the mess that comes with each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chibo.demo.offices import OFFICES
from chibo.demo.person import LISTED_ON, DemoMember
from chibo.demo.tcvn3 import to_tcvn3
from chibo.demo.units import units_by_code

Value = str | int | date


class ListStyle(StrEnum):
    """A way to keep the list."""

    PLAIN = "PLAIN"
    """One heading row, true dates, a title above, a total below."""
    YEARS_BY_GENDER = "YEARS_BY_GENDER"
    """Two merged heading rows, the year of birth in a column for men or one for women, a row of column numbers."""
    FORM_7 = "FORM_7"
    """The official fourteen columns (mẫu 7-HSĐV), whose cells hold several values, and the cell's name beside them."""
    CAPITALS = "CAPITALS"
    """Names in capitals split in two columns, card numbers as numbers without their zeros, dates as serial numbers."""
    CSV = "CSV"
    """A text file with headings without accents and dates in several forms."""
    TCVN3 = "TCVN3"
    """Typed under the old TCVN3 fonts."""


MESSY_STYLES = tuple(ListStyle)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: rows of titles, headings, data and totals; ``merged``: top, left, bottom, right within the headings."""

    name: str
    titles: list[list[Value]]
    headings: list[list[Value]]
    rows: list[list[Value]]
    totals: list[list[Value]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def all_rows(self) -> Iterable[list[Value]]:
        return (*self.titles, *self.headings, *self.rows, *self.totals)


def member_table(commune_name: str, members: Sequence[DemoMember], style: ListStyle) -> Table:
    """The list of ``members`` of a commune in ``style``."""
    return _MAKERS[style](commune_name, members)


def _titles(commune_name: str) -> list[list[Value]]:
    return [
        [f"ĐẢNG ỦY {commune_name.upper()}"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        [f"(Số liệu đến ngày {_slashed(LISTED_ON)})"],
        [],
    ]


def _totals(members: Sequence[DemoMember]) -> list[list[Value]]:
    return [["", f"Tổng cộng: {len(members)} đảng viên"]]


def _plain(commune_name: str, members: Sequence[DemoMember]) -> Table:
    headings: list[Value] = [
        "STT",
        "Họ và tên",
        "Giới tính",
        "Ngày sinh",
        "Quê quán",
        "Ngày vào Đảng",
        "Ngày chính thức",
        "Số thẻ đảng viên",
        "Số lý lịch",
        "Chi bộ",
        "Chức vụ",
        "Bộ phận công tác",
        "Nơi ở hiện nay",
        "Số điện thoại",
        "LLCT",
    ]
    rows: list[list[Value]] = [
        [
            number,
            member.full_name,
            _gender(member),
            member.born_on,
            member.hometown,
            member.admitted_on,
            member.official_on or "",
            member.card_number or "",
            member.file_number,
            cell_name(member),
            member.position,
            office_name(member),
            member.address,
            member.phone,
            member.political_theory,
        ]
        for number, member in enumerate(members, start=1)
    ]
    return Table("Danh sách", _titles(commune_name), [headings], rows, _totals(members))


def _years_by_gender(commune_name: str, members: Sequence[DemoMember]) -> Table:
    top = "TT|Họ và tên|Năm sinh||Ngày, tháng, năm||Số thẻ ĐV|Số LL|Chi bộ|Chức vụ Đảng, chính quyền|Đơn vị công tác"
    below = "||Nam|Nữ|Vào Đảng|Chính thức|||||"
    rows: list[list[Value]] = [
        [
            number,
            member.full_name,
            member.born_on.year if member.gender == "MALE" else "",
            member.born_on.year if member.gender == "FEMALE" else "",
            _slashed(member.admitted_on),
            _dotted(member.official_on),
            member.card_number or "",
            member.file_number,
            cell_name(member),
            member.position,
            office_name(member),
        ]
        for number, member in enumerate(members, start=1)
    ]
    numbers: list[Value] = [f"({number})" for number in range(1, 12)]
    merged = [(0, column, 1, column) for column in (0, 1, 6, 7, 8, 9, 10)] + [(0, 2, 0, 3), (0, 4, 0, 5)]
    headings: list[list[Value]] = [list(top.split("|")), list(below.split("|"))]
    return Table("DS dang vien", _titles(commune_name), headings, [numbers, *rows], _totals(members), merged)


def _form_7(commune_name: str, members: Sequence[DemoMember]) -> Table:
    headings: list[Value] = [
        "Số TT",
        "Họ và tên đang dùng\nHọ tên khai sinh",
        "Nam, nữ\nNgày sinh",
        "Quê quán",
        "Trình độ: văn hóa, lý luận, chuyên môn nghiệp vụ, ngoại ngữ",
        "Nghề nghiệp trước khi vào Đảng\nHiện nay",
        "Ngày vào Đảng\nNgày chính thức",
        "Số thẻ đảng viên\nSố lý lịch",
        "Bộ đội, công an, hưu trí",
        "Ngày chuyển đi, đến đâu",
        "Ngày chuyển đến, từ đâu",
        "Ngày từ trần, lý do",
        "Ngày ra khỏi Đảng",
        "Ghi chú",
        "Chi bộ",
    ]
    rows: list[list[Value]] = [
        [
            number,
            member.full_name,
            f"{_gender(member)}\n{_slashed(member.born_on)}",
            member.hometown,
            f"{member.education}; {member.political_theory}; {member.qualification}",
            member.position or member.qualification,
            "\n".join(filter(None, (_slashed(member.admitted_on), _slashed(member.official_on)))),
            "\n".join(filter(None, (member.card_number, member.file_number))),
            "Hưu trí" if "hưu" in member.qualification else "",
            "",
            "",
            "",
            "",
            "",
            cell_name(member),
        ]
        for number, member in enumerate(members, start=1)
    ]
    numbers: list[Value] = [str(number) for number in range(1, len(headings) + 1)]
    return Table("Mẫu 7-HSĐV", _titles(commune_name), [headings], [numbers, *rows], [])


def _capitals(commune_name: str, members: Sequence[DemoMember]) -> Table:
    headings: list[Value] = [
        "STT",
        "HỌ VÀ CHỮ LÓT",
        "TÊN",
        "PHÁI",
        "NGÀY THÁNG NĂM SINH",
        "SỐ THẺ",
        "SỐ LÝ LỊCH",
        "NGÀY KẾT NẠP",
        "CHÍNH THỨC",
        "SINH HOẠT TẠI CHI BỘ",
        "CHỨC DANH",
        "PHÒNG BAN",
        "ĐT",
    ]
    rows: list[list[Value]] = []
    for number, member in enumerate(members, start=1):
        *first, last = member.full_name.upper().split()
        rows.append(
            [
                number,
                " ".join(first),
                last,
                _gender(member).upper(),
                _serial(member.born_on),
                int(member.card_number) if member.card_number else "",
                member.file_number,
                _serial(member.admitted_on),
                _serial(member.official_on) if member.official_on else "dự bị",
                cell_name(member),
                member.position,
                office_name(member),
                int(member.phone) if member.phone else "",
            ]
        )
    return Table("Sheet1", _titles(commune_name)[1:2], [headings], rows, _totals(members))


def _csv(commune_name: str, members: Sequence[DemoMember]) -> Table:
    headings: list[Value] = [
        "stt",
        "ho ten",
        "nam/nu",
        "sinh ngay",
        "ngay vao dang",
        "ngay chinh thuc",
        "so the dang vien",
        "so ly lich",
        "chi bo",
        "chuc vu",
        "bo phan",
        "cho o hien nay",
        "dien thoai",
    ]
    rows: list[list[Value]] = [
        [
            number,
            member.full_name,
            _gender(member).lower(),
            (_slashed, _dotted, _short, _iso)[number % 4](member.born_on),
            (_slashed, _dashed, _dotted)[number % 3](member.admitted_on),
            (_slashed, _dashed, _dotted)[number % 3](member.official_on),
            member.card_number or "",
            member.file_number,
            cell_name(member),
            member.position,
            office_name(member),
            member.address,
            member.phone,
        ]
        for number, member in enumerate(members, start=1)
    ]
    return Table("", [], [headings], rows, [])


def _tcvn3(commune_name: str, members: Sequence[DemoMember]) -> Table:
    table = _plain(commune_name, members)

    def typed(rows: list[list[Value]]) -> list[list[Value]]:
        return [[to_tcvn3(value) if isinstance(value, str) else value for value in row] for row in rows]

    return Table("Danh sach", typed(table.titles), typed(table.headings), typed(table.rows), typed(table.totals))


_MAKERS: dict[ListStyle, Callable[[str, Sequence[DemoMember]], Table]] = {
    ListStyle.PLAIN: _plain,
    ListStyle.YEARS_BY_GENDER: _years_by_gender,
    ListStyle.FORM_7: _form_7,
    ListStyle.CAPITALS: _capitals,
    ListStyle.CSV: _csv,
    ListStyle.TCVN3: _tcvn3,
}


def cell_name(member: DemoMember) -> str:
    """The name of the member's cell on the day of the list."""
    phase = units_by_code()[member.cell_code].on(LISTED_ON)
    return phase.name if phase else ""


def office_name(member: DemoMember) -> str:
    return OFFICES[member.office_code] if member.office_code else ""


def _gender(member: DemoMember) -> str:
    return "Nam" if member.gender == "MALE" else "Nữ"


def _slashed(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _dotted(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


def _dashed(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else ""


def _iso(day: date) -> str:
    return day.isoformat()


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day:%y}"


def _serial(day: date) -> int:
    """The number by which Excel knows ``day`` (1900 date system)."""
    return (day - date(1899, 12, 30)).days
