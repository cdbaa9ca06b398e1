"""The main job from the command line, then the way back: an agency cell established again."""

from __future__ import annotations

import json

import pytest

from tests.journeys.conftest import Come
from tests.journeys.site import Site
from tests.journeys.test_main_job import register_by_command, site_campaign

pytestmark = pytest.mark.xdist_group("journeys")


def step(site: Site, name: str, campaign: str, *words: str) -> list[dict]:
    """What a step did, commune by commune; none may fail."""
    told = json.loads(site.chibo("campaign", name, "--campaign", campaign, *words, "--format", "json"))
    assert told["failed"] == []
    return told["done"]


def test_commands_dissolve_a_cell_and_people_call_it_back(site: Site, come: Come):
    site_campaign(site)
    count = register_by_command(site)
    step(site, "plan", "C1", "--on", "2019-04-25")
    step(site, "adopt", "C1", "--on", "2019-04-25")
    step(site, "decide", "C1", "--on", "2019-05-02", "--effective-on", "2019-05-15")
    step(site, "carry-out", "C1", "--on", "2019-05-15")
    (confirmed,) = step(site, "confirm", "C1", "--on", "2019-05-20")
    told = json.loads(site.chibo("report", "progress", "--campaign", "C1", "--as-of", "2019-05-31", "--format", "json"))
    assert confirmed["confirmed"] == count
    assert sum(unit["dissolved"] for unit in told["units"]) == 1
    assert sum(unit["confirmed"] for unit in told["units"]) == count

    with come("tochuc", "desk") as organiser:
        organiser.on_day("01/03/2021")
        organiser.goes_to("/dot-sap-xep/moi/")
        organiser.types(
            directive_number="15-KH/TU",
            directive_issuer="Ban Thường vụ Tỉnh ủy Đồng Nai",
            issued_on="01/03/2021",
            title="Thành lập lại chi bộ cơ quan",
            deadline="31/12/2021",
            code="C2",
        )
        organiser.page.select_option("[name=kind]", "ESTABLISH")
        organiser.chooses(unit="Thành phố Biên Hòa")
        organiser.presses("Mở đợt")
        organiser.sees("Đã mở đợt sắp xếp")
        organiser.looks("campaign")
    with come("danguy", "desk") as officer:
        officer.on_day("10/03/2021")
        officer.goes_to("/dot-sap-xep/C2/TAMHOA/")
        officer.follows("Chọn chi bộ")
        officer.looks("cells")
        officer.presses("Ghi lựa chọn")
        officer.sees("Đã chọn chi bộ")
        officer.looks("commune")
        ward = ("--unit", "TAMHOA")
        step(site, "plan", "C2", *ward, "--on", "2021-03-10")
        step(site, "adopt", "C2", *ward, "--on", "2021-03-10")
        step(site, "decide", "C2", *ward, "--on", "2021-03-12", "--effective-on", "2021-03-15")
        step(site, "carry-out", "C2", *ward, "--on", "2021-03-15")
        (back,) = step(site, "confirm", "C2", *ward, "--on", "2021-03-20")
        assert back["confirmed"] == count
        officer.on_day("31/03/2021")
        officer.goes_to("/don-vi/TAMHOA/")
        officer.sees("Chi bộ cơ quan phường Tam Hòa")
        officer.looks("called-back")
