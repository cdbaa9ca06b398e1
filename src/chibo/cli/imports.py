"""``chibo import``: spreadsheets of units and members, taken in or tried out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from chibo.cli.application import (
    REFUSED,
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

MORE_THAN_ANY_LIST = 100 * 1024**2

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Tell what the file says and would change; write nothing."
)


@click.group("import")
def imports() -> None:
    """Take in spreadsheets: .xlsx, .xls, .xlsb, .ods or .csv.

    Every row that is right goes in; those that are not are named with column, value and remedy (exit status 1). A file
    that cannot be read at all is refused with a code (exit status 2).
    """


@imports.command()
@file_argument
@click.option("--unit", "code", metavar="CODE", help="Into the scope of this unit (needed with --as).")
@dry_run_option
@acting_as
@output_format
@in_application
def units(file: Path, code: str | None, dry_run: bool, username: str | None, output: str) -> None:
    """Units: code, name, kind and parent, with their periods and neighbourhoods."""
    from django.db import transaction

    from chibo.registry.imports.report import units_report
    from chibo.registry.imports.sheets import UnreadableFile
    from chibo.registry.queries.imports import read_unit_list
    from chibo.registry.services.imports import commit_units, upload_import

    acting, content = actor(username), _content(file)
    unit = unit_named(code, acting) if code else None
    try:
        if dry_run:
            report = units_report(read_unit_list(content, file_name=file.name))
        else:
            with transaction.atomic():
                batch = upload_import(
                    actor=acting, kind="UNITS", unit=unit, file_name=file.name, content=content, starts_on=today()
                )
                report = commit_units(actor=acting, batch=batch).report
    except UnreadableFile as error:
        raise _unreadable(file, error) from error
    _tell(report, output, dry_run=dry_run)


@imports.command()
@file_argument
@click.option("--unit", "code", required=True, metavar="CODE", help="The commune or the cell that the list is of.")
@click.option("--on", type=Day(), help="The day that the list tells of (default: today).")
@click.option(
    "--another-person",
    "others",
    metavar="ROW",
    type=int,
    multiple=True,
    help="This row is a new person, although somebody there already looks like them. May be given several times.",
)
@dry_run_option
@acting_as
@output_format
@in_application
def members(
    file: Path,
    code: str,
    on: date | None,
    others: tuple[int, ...],
    dry_run: bool,
    username: str | None,
    output: str,
) -> None:
    """Members of a commune or of one cell; those known already are brought up to date, nobody is taken out."""
    from django.db import transaction

    from chibo.registry.imports.report import members_report
    from chibo.registry.imports.sheets import UnreadableFile
    from chibo.registry.queries.imports import reconcile
    from chibo.registry.services.imports import commit_members, prepare_import, upload_import

    acting, content, day = actor(username), _content(file), on or today()
    unit = unit_named(code, acting)
    choices = {str(row): "NEW" for row in others}
    try:
        if dry_run:
            found = reconcile(content, file_name=file.name, unit=unit, on=day, choices=choices)
            report = members_report(found.read)
        else:
            with transaction.atomic():
                batch = upload_import(
                    actor=acting, kind="MEMBERS", unit=unit, file_name=file.name, content=content, starts_on=day
                )
                batch = prepare_import(actor=acting, batch=batch, choices=choices)
                report = commit_members(actor=acting, batch=batch).report
    except UnreadableFile as error:
        raise _unreadable(file, error) from error
    _tell(report, output, dry_run=dry_run)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MORE_THAN_ANY_LIST:
            raise Unusable(f"{file}: TOO_LARGE")
        return file.read_bytes()
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from error


def _unreadable(file: Path, error: Any) -> Unusable:
    return Unusable(f"{file}: {error.code}: {error.message}")


def _tell(report: dict[str, Any], output: str, *, dry_run: bool) -> None:
    """The report on standard output, problems on standard error; exit status 1 when a row was refused."""
    from django.utils.translation import gettext as _

    if output == "json":
        write_json(report)
    else:
        words = _("%(accepted)s/%(rows)s dòng đúng") if dry_run else _("đã nhập %(accepted)s/%(rows)s dòng")
        click.echo(f"{report['sheet']}: {words % report}")
        for heading, name in report["columns"].items():
            click.echo(f"  {heading}: {name if isinstance(name, str) else ', '.join(name)}")
        if report["ignored_columns"]:
            click.echo(f"  – {', '.join(report['ignored_columns'])}")
    for problem in report["problems"]:
        place = _("dòng %(row)s, cột “%(column)s”") % problem
        click.echo(f"{place}: {problem['message']} [{problem['code']}]", err=True)
    for group in report["duplicates"]:
        rows = ", ".join(str(row) for row in group["rows"])
        click.echo(_("có thể là một người: dòng %(rows)s [%(why)s]") % {"rows": rows, "why": group["why"]}, err=True)
    if report["problems"]:
        sys.exit(REFUSED)
