"""The forms of a commune of 400 members, killed in the middle and gone on with, in processes and a database of their own.

``python -m tests.evaluations.trials FOLDER`` prints what happened as JSON; the test judges it.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from tests.campaigns.trials import child, ended, use

MEMBERS = 400
CELLS = 8
KILLED_AT = 150
"""Forms made when the process is killed, or a few more."""
ANEW = 10
"""Every tenth form is printed for real, the others take the print before: printing is nearly all of the time."""


def prepare() -> None:
    """Tables (unless they stand there), a commune with ``CELLS`` cells and ``MEMBERS`` members, all reviewed in one cycle. The members are bulk rows."""
    from django.core.management import call_command
    from django.db import connection

    from chibo.audit.changes import recording
    from chibo.domain.organisation import UnitKind
    from chibo.evaluations.models import Review
    from chibo.registry.models import Member, Membership
    from tests.factories.evaluations import OPENED_ON, make_cycle
    from tests.factories.registry import YEAR_2015, make_unit

    if "evaluations_formprint" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    commune = make_unit("Phường Tam Hòa", UnitKind.WARD, code="TAMHOA")
    cells = [
        make_unit(f"Chi bộ khu phố {number}", UnitKind.RESIDENTIAL_CELL, commune, code=f"KP{number}")
        for number in range(1, CELLS + 1)
    ]
    cycle = make_cycle(commune)
    with recording("test"):
        members = Member.objects.bulk_create(
            [
                Member(
                    # Three people to a name: the names of the files must still differ.
                    full_name=f"Nguyễn Đức {number // 3:03d}",
                    search_key=f"nguyen duc {number // 3:03d}",
                    sort_key=f"{number // 3:03d}",
                    official_from=date(2010, 1, 1),
                    card_number=f"{number:08d}",
                )
                for number in range(MEMBERS)
            ]
        )
        homes = [cells[number % CELLS] for number in range(MEMBERS)]
        Membership.objects.bulk_create(
            [
                Membership(member=member, cell=cell, starts_on=YEAR_2015)
                for member, cell in zip(members, homes, strict=True)
            ]
        )
        Review.objects.bulk_create(
            [
                Review(cycle=cycle, member=member, cell=cell, opened_on=OPENED_ON)
                for member, cell in zip(members, homes, strict=True)
            ]
        )


def command(archive: Path) -> Callable[[], None]:
    """``chibo evaluations forms`` for the only cycle."""

    def run() -> None:
        from chibo.cli import main
        from chibo.evaluations.models import Cycle
        from chibo.evaluations.services import batches

        batches.to_pdf = sparing(batches.to_pdf)
        words = ["evaluations", "forms", "--cycle", str(Cycle.objects.get().pk), "--out", str(archive)]
        main(words, standalone_mode=False)

    return run


def sparing(to_pdf: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """``to_pdf``, but for nine forms of ten."""
    prints: list[bytes] = []
    calls = itertools.count()

    def print_or_take(paper: Any) -> bytes:
        if next(calls) % ANEW == 0:
            prints[:] = [to_pdf(paper)]
        return prints[0]

    return print_or_take


def made(database: Path) -> int:
    """How many forms stand in the file, as another program sees it."""
    return _count(database, "evaluations_formprint")


def trial(folder: Path) -> dict[str, Any]:
    database, archive = folder / "forms.sqlite3", folder / "forms.zip"
    use(database, quick=True)
    assert ended(child(prepare)) == 0
    pid = child(command(archive))
    while made(database) < KILLED_AT:
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    status, then = ended(pid), made(database)
    was_whole = archive.exists()
    again = ended(child(command(archive)))
    return {
        "was_killed": status == -signal.SIGKILL,
        "left": then,
        "archive_then": was_whole,
        "status": again,
        "made": made(database),
        "batches": _count(database, "evaluations_formbatch"),
    }


def _count(database: Path, table: str) -> int:
    import pysqlite3

    with closing(pysqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def main(folder: Path) -> None:
    import django

    django.setup()
    # Read once here, so that no child spends its time on it.
    from chibo.config import urls  # noqa: F401
    from tests.factories import evaluations, registry  # noqa: F401

    json.dump(trial(folder), sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main(Path(sys.argv[1]))
