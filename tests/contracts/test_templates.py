"""Every template is in use, breaks none of the house's rules, and is rendered by some test (``rendered_templates.py``)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.contracts.rendered_templates import TEMPLATES, RenderedTemplates, all_templates, not_rendered

SOURCE = Path(__file__).parents[2] / "src" / "chibo"
CALLED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "an inline style": re.compile(r"<style|\sstyle="),
    "an event handler": re.compile(r"\son[a-z]+\s*="),
    "an address outside": re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//"),
}


@cache
def named_in_source() -> set[str]:
    """Everything in the code and in templates that looks like the name of a template."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    texts += [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    return {name for text in texts for name in re.findall(r"[\"']([\w/-]+\.(?:html|txt|xml))[\"']", text)}


def test_every_template_is_named_somewhere():
    assert sorted(set(all_templates()) - named_in_source() - CALLED_BY_DJANGO) == []


def test_every_name_of_a_template_leads_to_one():
    known = set(all_templates())
    folders = {name.split("/")[0] for name in known if "/" in name}
    named = {name for name in named_in_source() if name.split("/")[0] in folders and "/" in name}
    assert sorted(named - known) == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_keep_the_content_policy(what: str):
    wrong = [name for name in all_templates() if FORBIDDEN[what].search((TEMPLATES / name).read_text(encoding="utf-8"))]
    assert wrong == []


def test_a_template_left_out_is_told_by_name():
    seen = set(all_templates()) - {"base.html"}
    assert not_rendered(seen) == ["base.html"]
    assert not_rendered(seen | {"base.html"}) == []


@pytest.mark.parametrize(
    ("asked", "left_out", "status", "ends"),
    [([], True, 0, 1), ([], False, 0, 0), ([], True, 2, 2), (["tests/contracts"], True, 0, 0), (["tests"], True, 0, 1)],
)
def test_a_whole_run_that_leaves_a_template_out_fails(asked: list[str], left_out: bool, status: int, ends: int):
    config = SimpleNamespace(
        invocation_params=SimpleNamespace(args=asked, dir=TEMPLATES.parent),
        getoption=lambda name, default=None: default,
    )
    plugin = RenderedTemplates(config)
    plugin.seen = set(all_templates()) - ({"base.html"} if left_out else set())
    session = SimpleNamespace(exitstatus=status)
    plugin.pytest_sessionfinish(session, status)

    assert session.exitstatus == ends
    assert plugin.missing == (["base.html"] if ends == 1 else [])
