"""What the README promises: its command lines do the job, and its tables name every setting."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from chibo.campaigns.models import Transfer
from chibo.config.environment import Environment
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.vi.md")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)


def commands(name: str) -> list[list[str]]:
    """The ``chibo`` lines of the README's block, without comments."""
    (block,) = blocks(name, "sh")
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    return [words[1:] for words in lines if words[0] == "chibo"]


def test_the_command_lines_do_the_whole_job_on_an_empty_database(
    chibo: Run, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    last = ""
    for words in commands("README.md"):
        result = chibo(*words)
        assert result.exit_code == 0, (words, result.output)
        last = result.stdout

    assert last.strip() == blocks("README.md", "text")[0].strip()
    assert Transfer.objects.filter(confirmed_on="2019-05-20").count() == 31


def test_both_languages_show_the_same_lines():
    english, vietnamese = (commands(name) for name in READMES)
    assert english == vietnamese
    assert blocks(READMES[0], "text") == blocks(READMES[1], "text")


@pytest.mark.parametrize("name", READMES)
def test_every_setting_stands_in_the_table(name: str):
    told = set(re.findall(r"^\| `CHIBO_(\w+)`", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert told == {field.upper() for field in Environment.model_fields}


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_link_leads_somewhere(name: str):
    for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in (*READMES, "CONTRIBUTING.md"):
        named = set(re.findall(r"make ([a-z-]+)`", (ROOT / name).read_text(encoding="utf-8")))
        assert named <= targets, name
