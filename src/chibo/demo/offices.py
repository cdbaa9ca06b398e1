"""Offices of each commune, the counters of its one-stop desk, and the posts of those who work there.

The offices and counters are the usual ones of 2019 (civil-servant posts of a commune; NĐ 61/2018 on one-stop desks).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chibo.demo.geography import communes
from chibo.domain.organisation import Skill


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """An office of a commune; ``code`` is unique within the commune."""

    commune_code: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoCounter:
    """A counter of a commune's one-stop desk and the office that staffs it."""

    commune_code: str
    code: str
    name: str
    office_code: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post in a commune's offices.

    ``commune_post``: the post in the commune's Party committee (``registry`` officer codes), or ``""``; ``ages``: from,
    below; ``leadership``: 0–3.
    """

    position: str
    office_code: str
    leadership: int
    skills: tuple[tuple[Skill, int], ...]
    qualification: str
    ages: tuple[int, int] = (30, 52)
    commune_post: str = ""
    female_share: float = 0.4


OFFICES = {
    "DU": "Đảng ủy – khối vận",
    "HD": "Thường trực Hội đồng nhân dân",
    "UB": "Lãnh đạo Ủy ban nhân dân",
    "VP": "Văn phòng – thống kê",
    "DC": "Địa chính – xây dựng",
    "TP": "Tư pháp – hộ tịch",
    "TC": "Tài chính – kế toán",
    "VH": "Văn hóa – xã hội",
    "CA": "Công an",
    "QS": "Ban Chỉ huy Quân sự",
}

# The first three stand in every commune, the rest where the agency is larger.
COUNTERS = (
    ("Q-TP", "Tư pháp – hộ tịch, chứng thực", "TP", 0),
    ("Q-DC", "Địa chính – xây dựng", "DC", 0),
    ("Q-VP", "Tiếp nhận và trả kết quả", "VP", 0),
    ("Q-LD", "Lao động – thương binh và xã hội", "VH", 16),
    ("Q-CA", "Đăng ký cư trú", "CA", 18),
)

_S = Skill
# In the order in which they are filled: the smallest agency cell has the first fourteen.
POSTS = (
    Post(
        "Bí thư Đảng ủy", "DU", 3, ((_S.ECONOMY, 2), (_S.MOBILISATION, 2)), "Đại học Luật", (44, 58), "SECRETARY", 0.25
    ),
    Post(
        "Phó Bí thư thường trực Đảng ủy",
        "DU",
        3,
        ((_S.MOBILISATION, 3), (_S.CULTURE, 1)),
        "Đại học Xây dựng Đảng",
        (38, 57),
        "STANDING_DEPUTY",
    ),
    Post(
        "Phó Bí thư Đảng ủy, Chủ tịch UBND",
        "UB",
        3,
        ((_S.ECONOMY, 3), (_S.LAND, 2)),
        "Đại học Kinh tế",
        (40, 57),
        "CHAIRMAN",
        0.2,
    ),
    Post("Phó Chủ tịch UBND", "UB", 2, ((_S.LAND, 2), (_S.ECONOMY, 2)), "Đại học Quản lý đất đai", (35, 55)),
    Post("Phó Chủ tịch HĐND", "HD", 2, ((_S.JUSTICE, 2), (_S.MOBILISATION, 1)), "Đại học Luật", (35, 56)),
    Post("Chủ tịch Ủy ban MTTQ Việt Nam", "DU", 2, ((_S.MOBILISATION, 3),), "Đại học Công tác xã hội", (38, 58)),
    Post(
        "Trưởng Công an",
        "CA",
        2,
        ((_S.SECURITY, 3), (_S.JUSTICE, 1)),
        "Đại học Cảnh sát nhân dân",
        (33, 52),
        female_share=0.0,
    ),
    Post(
        "Chỉ huy trưởng Ban Chỉ huy Quân sự",
        "QS",
        2,
        ((_S.SECURITY, 2), (_S.MOBILISATION, 1)),
        "Cao đẳng Quân sự cơ sở",
        (28, 45),
        female_share=0.0,
    ),
    Post("Công chức Văn phòng – thống kê", "VP", 1, ((_S.DIGITAL, 3),), "Đại học Công nghệ thông tin"),
    Post("Công chức Địa chính – xây dựng", "DC", 1, ((_S.LAND, 3),), "Đại học Quản lý đất đai"),
    Post("Công chức Tư pháp – hộ tịch", "TP", 1, ((_S.JUSTICE, 3),), "Đại học Luật"),
    Post("Công chức Tài chính – kế toán", "TC", 1, ((_S.FINANCE, 3), (_S.ECONOMY, 1)), "Đại học Kế toán"),
    Post("Công chức Văn hóa – xã hội", "VH", 1, ((_S.CULTURE, 3), (_S.HEALTH, 1)), "Đại học Quản lý văn hóa"),
    Post("Bí thư Đoàn Thanh niên", "DU", 1, ((_S.DIGITAL, 2), (_S.CULTURE, 2)), "Đại học Sư phạm", (24, 33)),
    Post(
        "Chủ tịch Hội Liên hiệp Phụ nữ",
        "DU",
        1,
        ((_S.MOBILISATION, 2), (_S.HEALTH, 2)),
        "Đại học Công tác xã hội",
        (30, 52),
        female_share=1.0,
    ),
    Post("Chủ tịch Hội Nông dân", "DU", 1, ((_S.AGRICULTURE, 3),), "Đại học Nông học", (33, 56), female_share=0.2),
    Post(
        "Phó Chủ tịch UBND phụ trách văn hóa – xã hội",
        "UB",
        2,
        ((_S.CULTURE, 2), (_S.DIGITAL, 1)),
        "Đại học Hành chính",
        (34, 54),
    ),
    Post("Công chức Địa chính – xây dựng", "DC", 0, ((_S.LAND, 2), (_S.AGRICULTURE, 1)), "Đại học Xây dựng", (26, 45)),
    Post(
        "Chủ tịch Hội Cựu chiến binh",
        "DU",
        1,
        ((_S.SECURITY, 1), (_S.MOBILISATION, 2)),
        "Trung cấp Quân sự",
        (50, 60),
        female_share=0.0,
    ),
    Post("Công chức Tư pháp – hộ tịch", "TP", 0, ((_S.JUSTICE, 2), (_S.DIGITAL, 1)), "Đại học Luật", (25, 40)),
    Post("Công chức Văn hóa – xã hội", "VH", 0, ((_S.HEALTH, 2), (_S.CULTURE, 1)), "Đại học Công tác xã hội", (25, 42)),
    Post("Cán bộ Văn phòng Đảng ủy", "DU", 0, ((_S.DIGITAL, 2),), "Đại học Hành chính", (25, 40)),
)


def offices() -> Iterator[DemoOffice]:
    """The offices of every commune of 2019."""
    for commune in communes():
        for code, name in OFFICES.items():
            yield DemoOffice(commune.code, code, name)


def counters() -> Iterator[DemoCounter]:
    """The counters of every commune of 2019, one for each field it can staff."""
    for commune in communes():
        for code, name, office_code, needed in COUNTERS:
            if commune.agency_members >= needed:
                yield DemoCounter(commune.code, code, name, office_code)
