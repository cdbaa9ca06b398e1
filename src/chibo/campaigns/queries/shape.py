"""What a commune's part of a campaign is about: which cells close, open and receive, and who moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.campaigns.models import Campaign, CampaignCommune
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Employment, Membership, Unit, UnitVersion

AGENCY = UnitKind.AGENCY_CELL.value
RESIDENTIAL = UnitKind.RESIDENTIAL_CELL.value


@dataclass(frozen=True, slots=True)
class Shape:
    """Ids of cells: ``leaving`` (members move out), ``closing`` (end on the effective day), ``receiving``, ``opening``
    (receiving cells that begin on the effective day). ``called_back``: only those move who work in the commune's offices.
    """

    leaving: tuple[int, ...]
    closing: tuple[int, ...]
    receiving: tuple[int, ...]
    opening: tuple[int, ...] = ()
    called_back: bool = False


def shape_of(commune: CampaignCommune, on: date) -> Shape:
    """The shape of ``commune``'s reorganisation as things stand on ``on``.

    Dissolution: every agency cell closes, every residential cell may receive. Establishment: members who work in the
    commune's offices are called back into the new agency cell. Merge: the cells named close into the receiving one.
    Split: the members of the cell named are divided between it and the new ones.
    """
    kind = commune.campaign.kind
    receiving = tuple(commune.receiving)
    opening = tuple(sorted(set(receiving) - _in_force(receiving, on)))
    if kind == Campaign.DISSOLVE:
        leaving = tuple(_cells(commune.unit, AGENCY, on))
        return Shape(leaving, leaving, receiving or tuple(_cells(commune.unit, RESIDENTIAL, on)))
    if kind == Campaign.ESTABLISH:
        return Shape(tuple(_cells(commune.unit, RESIDENTIAL, on)), (), receiving, opening, called_back=True)
    leaving = tuple(commune.leaving)
    if kind == Campaign.MERGE:
        return Shape(leaving, tuple(cell for cell in leaving if cell not in receiving), receiving, opening)
    return Shape(leaving, (), (*leaving, *receiving), opening)


def movers_on(commune: CampaignCommune, shape: Shape, on: date) -> list[Membership]:
    """Official stays on ``on`` of the members who are to be placed, by given name."""
    stays = Membership.objects.on(on).filter(cell__in=shape.leaving, kind=Membership.OFFICIAL)
    if shape.called_back:
        employed = Employment.objects.on(on).filter(office__commune=commune.unit)
        stays = stays.filter(member__in=employed.values("member_id"))
    elif commune.campaign.kind == Campaign.MERGE:
        stays = stays.exclude(cell__in=shape.receiving)
    return list(stays.select_related("member", "cell").order_by("member__sort_key", "member_id"))


def _cells(commune: Unit, kind: str, on: date) -> Iterable[int]:
    found = UnitVersion.objects.on(on).filter(parent=commune, kind=kind).order_by("unit__code")
    return found.values_list("unit_id", flat=True)


def _in_force(cells: Iterable[int], on: date) -> set[int]:
    return set(UnitVersion.objects.on(on).filter(unit__in=cells).values_list("unit_id", flat=True))
