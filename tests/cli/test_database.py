"""Bringing the database up to date, copying it, and serving the site from an empty folder."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def environment(folder: Path) -> dict[str, str]:
    """The product's own settings, with a database in ``folder``."""
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return own | {"CHIBO_DATABASE_URL": f"sqlite:///{folder}/chibo.sqlite3", "CHIBO_SECRET_KEY": "x" * 50}


def chibo(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = f"from chibo.cli import main; main({list(words)!r})"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment(folder), cwd=folder)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database brought up to date."""
    folder = tmp_path_factory.mktemp("installation")
    done = chibo(folder, "migrate")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return folder


def test_migrating_twice_has_nothing_left_to_do(migrated: Path):
    again = chibo(migrated, "migrate")
    assert again.returncode == 0
    assert "(0 migrations applied)" in again.stderr


def test_a_backup_is_a_whole_database_and_overwrites_nothing(migrated: Path):
    copy = migrated / "copy.sqlite3"

    assert chibo(migrated, "backup", str(copy)).returncode == 0
    rows = sqlite3.connect(copy).execute("SELECT username FROM accounts_user").fetchall()
    assert rows == [("local-operator",)]

    before = copy.read_bytes()
    again = chibo(migrated, "backup", str(copy))
    assert again.returncode == 2 and "exists" in again.stderr
    assert copy.read_bytes() == before


def test_a_backup_into_a_missing_folder_is_refused(migrated: Path):
    done = chibo(migrated, "backup", str(migrated / "nowhere" / "copy.sqlite3"))
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_the_site_serves_from_an_empty_folder_and_names_its_address(tmp_path: Path):
    port = _free_port()
    code = f"from chibo.cli import main; main(['run', '--port', '{port}', '--workers', '1'])"
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(tmp_path),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert "<form" in _first_page(f"http://127.0.0.1:{port}/", server)
        taken = chibo(tmp_path, "run", "--port", str(port))
        assert taken.returncode == 2 and str(port) in taken.stderr
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        output, _ = server.communicate(timeout=60)
    assert f"http://localhost:{port}/" in output


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _first_page(address: str, server: subprocess.Popen[str]) -> str:
    """The page at ``address`` as soon as it answers."""
    for _attempt in range(600):
        assert server.poll() is None, server.communicate()[0]
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                text: str = answer.read().decode()
                return text
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the site never answered")
