"""Officers at the same moment, each in a process of their own, on the engine that the suite runs on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings


@pytest.fixture
def fresh_database(tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: a SQLite file, or one more database on the suite's PostgreSQL server."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        yield f"sqlite:///{tmp_path}/race.sqlite3"
        return
    server, name = os.environ["CHIBO_DATABASE_URL"], f"race_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_of_two_officers_one_signs_and_four_corrections_take_four_numbers(fresh_database: str, tmp_path: Path):
    environment = os.environ | {
        "CHIBO_DATABASE_URL": fresh_database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    command = [sys.executable, "-m", "tests.campaigns.trials", "race", str(tmp_path)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    met = json.loads(done.stdout)

    assert sorted(met["signing"]) == ["ALREADY_DECIDED", "DONE"]
    assert met["correcting"] == ["DONE"] * 4
    for given in met["numbers"].values():
        *numbers, last = given
        assert numbers == list(range(1, last + 1))
    assert met["numbers"]["QĐ"][-1] == 2 + 4
