"""Resolutions and tasks: votes, the way of a task, who sees what of it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from chibo.domain import resolutions, tasks
from chibo.domain.resolutions import Votes
from chibo.domain.tasks import Giver, Part, Sight, TaskFacts, TaskSide, TaskState

DAY = date(2019, 3, 4)
DUE = date(2019, 3, 29)
REPORTED = date(2019, 3, 25)
JUDGED = date(2019, 4, 3)


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


@pytest.mark.parametrize(
    ("votes", "official", "told"),
    [
        (Votes(10, 6, 3, 1), 11, []),
        (Votes(10, 5, 4, 1), 9, ["MORE_PRESENT_THAN_MEMBERS"]),
        (Votes(10, 6, 3, 0), 11, ["VOTES_DO_NOT_ADD_UP"]),
        (Votes(10, 6, 3, 2), 11, ["VOTES_DO_NOT_ADD_UP"]),
        (Votes(10, 11, -1, 0), 11, ["VOTES_DO_NOT_ADD_UP"]),
        (Votes(6, 5, 1, 0), 10, ["RESOLUTION_NOT_PASSED"]),
        (Votes(6, 6, 0, 0), 10, []),
        (Votes(2, 2, 0, 0), 3, []),
        (Votes(1, 1, 0, 0), 2, ["RESOLUTION_NOT_PASSED"]),
        (Votes(0, 0, 0, 0), 0, ["RESOLUTION_NOT_PASSED"]),
    ],
)
def test_more_than_half_of_all_official_members_are_for_it(votes: Votes, official: int, told: list[str]):
    assert codes(resolutions.check_votes(votes, official, DAY)) == told


@pytest.mark.parametrize("official", range(1, 40))
def test_the_fewest_votes_are_just_more_than_half(official: int):
    needed = resolutions.votes_needed(official, DAY)
    assert 2 * needed > official >= 2 * (needed - 1)


@pytest.mark.parametrize(
    ("number", "on", "signed_count", "signed_on", "told"),
    [
        (1, DAY, 0, None, []),
        (3, JUDGED, 2, None, []),
        (3, JUDGED, 1, None, ["RESOLUTION_EARLIER_UNSIGNED"]),
        (1, date(2019, 3, 3), 0, None, ["RESOLUTION_SIGNED_TOO_EARLY"]),
        (1, date(2020, 1, 2), 0, None, ["RESOLUTION_SIGNED_NEXT_YEAR"]),
        (1, JUDGED, 1, DAY, ["RESOLUTION_SIGNED"]),
    ],
)
def test_papers_are_signed_once_and_in_order(number: int, on: date, signed_count: int, signed_on, told: list[str]):
    assert codes(resolutions.check_sign(number, DAY, on, signed_count=signed_count, signed_on=signed_on)) == told


@pytest.mark.parametrize(
    ("meeting_on", "is_own", "called_off", "told"),
    [
        (None, True, False, []),
        (DAY, True, False, []),
        (JUDGED, True, False, ["RESOLUTION_OFF_MEETING"]),
        (DAY, False, False, ["MEETING_NOT_OF_CELL"]),
        (DAY, True, True, ["MEETING_NOT_OF_CELL"]),
    ],
)
def test_a_resolution_passes_at_a_meeting_of_its_own_cell(meeting_on, is_own: bool, called_off: bool, told: list[str]):
    assert codes(resolutions.check_meeting(DAY, meeting_on, is_own=is_own, called_off=called_off)) == told


OUTLINE, WHOLE = {Part.ROUND}, {Part.ROUND, Part.WORDS}


@pytest.mark.parametrize(
    ("sight", "neighbourhood", "office"),
    [
        (Sight.OWNER, WHOLE, WHOLE),
        (Sight.GIVER, WHOLE, WHOLE),
        (Sight.CELL, WHOLE, OUTLINE),
        (Sight.OFFICE, OUTLINE, WHOLE),
        (Sight.COMMITTEE, WHOLE, WHOLE),
    ],
)
def test_who_sees_what_of_which_task(sight: Sight, neighbourhood: set[Part], office: set[Part]):
    assert tasks.seen_of([sight], TaskSide.NEIGHBOURHOOD) == neighbourhood
    assert tasks.seen_of([sight], TaskSide.OFFICE) == office


def test_every_sight_is_settled_and_nobody_sees_nothing():
    assert set(tasks.SEEN) == set(product(Sight, TaskSide))
    assert tasks.seen_of([], TaskSide.OFFICE) == frozenset()
    assert tasks.seen_of([Sight.CELL, Sight.GIVER], TaskSide.OFFICE) == WHOLE


def facts(state: TaskState) -> TaskFacts:
    days = {TaskState.GIVEN: DAY, TaskState.ACCEPTED: JUDGED}
    on = days.get(state, REPORTED)
    return TaskFacts("Dọn hẻm", DAY, DUE, state, on, on)


STEPS = {
    "report": lambda at: tasks.check_report(at, JUDGED, report="Xong"),
    "accept": lambda at: tasks.check_judge(at, JUDGED),
    "return": lambda at: tasks.check_return(at, JUDGED, reason="Chưa đạt"),
    "move": lambda at: tasks.check_move(at, JUDGED, due_on=date(2019, 5, 1), reason="Mưa"),
    "drop": lambda at: tasks.check_drop(at, JUDGED, reason="Đã có đơn vị khác"),
    "reassign": lambda at: tasks.check_reassign(
        at, JUDGED, is_same=False, owner_belongs=True, owner="A", reason="Đã chuyển đi"
    ),
}
ALLOWED = {
    TaskState.GIVEN: {"report", "move", "drop", "reassign"},
    TaskState.RETURNED: {"report", "move", "drop", "reassign"},
    TaskState.REPORTED: {"accept", "return", "move", "drop"},
    TaskState.ACCEPTED: set(),
    TaskState.DROPPED: set(),
}


@pytest.mark.parametrize(("state", "step"), list(product(TaskState, STEPS)))
def test_each_step_is_open_in_its_states_only(state: TaskState, step: str):
    assert (STEPS[step](facts(state)) == []) is (step in ALLOWED[state])


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (tasks.check_report(facts(TaskState.GIVEN), date(2019, 3, 3), report="x"), "TASK_DAY_TOO_EARLY"),
        (tasks.check_report(facts(TaskState.GIVEN), DUE, report=" "), "TASK_REPORT_WANTED"),
        (tasks.check_judge(facts(TaskState.REPORTED), JUDGED, by_owner=True), "TASK_JUDGED_BY_OWNER"),
        (tasks.check_return(facts(TaskState.REPORTED), JUDGED, reason=" "), "TASK_REASON_WANTED"),
        (tasks.check_return(facts(TaskState.ACCEPTED), JUDGED, reason="x"), "TASK_ACCEPTED"),
        (tasks.check_move(facts(TaskState.GIVEN), JUDGED, due_on=DUE, reason="x"), "TASK_DUE_SAME"),
        (tasks.check_move(facts(TaskState.GIVEN), JUDGED, due_on=DAY, reason="x"), "TASK_DUE_TOO_EARLY"),
        (tasks.check_move(facts(TaskState.GIVEN), JUDGED, due_on=date(2019, 5, 1), reason=""), "TASK_REASON_WANTED"),
        (tasks.check_drop(facts(TaskState.DROPPED), JUDGED, reason="x"), "TASK_DROPPED"),
    ],
)
def test_what_is_refused(found, told: str):
    assert codes(found) == [told]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"due_on": DAY}, []),
        ({"due_on": date(2019, 3, 3)}, ["TASK_DUE_TOO_EARLY"]),
        ({"owner_belongs": False}, ["TASK_OWNER_ELSEWHERE"]),
        ({"since": date(2019, 3, 5)}, ["TASK_BEFORE_RESOLUTION"]),
        ({"giver": Giver.OFFICE}, ["TASK_NOT_OF_OFFICE"]),
        ({"giver": Giver.OFFICE, "side": TaskSide.OFFICE}, []),
    ],
)
def test_to_whom_and_until_when_a_task_is_given(change, told: list[str]):
    given = {"giver": Giver.CELL, "side": TaskSide.NEIGHBOURHOOD, "owner_belongs": True, "owner": "A"}
    given |= {"given_on": DAY, "due_on": DUE, "since": DAY} | change
    assert codes(tasks.check_give(**given)) == told


@pytest.mark.parametrize(
    ("state", "on", "late"),
    [
        (TaskState.GIVEN, DUE, False),
        (TaskState.GIVEN, date(2019, 3, 30), True),
        (TaskState.RETURNED, date(2019, 3, 30), True),
        (TaskState.REPORTED, JUDGED, False),
        (TaskState.ACCEPTED, JUDGED, False),
        (TaskState.DROPPED, JUDGED, False),
    ],
)
def test_only_what_is_not_done_is_late(state: TaskState, on: date, late: bool):
    assert tasks.is_late(state, DUE, on) is late
