"""What neighbourhoods are like, by the setting of their commune, and what expertise each likeness asks for."""

from __future__ import annotations

from dataclasses import dataclass

from chibo.domain.organisation import Skill


@dataclass(frozen=True, slots=True)
class Character:
    """A neighbourhood's likeness in words and the skills it wants (1–3)."""

    text: str
    needs: tuple[tuple[Skill, int], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The kinds of neighbourhood in a commune, households in each (from, below), and how far they lie apart."""

    characters: tuple[str, ...]
    households: tuple[int, int]
    radius_km: float


CHARACTERS = {
    "OFFICES": Character(
        "Khu trung tâm, nhiều cơ quan, trường học",
        ((Skill.DIGITAL, 3), (Skill.JUSTICE, 2), (Skill.CULTURE, 1)),
    ),
    "RETIRED": Character(
        "Khu tập thể, nhiều cán bộ hưu trí", ((Skill.HEALTH, 2), (Skill.CULTURE, 2), (Skill.DIGITAL, 2))
    ),
    "MARKET": Character(
        "Khu chợ, hộ kinh doanh buôn bán", ((Skill.ECONOMY, 3), (Skill.FINANCE, 2), (Skill.SECURITY, 1))
    ),
    "NEW_HOMES": Character(
        "Khu dân cư mới, nhà phố liền kề", ((Skill.LAND, 2), (Skill.DIGITAL, 2), (Skill.MOBILISATION, 1))
    ),
    "WORKERS": Character(
        "Khu nhà trọ công nhân, dân cư biến động", ((Skill.MOBILISATION, 3), (Skill.SECURITY, 2), (Skill.HEALTH, 1))
    ),
    "FACTORIES": Character(
        "Giáp khu công nghiệp, nhiều cơ sở sản xuất", ((Skill.ECONOMY, 2), (Skill.SECURITY, 2), (Skill.LAND, 1))
    ),
    "CLEARANCE": Character(
        "Vùng quy hoạch, đang bồi thường giải tỏa", ((Skill.LAND, 3), (Skill.JUSTICE, 3), (Skill.MOBILISATION, 2))
    ),
    "CRAFTS": Character("Làng nghề gốm, đá mỹ nghệ, mộc", ((Skill.ECONOMY, 2), (Skill.CULTURE, 2), (Skill.DIGITAL, 1))),
    "RIVERSIDE": Character(
        "Ven sông, nuôi trồng thủy sản", ((Skill.AGRICULTURE, 2), (Skill.CULTURE, 1), (Skill.DIGITAL, 1))
    ),
    "ORCHARDS": Character(
        "Vùng chuyên canh cây ăn trái", ((Skill.AGRICULTURE, 3), (Skill.ECONOMY, 2), (Skill.DIGITAL, 1))
    ),
    "LIVESTOCK": Character(
        "Chăn nuôi tập trung, trang trại", ((Skill.AGRICULTURE, 3), (Skill.HEALTH, 2), (Skill.LAND, 1))
    ),
    "CROPS": Character(
        "Thuần nông, cây công nghiệp, đường liên ấp đang làm",
        ((Skill.AGRICULTURE, 2), (Skill.LAND, 2), (Skill.FINANCE, 1)),
    ),
    "ROADSIDE": Character(
        "Dọc quốc lộ, dịch vụ vận tải, quán ăn", ((Skill.SECURITY, 2), (Skill.ECONOMY, 2), (Skill.LAND, 1))
    ),
    "REMOTE": Character("Vùng xa trung tâm, dân cư thưa", ()),
}

SETTINGS = {
    "CENTRE": Setting(("OFFICES", "MARKET", "RETIRED", "NEW_HOMES"), (350, 900), 0.6),
    "TRADE": Setting(("MARKET", "WORKERS", "RETIRED", "NEW_HOMES"), (400, 1000), 0.8),
    "INDUSTRIAL": Setting(("WORKERS", "FACTORIES", "MARKET", "CLEARANCE", "NEW_HOMES"), (500, 1400), 1.4),
    "PERIURBAN": Setting(("NEW_HOMES", "CLEARANCE", "WORKERS", "MARKET", "ORCHARDS"), (400, 1300), 1.8),
    "CRAFT": Setting(("CRAFTS", "NEW_HOMES", "WORKERS", "RIVERSIDE"), (300, 800), 1.0),
    "RIVER": Setting(("RIVERSIDE", "CLEARANCE", "CRAFTS"), (200, 600), 1.2),
    "ROAD": Setting(("ROADSIDE", "MARKET", "CROPS", "LIVESTOCK", "ORCHARDS"), (250, 800), 2.8),
    "FARM": Setting(("CROPS", "ORCHARDS", "LIVESTOCK", "ROADSIDE", "REMOTE"), (150, 600), 3.2),
}
