"""The report on screen and on paper: every number opens a list of just so many rows."""

import io
import re

import docx
import openpyxl
import pytest
from django.test import Client

from chibo.campaigns.services.transfers import receive_transfer
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, decided, moving, open_campaign
from tests.factories.registry import World

ADDRESS = "/bao-cao/C1/"


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_number_opens_a_list_as_long(world: World):
    transfer = moving(world).transfers.filter(to_cell=world.first_cell).first()
    receive_transfer(actor=world.secretary, transfer=transfer, on=EFFECTIVE_ON)
    client = browser(world.organiser)

    page = client.get(ADDRESS, {"ngay": EFFECTIVE_ON.isoformat()}).content.decode()
    links = re.findall(r'<a href="(/bao-cao/C1/[a-z_]+/\?[^"]+)">(\d+)</a>', page)

    assert {address.split("/")[3] for address, _number in links} >= {"dissolved", "issued", "received", "late"}
    for address, number in links:
        behind = client.get(address.replace("&amp;", "&"))
        assert behind.status_code == 200
        assert len(behind.context["list"].rows()) == int(number), address


def test_before_the_day_of_effect_nobody_is_issued_but_all_are_to_move(world: World):
    decided(world)
    client = browser(world.organiser)
    page = client.get(f"{ADDRESS}members_to_move/", {"don-vi": "TAMHOA", "ngay": DECIDED_ON.isoformat()})
    assert [row["full_name"] for row in page.context["list"].rows()] == ["Đỗ Thị Ánh", "Lê Dự Bị", "Trần Văn Bình"]
    assert client.get(f"{ADDRESS}issued/", {"don-vi": "TAMHOA"}).context["list"].rows() == []


def test_a_commune_officer_sees_the_own_commune_only(world: World):
    open_campaign(world)
    page = browser(world.officer).get(ADDRESS)
    assert [row["code"] for row in page.context["list"].rows()] == ["TAMHOA"]
    assert browser(world.secretary).get(ADDRESS).status_code == 404
    assert browser(world.officer).get(ADDRESS, {"don-vi": "TANMAI"}).status_code == 404


@pytest.mark.parametrize("figure", ["nothing", "__class__"])
def test_a_forged_figure_is_not_found(world: World, figure: str):
    open_campaign(world)
    assert browser(world.organiser).get(f"{ADDRESS}{figure}/").status_code == 404


def test_the_report_goes_up_as_word_and_pdf(world: World):
    moving(world)
    client = browser(world.organiser)
    word = client.get(f"{ADDRESS}bao-cao.docx", {"ngay": EFFECTIVE_ON.isoformat()})
    pdf = client.get(f"{ADDRESS}bao-cao.pdf", {"ngay": EFFECTIVE_ON.isoformat()})
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "BÁO CÁO" in text
    assert pdf.content.startswith(b"%PDF")


def test_the_excel_file_holds_the_rows_on_screen(world: World):
    moving(world)
    answer = browser(world.organiser).get(ADDRESS, {"xuat": "xlsx", "ngay": EFFECTIVE_ON.isoformat()})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"Phường Tam Hòa", "Phường Tân Mai"} <= set(values)


def test_without_a_campaign_the_page_says_so(world: World):
    assert "Chưa có đợt sắp xếp" in browser(world.organiser).get("/bao-cao/").content.decode()
