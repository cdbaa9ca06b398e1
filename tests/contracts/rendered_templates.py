"""Notes which templates the tests render, over all worker processes, and fails a whole run that leaves one out.

A plugin (``tests/conftest.py`` names it). It judges whole runs only: with a path, ``-k``, ``-m`` or a failure the list
would say nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"


class RenderedTemplates:
    """The names seen in this process and, in the controller, in its workers."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.seen: set[str] = set()
        self.missing: list[str] = []

    def note(self, template: Any, **_: Any) -> None:
        if template.name:
            # A safe string stays one through str(), and worker processes cannot send it.
            self.seen.add("".join(list(template.name)))

    def pytest_sessionstart(self) -> None:
        from django.test.signals import template_rendered

        template_rendered.connect(self.note)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.seen.update(getattr(node, "workeroutput", {}).get("templates", ()))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["templates"] = sorted(self.seen)
        elif exitstatus == 0 and is_whole_run(self.config):
            self.missing = not_rendered(self.seen)
            if self.missing:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.missing:
            terminalreporter.section("Templates that no test renders", red=True)
            terminalreporter.write_line("\n".join(self.missing))


def is_whole_run(config: pytest.Config) -> bool:
    """Whether every test was asked for."""
    wanted = config.invocation_params.args
    narrowed = any(config.getoption(name) for name in ("keyword", "markexpr", "collectonly"))
    paths = [each for each in wanted if (config.invocation_params.dir / str(each).split("::")[0]).exists()]
    return not narrowed and all(Path(path).name == "tests" for path in paths) and not config.getoption("lf", False)


def all_templates() -> list[str]:
    """Names of the product's templates."""
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file())


def not_rendered(seen: set[str]) -> list[str]:
    """Templates that are not among ``seen``."""
    return [name for name in all_templates() if name not in seen]


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(RenderedTemplates(config), "chibo-rendered-templates")
