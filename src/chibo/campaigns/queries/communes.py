"""Finding campaigns and the communes in them, with the states that their facts make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from chibo.campaigns.models import Adoption, Campaign, CampaignCommune, Reorganisation, Transfer
from chibo.campaigns.queries.transfers import counted_on
from chibo.domain.campaigns import CommuneFacts, CommuneState, commune_state, is_late
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


def campaigns_for(viewer: User) -> QuerySet:
    """Campaigns in which ``viewer`` may see some commune, latest first."""
    return (
        Campaign.objects.filter(communes__in=communes_for(viewer))
        .distinct()
        .select_related("unit")
        .order_by("-issued_on")
    )


def campaign_of(code: str, *, viewer: User) -> Campaign:
    """Raises ``Http404`` where there is none or the viewer may see none of its communes."""
    found = campaigns_for(viewer).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def communes_for(viewer: User) -> QuerySet:
    """Communes of campaigns that ``viewer`` may follow."""
    seen = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_CAMPAIGN))
    return CampaignCommune.objects.filter(unit__in=seen.values("unit_id")).select_related("campaign__unit", "unit")


def commune_of(campaign: Campaign, code: str, *, viewer: User) -> CampaignCommune:
    """The part of the commune with this unit code. Raises ``Http404``."""
    found = communes_for(viewer).filter(campaign=campaign, unit__code=code).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class CommuneStatus:
    """A commune's part with its name and what its facts make of it on a day."""

    commune: CampaignCommune
    name: str
    facts: CommuneFacts
    state: CommuneState
    late: bool


def statuses_on(communes: Iterable[CampaignCommune], day: date) -> list[CommuneStatus]:
    """The status of each of ``communes`` as of ``day``, in order of code. Five SQL queries however many."""
    rows = sorted(communes, key=lambda row: row.unit.code)
    names = names_on([row.unit_id for row in rows], day)
    concerned = _concerned(rows)
    adopted = set(_as_of(Adoption.objects.filter(commune__in=rows), day, "adopted_on", "withdrawn_on"))
    decided = set(_as_of(Reorganisation.objects.filter(commune__in=rows), day, "decided_on", "cancelled_on"))
    done = Reorganisation.objects.filter(commune__in=rows, carried_out_on__lte=day)
    carried_out = set(done.values_list("commune_id", flat=True))
    unconfirmed: dict[int, int] = {}
    open_ones = counted_on(Transfer.objects.filter(reorganisation__commune__in=rows), day)
    open_ones = open_ones.exclude(confirmed_on__lte=day)
    for commune_id in open_ones.values_list("reorganisation__commune_id", flat=True):
        unconfirmed[commune_id] = unconfirmed.get(commune_id, 0) + 1
    found = []
    for row in rows:
        facts = CommuneFacts(
            concerned=row.pk in concerned,
            deadline=row.deadline,
            excused=bool(row.excused),
            adopted=row.pk in adopted,
            decided=row.pk in decided,
            carried_out=row.pk in carried_out,
            unconfirmed=unconfirmed.get(row.pk, 0),
        )
        found.append(CommuneStatus(row, names.get(row.unit_id, ""), facts, commune_state(facts), is_late(facts, day)))
    return found


def status_on(commune: CampaignCommune, day: date) -> CommuneStatus:
    """``statuses_on`` for one."""
    return statuses_on([commune], day)[0]


def adoption_of(commune: CampaignCommune) -> Adoption | None:
    """The adoption in force."""
    return commune.adoptions.filter(withdrawn_on=None).select_related("plan", "adopted_by").first()


def reorganisation_of(commune: CampaignCommune) -> Reorganisation | None:
    """What the commune decided and has not cancelled."""
    found = commune.reorganisations.filter(cancelled_on=None)
    return found.select_related("plan", "decision", "transfer_decision", "commune__campaign", "commune__unit").first()


def lock(commune: CampaignCommune) -> CampaignCommune:
    """``commune`` read again and locked until the end of the transaction."""
    return CampaignCommune.objects.select_for_update().get(pk=commune.pk)


def agency_cells(communes: Iterable[int | Unit], day: date) -> dict[int, list[int]]:
    """Commune id → ids of its agency cells in force on ``day``. One SQL query."""
    found: dict[int, list[int]] = {}
    rows = UnitVersion.objects.on(day).filter(parent__in=list(communes), kind=UnitKind.AGENCY_CELL.value)
    for parent, unit in rows.values_list("parent_id", "unit_id"):
        found.setdefault(parent, []).append(unit)
    return found


def _concerned(rows: list[CampaignCommune]) -> set[int]:
    """Ids of those that have something to reorganise: in a dissolution, an agency cell on the day of the directive."""
    concerned = set()
    by_day: dict[date, list[CampaignCommune]] = {}
    for row in rows:
        if row.campaign.kind == Campaign.DISSOLVE:
            by_day.setdefault(row.campaign.issued_on, []).append(row)
        else:
            concerned.add(row.pk)
    for day, several in by_day.items():
        cells = agency_cells([row.unit_id for row in several], day)
        concerned |= {row.pk for row in several if row.unit_id in cells}
    return concerned


def _as_of(rows: QuerySet, day: date, begun: str, ended: str) -> Iterable[int]:
    held = rows.filter(**{f"{begun}__lte": day}).exclude(**{f"{ended}__lte": day})
    return held.values_list("commune_id", flat=True)
