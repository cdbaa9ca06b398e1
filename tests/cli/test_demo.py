"""``chibo demo``."""

from __future__ import annotations

from pathlib import Path

from chibo.demo import runner
from chibo.registry.models import Unit
from tests.cli.conftest import Run
from tests.factories.registry import World


def test_it_prints_one_sign_in_per_role_and_is_there_when_called_again(chibo: Run, db: None):
    first = chibo("demo", "--communes", "BH-HONAI")
    again = chibo("demo", "--communes", "BH-HONAI")

    assert first.exit_code == again.exit_code == 0
    assert first.stdout == again.stdout
    assert [" ".join(line.split()) for line in first.stdout.splitlines()] == [
        "totuctinh chi-bo-2019 Cán bộ tổ chức DN",
        "kiemtra chi-bo-2019 Kiểm tra, giám sát DN",
    ]
    assert runner.is_loaded()


def test_it_leaves_a_database_that_is_in_use_alone(chibo: Run, world: World):
    before = Unit.objects.count()

    refused = chibo("demo", "--communes", "BH-HONAI")
    silent = chibo("demo", "--communes", "BH-HONAI", "--if-empty")

    assert (refused.exit_code, refused.stdout) == (1, "") and refused.stderr
    assert (silent.exit_code, silent.stdout) == (0, "")
    assert Unit.objects.count() == before


def test_its_spreadsheets_are_written_and_nothing_is_loaded(chibo: Run, db: None, tmp_path: Path):
    result = chibo("demo", "--spreadsheets", str(tmp_path / "books"), "--communes", "BH-TAMHOA,XL-GIARAY")

    assert result.exit_code == 0
    assert {Path(line).name for line in result.stdout.splitlines()} == {"BH-TAMHOA.xlsx", "XL-GIARAY.xlsx"}
    assert {path.name for path in (tmp_path / "books").iterdir()} == {"units.xlsx", "BH-TAMHOA.xlsx", "XL-GIARAY.xlsx"}
    assert not Unit.objects.exists()


def test_an_unknown_commune_is_named(chibo: Run, db: None):
    result = chibo("demo", "--communes", "BH-HONAI,BH-NO")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "BH-NO" in result.stderr
