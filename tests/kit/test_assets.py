"""What pages are made of lies here, unchanged, and keeps to the strict content policy."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

from chibo.config.menu import ENTRIES

STATIC = settings.BASE_DIR / "static"
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SOURCES = sorted((settings.BASE_DIR / "src" / "chibo").rglob("*.py"))
VENDORED = STATIC / "vendor" / "VENDORED.md"


def test_each_vendored_file_is_the_one_that_was_written_down():
    sums = dict(reversed(line.split()) for line in re.findall(r"^[0-9a-f]{64}  \S+$", VENDORED.read_text(), re.M))
    files = {str(path.relative_to(VENDORED.parent)) for path in VENDORED.parent.rglob("*") if path.is_file()}
    assert set(sums) == {name for name in files if not name.endswith(("LICENSE", "VENDORED.md"))}
    for name, digest in sums.items():
        assert hashlib.sha256((VENDORED.parent / name).read_bytes()).hexdigest() == digest, name


def test_every_icon_that_is_used_is_in_the_sprite():
    sprite = (STATIC / "vendor/bootstrap-icons/icons.svg").read_text()
    there = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    disabled = [tag for path in TEMPLATES for tag in re.findall(r"{% button_disabled .*?%}", path.read_text())]
    words = {word for tag in disabled for word in re.findall(r' "([a-z0-9-]+)"', tag)}
    used |= {word for word in words if not word.startswith("btn-")}
    used |= {entry.icon for entry in ENTRIES}
    assert used <= there


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_page_holds_inline_script_or_style_or_anything_from_outside(path: Path):
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.*s")), ids=lambda path: path.name)
def test_own_files_fetch_nothing_from_outside(path: Path):
    assert not re.search(r"https?://|url\(['\"]?//", path.read_text().replace("http://www.w3.org", ""))


def test_a_first_visit_stays_small_on_a_slow_line():
    import brotli
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    texts = [STATIC / "vendor/bootstrap/bootstrap.min.css", STATIC / "chibo.css", STATIC / "chibo.js", htmx]
    texts.append(STATIC / "vendor/bootstrap-icons/icons.svg")
    fonts = sum(path.stat().st_size for path in (STATIC / "vendor").rglob("*.woff2"))
    assert fonts + sum(len(brotli.compress(path.read_bytes())) for path in texts) < 100_000
