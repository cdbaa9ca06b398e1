"""A province of 100,000 members: roll-up, a page of 50 rows and 32 confirmations at once, beside peers and limits.

``python -m bench.scale`` measures on SQLite and on PostgreSQL; each figure stands beside another way of doing the same in
the same run, and the ratio says how we compare.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

MEMBERS = int(os.environ.get("CHIBO_BENCH_MEMBERS", "100000"))
TRANSFERS = 32 * 400
DAY = date(2019, 6, 1)


def main() -> None:
    """Run every measurement on both engines, each engine in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        _on_engine("SQLite", f"sqlite:///{folder}/scale.sqlite3", Path(folder))
        from tests.postgres import server

        with server() as url:
            _on_engine("PostgreSQL", url, Path(folder))


def _on_engine(engine: str, url: str, folder: Path) -> None:
    transfers = folder / "transfers.json"
    setting = os.environ | {"CHIBO_DATABASE_URL": url, "CHIBO_BENCH_TRANSFERS": str(transfers)}
    setting.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    print(f"\n{engine}, {MEMBERS:,} members", flush=True)
    subprocess.run([sys.executable, "-W", "ignore", "-m", "bench.scale", "reading", engine], env=setting, check=True)
    subprocess.run([sys.executable, "-W", "ignore", "-m", "bench.importing"], env=setting, check=True)
    from bench.confirmations import syncs_per_second

    copy = folder / "stock.sqlite3"
    if engine == "SQLite":
        shutil.copy(folder / "scale.sqlite3", copy)
    ours = _confirmations(setting)
    limit = syncs_per_second(folder)
    print(
        f"  32 people confirm at once: {ours['per_second']}/s, median {ours['median_ms']} ms, longest "
        f"{ours['longest_ms']} ms, errors {ours['errors']}, done by one: {ours['least']}–{ours['most']}"
    )
    print(f"    beside durable writes of this disk, {limit}/s: ratio {ours['per_second'] / limit:.2f}")
    if engine == "SQLite":
        stock = _confirmations(setting | {"CHIBO_DATABASE_URL": f"sqlite:///{copy}", "CHIBO_BENCH_STOCK_SQLITE": "1"})
        print(
            f"    beside Django's own SQLite backend: {stock['per_second']}/s, longest {stock['longest_ms']} ms, errors "
            f"{stock['errors']}, done by one: {stock['least']}–{stock['most']}: "
            f"ratio {ours['per_second'] / max(1, stock['per_second']):.1f}"
        )


def _confirmations(setting: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "bench.confirmations"]
    done = subprocess.run(command, env=setting, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def reading(engine: str) -> None:
    """Load the province, then measure what only reads."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from bench.country import load_country
    from bench.readings import page_figures, roll_up_figures, transfers_for_bench

    began = time.perf_counter()
    country = load_country(MEMBERS)
    print(f"  loaded in {time.perf_counter() - began:.0f} s", flush=True)
    with connection.cursor() as cursor:
        # As the database stands after its first night: PostgreSQL has looked at its tables.
        cursor.execute("VACUUM ANALYZE" if engine == "PostgreSQL" else "ANALYZE")
    for line in (*roll_up_figures(country, DAY), *page_figures(country, DAY)):
        print(f"  {line}", flush=True)
    Path(os.environ["CHIBO_BENCH_TRANSFERS"]).write_text(json.dumps(transfers_for_bench(country, TRANSFERS)))


if __name__ == "__main__":
    reading(sys.argv[2]) if sys.argv[1:2] == ["reading"] else main()
