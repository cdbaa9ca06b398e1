"""The cells of each commune: agency, residential, school, health, police and military, under the names of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from math import cos, radians, sin
from random import Random

from chibo.demo.geography import SEED, CommuneFacts, DemoUnit, Neighbourhood, Phase, commune_chain, communes
from chibo.demo.places import CHARACTERS, SETTINGS
from chibo.domain.organisation import UnitKind

AGENCY_SUFFIX = "CQ"

# How a cell is called in a commune whose name and kind are given, and whether the commune is still the one of 2019.
Naming = Callable[[str, UnitKind, bool], str]


@cache
def cells() -> tuple[DemoUnit, ...]:
    """Every cell, commune by commune: the agency cell first (where there is one), then the residential ones."""
    return tuple(cell for index, commune in enumerate(communes()) for cell in _cells_of(index, commune))


def agency_cell_code(commune_code: str) -> str:
    return f"{commune_code}-{AGENCY_SUFFIX}"


def commune_code_of(cell_code: str) -> str:
    """The code of the commune of 2019 that a cell lay in."""
    return cell_code.rsplit("-", 1)[0]


def residential_cell_codes(commune: CommuneFacts) -> tuple[str, ...]:
    return tuple(f"{commune.code}-K{number}" for number in range(1, commune.neighbourhood_count + 1))


def _cells_of(index: int, commune: CommuneFacts) -> Iterator[DemoUnit]:
    if commune.agency_members:
        yield DemoUnit(
            agency_cell_code(commune.code), _phases(commune, UnitKind.AGENCY_CELL, _agency_name, stays_in_2025=False)
        )
    for number, code in enumerate(residential_cell_codes(commune), start=1):
        yield DemoUnit(
            code,
            _phases(commune, UnitKind.RESIDENTIAL_CELL, _residential_naming(commune, number)),
            neighbourhood=_neighbourhood(commune, number),
        )
    place = _place_name(commune)
    other_cells = (
        ("TH", UnitKind.SCHOOL_CELL, f"Chi bộ Trường Tiểu học {place}", index % 3 != 2),
        ("THCS", UnitKind.SCHOOL_CELL, f"Chi bộ Trường Trung học cơ sở {place}", index % 4 == 1),
        ("YT", UnitKind.HEALTH_CELL, f"Chi bộ Trạm Y tế {place}", index % 3 == 0),
        ("CA", UnitKind.POLICE_CELL, f"Chi bộ Công an {place}", index % 4 == 2),
        ("QS", UnitKind.MILITARY_CELL, f"Chi bộ Quân sự {place}", index % 5 == 3),
    )
    for suffix, kind, name, wanted in other_cells:
        if wanted:
            yield DemoUnit(f"{commune.code}-{suffix}", _phases(commune, kind, lambda *_, name=name: name))


def _place_name(commune: CommuneFacts) -> str:
    return _bare(commune_chain(commune.code)[0][0].phases[-1].name)


def _bare(commune_name: str) -> str:
    """The name of a commune without its kind: Tân Hạnh of Xã Tân Hạnh."""
    return next(
        commune_name.removeprefix(word) for word in ("Xã ", "Phường ", "Thị trấn ") if commune_name.startswith(word)
    )


def _agency_name(commune_name: str, kind: UnitKind, as_of_2019: bool) -> str:
    return f"Chi bộ cơ quan {commune_name[0].lower()}{commune_name[1:]}"


def _residential_naming(commune: CommuneFacts, number: int) -> Naming:
    label = commune.neighbourhood_names[number - 1] if commune.neighbourhood_names else str(number)
    place = _place_name(commune)

    def name(commune_name: str, kind: UnitKind, as_of_2019: bool) -> str:
        word = "ấp" if kind is UnitKind.COMMUNE else "khu phố"
        # Merged communes hold several neighbourhoods of one number; how they were told apart is not known.
        return f"Chi bộ {word} {label}" if as_of_2019 else f"Chi bộ {word} {label} – {place}"

    return name


def _phases(commune: CommuneFacts, kind: UnitKind, naming: Naming, *, stays_in_2025: bool = True) -> tuple[Phase, ...]:
    """The periods of a cell: a new one whenever its commune's kind or name, or the commune it belongs to, changes.

    With ``stays_in_2025`` false the cell ends with the commune of 2019.
    """
    rows: list[Phase] = []
    for area, starts_on, ends_on in commune_chain(commune.code)[: None if stays_in_2025 else 1]:
        for phase in area.phases:
            begins = max(starts_on, phase.starts_on)
            ends = _earlier(ends_on, phase.ends_on)
            if ends is not None and ends <= begins:
                continue
            name = naming(phase.name, phase.kind, area.code == commune.code)
            rows.append(Phase(name, kind, area.code, begins, ends))
    return tuple(_joined(rows))


def _joined(rows: list[Phase]) -> Iterator[Phase]:
    """The same periods, those in which nothing changes put together."""
    start = rows[0].starts_on
    for row, following in pairwise([*rows, None]):
        assert row is not None
        if following is None or (row.name, row.parent_code) != (following.name, following.parent_code):
            yield Phase(row.name, row.kind, row.parent_code, start, row.ends_on)
            start = following.starts_on if following is not None else start


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _neighbourhood(commune: CommuneFacts, number: int) -> Neighbourhood:
    """A made-up neighbourhood, the same at every call; positions lie on a spiral around the commune's centre."""
    random = Random(f"{SEED}/{commune.code}/{number}")
    setting = SETTINGS[commune.setting]
    character = setting.characters[(number - 1) % len(setting.characters)]
    angle = radians(137.5 * number)
    distance_km = setting.radius_km * (number / commune.neighbourhood_count) ** 0.5
    target = commune.targets[number - 1] if commune.targets else None
    return Neighbourhood(
        character=CHARACTERS[character].text,
        households=random.randrange(*setting.households),
        latitude=round(commune.latitude + distance_km / 110.6 * sin(angle), 5),
        longitude=round(commune.longitude + distance_km / (111.3 * cos(radians(commune.latitude))) * cos(angle), 5),
        needs=CHARACTERS[character].needs,
        needs_leader=random.random() < 0.35,
        target=target,
        capacity=target + 3 if target is not None else None,
    )
