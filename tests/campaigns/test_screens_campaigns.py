"""The screens of campaigns: list, opening one, one from above, deadlines, exceptions."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape

import openpyxl
import pytest
from django.urls import reverse

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.campaigns.models import Campaign, CampaignCommune
from chibo.campaigns.queries.overview import cascade_of, rows_on
from chibo.campaigns.services.campaigns import create_campaign, excuse_commune
from chibo.domain.campaigns import CommuneState
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Role
from chibo.reports.queries import figures_of
from tests.campaigns.screens import as_user, said, words
from tests.factories.campaigns import (
    DEADLINE,
    DECIDED_ON,
    DIRECTIVE_ON,
    EFFECTIVE_ON,
    PLANNED_ON,
    decided,
    moving,
    open_campaign,
    part_of,
)
from tests.factories.registry import World, make_member, make_unit, make_user, operator

LIST = "/dot-sap-xep/"
NEW = "/dot-sap-xep/moi/"
DIRECTIVE = {
    "directive_number": "260-KH/TU",
    "directive_issuer": "Tỉnh ủy",
    "issued_on": "16/04/2019",
    "unit": "BH",
    "kind": "DISSOLVE",
    "title": "Không tổ chức chi bộ cơ quan",
    "deadline": "31/12/2019",
}


def on_day(client, day: date) -> None:
    client.get("/dot-sap-xep/", {"ngay": day.isoformat()})


def names_on_list(client, campaign: Campaign, **query: str) -> list[str]:
    return [row.name for row in client.get(f"/dot-sap-xep/{campaign.code}/", query).context["list"].rows()]


def test_the_list_tells_how_far_each_campaign_has_come(world: World):
    moving(world)
    client = as_user(world.organiser)

    on_day(client, DECIDED_ON)
    early = client.get(LIST).context["list"].rows()[0]["progress"]
    on_day(client, DEADLINE + timedelta(days=1))
    page = client.get(LIST)

    assert (early["DECIDED"], early["LATE"]) == (1, 0)
    assert page.context["list"].rows()[0]["progress"]["LATE"] == 1
    assert "0 / 1 xã" in words(page)


def test_a_campaign_is_found_without_accents_and_only_by_those_who_follow_it(world: World):
    open_campaign(world)

    assert as_user(world.auditor).get(LIST, {"tim": "dua dang vien"}).context["list"].count == 1
    assert as_user(world.officer).get(LIST, {"tim": "260"}).context["list"].count == 1
    assert as_user(world.secretary).get(LIST).context["list"].count == 0


def test_the_form_shows_the_communes_that_the_campaign_would_reach(world: World):
    asked = {"unit": "BH", "issued_on": "16/04/2019"}
    page = as_user(world.organiser).get(f"{NEW}pham-vi/", asked)

    assert [row.name for row in page.context["reach"]] == ["Phường Tam Hòa", "Phường Tân Mai"]
    assert (page.context["reach_cells"], page.context["reach_members"]) == (1, 3)
    assert "không có chi bộ cơ quan" in words(page)


def test_the_preview_is_what_the_campaign_then_reaches(world: World):
    previewed = cascade_of(world.city, DIRECTIVE_ON, viewer=world.organiser)
    campaign = open_campaign(world)

    assert {row.unit_id for row in previewed} == set(campaign.communes.values_list("unit_id", flat=True))


def test_without_javascript_the_preview_is_a_button_and_nothing_is_lost(world: World):
    page = as_user(world.organiser).post(NEW, DIRECTIVE | {"preview": "1"})

    assert len(page.context["reach"]) == 2
    assert 'value="260-KH/TU"' in words(page)
    assert not Campaign.objects.exists()


def test_a_campaign_is_opened_once_however_often_the_button_is_pressed(world: World):
    client = as_user(world.organiser)

    first = client.post(NEW, DIRECTIVE | {"once": "a"})
    second = client.post(NEW, DIRECTIVE | {"once": "a"})

    campaign = Campaign.objects.get()
    assert (campaign.code, campaign.communes.count()) == ("260-KH-TU-2019", 2)
    assert first["Location"] == f"/dot-sap-xep/{campaign.code}/"
    assert "lần bấm trước" in said(second)[-1]
    assert AuditEntry.objects.filter(action="campaigns.campaign_created").count() == 1


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"deadline": "01/01/2019"}, "deadline", "Hạn hoàn thành phải từ ngày ban hành"),
        ({"code": "moi"}, "code", "từ này đã dùng"),
        ({"code": "a/b"}, "code", "chữ không dấu"),
        ({"code": "C1"}, "code", "đã là của một đợt sắp xếp khác"),
        ({"issued_on": "31/02/2019"}, "issued_on", "không phải là ngày"),
        ({"issued_on": "01/01/2001"}, "unit", "không có xã, phường, thị trấn nào"),
        ({"unit": "TANMAI"}, "unit", "TANMAI"),
    ],
)
def test_what_is_wrong_with_a_campaign_stands_beside_its_field(world: World, change, field, sentence):
    open_campaign(world)
    page = as_user(world.organiser).post(NEW, DIRECTIVE | change)

    assert page.status_code == 200
    assert sentence in str(page.context["form"].errors[field])
    assert Campaign.objects.count() == 1


def test_a_campaign_is_opened_only_where_one_directs(world: World):
    province_unit = DIRECTIVE | {"unit": "DN"}
    assert as_user(world.officer).post(NEW, DIRECTIVE).status_code == 403
    assert as_user(world.organiser).post(NEW, province_unit).context["form"].errors["unit"]
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("day", [DIRECTIVE_ON, PLANNED_ON, DECIDED_ON, EFFECTIVE_ON, date(2020, 2, 1)])
def test_every_figure_equals_the_list_that_it_opens(world: World, day: date):
    campaign = moving(world).commune.campaign
    client = as_user(world.organiser)
    on_day(client, day)
    text = client.get(f"/dot-sap-xep/{campaign.code}/").content.decode()
    figures = re.findall(r'class="figure-card[^"]*" href="([^"]+)"><b>(\d+)</b>', text)

    assert len(figures) >= 6
    for query, count in figures:
        page = client.get(f"/dot-sap-xep/{campaign.code}/{unescape(query)}")
        assert page.context["list"].count == int(count), query


def test_figures_of_districts_open_their_lists_too(world: World):
    district = make_unit("Huyện Xuân Lộc", UnitKind.DISTRICT, world.province, code="XL")
    agency = make_unit("Chi bộ cơ quan", UnitKind.AGENCY_CELL, make_unit("Xã Xuân Bắc", UnitKind.COMMUNE, district))
    make_member(agency, "Trần Văn Xa")
    campaign = open_campaign(world, unit=world.province)
    client = as_user(make_user("tinh", Role.ORGANISER, world.province))
    on_day(client, date(2020, 2, 1))

    text = client.get(f"/dot-sap-xep/{campaign.code}/").content.decode()
    links = re.findall(r'href="(\?huyen=[^"]+)">(\d+)</a>', text)

    assert {row["row"].code for row in client.get(f"/dot-sap-xep/{campaign.code}/").context["districts"]} == {
        "BH",
        "XL",
    }
    assert links
    for query, count in links:
        page = client.get(f"/dot-sap-xep/{campaign.code}/{unescape(query)}")
        assert page.context["list"].count == int(count), query


def test_late_communes_come_first_and_those_outside_last(world: World):
    campaign = moving(world).commune.campaign
    client = as_user(world.organiser)
    on_day(client, DEADLINE + timedelta(days=1))

    assert names_on_list(client, campaign) == ["Phường Tam Hòa", "Phường Tân Mai"]
    assert names_on_list(client, campaign, cham="1") == ["Phường Tam Hòa"]
    assert names_on_list(client, campaign, tim="tan mai") == ["Phường Tân Mai"]
    assert names_on_list(client, campaign, **{"trang-thai": "khong-thuoc-dien"}) == ["Phường Tân Mai"]


@pytest.mark.parametrize("day", [DIRECTIVE_ON, DECIDED_ON, EFFECTIVE_ON, date(2019, 8, 1)])
def test_members_are_counted_as_in_the_progress_report(world: World, day: date):
    part = moving(world).commune
    row = next(row for row in rows_on(part.campaign, day, viewer=world.organiser) if row.pk == part.pk)
    reported = figures_of(part.campaign, [part.unit_id], day)[part.unit_id]

    assert (row.members, row.issued, row.received, row.confirmed, row.overdue) == (
        reported.members_to_move,
        reported.issued,
        reported.received,
        reported.confirmed,
        reported.late,
    )


def test_the_spreadsheet_holds_exactly_the_filtered_rows(world: World):
    campaign = decided(world).commune.campaign
    answer = as_user(world.organiser).get(
        f"/dot-sap-xep/{campaign.code}/", {"trang-thai": "khong-thuoc-dien", "xuat": "xlsx"}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active

    names = {row[1] for row in sheet.iter_rows(values_only=True)}
    assert "Phường Tân Mai" in names
    assert "Phường Tam Hòa" not in names


def test_the_outsider_sees_only_their_own_commune_of_the_campaign(world: World):
    campaign = decided(world).commune.campaign
    client = as_user(world.outsider)

    assert names_on_list(client, campaign) == ["Phường Tân Mai"]
    assert client.get(f"/dot-sap-xep/{campaign.code}/TAMHOA/").status_code == 404
    assert client.get("/dot-sap-xep/KHONG-CO/").status_code == 404


def test_deadlines_are_moved_for_several_communes_with_a_result_for_each(world: World):
    campaign = open_campaign(world)
    ticked = [str(part.pk) for part in campaign.communes.all()]
    client = as_user(world.organiser)
    address = reverse("campaigns:deadline_move")

    shown = client.post(address, {"chon": ticked})
    done = client.post(
        address, {"chon": ticked, "confirmed": "1", "deadline": "31/3/2020", "reason": "Chờ kiện toàn", "once": "x"}
    )
    again = client.post(
        address, {"chon": ticked, "confirmed": "1", "deadline": "30/4/2020", "reason": "Chờ", "once": "x"}
    )

    assert [status.name for status in shown.context["statuses"]] == ["Phường Tam Hòa", "Phường Tân Mai"]
    assert [row["is_done"] for row in done.context["results"]] == [True, True]
    assert "từ 31/12/2019 sang 31/03/2020" in words(done)
    assert "lần bấm trước" in said(again)[-1]
    assert set(campaign.communes.values_list("deadline", flat=True)) == {date(2020, 3, 31)}
    entry = AuditEntry.objects.filter(action="campaigns.deadline_moved").first()
    assert entry.reason == "Chờ kiện toàn"


def test_a_deadline_before_the_directive_is_refused_in_words_for_each_row(world: World):
    campaign = open_campaign(world)
    ticked = [str(part.pk) for part in campaign.communes.all()]
    page = as_user(world.organiser).post(
        reverse("campaigns:deadline_move"),
        {"chon": ticked, "confirmed": "1", "deadline": "01/01/2019", "reason": "Sớm"},
    )

    assert [row["is_done"] for row in page.context["results"]] == [False, False]
    assert "trước ngày ban hành 16/04/2019" in words(page)
    assert set(campaign.communes.values_list("deadline", flat=True)) == {DEADLINE}


def test_forged_ids_of_communes_move_no_deadline(world: World):
    campaign = open_campaign(world)
    own, other = part_of(campaign, world), campaign.communes.get(unit=world.other_commune)
    filled = {"confirmed": "1", "deadline": "31/3/2020", "reason": "Chờ"}
    address = reverse("campaigns:deadline_move")

    assert as_user(world.officer).post(address, {"chon": [own.pk], **filled}).status_code == 403
    assert as_user(world.outsider).post(address, {"chon": [own.pk], **filled}).status_code == 302
    assert as_user(world.organiser).post(address, {"chon": ["99999", "x", "1" * 30], **filled}).status_code == 302
    assert {own.deadline, other.deadline} == {part.deadline for part in CampaignCommune.objects.all()}


def test_a_commune_is_excused_with_a_reason_and_called_back(world: World):
    part = part_of(open_campaign(world), world)
    client = as_user(world.organiser)
    address = f"/dot-sap-xep/{part.campaign.code}/TAMHOA/mien/"

    without = client.post(address, {"confirmed": "1", "reason": " "})
    client.post(address, {"confirmed": "1", "reason": "Sắp nhập về phường khác"})
    excused = client.get(f"/dot-sap-xep/{part.campaign.code}/TAMHOA/")
    client.post(address, {"confirmed": "1"})

    assert without.context["form"].errors["reason"]
    assert excused.context["status"].state is CommuneState.EXCUSED
    assert "Sắp nhập về phường khác" in words(excused)
    part.refresh_from_db()
    assert part.excused == ""


def test_an_excused_commune_is_never_late(world: World):
    part = part_of(open_campaign(world), world)
    excuse_commune(actor=world.organiser, commune=part, reason="Không có trụ sở")
    client = as_user(world.organiser)
    on_day(client, DEADLINE + timedelta(days=30))

    assert names_on_list(client, part.campaign, cham="1") == []
    assert names_on_list(client, part.campaign, **{"trang-thai": "duoc-mien"}) == ["Phường Tam Hòa"]


def test_rules_that_no_plan_could_keep_open_no_campaign(world: World):
    with pytest.raises(RuleBroken) as error:
        create_campaign(
            actor=operator(),
            code="C9",
            unit=world.city,
            title="Đợt",
            directive_number="1",
            directive_issuer="Tỉnh ủy",
            issued_on=DIRECTIVE_ON,
            deadline=DEADLINE,
            rules={"weights": {"home": -1}},
        )
    assert [violation.code for violation in error.value.violations] == ["BAD_RULES"]
