"""A browser before a server that works inside the test's own transaction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page

from tests.factories.registry import PASSWORD, World

WIDTHS = {"desk": (1280, 800), "phone": (390, 844)}


class SharingServer(ThreadedWSGIServer):
    """Leaves open the connection that it shares with the test."""

    def _close_connections(self) -> None:
        pass


class SharingServerThread(LiveServerThread):
    """Serves over the test's own connection, and so within its transaction, on either engine."""

    server_class = SharingServer


@pytest.fixture
def site(world: World, kept_connection: None) -> Iterator[str]:
    """The address of the site over the test's database."""
    shared = {alias: connections[alias] for alias in connections}
    for connection in shared.values():
        connection.inc_thread_sharing()
    server = SharingServerThread("localhost", StaticFilesHandler, connections_override=shared)
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
def page(request, browser: Browser, site: str) -> Iterator[Page]:
    """A page at desk width, or at the width asked for, signed in as the committee officer.

    An error in its console, such as a breach of the content policy, fails the test.
    """
    name = getattr(request, "param", "desk")
    width, height = WIDTHS[name]
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": height}, locale="vi-VN", has_touch=name == "phone"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    sign_in(page)
    yield page
    context.close()
    assert [each for each in said if "404" not in each] == []


def sign_in(page: Page, username: str = "officer", then: str = "/thu/dang-vien/") -> None:
    """Sign ``username`` in and wait for the page that was asked for."""
    page.goto(f"/dang-nhap/?next={then}")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("#sign-in [type=submit]")
    page.wait_for_url(f"**{then}")
