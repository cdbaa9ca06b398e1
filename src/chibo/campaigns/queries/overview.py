"""A campaign seen from above: every commune with its state and its figures, in a bounded number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from chibo.campaigns.models import Adoption, Campaign, CampaignCommune, Placement, Reorganisation, Transfer
from chibo.campaigns.queries.communes import CommuneStatus, agency_cells, communes_for, statuses_on
from chibo.domain.campaigns import CommuneState
from chibo.domain.organisation import COMMUNE_KINDS, DISTRICT_KINDS, UnitKind
from chibo.domain.vietnamese import search_key
from chibo.registry.models import Membership, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import below
from chibo.registry.queries.units import names_on, units_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

STATE_ORDER = {state: position for position, state in enumerate(CommuneState)}


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune of a campaign as of a day. ``district_id`` 0: directly under the campaign's unit.

    ``members``: who is to move (by the plan once one is adopted, before that those of the agency cells);
    ``issued`` … ``confirmed``: whose transfer got at least that far.
    """

    pk: int
    code: str
    name: str
    district_id: int
    district: str
    state: CommuneState
    late: bool
    deadline: date
    excused: str
    members: int
    issued: int
    received: int
    confirmed: int
    overdue: int


@dataclass(slots=True)
class DistrictRow:
    """The communes of one district, counted by state."""

    pk: int
    code: str
    name: str
    communes: int = 0
    late: int = 0
    members: int = 0
    confirmed: int = 0
    states: Counter[CommuneState] = field(default_factory=Counter)

    def count(self, row: CommuneRow) -> None:
        self.communes += 1
        self.late += row.late
        self.members += row.members
        self.confirmed += row.confirmed
        self.states[row.state] += 1


def rows_on(campaign: Campaign, day: date, *, viewer: User) -> list[CommuneRow]:
    """Every commune of ``campaign`` that ``viewer`` may follow, as of ``day``: late ones first, then by state and name.

    A commune stands under the district it lay in when the campaign was issued. A dozen SQL queries however many.
    """
    parts = list(communes_for(viewer).filter(campaign=campaign))
    statuses = statuses_on(parts, day)
    districts = _districts(campaign, [part.unit_id for part in parts])
    names = names_on(set(districts.values()), day)
    members = _members(campaign, statuses, day)
    steps = _steps(parts, day)
    rows = []
    for status in statuses:
        part = status.commune
        district = districts.get(part.unit_id, 0)
        step = steps.get(part.pk, {})
        rows.append(
            CommuneRow(
                pk=part.pk,
                code=part.unit.code,
                name=status.name,
                district_id=district,
                district=names.get(district, ""),
                state=status.state,
                late=status.late,
                deadline=part.deadline,
                excused=part.excused,
                members=members.get(part.pk, 0),
                issued=step.get("issued", 0),
                received=step.get("received", 0),
                confirmed=step.get("confirmed", 0),
                overdue=step.get("overdue", 0),
            )
        )
    return sorted(rows, key=lambda row: (not row.late, _last_if_outside(row.state), row.district, row.name))


def districts_of(rows: Iterable[CommuneRow]) -> list[DistrictRow]:
    """``rows`` counted by district, in order of code. One SQL query."""
    found: dict[int, DistrictRow] = {}
    for row in rows:
        if row.district_id not in found:
            found[row.district_id] = DistrictRow(row.district_id, "", row.district)
        found[row.district_id].count(row)
    codes = dict(Unit.objects.filter(pk__in=found).values_list("pk", "code"))
    for pk, district in found.items():
        district.code = codes.get(pk, "")
    return sorted(found.values(), key=lambda district: district.code)


def campaign_progress(campaigns: Iterable[int], day: date, *, viewer: User) -> dict[int, Counter[str]]:
    """Campaign id → how many communes are in each state on ``day``, and under ``LATE`` how many are late."""
    counted: dict[int, Counter[str]] = {pk: Counter() for pk in campaigns}
    for status in statuses_on(communes_for(viewer).filter(campaign__in=list(counted)), day):
        counter = counted[status.commune.campaign_id]
        counter[status.state.value] += 1
        counter["LATE"] += status.late
    return counted


def campaigns_holding(rows: QuerySet, text: str) -> QuerySet:
    """Those of ``rows`` whose title, code or directive holds each word of ``text``, with or without accents.

    Campaigns are few: their words are compared here.
    """
    wanted = search_key(text).split()
    told = rows.values_list("pk", "title", "code", "directive_number")
    found = [pk for pk, *words in told if all(word in search_key(" ".join(words)) for word in wanted)]
    return rows.filter(pk__in=found)


@dataclass(frozen=True, slots=True)
class Cascaded:
    """A commune that a campaign would reach: whether it has an agency cell, and of how many members."""

    unit_id: int
    name: str
    district: str
    cells: int
    members: int


def cascade_of(unit: Unit, on: date, *, viewer: User) -> list[Cascaded]:
    """What ``communes_below`` reaches as ``viewer`` may see it, with agency cells and their members. Five SQL queries."""
    ids = communes_below(unit, on)
    seen = units_on(on, viewer=viewer, right=Right.RUN_CAMPAIGN).filter(unit__in=ids)
    cells = agency_cells(ids, on)
    counted = _counted_by_cell([cell for several in cells.values() for cell in several], on)
    rows = list(seen.values_list("unit_id", "name", "parent_id"))
    parents = names_on({parent for _unit, _name, parent in rows if parent}, on)
    found = [
        Cascaded(pk, name, parents.get(parent, ""), len(cells.get(pk, ())), sum(counted[c] for c in cells.get(pk, ())))
        for pk, name, parent in rows
    ]
    return sorted(found, key=lambda row: (row.district, row.name))


def communes_below(unit: Unit, on: date) -> list[int]:
    """Ids of the communes in force on ``on`` in the subtree of ``unit``, in order of code."""
    span = UnitVersion.objects.on(on)
    found: list[int] = []
    for top in span.filter(unit=unit):
        rows = span.filter(below(top.path), kind__in=[str(kind) for kind in COMMUNE_KINDS]).order_by("unit__code")
        found += rows.values_list("unit_id", flat=True)
    return found


def campaign_units(day: date, *, viewer: User) -> QuerySet:
    """Provinces and districts in force on ``day`` over which ``viewer`` may run a campaign, in the order of the tree."""
    kinds = [UnitKind.PROVINCE.value, *(str(kind) for kind in DISTRICT_KINDS)]
    return units_on(day, viewer=viewer, right=Right.RUN_CAMPAIGN).filter(kind__in=kinds)


def _last_if_outside(state: CommuneState) -> int:
    outside = state in (CommuneState.NOT_CONCERNED, CommuneState.EXCUSED)
    return STATE_ORDER[state] + (len(STATE_ORDER) if outside else 0)


def _districts(campaign: Campaign, units: list[int]) -> dict[int, int]:
    rows = UnitVersion.objects.on(campaign.issued_on).filter(unit__in=units).exclude(parent=campaign.unit_id)
    return dict(rows.exclude(parent=None).values_list("unit_id", "parent_id"))


def _members(campaign: Campaign, statuses: list[CommuneStatus], day: date) -> dict[int, int]:
    """Part id → how many are to move."""
    parts = {status.commune.pk: status.commune.unit_id for status in statuses}
    plans = dict(
        Adoption.objects.filter(commune__in=parts, adopted_on__lte=day)
        .exclude(withdrawn_on__lte=day)
        .values_list("commune_id", "plan_id")
    )
    decided = Reorganisation.objects.filter(commune__in=parts, decided_on__lte=day).exclude(cancelled_on__lte=day)
    plans |= dict(decided.values_list("commune_id", "plan_id"))
    moves = Placement.objects.filter(plan__in=plans.values()).exclude(from_cell=F("to_cell")).values("plan_id")
    by_plan = {row["plan_id"]: row["count"] for row in moves.annotate(count=Count("pk")).order_by()}
    found = {part: by_plan.get(plan, 0) for part, plan in plans.items()}
    if campaign.kind == Campaign.DISSOLVE:
        open_ones = {part: unit for part, unit in parts.items() if part not in plans}
        cells = agency_cells(open_ones.values(), day)
        counted = _counted_by_cell([cell for several in cells.values() for cell in several], day)
        found |= {part: sum(counted[cell] for cell in cells.get(unit, ())) for part, unit in open_ones.items()}
    return found


def _counted_by_cell(cells: list[int], day: date) -> Counter[int]:
    rows = Membership.objects.on(day).filter(cell__in=cells, kind=Membership.OFFICIAL).values("cell_id")
    return Counter({row["cell_id"]: row["count"] for row in rows.annotate(count=Count("pk")).order_by()})


def _steps(parts: list[CampaignCommune], day: date) -> dict[int, dict[str, int]]:
    reached = {step: Q(**{f"{step}_on__lte": day}) for step in ("issued", "received", "confirmed")}
    counts = {step: Count("pk", filter=condition) for step, condition in reached.items()}
    overdue = reached["issued"] & ~reached["received"] & Q(due_on__lt=day)
    transfers = Transfer.objects.filter(reorganisation__commune__in=parts).exclude(returned_on__lte=day)
    rows = transfers.values(part=F("reorganisation__commune_id"))
    counted = rows.annotate(**counts, overdue=Count("pk", filter=overdue)).order_by()
    steps = (*counts, "overdue")
    return {row["part"]: {step: row[step] for step in steps} for row in counted.values("part", *steps)}
