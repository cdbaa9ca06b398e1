"""The review of 2019 as five people go through it, at the desk and on the phone; one more has paper only."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chibo.evaluations.models import Cycle, Part, Review
from chibo.registry.models import Office
from chibo.registry.services.members import move_member, record_employment
from tests.factories.evaluations import make_office
from tests.factories.registry import World, operator
from tests.journeys.people import Person, person

pytestmark = pytest.mark.django_db
MOVED_ON = date(2019, 5, 15)
CODES = ("POLITICS", "ETHICS", "DISCIPLINE", "TASKS", "PEOPLE", "SHORTCOMINGS")
OF_OFFICE = tuple(code for code in CODES if code != "PEOPLE")
GOOD, FULFILLED = "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ"
Come = Callable[[str, str], AbstractContextManager[Person]]


@pytest.fixture
def office(world: World) -> Office:
    """Both who work there moved from the agency cell to the first residential cell in May; one has an account."""
    office = make_office(world.commune)
    for member in world.staff[:2]:
        move_member(actor=operator(), member=member, cell=world.first_cell, on=MOVED_ON)
        record_employment(actor=operator(), member=member, office=office, on=date(2016, 1, 1))
    return office


@pytest.fixture
def come(site: str, browser: Browser) -> Iterator[Come]:
    folder = os.environ.get("CHIBO_SHOTS")
    yield lambda username, width: person(browser, site, username, width, Path(folder) if folder else None)


def opens_review(user: Person, name: str) -> None:
    user.opens("Kiểm điểm, xếp loại")
    user.follows(name)


def writes(user: Person, codes: tuple[str, ...], words: str, grade: str) -> None:
    """Each section with its level, and the grade where the side proposes one."""
    for code in codes:
        user.types(**{f"text-{code}": f"{words} {code}"})
        user.main.locator(f"[name=level-{code}][value=GOOD]").check()
    if grade:
        user.main.locator(f"[name=grade][value={grade}]").check()


def hands_in(user: Person, on: str) -> None:
    user.presses("Lưu, xem lại và nộp…")
    user.types(on=on)
    user.presses(re.compile("^Nộp"))
    user.sees("Đã nộp")


def test_from_the_opening_to_the_appeal(world: World, office: Office, come: Come):
    mine, on_paper = world.staff[0].full_name, world.staff[1].full_name
    with ExitStack() as people:
        officer, head, auditor = (people.enter_context(come(name, "desk")) for name in ("officer", "head", "auditor"))
        member, secretary = (people.enter_context(come(name, "phone")) for name in ("member", "secretary"))
        go_through(world, officer, head, auditor, member, secretary, mine, on_paper)
    told = Part.objects.get(review__member__full_name=on_paper, side="SELF")
    assert (told.acting_for, told.paper, told.written_by) == (on_paper, "Bản viết tay ngày 21/11/2019", world.secretary)


def go_through(
    world: World,
    officer: Person,
    head: Person,
    auditor: Person,
    member: Person,
    secretary: Person,
    mine: str,
    on_paper: str,
) -> None:
    officer.on_day("15/11/2019")
    officer.opens("Kiểm điểm, xếp loại")
    officer.follows("Đợt kiểm điểm")
    officer.follows("Mở đợt kiểm điểm")
    officer.main.locator("select[name=rules]").select_option("hd21-2019")
    officer.types(
        self_due_on="30/11/2019", office_due_on="10/12/2019", cell_due_on="20/12/2019", decision_due_on="31/12/2019"
    )
    officer.presses("Xem trước")
    officer.sees("Sau khi xác nhận")
    officer.presses("Mở đợt kiểm điểm")
    officer.sees("Đã mở đợt kiểm điểm")
    officer.looks("review-cycle")
    member.on_day("20/11/2019")
    opens_review(member, mine)
    member.sees("Chờ tự kiểm điểm")
    member.main.get_by_role("link", name=re.compile("^Viết")).first.click()
    writes(member, CODES, "Tôi tự thấy", "GOOD")
    hands_in(member, "20/11/2019")
    member.looks("review-self-in")
    secretary.on_day("22/11/2019")
    opens_review(secretary, on_paper)
    secretary.follows(re.compile("^Nhập thay"))
    secretary.types(acting_for=on_paper, paper="Bản viết tay ngày 21/11/2019")
    secretary.presses(re.compile("^Tiếp tục|^Bắt đầu"))
    secretary.sees("Đang nhập thay đồng chí")
    writes(secretary, CODES, "Bản giấy ghi", "GOOD")
    hands_in(secretary, "22/11/2019")
    for name in (mine, on_paper):
        head.on_day("03/12/2019")
        opens_review(head, name)
        head.sees("Tôi tự thấy TASKS" if name == mine else "Bản giấy ghi TASKS")
        head.main.get_by_role("link", name=re.compile("^Viết")).first.click()
        writes(head, OF_OFFICE, "Cơ quan thấy", "GOOD")
        hands_in(head, "03/12/2019")
    # The agency cell is dissolved in fact: its last secretary's paper is keyed in for both.
    for name in (mine, on_paper):
        officer.on_day("04/12/2019")
        officer.goes_to(f"/kiem-diem/ho-so/{Review.objects.get(member__full_name=name).pk}/")
        officer.sees("Nội dung mở ra khi mọi bên đã có ý kiến")
        officer.does_not_see("Cơ quan thấy TASKS")
        officer.main.get_by_role("link", name=re.compile("Nhập thay….*nơi chuyển đi")).click()
        officer.types(acting_for="Nguyễn Nguyên Bí Thư", paper="Phiếu ngày 02/12/2019")
        officer.presses(re.compile("^Tiếp tục|^Bắt đầu"))
        writes(officer, CODES, "Nơi cũ thấy", "")
        hands_in(officer, "04/12/2019")
    for name, grade in ((mine, "FULFILLED"), (on_paper, "GOOD")):
        secretary.on_day("05/12/2019")
        opens_review(secretary, name)
        secretary.sees("Cơ quan thấy TASKS", "Mức xếp loại của cơ quan được giữ kín")
        secretary.main.get_by_role("link", name=re.compile("^Viết.*Ý kiến của chi bộ$")).click()
        writes(secretary, CODES, "Chi bộ thấy", "")
        secretary.presses("Lưu tất cả")
        secretary.follows(re.compile("^Ghi phiếu"))
        secretary.types(on="05/12/2019", present="9")
        secretary.main.locator(f"[name=grade][value={grade}]").check()
        secretary.presses(re.compile("^Ghi"))
        secretary.sees("Có mặt 9 người trong khi chi bộ có 3")
        secretary.types(present="3")
        secretary.presses(re.compile("^Ghi"))
        hands_in(secretary, "05/12/2019")
    secretary.on_day("06/12/2019")
    opens_review(secretary, mine)
    secretary.sees("Cơ quan và chi bộ đánh giá lệch mức")
    secretary.follows("Ghi biên bản họp chung…")
    secretary.types(
        on="06/12/2019",
        for_office="Thủ trưởng cơ quan",
        for_cell="Bí thư chi bộ",
        text="Hai bên đối chiếu minh chứng.",
    )
    secretary.main.locator("[name=grade][value=FULFILLED]").check()
    secretary.presses(re.compile("^Ghi"))
    secretary.sees("Biên bản (PDF)")
    cycle = Cycle.objects.get()
    keys = {name: Review.objects.get(member__full_name=name).pk for name in (mine, on_paper)}
    officer.on_day("16/12/2019")
    officer.goes_to(f"/kiem-diem/dot/{cycle.pk}/chon-muc/")
    officer.follows("Chi bộ khu phố 1")
    officer.main.locator(f"[name=grade-{keys[mine]}]").select_option("FULFILLED")
    officer.main.locator(f"[name=grade-{keys[on_paper]}]").select_option("EXCELLENT")
    officer.types(**{f"reason-{keys[on_paper]}": "Nhiều sáng kiến"})
    officer.presses("Ghi lựa chọn")
    officer.follows("Kết luận…")
    officer.sees("cơ quan chưa xếp loại hoàn thành xuất sắc", "Chưa được có ai hoàn thành xuất sắc")
    officer.follows("Sửa mức đã chọn")
    officer.follows("Chi bộ khu phố 1")
    officer.main.locator(f"[name=grade-{keys[on_paper]}]").select_option("GOOD")
    officer.types(**{f"reason-{keys[on_paper]}": ""})
    officer.presses("Ghi lựa chọn")
    officer.follows("Kết luận…")
    officer.types(on="16/12/2019")
    officer.presses(re.compile("^Ký|^Kết luận"))
    officer.sees("Đã kết luận")
    officer.looks("review-concluded")
    member.on_day("18/12/2019")
    opens_review(member, mine)
    member.sees(FULFILLED, "Chi bộ thấy TASKS", "Cơ quan thấy TASKS")
    member.looks("review-verdict")
    member.follows("Trả lời, khiếu nại…")
    member.main.locator("[name=kind][value=APPEAL]").check()
    member.types(text="Việc chậm hạn là do chờ ý kiến cấp trên.", on="18/12/2019")
    member.presses(re.compile("^Gửi|^Ghi"))
    member.sees("Đang khiếu nại")
    officer.on_day("20/12/2019")
    officer.goes_to(f"/kiem-diem/dot/{cycle.pk}/khieu-nai/")
    officer.follows(mine)
    officer.main.locator("[name=grade]").select_option("GOOD")
    officer.types(wording="Đã đối chiếu văn bản; điều chỉnh mức.", on="20/12/2019")
    officer.presses("Giải quyết khiếu nại")
    officer.sees("Xếp loại lại", GOOD)
    auditor.on_day("31/12/2019")
    auditor.goes_to(f"/kiem-diem/ho-so/{keys[mine]}/")
    auditor.sees("Đã chốt", "Cơ quan thấy TASKS")
