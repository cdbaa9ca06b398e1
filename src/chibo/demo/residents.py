"""Who meets in cells other than agency cells: how many, what they do, what they know."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from chibo.domain.organisation import Skill, UnitKind

WEAK_SHARE = 0.09


@dataclass(frozen=True, slots=True)
class Occupation:
    """What residents do or did, between which ages (from, below), and what they may know about."""

    name: str
    weight: int
    ages: tuple[int, int]
    skills: tuple[Skill, ...] = ()


@dataclass(frozen=True, slots=True)
class Staff:
    """The members of a school's, health station's, police or military cell."""

    sizes: tuple[int, int]
    head: str
    position: str
    qualification: str
    skills: tuple[tuple[Skill, int], ...]
    ages: tuple[int, int]
    head_ages: tuple[int, int]
    female_share: float


OCCUPATIONS = (
    Occupation("Cán bộ hưu trí", 26, (58, 84), (Skill.MOBILISATION,)),
    Occupation("Quân nhân nghỉ hưu", 16, (54, 86), (Skill.SECURITY,)),
    Occupation("Giáo viên nghỉ hưu", 10, (56, 80), (Skill.CULTURE,)),
    Occupation("Công nhân nghỉ hưu", 8, (56, 78)),
    Occupation("Nông dân", 12, (35, 72), (Skill.AGRICULTURE,)),
    Occupation("Kinh doanh, buôn bán", 9, (32, 65), (Skill.ECONOMY,)),
    Occupation("Công nhân", 8, (26, 52)),
    Occupation("Nhân viên y tế", 3, (28, 60), (Skill.HEALTH,)),
    Occupation("Kỹ thuật viên", 4, (26, 50), (Skill.DIGITAL,)),
    Occupation("Nghề tự do", 4, (27, 60)),
)
YOUNG = tuple(occupation for occupation in OCCUPATIONS if occupation.ages[0] < 30)

OTHER_STAFF = {
    UnitKind.SCHOOL_CELL: Staff(
        (7, 22), "Hiệu trưởng", "Giáo viên", "Đại học Sư phạm", ((Skill.CULTURE, 2),), (26, 55), (40, 55), 0.75
    ),
    UnitKind.HEALTH_CELL: Staff(
        (3, 8), "Trưởng Trạm Y tế", "Nhân viên y tế", "Y sĩ", ((Skill.HEALTH, 3),), (25, 55), (38, 55), 0.6
    ),
    UnitKind.POLICE_CELL: Staff(
        (4, 12),
        "Phó Trưởng Công an",
        "Công an viên",
        "Trung cấp Cảnh sát",
        ((Skill.SECURITY, 3),),
        (24, 48),
        (32, 50),
        0.1,
    ),
    UnitKind.MILITARY_CELL: Staff(
        (3, 6),
        "Chỉ huy phó Ban Chỉ huy Quân sự",
        "Dân quân thường trực",
        "Trung cấp Quân sự",
        ((Skill.SECURITY, 2),),
        (24, 40),
        (28, 42),
        0.0,
    ),
}


def cell_sizes(random: Random) -> tuple[int, int]:
    """Official and probationary members of a residential cell: 6–45 together, or a weak cell of two official ones."""
    if random.random() < WEAK_SHARE:
        return 2, random.randrange(3)
    size = 6 + int(39 * random.betavariate(1.5, 2.4))
    probationary = sum(random.random() < 0.025 for _ in range(size))
    return max(3, size - probationary), min(probationary, size - 3)


def occupation_of(random: Random, *, leading: bool, young: bool) -> Occupation:
    """What a resident does; those who lead a cell are mostly retired, those on probation young."""
    choices = OCCUPATIONS[:4] if leading else YOUNG if young else OCCUPATIONS
    return random.choices(choices, weights=[occupation.weight for occupation in choices])[0]
