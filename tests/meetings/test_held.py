"""Meetings through their use cases: called, prefilled, attended, written, signed, made up, scored; what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.documents.models import Document
from chibo.domain.meetings import Ground
from chibo.home.queries import Side, tasks_for
from chibo.meetings.models import AgendaItem, Attendance, Meeting, Minutes, Opinion
from chibo.meetings.queries import meeting_dues as due
from chibo.meetings.queries.agenda import Point, items_of, points_for
from chibo.meetings.queries.calendars import meetings_of_cell
from chibo.meetings.queries.initiatives import shared_with
from chibo.meetings.queries.meetings import Attended, attendance_between, roll_of, turnout
from chibo.meetings.services.attendance import (
    end_exemption,
    exempt_member,
    mark_attendance,
    note_guests,
    sign_in,
)
from chibo.meetings.services.calendars import adopt_calendar
from chibo.meetings.services.meetings import (
    add_item,
    add_paper,
    cancel_meeting,
    choose_form,
    choose_theme,
    fill_agenda,
    move_item,
    take_out_item,
)
from chibo.meetings.services.minutes import Conclusion, Frame, Words, sign_minutes, supplement_minutes, write_minutes
from chibo.meetings.services.opinions import note_opinion, score_meeting, settle_opinion, share_initiative
from chibo.registry.services.members import move_member
from tests.factories.feedback import answered
from tests.factories.held import (
    CLOSED,
    HELD_ON,
    OPENED,
    SIGNED_ON,
    People,
    attended,
    called,
    initiative,
    people,
    signed,
    written,
)
from tests.factories.meetings import MADE_ON, make_desk, proposed
from tests.factories.registry import World, make_user, operator

JULY_1 = date(2019, 7, 1)


@pytest.fixture
def who(world: World) -> People:
    return people(world)


def codes(refused) -> list[str]:
    return [violation.code for violation in refused.value.violations]


# Called


def test_a_cell_calls_what_it_needs_and_one_monthly_meeting(world: World, who: People):
    called(world)
    for kind, day in (("THEMATIC", 10), ("EXTRAORDINARY", 20)):
        assert called(world, kind=kind, on=date(2019, 6, day)).called_by == operator()
    with pytest.raises(RuleBroken) as refused:
        called(world, on=date(2019, 6, 25))
    assert codes(refused) == ["MONTHLY_MEETING_STANDS"]
    assert [row.kind for row in meetings_of_cell(world.first_cell)] == ["REGULAR", "THEMATIC", "EXTRAORDINARY"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "THEMATIC", "theme": " ", "session": "EVENING"}, "THEME_WANTED"),
        ({"kind": "MAKE_UP", "session": "EVENING"}, "MAKE_UP_OF_WHAT"),
        ({"kind": "EXTRAORDINARY", "on": date(2014, 6, 3)}, "CELL_NOT_IN_FORCE"),
        ({"kind": "EXTRAORDINARY", "on": HELD_ON}, "MEETING_SET_ALREADY"),
    ],
)
def test_a_call_that_cannot_be_is_refused(world: World, who: People, given, code: str):
    called(world)
    with pytest.raises(RuleBroken) as refused:
        called(world, **given)
    assert codes(refused) == [code]


def test_the_database_keeps_one_monthly_meeting_and_who_called_it(world: World, who: People):
    meeting = called(world)
    called(world, kind="EXTRAORDINARY", on=date(2019, 6, 20))
    for change in ("called_by_id = NULL", "kind = 'THEMATIC'", "kind = 'MAKE_UP'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE meetings_meeting SET {change} WHERE id = %s", [meeting.pk])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_meeting SET kind = 'REGULAR'")


def test_a_calendar_moves_the_meeting_that_the_cell_called_and_leaves_the_others(world: World, who: People):
    make_desk(world)
    own = called(world, on=date(2019, 6, 28))
    thematic = called(world, kind="THEMATIC", on=date(2019, 6, 27))
    add_item(actor=world.secretary, meeting=own, label="Thu đảng phí", on=MADE_ON)
    adopt_calendar(actor=world.officer, plan=proposed(world), on=MADE_ON)
    own.refresh_from_db()
    thematic.refresh_from_db()
    assert (own.stands, thematic.stands) == (False, True)
    regular = Meeting.objects.get(cell=world.first_cell, kind="REGULAR", called_off_by=None)
    assert [point.label for point in points_for(regular)] == ["Thu đảng phí"], "the agenda follows the meeting"
    with pytest.raises(RuleBroken) as refused:
        cancel_meeting(actor=world.secretary, meeting=regular, on=MADE_ON, reason="Bận")
    assert codes(refused) == ["MEETING_SET_BY_CALENDAR"]


def test_a_called_meeting_is_cancelled_with_a_reason_until_someone_came(world: World, who: People):
    meeting = called(world, kind="EXTRAORDINARY")
    with pytest.raises(RuleBroken) as refused:
        cancel_meeting(actor=world.secretary, meeting=meeting, on=HELD_ON, reason=" ")
    assert codes(refused) == ["CANCEL_REASON_WANTED"]
    other = attended(world, who, called(world, on=date(2019, 6, 4)))
    with pytest.raises(RuleBroken) as refused:
        cancel_meeting(actor=world.secretary, meeting=other, on=HELD_ON, reason="Bão")
    assert codes(refused) == ["MEETING_ATTENDED"]
    cancel_meeting(actor=world.secretary, meeting=meeting, on=HELD_ON, reason="Bão")
    with pytest.raises(RuleBroken) as refused:
        mark_attendance(actor=world.secretary, meeting=meeting, marks={}, on=HELD_ON)
    assert codes(refused) == ["MEETING_CALLED_OFF"]


def test_theme_and_form(world: World, who: People):
    meeting = called(world)
    assert choose_theme(actor=world.secretary, meeting=meeting, theme=" Nêu  gương ", on=HELD_ON).theme == "Nêu gương"
    with pytest.raises(RuleBroken) as refused:
        choose_form(actor=world.secretary, meeting=meeting, is_online=True, away={Ground.FAR_AWAY: 4}, on=HELD_ON)
    assert codes(refused) == ["ONLINE_NOT_YET_ALLOWED"]
    later = called(world, on=date(2023, 6, 3))
    given = {"actor": world.secretary, "meeting": later, "is_online": True, "on": date(2023, 6, 1)}
    with pytest.raises(RuleBroken) as refused:
        choose_form(**given, away={Ground.DESK: 4})
    assert codes(refused) == ["ONLINE_TOO_FEW_AWAY"]
    assert choose_form(**given, away={Ground.FAR_AWAY: 3}).online_grounds == {"FAR_AWAY": 3}


# Agenda


def test_the_agenda_is_prefilled_by_other_jobs_and_ordered_by_the_secretary(world: World, who: People):
    concern = answered(world)
    last = called(world, on=date(2019, 3, 4))
    note_opinion(actor=world.secretary, meeting=last, raised_by=who.third, wording="Sửa đèn", on=date(2019, 3, 4))
    meeting = called(world, kind="THEMATIC")
    points = points_for(meeting)
    assert [point.kind for point in points] == ["THEME", "CONCERN", "OPINION"]
    assert f"tâm tư số {concern.pk}" in points[1].label
    assert concern.text not in points[1].label + points[1].detail

    fill_agenda(actor=world.secretary, meeting=meeting, keys=[point.key for point in points[:2]], on=HELD_ON)
    own = add_item(actor=world.secretary, meeting=meeting, label="Thu đảng phí", on=HELD_ON)
    fill_agenda(actor=world.secretary, meeting=meeting, on=HELD_ON)
    assert [row.kind for row in items_of(meeting)] == ["THEME", "CONCERN", "OTHER", "OPINION"]
    assert points_for(meeting) == []

    for _press in range(5):
        move_item(actor=world.secretary, item=own, up=True, on=HELD_ON)
    take_out_item(actor=world.secretary, item=items_of(meeting)[-1], on=HELD_ON)
    assert [row.kind for row in items_of(meeting)] == ["OTHER", "THEME", "CONCERN"]
    assert points_for(meeting) == [], "what was taken out is not told again"
    move_item(actor=world.secretary, item=own, up=False, on=HELD_ON)
    assert [row.place for row in items_of(meeting)] == [1, 2, 3]


def test_a_point_is_named_by_its_address_or_its_words():
    assert Point("TASK", "Việc", address="/x/").key != Point("TASK", "Việc").key


# Attendance


def test_attendance_counts_probation_apart_and_exempt_members_not_at_all(world: World, who: People):
    row = exempt_member(actor=world.secretary, cell=world.first_cell, member=who.third, ground="AGE", on=HELD_ON)
    meeting = called(world)
    marks = {who.leader.pk: "PRESENT", who.taker.pk: "ILL", who.probationary.pk: "PRESENT"}
    mark_attendance(actor=world.secretary, meeting=meeting, marks=marks, on=HELD_ON)
    figures = turnout(roll_of(meeting))
    assert (figures.asked, figures.voting, figures.probationary_present, figures.exempt) == (2, 1, 1, 1)
    with pytest.raises(RuleBroken) as refused:
        exempt_member(actor=world.secretary, cell=world.first_cell, member=who.third, ground="AGE", on=HELD_ON)
    assert codes(refused) == ["EXEMPT_ALREADY"]
    end_exemption(actor=world.secretary, exemption=row, on=JULY_1)
    assert not roll_of(called(world, on=date(2019, 7, 3)))[2].is_exempt


def test_who_left_or_is_not_of_the_cell_cannot_be_marked_nor_anyone_before_the_day(world: World, who: People):
    meeting, later = called(world), called(world, on=date(2019, 7, 3))
    move_member(actor=operator(), member=who.third, cell=world.second_cell, on=JULY_1)
    mark_attendance(actor=world.secretary, meeting=meeting, marks={who.third.pk: "PRESENT"}, on=HELD_ON)
    for member_id in (who.third.pk, world.staff[0].pk, 999_999):
        with pytest.raises(RuleBroken) as refused:
            mark_attendance(actor=world.secretary, meeting=later, marks={member_id: "PRESENT"}, on=date(2019, 7, 3))
        assert codes(refused) == ["NOT_IN_CELL_THAT_DAY"]
    assert refused.value.violations[0].params["cell"] == "Chi bộ khu phố 1"
    assert not Attendance.objects.filter(meeting=later).exists()
    with pytest.raises(RuleBroken) as refused:
        mark_attendance(actor=world.secretary, meeting=later, marks={who.leader.pk: "PRESENT"}, on=JULY_1)
    assert codes(refused) == ["MEETING_NOT_YET"]


def test_marks_are_kept_in_one_write_and_changed_by_name(world: World, who: People):
    meeting = called(world)
    with CaptureQueriesContext(connection) as asked:
        attended(world, who, meeting, third="NO_LEAVE")
    assert (
        len([query for query in asked if "INSERT INTO" in query["sql"] and "meetings_attendance" in query["sql"]]) == 1
    )
    mark_attendance(actor=world.secretary, meeting=meeting, marks={who.third.pk: "DUTY"}, on=SIGNED_ON)
    mark = Attendance.objects.get(meeting=meeting, member=who.third)
    assert (mark.presence, mark.reason, mark.marked_on) == ("ABSENT", "DUTY", SIGNED_ON)
    entry = AuditEntry.objects.filter(action="meetings.attendance_marked").latest("pk")
    assert [change["after"]["reason"] for change in entry.changes if change["after"]] == ["DUTY"]
    guests = [("Hồ Khách", "Đảng uỷ"), ("Trần Mời", "")]
    for given in (guests, guests[1:]):
        note_guests(actor=world.secretary, meeting=meeting, guests=given, on=HELD_ON)
    assert [guest.name for guest in meeting.guests.filter(struck_on=None)] == ["Trần Mời"]


def test_a_member_signs_in_at_the_door_for_themselves_on_the_day(world: World, who: People):
    meeting = called(world)
    mark_attendance(actor=world.secretary, meeting=meeting, marks={who.leader.pk: "ILL"}, on=HELD_ON)
    assert sign_in(actor=world.secretary, meeting=meeting, on=HELD_ON).way == "CODE"
    assert sign_in(actor=world.secretary, meeting=meeting, on=HELD_ON).presence == "PRESENT"
    with pytest.raises(RuleBroken) as refused:
        sign_in(actor=world.secretary, meeting=meeting, on=SIGNED_ON)
    assert codes(refused) == ["DOOR_CLOSED"]
    for stranger in (world.member, world.officer):
        with pytest.raises(PermissionDenied):
            sign_in(actor=stranger, meeting=meeting, on=HELD_ON)


def test_a_make_up_session_asks_the_absent_and_counts_for_the_month(world: World, who: People):
    meeting = attended(world, who, called(world), third="DUTY", probationary="NO_LEAVE")
    day = date(2019, 6, 12)
    with pytest.raises(RuleBroken) as refused:
        called(world, kind="MAKE_UP", makes_up=meeting, on=date(2019, 7, 1))
    assert codes(refused) == ["MAKE_UP_OUT_OF_MONTH"]
    make_up = called(world, kind="MAKE_UP", makes_up=meeting, on=day)
    assert {line.member for line in roll_of(make_up)} == {who.third, who.probationary}
    with pytest.raises(RuleBroken) as refused:
        mark_attendance(actor=world.secretary, meeting=make_up, marks={who.leader.pk: "PRESENT"}, on=day)
    assert codes(refused) == ["NOT_ASKED_TO_MAKE_UP"]
    marks = {who.third.pk: "PRESENT", who.probationary.pk: "NO_LEAVE"}
    mark_attendance(actor=world.secretary, meeting=make_up, marks=marks, on=day)
    found = attendance_between([member.pk for member in who.all], date(2019, 6, 1), date(2019, 6, 30))
    assert found[who.third.pk] == Attended(asked=1, attended=1, without_leave=0)
    assert found[who.probationary.pk] == Attended(asked=1, attended=0, without_leave=1)
    with pytest.raises(RuleBroken) as refused:
        called(world, kind="MAKE_UP", makes_up=make_up, on=date(2019, 6, 20))
    assert codes(refused) == ["MAKE_UP_OF_WHAT"]
    signed(world, who, make_up, on=day, votes=None)
    assert Minutes.objects.get(meeting=make_up).document is not None


# Minutes


def test_minutes_are_signed_once_and_then_nothing_about_the_meeting_changes(world: World, who: People):
    meeting = signed(world, who)
    minutes = Minutes.objects.get(meeting=meeting)
    assert (minutes.document.symbol, minutes.document.signer) == ("01-BB/CB", "Phạm Văn Tổ")
    item = items_of(meeting)[0]
    actor, on = world.secretary, SIGNED_ON
    attempts = [
        lambda: sign_minutes(actor=actor, meeting=meeting, on=on),
        lambda: mark_attendance(actor=actor, meeting=meeting, marks={}, on=on),
        lambda: write_minutes(actor=actor, meeting=meeting, wording=Words(general="x"), on=on),
        lambda: add_item(actor=actor, meeting=meeting, label="x", on=on),
        lambda: take_out_item(actor=actor, item=item, on=on),
        lambda: add_paper(actor=actor, meeting=meeting, title="x", text="x", on=on),
        lambda: choose_theme(actor=actor, meeting=meeting, theme="x", on=on),
    ]
    for attempt in attempts:
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert codes(refused) == ["MINUTES_SIGNED"]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_minutes SET general = 'x' WHERE id = %s", [minutes.pk])
    row = supplement_minutes(actor=actor, meeting=meeting, wording="Đính chính giờ.", on=date(2019, 6, 7))
    assert (row.document.symbol, row.document.amends) == ("02-BB/CB", minutes.document)
    with pytest.raises(RuleBroken) as refused:
        supplement_minutes(actor=actor, meeting=meeting, wording=" ", on=on)
    assert codes(refused) == ["SUPPLEMENT_EMPTY"]


def test_what_is_missing_is_told_before_signing(world: World, who: People):
    meeting = called(world)
    actor = world.secretary
    given = {"actor": actor, "meeting": meeting, "on": HELD_ON}
    frame = Frame(OPENED, who.leader, who.taker)

    def refused_with() -> list[str]:
        with pytest.raises(RuleBroken) as refused:
            sign_minutes(**given)
        return codes(refused)

    assert refused_with() == ["MINUTES_NOT_BEGUN"]
    with pytest.raises(RuleBroken) as refused:
        write_minutes(**given, wording=Words(general="x"))
    assert codes(refused) == ["MINUTES_NOT_BEGUN"]
    write_minutes(**given, frame=frame)
    assert refused_with() == ["MINUTES_NOT_CLOSED", "ATTENDANCE_NOT_KEPT"]
    write_minutes(**given, frame=Frame(OPENED, who.leader, who.taker, CLOSED))
    attended(world, who, meeting, third="ILL", taker="NO_LEAVE")
    assert refused_with() == ["NO_QUORUM", "LEADER_ABSENT"]
    attended(world, who, meeting)
    item = add_item(**given, label="Bầu")
    with pytest.raises(RuleBroken) as refused:
        write_minutes(**given, wording=Words({item.pk: Conclusion(votes=(4, 0, 0))}))
    assert codes(refused) == ["VOTES_DO_NOT_ADD_UP"], "the member on probation has no vote"
    write_minutes(**given, wording=Words({item.pk: Conclusion("Bàn", "Thống nhất", (2, 1, 0))}))
    attended(world, who, meeting, third="ILL")
    assert refused_with() == ["VOTES_DO_NOT_ADD_UP"], "attendance changed after the vote was written"
    attended(world, who, meeting)
    sign_minutes(**given)
    assert "Bàn" not in str(
        AuditEntry.objects.filter(action="meetings.minutes_written").values_list("parameters", "changes")
    )


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (lambda who, world: Frame(OPENED, who.leader, who.leader), "CHAIR_TAKES_MINUTES"),
        (lambda who, world: Frame(OPENED, world.staff[0], who.taker), "NOT_ON_ROLL"),
        (lambda who, world: Frame(CLOSED, who.leader, who.taker, OPENED), "MEETING_CLOSED_BEFORE_OPENED"),
    ],
)
def test_a_frame_that_cannot_be_is_refused(world: World, who: People, frame, code: str):
    with pytest.raises(RuleBroken) as refused:
        write_minutes(actor=world.secretary, meeting=called(world), on=HELD_ON, frame=frame(who, world))
    assert codes(refused) == [code]


def test_minutes_take_numbers_of_the_cell_and_its_secretary_reads_them(world: World, who: People):
    from chibo.documents.queries.documents import documents_on

    signed(world, who)
    document = Document.objects.get()
    assert document.issuer == world.first_cell
    neighbour = make_user("bithu2", "SECRETARY", world.second_cell)
    readers = {user.username: documents_on(SIGNED_ON, viewer=user).count() for user in (*_cast(world), neighbour)}
    assert readers == {"secretary": 1, "officer": 1, "organiser": 1, "member": 0, "outsider": 0, "bithu2": 0}


def _cast(world: World):
    return world.secretary, world.officer, world.organiser, world.member, world.outsider


# Opinions and score


def test_an_opinion_is_settled_once_and_a_good_initiative_shared(world: World, who: People):
    meeting = called(world)
    opinion = initiative(world, who, meeting)
    with pytest.raises(RuleBroken) as refused:
        settle_opinion(actor=world.secretary, opinion=opinion, outcome="TAKEN_UP", wording=" ", on=SIGNED_ON)
    assert codes(refused) == ["OUTCOME_WANTED"]
    neighbour = make_user("bithu2", "SECRETARY", world.second_cell)
    assert not shared_with(neighbour, SIGNED_ON).exists()
    settle_opinion(actor=world.secretary, opinion=opinion, outcome="TAKEN_UP", wording="Làm ở tổ 1", on=SIGNED_ON)
    share_initiative(actor=world.secretary, opinion=opinion, on=SIGNED_ON)
    share_initiative(actor=world.secretary, opinion=opinion, on=JULY_1)
    assert shared_with(neighbour, SIGNED_ON).get().shared_on == SIGNED_ON
    assert not shared_with(world.outsider, SIGNED_ON).exists()
    assert shared_with(world.member, SIGNED_ON).exists(), "a member of another cell of the commune"
    with pytest.raises(RuleBroken) as refused:
        settle_opinion(actor=world.secretary, opinion=opinion, outcome="DECLINED", wording="Thôi", on=JULY_1)
    assert codes(refused) == ["OPINION_SETTLED"]
    plain = initiative(world, who, meeting, kind="OPINION")
    declined = initiative(world, who, meeting)
    settle_opinion(actor=world.secretary, opinion=declined, outcome="DECLINED", wording="Chưa có tiền", on=SIGNED_ON)
    for row, code in ((plain, "NOT_AN_INITIATIVE"), (declined, "INITIATIVE_DECLINED")):
        with pytest.raises(RuleBroken) as refused:
            share_initiative(actor=world.secretary, opinion=row, on=SIGNED_ON)
        assert codes(refused) == [code]
    for given, code in (
        ({"raised_by": None}, "OPINION_BY_WHOM"),
        ({"raised_by": world.staff[0]}, "NOT_IN_CELL_THAT_DAY"),
    ):
        with pytest.raises(RuleBroken) as refused:
            initiative(world, who, meeting, **given)
        assert codes(refused) == [code]
    assert Opinion.objects.count() == 3


def test_a_meeting_is_scored_once_by_the_sheet_of_its_kind(world: World, who: People):
    meeting = called(world, kind="THEMATIC")
    points = {"THEME_CHOSEN": 20, "PREPARED": 18, "ATTENDED": 8, "CONTENT": 13, "DISCUSSED": 16, "CONCLUDED": 9}
    with pytest.raises(RuleBroken) as refused:
        score_meeting(actor=world.secretary, meeting=meeting, points=points, on=HELD_ON)
    assert codes(refused) == ["POINTS_NOT_OF_SHEET"]
    score = score_meeting(actor=world.secretary, meeting=meeting, points=points | {"RECORDED": 5}, on=HELD_ON)
    assert (score.sheet, score.total, score.level) == ("2018-THEMATIC", 89, "FAIR")
    with pytest.raises(RuleBroken) as refused:
        score_meeting(actor=world.secretary, meeting=meeting, points=points | {"RECORDED": 5}, on=HELD_ON)
    assert codes(refused) == ["MEETING_SCORED"]


# To do


def titles(user, day: date, side: Side = Side.MINE) -> list[str]:
    return [task.title for task in tasks_for(user, day) if task.side is side and "sinh hoạt" in task.title.lower()]


def test_the_secretary_is_reminded_of_each_step_and_the_committee_of_what_is_late(world: World, who: People):
    theme, agenda = "Sinh hoạt chuyên đề trong quý", "Soạn chương trình buổi sinh hoạt"
    roll, sign = "Điểm danh buổi sinh hoạt", "Hoàn thành, ký biên bản sinh hoạt"
    meeting = called(world)
    assert titles(world.secretary, date(2019, 5, 20)) == [theme]
    assert titles(world.secretary, date(2019, 6, 1)) == [agenda, theme]
    add_item(actor=world.secretary, meeting=meeting, label="x", on=date(2019, 6, 1))
    assert titles(world.secretary, date(2019, 6, 1)) == [theme]
    assert titles(world.secretary, HELD_ON) == [roll, theme]
    attended(world, who, meeting, third="ILL")
    choose_theme(actor=world.secretary, meeting=meeting, theme="Nêu gương", on=HELD_ON)
    assert titles(world.secretary, HELD_ON) == [sign, "Sinh hoạt bù cho 1 đồng chí vắng"]
    dues = {row.step: row.due_on for row in due.dues_for(world.secretary, HELD_ON)}
    assert dues == {due.Step.MINUTES: date(2019, 6, 8), due.Step.MAKE_UP: date(2019, 6, 30)}
    called(world, kind="MAKE_UP", makes_up=meeting, on=date(2019, 6, 20))
    assert titles(world.secretary, date(2019, 6, 9)) == [sign]
    assert titles(world.officer, date(2019, 6, 9), Side.WAITING) == ["Chờ 1 biên bản sinh hoạt quá hạn"]
    assert due.late_minutes(date(2019, 6, 9), viewer=world.officer).count() == 1
    attended(world, who, meeting)
    written(world, who, meeting)
    sign_minutes(actor=world.secretary, meeting=meeting, on=date(2019, 6, 10))
    assert titles(world.secretary, date(2019, 6, 10)) == [agenda] and titles(world.officer, date(2019, 6, 10)) == []
    assert titles(world.member, HELD_ON) == []
    assert due.owing_thematic(HELD_ON, viewer=world.officer).filter(unit=world.first_cell).count() == 0
    assert AgendaItem.objects.count() == 2
