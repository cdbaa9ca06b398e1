"""``chibo run``: the site on one machine."""

from __future__ import annotations

import os
import socket

import click

from chibo.cli.application import Unusable, in_application
from chibo.cli.database import bring_up_to_date

# What libraries bring along and no page of ours loads: the API's own pages of documentation, 8 MB; other htmx builds.
NOT_SERVED = ["ninja", "htmax*", "htmx-4*", "htmx-2.js", "hx-*"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0: every one.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
def run(host: str, port: int, workers: int) -> None:
    """Bring the database and the static files up to date, then serve the site until it is stopped."""
    # What QR codes lead to, unless the installation says otherwise.
    os.environ.setdefault("CHIBO_SITE_URL", f"http://localhost:{port}")
    _require_free(host, port)
    _prepare()
    from granian import Granian
    from granian.constants import Interfaces

    click.echo(f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/  (Ctrl+C stops)", err=True)
    server = Granian(
        "chibo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        log_access=False,
        websockets=False,
    )
    server.serve()


@in_application
def _prepare() -> None:
    click.echo(bring_up_to_date(), err=True)
    collected = _collect_static()
    if collected:
        click.echo(f"{collected} static files collected.", err=True)


def _collect_static() -> int:
    """Collect the static files where some are newer than the last collection; how many there are then."""
    from pathlib import Path

    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    collected_at = manifest.stat().st_mtime if manifest.exists() else 0.0
    sources = [storage.path(name) for finder in get_finders() for name, storage in finder.list(NOT_SERVED)]
    if all(os.stat(source).st_mtime < collected_at for source in sources):
        return 0
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_SERVED)
    return len(sources)


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unusable(f"{host}:{port}: {error.strerror}") from error
