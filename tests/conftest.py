"""What every test shares: a database per test process, no network, the fixed cast (see ``tests/factories``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.factories.memory import world_again
from tests.factories.registry import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ["tests.contracts.rendered_templates"]


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


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The connection that holds the test's transaction stays open from request to request, as with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
