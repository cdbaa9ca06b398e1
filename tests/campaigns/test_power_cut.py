"""Power lost in the middle: a cell is never half moved, no batch half signed, and running again finishes the job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def trials(what: str, folder: Path) -> dict[str, Any]:
    """What ``tests.campaigns.trials`` saw on a SQLite file in ``folder``."""
    environment = os.environ | {
        "CHIBO_DATABASE_URL": f"sqlite:///{folder}/unused.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    command = [sys.executable, "-m", "tests.campaigns.trials", what, str(folder)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_kill_at_any_point_of_carrying_out_leaves_all_or_nothing(tmp_path: Path):
    seen = trials("carry-out", tmp_path)["trials"]

    assert sum(trial["was_killed"] for trial in seen) >= 25
    assert [trial for trial in seen if trial["left"] not in ("NOTHING", "ALL")] == []
    assert [trial for trial in seen if not trial["finished"]] == []
    left = {trial["moment"]: trial["left"] for trial in seen if trial.get("point") == 0}
    assert left == {"before commit": "NOTHING", "after commit": "ALL"}


def test_a_kill_while_signing_leaves_no_half_batch_and_no_gap_in_the_numbers(tmp_path: Path):
    seen = trials("sign", tmp_path)["trials"]

    assert sum(trial["was_killed"] for trial in seen) >= 5
    assert [trial for trial in seen if trial["left"] not in ("NOTHING", "ALL") or not trial["finished"]] == []
