"""Every Vietnamese sentence of the product has its English one, whole and with the same blanks; papers stay Vietnamese.

After a change of words run ``make messages``, fill in what is empty in ``locale/en`` and run it again: it writes the
``.mo`` that the product reads.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
SOURCE, TEMPLATES = ROOT / "src" / "chibo", ROOT / "templates"
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
ON_PAPER = (SOURCE / "domain", SOURCE / "documents" / "rendering")

ARGUMENTS = {"gettext": "m", "gettext_noop": "m", "ngettext": "mp", "pgettext": "cm", "npgettext": "cmp"}
"""What the first arguments of each function are: context, message, plural."""
LAZY = {f"{name}_lazy" for name in ARGUMENTS}
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")


class Message(NamedTuple):
    """One sentence to translate: its context, its words, and its plural where it counts."""

    context: str | None
    text: str
    plural: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue finds it by."""
        return self.context, self.text


class Entry(NamedTuple):
    """One entry of the catalogue."""

    message: Message
    forms: tuple[str, ...]
    is_fuzzy: bool


def python_messages(path: Path) -> Iterator[Message | None]:
    """The sentences a module asks to translate; ``None`` for each that ``make messages`` would not find.

    It finds words written in the call itself, outside f-strings, of a function under its own name or ``_``.
    """
    text = path.read_text(encoding="utf-8")
    if "gettext" not in text:
        return
    tree = ast.parse(text)
    names = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    hidden = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            kinds = ARGUMENTS.get(names[node.func.id])
            if kinds is not None:
                words = [each.value for each in node.args[: len(kinds)] if isinstance(each, ast.Constant)]
                is_plain = node.func.id in ("_", *ARGUMENTS, *LAZY) and id(node) not in hidden
                yield _message(kinds, words) if is_plain and len(words) == len(kinds) else None


def template_messages(path: Path) -> Iterator[Message]:
    """The sentences a template asks to translate."""
    for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        words = [ast.literal_eval(each) for each in re.findall(LITERAL, arguments)]
        yield _message(ARGUMENTS.get(name, "m"), words)


def _message(kinds: str, words: list[str]) -> Message:
    given = dict(zip(kinds, words, strict=True))
    return Message(given.get("c"), given["m"], given.get("p"))


@cache
def in_modules() -> list[tuple[str, Message | None]]:
    """Every sentence of the modules, each with its place."""
    return [
        (str(path.relative_to(ROOT)), message)
        for path in sorted(SOURCE.rglob("*.py"))
        for message in python_messages(path)
    ]


@cache
def used() -> dict[Message, str]:
    """Every sentence of the product and one place that uses it."""
    found: dict[Message, str] = {}
    for place, message in in_modules():
        if message is not None:
            found.setdefault(message, place)
    for path in sorted(TEMPLATES.rglob("*.html")):
        for message in template_messages(path):
            found.setdefault(message, str(path.relative_to(ROOT)))
    return found


@cache
def catalogue() -> dict[tuple[str | None, str], Entry]:
    """The entries of the English catalogue but its header, by context and message; obsolete ones are left out."""
    entries = {}
    for block in CATALOGUE.read_text(encoding="utf-8").split("\n\n"):
        is_fuzzy, parts, name = False, {}, ""
        for line in block.splitlines():
            if line.startswith("#"):
                is_fuzzy |= line.startswith("#,") and "fuzzy" in line
                continue
            if not line.startswith('"'):
                name, line = line.split(" ", 1)
            parts[name] = parts.get(name, "") + ast.literal_eval(line)
        if parts.get("msgid"):
            message = Message(parts.get("msgctxt"), parts["msgid"], parts.get("msgid_plural"))
            forms = tuple(text for name, text in parts.items() if name.startswith("msgstr"))
            entries[message.key] = Entry(message, forms, is_fuzzy)
    return entries


def compiled() -> dict[str, str]:
    """What the ``.mo`` holds, key and value as GNU gettext writes them, without the header."""
    data = COMPILED.read_bytes()
    magic, _version, count, keys_at, values_at = struct.unpack_from("<5I", data)
    assert magic == 0x950412DE

    def text(table: int, index: int) -> str:
        length, start = struct.unpack_from("<2I", data, table + 8 * index)
        return data[start : start + length].decode("utf-8")

    found = {text(keys_at, index): text(values_at, index) for index in range(count)}
    found.pop("", None)
    return found


def test_the_product_is_read():
    assert Message(None, "Chi bộ") in used()
    assert Message(None, "%(count)s đảng viên", "%(count)s đảng viên") in used()
    assert Message(None, "Chưa có dữ liệu.") in used()
    assert len(used()) > 1000


def test_make_messages_finds_every_sentence():
    assert [place for place, message in in_modules() if message is None] == []


def test_every_sentence_has_its_english():
    missing = []
    for message, place in used().items():
        entry = catalogue().get(message.key)
        if entry is None or not all(entry.forms) or len(entry.forms) != (2 if message.plural else 1):
            missing.append(f"{place}: {message.text}")
    assert missing == [], "run `make messages` and fill in locale/en"


def test_no_english_is_a_guess():
    assert [entry.message.text for entry in catalogue().values() if entry.is_fuzzy] == []


def test_english_has_the_same_blanks():
    wrong = []
    for entry in catalogue().values():
        wanted = sorted(BLANK.findall(entry.message.text))
        wrong += [form for form in entry.forms if form and sorted(BLANK.findall(form)) != wanted]
    assert wrong == []


def test_english_is_not_the_vietnamese_left_standing():
    """Quoted examples may stay Vietnamese; a whole sentence may not."""
    copied = [entry.message.text for entry in catalogue().values() if entry.message.text in entry.forms]
    assert [text for text in copied if re.search(r"[^\W\d_a-zA-Z]", text)] == []


def test_the_compiled_catalogue_is_that_of_the_source():
    wanted = {}
    for entry in catalogue().values():
        if all(entry.forms) and not entry.is_fuzzy:
            context, text, plural = entry.message
            key = "\x04".join(filter(None, (context, text)))
            wanted["\x00".join(filter(None, (key, plural)))] = "\x00".join(entry.forms)
    assert compiled() == wanted, "run `make messages`"


@pytest.mark.parametrize("folder", ON_PAPER, ids=lambda path: path.name)
def test_what_stands_on_paper_is_not_translated(folder: Path):
    assert [str(path) for path in sorted(folder.rglob("*.py")) if "gettext" in path.read_text(encoding="utf-8")] == []
