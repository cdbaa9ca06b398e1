"""What every page of a commune's part shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from chibo.campaigns.labels import CELL_SIZES, COMMUNE_STATES, LATE
from chibo.campaigns.queries.communes import (
    CommuneStatus,
)
from chibo.domain.rules import Violation
from chibo.kit.cells import Status


def page_context(part: Any, status: CommuneStatus) -> dict[str, Any]:
    """What every page of a commune's part shows in its frame."""
    return {
        "campaign": part.campaign,
        "part": part,
        "status": status,
        "commune_name": status.name,
        "state": COMMUNE_STATES[status.state],
        "late": LATE if status.late else None,
        "args": [part.campaign.code, part.unit.code],
    }


def address_of(url_name: str, *args: Any) -> str:
    """The address, or nothing while that page is not there."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def size_tags(findings: Iterable[Violation]) -> list[Status]:
    """The warnings on a cell's size, in a word or two each."""
    found = []
    for finding in findings:
        words, tone = CELL_SIZES[finding.code]
        found.append(Status(str(words) % dict(finding.params), tone))
    return found
