"""``chibo demo``: the synthetic Đồng Nai of 2019."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chibo.cli.application import Day, Unusable, in_application, stop

if TYPE_CHECKING:
    from chibo.demo.selection import Selection


@click.command()
@click.option("--communes", metavar="CODES", default="", help="Only these communes or districts: BH-TAMHOA,XL.")
@click.option("--until", type=Day(), help="Play what became of the units too, up to this day (2019 to today).")
@click.option("--if-empty", is_flag=True, help="Do nothing, without complaint, when the database holds units already.")
@click.option(
    "--spreadsheets",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the spreadsheets that the demo's offices keep into FOLDER, and load nothing.",
)
@click.option("--messy", is_flag=True, help="With --spreadsheets: each list in another of the usual forms.")
@in_application
def demo(communes: str, until: date | None, if_empty: bool, spreadsheets: Path | None, messy: bool) -> None:
    """Load the synthetic Đồng Nai of 2019 through the use cases that its users would call.

    Nobody in it exists. It goes into an empty database only, whole or not at all, and prints one sign-in per role.
    """
    from chibo.demo.selection import Selection, UnknownCommune

    try:
        selection = Selection.of(communes.split(","))
    except UnknownCommune as error:
        raise Unusable(f"--communes: no commune or district {error}") from None
    if spreadsheets is not None:
        _write(selection, spreadsheets, messy)
    else:
        _load(selection, until, if_empty)


def _load(selection: Selection, until: date | None, if_empty: bool) -> None:
    from chibo.demo import runner
    from chibo.demo.year.living import LAST_DAY
    from chibo.kit.language import source_language
    from chibo.registry.labels import ROLES

    if runner.is_loaded():
        click.echo("The demo is there already.", err=True)
    else:
        steps = runner.step_count(selection, until=until)
        try:
            with click.progressbar(length=steps, label="Đồng Nai 2019", file=sys.stderr) as bar:
                runner.load(selection, until=until, progress=lambda: bar.update(1))
        except runner.NotEmpty:
            if if_empty:
                return
            stop("The database holds units already; the demo goes into an empty one only.")
    with source_language():
        for sign_in in runner.sign_ins(selection):
            account = sign_in.account
            click.echo(f"{account.username:12} {sign_in.password:14} {ROLES[account.role]!s:20} {account.unit_code}")
    click.echo(f"The story is of 2019 and 2020: open /?ngay={LAST_DAY:%d/%m/%Y} once to see its last day.", err=True)


def _write(selection: Selection, folder: Path, messy: bool) -> None:
    from chibo.demo.spreadsheets import write_all

    for _code, path in write_all(folder, messy=messy, selection=selection):
        click.echo(str(path))
