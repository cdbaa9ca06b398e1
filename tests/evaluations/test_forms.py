"""The forms of reviews: their numbers, who reads what of them, what was not written, small votes, blank ones, bounded queries."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.audit.changes import recording
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.domain.papers.evaluation_forms import compose_evaluation_form
from chibo.domain.papers.plain import plain_text
from chibo.evaluations.models import JointSitting, Part, Review
from chibo.evaluations.policies import hats_of
from chibo.evaluations.queries.batches import printable
from chibo.evaluations.queries.form_facts import COMMITTEE, forms_of
from chibo.registry.services.units import appoint_officer
from tests.factories.evaluations import CELL_ON, begun, make_cycle, make_review, write
from tests.factories.registry import YEAR_2015, World, make_member, operator

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 20)


def text_of(review: Review, hats=COMMITTEE, day: date = DAY, *, blank: bool = False) -> str:
    return plain_text(compose_evaluation_form(forms_of([review], day, {review.pk: hats}, blank=blank)[review.pk]))


def seen_by(user: User, review: Review, day: date = DAY) -> str:
    return text_of(review, hats_of(user, review), day)


def all_written(world: World) -> Review:
    review = begun(world)
    for side in (Side.SELF, Side.OFFICE, Side.CELL):
        write(review, side)
    return review


def test_a_blank_form_names_the_member_and_leaves_the_rest_to_be_written(world: World):
    told = text_of(all_written(world), blank=True)

    assert "BẢN KIỂM ĐIỂM CÁ NHÂN\nnăm 2019 (mẫu 02)" in told
    assert "Họ và tên: Trần Văn Bình" in told
    for heading in ("I- TỰ KIỂM ĐIỂM", "II- Ý KIẾN CỦA CƠ QUAN", "III- Ý KIẾN CỦA CHI BỘ", "IV- KẾT LUẬN CỦA CẤP ỦY"):
        assert heading in told
    assert told.count("2. Thực hiện nhiệm vụ được giao") == 3
    assert "□ Hoàn thành xuất sắc nhiệm vụ" in told
    assert "Lời của" not in told
    assert "Đã nộp" not in told


def test_the_form_says_what_its_reader_may_read_and_seals_the_rest(world: World):
    review = begun(world)
    write(review, Side.SELF)
    write(review, Side.OFFICE, grade=Grade.EXCELLENT)
    write(review, Side.CELL, submitted=False)

    member, cell, office, committee = (
        seen_by(user, review) for user in (world.member, world.secretary, world.head, world.officer)
    )

    # The member: their own words; that the office has written, not what.
    assert "Lời của SELF" in member
    assert "Lời của OFFICE" not in member
    assert "Đã nộp ngày 02/12/2019; chưa mở" in member
    # The cell before it has written: the office's words without its grade; its own draft.
    assert "Lời của OFFICE" in cell
    assert "xuất sắc" not in cell.split("III-")[0].split("II-")[1]
    assert "Lời của CELL" in cell
    # The office: the self-review and its own part, nothing of a draft elsewhere.
    assert "Lời của SELF" in office
    assert "Lời của CELL" not in office
    # Who knows a member's dates elsewhere finds them here, and nobody else.
    assert "Ngày vào Đảng: 01/01/2009" in member
    assert "Ngày vào Đảng: 01/01/2009" in cell
    assert "Ngày vào Đảng:\n" in office
    # The committee: nothing before all have written.
    assert "Lời của" not in committee
    assert committee.count("Đã nộp ngày") == 2


def test_once_all_have_written_the_committee_reads_everything_but_a_small_vote(world: World):
    review = all_written(world)
    with recording("test"):
        JointSitting(
            review=review,
            held_on=DAY,
            for_office="A",
            for_cell="B",
            text="Đã bàn.",
            grade="GOOD",
            written_by=operator(),
        ).save()

    told = text_of(review)

    for words in ("Lời của SELF", "Lời của OFFICE", "Lời của CELL", "Đã bàn.", "03/03 đảng viên chính thức có mặt"):
        assert words in told
    assert "ghi ra thì lộ phiếu" in told
    assert "xuất sắc nhiệm vụ: 0" not in told
    assert "HỌP CHUNG" not in text_of(review, COMMITTEE, CELL_ON)


def test_a_side_that_did_not_write_is_named_with_the_reason_and_never_filled_in(world: World):
    review = begun(world)
    write(review, Side.SELF)
    with recording("test"):
        Part(
            review=review, side="OFFICE", begun_on=DAY, written_by=operator(), missing_on=DAY, missing_reason="Trưởng bộ phận nghỉ ốm"
        ).save()  # fmt: skip
    write(review, Side.CELL, on=DAY)

    told = text_of(review)

    assert "Không có ý kiến của bên này: Trưởng bộ phận nghỉ ốm, ghi nhận ngày 20/12/2019." in told
    assert told.count("Thực hiện nhiệm vụ được giao") == 2


def test_a_form_that_was_keyed_in_says_for_whom(world: World):
    review = begun(world)
    part = write(review, Side.SELF, submitted=False)
    with recording("test"):
        part.acting_for, part.paper, part.submitted_on = "Trần Văn Bình", "bản viết tay", DAY
        part.save()

    assert "Nhập thay cho đồng chí Trần Văn Bình, theo bản viết tay." in seen_by(world.member, review)


def test_a_rated_cell_and_a_leader_have_their_own_forms(world: World):
    rules_2023 = make_cycle(world.commune).rules | {"forms": {"member": "02A", "leader": "02B", "cell": "01"}}
    cycle = make_cycle(world.other_commune, rules=rules_2023)
    appoint_officer(actor=operator(), unit=world.first_cell, member=world.staff[1], post="SECRETARY", on=YEAR_2015)
    cell = make_review(cycle, None, world.first_cell)
    leader = make_review(cycle, world.staff[0], world.first_cell, is_leader=True)
    plain = make_review(cycle, world.staff[1], world.first_cell)

    texts = {
        pk: plain_text(compose_evaluation_form(form))
        for pk, form in forms_of(
            [cell, leader, plain], DAY, dict.fromkeys((cell.pk, leader.pk, plain.pk), COMMITTEE), blank=True
        ).items()
    }

    assert "BẢN KIỂM ĐIỂM TẬP THỂ\nnăm 2019 (mẫu 01)" in texts[cell.pk]
    assert "BÍ THƯ CHI BỘ" in texts[cell.pk]
    assert world.staff[1].full_name in texts[cell.pk]
    assert "II- KẾT LUẬN" in texts[cell.pk]
    assert "(mẫu 02B)" in texts[leader.pk]
    assert "(mẫu 02A)" in texts[plain.pk]


def test_many_forms_take_no_more_queries_than_one(world: World):
    cycle = make_cycle(world.commune)
    reviews = []
    for number in range(4):
        member = make_member(world.first_cell, f"Vũ Văn {number}")
        reviews.append(make_review(cycle, member, world.first_cell))
        write(reviews[-1], Side.SELF)

    def queries(count: int) -> int:
        rows = list(printable(cycle, None)[:count])
        with CaptureQueriesContext(connection) as seen:
            forms_of(rows, DAY, {row.pk: COMMITTEE for row in rows})
        return len(seen)

    assert queries(4) == queries(1) <= 32


def test_one_form_is_downloaded_as_word_and_pdf_by_who_sees_the_review(world: World):
    review = all_written(world)
    base = f"/kiem-diem/ho-so/{review.pk}/mau"
    client = Client()
    client.force_login(world.officer)
    word = client.get(f"{base}.docx?ngay=20/12/2019")
    printed = client.get(f"{base}.pdf?ngay=20/12/2019&trang=1")
    client.force_login(world.outsider)

    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "Lời của OFFICE" in text
    assert word["Content-Disposition"] == f'attachment; filename="tamhoa-kp1-tran-van-binh-{review.pk}.docx"'
    assert printed.content.startswith(b"%PDF-")
    assert "no-store" in printed["Cache-Control"]
    assert client.get(f"{base}.pdf").status_code == 404
