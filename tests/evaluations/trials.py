"""The forms of a commune of 400 members, killed in the middle and gone on with, in processes and a database of their own.

``python -m tests.evaluations.trials FOLDER`` prints what happened as JSON; the test judges it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from tests.campaigns.trials import child, ended, use

MEMBERS = 400
CELLS = 8
KILLED_AT = 150
"""Forms made when the process is killed, or a few more."""


def prepare() -> None:
    """Tables, a commune with ``CELLS`` cells and ``MEMBERS`` members, all reviewed in one cycle. The members are bulk rows."""
    from django.core.management import call_command

    from chibo.audit.changes import recording
    from chibo.domain.organisation import UnitKind
    from chibo.evaluations.models import Review
    from chibo.registry.models import Member, Membership
    from tests.factories.evaluations import OPENED_ON, make_cycle
    from tests.factories.registry import YEAR_2015, make_unit

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

        words = ["evaluations", "forms", "--cycle", str(Cycle.objects.get().pk), "--out", str(archive)]
        main(words, standalone_mode=False)

    return run


def made(database: Path) -> int:
    """How many forms stand in the file, as another program sees it."""
    import pysqlite3

    with pysqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM evaluations_formprint").fetchone()[0])


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
        "batches": batches(database),
    }


def batches(database: Path) -> int:
    import pysqlite3

    with pysqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM evaluations_formbatch").fetchone()[0])


def main(folder: Path) -> None:
    import django

    django.setup()
    # Read once here, so that no child spends its time on it.
    with suppress(ImportError):
        from chibo.evaluations.services import batches as _batches  # noqa: F401
        from tests.factories import evaluations, registry  # noqa: F401
    json.dump(trial(folder), sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main(Path(sys.argv[1]))
