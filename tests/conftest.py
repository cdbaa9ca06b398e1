"""What every test shares: a database per test process, no network, the fixed cast (see ``tests/factories``)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from tests.factories.memory import world_again
from tests.factories.registry import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from chibo.domain.papers.model import Paper

# How long a machine takes says nothing about the product.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_prints: dict[tuple[str, str], bytes] = {}
pytest_plugins = ["tests.contracts.rendered_templates", "tests.pages"]


@pytest.fixture
def world(db: None) -> World:
    """A city with one commune to reorganise and the fixed cast."""
    return world_again()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test process: Playwright cannot be started twice in one."""
    from tests.browsers import chromium

    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as started:
        yield started


@pytest.fixture(autouse=True)
def quick_papers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing prints the first paper of each title in a process and hands those prints on: printing is most of its time.

    A test that looks into what was signed says ``@pytest.mark.prints``.
    """
    if "db" not in request.fixturenames or request.node.get_closest_marker("prints"):
        return
    from chibo.documents.services import signing

    for name in ("to_pdf", "to_docx"):
        monkeypatch.setattr(signing, name, partial(_printed_once, getattr(signing, name)))


def _printed_once(to_print: Callable[[Paper], bytes], paper: Paper) -> bytes:
    key = (to_print.__name__, paper.title)
    if key not in _prints:
        _prints[key] = to_print(paper)
    return _prints[key]


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The connection that holds the test's transaction stays open from request to request, as with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
