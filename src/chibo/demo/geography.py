"""Đồng Nai as it was in 2019 and became: areas under the names of the day, their cells and neighbourhoods.

The areas are real and stand in ``data/areas.csv``, one row for each period: official (GSO) codes, 694/NQ-UBTVQH14
(six communes become wards and Xuân Thạnh becomes Dầu Giây on 1-7-2019), 1194/NQ-UBTVQH15 (1-11-2024),
1662/NQ-UBTVQH15 (district tier gone and communes merged on 1-7-2025), 30/2026/QH16 and 237/NQ-UBTVQH16. ``2010-07-01``
is only the first day of the demo's register. The number of neighbourhoods is sourced where ``data/communes.csv`` says
so; all else about neighbourhoods (names, households, character, needs, positions) is made up around the communes'
centres (rounded from the vietnamadminunits data set, MIT; roughly guessed for those gone since 2024).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from chibo.domain.organisation import Skill, UnitKind

SEED = "chi-bo/2019"
REGISTER_STARTS_ON = date(2010, 7, 1)
DISTRICT_TIER_ENDS_ON = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Phase:
    """What a unit is called, is and belongs to from ``starts_on`` up to but not including ``ends_on``."""

    name: str
    kind: UnitKind
    parent_code: str | None
    starts_on: date
    ends_on: date | None
    official_code: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The place a residential cell stands for; ``needs``: skill and how much (1–3); positions in degrees."""

    character: str
    households: int
    latitude: float
    longitude: float
    needs: tuple[tuple[Skill, int], ...]
    needs_leader: bool
    target: int | None
    capacity: int | None


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """One unit for as long as it lives; ``phases`` follow one another without a gap."""

    code: str
    phases: tuple[Phase, ...]
    predecessors: tuple[str, ...] = ()
    neighbourhood: Neighbourhood | None = None

    @property
    def starts_on(self) -> date:
        return self.phases[0].starts_on

    @property
    def ends_on(self) -> date | None:
        return self.phases[-1].ends_on

    def on(self, day: date) -> Phase | None:
        """The phase that holds on ``day``; ``None`` before the unit began and after it ended."""
        return next(
            (
                phase
                for phase in self.phases
                if phase.starts_on <= day and (phase.ends_on is None or day < phase.ends_on)
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Merger:
    """``predecessor`` became part of ``successor``; ``others``: what else did, outside the demo's three districts."""

    on: date
    predecessor: str
    successor: str
    others: str
    source: str


@dataclass(frozen=True, slots=True)
class CommuneFacts:
    """The figures that cells and people of one commune of 2019 are made from."""

    code: str
    latitude: float
    longitude: float
    setting: str
    neighbourhood_count: int
    neighbourhood_source: str
    neighbourhood_names: tuple[str, ...]
    agency_members: int
    targets: tuple[int, ...]


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>``, by column heading."""
    text = resources.files("chibo.demo").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


@cache
def mergers() -> tuple[Merger, ...]:
    """Every merger of communes, oldest first."""
    return tuple(
        Merger(date.fromisoformat(row["on"]), row["predecessor"], row["successor"], row["others"], row["source"])
        for row in read_rows("mergers.csv")
    )


@cache
def areas() -> tuple[DemoUnit, ...]:
    """Province, districts and communes, each parent before its children."""
    phases: dict[str, list[Phase]] = {}
    for row in read_rows("areas.csv"):
        phases.setdefault(row["code"], []).append(
            Phase(
                name=row["name"],
                kind=UnitKind(row["kind"]),
                parent_code=row["parent"] or None,
                starts_on=date.fromisoformat(row["starts_on"]),
                ends_on=_day(row["ends_on"]),
                official_code=row["gso_code"],
                source=row["source"],
            )
        )
    predecessors: dict[str, list[str]] = {}
    for merger in mergers():
        predecessors.setdefault(merger.successor, []).append(merger.predecessor)
    return tuple(DemoUnit(code, tuple(rows), tuple(predecessors.get(code, ()))) for code, rows in phases.items())


@cache
def communes() -> tuple[CommuneFacts, ...]:
    """The 30 + 15 + 10 communes of 2019, in the order of Biên Hòa, Xuân Lộc, Thống Nhất."""
    return tuple(
        CommuneFacts(
            code=row["code"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            setting=row["setting"],
            neighbourhood_count=int(row["neighbourhoods"]),
            neighbourhood_source=row["neighbourhoods_source"],
            neighbourhood_names=_split(row["neighbourhood_names"]),
            agency_members=int(row["agency_members"]),
            targets=tuple(int(target) for target in _split(row["targets"])),
        )
        for row in read_rows("communes.csv")
    )


def commune_chain(code: str) -> tuple[tuple[DemoUnit, date, date | None], ...]:
    """The commune of 2019 with this code and those it became part of, each with the period it answers for the place."""
    by_code = {unit.code: unit for unit in areas()}
    heir = {merger.predecessor: merger.successor for merger in mergers()}
    chain = []
    unit, starts_on = by_code[code], REGISTER_STARTS_ON
    while True:
        ends_on = unit.ends_on
        chain.append((unit, starts_on, ends_on))
        if ends_on is None:
            return tuple(chain)
        unit, starts_on = by_code[heir[unit.code]], ends_on
