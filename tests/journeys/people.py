"""A person before a browser: goes, reads, types, presses, and looks at every page as a demanding visitor would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.browsers import DESK, PHONE, faults_of

PASSWORD = "mat-khau-thu-nghiem"
WIDTHS = {"desk": DESK, "phone": PHONE}
PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine."""


@dataclass
class Person:
    """One signed-in user. ``shots``: where the pictures of the pages go, if anywhere."""

    page: Page
    username: str
    shots: Path | None
    faults: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        self.page.goto("/")
        self.tabs_to("[name=username]")
        self.page.keyboard.type(self.username)
        self.tabs_to("[name=password]")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.sees("Việc cần làm")

    def goes_to(self, address: str) -> None:
        self.page.goto(address)

    def opens(self, entry: str) -> None:
        """Follow an entry of the main menu, which a phone has behind a button."""
        menu = self.page.locator("#menu")
        if not menu.is_visible():
            self.page.click(".menu-button")
        menu.get_by_role("link", name=entry, exact=True).click()

    def on_day(self, day: str) -> None:
        """See the site as of a day, by the field in the frame of every page."""
        self.page.fill("#as-of-day", day)
        self.page.press("#as-of-day", "Enter")
        self.sees(f"Đang xem như ngày {day}")

    def sees(self, *texts: str) -> None:
        """Each text stands on the page, visible; waits for it."""
        for text in texts:
            expect(self.main.get_by_text(text).locator("visible=true").first).to_be_visible()

    def offers(self, name: str | re.Pattern[str]) -> bool:
        """Whether the page, as it is, has a link or a button of this name."""
        return self.main.get_by_role("link", name=name).or_(self.main.get_by_role("button", name=name)).count() > 0

    def does_not_see(self, text: str) -> None:
        expect(self.main.get_by_text(text).locator("visible=true")).to_have_count(0)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Press a link of the page's own part."""
        self.main.get_by_role("link", name=name).first.click()

    def presses(self, name: str | re.Pattern[str]) -> None:
        self.main.get_by_role("button", name=name).first.click()

    def tabs_to(self, selector: str) -> None:
        """Press Tab until the focus stands on what ``selector`` names; the mouse stays still."""
        for _press in range(200):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    def types(self, **values: str) -> None:
        """Fill in fields by their names."""
        for name, value in values.items():
            self.main.locator(f"[name={name}]").first.fill(value)

    def chooses(self, **labels: str) -> None:
        """Choose from lists by what they show."""
        for name, label in labels.items():
            self.main.locator(f"select[name={name}]").first.select_option(label=label)

    def looks(self, name: str) -> None:
        """Take a picture where they are wanted; the page has no fault that a machine can see and does not scroll sideways."""
        if self.shots is not None:
            self.page.evaluate("scrollTo(0, 0), document.fonts.ready")
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
        if self.page.viewport_size == {"width": DESK[0], "height": DESK[1]}:
            # What axe finds does not depend on the width, and costs a second a page.
            self.faults += [f"{name}: {fault}" for fault in faults_of(self.page)]
        wide, width = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if wide > width:
            self.faults.append(f"{name}: scrolls sideways, {wide} in {width}")

    def downloads(self, name: str | re.Pattern[str]) -> bytes:
        """The file that a link of the page gives."""
        with self.page.expect_download() as download:
            self.follows(name)
        return Path(download.value.path()).read_bytes()


@contextmanager
def person(browser: Browser, site: str, username: str, width: str, shots: Path | None) -> Iterator[Person]:
    """Somebody who signs in at ``site`` on a desk's or a phone's screen.

    Fails at the end when a page had a fault: an error in its console (such as a breach of the content policy), a
    request to another host, an answer 500, or what ``Person.looks`` finds.
    """
    context = browser.new_context(
        base_url=site,
        viewport={"width": WIDTHS[width][0], "height": WIDTHS[width][1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=width == "phone",
        is_mobile=width == "phone",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    found = Person(context.new_page(), username, shots)
    host = urlsplit(site).netloc

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.faults.append(f"console on {found.page.url}: {message.text}")

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != host:
            found.faults.append(f"request to another host: {request.url}")

    found.page.on("console", heard)
    found.page.on("pageerror", lambda error: found.faults.append(f"script on {found.page.url}: {error}"))
    context.on("request", asked)
    found.sign_in()
    try:
        yield found
    except BaseException:
        found.page.screenshot(path=shots / f"failed-{username}.png", full_page=True)
        raise
    finally:
        context.close()
    assert found.faults == [], found.faults
