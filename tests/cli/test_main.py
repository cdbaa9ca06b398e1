"""The front door: every command has help, and nothing is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from chibo.cli import COMMANDS, main
from tests.cli.conftest import Run


def every_command(command: click.Command, words: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(words, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found += every_command(inner, (*words, name))
    return found


def test_each_command_and_each_option_says_what_it_does():
    for words, command in every_command(main):
        assert command.help, words
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (words, parameter.name)


def test_the_commands_are_those_of_the_format(chibo: Run):
    names = {words for words, _command in every_command(main)}

    assert {("migrate",), ("demo",), ("run",), ("backup",), ("solve", "placement"), ("report", "progress")} <= names
    assert {("import", name) for name in ("units", "members")} <= names
    steps = ("create", "plan", "adopt", "decide", "carry-out", "confirm")
    assert {("campaign", name) for name in steps} <= names


def test_what_the_help_says_of_a_command_is_how_its_own_help_begins_or_shorter(chibo: Run):
    result = chibo("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"  {name}" in result.stdout


@pytest.mark.parametrize("words", [("--help",), ("solve", "placement", "--help"), ("campaign", "decide", "--help")])
def test_help_loads_neither_django_nor_the_solver(words):
    code = (
        "import sys; from chibo.cli import main\n"
        f"try: main({list(words)!r})\n"
        "finally: print(sorted({'django', 'highspy', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"
    assert done.stdout.startswith("Usage: ")


def test_an_unknown_command_is_unusable_input(chibo: Run):
    assert chibo("dissolve").exit_code == 2


def test_the_version_is_told(chibo: Run):
    assert chibo("--version").stdout.startswith("chibo ")


def run_with(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    code = f"from chibo.cli import main; main({list(words)!r})"
    environment = {"CHIBO_DATABASE_URL": url, "PATH": "/usr/bin:/bin", "CHIBO_SECRET_KEY": "x" * 50}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, timeout=120
    )


def test_a_database_of_an_unknown_kind_is_named():
    done = run_with("mysql://localhost/chibo", "migrate")
    assert (done.returncode, done.stdout) == (2, "")
    assert "CHIBO_DATABASE_URL" in done.stderr and "Traceback" not in done.stderr


def test_a_database_without_tables_points_to_migrate(tmp_path):
    done = run_with(f"sqlite:///{tmp_path}/new.sqlite3", "report", "progress")
    assert (done.returncode, done.stdout) == (2, "")
    assert "chibo migrate" in done.stderr and "Traceback" not in done.stderr
