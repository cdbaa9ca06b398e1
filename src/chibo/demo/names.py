"""Made-up Vietnamese names, plausible for gender and years of birth.

All combinations were checked against a list of well-known officials; parts that made one of their names were left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# Family names with rough weights (per thousand).
FAMILY_NAMES: dict[str, int] = {
    "Nguyễn": 360,
    "Trần": 115,
    "Lê": 95,
    "Phạm": 70,
    "Huỳnh": 45,
    "Võ": 40,
    "Phan": 38,
    "Vũ": 36,
    "Đặng": 28,
    "Bùi": 26,
    "Đỗ": 24,
    "Hồ": 18,
    "Ngô": 18,
    "Dương": 16,
    "Lý": 8,
    "Đinh": 12,
    "Đoàn": 10,
    "Trịnh": 8,
    "Mai": 7,
    "Lâm": 6,
    "Cao": 6,
    "Châu": 4,
    "Thái": 3,
    "Tạ": 4,
    "Hà": 4,
}


@dataclass(frozen=True, slots=True)
class NameParts:
    """Middle and given names usual for those born before ``born_before``."""

    born_before: int
    middle: tuple[str, ...]
    given: tuple[str, ...]


def _parts(born_before: int, middle: str, given: str) -> NameParts:
    return NameParts(born_before, tuple(middle.split()), tuple(given.split()))


MALE: tuple[NameParts, ...] = (
    _parts(
        1962,
        "Văn Văn Văn Văn Văn Hữu Ngọc Công Đức Thế Viết",
        "Ba Bảy Bé Bền Cần Chín Chiến Diện Giáp Hiển Hòa Hợi Kiệm Lợi Luận Mạo Năm Nghĩa Nhẫn Phước Quới "
        "Sáu Sửu Tám Thạnh Thìn Thuận Tỵ Ửng Út Xuân Xiêm",
    ),
    _parts(
        1982,
        "Văn Văn Văn Hữu Ngọc Quốc Công Đức Thành Thế Hoài",
        "Bằng Chiến Danh Điền Giàu Hậu Hiệp Khanh Khiêm Lành Liêm Lộc Luân Nghiệp Nhân Nhật Phước "
        "Quí Quyền Sanh Tài Tâm Thịnh Thuần Toại Trường Vị Việt",
    ),
    _parts(
        9999,
        "Quốc Anh Minh Hoàng Nhật Gia Thành Đức Bảo Hoài Ngọc",
        "An Bách Danh Duy Đăng Hiếu Huân Kha Khang Khoa Kiên Kiệt Luân Nam Nghĩa Nguyên Nhân Phát Phong Phương Quân "
        "Tài Tân Thiện Thịnh Toàn Triều Trí Tùng",
    ),
)

FEMALE: tuple[NameParts, ...] = (
    _parts(
        1962,
        "Thị Thị Thị Thị Thị Thị Ngọc Kim",
        "Ba Bảy Bé Bông Chanh Chín Cúc Dần Đào Gấm Hai Hạnh Hường Lài Lan Liễu Lựu Lụa Mận Mến Năm Nhàn Phấn "
        "Sen Tám Thắm Thơm Út Xuyến Yên",
    ),
    _parts(
        1982,
        "Thị Thị Thị Thị Ngọc Kim Mỹ Thanh Hồng Bích Tuyết",
        "Chi Diễm Điệp Hạnh Hân Hiền Hồng Hương Lan Lệ Liên Loan Lý Nga Nhàn Nhung Nương Oanh Phượng "
        "Sương Thảo Trang Trinh Tuyền Xuân Yến",
    ),
    _parts(
        9999,
        "Thị Ngọc Thanh Thùy Phương Mỹ Bảo Hoài Khánh Minh Trúc",
        "An Chi Diệp Đan Giang Hà Hân Huyền Khanh Lam Linh Ly My Ngà Nghi Nhi Nhiên Như Quyên Quỳnh Tâm Thảo "
        "Tiên Trâm Trân Trang Trúc Uyên Vy Yến",
    ),
)

HOMETOWNS = (
    "Biên Hòa, Đồng Nai",
    "Xuân Lộc, Đồng Nai",
    "Thống Nhất, Đồng Nai",
    "Vĩnh Cửu, Đồng Nai",
    "Trảng Bom, Đồng Nai",
    "Long Thành, Đồng Nai",
    "Định Quán, Đồng Nai",
    "Nam Định",
    "Thái Bình",
    "Nghệ An",
    "Hà Tĩnh",
    "Thanh Hóa",
    "Quảng Ngãi",
    "Bình Định",
    "Tiền Giang",
    "Bến Tre",
    "Tây Ninh",
)


def make_name(random: Random, *, male: bool, born_in: int) -> str:
    """A full name for someone born in the year ``born_in``."""
    family = random.choices(tuple(FAMILY_NAMES), weights=tuple(FAMILY_NAMES.values()))[0]
    parts = next(parts for parts in (MALE if male else FEMALE) if born_in < parts.born_before)
    while True:
        middle, given = random.choice(parts.middle), random.choice(parts.given)
        if middle != given and family not in (middle, given):
            return f"{family} {middle} {given}"
