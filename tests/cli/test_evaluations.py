"""``chibo evaluations forms``."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.cli.conftest import Run
from tests.factories.evaluations import make_cycle, make_review
from tests.factories.registry import World, make_member


def test_it_says_how_far_it_is_and_what_it_cannot_do(chibo: Run, world: World, tmp_path: Path):
    cycle = make_cycle(world.commune)
    make_review(cycle, make_member(world.second_cell, "Lý Ba"), world.second_cell)
    out, number = tmp_path / "mau.zip", str(cycle.pk)

    result = chibo(
        *("evaluations", "forms", "--cycle", number, "--kind", "docx", "--cell", "TAMHOA-KP2", "--as", "officer"),
        *("--out", str(out)),
    )

    assert (result.exit_code, result.stdout) == (0, f"{out}: 1\n")
    assert "1/1" in result.stderr
    assert len(zipfile.ZipFile(out).namelist()) == 1
    for wrong in (
        ["--cycle", "99", "--out", str(out)],
        ["--cycle", number, "--out", str(out), "--cell", "NO"],
        ["--cycle", number, "--out", str(out), "--as", "outsider"],
        ["--cycle", number, "--out", str(tmp_path / "no" / "mau.zip"), "--kind", "docx"],
    ):
        result = chibo("evaluations", "forms", *wrong)
        assert (result.exit_code, result.stdout) == (2, ""), wrong
        assert result.stderr
    assert chibo("evaluations", "forms", "--cycle", number, "--out", str(out), "--as", "auditor").exit_code == 1
