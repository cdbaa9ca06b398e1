"""``chibo evaluations``: the forms of a review cycle as one archive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chibo.cli.application import Unusable, acting_as, actor, in_application, today, unit_named

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.evaluations.models import Cycle, FormBatch
    from chibo.registry.models import Unit

KINDS = {"pdf": "PDF", "docx": "WORD"}


@click.group()
def evaluations() -> None:
    """The yearly review: forms."""


@evaluations.command()
@click.option("--cycle", "number", type=int, metavar="NUMBER", required=True, help="The cycle, as in its address.")
@click.option("--cell", "cell_code", metavar="CODE", help="Only the forms of this cell.")
@click.option("--kind", type=click.Choice(list(KINDS)), default="pdf", show_default=True, help="What files to make.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE.zip", help="Where to write."
)
@acting_as
@in_application
def forms(number: int, cell_code: str | None, kind: str, out: Path, username: str | None) -> None:
    """Make the forms of every review of a cycle and write them as one archive.

    Killed in the middle it goes on where it ended when it is called again; the archive stands there whole or not at all.
    """
    from chibo.evaluations.services.batches import make_some

    viewer = actor(username)
    batch = _batch(_cycle(number, viewer), unit_named(cell_code, viewer, "--cell") if cell_code else None, kind, viewer)
    made = batch.total_count - _left(batch)
    while count := make_some(actor=viewer, batch=batch, goes_on=lambda: True):
        made += count
        click.echo(f"{made}/{batch.total_count}", err=True)
    _write(batch, out)
    click.echo(f"{out}: {batch.total_count}")


def _cycle(number: int, viewer: User) -> Cycle:
    from django.http import Http404

    from chibo.evaluations.queries.cycles_seen import cycle_seen

    try:
        return cycle_seen(number, today(), viewer=viewer)
    except Http404:
        raise Unusable(f"--cycle: no cycle {number}") from None


def _batch(cycle: Cycle, cell: Unit | None, kind: str, viewer: User) -> FormBatch:
    """The batch that was left unfinished, or a new one."""
    from chibo.evaluations.queries.batches import unfinished
    from chibo.evaluations.services.batches import ask_batch

    found = unfinished(cycle, cell, KINDS[kind], viewer)
    return found or ask_batch(actor=viewer, cycle=cycle, cell=cell, format=KINDS[kind], on=today())


def _left(batch: FormBatch) -> int:
    from chibo.evaluations.queries.batches import waiting

    return waiting(batch).count()


def _write(batch: FormBatch, out: Path) -> None:
    """The archive beside its place first, so that a half one never stands there."""
    from chibo.documents.rendering.bundle import streamed_zip
    from chibo.evaluations.queries.batches import files_of

    beside = out.with_name(f"{out.name}.part")
    try:
        with beside.open("wb") as file:
            for piece in streamed_zip(files_of(batch)):
                file.write(piece)
        os.replace(beside, out)
    except OSError as error:
        raise Unusable(f"--out: {error}") from error
