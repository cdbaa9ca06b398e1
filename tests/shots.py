"""The pictures of the README, made from the demo: ``make shots`` writes them to ``docs/images``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.browsers import DESK, PHONE, chromium
from tests.journeys.site import Site, empty_site

IMAGES = Path(__file__).parents[1] / "docs" / "images"
COMMUNES = "TN,BH-TAMHOA,BH-TANMAI"
DAY = "31/12/2019"


class Shot(NamedTuple):
    """A page as one account sees it. ``clicks``: what is pressed first, in order."""

    name: str
    username: str
    address: str
    size: tuple[int, int] = DESK
    clicks: tuple[str, ...] = ()


CAMPAIGN = "/dot-sap-xep/KH260-2019/"
SHOTS = (
    Shot("campaign", "totuctinh", CAMPAIGN),
    Shot("commune", "totuchuyen", f"{CAMPAIGN}TN-HUNGLOC/"),
    Shot("board", "totuchuyen", f"{CAMPAIGN}TN-HUNGLOC/phuong-an/1/bang/", clicks=(".board-card",)),
    Shot("decision", "danguy", f"{CAMPAIGN}TN-GIAKIEM/quyet-dinh/"),
    Shot("progress", "totuctinh", "/bao-cao/"),
    Shot("todo-phone", "bithu", "/", PHONE),
    Shot("transfers-phone", "bithu", "/chuyen-sinh-hoat/", PHONE),
    Shot("members-phone", "danguy", "/dang-vien/", PHONE),
)


def main() -> None:
    """Load a part of the demo, serve it, and take each picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = empty_site(Path(folder))
        site.chibo("migrate")
        passwords = _sign_ins(site)
        with site.served() as address, chromium() as browser:
            for shot in SHOTS:
                _take(browser, address, shot, passwords[shot.username])


def _sign_ins(site: Site) -> dict[str, str]:
    lines = site.chibo("demo", "--communes", COMMUNES).splitlines()
    return {username: password for username, password, *_role in (line.split() for line in lines if line.strip())}


def _take(browser: Browser, address: str, shot: Shot, password: str) -> None:
    width, height = shot.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        is_mobile=shot.size == PHONE,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/")
    page.fill("[name=username]", shot.username)
    page.fill("[name=password]", password)
    page.click("#sign-in [type=submit]")
    page.wait_for_selector("#menu", state="attached")
    answer = page.goto(f"{shot.address}?ngay={DAY}")
    if answer is None or not answer.ok:
        sys.exit(f"make shots: {shot.name}: {shot.address} answers {answer and answer.status}.")
    for selector in shot.clicks:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    context.close()


if __name__ == "__main__":
    main()
