"""REST: campaigns, the states of their communes, transfers and what happens to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from chibo.campaigns.queries import communes as find
from chibo.campaigns.queries import transfers as find_transfers
from chibo.campaigns.services import transfers as services
from chibo.domain.transfers import TransferState, is_overdue, transfer_state
from chibo.kit.api import Key, Page, Problems, Text, WindowQuery, day_or_today, page_of

router = Router(tags=["campaigns"])


class CampaignOut(Schema):
    code: str
    title: str
    kind: str
    unit: str
    directive_number: str
    issued_on: date
    deadline: date


class CommuneOut(Schema):
    """A commune's part; ``state`` is derived from what happened up to the day asked for."""

    code: str
    name: str
    state: str
    late: bool
    deadline: date
    excused: str
    unconfirmed: int


class TransferOut(Schema):
    """One transfer with its state on the day asked for."""

    id: int
    campaign: str
    commune: str
    member: int
    full_name: str
    from_cell: str
    to_cell: str
    state: str
    overdue: bool
    issued_on: date | None
    due_on: date | None
    received_on: date | None
    confirmed_on: date | None
    returned_on: date | None
    return_reason: str


class OnDay(Schema):
    """The day on which it happened; today when left out."""

    on: date | None = None


class ReturnIn(OnDay):
    reason: Text


def _campaign(campaign: Any) -> dict[str, Any]:
    names = ("code", "title", "kind", "directive_number", "issued_on", "deadline")
    return {name: getattr(campaign, name) for name in names} | {"unit": campaign.unit.code}


def _transfer(row: Any, day: date) -> dict[str, Any]:
    facts = find_transfers.facts_of(row)
    days = ("issued_on", "due_on", "received_on", "confirmed_on", "returned_on", "return_reason")
    return {name: getattr(row, name) for name in days} | {
        "id": row.pk,
        "campaign": row.reorganisation.commune.campaign.code,
        "commune": row.reorganisation.commune.unit.code,
        "member": row.member_id,
        "full_name": row.member.full_name,
        "from_cell": row.from_cell.code,
        "to_cell": row.to_cell.code,
        "state": transfer_state(facts, day),
        "overdue": is_overdue(facts, day),
    }


@router.get("/campaigns", response=Page[CampaignOut], summary="Campaigns in which one may see some commune")
def list_campaigns(request: HttpRequest, window: WindowQuery) -> Any:
    return page_of(find.campaigns_for(request.user), window, _campaign)


@router.get("/campaigns/{code}", response=CampaignOut, summary="One campaign")
def get_campaign(request: HttpRequest, code: Text) -> Any:
    return _campaign(find.campaign_of(code, viewer=request.user))


@router.get("/campaigns/{code}/communes", response=Page[CommuneOut], summary="States of the communes on a day")
def list_communes(request: HttpRequest, code: Text, window: WindowQuery, as_of: date | None = None) -> Any:
    campaign = find.campaign_of(code, viewer=request.user)
    rows = find.communes_for(request.user).filter(campaign=campaign).order_by("unit__code")
    day = day_or_today(as_of)
    statuses = find.statuses_on(rows[window.offset : window.offset + window.limit], day)
    items = [
        {
            "code": row.commune.unit.code,
            "name": row.name,
            "state": row.state,
            "late": row.late,
            "deadline": row.commune.deadline,
            "excused": row.commune.excused,
            "unconfirmed": row.facts.unconfirmed,
        }
        for row in statuses
    ]
    return {"count": rows.count(), "items": items}


@router.get("/transfers", response=Page[TransferOut], summary="Transfers one may see, by given name")
def list_transfers(
    request: HttpRequest,
    window: WindowQuery,
    as_of: date | None = None,
    campaign: Text = "",
    commune: Text = "",
    state: TransferState | None = None,
) -> Any:
    day = day_or_today(as_of)
    found = find_transfers.transfers_for(request.user)
    if campaign:
        found = found.filter(reorganisation__commune__campaign__code=campaign)
    if commune:
        found = found.filter(reorganisation__commune__unit__code=commune)
    if state is not None:
        found = find_transfers.in_state(found, state, day)
    return page_of(found, window, lambda row: _transfer(row, day))


@router.get("/transfers/{pk}", response=TransferOut, summary="One transfer")
def get_transfer(request: HttpRequest, pk: Key, as_of: date | None = None) -> Any:
    return _transfer(find_transfers.transfer_of(pk, viewer=request.user), day_or_today(as_of))


@router.post(
    "/transfers/{pk}/receive", response={200: TransferOut, 403: Problems, 409: Problems}, summary="The member arrived"
)
def receive(request: HttpRequest, pk: Key, told: OnDay) -> Any:
    day = day_or_today(told.on)
    transfer = find_transfers.transfer_of(pk, viewer=request.user)
    services.receive_transfer(actor=request.user, transfer=transfer, on=day)
    return _transfer(find_transfers.transfer_of(pk, viewer=request.user), day)


@router.post(
    "/transfers/{pk}/confirm",
    response={200: TransferOut, 403: Problems, 409: Problems},
    summary="The committee confirms the arrival",
)
def confirm(request: HttpRequest, pk: Key, told: OnDay) -> Any:
    day = day_or_today(told.on)
    transfer = find_transfers.transfer_of(pk, viewer=request.user)
    services.confirm_transfer(actor=request.user, transfer=transfer, on=day)
    return _transfer(find_transfers.transfer_of(pk, viewer=request.user), day)


@router.post(
    "/transfers/{pk}/return",
    response={200: TransferOut, 403: Problems, 409: Problems},
    summary="The receiving cell sends the introduction back",
)
def send_back(request: HttpRequest, pk: Key, told: ReturnIn) -> Any:
    day = day_or_today(told.on)
    transfer = find_transfers.transfer_of(pk, viewer=request.user)
    services.return_transfer(actor=request.user, transfer=transfer, on=day, reason=told.reason)
    return _transfer(find_transfers.transfer_of(pk, viewer=request.user), day)
