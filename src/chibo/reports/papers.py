"""The progress report as a paper."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from chibo.campaigns.models import Campaign
from chibo.campaigns.queries import papers as gather
from chibo.documents.queries.issuing import issue_of
from chibo.domain.papers.facts import Progress, ProgressRow
from chibo.domain.papers.model import Paper
from chibo.domain.papers.progress import compose_progress
from chibo.domain.papers.wording import in_sentence
from chibo.registry.models import Unit
from chibo.registry.queries.units import name_on
from chibo.reports.queries import progress

if TYPE_CHECKING:
    from chibo.accounts.models import User


def progress_paper(campaign: Campaign, *, unit: Unit, as_of: date, viewer: User) -> Paper:
    """The report of ``unit``'s committee on ``campaign`` as of a day, not numbered yet."""
    rows = tuple(
        ProgressRow(name=row.name, **asdict(row.figures))
        for row in progress(campaign, unit=unit, as_of=as_of, viewer=viewer)
    )
    return compose_progress(
        Progress(
            issue=replace(issue_of(unit, as_of), dated_on=None),
            directive=gather.directive_of(campaign),
            area=in_sentence(name_on(unit, as_of)),
            as_of=as_of,
            rows=rows,
        )
    )
