"""The placement problem of a commune, drawn from the registry as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

from chibo.campaigns.models import CampaignCommune
from chibo.campaigns.queries.shape import Shape, movers_on, shape_of
from chibo.domain.organisation import Standing
from chibo.domain.placement.problem import Cell, Member, Problem, Weights
from chibo.domain.problem_fields import MalformedProblem, as_mapping, as_sequence, check_id
from chibo.registry.models import Employment, Kinship, Membership, Neighbourhood, Profile, Residence, Unit
from chibo.registry.queries.units import cell_strengths_on

EARTH_RADIUS_M = 6_371_000
CAPACITY_OVER_TARGET = 2
RULE_NAMES = frozenset({"weights", "fixed", "forbidden", "office_limit", "together", "uncapped"})


def member_key(member_id: int) -> str:
    """How a member is called in a problem; zero-filled, so that the stable order of names is the order of ids."""
    return f"M{member_id:08d}"


def member_id(key: str) -> int:
    """The member that ``member_key`` named so."""
    return int(key[1:])


def problem_of(
    commune: CampaignCommune, on: date, *, rules: Mapping[str, Any], previous: Mapping[str, str] | None = None
) -> Problem:
    """The problem of ``commune`` on ``on`` under ``rules`` (``weights``, ``fixed``, ``forbidden``, ``office_limit``).

    Relatives are kept apart, except the pairs of members in ``together``. A cell without target gets an even share of
    what the others leave, a cell without capacity its target and two more; those in ``uncapped`` (codes) take any
    number. Pairs that name someone who does not move, or a cell that does not receive, are left out.
    Raises ``MalformedProblem`` for what ``check_rules`` refuses, and when there is no cell to receive anyone.
    """
    shape = shape_of(commune, on)
    return problem_from(shape, movers_on(commune, shape, on), on, rules=rules, previous=previous)


def problem_from(
    shape: Shape,
    stays: list[Membership],
    on: date,
    *,
    rules: Mapping[str, Any],
    previous: Mapping[str, str] | None = None,
) -> Problem:
    """``problem_of`` for a shape and movers that are at hand."""
    check_rules(rules)
    ids = [stay.member_id for stay in stays]
    cells = _cells(shape, on, movers=len(stays), staying=_staying(shape, ids, on))
    places = _places([cell for cell, _ in cells], on)
    members = _members(stays, places, on)
    known = {member.id for member in members}
    codes = {cell.id for _, cell in cells}
    together = {frozenset(pair) for pair in rules.get("together", ())}
    apart = [pair for pair in kin_pairs(ids, on) if frozenset(pair) not in together]
    uncapped = set(rules.get("uncapped", ()))
    return Problem(
        members=tuple(members),
        cells=tuple(
            replace(cell, capacity=max(cell.capacity, len(members))) if cell.id in uncapped else cell
            for _, cell in cells
        ),
        fixed=_known_pairs(rules.get("fixed", ()), known, codes),
        forbidden=_known_pairs(rules.get("forbidden", ()), known, codes),
        keep_apart=tuple(apart),
        office_limit=rules.get("office_limit"),
        previous={key: cell for key, cell in (previous or {}).items() if key in known and cell in codes},
        weights=weights_of(rules),
    )


def rules_of(commune: CampaignCommune) -> dict[str, Any]:
    """The rules that ``commune`` plans by: its own over the campaign's; weights are merged one by one."""
    weights = commune.campaign.rules.get("weights", {}) | commune.rules.get("weights", {})
    merged = commune.campaign.rules | commune.rules
    return merged | ({"weights": weights} if weights else {})


def check_rules(rules: Mapping[str, Any]) -> None:
    """Raises ``MalformedProblem``, naming the field, unless ``rules`` are rules that ``problem_of`` understands."""
    for name in rules:
        if name not in RULE_NAMES:
            raise MalformedProblem(name, "unknown rule")
    for name in ("fixed", "forbidden", "together"):
        for index, pair in enumerate(as_sequence(rules.get(name, ()), name)):
            path = f"{name}[{index}]"
            if len(as_sequence(pair, path)) != 2:
                raise MalformedProblem(path, "not a pair")
            for position, each in enumerate(pair):
                check_id(each, f"{path}[{position}]")
    for index, code in enumerate(as_sequence(rules.get("uncapped", ()), "uncapped")):
        check_id(code, f"uncapped[{index}]")
    anywhere = Cell(id="-", members=0, official_members=0, needs={}, needs_leader=False, target=0, capacity=0)
    Problem(members=(), cells=(anywhere,), office_limit=rules.get("office_limit"), weights=weights_of(rules))


def kin_pairs(members: Iterable[int], on: date) -> list[tuple[str, str]]:
    """The pairs of relatives among ``members`` on ``on``, by their keys, in order. One SQL query."""
    ids = list(members)
    kin = Kinship.objects.on(on).filter(first__in=ids, second__in=ids).values_list("first_id", "second_id")
    return sorted((member_key(first), member_key(second)) for first, second in kin)


def weights_of(rules: Mapping[str, Any]) -> Weights:
    """The weights of ``rules``, the format's own where they say nothing. Raises ``MalformedProblem``."""
    return _weights(as_mapping(rules.get("weights", {}), "weights"))


def _weights(chosen: Mapping[str, Any]) -> Weights:
    known = {entry.name for entry in fields(Weights)}
    for name in chosen:
        if name not in known:
            raise MalformedProblem(f"weights.{name}", "unknown field")
    values = dict(chosen)
    if "size_steps" in values:
        values["size_steps"] = tuple(as_sequence(values["size_steps"], "weights.size_steps"))
    return Weights(**values)


def _known_pairs(pairs: Any, members: set[str], cells: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple((member, cell) for member, cell in pairs if member in members and cell in cells)


def _staying(shape: Shape, moving: list[int], on: date) -> dict[int, tuple[int, int]]:
    """Cell id → (members, official members) on ``on`` without those who are being placed."""
    counted = {
        cell: [strength.members, strength.official] for cell, strength in cell_strengths_on(on, shape.receiving).items()
    }
    inside = Membership.objects.on(on).filter(cell__in=shape.receiving, member__in=moving, kind=Membership.OFFICIAL)
    for stay in inside.select_related("member"):
        counted[stay.cell_id][0] -= 1
        counted[stay.cell_id][1] -= stay.member.standing(on) is Standing.OFFICIAL
    return {cell: (members, official) for cell, (members, official) in counted.items()}


def _cells(shape: Shape, on: date, *, movers: int, staying: Mapping[int, tuple[int, int]]) -> list[tuple[int, Cell]]:
    units = list(Unit.objects.filter(pk__in=shape.receiving).order_by("code"))
    wants = {row.cell_id: row for row in Neighbourhood.objects.on(on).filter(cell__in=shape.receiving)}
    given = {pk: want.target for pk, want in wants.items() if want.target is not None}
    blank = [unit.pk for unit in units if unit.pk not in given]
    shares = given | _even_shares(blank, max(0, movers - sum(given.values())))
    cells = []
    for unit in units:
        want = wants.get(unit.pk)
        members, official = staying.get(unit.pk, (0, 0))
        capacity = want.capacity if want is not None and want.capacity is not None else None
        cell = Cell(
            id=unit.code,
            members=members,
            official_members=official,
            needs=dict(want.needs) if want else {},
            needs_leader=want.needs_leader if want else False,
            target=shares[unit.pk],
            capacity=shares[unit.pk] + CAPACITY_OVER_TARGET if capacity is None else capacity,
        )
        cells.append((unit.pk, cell))
    return cells


def _even_shares(cells: list[int], total: int) -> dict[int, int]:
    """``total`` shared out evenly, what is left over to the first ones in order of code."""
    if not cells:
        return {}
    share, over = divmod(total, len(cells))
    return {cell: share + (position < over) for position, cell in enumerate(cells)}


def _places(cells: list[int], on: date) -> dict[int, tuple[str, float | None, float | None]]:
    codes = dict(Unit.objects.filter(pk__in=cells).values_list("pk", "code"))
    spots = {row.cell_id: (row.latitude, row.longitude) for row in Neighbourhood.objects.on(on).filter(cell__in=cells)}
    return {cell: (codes[cell], *spots.get(cell, (None, None))) for cell in cells}


def _members(
    stays: list[Membership], places: Mapping[int, tuple[str, float | None, float | None]], on: date
) -> list[Member]:
    ids = [stay.member_id for stay in stays]
    offices = dict(Employment.objects.on(on).filter(member__in=ids).values_list("member_id", "office__code"))
    homes = {row.member_id: row for row in Residence.objects.on(on).filter(member__in=ids)}
    profiles = {row.member_id: row for row in Profile.objects.on(on).filter(member__in=ids)}
    centres = {
        row.cell_id: (row.latitude, row.longitude)
        for row in Neighbourhood.objects.on(on).filter(cell__in=[home.cell_id for home in homes.values()])
    }
    members = []
    for stay in stays:
        profile, home = profiles.get(stay.member_id), homes.get(stay.member_id)
        key = member_key(stay.member_id)
        members.append(
            Member(
                id=key,
                official=stay.member.standing(on) is Standing.OFFICIAL,
                office=offices.get(stay.member_id, key),
                skills={skill: level for skill, level in profile.skills.items() if level} if profile else {},
                leadership=profile.leadership if profile else 0,
                home_cell=places[home.cell_id][0] if home and home.cell_id and home.cell_id in places else None,
                distance_m=_distances(home, centres, places),
            )
        )
    return members


def _distances(
    home: Residence | None,
    centres: Mapping[int, tuple[float | None, float | None]],
    places: Mapping[int, tuple[str, float | None, float | None]],
) -> dict[str, int]:
    """Metres from the home (or its neighbourhood's centre) to the centre of each cell where both are known."""
    if home is None:
        return {}
    start = (home.latitude, home.longitude)
    if None in start:
        start = centres.get(home.cell_id or 0, (None, None))
    found = {}
    for code, latitude, longitude in places.values():
        if None not in (*start, latitude, longitude):
            found[code] = round(_metres(start[0], start[1], latitude, longitude))  # type: ignore[arg-type]
    return found


def _metres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance (haversine)."""
    phi, other_phi = radians(latitude), radians(other_latitude)
    half = sin((other_phi - phi) / 2) ** 2
    half += cos(phi) * cos(other_phi) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(half))
