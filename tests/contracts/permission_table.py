"""Reads the permission table (see ``permissions/__init__.py``) and writes it as ``docs/permissions.md``."""

from __future__ import annotations

import csv
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "permissions"
DOCUMENT = Path(__file__).parents[2] / "docs" / "permissions.md"
CAST = ("organiser", "officer", "head", "secretary", "member", "auditor", "outsider", "anonymous")
TITLES = {
    "organiser": "Organiser (city)",
    "officer": "Committee officer (commune)",
    "head": "Head of office (commune)",
    "secretary": "Secretary (cell)",
    "member": "Member",
    "auditor": "Auditor (city)",
    "outsider": "Officer of another commune",
    "anonymous": "Not signed in",
}
WORDS = {"200": "yes", "303": "yes", "302": "sign-in", "401": "sign-in", "403": "no", "404": "not found"}


@dataclass(frozen=True)
class Line:
    """One line of the table: an address and what each of the cast gets."""

    job: str
    url: str
    method: str
    arguments: dict[str, str]
    expected: dict[str, int]


def jobs() -> list[str]:
    """Jobs that have a table."""
    return sorted(path.stem for path in FOLDER.glob("*.csv"))


def lines(job: str | None = None) -> list[Line]:
    """The lines of one job, or of all."""
    return [line for each in ([job] if job else jobs()) for line in _read(each)]


def values_of(line: Line, made: dict[str, Any]) -> dict[str, Any]:
    """The line's arguments with the subjects in place of their names; a value that begins with ``=`` is itself."""
    return {
        name: value[1:] if value.startswith("=") else made.get(value, value) for name, value in line.arguments.items()
    }


def subjects(world: Any) -> dict[str, Any]:
    """The subjects of every job, made now."""
    made: dict[str, Any] = {}
    for module in _modules():
        if hasattr(module, "subjects"):
            made |= module.subjects(world)
    return made


def grow(world: Any, number: int) -> None:
    """``number`` more rows of each kind that some page lists."""
    for module in _modules():
        if hasattr(module, "grow"):
            module.grow(world, number)


def url_patterns() -> Iterator[tuple[str, str]]:
    """Name and pattern of every URL of the product."""
    from django.urls import get_resolver

    def walk(resolver: Any, namespace: str, above: str) -> Iterator[tuple[str, str]]:
        for each in resolver.url_patterns:
            pattern = above + str(each.pattern)
            if hasattr(each, "url_patterns"):
                yield from walk(each, namespace + (f"{each.namespace}:" if each.namespace else ""), pattern)
            else:
                yield f"{namespace}{each.name}", pattern

    return walk(get_resolver(), "", "/")


def as_markdown() -> str:
    """The whole table for people."""
    patterns = dict(url_patterns())
    text = [
        "# Who may open what",
        "",
        "Generated from `tests/contracts/permissions/` by `python -m tests.contracts.permission_table`; do not edit.",
        "",
        "*yes*: the page answers; *no*: it exists and is refused; *not found*: for this person it does not exist.",
        "Subjects in brackets lie in the commune of the committee officer unless their name says otherwise.",
    ]
    for job in jobs():
        text += ["", f"## {job}", "", f"| Address | {' | '.join(TITLES[one] for one in CAST)} |", "|---" * 9 + "|"]
        for line in lines(job):
            method = "" if line.method == "GET" else f"{line.method} "
            about = f" ({', '.join(value.lstrip('=') for value in line.arguments.values())})" if line.arguments else ""
            answers = [WORDS.get(str(line.expected[one]), str(line.expected[one])) for one in CAST]
            text.append(f"| {method}`{patterns.get(line.url, line.url)}`{about} | {' | '.join(answers)} |")
    return "\n".join(text) + "\n"


def _read(job: str) -> Iterator[Line]:
    with (FOLDER / f"{job}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            arguments = dict(pair.split("=", 1) for pair in row["arguments"].split())
            yield Line(job, row["url"], row["method"], arguments, {one: int(row[one]) for one in CAST})


def _modules() -> list[Any]:
    names = sorted(each.name for each in pkgutil.iter_modules([str(FOLDER)]))
    return [importlib.import_module(f"tests.contracts.permissions.{name}") for name in names]


def main() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    DOCUMENT.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
