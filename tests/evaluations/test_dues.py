"""What reviews ask of each of the cast on a day, by few questions to the database."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.accounts.models import User
from chibo.audit.changes import recording
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Reminder, Reply
from chibo.evaluations.queries.dues import Due, Step, dues_for
from chibo.registry.models import Role
from tests.factories import evaluations as make
from tests.factories.evaluations import CELL_ON, DECIDED_ON, SELF_ON, begun, write
from tests.factories.registry import World, make_member, make_user, operator
from tests.registry.browser import Browser


def asked(viewer: User, day: date) -> list[tuple[Step, int, str, bool]]:
    return [(due.step, due.count, due.detail, due.waits) for due in dues_for(viewer, day)]


def of(viewer: User, day: date, step: Step) -> Due:
    return next(due for due in dues_for(viewer, day) if due.step is step)


def test_each_side_is_asked_when_it_is_its_turn(world: World):
    review = begun(world)
    colleague = make_member(world.agency, "Lý Thị Đồng Nghiệp")
    other = make.make_review(review.cycle, colleague, world.first_cell, office=review.office)
    name = "Trần Văn Bình"
    assert asked(world.member, SELF_ON) == [(Step.SELF, 1, name, False)]
    assert asked(world.head, SELF_ON) == asked(world.secretary, SELF_ON) == asked(world.officer, SELF_ON) == []
    late = review.cycle.self_due_on + timedelta(days=1)
    assert asked(world.officer, late) == [(Step.LATE, 2, "cho-tu-kiem-diem", True)]
    for each in (review, other):
        write(each, Side.SELF)
    assert asked(world.head, SELF_ON) == [(Step.OFFICE, 2, "", False)]
    due = of(world.head, SELF_ON, Step.OFFICE)
    page = Browser(world.head).get(reverse(due.url_name, args=due.arguments) + due.query)
    assert page.context["list"].count == due.count, "the number is that of the list behind it"
    write(review, Side.OFFICE, grade=Grade.EXCELLENT)
    write(other, Side.OFFICE)
    assert asked(world.secretary, CELL_ON) == [(Step.CELL, 2, "Chi bộ khu phố 1", False)]
    write(review, Side.CELL)
    write(other, Side.CELL)
    for viewer in (world.head, world.secretary, world.officer):
        assert (Step.JOINT, 1, name, False) in asked(viewer, CELL_ON)
    assert of(world.head, CELL_ON, Step.JOINT).arguments == (review.pk,)
    assert (Step.CONCLUDE, 1, "Lý Thị Đồng Nghiệp", False) in asked(world.officer, CELL_ON)
    make.sat(review)
    make.decided(review, other)
    assert of(world.member, DECIDED_ON, Step.NOTICE).due_on == make.APPEAL_UNTIL
    make.replied(review, Reply.APPEAL)
    assert asked(world.officer, date(2020, 1, 3)) == [(Step.RULE, 1, name, False)]
    assert asked(world.member, date(2020, 1, 3)) == []
    for viewer in (world.organiser, world.auditor, world.outsider, operator()):
        assert asked(viewer, CELL_ON) == []


def test_cells_of_the_past_and_rated_cells_are_asked_and_reminders_counted(world: World):
    review = begun(world)
    make.left(review, world.agency)
    make.make_review(review.cycle, None, world.second_cell)
    agency = make_user("agency", Role.SECRETARY, world.agency)
    second = make_user("second", Role.SECRETARY, world.second_cell)
    with recording("test"):
        told = {"on": SELF_ON, "owed_count": 1, "sent_by": operator()}
        Reminder(cycle=review.cycle, side=Side.SELF.value, **told).save()
        Reminder(cycle=review.cycle, side=Side.SELF.value, cell=world.second_cell, **told).save()
    assert asked(agency, SELF_ON) == [(Step.FORMER, 1, "Trần Văn Bình", False)]
    assert asked(second, SELF_ON) == [(Step.SELF, 1, "Chi bộ khu phố 2", False)]
    assert (of(second, SELF_ON, Step.SELF).reminded, of(world.member, SELF_ON, Step.SELF).reminded) == (2, 1)
    write(review, Side.FORMER, unit=world.agency)
    assert asked(agency, CELL_ON) == []


def test_who_has_nothing_to_do_costs_one_question_and_others_two(world: World):
    review = begun(world)
    for _each in range(3):
        make.make_review(review.cycle, make_member(world.agency), world.first_cell, office=review.office)
    for viewer, most in ((world.member, 2), (world.head, 1), (world.officer, 2), (world.organiser, 1)):
        dues_for(viewer, SELF_ON)  # knows the roles from here
        with CaptureQueriesContext(connection) as questions:
            dues_for(viewer, SELF_ON)
        assert len(questions) <= most, viewer
