"""A part of the demo, loaded once for all that is looked at here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from chibo.accounts.models import User
from chibo.audit.models import AuditEntry
from chibo.campaigns.models import HandoverItem, Reorganisation, Transfer
from chibo.demo import runner
from chibo.demo.registering import PASSWORD
from chibo.demo.selection import Selection
from chibo.demo.year.living import LAST_DAY, YEAR
from chibo.documents.models import Document
from chibo.domain.evaluation.way import Stage, stage_of
from chibo.domain.working_days import add_working_days, is_working_day
from chibo.evaluations.models import Cycle, Verdict
from chibo.evaluations.queries.reviews import facts_for
from chibo.feedback.models import Handling
from chibo.meetings.models import AgendaItem, Meeting, Minutes, MonthAdoption, Qualification, Resolution, Task
from chibo.nominations.models import Nomination
from chibo.nominations.queries.paths import with_state
from chibo.registry.models import (
    Counter,
    Employment,
    Member,
    Membership,
    Neighbourhood,
    Office,
    Profile,
    Residence,
    Role,
)
from chibo.registry.queries.units import find_unit
from tests.demo.desk import empty_counters, half_days

SELECTION = Selection.of(["BH-HONAI", "TN-GIAKIEM"])


# It takes long to load: once, not in each test process.
pytestmark = pytest.mark.xdist_group("small-demo")


@pytest.fixture(scope="module")
def steps(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[None]]:
    """The demo of two communes is there until the last test of the module; what its loading told of its progress."""
    told: list[None] = []
    with django_db_blocker.unblock(), transaction.atomic():
        runner.load(SELECTION, progress=lambda: told.append(None))
        yield told
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def loaded(steps: list[None], db: None) -> None:
    """Each test sees the demo and leaves it as it was."""


def test_progress_is_told_of_in_as_many_steps_as_were_promised(steps: list[None]):
    assert len(steps) == runner.step_count(SELECTION)


def test_loading_it_again_changes_nothing():
    before = (Member.objects.count(), AuditEntry.objects.count())
    runner.load(SELECTION)
    assert (Member.objects.count(), AuditEntry.objects.count()) == before


def test_each_role_signs_in():
    printed = {sign_in.account.username: sign_in for sign_in in runner.sign_ins(SELECTION)}
    assert len({sign_in.account.role for sign_in in printed.values()}) == 6
    for username, sign_in in printed.items():
        user = User.objects.get(username=username)
        assert user.check_password(sign_in.password) and sign_in.password == PASSWORD
        holding = user.roles.get()
        assert (holding.role, holding.unit.code) == (sign_in.account.role, sign_in.account.unit_code)


def test_nobody_else_signs_in_without_a_password_being_set():
    others = User.objects.exclude(username__in=[row.account.username for row in runner.sign_ins(SELECTION)])
    people = others.filter(is_local_operator=False)
    assert people and not any(user.has_usable_password() for user in people)


def test_papers_are_signed_by_the_commune_and_printed():
    signed = Reorganisation.objects.get()
    assert {paper.document.signed_by.username for paper in signed.papers.all()} == {"danguy"}
    for document in Document.objects.all():
        assert document.signer
        assert bytes(document.pdf).startswith(b"%PDF") and bytes(document.docx).startswith(b"PK")


def test_members_are_received_by_the_secretary_of_their_new_cell():
    received = Transfer.objects.exclude(received_on=None).select_related("to_cell", "received_by")
    assert received
    for transfer in received:
        assert transfer.received_by.roles.get().unit == transfer.to_cell
    handed_over = HandoverItem.objects.filter(to_cell__in=[row.to_cell_id for row in received])
    assert handed_over and not handed_over.filter(taken_on=None).exists()


def test_the_campaign_is_opened_by_the_province_and_everything_is_audited():
    assert AuditEntry.objects.get(action="campaigns.campaign_created").actor.username == "totuctinh"
    by_hand = AuditEntry.objects.filter(actor__is_local_operator=True).exclude(action__startswith="registry.")
    officer = User.objects.get(username="danguy")
    # Nobody decides about oneself, and the commune has one officer.
    assert by_hand.exists() and all(officer.full_name in entry.subject_text for entry in by_hand)


def test_what_a_list_cannot_say_is_entered_too():
    commune = find_unit("TN-GIAKIEM")
    assert Office.objects.filter(commune=commune).count() == 10
    assert Counter.objects.filter(commune=commune, office__commune=commune).count() >= 3
    members = Member.objects.filter(memberships__cell__code="TN-GIAKIEM-CQ")
    assert Employment.objects.filter(member__in=members).count() == members.count()
    assert Residence.objects.filter(member__in=members).count() == members.count()
    assert all(row.skills for row in Profile.objects.filter(member__in=members))
    assert all(row.needs for row in Neighbourhood.objects.all())


def test_every_cell_meets_every_month_of_the_year():
    for month in YEAR:
        cells = Meeting.objects.filter(month=month, called_off_by=None).values_list("cell__code", flat=True)
        assert {code for code in cells if "-K" in code} == {f"TN-GIAKIEM-K{number}" for number in range(1, 9)}


def test_the_custom_leaves_counters_empty_and_the_adopted_calendars_leave_none():
    commune = find_unit("TN-GIAKIEM")
    for month in YEAR:
        meetings = {
            row.cell_id: (row.on, row.session) for row in Meeting.objects.filter(month=month, called_off_by=None)
        }
        days = [day for day, _part in meetings.values()]
        open_in = half_days(min(days), max(days))
        assert empty_counters(commune, meetings, open_in) == []

        third = month.replace(day=3)
        morning = (third if is_working_day(third) else add_working_days(third, 1), "MORNING")
        ((when, empty),) = empty_counters(commune, dict.fromkeys(meetings, morning), half_days(morning[0], max(days)))
        assert when == morning and empty >= 3, month


def test_the_desk_of_the_adopted_calendars_has_somebody_able_and_present_at_each_counter():
    for adoption in MonthAdoption.objects.filter(followed_by=None).select_related("plan", "commune"):
        meetings = Meeting.objects.filter(month=adoption.month, called_off_by=None)
        busy = {(f"{row.on}-{row.session}", row.cell_id) for row in meetings}
        for slot, posts in adoption.plan.result["desk"].items():
            day = date.fromisoformat(slot[:10])
            able = set(Qualification.objects.on(day).values_list("counter__code", "member_id"))
            serving = {counter: int(key[1:]) for counter, key in posts.items()}
            assert set(serving.items()) <= able and len(set(serving.values())) == len(serving)
            cells = [cell for when, cell in busy if when == slot]
            there = set(Membership.objects.on(day).filter(cell__in=cells).values_list("member_id", flat=True))
            assert not there & set(serving.values())


def test_every_cell_keeps_its_attendance_and_the_first_one_its_minutes():
    held = Meeting.objects.filter(called_off_by=None, cell__code__contains="-K")
    assert held.count() == len(YEAR) * 8
    assert not held.exclude(attendance__isnull=False).exists()
    written = Minutes.objects.filter(meeting__cell__code="TN-GIAKIEM-K1")
    signed = written.exclude(document=None).count()
    assert signed == written.count() >= len(YEAR) - 2, "but where too few came"
    for minutes in written.select_related("meeting"):
        assert minutes.meeting.agenda.filter(taken_out_on=None).exists() or minutes.meeting.on < date(2019, 8, 1)
    assert set(AgendaItem.objects.values_list("kind", flat=True)) >= {"DIRECTIVE", "CONCERN", "TASK", "THEME"}


def test_what_is_resolved_becomes_tasks_of_both_sides():
    assert Resolution.objects.count() == 4
    assert {(task.giver, task.side) for task in Task.objects.all()} >= {
        ("CELL", "NEIGHBOURHOOD"),
        ("CELL", "OFFICE"),
        ("OFFICE", "OFFICE"),
    }
    last = [task.steps.order_by("-number")[0].state for task in Task.objects.all()]
    assert {"GIVEN", "ACCEPTED"} <= set(last)


def test_concerns_are_answered_read_back_and_closed_by_the_cells():
    heads = {user.username for user in User.objects.filter(roles__role=Role.HEAD_OF_OFFICE)}
    for handling in Handling.objects.exclude(closed_on=None).select_related("answered_by", "closed_by", "concern"):
        assert handling.answered_by.username in heads
        assert handling.closed_by.roles.get().unit_id == handling.concern.cell_id
        met = Meeting.objects.filter(cell=handling.concern.cell_id, on=handling.read_back_on, called_off_by=None)
        assert met.exists(), "read back at a meeting"
    assert Handling.objects.exclude(closed_on=None).count() > 30
    assert Handling.objects.exclude(reopened_on=None).exists()


def test_people_put_forward_stand_at_every_stage_of_the_path():
    states = set(with_state(Nomination.objects.all(), date(2020, 6, 30)).values_list("state", flat=True))
    assert len(states) >= 3
    assert "ADMITTED" in states
    admitted = Member.objects.filter(official_from=None, admitted_on__gte=date(2020, 1, 1))
    assert admitted.exists(), "a probationary member of the registry since the ceremony"


def test_the_review_of_2019_is_over_and_that_of_2020_half_way():
    past, present = Cycle.objects.order_by("starts_on")
    stages = {cycle: stages_of(cycle, LAST_DAY) for cycle in (past, present)}

    assert set(stages[past]) <= {Stage.FROZEN, Stage.LEFT_OUT}
    assert {Stage.SELF, Stage.CELL, Stage.PROPOSED} <= set(stages[present])
    excellent = Verdict.objects.filter(review__cycle=past, review__member__isnull=False, grade="EXCELLENT").count()
    good = Verdict.objects.filter(review__cycle=past, review__member__isnull=False, grade="GOOD").count()
    assert 0 < excellent <= good // 5
    assert past.reviews.filter(joint_sitting__isnull=False).exists()
    assert past.reviews.filter(replies__kind="APPEAL", replies__ruling__isnull=False).exists()


def stages_of(cycle: Cycle, day: date) -> list[Stage]:
    return [stage_of(facts, day) for facts in facts_for(cycle.reviews.all(), day).values()]
