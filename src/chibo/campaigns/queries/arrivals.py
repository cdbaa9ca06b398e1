"""What stands around transfers: filters' choices, who waits next, the letter, the cells one may be sent to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from chibo.campaigns.models import CampaignCommune, Transfer
from chibo.campaigns.queries.shape import shape_of
from chibo.campaigns.queries.transfers import counted_on, in_state, transfers_for
from chibo.documents.models import Document
from chibo.domain.papers.model import PaperKind
from chibo.domain.transfers import TransferState
from chibo.registry.models import Decision, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on, secretaries_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

MOST_CELLS = 60
"""A choice of more cells than this helps nobody: a commune is chosen first."""


def campaign_choices(transfers: QuerySet) -> list[tuple[str, str]]:
    """Codes and titles of the campaigns of ``transfers``, latest first. One SQL query."""
    path = "reorganisation__commune__campaign__"
    rows = transfers.order_by(f"-{path}issued_on").values_list(f"{path}code", f"{path}title")
    return list(dict.fromkeys(rows.distinct()))


def commune_choices(transfers: QuerySet, day: date) -> list[tuple[str, str]]:
    """Codes and names on ``day`` of the communes of ``transfers``, in order of name. Two SQL queries."""
    unit = "reorganisation__commune__unit"
    return _named(dict(transfers.order_by().values_list(f"{unit}_id", f"{unit}__code").distinct()), day)


def cell_choices(transfers: QuerySet, day: date) -> list[tuple[str, str]]:
    """Codes and names of the receiving cells of ``transfers``; none where they are too many to choose from."""
    codes = dict(transfers.order_by().values_list("to_cell_id", "to_cell__code").distinct()[: MOST_CELLS + 1])
    return _named(codes, day) if len(codes) <= MOST_CELLS else []


def waiting_for(viewer: User, day: date) -> QuerySet:
    """Transfers whose next step on ``day`` is ``viewer``'s to take, the most pressing first.

    For a committee the arrivals to confirm; for a cell's secretary the members to receive.
    """
    seen = counted_on(transfers_for(viewer), day)
    confirms = UnitVersion.objects.valid().filter(in_scope(viewer, Right.CONFIRM)).values("unit_id")
    if confirms.exists():
        arrived = in_state(seen, TransferState.RECEIVED, day)
        return arrived.filter(reorganisation__commune__unit__in=confirms).order_by("received_on", "pk")
    receives = UnitVersion.objects.valid().filter(in_scope(viewer, Right.RECEIVE)).values("unit_id")
    on_the_way = in_state(seen, TransferState.ISSUED, day)
    return on_the_way.filter(to_cell__in=receives).order_by(F("due_on").asc(nulls_last=True), "pk")


def letter_of(transfer: Transfer) -> Document | None:
    """The letter in force that introduces the member of ``transfer``; ``None`` where the campaign wants no letters."""
    papers = transfer.reorganisation.papers.filter(
        member=transfer.member_id,
        document__kind=PaperKind.INTRODUCTION_LETTER.value,
        document__cancelled_by=None,
        cell=transfer.to_cell_id,
    )
    return Document.objects.filter(campaign_paper__in=papers).order_by("-pk").first()


def decision_of(transfer: Transfer) -> Decision | None:
    """The decision that sends the member of ``transfer`` to its cell; ``None`` while that decision is to come."""
    reorganisation = transfer.reorganisation
    kinds = [PaperKind.TRANSFER.value, PaperKind.AMENDMENT.value]
    own = reorganisation.papers.filter(member=transfer.member_id, cell=transfer.to_cell_id, document__kind__in=kinds)
    paper = own.select_related("document__decision").order_by("-pk").first()
    if paper is not None:
        return paper.document.decision
    return None if transfer.member_id in reorganisation.held_back else reorganisation.transfer_decision


def secretary_name(cell: Unit, day: date) -> str:
    """Who leads ``cell`` on ``day``; empty where nobody does."""
    found = secretaries_on([cell.pk], day).get(cell.pk)
    return found.member.full_name if found is not None else ""


def receiving_choices(commune: CampaignCommune, day: date) -> list[tuple[str, str]]:
    """Codes and names of the cells to which members of ``commune`` may be sent on ``day``."""
    ids = shape_of(commune, day).receiving
    return _named(dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code")), day)


def cell_called(commune: CampaignCommune, code: str, day: date) -> Unit | None:
    """The receiving cell with this code; ``None`` where it is none of the commune's."""
    return Unit.objects.filter(pk__in=shape_of(commune, day).receiving, code=code).first()


def _named(codes: dict[int, str], day: date) -> list[tuple[str, str]]:
    names = names_on(codes, day)
    return sorted(((code, names.get(pk, code)) for pk, code in codes.items()), key=lambda pair: (pair[1], pair[0]))
