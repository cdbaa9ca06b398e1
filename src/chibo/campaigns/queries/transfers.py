"""Finding transfers, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.http import Http404

from chibo.campaigns.models import Campaign, CampaignCommune, Transfer
from chibo.domain.transfers import TransferFacts, TransferState
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User

OVERDUE = "OVERDUE"
STEPS = ("issued", "received", "confirmed", "returned")


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


def has_own(viewer: User) -> bool:
    """Whether ``viewer`` is a member who is, or was, on the way to another cell. One SQL query."""
    return Transfer.objects.filter(member__user=viewer).exists()


def transfer_of(pk: int, *, viewer: User) -> Transfer:
    """Raises ``Http404`` where there is none that ``viewer`` may see."""
    found = transfers_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def ticked(keys: Iterable[str], *, viewer: User) -> list[Transfer]:
    """The transfers with these keys that ``viewer`` may see, by given name; what is no key of one is left out."""
    known = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
    return list(transfers_for(viewer).filter(pk__in=known))


def counted_on(transfers: QuerySet, day: date) -> QuerySet:
    """Those of ``transfers`` that count on ``day``: one for each member who moves in a reorganisation.

    Carried out by then; a transfer that was returned and sent again by then has given its place to the next one.
    """
    begun = transfers.filter(reorganisation__carried_out_on__lte=day)
    return begun.filter(Q(follows=None) | Q(issued_on__lte=day)).exclude(followed_by__issued_on__lte=day)


def in_state(transfers: QuerySet, state: TransferState, day: date) -> QuerySet:
    """Those of ``transfers`` in ``state`` on ``day``: the same cases as ``domain.transfers.transfer_state``."""
    return transfers.filter(_reached(state, day))


def overdue(transfers: QuerySet, day: date) -> QuerySet:
    """Issued, never arrived: due before ``day`` and not received by it."""
    return in_state(transfers, TransferState.ISSUED, day).filter(due_on__lt=day)


def with_state(transfers: QuerySet, day: date) -> QuerySet:
    """``transfers`` with ``state`` (a ``TransferState`` code) and their days as known on ``day``: ``issued``,
    ``received``, ``confirmed``, ``returned`` and, while the clock runs, ``due``.
    """
    states = [When(_reached(state, day), then=Value(state.value)) for state in TransferState]
    known = {step: Case(When(**{f"{step}_on__lte": day}, then=F(f"{step}_on"))) for step in STEPS}
    known["due"] = Case(When(_reached(TransferState.ISSUED, day), then=F("due_on")))
    return transfers.annotate(state=Case(*states, output_field=CharField()), **known)


def state_counts(transfers: QuerySet, day: date) -> dict[str, int]:
    """How many of ``transfers`` stand in each state on ``day``, and how many are ``OVERDUE``. One SQL query."""
    wanted = {state.value: Count("pk", filter=_reached(state, day)) for state in TransferState}
    late = _reached(TransferState.ISSUED, day) & Q(due_on__lt=day)
    return transfers.order_by().aggregate(**wanted, **{OVERDUE: Count("pk", filter=late)})


def chain_of(transfer: Transfer) -> list[Transfer]:
    """The transfers of the same member in the same reorganisation, first to last, ``transfer`` among them."""
    rows = Transfer.objects.filter(reorganisation=transfer.reorganisation_id, member=transfer.member_id)
    return list(rows.select_related("member", "to_cell", "received_by", "confirmed_by").order_by("pk"))


def is_followed(transfer: Transfer) -> bool:
    """Whether ``transfer`` was sent again."""
    return Transfer.objects.filter(follows=transfer).exists()


def _reached(state: TransferState, day: date) -> Q:
    begun = {step: Q(**{f"{step}_on__lte": day}) for step in STEPS}
    not_yet = {step: Q(**{f"{step}_on": None}) | Q(**{f"{step}_on__gt": day}) for step in STEPS}
    return {
        TransferState.RETURNED: begun["returned"],
        TransferState.CONFIRMED: begun["confirmed"] & not_yet["returned"],
        TransferState.RECEIVED: begun["received"] & not_yet["confirmed"] & not_yet["returned"],
        TransferState.ISSUED: begun["issued"] & not_yet["received"] & not_yet["confirmed"] & not_yet["returned"],
        TransferState.HELD: not_yet["issued"] & not_yet["returned"],
    }[state]
