"""What the demo knows about one member, an officer, two relatives, a member held back: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.demo.cells import commune_code_of
from chibo.domain.organisation import Skill

LISTED_ON = date(2019, 4, 1)
"""The day of the communes' lists: every fact about members holds on it."""


@dataclass(frozen=True, slots=True)
class DemoMember:
    """One made-up member as the commune's list of ``LISTED_ON`` has them.

    ``key``: stable name within the demo; ``official_on`` and ``card_number``: ``None`` on probation; ``cell_post`` and
    ``commune_post``: officer codes of the registry, or ``""``; ``residence_code``: the residential cell of the place
    where they live, ``None`` when that lies outside the three districts (``address`` says where); ``phone``: begins
    with 010, which no network in Vietnam uses.
    """

    key: str
    full_name: str
    gender: str
    born_on: date
    hometown: str
    admitted_on: date
    official_on: date | None
    card_number: str | None
    file_number: str
    phone: str
    cell_code: str
    joined_on: date
    position: str
    cell_post: str
    commune_post: str
    office_code: str | None
    residence_code: str | None
    address: str
    skills: tuple[tuple[Skill, int], ...]
    leadership: int
    education: str
    qualification: str
    political_theory: str

    @property
    def commune_code(self) -> str:
        return commune_code_of(self.cell_code)


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """Who holds a post of a unit from ``starts_on`` on."""

    unit_code: str
    member_key: str
    post: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class DemoKinship:
    """Two relatives to be kept in different cells."""

    first_key: str
    second_key: str
    relation: str


@dataclass(frozen=True, slots=True)
class DemoHold:
    """A member who must not be moved from ``starts_on`` up to but not including ``ends_on``."""

    member_key: str
    why: str
    starts_on: date
    ends_on: date | None
