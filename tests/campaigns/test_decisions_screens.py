"""The screens from the adopted plan to the day of effect: preview, signing, prints, cancelling, correcting, carrying out."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pikepdf
import pytest
from django.urls import reverse

from chibo.campaigns.models import Reorganisation, Transfer
from chibo.campaigns.services.decisions import sign_decision
from chibo.campaigns.services.plans import adopt_plan
from chibo.documents.models import Document, NumberBook
from chibo.registry.models import Membership, Officer
from chibo.registry.services.members import correct_member, hold_member
from chibo.registry.services.units import appoint_officer
from tests.campaigns.screens import as_user, said, words
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, PLANNED_ON, decided, moving, open_campaign, part_of
from tests.factories.registry import World, operator

DATES = {"ky": "02/05/2019", "hieu_luc": "15/05/2019"}


def address(name: str, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=["C1", "TAMHOA", *more])


@pytest.fixture
def adopted(world: World) -> World:
    """The commune with an adopted plan, letters wanted, a secretary to sign."""
    from chibo.campaigns.services.plans import propose_plan

    commune = part_of(open_campaign(world, letters_wanted=True), world)
    plan = propose_plan(actor=world.officer, commune=commune, on=PLANNED_ON)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    appoint_officer(
        actor=operator(), unit=world.commune, member=world.staff[0], post=Officer.SECRETARY, on=date(2018, 1, 1)
    )
    return world


def test_the_preview_names_every_paper_and_what_is_missing_with_the_way_to_mend_it(adopted: World):
    member = adopted.staff[1]
    correct_member(actor=operator(), member=member, facts={"born_on": "", "file_number": ""})

    page = words(as_user(adopted.officer).get(address("decision"), DATES))

    cells = len({row.to_cell_id for row in adopted.commune.campaign_parts.get().plans.get().placements.all()})
    assert f"{2 + cells + 3} văn bản sẽ ký" in page
    assert "Thiếu ngày sinh" in page and "Thiếu số lý lịch" in page
    assert reverse("registry:member_correct", args=[member.pk]) in page
    assert reverse("registry:officer_add", args=["TAMHOA-KP2"]) in page
    assert "Tháng đóng đảng phí không có trong hệ thống" in page
    assert "Phải có" not in page
    assert not Document.objects.exists() and not NumberBook.objects.exists()


def test_each_draft_opens_as_pdf_and_word_without_number(adopted: World):
    client = as_user(adopted.officer)

    pdf = client.get(address("decision_draft", 1, "pdf"), DATES)
    word = client.get(address("decision_draft", 2, "word"), DATES)

    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    parts = zipfile.ZipFile(io.BytesIO(word.content))
    text = parts.read("word/document.xml").decode()
    assert "DỰ THẢO" in text and adopted.staff[2].full_name in text
    assert client.get(address("decision_draft", 99, "pdf"), DATES).status_code == 404
    assert not Document.objects.exists()


def test_dates_that_cannot_be_are_refused_beside_their_field(adopted: World):
    client = as_user(adopted.officer)

    unreadable = words(client.get(address("decision"), DATES | {"ky": "31/02/2019"}))
    ahead = words(client.get(address("decision"), DATES | {"ky": "01/01/2090"}))
    early = words(client.get(address("decision"), DATES | {"ky": "10/04/2019"}))
    backwards = words(client.get(address("decision"), DATES | {"hieu_luc": "01/05/2019"}))

    assert "không phải là ngày" in unreadable
    assert "Chưa đến ngày này" in ahead
    assert "Ngày quyết định 10/04/2019 trước ngày văn bản làm căn cứ 16/04/2019." in early
    assert "Ngày hiệu lực 01/05/2019 trước ngày quyết định 02/05/2019." in backwards
    for page in (early, backwards):
        assert "Chưa ký được" in page and address("decision_sign") not in page


def test_signing_says_which_numbers_it_takes_and_takes_them_once(adopted: World):
    client = as_user(adopted.officer)
    asked = client.get(address("decision_sign"), DATES)
    page = words(asked)
    assert "QĐ" in page and "1–2" in page and "GTSHĐ" in page and "1–3" in page
    once = page.split('name="once" value="')[1].split('"')[0]

    where = f"{address('decision_sign')}?ky=02/05/2019&hieu_luc=15/05/2019"
    first = client.post(where, {"once": once, "confirmed": "1"})
    second = client.post(where, {"once": once, "confirmed": "1"})

    assert first.status_code == second.status_code == 302
    assert "ở lần bấm trước" in " ".join(said(second))
    assert NumberBook.objects.get(kind="QĐ").last_number == 2
    assert NumberBook.objects.get(kind="GTSHĐ").last_number == 3
    shown = words(client.get(address("decision")))
    assert "01-QĐ/ĐU" in shown and "3 giấy giới thiệu" in shown


def test_a_second_officer_is_told_that_it_is_signed_and_takes_no_number(adopted: World):
    commune = adopted.commune.campaign_parts.get()
    sign_decision(actor=operator(), commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)

    late = as_user(adopted.officer).post(f"{address('decision_sign')}?ky=02/05/2019&hieu_luc=15/05/2019", {})

    assert "đã ký quyết định" in " ".join(said(late))
    assert NumberBook.objects.get(kind="QĐ").last_number == 2
    assert Reorganisation.objects.count() == 1


def test_without_an_adopted_plan_the_page_leads_back_to_the_plan(world: World):
    part_of(open_campaign(world), world)
    page = words(as_user(world.officer).get(address("decision")))
    assert "chưa duyệt phương án nào" in page
    assert as_user(world.officer).get(address("decision_sign")).status_code == 302


def test_others_read_the_papers_and_only_the_committee_signs(adopted: World):
    for reader in (adopted.organiser, adopted.auditor):
        page = words(as_user(reader).get(address("decision"), DATES))
        assert "Chỉ cán bộ đảng uỷ của xã được ký" in page
        refused = as_user(reader).post(f"{address('decision_sign')}?ky=02/05/2019&hieu_luc=15/05/2019", {})
        assert refused.status_code == 403
    for stranger in (adopted.outsider, adopted.member, adopted.secretary, adopted.head):
        assert as_user(stranger).get(address("decision")).status_code == 404
    assert not Document.objects.exists()


def test_all_papers_come_as_one_print_and_as_one_zip(world: World):
    decided(world)
    client = as_user(world.officer)

    together = client.get(address("decision_print"))
    archive = zipfile.ZipFile(io.BytesIO(client.get(address("decision_download")).content))

    papers = list(Document.objects.order_by("campaign_paper__pk"))
    pages = sum(len(pikepdf.open(io.BytesIO(bytes(paper.pdf))).pages) for paper in papers)
    assert len(pikepdf.open(io.BytesIO(together.content)).pages) == pages
    assert len(archive.namelist()) == 2 * len(papers)
    assert archive.read("01-01-QĐ-ĐU.pdf") == bytes(papers[0].pdf)
    assert archive.read("01-01-QĐ-ĐU.docx") == bytes(papers[0].docx)


def test_cancelling_asks_a_reason_and_frees_the_commune(world: World):
    decided(world)
    client = as_user(world.officer)

    silent = client.post(address("decision_cancel"), {"on": "10/05/2019", "reason": " "})
    early = client.post(address("decision_cancel"), {"on": "01/05/2019", "reason": "Đổi phương án"})
    done = client.post(address("decision_cancel"), {"on": "10/05/2019", "reason": "Đổi phương án"})

    assert silent.status_code == 200 and "error-summary" in words(silent)
    assert "trước ngày văn bản làm căn cứ" in words(early)
    assert done.status_code == 302
    assert Reorganisation.objects.get().cancelled_on == date(2019, 5, 10)
    page = words(client.get(address("decision"), {"ky": "10/05/2019", "hieu_luc": "20/05/2019"}))
    assert "Quyết định đã huỷ" in page and "văn bản sẽ ký" in page


def test_what_was_carried_out_cannot_be_cancelled_and_says_why(world: World):
    moving(world)
    client = as_user(world.officer)
    page = words(client.get(address("decision")))
    assert "Quyết định đã được thực hiện nên không huỷ được nữa" in page
    refused = client.post(address("decision_cancel"), {"on": "20/05/2019", "reason": "Đổi ý"})
    assert "Quyết định đã được thực hiện ngày 15/05/2019" in words(refused)
    assert not Document.objects.filter(kind="CANCELLATION").exists()


def passages(**first: str) -> dict[str, str]:
    rows = {f"sua-0-{name}": value for name, value in first.items()}
    return {"sua-TOTAL_FORMS": "2", "sua-INITIAL_FORMS": "0"} | rows


def test_a_wrong_passage_is_corrected_by_a_new_decision_and_the_old_paper_stays(world: World):
    reorganisation = decided(world)
    client = as_user(world.officer)
    before = bytes(reorganisation.transfer_decision.documents.get().pdf)
    facts = {"decision": str(reorganisation.transfer_decision_id), "on": "06/05/2019", "reason": "Do sơ suất"}

    empty = client.post(address("decision_correct"), facts | passages())
    half = client.post(address("decision_correct"), facts | passages(where="Điều 1"))
    done = client.post(
        address("decision_correct"), facts | passages(where="Điều 1", was="ngày 15/5/2019", becomes="ngày 16/5/2019")
    )

    assert empty.status_code == half.status_code == 200
    assert done.status_code == 302
    amendment = Document.objects.get(kind="AMENDMENT")
    amended = reorganisation.transfer_decision.documents.get()
    assert amendment.amends == amended and amended.cancelled_by is None
    assert bytes(amended.pdf) == before
    page = words(client.get(address("decision")))
    assert "đã sửa đổi" in page and f"bởi {amendment.symbol}" in page


def test_carrying_out_shows_beforehand_exactly_what_it_then_does(world: World):
    reorganisation = decided(world)
    hold_member(actor=world.officer, member=world.staff[1], why="Đang kiểm tra", on=date(2019, 5, 10))
    client = as_user(world.officer)
    page = client.get(address("decision_carry_out"))
    forecast = page.context["forecast"]

    done = client.post(address("decision_carry_out"), {"on": "15/05/2019"})

    assert done.status_code == 302
    assert [move.member_id for move in forecast.waiting] == [world.staff[1].pk]
    assert forecast.waiting[0].why == "Đang kiểm tra"
    moved = Transfer.objects.filter(reorganisation=reorganisation).exclude(issued_on=None)
    assert {move.member_id for move in forecast.moving} == set(moved.values_list("member_id", flat=True))
    for change in forecast.cells:
        stays = Membership.objects.on(EFFECTIVE_ON).filter(cell__code=change.code)
        expected = {member.id for member in change.after.members} if change.after else set()
        assert set(stays.values_list("member_id", flat=True)) == expected
    assert "dưới mức tối thiểu" in words(page)


def test_before_the_day_of_effect_the_button_says_why_it_waits(world: World, time_machine_2019: None):
    decided(world)
    client = as_user(world.officer)

    page = words(client.get(address("decision_carry_out")))
    refused = client.post(address("decision_carry_out"), {"on": "09/05/2019"})

    assert "Quyết định có hiệu lực từ ngày 15/05/2019; chưa thể thực hiện." in page
    assert 'aria-disabled="true"' in page
    assert "chưa thể thực hiện" in words(refused)
    assert not Transfer.objects.exists()


@pytest.fixture
def time_machine_2019():
    import time_machine

    with time_machine.travel("2019-05-10T03:00:00Z", tick=False):
        yield
