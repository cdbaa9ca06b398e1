"""Finding units as of a day."""

from __future__ import annotations

from collections import Counter as Counted
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.http import Http404

from chibo.domain import rules
from chibo.domain.organisation import CELL_KINDS, CellFacts, MemberFacts, UnitKind
from chibo.registry.models import (
    Counter,
    Employment,
    Hold,
    Member,
    Membership,
    Neighbourhood,
    Office,
    Officer,
    Unit,
    UnitVersion,
)
from chibo.registry.policies import Right
from chibo.registry.queries.scope import below, in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models.dated import DatedQuerySet


def units_on(day: date, *, viewer: User, right: Right = Right.VIEW_UNITS) -> DatedQuerySet:
    """Versions of the units in force on ``day`` that ``viewer`` may see, in the order of the tree."""
    found = UnitVersion.objects.on(day).filter(in_scope(viewer, right))
    return found.select_related("unit").order_by("path")


def unit_on(code: str, day: date, *, viewer: User, right: Right = Right.VIEW_UNITS) -> UnitVersion:
    """The version of the unit ``code`` nearest to ``day`` that ``viewer`` may see. Raises ``Http404``.

    In force on ``day``; else the last one before it (a dissolved unit keeps its page), else the first one after.
    """
    seen = UnitVersion.objects.valid().filter(in_scope(viewer, right), unit__code=code).select_related("unit", "parent")
    version = seen.filter(starts_on__lte=day).order_by("-starts_on").first() or seen.order_by("starts_on").first()
    if version is None:
        raise Http404
    return version


def roots_on(day: date, *, viewer: User) -> list[UnitVersion]:
    """The topmost units that ``viewer`` may see on ``day``, in the order of the tree. One SQL query."""
    seen = UnitVersion.objects.on(day).filter(in_scope(viewer, Right.VIEW_UNITS))
    return list(units_on(day, viewer=viewer).exclude(Exists(seen.filter(unit=OuterRef("parent")))))


def children_on(parent: Unit, day: date, *, viewer: User) -> DatedQuerySet:
    """Units directly under ``parent`` on ``day``."""
    return units_on(day, viewer=viewer).filter(parent=parent)


def descendants_on(version: UnitVersion, day: date, *, viewer: User, kinds: Iterable[str] | None = None) -> QuerySet:
    """Units under ``version`` at any depth on ``day``, itself not counted."""
    found = units_on(day, viewer=viewer).filter(below(version.path)).exclude(unit=version.unit_id)
    return found if kinds is None else found.filter(kind__in=[str(kind) for kind in kinds])


def ancestors_on(version: UnitVersion, day: date) -> list[UnitVersion]:
    """The chain above ``version`` from the root down, under their names of ``day`` (names of units are no secret)."""
    ids = [int(part) for part in version.path.strip("/").split("/")][:-1]
    names = {row.unit_id: row for row in UnitVersion.objects.on(day).filter(unit__in=ids).select_related("unit")}
    return [names[unit_id] for unit_id in ids if unit_id in names]


def name_on(unit: Unit | int, day: date) -> str:
    """The name of ``unit`` on ``day``, or the nearest one known."""
    unit_id = unit if isinstance(unit, int) else unit.pk
    return names_on([unit_id], day).get(unit_id, "")


def names_on(unit_ids: Iterable[int], day: date) -> dict[int, str]:
    """Names of units by id on ``day`` (the last known for units that ended before). One SQL query."""
    names: dict[int, str] = {}
    rows = UnitVersion.objects.valid().filter(unit__in=set(unit_ids)).order_by("unit", "starts_on")
    for unit_id, name, starts_on in rows.values_list("unit_id", "name", "starts_on"):
        if starts_on <= day or unit_id not in names:
            names[unit_id] = name
    return names


@dataclass(frozen=True, slots=True)
class Strength:
    """Members of a unit's subtree on a day: official and probationary, in how many cells."""

    official: int = 0
    probationary: int = 0
    cells: int = 0

    @property
    def members(self) -> int:
        return self.official + self.probationary

    def __add__(self, other: Strength) -> Strength:
        return Strength(
            self.official + other.official, self.probationary + other.probationary, self.cells + other.cells
        )


MANY_MEMBERS = 10_000
"""From here on it is quicker to begin with those on probation than with those in the cells."""


def cell_strengths_on(day: date, cell_ids: QuerySet | Iterable[int]) -> dict[int, Strength]:
    """Official and probationary members by cell on ``day``. Two SQL queries."""
    stays = Membership.objects.on(day).filter(kind=Membership.OFFICIAL).order_by()
    here = stays.filter(cell__in=cell_ids)
    totals = dict(here.values_list("cell_id").annotate(count=Count("*")))
    waiting = Q(official_from=None) | Q(official_from__gt=day)
    if sum(totals.values()) > MANY_MEMBERS:
        # All who are on probation anywhere are fewer than the members to look at here.
        probationary = stays.filter(member__in=Member.objects.filter(waiting).values("pk"))
    else:
        probationary = here.filter(Q(member__official_from=None) | Q(member__official_from__gt=day))
    waits = Counted(probationary.values_list("cell_id", flat=True))
    return {cell: Strength(total - waits[cell], waits[cell], 1) for cell, total in totals.items()}


def cells_below(paths: Iterable[str], day: date, *, viewer: User) -> DatedQuerySet:
    """Cells in force on ``day`` in the subtrees of ``paths``."""
    span, last = Q(pk__in=[]), None
    for path in sorted(paths):
        if last is None or not path.startswith(last):
            span |= below(path)
            last = path
    return units_on(day, viewer=viewer).filter(span, kind__in=[str(kind) for kind in CELL_KINDS]).order_by()


def strengths_below(versions: Iterable[UnitVersion], day: date, *, viewer: User) -> dict[int, Strength]:
    """Strength of each of ``versions`` (unit id → its whole subtree's) on ``day``. Three SQL queries."""
    tops = list(versions)
    if not tops:
        return {}
    cells = cells_below((version.path for version in tops), day, viewer=viewer)
    counted = cell_strengths_on(day, cells.values("unit_id"))
    sums = {version.path: [0, 0, 0] for version in tops}
    empty = Strength(cells=1)
    for unit_id, path in cells.values_list("unit_id", "path"):
        strength = counted.get(unit_id, empty)
        end = path.find("/", 1)
        while end > 0:
            if (total := sums.get(path[: end + 1])) is not None:
                total[0] += strength.official
                total[1] += strength.probationary
                total[2] += 1
            end = path.find("/", end + 1)
    return {version.unit_id: Strength(*sums[version.path]) for version in tops}


def cell_facts(cells: Iterable[Unit | int], day: date) -> list[CellFacts]:
    """Cells with their members on ``day`` as the rules see them, in the order of code. Four SQL queries."""
    ids = [cell if isinstance(cell, int) else cell.pk for cell in cells]
    versions = UnitVersion.objects.on(day).filter(unit__in=ids).select_related("unit").order_by("unit__code")
    led = set(Officer.objects.on(day).filter(unit__in=ids, post=Officer.SECRETARY).values_list("unit_id", flat=True))
    members: dict[int, list[MemberFacts]] = defaultdict(list)
    found = Membership.objects.on(day).filter(cell__in=ids, kind=Membership.OFFICIAL).select_related("member")
    stays = list(found.order_by("member__sort_key", "member_id"))
    held = held_on(day, [stay.member_id for stay in stays])
    for stay in stays:
        facts = MemberFacts(
            stay.member_id,
            stay.member.full_name,
            rules.standing(stay.member.official_from, on=day),
            stay.member_id in held,
        )
        members[stay.cell_id].append(facts)
    return [
        CellFacts(
            code=version.unit.code,
            name=version.name,
            kind=UnitKind(version.kind),
            members=tuple(members[version.unit_id]),
            has_secretary=version.unit_id in led,
        )
        for version in versions
    ]


def held_on(day: date, member_ids: Iterable[int]) -> set[int]:
    """Those of ``member_ids`` who are held back on ``day``."""
    return set(Hold.objects.on(day).filter(member__in=list(member_ids)).values_list("member_id", flat=True))


def lock(unit: Unit) -> Unit:
    """``unit`` read again and locked until the end of the transaction."""
    return Unit.objects.select_for_update().get(pk=unit.pk)


def find_unit(code: str) -> Unit | None:
    """The unit with this code, whoever asks: for imports and commands, which check rights on what they find."""
    return Unit.objects.filter(code=code).first()


def neighbourhood_on(cell: Unit, day: date) -> Neighbourhood | None:
    return Neighbourhood.objects.on(day).filter(cell=cell).first()


def offices_on(commune: Unit, day: date) -> DatedQuerySet:
    return Office.objects.on(day).filter(commune=commune).select_related("head").order_by("code")


def officers_on(unit: Unit, day: date) -> DatedQuerySet:
    """Those who hold a post of ``unit`` on ``day``, in the order of the posts' rank."""
    ranks = [When(post=post, then=rank) for rank, (post, _label) in enumerate(Officer.POSTS)]
    found = Officer.objects.on(day).filter(unit=unit).select_related("member")
    return found.order_by(Case(*ranks, default=len(ranks)), "member__sort_key")


def counters_on(commune: Unit, day: date) -> DatedQuerySet:
    return Counter.objects.on(day).filter(commune=commune).select_related("office").order_by("code")


def staff_counts_on(commune: Unit, day: date) -> dict[int, int]:
    """Members who work in each office of ``commune`` on ``day``, by office id. One SQL query."""
    rows = Employment.objects.on(day).filter(office__commune=commune).values("office_id").annotate(count=Count("pk"))
    return {row["office_id"]: row["count"] for row in rows}


def secretaries_on(unit_ids: Iterable[int], day: date) -> dict[int, Officer]:
    """The secretary of each of the units on ``day``, by unit id. One SQL query."""
    found = Officer.objects.on(day).filter(unit__in=set(unit_ids), post=Officer.SECRETARY).select_related("member")
    return {officer.unit_id: officer for officer in found}
