"""A browser before a server that works inside the test's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page

from tests.browsers import faults_of
from tests.factories.registry import PASSWORD, World

Open = Callable[..., Page]
WIDTHS = {"desk": (1280, 800), "phone": (390, 844)}


class SharingServer(ThreadedWSGIServer):
    """Leaves open the connection that it shares with the test."""

    def _close_connections(self) -> None:
        pass


class OneAtATime(StaticFilesHandler):
    """Answers one request after the other: they share a transaction, which two at once would tear."""

    lock = Lock()

    def __call__(self, *args: Any) -> Any:
        with self.lock:
            return super().__call__(*args)


class SharingServerThread(LiveServerThread):
    """Serves over the test's own connection, and so within its transaction, on either engine."""

    server_class = SharingServer


@pytest.fixture
def site(world: World, kept_connection: None) -> Iterator[str]:
    """The address of the site over the test's database."""
    shared = {alias: connections[alias] for alias in connections}
    for connection in shared.values():
        connection.inc_thread_sharing()
    server = SharingServerThread("localhost", OneAtATime, connections_override=shared)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()
    for connection in shared.values():
        connection.dec_thread_sharing()


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Open]:
    """Opens a page as one of the cast, at a width. An error in the console fails the test, but for a line that is cut."""
    contexts, said = [], []

    def as_one(username: str, address: str, width: str = "phone") -> Page:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        context = browser.new_context(base_url=site, viewport=size, locale="vi-VN", has_touch=width == "phone")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        sign_in(page, username, then="/")
        page.goto(address)
        return page

    yield as_one
    for context in contexts:
        context.close()
    assert [each for each in said if "ERR_INTERNET_DISCONNECTED" not in each] == []


def check_faultless(page: Page) -> None:
    """No fault of accessibility, nothing wider than the window."""
    assert faults_of(page) == [], page.url
    check_no_wider(page)


def check_no_wider(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def sign_in(page: Page, username: str = "officer", then: str = "/thu/dang-vien/") -> None:
    """Sign ``username`` in and wait for the page that was asked for."""
    page.goto(f"/dang-nhap/?next={then}")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("#sign-in [type=submit]")
    page.wait_for_url(f"**{then}")
