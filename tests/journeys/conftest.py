"""What the journeys share: a founded city, copied for each journey, and people who come to it with a browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.books import write_units
from tests.journeys.people import PASSWORD, PATIENCE, Person, person
from tests.journeys.site import Site, empty_site

CAST = (
    ("tochuc", "Cán bộ Ban Tổ chức", "organiser", "BH"),
    ("danguy", "Cán bộ Đảng ủy", "committee_officer", "TAMHOA"),
    ("bithu", "Bí thư khu phố 1", "secretary", "TAMHOA-K1"),
    ("kiemtra", "Cán bộ Kiểm tra", "auditor", "BH"),
)
"""Account, name, role, where."""

expect.set_options(timeout=PATIENCE)
Come = Callable[[str, str], AbstractContextManager[Person]]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A new site with the city's units and an account for each role, all from the command line."""
    site = empty_site(tmp_path_factory.mktemp("founded"))
    site.chibo("migrate")
    site.chibo("import", "units", str(write_units(site.folder / "units.xlsx")))
    for username, full_name, role, unit in CAST:
        site.chibo("user", "create", username, "--full-name", full_name, "--password-stdin", typed=f"{PASSWORD}\n")
        site.chibo("role", "grant", username, role, "--unit", unit, "--on", "2019-01-01")
    return site


@pytest.fixture
def site(founded: Site, tmp_path: Path) -> Site:
    """A founded city of the test's own."""
    return founded.copied(tmp_path)


@pytest.fixture
def shots(request: pytest.FixtureRequest) -> Path | None:
    """Where the pictures of this journey go: below ``CHIBO_SHOTS`` where it names a folder, else nowhere."""
    if not (wanted := os.environ.get("CHIBO_SHOTS")):
        return None
    folder = Path(wanted) / request.node.name.removeprefix("test_")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def come(site: Site, browser: Browser, shots: Path | None) -> Iterator[Come]:
    """Serve the site; ``with come("danguy", "phone") as officer`` signs somebody in at that width."""
    with site.served() as address:
        yield lambda username, width: person(browser, address, username, width, shots)
