"""A page of the kit's own pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import WIDTHS, sign_in


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
