"""``chibo report``: figures counted from rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

import click

from chibo.cli.application import (
    Day,
    Unusable,
    acting_as,
    actor,
    in_application,
    output_format,
    today,
    unit_named,
    write_json,
)

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.campaigns.models import Campaign
    from chibo.reports.queries import UnitProgress


@click.group()
def report() -> None:
    """Figures counted from rows, as of any day."""


@report.command()
@click.option("--campaign", "code", metavar="CODE", help="The campaign (default: the latest).")
@click.option("--unit", "unit_code", metavar="CODE", help="Count what lies under this unit (default: the campaign's).")
@click.option("--as-of", type=Day(), help="Count as of this day (default: today).")
@acting_as
@output_format
@in_application
def progress(code: str | None, unit_code: str | None, as_of: date | None, username: str | None, output: str) -> None:
    """How far a campaign has come, with a line for each unit directly under the one asked for."""
    from chibo.reports import queries

    viewer = actor(username)
    chosen = campaign_named(code, viewer)
    unit, day = (unit_named(unit_code, viewer) if unit_code else None), as_of or today()
    if output == "json":
        write_json(queries.progress_report(chosen, unit=unit, as_of=day, viewer=viewer))
    else:
        click.echo(f"{chosen.code} – {chosen.title} ({day:%d/%m/%Y})")
        for line in _table(queries.progress(chosen, unit=unit, as_of=day, viewer=viewer)):
            click.echo(line)


def campaign_named(code: str | None, viewer: User) -> Campaign:
    """The campaign with this code that ``viewer`` may follow; without one the latest. Raises ``Unusable``."""
    from chibo.campaigns.queries.communes import campaigns_for

    seen = campaigns_for(viewer)
    found: Campaign | None = (seen.filter(code=code) if code else seen).first()
    if found is None:
        raise Unusable(f"--campaign: no campaign {code!r}" if code else "there is no campaign")
    return found


def _table(rows: Iterable[UnitProgress]) -> Iterable[str]:
    """The figures as lines of text with headings, and a total where there is more than one row."""
    from django.utils.translation import gettext as _

    from chibo.reports.queries import Figures

    rows = list(rows)
    headings = [
        _("Cấp xã"),
        _("Có CBCQ"),
        _("Đã QĐ"),
        _("Giải thể"),
        _("Phải chuyển"),
        _("Giới thiệu"),
        _("Tiếp nhận"),
        _("Xác nhận"),
        _("Tạm dừng"),
        _("Quá hạn"),
    ]
    lines = [(row.name, *map(str, astuple(row.figures))) for row in rows]
    if len(rows) > 1:
        total = sum((row.figures for row in rows), Figures())
        lines.append((_("Cộng"), *map(str, astuple(total))))
    width = max([len(line[0]) for line in lines], default=0)
    yield " ".join([" " * width, *headings])
    for name, *figures in lines:
        yield " ".join(
            [name.ljust(width), *(figure.rjust(len(head)) for figure, head in zip(figures, headings, strict=True))]
        )
