"""What happens to a concern, who may, what is refused, and what stands afterwards."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from chibo.accounts.models import User
from chibo.audit.changes import WriteOutsideUseCase
from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.domain.feedback.concerns import ConcernState, concern_state
from chibo.feedback.models import Concern, Handling, Identity, IdentityRequest
from chibo.feedback.queries import around
from chibo.feedback.queries import concerns as find
from chibo.feedback.services.concerns import Wording, echo_concern, join_concern, note_concern, reword_concern
from chibo.feedback.services.handling import (
    answer_concern,
    close_concern,
    read_back,
    reopen_concern,
    route_concern,
)
from chibo.feedback.services.identities import Person, erase_identity, erase_what_is_due, give_identity, read_identity
from chibo.registry.models import Role
from chibo.registry.services.offices import change_office
from chibo.registry.services.roles import grant_role
from chibo.registry.services.units import open_office
from tests.factories.feedback import (
    ANSWERED_ON,
    DUE_ON,
    MEETING_ON,
    RAISED_ON,
    ROUTED_ON,
    TEXT,
    answered,
    closed,
    employ,
    land_office,
    noted,
    read,
    routed,
)
from tests.factories.registry import YEAR_2015, World, make_user, operator

NAME, PHONE = "Nguyễn Thử Danh", "0912345678"


def refused(code: str, call, /, **arguments) -> None:
    with pytest.raises(RuleBroken) as broken:
        call(**arguments)
    assert [violation.code for violation in broken.value.violations] == [code]


def state(concern: Concern, on: date) -> ConcernState:
    row = find.with_state(Concern.objects.filter(pk=concern.pk), on).get()
    assert row.state == concern_state(find.facts_as_of(row, find.rounds_of(row, on), on), on)
    return ConcernState(row.state)


def test_the_way_of_a_concern_from_the_cell_and_back(world: World):
    office = land_office(world)
    concern = noted(world, actor=world.secretary)
    assert (concern.due_on, state(concern, RAISED_ON)) == (DUE_ON, ConcernState.NOTED)
    route_concern(actor=world.officer, concern=concern, office=office, on=ROUTED_ON)
    answer_concern(actor=world.head, concern=concern, wording="Đã làm", on=ANSWERED_ON)
    read_back(actor=world.secretary, concern=concern, on=MEETING_ON)
    close_concern(actor=world.secretary, concern=concern, on=MEETING_ON)

    days = {RAISED_ON: "NOTED", ROUTED_ON: "ROUTED", ANSWERED_ON: "ANSWERED", MEETING_ON: "CLOSED"}
    assert {day: state(concern, day) for day in days} == days
    assert [entry.action for entry in AuditEntry.objects.filter(action__startswith="feedback.").order_by("pk")] == [
        "feedback.concern_noted",
        "feedback.concern_routed",
        "feedback.concern_answered",
        "feedback.answer_read_back",
        "feedback.concern_closed",
    ]


def test_the_log_holds_neither_what_was_said_nor_what_was_answered(world: World):
    concern = closed(world)
    reword_open = noted(world, text=f"Nhà {NAME} nuôi heo", place="số 12 hẻm 3", theme="ENVIRONMENT")
    reword_concern(actor=operator(), concern=reword_open, wording=Wording("Một hộ nuôi heo"), on=RAISED_ON)
    log = json.dumps(list(AuditEntry.objects.values()), default=str, ensure_ascii=False)
    for words in (TEXT, "hẻm 15", "Đã nạo vét", NAME, "số 12 hẻm 3", "cong dau hem", "nuôi heo"):
        assert words not in log, words
    reword_open.refresh_from_db()
    assert (reword_open.text, reword_open.place) == ("Một hộ nuôi heo", "")
    assert NAME.split()[-1].lower() not in reword_open.search_key
    refused("CONCERN_ANSWERED", reword_concern, actor=operator(), concern=concern, wording=Wording("x"), on=MEETING_ON)


def test_only_the_cell_judges_never_the_office(world: World):
    concern = read(world)
    for stranger in (world.head, world.member, world.outsider, world.organiser, world.auditor):
        for step in (close_concern, lambda **given: reopen_concern(reason="chưa xong", **given)):
            with pytest.raises(PermissionDenied):
                step(actor=stranger, concern=concern, on=MEETING_ON)


@pytest.mark.parametrize("how", ["works", "leads", "heads"])
def test_a_secretary_who_belongs_to_the_office_does_not_judge_its_answer(world: World, how: str):
    if how == "leads":
        land_office(world, head=world.secretary.member)
    concern = read(world)
    if how == "works":
        employ(world.secretary.member, land_office(world))
    if how == "heads":
        grant_role(actor=operator(), user=world.secretary, role=Role.HEAD_OF_OFFICE, unit=world.commune, on=YEAR_2015)
    secretary = User.objects.get(pk=world.secretary.pk)
    refused("CONCERN_JUDGED_BY_OFFICE", close_concern, actor=secretary, concern=concern, on=MEETING_ON)
    refused("CONCERN_JUDGED_BY_OFFICE", reopen_concern, actor=secretary, concern=concern, on=MEETING_ON, reason="x")
    assert close_concern(actor=world.officer, concern=concern, on=MEETING_ON)


def test_a_reopened_concern_is_answered_again_by_a_new_deadline(world: World):
    concern = closed(world)
    reopen_concern(actor=world.secretary, concern=concern, on=date(2019, 4, 4), reason="Cống lại nghẹt")
    assert state(concern, date(2019, 4, 3)) is ConcernState.CLOSED
    assert state(concern, date(2019, 4, 4)) is ConcernState.ROUTED
    row = find.with_state(Concern.objects.all(), date(2019, 4, 4)).get()
    assert (row.due, row.answered, row.latest_answer) == (date(2019, 4, 19), None, None)
    answer_concern(actor=world.head, concern=concern, wording="Đã thay nắp", on=date(2019, 4, 8))
    assert [each.number for each in find.rounds_of(concern, date(2019, 4, 8))] == [1, 2]
    refused("CONCERN_NOT_READ_BACK", close_concern, actor=world.secretary, concern=concern, on=date(2019, 5, 3))


def test_passing_on_to_another_office_keeps_the_deadline_and_asks_why(world: World):
    concern = routed(world)
    other = open_office(actor=operator(), commune=world.commune, code="KT", name="Kinh tế", on=YEAR_2015)
    step = {"concern": concern, "office": other, "on": date(2019, 3, 7)}
    refused("CONCERN_REASON_WANTED", route_concern, actor=world.head, **step)
    route_concern(actor=world.head, **step, reason="Thuộc kinh tế")
    first, second = concern.handlings.order_by("number")
    assert (first.passed_on, second.office, second.due_on) == (date(2019, 3, 7), other, DUE_ON)
    with pytest.raises(PermissionDenied):
        route_concern(actor=world.head, concern=noted(world), office=other, on=ROUTED_ON)


def test_an_office_of_another_commune_or_another_time_is_refused(world: World):
    concern = noted(world)
    elsewhere = open_office(actor=operator(), commune=world.other_commune, code="X", name="Nơi khác", on=YEAR_2015)
    later = open_office(actor=operator(), commune=world.commune, code="Y", name="Sau này", on=date(2020, 1, 1))
    for office in (elsewhere, later):
        refused("CONCERN_OFFICE_CLOSED", route_concern, actor=operator(), concern=concern, office=office, on=ROUTED_ON)


@pytest.mark.parametrize("again", [route_concern, answer_concern, read_back, close_concern])
def test_no_step_happens_twice(world: World, again):
    made = {route_concern: routed, answer_concern: answered, read_back: read, close_concern: closed}[again](world)
    more = {route_concern: {"office": land_office(world)}, answer_concern: {"wording": "lại"}}.get(again, {})
    with pytest.raises(RuleBroken):
        again(actor=operator(), concern=made, on=date(2019, 5, 1), **more)
    assert made.handlings.count() == 1


def test_who_notes_for_which_cell(world: World):
    resident = make_user("cudan", Role.MEMBER, world.second_cell, member=world.staff[1])
    for actor, cell in ((world.secretary, world.first_cell), (world.officer, world.second_cell)):
        assert noted(world, actor=actor, cell=cell).noted_by == actor
    assert noted(world, actor=world.member, cell=world.agency)
    for actor, cell in (
        (world.secretary, world.second_cell),
        (world.member, world.first_cell),
        (resident, world.first_cell),
        (world.head, world.first_cell),
        (world.auditor, world.first_cell),
        (world.outsider, world.first_cell),
        (world.organiser, world.first_cell),
    ):
        with pytest.raises(PermissionDenied):
            noted(world, actor=actor, cell=cell)


def test_a_concern_belongs_to_a_cell_that_works_on_its_day(world: World):
    early = {"theme": "ROADS", "kind": "PETITION", "wording": Wording("x"), "on": date(2014, 1, 1)}
    refused("CONCERN_RAISED_ELSEWHERE", note_concern, actor=operator(), cell=world.first_cell, **early)
    refused("CONCERN_RAISED_ELSEWHERE", note_concern, actor=operator(), cell=world.commune, **early)


def test_the_same_said_by_more_residents_counts_and_joins(world: World):
    first, second = noted(world), routed(world, on=date(2019, 3, 6))
    echo_concern(actor=world.secretary, concern=second, on=date(2019, 3, 6))
    refused("CONCERN_DAY_TOO_EARLY", echo_concern, actor=world.secretary, concern=second, on=date(2019, 3, 1))
    assert around.joinable(second, ANSWERED_ON, viewer=world.officer) == [first]
    join_concern(actor=world.officer, concern=second, into=first, on=ANSWERED_ON)

    assert state(second, ANSWERED_ON) is ConcernState.JOINED
    assert state(second, date(2019, 3, 11)) is ConcernState.ROUTED
    assert [around.voices_of(first, day) for day in (RAISED_ON, ANSWERED_ON)] == [1, 3]
    assert second.handlings.get().passed_on == ANSWERED_ON
    refused("CONCERN_JOINED", echo_concern, actor=world.secretary, concern=second, on=MEETING_ON)
    third = noted(world)
    refused("CONCERN_NOT_TO_JOIN", join_concern, actor=world.officer, concern=third, into=second, on=MEETING_ON)
    # What others were joined to does not go on into a third.
    refused("CONCERN_NOT_TO_JOIN", join_concern, actor=world.officer, concern=first, into=third, on=MEETING_ON)
    elsewhere = noted(world, cell=world.other_cell)
    refused("CONCERN_NOT_TO_JOIN", join_concern, actor=operator(), concern=third, into=elsewhere, on=MEETING_ON)
    with pytest.raises(PermissionDenied):
        join_concern(actor=world.secretary, concern=third, into=first, on=MEETING_ON)


def test_the_office_that_took_the_theme_last_is_suggested_else_one_by_its_name(world: World):
    land_office(world)
    open_office(actor=operator(), commune=world.commune, code="KT", name="Kinh tế", on=YEAR_2015)
    concern = noted(world)
    assert around.office_suggested(concern, ROUTED_ON) == "DC"
    last = noted(world, text="Đường nứt")
    kt = around.office_called(last, "KT", ROUTED_ON)
    assert kt is not None
    route_concern(actor=operator(), concern=last, office=kt, on=ROUTED_ON)
    assert around.office_suggested(concern, ROUTED_ON) == "KT"
    assert around.office_suggested(noted(world, theme="CULTURE"), ROUTED_ON) == ""
    assert around.office_suggested(noted(world, cell=world.other_cell), ROUTED_ON) == ""


def test_the_placed_member_who_works_in_the_office_is_shown_also_after_its_name_changed(world: World):
    office = land_office(world)
    employ(world.secretary.member, office)
    employ(world.staff[0], office)
    assert around.placed_members(office, world.first_cell, ROUTED_ON) == [world.secretary.member]
    change_office(actor=operator(), office=office, name="Địa chính", on=date(2019, 6, 1))
    assert around.placed_members(office, world.first_cell, date(2019, 7, 1)) == [world.secretary.member]


def test_who_sees_which_concerns(world: World):
    office = land_office(world)
    mine, other = noted(world), noted(world, cell=world.other_cell)
    came = routed(world, cell=world.second_cell)
    seen = {
        "organiser": {mine, other, came},
        "auditor": {mine, other, came},
        "officer": {mine, came},
        "secretary": {mine},
        "head": {came},
        "member": set(),
        "outsider": {other},
    }
    for name, rows in seen.items():
        assert set(find.concerns_for(getattr(world, name), ROUTED_ON)) == rows, name
    assert set(find.concerns_for(world.head, RAISED_ON)) == set()
    employ(world.staff[0], office)
    assert set(find.concerns_for(world.member, ROUTED_ON)) == {came}
    assert set(find.concerns_for(world.secretary, date(2019, 3, 3))) == set()


def test_the_identity_is_kept_apart_and_read_by_the_communes_officer_alone(world: World):
    concern = noted(world)
    asked = give_identity(actor=world.secretary, concern=concern, identity=Person(NAME, PHONE), on=RAISED_ON)
    assert asked.erase_on == date(2019, 6, 2)
    city_officer = make_user("thanhpho", Role.COMMITTEE_OFFICER, world.city)
    cell_officer = make_user("ochibo", Role.COMMITTEE_OFFICER, world.first_cell)
    assert read_identity(actor=world.officer, concern=concern, on=RAISED_ON) == Person(NAME, PHONE)
    for other in (
        world.secretary,
        world.organiser,
        world.auditor,
        world.head,
        world.outsider,
        city_officer,
        cell_officer,
        operator(),
    ):
        with pytest.raises(PermissionDenied):
            read_identity(actor=other, concern=concern, on=RAISED_ON)
    refused(
        "IDENTITY_KNOWN",
        give_identity,
        actor=world.secretary,
        concern=concern,
        identity=Person("Khác", "1"),
        on=RAISED_ON,
    )
    refused("IDENTITY_EXPIRED", read_identity, actor=world.officer, concern=concern, on=asked.erase_on)
    refused("IDENTITY_UNKNOWN", read_identity, actor=world.officer, concern=noted(world), on=RAISED_ON)
    assert AuditEntry.objects.filter(action="feedback.identity_read", actor=world.officer).count() == 1


def test_the_identity_is_gone_on_its_date_and_the_log_never_held_it(world: World):
    early, late = noted(world), noted(world, text="Đèn tắt")
    give_identity(actor=world.secretary, concern=early, identity=Person(NAME, PHONE), on=RAISED_ON)
    give_identity(actor=world.secretary, concern=late, identity=Person(NAME, PHONE), on=ANSWERED_ON)
    read_identity(actor=world.officer, concern=early, on=RAISED_ON)
    assert erase_what_is_due(date(2019, 6, 1)) == 0
    assert erase_what_is_due(date(2019, 6, 2)) == 1
    assert erase_what_is_due(date(2019, 6, 2)) == 0
    assert [row.request.concern for row in Identity.objects.all()] == [late]
    erase_identity(actor=world.officer, concern=late, on=date(2019, 6, 3))
    refused("IDENTITY_ERASED", erase_identity, actor=world.officer, concern=late, on=date(2019, 6, 4))
    refused("IDENTITY_ERASED", read_identity, actor=world.officer, concern=late, on=date(2019, 6, 4))

    asked = IdentityRequest.objects.get(concern=early)
    assert (asked.asked_on, asked.erased_on) == (RAISED_ON, date(2019, 6, 2))
    log = json.dumps(list(AuditEntry.objects.values()), default=str, ensure_ascii=False)
    assert "identity_erased" in log
    for trace in (NAME, PHONE, "Thử Danh", "thu danh", PHONE[1:]):
        assert trace not in log, trace


def test_no_table_holds_the_identity_after_it_was_erased(world: World):
    concern = noted(world)
    give_identity(actor=world.secretary, concern=concern, identity=Person(NAME, PHONE), on=RAISED_ON)
    assert _tables_with(NAME) == ["feedback_identity"]
    erase_identity(actor=world.officer, concern=concern, on=ANSWERED_ON)
    assert _tables_with(NAME) == _tables_with(PHONE) == []


def _tables_with(text: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(text in str(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def test_identities_are_written_and_deleted_within_use_cases_only(world: World):
    asked = give_identity(actor=operator(), concern=noted(world), identity=Person(NAME, PHONE), on=RAISED_ON)
    row = Identity.objects.get(request=asked)
    with pytest.raises(WriteOutsideUseCase):
        row.save()
    with pytest.raises(WriteOutsideUseCase):
        row.delete()


@pytest.mark.parametrize("table", ["concern", "echo", "handling", "identityrequest"])
def test_the_database_keeps_every_row_but_the_identity(world: World, table: str):
    concern = routed(world)
    echo_concern(actor=operator(), concern=concern, on=ROUTED_ON)
    give_identity(actor=operator(), concern=concern, identity=Person(NAME, PHONE), on=RAISED_ON)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM feedback_{table}")


def test_the_database_refuses_two_rounds_under_way(world: World):
    concern = routed(world)
    twin = Handling.objects.get(concern=concern)
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(
            "INSERT INTO feedback_handling (recorded_at, concern_id, number, office_id, routed_on, routed_by_id, due_on,"
            " pass_reason, answer, reopen_reason) SELECT recorded_at, concern_id, 2, office_id, routed_on, routed_by_id,"
            " due_on, '', '', '' FROM feedback_handling WHERE id = %s",
            [twin.pk],
        )
