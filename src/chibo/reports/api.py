"""REST: the progress of a campaign, ``chibo.progress/1``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from chibo.campaigns.queries import communes as campaigns
from chibo.kit.api import Text, day_or_today
from chibo.registry.queries import units
from chibo.reports.queries import progress_report

router = Router(tags=["reports"])


class UnitProgressOut(Schema):
    """The figures of one unit directly under the one asked for. Communes first, then members."""

    code: str
    name: str
    communes: int
    with_agency_cell: int
    decided: int
    dissolved: int
    members_to_move: int
    issued: int
    received: int
    confirmed: int
    held: int
    late: int


class ProgressOut(Schema):
    format: str
    campaign: str
    as_of: date
    units: list[UnitProgressOut]


@router.get("/campaigns/{code}/progress", response=ProgressOut, summary="Progress counted from rows as of a day")
def get_progress(request: HttpRequest, code: Text, unit: Text = "", as_of: date | None = None) -> Any:
    campaign = campaigns.campaign_of(code, viewer=request.user)
    day = day_or_today(as_of)
    under = units.unit_on(unit, campaign.issued_on, viewer=request.user).unit if unit else None
    return progress_report(campaign, unit=under, as_of=day, viewer=request.user)
