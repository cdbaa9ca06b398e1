"""The screens of the sides: the whole way by forms, drafts kept, bad input, second clicks, strangers."""

from __future__ import annotations

from datetime import date

from django.contrib.messages import get_messages
from django.test import Client

from chibo.audit.models import AuditEntry
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import JointSitting, Part, Reply, Review, Section, Vote
from chibo.registry.models import Role
from tests.factories import evaluations as make
from tests.factories.evaluations import begun, write
from tests.factories.registry import World, make_member, make_user
from tests.registry.browser import Browser, errors, words

BASE = "/kiem-diem/ho-so/"
WORDS = "Hoàn thành mọi nhiệm vụ"


def of(review: Review, step: str = "") -> str:
    return f"{BASE}{review.pk}/{step}"


def part(review: Review, slug: str, step: str = "") -> str:
    return of(review, f"phan/{slug}/{step}")


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def typed(client: Client, address: str, **values: str) -> dict[str, str]:
    """What the writing page at ``address`` would send with ``values`` typed in."""
    form = client.get(address).context["form"]
    sent = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in sent.items() if value not in (None, "")} | values


def answered(**more: str) -> dict[str, str]:
    """Both sections written, with a level."""
    sections = {
        f"{name}-{code}": value for code in ("thought", "duty") for name, value in (("text", WORDS), ("level", "GOOD"))
    }
    return sections | more


def test_the_whole_way_is_gone_by_forms(world: World):
    review = begun(world, opened_on=date(2019, 11, 15))
    member, head, secretary = Browser(world.member), Browser(world.head), Browser(world.secretary)
    for browser, slug, who in ((member, "tu-kiem-diem", "Của tôi"), (head, "co-quan", ""), (secretary, "chi-bo", "")):
        here = part(review, slug)
        assert here in browser.get(of(review)).text, slug
        sent = typed(browser, here, **answered(), **({"grade": "EXCELLENT"} if slug != "chi-bo" else {}))
        response = browser.post(here, sent | {"submit": "1"})
        assert (response.status_code, response["Location"]) == (302, f"{here}nop/"), (slug, who)
        if slug == "chi-bo":
            assert "Chưa ghi phiếu" in words(browser.get(f"{here}nop/"))
            response = browser.submit(of(review, "phieu/"), present="1", grade="GOOD")
            assert response.status_code == 302, errors(response)
        response = browser.submit(f"{here}nop/")
        assert (response.status_code, response["Location"]) == (302, of(review)), (slug, response.text[-3000:])
        again = browser.get(here)
        assert again.status_code == 302 and "đã nộp" in said(again)[-1]
    assert set(Part.objects.values_list("side", "grade")) == {
        ("SELF", "EXCELLENT"),
        ("OFFICE", "EXCELLENT"),
        ("CELL", "GOOD"),
    }
    assert Vote.objects.get().excellent_count is None

    page = words(head.get(of(review)))
    assert "Chờ họp chung hai bên" in page and "Ghi biên bản họp chung" in page
    sitting = {"for_office": "Phó Chủ tịch", "for_cell": "Bí thư", "text": "Trao đổi về việc ở quầy", "grade": "GOOD"}
    response = head.submit(of(review, "hop-chung/"), **sitting)
    assert response.status_code == 302, errors(response)
    assert JointSitting.objects.get().grade == "GOOD"
    assert "Trao đổi về việc ở quầy" in words(member.get(of(review)))
    for form in ("pdf", "docx"):
        assert member.get(of(review, f"hop-chung/in/{form}/")).status_code == 200
    assert member.get(of(review, "hop-chung/in/odt/")).status_code == 404

    make.decided(review, on=date(2019, 12, 25), until=date(2099, 1, 9))
    page = words(member.get(of(review)))
    assert "Trả lời, khiếu nại" in page and "Hoàn thành tốt nhiệm vụ" in page
    response = member.submit(of(review, "tra-loi/"), kind="APPEAL", text="Tôi đề nghị xem lại")
    assert response.status_code == 302, errors(response)
    assert Reply.objects.get().kind == "APPEAL"
    assert "Tôi đề nghị xem lại" in words(Browser(world.officer).get(of(review)))
    assert "Khiếu nại kết quả" not in str(member.get(of(review, "tra-loi/")).context["form"]["kind"])


def test_two_who_write_at_once_see_each_others_words_and_lose_none(world: World):
    review = begun(world)
    chief = make_user("chief", Role.HEAD_OF_OFFICE, world.commune)
    here = part(review, "co-quan")
    one, other = Browser(world.head), Browser(chief)
    first, second = typed(one, here), typed(other, here)
    one.post(here, first | {"text-duty": "Việc ở quầy tốt", "text-thought": "Vững vàng"})
    response = other.post(here, second | {"text-duty": "Việc ở quầy chậm"})
    page = words(response)
    assert response.status_code == 200
    assert "Head đã lưu nội dung khác lúc" in page and "Việc ở quầy tốt" in page and "Việc ở quầy chậm" in response.text
    assert Section.objects.get(criterion="duty").text == "Việc ở quầy tốt"
    assert Section.objects.get(criterion="thought").text == "Vững vàng", "a section left alone is not overwritten"
    shown = {bound.html_name: bound.value() or "" for bound in response.context["form"]}
    response = other.post(here, shown | {"text-duty": "Tốt, nhưng có lúc chậm"})
    assert response.status_code == 302
    assert Section.objects.get(criterion="duty").text == "Tốt, nhưng có lúc chậm"


def test_typing_is_saved_section_by_section(world: World):
    review = begun(world)
    here = part(review, "tu-kiem-diem")
    member = Browser(world.member)
    sent = typed(member, here)
    mine = {name: value for name, value in sent.items() if name.endswith("-duty")}
    response = member.post(f"{here}muc/duty/", mine | {"text-duty": WORDS, "level-duty": "GOOD"})
    assert response.json()["version"] == 1 and "Đã lưu lúc" in response.json()["said"]
    assert Section.objects.get().text == WORDS
    response = member.post(f"{here}muc/duty/", mine | {"text-duty": "Khác <b>", "level-duty": "GOOD"})
    assert WORDS in response.json()["html"] and response.json()["version"] == 1
    bad = member.post(f"{here}muc/duty/", mine | {"text-duty": "x" * 8001})
    assert (bad.status_code, Section.objects.get().text) == (400, WORDS)
    assert member.post(f"{here}muc/khac/", mine).status_code == 404
    assert member.get(f"{here}muc/duty/").status_code == 405
    assert member.post(f"{here}muc-de-nghi/", {"grade": "GOOD"}).status_code == 200
    assert member.post(f"{here}muc-de-nghi/", {"grade": "BEST"}).status_code == 400
    assert Part.objects.get().grade == "GOOD"
    stranger = Browser(world.outsider)
    assert stranger.post(f"{here}muc/duty/", mine).status_code == 404
    assert Browser(world.head).post(f"{here}muc/duty/", mine).status_code == 403
    assert Browser(world.officer).post(f"{here}muc/duty/", mine).status_code == 404, (
        "nobody reads what a side has begun"
    )
    assert Client().post(f"{here}muc/duty/", mine).status_code == 302


def test_paper_is_keyed_in_for_a_member_by_the_secretary(world: World):
    review = begun(world)
    here = part(review, "tu-kiem-diem")
    secretary = Browser(world.secretary)
    assert "Nhập thay" in words(secretary.get(of(review)))
    response = secretary.submit(here, paper="bản viết tay ngày 25/11/2019")
    assert (response.status_code, response["Location"]) == (302, here), errors(response)
    page = words(secretary.get(here))
    assert "Đang nhập thay đồng chí Trần Văn Bình" in page and "bản viết tay ngày 25/11/2019" in page
    secretary.post(here, typed(secretary, here, **answered(grade="GOOD")))
    assert "đang nhập thay phần này" in words(Browser(world.officer).get(here))
    response = secretary.submit(f"{here}nop/")
    assert response.status_code == 302, errors(response)
    entry = AuditEntry.objects.get(action="evaluations.part_submitted")
    assert (entry.acting_for, entry.reason) == ("Trần Văn Bình", "bản viết tay ngày 25/11/2019")
    assert "Secretary nhập thay đồng chí Trần Văn Bình" in words(Browser(world.member).get(of(review)))


def test_the_committee_passes_over_a_late_side_and_asks_again(world: World):
    review = begun(world)
    officer = Browser(world.officer)
    early = officer.get(of(review), {"ngay": "20/11/2019"})
    assert "Chưa hết hạn của bên này (30/11/2019)" in words(early)
    officer.get(of(review), {"ngay": ""})
    step = part(review, "tu-kiem-diem", "khong-co-y-kien/")
    response = officer.submit(step, reason="Đi chữa bệnh dài ngày")
    assert response.status_code == 302, errors(response)
    assert "Đi chữa bệnh dài ngày" in words(officer.get(of(review)))
    assert "Cấp uỷ đã ghi nhận" in words(officer.get(step))
    response = officer.submit(part(review, "tu-kiem-diem", "mo-lai/"))
    assert response.status_code == 302, errors(response)
    assert Part.objects.get().missing_on is None


def test_the_vote_page_knows_small_cells_and_wrong_sums(world: World):
    review = begun(world)
    secretary = Browser(world.secretary)
    here = of(review, "phieu/")
    assert "blank" not in secretary.get(here).context["form"].fields
    for each in range(5):
        make_member(world.first_cell, f"Cử Tri {each}")
    response = secretary.submit(here, present="6", EXCELLENT="1", GOOD="2", grade="GOOD")
    assert errors(response) == ["Số phiếu không khớp: 3 phiếu, trong khi có mặt 6 người."]
    response = secretary.submit(here, present="6", EXCELLENT="1", GOOD="5", grade="GOOD")
    assert response.status_code == 302
    assert "5" in words(secretary.get(part(review, "chi-bo")))
    assert "Hãy mở trang viết của chi bộ" in words(Browser(world.officer).get(here))


def rows(client: Client, **query: str) -> list[int]:
    return [row["pk"] for row in client.get("/kiem-diem/", query).context["list"].rows()]


def test_the_list_holds_what_is_ones_own_and_its_filters_narrow_it(world: World):
    mine = begun(world)
    leader = world.secretary.member or make_member(world.first_cell, "Tổ Trưởng")
    own = make.make_review(mine.cycle, leader, world.first_cell)
    cell = make.make_review(mine.cycle, None, world.first_cell)
    elsewhere = make.make_review(make.make_cycle(world.other_commune), world.outsider.member, world.other_cell)
    write(mine, Side.SELF)
    secretary = Browser(world.secretary)
    assert set(rows(secretary)) == {mine.pk, own.pk, cell.pk}
    assert set(rows(secretary, ben="cua-toi")) == {own.pk, cell.pk}
    assert rows(secretary, ben="chi-bo") == [mine.pk]
    assert rows(secretary, buoc="cho-co-quan") == [mine.pk]
    assert set(rows(secretary, buoc="qua-han")) == {mine.pk, own.pk, cell.pk}
    assert rows(secretary, tim="tran van binh") == [mine.pk]
    assert rows(Browser(world.member)) == [mine.pk]
    assert rows(Browser(world.head)) == [mine.pk]
    assert elsewhere.pk in rows(Browser(world.organiser))
    assert rows(secretary, ngay="01/11/2019") == []
    assert secretary.get("/kiem-diem/", {"xuat": "xlsx"}).status_code == 200
    assert rows(Browser(world.outsider)) == [elsewhere.pk]
