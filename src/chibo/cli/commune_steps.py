"""One step of a campaign, commune by commune: what was done, what was done before, what was refused and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from chibo.cli.application import REFUSED, Unusable, unit_named, why, write_json

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.campaigns.models import Campaign, CampaignCommune
    from chibo.campaigns.queries.communes import CommuneStatus

FORMAT = "chibo.campaign-step/1"

Act = Callable[["CampaignCommune"], dict[str, Any]]
"""Does the step in one commune and answers what is worth telling; may raise ``RuleBroken`` or ``PermissionDenied``."""
Text = Callable[[dict[str, Any]], str]


@dataclass(slots=True)
class Outcome:
    """The communes of one step: ``done``, ``skipped`` (nothing to do there, or done before), ``failed`` with reasons."""

    campaign: str
    step: str
    done: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        return REFUSED if self.failed else 0

    def tell(self, output: str, text: Text) -> None:
        """Results on standard output, refusals on standard error."""
        for row in self.failed:
            for message in row["messages"]:
                click.echo(f"{row['unit']} {row['name']}: {message}", err=True)
        if output == "json":
            write_json(
                {
                    "format": FORMAT,
                    "campaign": self.campaign,
                    "step": self.step,
                    "done": self.done,
                    "skipped": self.skipped,
                    "failed": self.failed,
                }
            )
            return
        for row in self.done:
            click.echo(f"{row['unit']} {row['name']}: {text(row)}")
        for row in self.skipped:
            click.echo(f"{row['unit']} {row['name']}: {row['why']}")


def selected(campaign: Campaign, unit_code: str | None, viewer: User) -> list[CampaignCommune]:
    """The communes of ``campaign`` that ``viewer`` may follow, at or below the unit where one is named, by code.

    Raises ``Unusable`` where there is none.
    """
    from django.db.models import Q

    from chibo.campaigns.queries.communes import communes_for
    from chibo.registry.models import UnitVersion
    from chibo.registry.queries.scope import below

    found = communes_for(viewer).filter(campaign=campaign)
    if unit_code is not None:
        unit = unit_named(unit_code, viewer)
        span = Q(pk__in=[])
        for path in UnitVersion.objects.valid().filter(unit=unit).values_list("path", flat=True).distinct():
            span |= below(path)
        found = found.filter(unit__in=UnitVersion.objects.valid().filter(span).values("unit_id"))
    parts = list(found.order_by("unit__code"))
    if not parts:
        raise Unusable(f"--unit: no commune of {campaign.code} at or below {unit_code!r}")
    return parts


def each(
    parts: Iterable[CampaignCommune], *, step: str, on: date, over: Callable[[CommuneStatus], bool], act: Act
) -> Outcome:
    """``act`` in every commune where there is something to reorganise and the step is not ``over``; one that refuses
    does not stop the others."""
    from django.core.exceptions import PermissionDenied
    from django.utils.translation import gettext as _

    from chibo.audit.use_cases import RuleBroken
    from chibo.campaigns.queries.communes import statuses_on
    from chibo.domain.campaigns import CommuneState
    from chibo.registry.queries.units import names_on

    parts = list(parts)
    names = names_on([part.unit_id for part in parts], on)
    outcome = Outcome(parts[0].campaign.code, step)
    for status in statuses_on(parts, date.max):
        part = status.commune
        row = {"unit": part.unit.code, "name": names.get(part.unit_id, "")}
        if status.state is CommuneState.NOT_CONCERNED:
            outcome.skipped.append(row | {"why": _("không có chi bộ cơ quan")})
        elif status.state is CommuneState.EXCUSED:
            outcome.skipped.append(row | {"why": _("được miễn: %(reason)s") % {"reason": part.excused}})
        elif over(status):
            outcome.skipped.append(row | {"why": _("đã xong bước này")})
        else:
            try:
                told = act(part)
            except (RuleBroken, PermissionDenied) as error:
                outcome.failed.append(row | {"messages": why(error)})
            else:
                messages = told.pop("messages", [])
                (outcome.failed if messages else outcome.done).append(
                    row | told | ({"messages": messages} if messages else {})
                )
    return outcome
