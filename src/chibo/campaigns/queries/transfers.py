"""Finding transfers, as of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from chibo.campaigns.models import Campaign, CampaignCommune, Transfer
from chibo.domain.transfers import TransferFacts, TransferState
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


def facts_of(transfer: Transfer) -> TransferFacts:
    """The transfer's days as the rules see them."""
    return TransferFacts(
        member=transfer.member.full_name,
        issued_on=transfer.issued_on,
        due_on=transfer.due_on,
        received_on=transfer.received_on,
        confirmed_on=transfer.confirmed_on,
        returned_on=transfer.returned_on,
    )


def transfers_for(
    viewer: User, *, campaign: Campaign | None = None, commune: CampaignCommune | None = None
) -> QuerySet:
    """Transfers that ``viewer`` may see: through the commune that gives, the cell that receives, or as the member."""
    follows = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_CAMPAIGN)).values("unit_id")
    receives = UnitVersion.objects.valid().filter(in_scope(viewer, Right.RECEIVE)).values("unit_id")
    found = Transfer.objects.filter(
        Q(reorganisation__commune__unit__in=follows) | Q(to_cell__in=receives) | Q(member__user=viewer)
    )
    if campaign is not None:
        found = found.filter(reorganisation__commune__campaign=campaign)
    if commune is not None:
        found = found.filter(reorganisation__commune=commune)
    related = ("member", "from_cell", "to_cell", "reorganisation__commune__campaign", "reorganisation__commune__unit")
    return found.select_related(*related).order_by("member__sort_key", "pk")


def transfer_of(pk: int, *, viewer: User) -> Transfer:
    """Raises ``Http404`` where there is none that ``viewer`` may see."""
    found = transfers_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def in_state(transfers: QuerySet, state: TransferState, day: date) -> QuerySet:
    """Those of ``transfers`` in ``state`` on ``day``: the same cases as ``domain.transfers.transfer_state``."""
    begun = {name: Q(**{f"{name}_on__lte": day}) for name in ("issued", "received", "confirmed", "returned")}
    not_yet = {name: Q(**{f"{name}_on": None}) | Q(**{f"{name}_on__gt": day}) for name in begun}
    reached = {
        TransferState.RETURNED: [begun["returned"]],
        TransferState.CONFIRMED: [begun["confirmed"], not_yet["returned"]],
        TransferState.RECEIVED: [begun["received"], not_yet["confirmed"], not_yet["returned"]],
        TransferState.ISSUED: [begun["issued"], not_yet["received"], not_yet["confirmed"], not_yet["returned"]],
        TransferState.HELD: [not_yet["issued"], not_yet["returned"]],
    }[state]
    return transfers.filter(*reached)


def overdue(transfers: QuerySet, day: date) -> QuerySet:
    """Issued, never arrived: due before ``day`` and not received by it."""
    return in_state(transfers, TransferState.ISSUED, day).filter(due_on__lt=day)
