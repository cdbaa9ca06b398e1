"""Commands are called as a shell would call them, against the test's own database."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from chibo.cli import main

Run = Callable[..., Result]


@pytest.fixture
def chibo(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call ``chibo`` with the words given; ``input``: what it reads from standard input."""
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")

    def run(*words: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, list(words), input=input, catch_exceptions=False)

    return run


def told(result: Result) -> dict:
    """The JSON that a command wrote on standard output, where nothing else may stand."""
    return json.loads(result.stdout)
