"""32 people confirm transfers at once: how many a second, how long the unlucky one waits, how many fail.

Beside us on SQLite: Django's own backend as it comes (BEGIN DEFERRED, no queue). Beside us on both engines: how often this
disk can make a write durable, the limit of any commit.

``python -m bench.confirmations``; the database is the one of ``CHIBO_DATABASE_URL``, loaded before by ``bench.scale``.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

WORKERS = 32
SECONDS = 5.0
DAY = date(2019, 5, 20)


def main() -> None:
    """Print one line of JSON: ``per_second``, ``median_ms``, ``longest_ms``, ``least``/``most`` by one worker, ``errors``."""
    shares = json.loads(Path(os.environ["CHIBO_BENCH_TRANSFERS"]).read_text())
    begin = multiprocessing.Barrier(WORKERS)
    with multiprocessing.get_context("fork").Pool(WORKERS, initializer=_prepare, initargs=(begin,)) as pool:
        told = pool.map(_confirm, [shares[worker::WORKERS] for worker in range(WORKERS)], chunksize=1)
    waits = sorted(wait for each in told for wait in each["waits"])
    counts = [len(each["waits"]) for each in told]
    figures = {
        "per_second": round(sum(counts) / max(each["took"] for each in told)),
        "median_ms": round(waits[len(waits) // 2] * 1000, 1) if waits else None,
        "longest_ms": round(waits[-1] * 1000, 1) if waits else None,
        "least": min(counts),
        "most": max(counts),
        "errors": sum(each["errors"] for each in told),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def syncs_per_second(folder: Path, seconds: float = 1.0) -> int:
    """How often 8 KiB can be written and made durable in ``folder`` in a second."""
    count, page = 0, os.urandom(8192)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            file.write(page)
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
    return round(count / seconds)


def _prepare(begin: Any) -> None:
    global _begin
    _begin = begin
    if os.environ.get("CHIBO_BENCH_STOCK_SQLITE"):
        from django.conf import settings

        database = settings.DATABASES["default"]
        database["ENGINE"] = "django.db.backends.sqlite3"
        database["OPTIONS"] = {"timeout": 30, "init_command": database["OPTIONS"]["init_command"]}
    import django

    django.setup()


def _confirm(transfers: list[int]) -> dict[str, Any]:
    from django.db import DatabaseError

    from chibo.accounts.models import User
    from chibo.campaigns.models import Transfer
    from chibo.campaigns.services.transfers import confirm_transfer

    actor = User.objects.get(username="bench-officer")
    rows = list(Transfer.objects.filter(pk__in=transfers).select_related("reorganisation__commune__unit"))
    waits, errors = [], 0
    _begin.wait()
    began = time.perf_counter()
    for row in rows:
        start = time.perf_counter()
        if start - began > SECONDS:
            break
        try:
            confirm_transfer(actor=actor, transfer=row, on=DAY)
        except DatabaseError:
            errors += 1
        else:
            waits.append(time.perf_counter() - start)
    return {"waits": waits, "errors": errors, "took": time.perf_counter() - began}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    main()
