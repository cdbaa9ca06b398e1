"""The screens of resolutions and tasks: passing, giving, the steps, the lists, the two sides of a member, the day in words."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages

from chibo.accounts.models import User
from chibo.accounts.services import set_profile
from chibo.audit.models import AuditEntry
from chibo.home.queries import tasks_for
from chibo.meetings.models import Resolution, Task, TaskStep
from chibo.meetings.services.tasks import move_deadline, return_task
from chibo.registry.models import Role
from tests.factories.meetings import adopted, make_desk
from tests.factories.registry import World, make_member, make_user, operator
from tests.factories.tasks import (
    DUE_ON,
    JUDGED_ON,
    PASSED_ON,
    accepted,
    cell_task,
    clause,
    office_task,
    reported,
    resolved,
)
from tests.registry.browser import Browser, errors, words

pytestmark = pytest.mark.django_db
PASS = "/nhiem-vu/chi-bo/TAMHOA-KP1/nghi-quyet/"
SAID = {
    "title": "về nhiệm vụ tháng 3",
    "clauses": "Dọn vệ sinh hẻm 15\n\n  Rà soát hồ sơ đất đai \n",
    "on": "04/03/2019",
    "present": "1",
    "votes_for": "1",
    "votes_against": "0",
    "abstained": "0",
}
GIVE = {"title": "Dọn hẻm", "side": "NEIGHBOURHOOD", "due_on": "29/03/2019", "on": "04/03/2019", "wanted": "Sạch"}


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def of(task: Task, step: str = "") -> str:
    return f"/nhiem-vu/{task.pk}/{step}/" if step else f"/nhiem-vu/{task.pk}/"


def found(browser: Browser, address: str) -> int:
    """How many rows the list at ``address`` finds."""
    return browser.get(address).context["list"].totals["count"]


# Resolutions


def test_a_secretary_enters_a_resolution_and_gives_its_clause_as_a_task(world: World):
    browser = Browser(world.secretary)
    response = browser.submit(PASS, **SAID)
    resolution = Resolution.objects.get()
    assert response["Location"] == f"/nhiem-vu/nghi-quyet/{resolution.pk}/"
    assert [each.text for each in resolution.clauses.order_by("number")] == [
        "Dọn vệ sinh hẻm 15",
        "Rà soát hồ sơ đất đai",
    ]
    give = f"/nhiem-vu/nghi-quyet/{resolution.pk}/dieu/2/giao/"
    owner = str(world.secretary.member.pk)
    assert browser.submit(give, **GIVE, owner=owner).status_code == 302
    task = Task.objects.get()
    assert (task.cell, task.clause.number, task.given_by) == (world.first_cell, 2, world.secretary)
    page = words(browser.get("/nhiem-vu/chi-bo/TAMHOA-KP1/", {"ngay": "05/03/2019"}))
    assert "Điều 1. Dọn vệ sinh hẻm 15 Chưa giao thành nhiệm vụ." in page
    assert "Dọn hẻm – Phạm Văn Tổ" in page
    assert "Rà soát hồ sơ" in words(browser.get("/nhiem-vu/chi-bo/TAMHOA-KP1/", {"in": "1"}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": ""}, "Hãy điền mục này"),
        ({"clauses": " \n "}, "Hãy điền mục này"),
        ({"clauses": "a\n" * 31}, "Nhiều nhất 30 điều"),
        ({"abstained": "1"}, "Tổng số phiếu là 2"),
        ({"present": "5", "votes_for": "5"}, "chi bộ hôm ấy chỉ có 1"),
        ({"votes_for": "0", "abstained": "1"}, "chưa được thông qua: 0 tán thành, cần ít nhất 1"),
        ({"on": "01/01/2100"}, "Chưa đến ngày này"),
        ({"on": "31/02/2019"}, "không phải là ngày"),
        ({"on": "01/01/2014"}, "không phải là chi bộ hoạt động"),
    ],
)
def test_bad_resolutions_are_told_and_nothing_is_kept(world: World, change: dict[str, str], told: str):
    response = Browser(world.secretary).submit(PASS, **(SAID | change))
    assert response.status_code == 200
    assert any(told in error for error in errors(response)), errors(response)
    assert not Resolution.objects.exists()


def test_the_meeting_is_offered_and_its_day_holds(world: World):
    make_desk(world)
    adopted(world)
    browser = Browser(world.officer)
    with time_machine.travel(date(2019, 6, 20), tick=False):
        form = browser.get(PASS).context["form"]
        ((key, _day),) = form.fields["meeting"].choices[1:]
        assert str(form["meeting"].value()) == key
        votes = {"present": "3", "votes_for": "3", "meeting": key}
        response = browser.submit(PASS, **(SAID | votes))
        assert any("khác ngày của buổi sinh hoạt" in error for error in errors(response))
        assert browser.submit(PASS, **(SAID | votes | {"on": f"{form['on'].value():%d/%m/%Y}"})).status_code == 302
    assert Resolution.objects.get().meeting_id == int(key)


def test_a_second_click_enters_nothing_more(world: World):
    browser = Browser(world.officer)
    sent = browser.fill(PASS, **SAID, acting_for="Phạm Văn Tổ", paper="Biên bản ngày 04/03/2019")
    answers = [browser.post(PASS, sent) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Resolution.objects.count() == 1
    assert said(answers[1])[-1].startswith("Việc này đã được thực hiện")
    assert AuditEntry.objects.get(action="meetings.resolution_passed").acting_for == "Phạm Văn Tổ"


def test_the_paper_is_signed_and_leads_back(world: World):
    first, second = resolved(world), resolved(world, on=JUDGED_ON)
    browser = Browser(world.secretary)
    late = browser.get(f"/nhiem-vu/nghi-quyet/{second.pk}/ky/")
    assert "hãy ký nghị quyết số 1 trước" in words(late)
    wrong = browser.submit(f"/nhiem-vu/nghi-quyet/{first.pk}/ky/", on="02/01/2020")
    assert any("ngày ký phải trong năm ấy" in error for error in errors(wrong))
    assert browser.submit(f"/nhiem-vu/nghi-quyet/{first.pk}/ky/", on="04/03/2019").status_code == 302
    page = browser.get(f"/nhiem-vu/nghi-quyet/{first.pk}/")
    assert "01-NQ/CB" in words(page)
    document = page.context["paper"].document
    assert browser.get(f"/van-ban/{document.pk}/").status_code == 200
    checked = browser.get(f"/kiem-tra/{document.token}/")
    assert "Mở nghị quyết" in words(checked)
    for stranger in (world.head, world.outsider):
        assert Browser(stranger).get(f"/van-ban/{document.pk}/").status_code == 404


# Giving and the steps


def test_everyone_gives_in_the_name_of_their_place(world: World):
    office_task(world)
    secretary, head, officer = Browser(world.secretary), Browser(world.head), Browser(world.officer)
    owner = str(world.secretary.member.pk)
    assert secretary.submit("/nhiem-vu/giao/", **GIVE, owner=owner).status_code == 302
    assert head.submit("/nhiem-vu/giao/", **(GIVE | {"side": "OFFICE"}), owner=owner).status_code == 302
    places = officer.get("/nhiem-vu/giao/")
    assert {group["label"] for group in places.context["groups"]} == {"Chi bộ", "Cơ quan", "Đảng uỷ"}
    assert officer.submit("/nhiem-vu/giao/?noi=COMMITTEE.TAMHOA", **GIVE, owner=owner).status_code == 302
    assert list(Task.objects.order_by("pk").values_list("giver", flat=True)) == [
        "OFFICE",
        "CELL",
        "OFFICE",
        "COMMITTEE",
    ]
    assert officer.get("/nhiem-vu/giao/?noi=CELL.TANMAI-KP1").status_code == 404
    assert Browser(world.auditor).get("/nhiem-vu/giao/").status_code == 403


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"owner": "stranger"}, "Hãy chọn"),
        ({"owner": "999999"}, "999999"),
        ({"due_on": "01/03/2019"}, "Hạn 01/03/2019 trước ngày 04/03/2019"),
        ({"on": "01/03/2019"}, "trước ngày thông qua nghị quyết"),
        ({"side": "XX"}, "XX"),
        ({"title": "x" * 161}, "160"),
    ],
)
def test_bad_tasks_are_told(world: World, change: dict[str, str], told: str):
    of_clause = clause(world)
    stranger = str(world.outsider.member.pk)
    change = {name: stranger if value == "stranger" else value for name, value in change.items()}
    given = GIVE | {"owner": str(world.secretary.member.pk)} | change
    address = f"/nhiem-vu/nghi-quyet/{of_clause.resolution_id}/dieu/1/giao/"
    response = Browser(world.secretary).submit(address, **given)
    assert any(told in error or stranger in error for error in errors(response)), errors(response)
    assert not Task.objects.exists()


STEPS = {
    "bao-xong": {"report": "Xong", "on": "25/03/2019"},
    "nghiem-thu": {"on": "03/04/2019"},
    "tra-lai": {"reason": "Chưa đạt", "on": "03/04/2019"},
    "doi-han": {"due_on": "30/04/2019", "reason": "Mưa bão", "on": "03/04/2019"},
    "thoi": {"reason": "Phường đã làm", "on": "03/04/2019"},
}


@pytest.mark.parametrize(("step", "ready"), [(step, step in ("nghiem-thu", "tra-lai")) for step in STEPS])
def test_each_step_is_done_once_and_told_afterwards(world: World, step: str, ready: bool):
    task = cell_task(world)
    if ready:
        reported(task)
    browser = Browser(world.officer)
    sent = browser.fill(of(task, step), **STEPS[step])
    before = task.steps.count()
    answers = [browser.post(of(task, step), sent) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert said(answers[1])[-1].startswith("Việc này đã được thực hiện")
    assert task.steps.count() == before + 1
    assert browser.get(of(task)).status_code == 200


@pytest.mark.parametrize(
    ("step", "given", "told"),
    [
        ("bao-xong", {"report": "", "on": "25/03/2019"}, "Hãy điền mục này"),
        ("bao-xong", {"report": "x", "on": "01/03/2019"}, "trước ngày 04/03/2019"),
        ("bao-xong", {"report": "x", "on": "25/03/2019", "address": "https://example.org/"}, "không phải là địa chỉ"),
        ("bao-xong", {"report": "x", "on": "25/03/2019", "address": "//example.org/"}, "không phải là địa chỉ"),
        ("bao-xong", {"report": "x", "on": "25/03/2019", "address": "javascript:alert(1)"}, "không phải là địa chỉ"),
        ("bao-xong", {"report": "x", "on": "25/03/2019", "paper_on": "24/03/2019"}, "Hãy ghi số của văn bản"),
        ("doi-han", {"due_on": "29/03/2019", "reason": "x", "on": "25/03/2019"}, "Hạn đang là ngày"),
        ("doi-han", {"due_on": "24/03/2019", "reason": "x", "on": "25/03/2019"}, "Hạn 24/03/2019 trước ngày"),
        ("doi-han", {"due_on": "30/04/2019", "reason": "", "on": "25/03/2019"}, "Hãy điền mục này"),
        ("giao-lai", {"owner": "999999", "reason": "x", "on": "25/03/2019"}, "999999"),
        ("thoi", {"reason": "", "on": "25/03/2019"}, "Hãy điền mục này"),
    ],
)
def test_bad_input_of_a_step_is_told(world: World, step: str, given: dict[str, str], told: str):
    task = cell_task(world)
    response = Browser(world.officer).submit(of(task, step), **given)
    assert any(told in error for error in errors(response)), errors(response)
    assert task.steps.count() == 1


def test_a_form_that_is_stale_is_told_so_and_let_through_the_next_time(world: World):
    task = cell_task(world)
    browser = Browser(world.secretary)
    sent = browser.fill(of(task, "bao-xong"), **STEPS["bao-xong"])
    move_deadline(actor=operator(), task=task, due_on=date(2019, 4, 30), on=PASSED_ON, reason="Mưa bão")
    again = browser.post(of(task, "bao-xong"), sent)
    assert any("vừa có thay đổi khác" in error for error in errors(again))
    assert task.steps.count() == 2
    assert browser.post(of(task, "bao-xong"), sent | {"seen": "2", "once": "lan-hai"}).status_code == 302


def test_a_task_that_was_accepted_is_not_sent_back(world: World):
    task = accepted(cell_task(world))
    browser = Browser(world.officer)
    assert "đã được nghiệm thu ngày 03/04/2019" in words(browser.get(of(task, "tra-lai")))
    response = browser.submit(of(task, "tra-lai"), **STEPS["tra-lai"])
    assert any("không đổi được nữa" in error for error in errors(response))
    assert "Trả lại…" not in words(browser.get(of(task)))


def test_the_owner_reports_with_proof_and_does_not_accept(world: World):
    task = cell_task(world)
    browser = Browser(world.secretary)
    proof = {"paper_number": "12/BC", "paper_on": "24/03/2019", "address": f"http://testserver{of(task)}?x=1"}
    assert browser.submit(of(task, "bao-xong"), **STEPS["bao-xong"], **proof).status_code == 302
    assert TaskStep.objects.get(kind="REPORTED").address == of(task)
    page = browser.get(of(task))
    assert "Văn bản số 12/BC, 24/03/2019" in words(page)
    assert f'href="{of(task)}"' in page.text
    assert "Việc của chính đồng chí" in words(page)
    refused = browser.submit(of(task, "nghiem-thu"), on="03/04/2019")
    assert any("Việc của chính đồng chí" in error for error in errors(refused))


# Who sees what


def test_office_and_cell_stand_side_by_side_each_in_its_words(world: World):
    cell_task(world, wanted="Sạch rác hẻm")
    office = office_task(world)
    return_task(actor=world.head, task=reported(office), on=JUDGED_ON, reason="Hồ sơ bà Mẫu còn thiếu")
    plain = make_user("bithu2", Role.SECRETARY, world.first_cell)
    address = f"/nhiem-vu/dang-vien/{world.secretary.member.pk}/"
    day = {"ngay": "03/04/2019"}
    own, cell, head = (Browser(user).get(address, day) for user in (world.secretary, plain, world.head))
    for page in (own, cell, head):
        assert [(column["label"], len(column["open"])) for column in page.context["columns"]] == [
            ("Việc cơ quan", 1),
            ("Việc khu dân cư", 1),
        ]
        assert office.title in words(page)
        assert "Dọn vệ sinh hẻm 15" in words(page)
    for page, cell_words, office_words in ((own, True, True), (cell, True, False), (head, False, True)):
        assert ("Sạch rác hẻm" in words(page)) is cell_words
        assert ("Không hồ sơ nào trễ hẹn" in words(page)) is office_words
        assert ("bà Mẫu" in words(page)) is office_words
    detail = Browser(plain).get(of(office))
    assert "Không hồ sơ nào" not in detail.text
    assert "bà Mẫu" not in detail.text
    assert "Đồng chí xem được việc, hạn và trạng thái" in words(detail)
    assert Browser(world.member).get(address).status_code == 404
    assert Browser(world.outsider).get(address).status_code == 404
    idle = make_member(world.first_cell, "Viên Chưa Có Việc")
    assert "Không có việc nào chưa xong" in words(Browser(plain).get(f"/nhiem-vu/dang-vien/{idle.pk}/"))
    assert Browser(world.head).get(f"/nhiem-vu/dang-vien/{idle.pk}/").status_code == 404


def test_the_list_is_narrowed_and_the_board_counts_what_it_leads_to(world: World):
    helper = make_member(world.second_cell, "Bạch Chi Hai")
    cell_task(world)
    accepted(cell_task(world))
    reported(cell_task(world, cell=world.second_cell, owner=helper))
    office_task(world, due_on=date(2019, 5, 31))
    cell_task(world, cell=world.other_cell)
    browser = Browser(world.officer)
    browser.get("/", {"ngay": "03/04/2019"})
    assert found(browser, "/nhiem-vu/") == 4
    assert found(browser, "/nhiem-vu/?trang-thai=qua-han") == 1
    assert found(browser, "/nhiem-vu/?phan=co-quan") == 1
    assert found(browser, "/nhiem-vu/?giao-boi=OFFICE") == 1
    assert found(browser, "/nhiem-vu/?chi-bo=TAMHOA-KP2") == 1
    assert found(browser, f"/nhiem-vu/?nguoi={helper.pk}") == 1
    assert found(browser, "/nhiem-vu/?tim=don+ve+sinh") == 3
    assert found(browser, "/nhiem-vu/?han=30/04/2019") == 3
    board = browser.get("/nhiem-vu/bang/")
    columns = {column.name: column for column in board.context["list"].listing.columns}
    rows = board.context["list"].found
    assert {row["name"] for row in rows} == {"Chi bộ khu phố 1", "Chi bộ khu phố 2"}
    for row in rows:
        for name in ("open", "office", "late", "reported", "accepted"):
            assert found(browser, columns[name].link(row)) == row[name]
    sheet = browser.get("/nhiem-vu/?xuat=xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


# Home


def test_the_day_in_words_counts_what_its_links_list(world: World):
    owner = make_user("owner", Role.MEMBER, world.first_cell, member=make_member(world.first_cell, "Kim Làm Việc"))
    cell_task(world, owner=owner.member, title="Trễ rồi", due_on=date(2019, 3, 20))
    cell_task(world, owner=owner.member, title="Hạn hôm nay", due_on=date(2019, 3, 25))
    cell_task(world, owner=owner.member, title="Tuần này", due_on=DUE_ON)
    cell_task(world, owner=owner.member, title="Mới giao", on=date(2019, 3, 25), due_on=date(2019, 5, 1))
    reported(cell_task(world, owner=owner.member, title="Vừa báo xong"))
    browser = Browser(owner)
    page = browser.get("/viec-can-lam/tom-tat/", {"ngay": "25/03/2019"})
    (job,) = page.context["jobs"]
    assert [(line["count"], line["words"]) for line in job["lines"]] == [
        (1, "quá hạn"),
        (1, "đến hạn hôm nay"),
        (1, "đến hạn trong 7 ngày tới"),
        (4, "việc của tôi"),
        (1, "việc chờ người khác"),
    ]
    for line in job["lines"]:
        groups = browser.get(line["address"]).context["groups"]
        assert sum(len(group["rows"]) for group in groups) == line["count"]
    assert {task.detail for task in page.context["came"]} == {"Mới giao", "Vừa báo xong"}
    assert {task.detail for task in page.context["went"]} == {"Vừa báo xong"}
    assert "Không có việc nào đang chờ" in words(Browser(world.auditor).get("/viec-can-lam/tom-tat/"))


def test_the_home_page_has_a_tab_for_what_i_gave(world: World):
    helper = make_member(world.first_cell, "Đinh Làm Giúp")
    cell_task(world, owner=helper)
    browser = Browser(world.secretary)
    page = browser.get("/", {"ben": "giao", "ngay": "05/03/2019"})
    assert [(str(tab["label"]), tab["count"]) for tab in page.context["tabs"]][1] == ("Tôi giao", 1)
    assert "Dọn vệ sinh hẻm 15 – Đinh Làm Giúp" in words(page)
    assert "Chỉ xem: Tâm tư, nguyện vọng" in words(browser.get("/", {"viec": "tam-tu"}))
    fresh = User.objects.get(pk=world.secretary.pk)
    new = browser.get("/", {"ben": "giao", "khi": "moi", "ngay": "04/03/2019"}).context["groups"]
    assert len(tasks_for(fresh, PASSED_ON)) == sum(len(group["rows"]) for group in new) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_screen_answers_in_both_languages(world: World, language: str):
    task = reported(cell_task(world, clause=clause(world)))
    set_profile(actor=world.officer, language=language, large_text=False)
    client = Browser(world.officer)
    resolution = task.clause.resolution_id
    for address in (
        *("/nhiem-vu/", "/nhiem-vu/bang/", "/nhiem-vu/giao/", "/nhiem-vu/nghi-quyet/", "/viec-can-lam/tom-tat/"),
        *("/nhiem-vu/chi-bo/TAMHOA-KP1/", "/nhiem-vu/chi-bo/TAMHOA-KP1/?in=1", "/lich-sinh-hoat/chi-bo/TAMHOA-KP1/"),
        *(f"/nhiem-vu/nghi-quyet/{resolution}/", of(task), of(task, "nghiem-thu")),
        f"/nhiem-vu/dang-vien/{world.secretary.member.pk}/",
    ):
        page = client.get(address)
        assert (page.status_code, page["Content-Language"]) == (200, language), address
