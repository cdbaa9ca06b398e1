"""Use cases of resolutions and tasks: what holds afterwards, what is refused, who sees what, what the meeting reads back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from chibo.accounts.models import User
from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.documents.models import Document
from chibo.domain.papers.model import from_json
from chibo.domain.papers.plain import plain_text
from chibo.domain.tasks import Part, TaskState
from chibo.home.queries import Side, tasks_for
from chibo.meetings.models import Meeting, Resolution, Task, TaskStep
from chibo.meetings.queries import tasks as find
from chibo.meetings.queries.resolutions import resolutions_for
from chibo.meetings.services.resolutions import pass_resolution, sign_resolution
from chibo.meetings.services.tasks import (
    accept_task,
    drop_task,
    give_task,
    move_deadline,
    reassign_task,
    report_task,
    return_task,
)
from chibo.registry.models import Member, Role
from chibo.registry.services.members import end_membership
from tests.factories.meetings import adopted, make_desk
from tests.factories.registry import World, make_member, make_user, operator
from tests.factories.tasks import (
    DUE_ON,
    JUDGED_ON,
    PASSED_ON,
    REPORTED_ON,
    accepted,
    cell_task,
    clause,
    employ,
    office_task,
    reported,
    resolved,
)

pytestmark = pytest.mark.django_db


def codes(broken) -> list[str]:
    return [violation.code for violation in broken.value.violations]


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def titles(user: User, day: date = JUDGED_ON) -> set[str]:
    return {row.task.title for row in find.tasks_for(fresh(user), day)}


# Resolutions


def test_a_resolution_passes_with_its_clauses_and_the_next_number_of_the_year(world: World):
    first = resolved(world)
    second = resolved(world, on=date(2019, 4, 3))
    next_year = resolved(world, on=date(2020, 1, 3))
    assert [(row.year, row.number) for row in (first, second, next_year)] == [(2019, 1), (2019, 2), (2020, 1)]
    assert [row.number for row in first.clauses.order_by("number")] == [1, 2]
    assert (first.official_count, first.present, first.votes_for) == (1, 1, 1)
    assert resolved(world, cell=world.second_cell).number == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"present": 3, "votes_for": 3}, "MORE_PRESENT_THAN_MEMBERS"),
        ({"present": 2, "votes_for": 1}, "VOTES_DO_NOT_ADD_UP"),
        ({"present": 2, "votes_for": 1, "votes_against": 1}, "RESOLUTION_NOT_PASSED"),
        ({"clauses": [" ", ""]}, "RESOLUTION_WITHOUT_CLAUSE"),
        ({"on": date(2014, 1, 1)}, "RESOLUTION_NO_CELL"),
    ],
)
def test_a_resolution_that_did_not_pass_is_not_entered(world: World, change, told: str):
    make_member(world.first_cell, "Võ Chính Thức")
    make_member(world.first_cell, "Võ Dự Bị", official=False)
    with pytest.raises(RuleBroken) as broken:
        resolved(world, **change)
    assert codes(broken) == [told]
    assert not Resolution.objects.exists()


def test_numbers_follow_the_days(world: World):
    resolved(world, on=date(2019, 4, 3))
    with pytest.raises(RuleBroken) as broken:
        resolved(world)
    assert codes(broken) == ["RESOLUTION_BEFORE_LAST"]


def test_a_resolution_belongs_to_a_meeting_of_its_cell(world: World):
    make_desk(world)
    adopted(world)
    meeting = Meeting.objects.get(cell=world.first_cell)
    assert resolved(world, on=meeting.on, meeting=meeting).meeting == meeting
    with pytest.raises(RuleBroken) as broken:
        resolved(world, on=meeting.on, meeting=Meeting.objects.get(cell=world.second_cell))
    assert codes(broken) == ["MEETING_NOT_OF_CELL"]
    with pytest.raises(RuleBroken) as broken:
        resolved(world, on=meeting.on + timedelta(days=1), meeting=meeting)
    assert codes(broken) == ["RESOLUTION_OFF_MEETING"]


@pytest.mark.prints
def test_the_secretary_signs_it_as_a_paper_of_the_cell(world: World):
    resolution = resolved(world)
    paper = sign_resolution(actor=world.secretary, resolution=resolution, on=PASSED_ON)
    text = plain_text(from_json(paper.document.content))
    assert (paper.document.symbol, paper.document.issuer) == ("01-NQ/CB", world.first_cell)
    for line in (
        "ĐẢNG BỘ PHƯỜNG TAM HÒA",
        "CHI BỘ KHU PHỐ 1",
        "NGHỊ QUYẾT",
        "Điều 1. Tổ chức dọn vệ sinh",
        "T/M CHI BỘ",
    ):
        assert line in text
    assert "01/01 đảng viên chính thức tán thành" in text
    assert bytes(paper.document.pdf).startswith(b"%PDF")
    with pytest.raises(RuleBroken) as broken:
        sign_resolution(actor=world.secretary, resolution=resolution, on=PASSED_ON)
    assert codes(broken) == ["RESOLUTION_SIGNED"]


def test_the_book_of_resolutions_has_no_gap_and_begins_anew_each_year(world: World):
    first, second = resolved(world), resolved(world, on=date(2019, 4, 3))
    with pytest.raises(RuleBroken) as broken:
        sign_resolution(actor=operator(), resolution=second, on=date(2019, 4, 3))
    assert codes(broken) == ["RESOLUTION_EARLIER_UNSIGNED"]
    for row in (first, second, resolved(world, on=date(2020, 1, 3))):
        paper = sign_resolution(actor=operator(), resolution=row, on=row.passed_on)
        assert paper.document.number == row.number
    assert Document.objects.filter(kind="RESOLUTION").count() == 3


def test_who_reads_a_cells_resolutions(world: World):
    resolution = resolved(world)
    plain = make_user("plain", Role.MEMBER, world.first_cell, member=make_member(world.first_cell, "Mai Thường"))
    readers = (world.organiser, world.officer, world.auditor, world.secretary, plain)
    assert all(resolution in resolutions_for(fresh(user), JUDGED_ON) for user in readers)
    assert not any(
        resolutions_for(fresh(user), JUDGED_ON).exists() for user in (world.head, world.member, world.outsider)
    )
    assert resolution not in resolutions_for(fresh(world.secretary), PASSED_ON - timedelta(days=1))


# The way of a task


def test_a_task_goes_from_a_clause_to_its_acceptance(world: World):
    task = cell_task(world, clause=clause(world))
    report_task(actor=world.secretary, task=task, report="Xong", on=REPORTED_ON, address="/tam-tu/")
    return_task(actor=world.officer, task=task, on=JUDGED_ON, reason="Còn đoạn cuối hẻm")
    report_task(actor=world.secretary, task=task, report="Đã làm nốt", on=date(2019, 4, 5))
    accept_task(actor=world.officer, task=task, on=date(2019, 4, 8))
    steps = [(step.number, step.kind, step.state) for step in find.steps_of(task, date(2019, 4, 8))]
    assert steps == [
        (1, "GIVEN", "GIVEN"),
        (2, "REPORTED", "REPORTED"),
        (3, "RETURNED", "RETURNED"),
        (4, "REPORTED", "REPORTED"),
        (5, "ACCEPTED", "ACCEPTED"),
    ]
    states = {day: find.task_of(task.pk, day, viewer=world.officer).state for day in (PASSED_ON, JUDGED_ON)}
    assert states == {PASSED_ON: "GIVEN", JUDGED_ON: "RETURNED"}
    with pytest.raises(RuleBroken) as broken:
        return_task(actor=world.officer, task=task, on=date(2019, 4, 9), reason="Nghĩ lại")
    assert codes(broken) == ["TASK_ACCEPTED"]
    assert AuditEntry.objects.filter(action="meetings.task_returned").get().reason == "Còn đoạn cuối hẻm"


def test_deadline_and_owner_change_by_further_steps_only(world: World):
    other = make_member(world.first_cell, "Tạ Nhận Việc")
    task = cell_task(world)
    move_deadline(actor=operator(), task=task, due_on=date(2019, 4, 10), on=DUE_ON, reason="Mưa bão")
    reassign_task(actor=operator(), task=task, owner=other, on=DUE_ON, reason="Đi học")
    row = find.task_of(task.pk, DUE_ON, viewer=operator())
    assert (row.owner, row.due_on, row.state, row.late) == (other, date(2019, 4, 10), "GIVEN", False)
    assert find.task_of(task.pk, PASSED_ON, viewer=operator()).due_on == DUE_ON
    drop_task(actor=operator(), task=task, on=date(2019, 4, 11), reason="Phường đã làm")
    assert find.task_of(task.pk, date(2019, 4, 11), viewer=operator()).state == TaskState.DROPPED


def test_a_task_is_late_by_its_deadline_of_the_day(world: World):
    task = cell_task(world)
    move_deadline(actor=operator(), task=task, due_on=date(2019, 4, 10), on=date(2019, 4, 1), reason="Mưa bão")
    late = {day: find.task_of(task.pk, day, viewer=operator()).late for day in (DUE_ON, date(2019, 3, 31), JUDGED_ON)}
    assert late == {DUE_ON: False, date(2019, 3, 31): True, JUDGED_ON: False}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"due_on": date(2019, 3, 1)}, "TASK_DUE_TOO_EARLY"),
        ({"on": date(2019, 3, 1)}, "TASK_BEFORE_RESOLUTION"),
        ({"giver": "COMMITTEE"}, "TASK_NO_COMMUNE"),
    ],
)
def test_bad_tasks_are_refused(world: World, change, told: str):
    of = clause(world)
    given = {"giver": "CELL", "unit": world.first_cell, "owner": world.secretary.member, "title": "Việc"}
    given |= {"side": "OFFICE", "due_on": DUE_ON, "on": PASSED_ON, "clause": of} | change
    with pytest.raises(RuleBroken) as broken:
        give_task(actor=operator(), **given)
    assert codes(broken) == [told]
    assert not Task.objects.exists()


def test_a_task_is_not_for_who_left_the_cell_and_what_they_had_goes_to_another(world: World):
    leaver, heir = make_member(world.first_cell, "Hồ Rời Đi"), make_member(world.first_cell, "Lưu Nhận Thay")
    task = cell_task(world, owner=leaver)
    end_membership(actor=operator(), member=leaver, on=date(2019, 3, 15), reason="Chuyển đi tỉnh khác")
    with pytest.raises(RuleBroken) as broken:
        cell_task(world, owner=leaver, on=date(2019, 3, 20))
    assert codes(broken) == ["TASK_OWNER_ELSEWHERE"]
    rows = find.tasks_for(fresh(world.secretary), date(2019, 3, 20))
    assert [row.task for row in find.left_behind(rows, date(2019, 3, 20))] == [task]
    asked = [each.title for each in tasks_for(fresh(world.secretary), date(2019, 3, 20)) if each.side is Side.MINE]
    assert "Giao lại nhiệm vụ của người đã rời chi bộ" in asked
    reassign_task(actor=world.secretary, task=task, owner=heir, on=date(2019, 3, 20), reason="Đã chuyển đi")
    assert not find.left_behind(find.tasks_for(fresh(world.secretary), date(2019, 3, 20)), date(2019, 3, 20)).exists()


def test_nobody_accepts_their_own_work(world: World):
    task = reported(cell_task(world))
    with pytest.raises(RuleBroken) as broken:
        accept_task(actor=world.secretary, task=task, on=JUDGED_ON)
    assert codes(broken) == ["TASK_JUDGED_BY_OWNER"]
    mine = [each.title for each in tasks_for(fresh(world.officer), JUDGED_ON) if each.side is Side.MINE]
    assert "Nghiệm thu nhiệm vụ" in mine


def test_a_row_once_written_is_never_changed(world: World):
    accepted(cell_task(world, clause=clause(world)))
    for table in ("resolution", "clause", "task", "taskstep"):
        for statement in (f"UPDATE meetings_{table} SET id = id", f"DELETE FROM meetings_{table}"):
            with pytest.raises(DatabaseError, match="kept as they are"), transaction.atomic():
                connection.cursor().execute(statement)


# Who may, who sees


def test_who_may_give_and_judge(world: World):
    task, office = cell_task(world), office_task(world)
    for user in (world.member, world.head, world.auditor, world.organiser, world.outsider):
        with pytest.raises(PermissionDenied):
            resolved_by(user, world)
        with pytest.raises(PermissionDenied):
            drop_task(actor=user, task=task, on=DUE_ON, reason="x")
    for user in (world.secretary, world.member, world.auditor, world.outsider):
        with pytest.raises(PermissionDenied):
            move_deadline(actor=user, task=office, due_on=JUDGED_ON, on=DUE_ON, reason="x")
    with pytest.raises(PermissionDenied):
        report_task(actor=world.member, task=task, report="x", on=DUE_ON)
    move_deadline(actor=world.head, task=office, due_on=JUDGED_ON, on=DUE_ON, reason="x")


def resolved_by(user: User, world: World) -> Resolution:
    facts = {"title": "x", "clauses": ["y"], "present": 1, "votes_for": 1, "on": PASSED_ON}
    return pass_resolution(actor=user, cell=world.first_cell, **facts)


def test_one_member_two_sides_each_within_its_rights(world: World):
    cells, offices = cell_task(world), office_task(world)
    rows = {row.task_id: row for row in find.standing_on(JUDGED_ON)}

    def parts(user: User, task: Task) -> set[Part]:
        return set(find.parts_seen([rows[task.pk]], JUDGED_ON, viewer=fresh(user))[task.pk])

    plain = make_user("bithu2", Role.SECRETARY, world.first_cell)
    both = {cells.title, offices.title}
    assert titles(world.secretary) == titles(world.head) == titles(world.officer) == titles(world.auditor) == both
    assert titles(plain) == both
    assert titles(world.member) == titles(world.outsider) == set()
    assert parts(plain, cells) == {Part.ROUND, Part.WORDS}
    assert parts(plain, offices) == {Part.ROUND}
    assert parts(world.head, cells) == {Part.ROUND}
    assert parts(world.head, offices) == {Part.ROUND, Part.WORDS}
    assert parts(world.secretary, offices) == {Part.ROUND, Part.WORDS}
    assert parts(world.outsider, cells) == set()


def test_the_committee_gives_tasks_to_anybody_below_it(world: World):
    member = Member.objects.get(full_name="Ngô Thị Hậu")
    given = {"title": "Dự tập huấn", "side": "NEIGHBOURHOOD", "due_on": DUE_ON, "on": PASSED_ON, "owner": member}
    task = give_task(actor=world.officer, giver="COMMITTEE", unit=world.commune, **given)
    assert (task.commune, task.cell) == (world.commune, None)
    with pytest.raises(PermissionDenied):
        give_task(actor=world.secretary, giver="COMMITTEE", unit=world.commune, **given)
    with pytest.raises(RuleBroken) as broken:
        give_task(actor=world.officer, giver="OFFICE", unit=world.commune, **(given | {"side": "OFFICE"}))
    assert codes(broken) == ["TASK_OWNER_ELSEWHERE"]


# The next meeting


def test_the_next_meeting_reads_back_what_was_done_and_what_is_due(world: World):
    of = clause(world)
    done = accepted(cell_task(world, clause=of, title="Dọn hẻm"))
    open_task = cell_task(world, clause=of, title="Treo cờ", due_on=date(2019, 4, 30))
    cell_task(world, title="Việc cuối năm", due_on=date(2019, 12, 1))
    late = cell_task(world, title="Đã trễ", due_on=date(2019, 3, 10))
    told = find.tasks_to_read_back(world.first_cell, since=PASSED_ON, on=JUDGED_ON)
    assert [(step.task, step.kind) for step in told] == [(done, "ACCEPTED")]
    assert find.tasks_to_read_back(world.first_cell, since=JUDGED_ON, on=date(2019, 5, 3)) == []
    assert [step.task for step in find.tasks_due(world.first_cell, on=JUDGED_ON)] == [late, open_task]


# Home


def todo(user: User, on: date) -> dict[str, list[tuple[str, date | None]]]:
    found = [task for task in tasks_for(fresh(user), on) if "nhiệm vụ" in task.title]
    return {side.value: [(task.title, task.due_on) for task in found if task.side is side] for side in Side}


def test_everyone_is_told_what_is_theirs(world: World):
    owner = make_user("owner", Role.MEMBER, world.first_cell, member=make_member(world.first_cell, "Kim Làm Việc"))
    task, office = cell_task(world, owner=owner.member), office_task(world, owner=owner.member)
    assert todo(owner, PASSED_ON)["MINE"] == [("Thực hiện nhiệm vụ", DUE_ON)] * 2
    assert todo(world.secretary, PASSED_ON) == {"MINE": [], "GIVEN": [("Đã giao nhiệm vụ", DUE_ON)], "WAITING": []}
    assert todo(world.head, PASSED_ON)["GIVEN"] == [("Đã giao nhiệm vụ", DUE_ON)]
    reported(task)
    assert todo(world.secretary, JUDGED_ON)["MINE"] == [("Nghiệm thu nhiệm vụ", None)]
    assert todo(owner, JUDGED_ON)["WAITING"] == [("Chờ nghiệm thu nhiệm vụ", None)]
    reported(office)
    return_task(actor=world.head, task=office, on=JUDGED_ON, reason="Còn 2 hồ sơ")
    assert todo(owner, JUDGED_ON)["MINE"] == [("Làm tiếp nhiệm vụ bị trả lại", DUE_ON)]
    for user in (world.auditor, world.organiser, world.outsider):
        assert todo(user, JUDGED_ON) == {"MINE": [], "GIVEN": [], "WAITING": []}


def test_steps_are_rows_of_their_own(world: World):
    employ(world, world.secretary.member)
    accepted(cell_task(world))
    assert list(TaskStep.objects.order_by("number").values_list("kind", flat=True)) == ["GIVEN", "REPORTED", "ACCEPTED"]
