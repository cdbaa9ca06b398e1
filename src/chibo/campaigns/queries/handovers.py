"""What is handed over to each receiving cell, and how far both sides have ticked it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from chibo.campaigns.models import HandoverItem, Paper, Placement, Reorganisation, Transfer
from chibo.campaigns.queries import papers as gather
from chibo.campaigns.queries.transfers import counted_on, facts_of
from chibo.documents.models import Document
from chibo.documents.queries.issuing import issue_of
from chibo.domain.papers.facts import Officer, TickList
from chibo.domain.papers.handover import USUAL_ITEMS
from chibo.domain.papers.model import PaperKind
from chibo.domain.transfers import TransferState, transfer_state
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right, may
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Handover:
    """One receiving cell's handover within a reorganisation.

    ``givers``: the cells through which the viewer reads it, who then finds their members and minutes alone; ``None``
    for whoever reads all of it.
    """

    reorganisation: Reorganisation
    to_cell: Unit
    items: tuple[HandoverItem, ...]
    givers: frozenset[int] | None = None


def items_for(viewer: User) -> QuerySet:
    """Items that ``viewer`` may see: through the commune, the cell that receives, or a cell whose members go there."""
    follows = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_CAMPAIGN)).values("unit_id")
    own = cells_led_by(viewer)
    given = Placement.objects.filter(
        plan=OuterRef("reorganisation__plan"), to_cell=OuterRef("to_cell"), from_cell__in=own
    )
    return HandoverItem.objects.filter(
        Q(reorganisation__commune__unit__in=follows) | Q(to_cell__in=own) | Exists(given)
    )


def cells_led_by(viewer: User) -> QuerySet:
    """Ids of the units where ``viewer`` receives members, and whose handovers they sign or read."""
    return UnitVersion.objects.valid().filter(in_scope(viewer, Right.RECEIVE)).values("unit_id")


def minutes_given_by(cells: Collection[int] | QuerySet) -> QuerySet:
    """The minutes signed for cells to which only ``cells`` give: papers, on which nobody else's members stand."""
    pairs = Placement.objects.filter(plan=OuterRef("reorganisation__plan"), to_cell=OuterRef("cell"))
    pairs = pairs.exclude(from_cell=F("to_cell"))
    minutes = Paper.objects.filter(document__kind=PaperKind.HANDOVER_MINUTES.value)
    return minutes.filter(Exists(pairs.filter(from_cell__in=cells)), ~Exists(pairs.exclude(from_cell__in=cells)))


def handovers_on(day: date, *, viewer: User) -> QuerySet:
    """A dict for each handover begun by ``day``: how many items, and how many each side had ticked by then."""
    found = items_for(viewer).filter(reorganisation__carried_out_on__lte=day)
    keys = ("reorganisation_id", "to_cell_id", "to_cell__code")
    commune = ("reorganisation__commune__unit_id", "reorganisation__commune__unit__code")
    rows = found.order_by().values(*keys, *commune)
    return rows.annotate(
        total=Count("pk"),
        given=Count("pk", filter=Q(given_on__lte=day)),
        taken=Count("pk", filter=Q(taken_on__lte=day)),
    )


def handover_of(reorganisation: int, cell: str, *, viewer: User) -> Handover:
    """As far as ``viewer`` may see it. Raises ``Http404`` where there is none."""
    related = ("to_cell", "reorganisation__commune__campaign", "reorganisation__commune__unit", "given_by", "taken_by")
    rows = items_for(viewer).filter(reorganisation=reorganisation, to_cell__code=cell).select_related(*related)
    items = list(rows.order_by("pk"))
    if not items:
        raise Http404
    found = Handover(items[0].reorganisation, items[0].to_cell, tuple(items))
    if may(viewer, Right.VIEW_CAMPAIGN, found.reorganisation.commune.unit) or may(viewer, Right.RECEIVE, found.to_cell):
        return found
    return replace(found, givers=frozenset(cells_led_by(viewer).values_list("unit_id", flat=True)))


def arrivals_of(handover: Handover, day: date) -> list[Transfer]:
    """The transfers to the cell that count on ``day``, by given name."""
    rows = Transfer.objects.filter(reorganisation=handover.reorganisation, to_cell=handover.to_cell)
    if handover.givers is not None:
        rows = rows.filter(from_cell__in=handover.givers)
    found = counted_on(rows, day).select_related("member", "from_cell")
    return list(found.order_by("member__sort_key", "pk"))


def minutes_of(handover: Handover) -> list[Document]:
    """The minutes in force that were signed for the cell; several where several cells hand over to it."""
    papers = handover.reorganisation.papers.filter(
        cell=handover.to_cell, document__kind=PaperKind.HANDOVER_MINUTES.value, document__cancelled_by=None
    )
    if handover.givers is not None:
        papers = papers.filter(pk__in=minutes_given_by(handover.givers))
    return list(Document.objects.filter(campaign_paper__in=papers).defer("content", "docx").order_by("pk"))


def tick_lists(handover: Handover, day: date) -> list[TickList]:
    """One sheet for each giving cell, with the members who come from it, to tick by hand on ``day``."""
    unit = handover.reorganisation.commune.unit
    under_way = {TransferState.ISSUED, TransferState.RECEIVED, TransferState.CONFIRMED}
    transfers = [row for row in arrivals_of(handover, day) if transfer_state(facts_of(row), day) in under_way]
    names = names_on({handover.to_cell.pk, *(row.from_cell_id for row in transfers)}, day)
    positions = gather.positions_on([row.member_id for row in transfers], day)
    issue = issue_of(unit, day)
    to_name = names.get(handover.to_cell.pk, "")
    sheets: dict[int, list[Transfer]] = {}
    for row in transfers:
        sheets.setdefault(row.from_cell_id, []).append(row)
    return [
        TickList(
            issue=issue,
            giving_cell=names.get(from_cell, ""),
            receiving_cell=to_name,
            members=tuple(
                gather.line_of(
                    row.member,
                    on=day,
                    position=positions.get(row.member_id, ""),
                    from_cell=names.get(from_cell, ""),
                    to_cell=to_name,
                )
                for row in rows
            ),
            items=USUAL_ITEMS,
        )
        for from_cell, rows in sheets.items()
    ]


def representatives(handover: Handover, day: date) -> tuple[Officer, ...]:
    """Who speaks for the receiving cell on ``day``."""
    return gather.officers_of([handover.to_cell.pk], day).get(handover.to_cell.pk, ())
