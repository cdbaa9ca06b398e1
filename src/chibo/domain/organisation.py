"""Facts about units and members: kinds, skills and frozen values that the rules look at.

Vietnamese labels of the codes live beside the models, where they can be translated; here are only codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is. An area's unit stands for its Party organisation (đảng bộ) and committee (đảng ủy)."""

    COUNTRY = "COUNTRY"
    PROVINCE = "PROVINCE"
    CITY = "CITY"
    DISTRICT = "DISTRICT"
    TOWN = "TOWN"
    URBAN_DISTRICT = "URBAN_DISTRICT"
    COMMUNE = "COMMUNE"
    WARD = "WARD"
    TOWNSHIP = "TOWNSHIP"
    SPECIAL_ZONE = "SPECIAL_ZONE"
    AGENCY_CELL = "AGENCY_CELL"
    RESIDENTIAL_CELL = "RESIDENTIAL_CELL"
    SCHOOL_CELL = "SCHOOL_CELL"
    HEALTH_CELL = "HEALTH_CELL"
    POLICE_CELL = "POLICE_CELL"
    MILITARY_CELL = "MILITARY_CELL"
    OTHER_CELL = "OTHER_CELL"


DISTRICT_KINDS = frozenset({UnitKind.CITY, UnitKind.DISTRICT, UnitKind.TOWN, UnitKind.URBAN_DISTRICT})
COMMUNE_KINDS = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP, UnitKind.SPECIAL_ZONE})
CELL_KINDS = frozenset(
    {
        UnitKind.AGENCY_CELL,
        UnitKind.RESIDENTIAL_CELL,
        UnitKind.SCHOOL_CELL,
        UnitKind.HEALTH_CELL,
        UnitKind.POLICE_CELL,
        UnitKind.MILITARY_CELL,
        UnitKind.OTHER_CELL,
    }
)


class Skill(StrEnum):
    """Fields of expertise: what a neighbourhood may want and a member may bring, each graded 0–3."""

    AGRICULTURE = "agriculture"
    CULTURE = "culture"
    DIGITAL = "digital"
    ECONOMY = "economy"
    FINANCE = "finance"
    HEALTH = "health"
    JUSTICE = "justice"
    LAND = "land"
    MOBILISATION = "mobilisation"
    SECURITY = "security"


class Standing(StrEnum):
    """Whether a member is official (chính thức) or on probation (dự bị) on a day."""

    OFFICIAL = "OFFICIAL"
    PROBATIONARY = "PROBATIONARY"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One member of a cell on a day, as the rules see it."""

    id: int
    full_name: str
    standing: Standing
    held: bool = False


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One cell on a day with its members, as the rules see it."""

    code: str
    name: str
    kind: UnitKind
    members: tuple[MemberFacts, ...] = ()
    has_secretary: bool = True

    @property
    def official_count(self) -> int:
        return sum(member.standing is Standing.OFFICIAL for member in self.members)
