"""What a commune has to plan with on a day: who moves, which cells receive, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import count as count_from
from itertools import islice

from chibo.campaigns.models import CampaignCommune
from chibo.campaigns.queries.problems import kin_pairs, member_key, problem_from
from chibo.campaigns.queries.shape import Shape, movers_on, shape_of
from chibo.domain import rules as organisation_rules
from chibo.domain.organisation import CELL_KINDS, CellFacts, MemberFacts, Standing, UnitKind
from chibo.domain.placement.problem import Cell, Problem
from chibo.domain.problem_fields import MalformedProblem
from chibo.domain.rules import Violation
from chibo.registry.models import Employment, Hold, Membership, Profile, Residence, Unit, UnitVersion
from chibo.registry.queries.units import cell_strengths_on, names_on, secretaries_on

NOBODY = Cell(id="-", members=0, official_members=0, needs={}, needs_leader=False, target=0, capacity=0)


class Home(StrEnum):
    """Where a member lives, seen from the commune."""

    HERE = "HERE"
    """In the neighbourhood of a receiving cell."""
    OUTSIDE = "OUTSIDE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Mover:
    """A member who is to be placed, as pages show them. ``home_name``: the residential cell or the address."""

    member_id: int
    name: str
    standing: Standing
    from_cell_id: int
    from_cell: str
    office: str
    position: str
    home: Home
    home_name: str
    is_held: bool
    has_profile: bool

    @property
    def key(self) -> str:
        return member_key(self.member_id)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiving cell: who is there without those being placed, what it needs and may take."""

    unit_id: int
    code: str
    name: str
    secretary: str
    is_opening: bool
    cell: Cell

    def findings(self, arrivals: Iterable[bool], on: date) -> list[Violation]:
        """The warnings on its size once members arrive (each: whether official). See ``rules.check_cell_size``."""
        return size_findings(self.cell, self.name, arrivals, on=on)


@dataclass(frozen=True)
class Preparation:
    """Everything a commune plans with; ``problem_error``: why no placement problem can be drawn from it, or empty."""

    commune: CampaignCommune
    on: date
    shape: Shape
    leaving: tuple[str, ...]
    movers: tuple[Mover, ...]
    receivers: tuple[Receiver, ...]
    kin: tuple[tuple[str, str], ...]
    problem: Problem | None
    problem_error: str = ""

    @cached_property
    def movers_by_key(self) -> dict[str, Mover]:
        return {mover.key: mover for mover in self.movers}

    @cached_property
    def cell_names(self) -> dict[str, str]:
        """Code → name of each receiving cell."""
        return {receiver.code: receiver.name for receiver in self.receivers}

    @property
    def held(self) -> list[Mover]:
        return [mover for mover in self.movers if mover.is_held]

    @property
    def outside(self) -> list[Mover]:
        return [mover for mover in self.movers if mover.home is Home.OUTSIDE]

    @property
    def homeless(self) -> list[Mover]:
        """Those whose home is not known: distance cannot count for them."""
        return [mover for mover in self.movers if mover.home is Home.UNKNOWN]

    @property
    def without_profile(self) -> list[Mover]:
        return [mover for mover in self.movers if not mover.has_profile]

    @property
    def unled(self) -> list[Receiver]:
        return [receiver for receiver in self.receivers if not receiver.secretary and not receiver.is_opening]

    @property
    def weak(self) -> list[Receiver]:
        """Receiving cells with fewer official members than a cell must have, before anyone arrives."""
        minimum = organisation_rules.thresholds(self.on).minimum_official
        there = [receiver for receiver in self.receivers if not receiver.is_opening]
        return [receiver for receiver in there if receiver.cell.official_members < minimum]

    @property
    def without_needs(self) -> list[Receiver]:
        there = [receiver for receiver in self.receivers if not receiver.is_opening]
        return [receiver for receiver in there if not receiver.cell.needs and not receiver.cell.needs_leader]


def preparation_of(commune: CampaignCommune, on: date, *, rules: Mapping[str, object]) -> Preparation:
    """What ``commune`` plans with on ``on`` under ``rules``. Some twenty SQL queries however many members and cells.

    For a commune that the viewer has been found to follow.
    """
    shape = shape_of(commune, on)
    stays = movers_on(commune, shape, on)
    problem, error = None, ""
    try:
        problem = problem_from(shape, stays, on, rules=rules)
    except MalformedProblem as malformed:
        error = str(malformed)
    names = cell_names(commune, {*shape.leaving, *shape.receiving}, on)
    return Preparation(
        commune=commune,
        on=on,
        shape=shape,
        leaving=tuple(names[pk] for pk in shape.leaving if pk in names),
        movers=tuple(_movers(stays, shape, names, on)),
        receivers=tuple(_receivers(shape, names, problem, on)),
        kin=tuple(kin_pairs([stay.member_id for stay in stays], on)),
        problem=problem,
        problem_error=error,
    )


def cell_names(commune: CampaignCommune, cells: Iterable[int], on: date) -> dict[int, str]:
    """Names of cells by id on ``on``; those that the reorganisation will establish have the names chosen for them."""
    names = {int(pk): told["name"] for pk, told in commune.opening.items()}
    return names | {pk: name for pk, name in names_on(cells, on).items() if name}


@dataclass(frozen=True, slots=True)
class ChoosableCell:
    """A cell of the commune that a merge or split may be about."""

    unit_id: int
    code: str
    name: str
    kind: str
    members: int


def choosable_cells(commune: CampaignCommune, on: date) -> list[ChoosableCell]:
    """The cells of ``commune`` in force on ``on``, in order of code, with their members. Two SQL queries."""
    kinds = [str(kind) for kind in CELL_KINDS]
    found = UnitVersion.objects.on(on).filter(parent=commune.unit, kind__in=kinds).order_by("unit__code")
    rows = list(found.values_list("unit_id", "unit__code", "name", "kind"))
    strengths = cell_strengths_on(on, [pk for pk, *_rest in rows])
    return [ChoosableCell(*row, strengths[row[0]].members if row[0] in strengths else 0) for row in rows]


def units_by_id(ids: Iterable[int]) -> list[Unit]:
    """The units with these ids, in their order. For ids found through a query of the viewer."""
    ids = list(ids)
    found = Unit.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


def new_codes(commune: CampaignCommune, stem: str, count: int) -> list[str]:
    """Codes for cells that ``commune`` is to establish: those it named before come first, then free ones."""
    own = list(Unit.objects.filter(pk__in=commune.opening).order_by("code").values_list("code", flat=True))
    prefix = f"{commune.unit.code}-{stem}"
    taken = set(Unit.objects.filter(code__startswith=prefix).values_list("code", flat=True))
    free = (code for number in count_from(1) if (code := f"{prefix}{number}") not in taken)
    return [*own, *islice(free, count)][:count]


def size_findings(cell: Cell, name: str, arrivals: Iterable[bool], *, on: date) -> list[Violation]:
    """The warnings on the size of ``cell`` once members arrive (each: whether official)."""
    arriving = list(arrivals)
    official = cell.official_members + sum(arriving)
    others = cell.members - cell.official_members + len(arriving) - sum(arriving)
    standings = [Standing.OFFICIAL] * official + [Standing.PROBATIONARY] * others
    members = tuple(MemberFacts(0, "", standing) for standing in standings)
    facts = CellFacts(code=cell.id, name=name, kind=UnitKind.RESIDENTIAL_CELL, members=members)
    return organisation_rules.check_cell_size(facts, on=on)


def _movers(stays: list[Membership], shape: Shape, names: Mapping[int, str], on: date) -> Iterable[Mover]:
    ids = [stay.member_id for stay in stays]
    offices = dict(Employment.objects.on(on).filter(member__in=ids).values_list("member_id", "office__name"))
    homes = {row.member_id: row for row in Residence.objects.on(on).filter(member__in=ids)}
    home_names = names_on([home.cell_id for home in homes.values() if home.cell_id], on)
    profiles = {row.member_id: row for row in Profile.objects.on(on).filter(member__in=ids)}
    held = set(Hold.objects.on(on).filter(member__in=ids).values_list("member_id", flat=True))
    for stay in stays:
        member, home, profile = stay.member, homes.get(stay.member_id), profiles.get(stay.member_id)
        yield Mover(
            member_id=stay.member_id,
            name=member.full_name,
            standing=member.standing(on),
            from_cell_id=stay.cell_id,
            from_cell=names.get(stay.cell_id, ""),
            office=offices.get(stay.member_id, ""),
            position=profile.position if profile else "",
            home=_home(home, shape),
            home_name=_home_name(home, shape, home_names),
            is_held=stay.member_id in held,
            has_profile=bool(profile and (profile.skills or profile.leadership)),
        )


def _home(home: Residence | None, shape: Shape) -> Home:
    if home is None or (home.cell_id is None and not home.address):
        return Home.UNKNOWN
    return Home.HERE if home.cell_id in shape.receiving else Home.OUTSIDE


def _home_name(home: Residence | None, shape: Shape, names: Mapping[int, str]) -> str:
    """The cell where it is one of the commune's; elsewhere the address, because many cells bear the same name."""
    if home is None:
        return ""
    cell = names.get(home.cell_id or 0, "")
    return cell if home.cell_id in shape.receiving else home.address or cell


def _receivers(shape: Shape, names: Mapping[int, str], problem: Problem | None, on: date) -> Iterable[Receiver]:
    codes = dict(Unit.objects.filter(pk__in=shape.receiving).order_by("code").values_list("pk", "code"))
    secretaries = secretaries_on(codes, on)
    for pk, code in codes.items():
        secretary = secretaries.get(pk)
        yield Receiver(
            unit_id=pk,
            code=code,
            name=names.get(pk, code),
            secretary=secretary.member.full_name if secretary else "",
            is_opening=pk in shape.opening,
            cell=problem.cells_by_id[code] if problem is not None else NOBODY,
        )
