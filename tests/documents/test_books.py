"""The number books: how far each has come on a day, that no number is missing, and who may look."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chibo.campaigns.services.decisions import cancel_decision
from chibo.documents.models import Document, NumberBook
from chibo.documents.queries.books import books_on
from tests.factories.campaigns import DECIDED_ON, decided
from tests.factories.registry import World

CANCELLED_ON = date(2019, 5, 10)
THAT_DAY = {"ngay": "2019-05-02"}


@pytest.fixture
def decisions(world: World) -> NumberBook:
    """The book of decisions of a commune that signed two and cancelled them by a third."""
    reorganisation = decided(world)
    cancel_decision(actor=world.officer, reorganisation=reorganisation, on=CANCELLED_ON, reason="Lùi thời điểm")
    return NumberBook.objects.get(kind="QĐ")


def signed_in(client: Client, user) -> Client:
    client.force_login(user)
    return client


def test_a_book_stands_as_it_stood_on_the_day(world: World, decisions: NumberBook):
    def reached(day):
        return list(
            books_on(day, viewer=world.officer).filter(kind="QĐ").values_list("reached", "signed_count", "last_on")
        )

    assert reached(date(2019, 5, 1)) == []
    assert reached(DECIDED_ON) == [(2, 2, DECIDED_ON)]
    assert reached(CANCELLED_ON) == [(3, 3, CANCELLED_ON)]


def test_books_are_seen_where_the_right_is_held_and_nowhere_else(client: Client, world: World, decisions: NumberBook):
    address = reverse("documents:book", args=[decisions.pk])

    for viewer in (world.officer, world.organiser, world.auditor):
        assert signed_in(client, viewer).get(address).status_code == 200
    for viewer in (world.outsider, world.secretary, world.member, world.head):
        assert signed_in(client, viewer).get(address).status_code == 404
        assert client.get(reverse("documents:books")).context["list"].count == 0


def test_the_list_names_each_committee_and_is_searched_by_its_name(client: Client, world: World, decisions: NumberBook):
    signed_in(client, world.officer)

    found = client.get(reverse("documents:books"), THAT_DAY | {"tim": "tam hoa"})
    other = client.get(reverse("documents:books"), THAT_DAY | {"tim": "tân mai"})

    shown = found.content.decode()
    assert "Phường Tam Hòa" in shown
    assert "Sổ quyết định" in shown
    assert "Sổ biên bản" in shown
    assert shown.count("Liên tục") == 2
    assert other.context["list"].count == 0


def test_a_book_lists_every_number_with_its_paper(client: Client, world: World, decisions: NumberBook):
    shown = signed_in(client, world.officer).get(reverse("documents:book", args=[decisions.pk]))

    assert [row["number"] for row in shown.context["list"].rows()] == [3, 2, 1]
    for document in Document.objects.filter(book=decisions):
        assert reverse("documents:document", args=[document.pk]) in shown.content.decode()
    assert "Đã cấp các số từ 1 đến 3, không thiếu" in shown.content.decode()


def test_a_missing_number_is_said(client: Client, world: World, decisions: NumberBook):
    with connection.cursor() as cursor:  # behind the product's back: it gives numbers one by one
        cursor.execute(
            "INSERT INTO documents_numberbook (recorded_at, issuer_id, kind, term_starts_on, last_number) "
            "VALUES (CURRENT_TIMESTAMP, %s, 'BC', '2015-06-01', 2)",
            [world.commune.pk],
        )
    torn = NumberBook.objects.get(kind="BC")
    paper = Document.objects.get(book=decisions, number=1)
    fields = {field.attname: getattr(paper, field.attname) for field in Document._meta.concrete_fields}
    fields |= {
        "id": 10_000,
        "book_id": torn.pk,
        "number": 2,
        "token": "khac",
        "decision_id": None,
        "cancelled_by_id": None,
    }
    columns = ", ".join(fields)
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(fields))
        cursor.execute(f"INSERT INTO documents_document ({columns}) VALUES ({marks})", list(fields.values()))

    signed_in(client, world.officer)

    assert "Thiếu số" in client.get(reverse("documents:books")).content.decode()
    assert (
        "Số cuối là 2 nhưng sổ chỉ có 1 văn bản"
        in client.get(reverse("documents:book", args=[torn.pk])).content.decode()
    )


def test_a_paper_leads_to_its_book(client: Client, world: World, decisions: NumberBook):
    paper = Document.objects.get(book=decisions, number=1)

    shown = signed_in(client, world.officer).get(reverse("documents:document", args=[paper.pk])).content.decode()

    assert reverse("documents:book", args=[decisions.pk]) in shown
