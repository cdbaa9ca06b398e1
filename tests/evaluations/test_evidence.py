"""What is on record of a member's year: each job's items, with side, day, outcome and source; counts; who sees what of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.domain.evaluation.evidence import DISPUTES, Item, Kind, seen_share, shown_to, summary_of
from chibo.domain.evaluation.figures import FEWEST, Share, share_of
from chibo.domain.tasks import Sight, TaskSide
from chibo.evaluations.queries.evidence import evidence_of, openable
from chibo.feedback.services.handling import answer_concern
from chibo.meetings.services.attendance import mark_attendance
from chibo.meetings.services.opinions import settle_opinion
from chibo.meetings.services.tasks import accept_task, drop_task
from chibo.registry.models import Member
from chibo.registry.services.members import end_employment, record_employment
from chibo.registry.services.roles import grant_role
from tests.factories import feedback, held
from tests.factories.registry import YEAR_2015, World, make_member, operator
from tests.factories.tasks import cell_task, office_task, reported

NEW_YEAR, LAST_DAY = date(2019, 1, 1), date(2019, 12, 31)


def item(kind: Kind = Kind.TASK, side: TaskSide = TaskSide.OFFICE, **facts) -> Item:
    given = {"key": "x:1", "on": NEW_YEAR, "words": "Việc", "outcome": "GIVEN", "detail": "Lời", "proof": "1/BC"}
    return Item(**(given | {"kind": kind, "side": side} | facts))


def found_of(member: Member, first: date = NEW_YEAR, last: date = LAST_DAY) -> list[Item]:
    return evidence_of([member.pk], first, last)[member.pk]


def of_kind(items: list[Item], kind: Kind) -> list[Item]:
    return [each for each in items if each.kind is kind]


# --- the rules, without a database


def test_every_kind_of_item_can_be_contested():
    assert set(DISPUTES) == set(Kind)
    assert all(DISPUTES.values())


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, FEWEST, 0), (FEWEST, FEWEST, 100), (1, 8, 13), (3, 8, 38), (1, FEWEST - 1, None), (0, 0, None)],
)
def test_a_share_is_rounded_half_up_and_not_told_of_too_few(part: int, whole: int, percent: int | None):
    assert share_of(part, whole).percent == percent


def test_a_part_is_no_more_than_the_whole():
    with pytest.raises(ValueError, match="6 of 5"):
        share_of(6, 5)


def test_a_cell_could_see_what_lies_on_the_side_of_the_neighbourhood():
    items = [item(side=TaskSide.NEIGHBOURHOOD)] * 2 + [item()] * 6

    assert seen_share(items) == Share(2, 8)


@pytest.mark.parametrize(
    ("sights", "cell", "office_words", "cell_words"),
    [
        ({Sight.OWNER}, None, True, True),
        ({Sight.COMMITTEE}, None, True, True),
        ({Sight.OFFICE}, None, True, False),
        ({Sight.CELL}, 7, False, True),
        ({Sight.CELL}, 8, True, True),
        ({Sight.CELL, Sight.OFFICE}, 7, True, True),
    ],
)
def test_the_words_of_the_other_side_stay_there_unless_one_gave_the_task(sights, cell, office_words, cell_words):
    """8 is the cell that gave the office task."""
    office, neighbourhood = shown_to([item(place=8), item(side=TaskSide.NEIGHBOURHOOD)], sights, cell=cell)

    assert (bool(office.detail), bool(office.proof)) == (office_words, office_words)
    assert (bool(neighbourhood.detail), bool(neighbourhood.proof)) == (cell_words, cell_words)
    assert office.words == neighbourhood.words == "Việc"


def test_the_other_side_does_not_read_why_a_meeting_was_missed():
    missed = item(Kind.MISSED, TaskSide.NEIGHBOURHOOD, outcome="ILL")

    assert [each.outcome for each in shown_to([missed], {Sight.CELL})] == ["ILL"]
    assert [each.outcome for each in shown_to([missed], {Sight.OFFICE})] == ["ABSENT"]


def test_nobody_sees_nothing():
    assert shown_to([item()], set()) == []


def test_the_summary_counts_by_side_and_never_adds_up_a_score():
    items = [
        item(Kind.ATTENDANCE, TaskSide.NEIGHBOURHOOD, outcome="PRESENT"),
        item(Kind.ATTENDANCE, TaskSide.NEIGHBOURHOOD, outcome="MADE_UP"),
        item(Kind.MISSED, TaskSide.NEIGHBOURHOOD, outcome="NO_LEAVE"),
        item(Kind.MISSED, TaskSide.NEIGHBOURHOOD, outcome="ILL"),
        item(outcome="ACCEPTED", has_proof=True, is_late=True),
        item(outcome="REPORTED"),
        item(outcome="RETURNED"),
        item(outcome="DROPPED"),
        item(Kind.CONCERN, outcome="ANSWERED", days=3),
        item(Kind.CONCERN, outcome="ANSWERED", days=8, is_own=False, is_late=True),
        item(Kind.INITIATIVE, TaskSide.NEIGHBOURHOOD, outcome="TAKEN_UP"),
    ]

    told = summary_of(items)

    attendance = told.attendance
    assert (attendance.asked, attendance.attended, attendance.missed) == (4, 2, 2)
    assert (attendance.made_up, attendance.without_leave) == (1, 1)
    office = told.office
    assert (office.given, office.accepted, office.reported, office.undone, office.dropped) == (4, 1, 1, 1, 1)
    assert (office.late, office.proven, told.neighbourhood.given) == (1, 1, 0)
    assert (told.answers.answered, told.answers.own, told.answers.late, told.answers.median_days) == (2, 1, 1, 5.5)
    assert (told.initiatives, told.taken_up) == (1, 1)
    assert (told.seen, told.seen_tasks.percent) == (Share(5, 11), None)


# --- what the jobs tell


@pytest.mark.django_db
def test_meetings_attended_made_up_and_missed_with_their_reasons(world: World):
    who = held.people(world)
    for month, absent in ((3, {}), (4, {"third": "ILL"}), (5, {"third": "NO_LEAVE"})):
        meeting = held.attended(world, who, held.called(world, on=date(2019, month, 3)), **absent)
        if month == 5:
            again = held.called(world, kind="MAKE_UP", makes_up=meeting, on=date(2019, 5, 8))
            held.attended(world, who, again)
    held.attended(world, who, held.called(world, on=date(2018, 12, 31)))
    held.attended(world, who, held.called(world, on=date(2020, 1, 1)))

    items = found_of(who.third)

    told = [(each.on, each.kind, each.outcome, each.side) for each in items]
    assert told == [
        (date(2019, 3, 3), Kind.ATTENDANCE, "PRESENT", TaskSide.NEIGHBOURHOOD),
        (date(2019, 4, 3), Kind.MISSED, "ILL", TaskSide.NEIGHBOURHOOD),
        (date(2019, 5, 3), Kind.ATTENDANCE, "MADE_UP", TaskSide.NEIGHBOURHOOD),
    ]
    assert items[0].words == "Sinh hoạt định kỳ"
    keys = {each.key for each in items}
    assert len(keys) == 3
    assert openable(items, world.secretary, LAST_DAY) == keys
    assert openable(items, world.outsider, LAST_DAY) == set()


@pytest.mark.django_db
def test_a_meeting_of_the_agency_cell_lies_on_the_side_of_the_office(world: World):
    meeting = held.called(world, cell=world.agency)
    mark_attendance(actor=operator(), meeting=meeting, marks={world.staff[0].pk: "PRESENT"}, on=meeting.on)

    (told,) = found_of(world.staff[0])
    assert told.side is TaskSide.OFFICE


@pytest.mark.django_db
def test_tasks_of_both_sides_stand_as_on_the_last_day_with_deadline_and_proof(world: World):
    owner = world.secretary.member
    done = reported(office_task(world), paper_number="12/BC", paper_on=date(2019, 3, 25))
    accept_task(actor=operator(), task=done, on=date(2019, 4, 3))
    late = reported(cell_task(world, title="Vận động hiến đất"), on=date(2019, 4, 1), paper_number="", paper_on=None)
    open_still = cell_task(world, title="Trồng cây", due_on=date(2020, 2, 1), on=date(2019, 12, 20))
    dropped = cell_task(world, title="Thôi", due_on=date(2019, 3, 20))
    drop_task(actor=operator(), task=dropped, on=date(2019, 3, 6), reason="Không còn cần")
    past = reported(
        cell_task(world, title="Năm trước", on=date(2018, 5, 1), due_on=date(2018, 6, 1)), on=date(2018, 6, 1)
    )
    accept_task(actor=operator(), task=past, on=date(2018, 12, 31))
    cell_task(world, title="Năm sau", on=date(2020, 1, 1), due_on=date(2020, 2, 1))
    accept_task(actor=operator(), task=late, on=date(2020, 1, 5))

    items = {each.key: each for each in of_kind(found_of(owner), Kind.TASK)}

    assert set(items) == {f"meetings.task:{task.pk}" for task in (done, late, open_still, dropped)}
    first = items[f"meetings.task:{done.pk}"]
    assert (first.side, first.outcome, first.is_late) == (TaskSide.OFFICE, "ACCEPTED", False)
    assert (first.done_on, first.proof, first.has_proof) == (date(2019, 3, 25), "12/BC, 25/03/2019", True)
    second = items[f"meetings.task:{late.pk}"]
    assert (second.side, second.outcome, second.is_late, second.has_proof) == (
        TaskSide.NEIGHBOURHOOD,
        "REPORTED",
        True,
        False,
    )
    assert items[f"meetings.task:{open_still.pk}"].outcome == "GIVEN"
    assert items[f"meetings.task:{dropped.pk}"].outcome == "DROPPED"
    assert first.detail
    (outline,) = [each for each in shown_to(list(items.values()), {Sight.CELL}) if each.key == first.key]
    assert (outline.words, outline.detail, outline.proof) == (first.words, "", "")


@pytest.mark.django_db
def test_an_initiative_reads_in_outline_outside_the_cell(world: World):
    who = held.people(world)
    raised = held.initiative(world, who, held.attended(world, who, held.called(world)))
    settle_opinion(actor=world.secretary, opinion=raised, outcome="TAKEN_UP", wording="Làm ngay", on=held.HELD_ON)

    (told,) = of_kind(found_of(who.third), Kind.INITIATIVE)

    assert (told.outcome, told.detail) == ("TAKEN_UP", "Đổi rác lấy cây xanh – Làm ngay")
    (outline,) = shown_to([told], {Sight.OFFICE})
    assert "rác" not in outline.words + outline.detail


@pytest.mark.django_db
def test_answers_count_for_whoever_worked_in_the_office_that_day_and_say_nothing_of_residents(world: World):
    office = feedback.land_office(world)
    here, elsewhere = make_member(world.first_cell, "Lý Ở Đây"), make_member(world.second_cell, "Cao Ở Kia")
    gone, never = make_member(world.first_cell, "Mai Đã Nghỉ"), make_member(world.first_cell, "Tô Không Làm")
    for member in (here, elsewhere, gone):
        feedback.employ(member, office)
    end_employment(actor=operator(), member=gone, on=feedback.ANSWERED_ON)
    concern = feedback.answered(world)
    later = feedback.answered(world, on=feedback.DUE_ON + timedelta(days=1), text="Đèn đường khu phố hỏng")

    found = evidence_of([here.pk, elsewhere.pk, gone.pk, never.pk], NEW_YEAR, LAST_DAY)

    assert Counter({pk: len(items) for pk, items in found.items()}) == {
        here.pk: 2,
        elsewhere.pk: 2,
        gone.pk: 0,
        never.pk: 0,
    }
    first, second = found[here.pk]
    assert (first.days, first.is_late, second.days, second.is_late) == (5, False, 10, True)
    assert (first.side, first.is_own) == (TaskSide.NEIGHBOURHOOD, False)
    assert {each.side for each in found[elsewhere.pk]} == {TaskSide.OFFICE}
    assert f"số {concern.pk}" in first.words
    for told in (*found[here.pk], *found[elsewhere.pk]):
        assert not any(word in f"{told.words}{told.detail}" for word in ("Cống", "Đèn", "hẻm", "nạo vét"))
    assert openable([first, second], world.officer, LAST_DAY) == {first.key, second.key}
    assert later.pk != concern.pk


@pytest.mark.django_db
def test_what_a_member_answered_in_person_is_their_own(world: World):
    office = feedback.land_office(world)
    clerk = world.staff[0]
    record_employment(actor=operator(), member=clerk, office=office, on=YEAR_2015)
    concern = feedback.routed(world)
    grant_role(actor=operator(), user=clerk.user, role="HEAD_OF_OFFICE", unit=world.commune, on=YEAR_2015)
    answer_concern(actor=clerk.user, concern=concern, wording="Đã nạo vét.", on=feedback.ANSWERED_ON)

    (told,) = found_of(clerk)
    assert told.is_own


@pytest.mark.django_db
def test_many_members_take_no_more_queries_than_one(world: World):
    who = held.people(world)
    held.attended(world, who, held.called(world))
    for member in who.all:
        office_task(world, owner=member)

    def queries(members: list[Member]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            evidence_of([member.pk for member in members], NEW_YEAR, LAST_DAY)
        return len(seen)

    assert queries(who.all) == queries(who.all[:1]) <= 10
