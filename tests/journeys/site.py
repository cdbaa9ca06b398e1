"""The product as its user starts it: an empty database, the ``chibo`` commands, the server in a process of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit, urlunsplit

STARTS_WITHIN = 120
"""Seconds that a server may take until its first answer: the static files may have to be collected first."""


class CommandFailed(AssertionError):
    """A command ended with another exit status than asked for."""


@dataclass(frozen=True)
class Site:
    """A database with the commands that work on it."""

    folder: Path
    database_url: str

    def chibo(self, *words: str, typed: str | None = None, status: int = 0) -> str:
        """What ``chibo WORDS…`` writes on standard output. Raises ``CommandFailed``."""
        done = subprocess.run(
            [_program(), *words],
            input=typed,
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != status:
            raise CommandFailed(f"chibo {' '.join(words)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def served(self, *, workers: int = 1) -> Iterator[str]:
        """The address of the site, while it is served."""
        port = _free_port()
        log = self.folder / "server.log"
        with log.open("wb") as file:
            server = subprocess.Popen(
                [_program(), "run", "--port", str(port), "--workers", str(workers)],
                env=self._environment(),
                cwd=self.folder,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_for(f"http://127.0.0.1:{port}/dang-nhap/", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()

    def copied(self, folder: Path) -> Site:
        """The same site over a copy of its database; this one must be at rest."""
        if self.database_url.startswith("sqlite"):
            copy = folder / "chibo.sqlite3"
            shutil.copyfile(self.folder / copy.name, copy)
            return Site(folder, f"sqlite:///{copy}")
        template = urlsplit(self.database_url).path.lstrip("/")
        return Site(folder, _new_postgres_database(self.database_url, template=template))

    def _environment(self) -> dict[str, str]:
        """The user's own, without what the test run set for itself."""
        ours = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "CHIBO_DEBUG", "CHIBO_SITE_URL"}
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        return kept | {"CHIBO_DATABASE_URL": self.database_url, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def empty_site(folder: Path) -> Site:
    """A site over a new database: a SQLite file in ``folder``, or, where the test run works on a PostgreSQL server, a
    database of its own there."""
    url = os.environ.get("CHIBO_DATABASE_URL", "")
    if urlsplit(url).scheme in ("postgresql", "postgres"):
        return Site(folder, _new_postgres_database(url))
    return Site(folder, f"sqlite:///{folder / 'chibo.sqlite3'}")


def _new_postgres_database(url: str, *, template: str = "template1") -> str:
    import psycopg

    name = f"chibo_journey_{os.getpid()}_{_free_port()}"
    server = urlunsplit(urlsplit(url)._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _program() -> str:
    return str(Path(sys.executable).with_name("chibo"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    given_up_at = monotonic() + STARTS_WITHIN
    while server.poll() is None and monotonic() < given_up_at:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            sleep(0.1)
    raise CommandFailed(f"the server does not answer:\n{log.read_text(errors='replace')}")
