"""The evidence page and what the member says of it: who sees what, contests, answers, bad input, second clicks."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from chibo.accounts.models import User
from chibo.audit.changes import recording
from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.domain.evaluation.contests import ContestFacts, check_contest, check_settle
from chibo.domain.evaluation.evidence import Item, Kind
from chibo.domain.evaluation.way import Side, Stage
from chibo.domain.tasks import TaskSide
from chibo.evaluations.models import Contest, Review
from chibo.evaluations.queries.contests import items_of
from chibo.evaluations.services.contests import contest_item, settle_contest
from chibo.registry.models import Role
from chibo.registry.services.members import move_member
from chibo.registry.services.roles import grant_role
from tests.factories.evaluations import begun, make_office, make_review, write
from tests.factories.registry import World, make_user, operator
from tests.factories.tasks import accepted, cell_task, office_task
from tests.registry.browser import Browser, errors, words

pytestmark = pytest.mark.django_db
ON = date(2019, 12, 1)
AT = {"ngay": "20/12/2019"}
ITEM = Item(key="x:1", kind=Kind.TASK, side=TaskSide.OFFICE, on=ON, words="Việc", outcome="GIVEN")


def of(review: Review, rest: str = "") -> str:
    return f"/kiem-diem/ho-so/{review.pk}/{rest}"


def codes(found) -> list[str]:
    return [violation.code for violation in found]


@pytest.fixture
def review(world: World) -> Review:
    """Of the member, who now meets in the first cell, with one task of each side done, with words and proof."""
    member = world.member.member
    move_member(actor=operator(), member=member, cell=world.first_cell, on=date(2019, 1, 2))
    accepted(office_task(world, owner=member, title="Hồ sơ tách thửa"))
    accepted(cell_task(world, owner=member, title="Dọn vệ sinh"))
    return begun(world)


def keys_of(review: Review) -> dict[str, str]:
    return {item.side.value: item.key for item in items_of(review, ON)}


def test_the_rules_of_contesting():
    assert check_contest(Stage.CELL, ITEM, [], wording="sai hạn") == []
    assert codes(check_contest(Stage.FROZEN, ITEM, [], wording="sai")) == ["CONTEST_TOO_LATE"]
    assert codes(check_contest(Stage.CELL, ITEM, [ContestFacts(ON)], wording="sai")) == ["CONTEST_KNOWN"]
    assert codes(check_contest(Stage.CELL, None, [], wording="sai")) == ["CONTEST_NO_SUCH_ITEM"]
    assert codes(check_contest(Stage.CELL, ITEM, [], wording=" ")) == ["CONTEST_WORDS_WANTED"]
    assert check_settle(ContestFacts(ON), ON, wording="đúng") == []
    assert codes(check_settle(ContestFacts(ON, ON), ON, wording="đúng")) == ["CONTEST_SETTLED"]
    assert codes(check_settle(ContestFacts(ON), date(2019, 11, 30), wording="đúng")) == ["CONTEST_TOO_EARLY"]
    assert codes(check_settle(ContestFacts(ON), ON, wording="")) == ["CONTEST_WORDS_WANTED"]


def test_each_side_answers_for_its_own_items_and_nobody_about_oneself(world: World, review: Review):
    keys = keys_of(review)
    made = {
        side: contest_item(actor=world.member, review=review, key=key, wording="Sai hạn", on=ON)
        for side, key in keys.items()
    }
    answer = {"outcome": "DECLINED", "wording": "Đã đối chiếu sổ.", "on": ON}

    for actor, side in (
        (world.secretary, "OFFICE"),
        (world.head, "NEIGHBOURHOOD"),
        (world.member, "OFFICE"),
        (world.auditor, "OFFICE"),
        (world.outsider, "NEIGHBOURHOOD"),
    ):
        with pytest.raises(PermissionDenied):
            settle_contest(actor=actor, contest=made[side], **answer)
    settle_contest(actor=world.secretary, contest=made["NEIGHBOURHOOD"], **answer)
    settle_contest(actor=world.head, contest=made["OFFICE"], **answer)
    assert set(Contest.objects.values_list("outcome", "settled_by")) == {
        ("DECLINED", world.secretary.pk),
        ("DECLINED", world.head.pk),
    }
    with pytest.raises(RuleBroken, match="CONTEST_SETTLED"):
        settle_contest(actor=world.officer, contest=made["OFFICE"], **answer)
    for actor in (world.head, world.auditor, world.outsider):
        with pytest.raises(PermissionDenied):
            contest_item(actor=actor, review=review, key=keys["OFFICE"], wording="?", on=ON)
    with pytest.raises(RuleBroken, match="CONTEST_NO_SUCH_ITEM"):
        contest_item(actor=world.member, review=review, key="meetings.task:999", wording="?", on=ON)
    logged = str(list(AuditEntry.objects.filter(action__contains="contest").values_list("parameters", "changes")))
    assert "Sai hạn" not in logged
    assert "đối chiếu" not in logged


def test_a_head_of_office_does_not_answer_about_oneself(world: World):
    """The secretary of the cell, working in the office, holds the office's role too."""
    grant_role(
        actor=operator(), user=world.secretary, role=Role.HEAD_OF_OFFICE, unit=world.commune, on=date(2019, 1, 1)
    )
    member = world.secretary.member
    office_task(world, owner=member)
    review = make_review(begun(world).cycle, member, world.first_cell, office=make_office(world.commune, code="VP2"))
    user = User.objects.get(pk=world.secretary.pk)
    contest = contest_item(actor=user, review=review, key=keys_of(review)["OFFICE"], wording="Sai", on=ON)

    with pytest.raises(PermissionDenied):
        settle_contest(actor=user, contest=contest, outcome="ACCEPTED", wording="Đúng", on=ON)


def test_the_page_shows_each_what_is_theirs_to_see(world: World, review: Review):
    pages = {
        name: Browser(getattr(world, name)).get(of(review, "minh-chung/"), AT)
        for name in ("member", "secretary", "head", "officer", "auditor", "organiser")
    }

    for name, page in pages.items():
        assert page.status_code == 200, name
        told = words(page)
        assert "Hồ sơ tách thửa" in told
        assert "Dọn vệ sinh" in told
        assert "quá ít để nói" in told
    counts = {name: page.text.count("Đã làm xong ngày 24/3.") for name, page in pages.items()}
    assert counts == {"member": 2, "secretary": 1, "head": 1, "officer": 2, "auditor": 2, "organiser": 2}
    assert "nội dung trao đổi ở lại bên đó" in words(pages["secretary"])
    assert "nội dung trao đổi ở lại bên đó" not in words(pages["member"])
    assert "/nhiem-vu/" in pages["member"].text
    assert Browser(world.outsider).get(of(review, "minh-chung/"), AT).status_code == 404


def test_a_home_cell_sees_no_evidence_and_a_rated_cell_has_none(world: World, review: Review):
    leader = make_user("other_secretary", Role.SECRETARY, world.second_cell)
    member = world.staff[1]
    other = make_review(review.cycle, member, world.first_cell, home_cell=world.second_cell)
    cell = make_review(review.cycle, None, world.first_cell)

    assert Browser(leader).get(of(other, "minh-chung/"), AT).status_code == 403
    assert Browser(leader).get(of(review, "minh-chung/"), AT).status_code == 404
    assert Browser(world.officer).get(of(cell, "minh-chung/"), AT).status_code == 404


def test_the_comment_of_the_home_cell_stands_on_the_page_once_it_may_be_read(world: World):
    review = begun(world, home_cell=world.second_cell)
    write(review, Side.HOME, unit=world.second_cell, words="Gương mẫu ở khu phố")
    before = words(Browser(world.officer).get(of(review, "minh-chung/"), AT))
    for side in (Side.SELF, Side.OFFICE, Side.CELL):
        write(review, side)

    after = words(Browser(world.officer).get(of(review, "minh-chung/"), AT))

    assert "Gương mẫu" not in before
    assert "Gương mẫu ở khu phố" in after


def test_a_member_contests_and_the_side_answers_by_forms(world: World, review: Review):
    member, office = Browser(world.member), Browser(world.head)
    key = keys_of(review)["OFFICE"]
    asked, page = of(review, f"minh-chung/{key}/phan-anh/"), of(review, "minh-chung/")
    sent = member.fill(asked, wording="Báo xong ngày 20/3, không phải 25/3", on="01/12/2019")

    bad = member.post(asked, sent | {"wording": ""})
    late = member.post(asked, sent | {"on": "01/01/2100"})
    done = member.post(asked, sent)
    again = member.post(asked, sent)

    assert any("Hãy điền" in error for error in errors(bad))
    assert any("Chưa đến ngày" in error for error in errors(late))
    assert (done.status_code, done["Location"], again["Location"]) == (302, page, page)
    contest = Contest.objects.get()
    assert "Đang phản ánh" in words(member.get(page, AT))
    # The cell sees that an office item is contested, not what was said of it.
    assert "Đang phản ánh" in words(Browser(world.secretary).get(page, AT))
    assert "không phải 25/3" not in words(Browser(world.secretary).get(page, AT))
    known = member.get(asked, AT)
    assert "đã được phản ánh ngày 01/12/2019" in words(known)
    answered = of(review, f"phan-anh/{contest.pk}/tra-loi/")
    assert "sai ngày, hạn" in words(member.get(asked, AT)) or "Có thể phản ánh" in words(member.get(asked, AT))
    assert member.get(answered).status_code == 403
    assert Browser(world.secretary).get(answered).status_code == 403
    assert office.get(of(review, "phan-anh/9999/tra-loi/")).status_code == 404
    form = office.fill(answered, wording="Đúng, đã sửa ngày báo.", on="05/12/2019")
    refused = office.post(answered, form | {"outcome": "MAYBE"})
    early = office.post(answered, form | {"outcome": "ACCEPTED", "on": "30/11/2019"})
    assert refused.status_code == early.status_code == 200
    assert any("trước ngày phản ánh" in error for error in errors(early))
    settled = office.post(answered, form | {"outcome": "ACCEPTED"})
    assert settled["Location"] == page
    told = words(member.get(page, AT))
    assert "Phản ánh được chấp nhận" in told
    assert "Đúng, đã sửa ngày báo." in told
    assert "Hồ sơ tách thửa" in told
    # On the day in between nothing was settled yet.
    assert "Đang phản ánh" in words(member.get(page, {"ngay": "02/12/2019"}))
    assert member.get(of(review, "minh-chung/khong.co:1/phan-anh/"), AT).status_code == 404


def test_a_secretary_keys_a_contest_in_from_paper(world: World, review: Review):
    secretary = Browser(world.secretary)
    asked = of(review, f"minh-chung/{keys_of(review)['NEIGHBOURHOOD']}/phan-anh/")
    sent = secretary.fill(
        asked, wording="Đã làm sớm hơn", on="01/12/2019", acting_for="Trần Văn Bình", paper="đơn ngày 30/11"
    )

    assert secretary.post(asked, sent)["Location"] == of(review, "minh-chung/")
    entry = AuditEntry.objects.get(action="evaluations.item_contested")
    assert (entry.acting_for, entry.reason) == ("Trần Văn Bình", "Theo giấy: đơn ngày 30/11")
    assert Contest.objects.get().written_by == world.secretary


def test_what_was_contested_stays_when_its_item_went_elsewhere(world: World, review: Review):
    with recording("test"):
        Contest(
            review=review, key="meetings.task:9999", side="OFFICE", text="Không phải việc của tôi", on=ON, written_by=world.member
        ).save()  # fmt: skip

    told = words(Browser(world.member).get(of(review, "minh-chung/"), AT))

    assert "Phản ánh về mục không còn trong hồ sơ" in told
    assert "Không phải việc của tôi" in told
