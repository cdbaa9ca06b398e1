"""Every use case has a name and a label; every violation code has a sentence whose words are at hand, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.functional import Promise

from chibo.audit.use_cases import USE_CASES, UseCase
from chibo.registry.violations import SENTENCES

SOURCE = Path(__file__).parents[2] / "src" / "chibo"
ENGLISH = Path(__file__).parents[2] / "locale" / "en" / "LC_MESSAGES" / "django.po"
MAKERS = {"Violation", "refusal", "warning"}


class Use(NamedTuple):
    """A violation made somewhere: its code, the names given with it (``None``: not plain to see), and where."""

    code: str
    given: frozenset[str] | None
    where: str


def product_use_cases() -> dict[str, UseCase]:
    """The product's own, once every screen is loaded; other tests of the process may have registered some."""
    import_module("chibo.config.urls")
    return {name: each for name, each in USE_CASES.items() if each.function.__module__.startswith("chibo.")}


def violations_in_source() -> list[Use]:
    return [use for path in sorted(SOURCE.rglob("*.py")) for use in _uses(path)]


def _uses(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        code = node.args[0]
        if name in MAKERS and isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield Use(code.value, _given(node, name), f"{path.relative_to(SOURCE)}:{node.lineno}")


def _given(node: ast.Call, name: str) -> frozenset[str] | None:
    if name == "Violation":
        params = node.args[2] if len(node.args) > 2 else None
        if isinstance(params, ast.Dict) and all(isinstance(key, ast.Constant) for key in params.keys):
            return frozenset(key.value for key in params.keys)
        return frozenset() if params is None and not node.keywords else None
    if len(node.args) > 1 or any(keyword.arg is None for keyword in node.keywords):
        return None
    return frozenset(keyword.arg for keyword in node.keywords)


def test_the_source_is_read():
    assert {"CELL_TOO_SMALL", "CODE_TAKEN", "LATER_STAY"} <= {use.code for use in violations_in_source()}


def test_every_use_case_has_a_name_of_its_job_and_a_label():
    jobs = {config.label for config in apps.get_app_configs()}
    use_cases = product_use_cases()
    assert len(use_cases) > 50
    for name, use_case in use_cases.items():
        job, fact = name.split(".")
        assert job in jobs, name
        assert re.fullmatch(r"[a-z]+(_[a-z]+)+", fact), (
            f"{name}: object and what happened to it, registry.cell_dissolved"
        )
        assert isinstance(use_case.label, Promise), f"{name}: the label must be translatable"
        assert str(use_case.label).strip()


def test_no_two_use_cases_have_one_label():
    labels = [str(use_case.label) for use_case in product_use_cases().values()]
    assert sorted(label for label in set(labels) if labels.count(label) > 1) == []


def test_every_violation_code_has_a_sentence():
    without = [f"{use.code} at {use.where}" for use in violations_in_source() if use.code not in SENTENCES]
    assert without == []


def test_every_sentence_finds_its_words():
    missing = []
    for use in violations_in_source():
        wanted = set(re.findall(r"%\((\w+)\)", str(SENTENCES.get(use.code, ""))))
        if use.given is not None and not wanted <= use.given:
            missing.append(f"{use.code} at {use.where}: {sorted(wanted - use.given)}")
    assert missing == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sentences_keep_their_words_in_every_language(language: str):
    with translation.override("vi"):
        source = {code: set(re.findall(r"%\((\w+)\)s", str(text))) for code, text in SENTENCES.items()}
    with translation.override(language):
        shown = {code: set(re.findall(r"%\((\w+)\)s", str(text))) for code, text in SENTENCES.items()}
    assert shown == source


def test_english_has_every_label_and_sentence_once_there_is_a_catalogue():
    catalogue = ENGLISH.read_text(encoding="utf-8") if ENGLISH.exists() else ""
    if not catalogue:
        return
    texts = [*SENTENCES.values(), *(use_case.label for use_case in product_use_cases().values())]
    with translation.override("vi"):
        source = [str(text) for text in texts]
    with translation.override("en"):
        english = [str(text) for text in texts]
    assert [text for text, other in zip(source, english, strict=True) if text == other] == []
