"""Plans side by side, all measured by the same weights: terms, cells, distances, and who differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chibo.campaigns.queries.readings import Growth, Placed, Reading, changed_keys
from chibo.domain.placement.problem import Weights
from chibo.domain.placement.verify import Breakdown

BANDS_KM: tuple[int | None, ...] = (1, 3, 5, 10, None)
"""Upper ends of the distance bands; the last one has none."""
FARTHEST = 5


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of the sum in every plan; ``scale``: the largest size of it, to draw bars by (at least 1)."""

    term: str
    points: tuple[int, ...]

    @property
    def scale(self) -> int:
        return max(1, *(abs(points) for points in self.points))

    @property
    def best(self) -> int:
        return max(self.points)


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell in every plan (``None`` where a plan does not know it)."""

    code: str
    name: str
    growths: tuple[Growth | None, ...]

    @property
    def differs(self) -> bool:
        return len({growth.arriving if growth else None for growth in self.growths}) > 1


@dataclass(frozen=True, slots=True)
class Distances:
    """How far the members of a plan travel. ``bands``: counts for ``BANDS_KM``; metres; ``unknown``: homes not known."""

    at_home: int
    bands: tuple[int, ...]
    unknown: int
    total_m: int
    farthest: tuple[Placed, ...]

    @property
    def known(self) -> int:
        return self.at_home + sum(self.bands)

    @property
    def average_m(self) -> int:
        return round(self.total_m / self.known) if self.known else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A member whom the plans place differently; an empty place where a plan does not place the member."""

    placed: Placed
    places: tuple[Placed | None, ...]


@dataclass(frozen=True)
class Comparison:
    """Some plans of one commune, each list in the order of ``readings``."""

    readings: tuple[Reading, ...]
    scores: tuple[Breakdown, ...]
    terms: tuple[TermRow, ...]
    cells: tuple[CellRow, ...]
    distances: tuple[Distances, ...]
    members: tuple[Difference, ...]
    changed: frozenset[str]


def compare(readings: Sequence[Reading], weights: Weights) -> Comparison:
    """``readings`` side by side under ``weights``, so that points of different plans mean the same."""
    scores = tuple(reading.scored_by(weights) for reading in readings)
    terms = [term for term in Breakdown().to_json() if term != "change"]
    codes = sorted({code for reading in readings for code in reading.names})
    names = {code: name for reading in readings for code, name in reading.names.items()}
    growths = [{growth.code: growth for growth in reading.growths} for reading in readings]
    everyone = {row.key: row for reading in readings for row in reading.rows}
    ordered = sorted(everyone.values(), key=lambda row: (row.sort_key, row.key))
    return Comparison(
        readings=tuple(readings),
        scores=scores,
        terms=tuple(TermRow(term, tuple(score.to_json()[term] for score in scores)) for term in terms),
        cells=tuple(CellRow(code, names[code], tuple(each.get(code) for each in growths)) for code in codes),
        distances=tuple(distances_of(reading) for reading in readings),
        members=tuple(Difference(row, tuple(reading.by_key.get(row.key) for reading in readings)) for row in ordered),
        changed=frozenset(changed_keys(readings)),
    )


def distances_of(reading: Reading) -> Distances:
    """How far the members of one plan travel to their cells."""
    known = [row for row in reading.rows if row.distance_m is not None]
    away = [row for row in known if not row.is_home]
    ends = [1000 * end if end is not None else None for end in BANDS_KM]
    bands = [0] * len(ends)
    for row in away:
        metres = row.distance_m or 0
        bands[next(place for place, end in enumerate(ends) if end is None or metres < end)] += 1
    return Distances(
        at_home=len(known) - len(away),
        bands=tuple(bands),
        unknown=len(reading.rows) - len(known),
        total_m=sum(row.distance_m or 0 for row in away),
        farthest=tuple(sorted(away, key=lambda row: -(row.distance_m or 0))[:FARTHEST]),
    )
