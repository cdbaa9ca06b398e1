"""The register of papers, one paper with its prints, and the check of a print: who may see what, and what is in force."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from chibo.campaigns.services.decisions import cancel_decision, sign_decision
from chibo.campaigns.services.plans import adopt_plan, propose_plan
from chibo.documents.models import Document
from chibo.documents.queries.documents import documents_on
from tests.factories.campaigns import DECIDED_ON, EFFECTIVE_ON, PLANNED_ON, decided, open_campaign, part_of
from tests.factories.registry import World

CANCELLED_ON = date(2019, 5, 10)


@pytest.fixture
def papers(world: World) -> dict[str, Document]:
    """The signed papers of one commune, the first of each kind."""
    decided(world)
    return {document.kind: document for document in Document.objects.order_by("-number")}


def signed_in(client: Client, user) -> Client:
    client.force_login(user)
    return client


def validities(viewer, day) -> set[str]:
    return set(documents_on(day, viewer=viewer).filter(kind="DISSOLUTION").values_list("validity", flat=True))


def test_papers_are_seen_where_the_right_is_held_and_nowhere_else(world: World, papers):
    count = Document.objects.count()

    for viewer in (world.officer, world.organiser, world.auditor):
        assert documents_on(DECIDED_ON, viewer=viewer).count() == count
    for viewer in (world.outsider, world.member, world.head):
        assert not documents_on(DECIDED_ON, viewer=viewer).exists()


def test_a_secretary_sees_the_minutes_and_letters_addressed_to_the_own_cell_and_no_decision(
    client: Client, world: World
):
    part = part_of(open_campaign(world, letters_wanted=True), world)
    plan = propose_plan(actor=world.officer, commune=part, on=PLANNED_ON)
    adopt_plan(actor=world.officer, commune=part, plan=plan, on=PLANNED_ON)
    sign_decision(actor=world.officer, commune=part, on=DECIDED_ON, effective_on=EFFECTIVE_ON)
    arriving = plan.placements.filter(to_cell=world.first_cell)
    elsewhere = Document.objects.get(kind="HANDOVER_MINUTES", campaign_paper__cell=world.second_cell)

    seen = documents_on(DECIDED_ON, viewer=world.secretary)

    assert arriving
    assert sorted(seen.values_list("kind", flat=True)) == ["HANDOVER_MINUTES", *["INTRODUCTION_LETTER"] * len(arriving)]
    assert set(seen.values_list("campaign_paper__cell", flat=True)) == {world.first_cell.pk}
    signed_in(client, world.secretary)
    for document in seen:
        assert client.get(f"{reverse('documents:document', args=[document.pk])}?ngay=2019-05-02").status_code == 200
    assert client.get(reverse("documents:document_pdf", args=[elsewhere.pk])).status_code == 404
    assert reverse("documents:documents") in client.get("/").content.decode()


@pytest.mark.parametrize("asked", ["giai the", "GIẢI THỂ", "01-qd", "01-QĐ/ĐU"])
def test_papers_are_found_with_and_without_accents(client: Client, world: World, papers, asked):
    signed_in(client, world.officer)

    found = client.get(reverse("documents:documents"), {"ngay": "2019-05-02", "tim": asked}).context["list"]

    assert [row["symbol"] for row in found.rows()] == [papers["DISSOLUTION"].symbol]


@pytest.mark.parametrize("name", ["document", "document_pdf", "document_word"])
def test_a_paper_out_of_scope_does_not_exist(client: Client, world: World, papers, name):
    address = reverse(f"documents:{name}", args=[papers["TRANSFER"].pk])

    assert signed_in(client, world.outsider).get(address).status_code == 404
    assert signed_in(client, world.officer).get(address).status_code == 200


def test_the_register_lists_the_papers_signed_by_the_day(client: Client, world: World, papers):
    signed_in(client, world.officer)

    listed = client.get(f"{reverse('documents:documents')}?ngay=2019-05-02")
    before = client.get(f"{reverse('documents:documents')}?ngay=2019-05-01")

    assert papers["DISSOLUTION"].symbol in listed.content.decode()
    assert "Phường Tam Hòa" in listed.content.decode()
    assert listed.context["list"].count == Document.objects.count()
    assert before.context["list"].count == 0


def test_the_register_is_narrowed_by_kind_and_by_validity(client: Client, world: World, papers):
    signed_in(client, world.officer)
    address = f"{reverse('documents:documents')}?ngay=2019-05-02"

    assert client.get(f"{address}&kind=DISSOLUTION").context["list"].count == 1
    assert client.get(f"{address}&validity=NOT_YET").context["list"].count == 2
    assert client.get(f"{address}&validity=CANCELLED").context["list"].count == 0
    assert client.get(f"{address}&xuat=xlsx").status_code == 200


def test_a_paper_is_shown_with_every_name_on_its_list(client: Client, world: World, papers):
    response = signed_in(client, world.officer).get(reverse("documents:document", args=[papers["TRANSFER"].pk]))

    shown = response.content.decode()
    for member in world.staff:
        assert member.full_name in shown
    assert "Điều 1." in shown


def test_the_prints_are_the_bytes_made_at_signing(client: Client, world: World, papers):
    signed_in(client, world.officer)
    document = papers["TRANSFER"]

    pdf = client.get(reverse("documents:document_pdf", args=[document.pk]))
    word = client.get(reverse("documents:document_word", args=[document.pk]))

    assert pdf.content == bytes(document.pdf)
    assert word.content == bytes(document.docx)
    assert pdf["Content-Disposition"] == 'inline; filename="02-qd-du-20190502.pdf"'
    assert word["Content-Disposition"] == 'attachment; filename="02-qd-du-20190502.docx"'
    assert "no-store" in pdf["Cache-Control"]


def test_a_decision_is_in_force_from_its_day_of_effect_until_it_is_cancelled(world: World):
    reorganisation = decided(world)
    cancel_decision(actor=world.officer, reorganisation=reorganisation, on=CANCELLED_ON, reason="Lùi thời điểm")

    assert validities(world.officer, DECIDED_ON) == {"NOT_YET"}
    assert validities(world.officer, CANCELLED_ON) == {"CANCELLED"}


def test_a_decision_not_cancelled_comes_into_force(world: World, papers):
    assert validities(world.officer, EFFECTIVE_ON) == {"IN_FORCE"}


def test_whoever_holds_a_print_may_check_it_and_learns_no_names(client: Client, world: World, papers):
    document = papers["TRANSFER"]

    response = client.get(reverse("documents:check", args=[document.token]))

    shown = response.content.decode()
    assert response.status_code == 200
    assert document.symbol in shown
    assert "Còn hiệu lực" in shown
    assert not [member.full_name for member in world.staff if member.full_name in shown]
    assert "Người ký" not in shown


def test_the_code_on_the_print_leads_to_its_check(client: Client, papers):
    document = papers["TRANSFER"]

    address = re.search(r'"payload":"([^"]+)"', document.content).group(1)

    assert address.endswith(reverse("documents:check", args=[document.token]))


def test_a_cancelled_paper_says_so_to_whoever_checks_it(client: Client, world: World):
    reorganisation = decided(world)
    token = Document.objects.get(kind="TRANSFER").token
    cancel_decision(actor=world.officer, reorganisation=reorganisation, on=CANCELLED_ON, reason="Lùi thời điểm")

    with time_machine.travel(CANCELLED_ON):
        shown = client.get(reverse("documents:check", args=[token])).content.decode()

    assert "Đã huỷ bỏ" in shown
    assert Document.objects.get(kind="CANCELLATION").symbol in shown


def test_an_unknown_code_is_refused_in_words(client: Client, db):
    response = client.get(reverse("documents:check", args=["khong-co-ma-nay"]))

    assert response.status_code == 404
    assert "Không có văn bản nào mang mã này" in response.content.decode()
