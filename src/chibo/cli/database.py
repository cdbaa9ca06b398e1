"""``chibo migrate`` and ``chibo backup``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from chibo.cli.application import Unusable, in_application, today


@click.command()
@in_application
def migrate() -> None:
    """Bring the database up to date: make its tables on an empty one, add what a newer version needs."""
    click.echo(bring_up_to_date(), err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@in_application
def backup(file: Path) -> None:
    """Copy the whole database to FILE, whole and checked, while the site goes on working (SQLite)."""
    import sqlite3

    from django.db import connection

    if connection.vendor != "sqlite":
        raise Unusable("This database is PostgreSQL: use pg_dump, or a base backup, of the server.")
    if file.exists():
        raise Unusable(f"{file}: exists already")
    unfinished = file.with_name(f"{file.name}.unfinished")
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.connection.backup(copy)
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        unfinished.unlink(missing_ok=True)
        raise Unusable(f"{file}: {error}") from error
    if verdict != "ok":
        raise Unusable(f"{unfinished}: the copy is damaged: {verdict}")
    unfinished.replace(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes, checked", err=True)


@click.command()
@in_application
def erase() -> None:
    """Erase residents' identities and the data of people put forward whose day has come.

    The site does so too when somebody opens the list of concerns, or of nominations.
    """
    from chibo.feedback.services.identities import erase_what_is_due as erase_identities
    from chibo.nominations.services.candidates import erase_what_is_due as erase_candidates

    identities, candidates = erase_identities(today()), erase_candidates(today())
    click.echo(f"{identities} identities erased, {candidates} candidates erased.", err=True)


def bring_up_to_date() -> str:
    """Apply what migrations are left; one line that says so."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
    return f"The database is up to date ({waiting} migrations applied)."
