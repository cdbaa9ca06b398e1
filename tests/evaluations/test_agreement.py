"""How far office and cell agree, by commune and theme; who reads it; the grades of the last years on a member's page."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.audit.changes import recording
from chibo.documents.models import Document, NumberBook
from chibo.domain.evaluation.figures import FEWEST, Agreement, Share, agreement_of, median_percent
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Conclusion, Cycle, Review, Verdict
from chibo.evaluations.queries.last_years import last_years_of
from chibo.registry.services.members import move_member
from tests.factories.evaluations import begun, make_cycle, make_office, make_review, write
from tests.factories.registry import World, make_member, operator
from tests.registry.browser import Browser, words

AT = {"ngay": "20/12/2019"}
DAY = date(2019, 12, 20)
BASE = "/kiem-diem/so-lieu/"


def test_grades_are_counted_by_how_far_they_lie_apart():
    found = agreement_of(
        [
            (Grade.GOOD, Grade.GOOD, 4),
            (Grade.EXCELLENT, Grade.GOOD, 2),
            (Grade.FULFILLED, Grade.GOOD, 1),
            (Grade.EXCELLENT, Grade.FULFILLED, 1),
            (Grade.NOT_FULFILLED, Grade.EXCELLENT, 1),
        ]
    )

    assert found == Agreement(4, 3, 2)
    assert found.apart == Share(5, 9)
    assert found + Agreement(1, 0, 0) == Agreement(5, 3, 2)
    assert not Agreement(2, 2, 0).apart.is_told


def test_the_middle_share_is_told_of_enough_members_only():
    shares = [Share(part, 10) for part in range(FEWEST)]

    assert median_percent(shares) == 20
    assert median_percent([*shares[:-1], Share(1, 2)]) is None


def both_sides(cycle: Cycle, office, world: World, office_grade: Grade, cell_grade: Grade, name: str) -> Review:
    review = make_review(cycle, make_member(world.first_cell, name), world.first_cell, office=office)
    write(review, Side.SELF)
    write(review, Side.OFFICE, grade=office_grade)
    write(review, Side.CELL, grade=cell_grade)
    return review


@pytest.fixture
def cycle(world: World) -> Cycle:
    """Six reviews of both sides: four agree, one lies one level apart, one two; a seventh waits for the cell."""
    cycle, office = make_cycle(world.commune), make_office(world.commune)
    pairs = [(Grade.GOOD, Grade.GOOD)] * 4 + [(Grade.EXCELLENT, Grade.GOOD), (Grade.EXCELLENT, Grade.FULFILLED)]
    for number, (of_office, of_cell) in enumerate(pairs):
        both_sides(cycle, office, world, of_office, of_cell, f"Vũ Văn {number}")
    waiting = make_review(cycle, make_member(world.first_cell, "Lý Chờ"), world.first_cell, office=office)
    write(waiting, Side.OFFICE, grade=Grade.EXCELLENT)
    return cycle


@pytest.mark.django_db
def test_figures_by_commune_and_theme_open_their_lists(world: World, cycle: Cycle):
    browser = Browser(world.organiser)
    page = browser.get(BASE, AT)
    own = browser.get(f"/kiem-diem/dot/{cycle.pk}/so-lieu/", AT)

    (row,) = page.context["rows"]
    assert ([each["count"] for each in row["numbers"]], row["share"]) == ([4, 1, 1], "33%")
    assert "Tính chung: 33%" in words(page)
    whole, thought, duty = own.context["rows"]
    assert [each["count"] for each in thought["numbers"]] == [each["count"] for each in duty["numbers"]] == [4, 1, 1]
    assert thought["name"] == "Tư tưởng chính trị"
    assert "chưa thể nói" in words(own)
    for number, count in zip((*whole["numbers"], *thought["numbers"]), (4, 1, 1, 4, 1, 1), strict=True):
        found = browser.get(number["address"] + "&ngay=20/12/2019")
        assert found.context["list"].count == count
    two = browser.get(whole["numbers"][2]["address"] + "&ngay=20/12/2019")
    assert "Vũ Văn 5" in two.text
    assert "Chi bộ khu phố 1" in two.text
    excel = browser.get(whole["numbers"][0]["address"] + "&xuat=xlsx&ngay=20/12/2019")
    assert "spreadsheet" in excel["Content-Type"]
    # Before the cell wrote there was nothing to compare.
    early = browser.get(BASE, {"ngay": "02/12/2019"})
    assert [each["count"] for each in early.context["rows"][0]["numbers"]] == [0, 0, 0]
    assert early.context["rows"][0]["share"] == "quá ít để nói"
    assert browser.get(BASE, AT | {"nam": "2017"}).status_code == 404


@pytest.mark.django_db
def test_only_those_who_read_the_committees_reviews_find_figures(world: World, cycle: Cycle):
    address = f"/kiem-diem/dot/{cycle.pk}/so-lieu/"
    statuses = {
        name: Browser(getattr(world, name)).get(address, AT).status_code
        for name in ("officer", "auditor", "organiser", "secretary", "head", "member", "outsider")
    }

    assert statuses == {
        "officer": 200,
        "auditor": 200,
        "organiser": 200,
        "secretary": 404,
        "head": 404,
        "member": 404,
        "outsider": 404,
    }
    assert "Chưa có đợt" in words(Browser(world.secretary).get(BASE, AT))


def concluded(world: World, review: Review, grade: Grade, on: date, number: int = 1) -> Verdict:
    """A verdict, its paper made up."""
    with recording("test"):
        book, _made = NumberBook.objects.get_or_create(
            issuer=world.commune, kind="KL", term_starts_on=date(2015, 1, 1), defaults={"last_number": 0}
        )
        count = Document.objects.count() + 1
        document = Document(
            issuer=world.commune, kind="TRANSFER", book=book, number=count, symbol=f"{count}-KL/ĐU", title="", signed_on=on,
            signer="", search_key="", signed_by=operator(), content="{}", token=f"t{count}", pdf=b"", docx=b"",
        )  # fmt: skip
        document.save()
        conclusion = Conclusion(
            cycle=review.cycle, kind="MEMBERS", decided_on=on, decided_by=operator(), appeal_until=on, document=document,
            excellent_count=0, good_count=1,
        )  # fmt: skip
        conclusion.save()
        verdict = Verdict(review=review, number=number, conclusion=conclusion, grade=grade.value)
        verdict.save()
    return verdict


@pytest.fixture
def graded(world: World) -> Review:
    """The member with a grade of each of four years, that of 2019 changed by an appeal; the review of 2019."""
    review = begun(world)
    for year, grade in ((2016, Grade.FULFILLED), (2017, Grade.GOOD), (2018, Grade.EXCELLENT)):
        days = dict.fromkeys(
            ("opened_on", "self_due_on", "office_due_on", "cell_due_on", "decision_due_on"), date(year, 12, 1)
        )
        cycle = make_cycle(world.commune, starts_on=date(year, 1, 1), ends_on=date(year + 1, 1, 1), **days)
        concluded(world, make_review(cycle, review.member, world.agency), grade, date(year, 12, 20))
    concluded(world, review, Grade.GOOD, DAY)
    concluded(world, review, Grade.EXCELLENT, date(2020, 1, 15), number=2)
    return review


@pytest.mark.django_db
def test_the_page_of_a_member_shows_three_years_to_those_concerned(world: World, graded: Review):
    member = graded.member
    latest = [("EXCELLENT", 2019), ("EXCELLENT", 2018), ("GOOD", 2017)]

    def told(viewer, day: date = date(2020, 2, 1)) -> list[tuple[str, int]]:
        return [(row.grade, row.starts_on.year) for row in last_years_of(member, day, viewer=viewer)]

    assert told(world.member) == told(world.officer) == told(world.auditor) == told(world.organiser) == latest
    # The secretary reviewed the last year only, the appeal's grade counts from its day.
    assert told(world.secretary) == latest[:1]
    assert told(world.secretary, DAY) == [("GOOD", 2019)]
    assert told(world.head) == told(world.outsider) == []
    page = Browser(world.member).get(f"/dang-vien/{member.pk}/", {"ngay": "01/02/2020"})
    assert "Năm 2019 Hoàn thành xuất sắc nhiệm vụ" in words(page)
    assert f"/kiem-diem/ho-so/{graded.pk}/minh-chung/" in page.text
    move_member(actor=operator(), member=member, cell=world.first_cell, on=date(2019, 1, 2))
    other = Browser(world.head).get(f"/dang-vien/{member.pk}/", {"ngay": "01/02/2020"})
    assert "Xếp loại ba năm" not in words(other)
    with CaptureQueriesContext(connection) as seen:
        told(world.officer)
    assert len(seen) <= 8
