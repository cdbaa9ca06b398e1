"""What the use cases write, whom they let, and that nothing of the person reaches the log or outlives its day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from chibo.audit.changes import WriteOutsideUseCase
from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.domain.nominations.path import Form, StepKind
from chibo.domain.organisation import Standing
from chibo.home.queries import Side, tasks_for
from chibo.nominations.models import Candidate, Nomination, PathStep
from chibo.nominations.queries.candidates import due_to_go
from chibo.nominations.queries.figures import counts_in, late_counts
from chibo.nominations.queries.paths import (
    in_state,
    nominations_for,
    state_counts,
    that_took,
    under_commune,
    with_state,
)
from chibo.nominations.queries.tasks import dues_for, to_consider
from chibo.nominations.services import admission, nominating
from chibo.nominations.services.candidates import erase_candidate, erase_what_is_due, read_candidate
from chibo.nominations.services.nominating import Counted
from chibo.registry.models import Member, Membership
from chibo.registry.services.members import end_membership
from tests.cli.conftest import Run, chibo  # noqa: F401
from tests.factories import nominations as make
from tests.factories.nominations import (
    ADMITTED_ON,
    APPLIED_ON,
    DECIDED_ON,
    HELPED_ON,
    NAME,
    OFFICIAL_ON,
    PROPOSED_ON,
    RECOGNISED_ON,
    RESOLVED_ON,
    everyone,
)
from tests.factories.registry import World, make_member, operator

PERSONAL = (NAME, "0900111222", "12 đường Thử", "Giáo viên", "tận tuỵ", "1990-")


def refused(work, *codes: str) -> None:
    with pytest.raises(RuleBroken) as broken, transaction.atomic():
        work()
    assert [violation.code for violation in broken.value.violations] == list(codes)


def states(nomination: Nomination) -> list[str]:
    return [step.state for step in nomination.steps.order_by("number")]


def test_the_whole_way_makes_a_probationary_and_then_an_official_member(world: World):
    nomination = make.official(world, actor=world.secretary)
    assert states(nomination) == [
        "PROPOSED", "RECOGNISED", "HELPED", "TRAINED", "APPLIED", "RESOLVED", "DECIDED", "ADMITTED", "OFFICIAL",
    ]  # fmt: skip
    member = Member.objects.get(full_name=NAME)
    stay = Membership.objects.get(member=member)
    assert (stay.cell, stay.starts_on, stay.ends_on) == (world.first_cell, ADMITTED_ON, None)
    assert member.admitted_on == "2019-05-20"
    # The cell acted on 3/6/2020; the day does not move.
    assert (member.official_on, member.official_from) == ("2020-05-20", date(2020, 5, 20))
    assert member.standing(date(2020, 5, 19)) is Standing.PROBATIONARY
    assert member.standing(date(2020, 5, 20)) is Standing.OFFICIAL
    dues = {step.kind: step.due_on for step in nomination.steps.all()}
    assert dues == {
        "PROPOSED": PROPOSED_ON + timedelta(days=31),
        "RECOGNISED": RECOGNISED_ON + timedelta(days=31),
        "HELPER": None,
        "CERTIFICATE": date(2024, 1, 15),
        "APPLICATION": date(2024, 1, 15),
        "RESOLUTION": date(2019, 5, 30),
        "DECISION": date(2019, 5, 29),
        "CEREMONY": date(2020, 7, 1),
        "OFFICIAL": None,
    }
    nomination.refresh_from_db()
    assert nomination.erase_on == OFFICIAL_ON + timedelta(days=90)


def test_nothing_of_the_person_stands_in_the_log_of_the_path_nor_in_what_remains(world: World):
    nomination = make.official(world)
    read_candidate(actor=world.secretary, nomination=nomination, purpose="xem", on=OFFICIAL_ON)
    own = AuditEntry.objects.filter(action__startswith="nominations.")
    assert own.filter(action="nominations.candidate_read").get().actor == world.secretary
    log = json.dumps(list(own.values()), default=str, ensure_ascii=False)
    assert [word for word in PERSONAL if word in log] == []
    member = Member.objects.get(full_name=NAME)
    assert f'"model": "registry.member", "pk": {member.pk},' not in log
    path = [*Nomination.objects.values_list(), *PathStep.objects.values_list()]
    assert NAME not in str(path)
    erase_candidate(actor=world.officer, nomination=nomination, on=OFFICIAL_ON)
    assert not Candidate.objects.exists()
    nomination.refresh_from_db()
    assert (nomination.erased_on, len(states(nomination))) == (OFFICIAL_ON, 9)
    assert Member.objects.filter(pk=member.pk).exists()
    refused(
        lambda: read_candidate(actor=world.secretary, nomination=nomination, purpose="xem", on=OFFICIAL_ON),
        "CANDIDATE_ERASED",
    )
    refused(lambda: erase_candidate(actor=world.officer, nomination=nomination, on=OFFICIAL_ON), "CANDIDATE_ERASED")


def test_the_data_go_on_their_day_and_no_sooner(world: World):
    ended, open_one = make.withdrawn(world), make.proposed(world)
    on = RECOGNISED_ON + timedelta(days=90)
    assert due_to_go(on - timedelta(days=1)) == []
    assert erase_what_is_due(on - timedelta(days=1)) == 0
    refused(
        lambda: read_candidate(actor=world.officer, nomination=ended_again(ended), purpose="xem", on=on),
        "CANDIDATE_ERASED",
    )
    assert (erase_what_is_due(on), erase_what_is_due(on)) == (1, 0)
    assert list(Candidate.objects.values_list("nomination", flat=True)) == [open_one.pk]
    refused(lambda: erase_candidate(actor=world.officer, nomination=open_one, on=on), "CANDIDATE_STILL_NEEDED")


def test_the_nightly_command_erases_what_is_due(chibo: Run, world: World):  # noqa: F811
    make.withdrawn(world)
    with time_machine.travel(RECOGNISED_ON + timedelta(days=90), tick=False):
        assert chibo("erase").stderr == "0 identities erased, 1 candidates erased.\n"
        assert chibo("erase").stderr == "0 identities erased, 0 candidates erased.\n"
    assert not Candidate.objects.exists()


def ended_again(nomination: Nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


def test_only_who_handles_it_may_know_who_it_is(world: World):
    nomination = make.recognised(world, cell=world.agency)

    def may(one) -> bool:
        try:
            read_candidate(actor=one, nomination=nomination, purpose="xem", on=HELPED_ON)
        except PermissionDenied:
            return False
        return True

    cast = (world.organiser, world.officer, world.head, world.secretary, world.member, world.auditor, world.outsider)
    assert [may(one) for one in (*cast, operator())] == [False, True, False, False, False, False, False, False]
    nominating.assign_helper(actor=world.officer, nomination=nomination, helper=world.staff[0], on=HELPED_ON)
    assert may(world.member)
    nominating.assign_helper(actor=world.officer, nomination=nomination, helper=world.staff[1], on=HELPED_ON)
    assert not may(world.member)


def test_strangers_take_no_step(world: World):
    nomination = make.proposed(world)
    steps = {
        nominating.consider: {"outcome": "DECLINED", "votes": Counted(1, 0, 1)},
        admission.decide: {"received_on": DECIDED_ON},
        nominating.end_path: {"end": "MOVED"},
    }
    for one in (world.organiser, world.head, world.member, world.auditor, world.outsider):
        with pytest.raises(PermissionDenied):
            make.proposed(world, actor=one)
        for step, given in steps.items():
            with pytest.raises(PermissionDenied):
                step(actor=one, nomination=nomination, on=DECIDED_ON, **given)
    assert states(nomination) == ["PROPOSED"]


def test_a_secretary_neither_decides_nor_refuses_and_a_member_speaks_in_no_organisation_s_name(world: World):
    nomination = make.resolved(world)
    with pytest.raises(PermissionDenied):
        admission.decide(actor=world.secretary, nomination=nomination, received_on=DECIDED_ON, on=DECIDED_ON)
    with pytest.raises(PermissionDenied):
        nominating.end_path(actor=world.secretary, nomination=nomination, end="REFUSED", on=DECIDED_ON)
    with pytest.raises(PermissionDenied):
        make.proposed(world, cell=world.agency, actor=world.member, proposer="YOUTH_UNION")
    own = make.proposed(world, cell=world.agency, actor=world.member, proposer="MEMBER")
    assert list(nominations_for(world.member, PROPOSED_ON)) == [own]
    nominating.end_path(actor=world.officer, nomination=nomination, end="REFUSED", on=DECIDED_ON)
    assert states(nomination)[-1] == "REFUSED"


def test_bad_steps_are_refused_and_leave_nothing(world: World):
    cell, who = world.first_cell, {"actor": operator()}
    new = make_member(cell, "Mới Về", on=date(2018, 6, 1))
    on_probation = make_member(cell, "Còn Dự Bị", official=False)
    moved = make_member(cell, "Đã Đi")
    end_membership(**who, member=moved, on=date(2018, 12, 1))
    refused(lambda: make.proposed(world, born_on=date(2001, 1, 1)), "CANDIDATE_TOO_YOUNG")
    refused(lambda: make.proposed(world, born_on=date(1950, 1, 1)), "CANDIDATE_TOO_OLD")
    refused(lambda: make.proposed(world, on=date(2014, 1, 1)), "NOMINATION_NOT_A_CELL")
    refused(lambda: make.proposed(world, cell=world.commune), "NOMINATION_NOT_A_CELL")
    first = make.proposed(world, born_on=date(1991, 1, 1))
    refused(lambda: make.proposed(world, born_on=date(1991, 1, 1), name=NAME.upper()), "CANDIDATE_KNOWN")
    votes = Counted(2, 2, 0)

    def consider(**change):
        given = {"outcome": "RECOGNISED", "votes": votes, "on": RECOGNISED_ON} | change
        return nominating.consider(**who, nomination=first, **given)

    refused(lambda: consider(votes=Counted(2, 1, 0)), "NOMINATION_VOTE_DOES_NOT_ADD_UP")
    refused(lambda: consider(votes=Counted(2, 1, 1)), "NOMINATION_VOTE_TOO_FEW")
    refused(lambda: consider(on=date(2018, 11, 4)), "NOMINATION_DAY_TOO_EARLY")
    with pytest.raises(ValueError, match="outcome"):
        consider(outcome="OFFICIAL")
    consider(outcome="POSTPONED")
    consider(outcome="POSTPONED", on=date(2018, 12, 4))
    consider(on=date(2018, 12, 5))
    refused(consider, "NOMINATION_OUT_OF_TURN")
    for helper, code in ((on_probation, "BACKER_ON_PROBATION"), (moved, "BACKER_NOT_IN_CELL")):
        refused(
            lambda helper=helper: nominating.assign_helper(**who, nomination=first, helper=helper, on=HELPED_ON), code
        )
    refused(
        lambda: admission.note_certificate(**who, nomination=first, certified_on=HELPED_ON, on=HELPED_ON),
        "NOMINATION_OUT_OF_TURN",
    )
    second = make.trained(world)
    leader = make.leader_of(cell)

    def file(*forms: Form, **introducers):
        given = dict.fromkeys(forms) | {Form[name]: member for name, member in introducers.items()}
        return admission.file_forms(**who, nomination=second, forms=given, on=APPLIED_ON)

    refused(lambda: file(Form.OPINIONS), "APPLICATION_FIRST")
    refused(lambda: file(Form.APPLICATION, INTRODUCTION=None), "INTRODUCER_WANTED")
    refused(lambda: file(Form.APPLICATION, INTRODUCTION=new), "INTRODUCER_TOO_NEW")
    refused(lambda: file(Form.APPLICATION, INTRODUCTION=on_probation), "BACKER_ON_PROBATION")
    refused(lambda: file(Form.APPLICATION, INTRODUCTION=leader, INTRODUCTION_TWO=leader), "INTRODUCER_TWICE")
    file(Form.APPLICATION, INTRODUCTION=leader)
    refused(lambda: file(Form.APPLICATION), "FORM_KNOWN")
    refused(lambda: file(INTRODUCTION_TWO=leader), "INTRODUCER_TWICE")
    refused(lambda: admission.resolve(**who, nomination=second, votes=votes, on=RESOLVED_ON), "FORMS_MISSING")
    third = make.resolved(world)
    refused(lambda: admission.hold_ceremony(**who, nomination=third, on=ADMITTED_ON), "CEREMONY_BEFORE_DECISION")
    refused(
        lambda: admission.decide(**who, nomination=third, received_on=RESOLVED_ON, on=DECIDED_ON),
        "DECISION_RECEIVED_TOO_EARLY",
    )
    fourth = make.admitted(world)
    yes = everyone(fourth, OFFICIAL_ON)
    refused(
        lambda: admission.recognise_official(**who, nomination=fourth, votes=yes, on=date(2020, 5, 19)),
        "PROBATION_NOT_OVER",
    )
    person = Candidate.objects.get(nomination=fourth).member
    end_membership(**who, member=person, on=date(2020, 1, 1))
    refused(
        lambda: admission.recognise_official(**who, nomination=fourth, votes=yes, on=OFFICIAL_ON),
        "NOMINATION_MEMBER_LEFT",
    )
    assert states(fourth)[-1] == "ADMITTED"
    nominating.end_path(**who, nomination=fourth, end="MOVED", on=date(2020, 1, 1))
    refused(lambda: nominating.end_path(**who, nomination=fourth, end="MOVED", on=OFFICIAL_ON), "NOMINATION_ENDED")


def test_a_new_helper_and_a_new_certificate_leave_the_rest_as_it_is(world: World):
    nomination = make.applied(world)
    other = make_member(world.first_cell, "Người Thay")
    nominating.assign_helper(actor=operator(), nomination=nomination, helper=other, on=RESOLVED_ON)
    admission.note_certificate(actor=operator(), nomination=nomination, certified_on=RESOLVED_ON, on=RESOLVED_ON)
    last = nomination.steps.order_by("-number")[:2]
    assert [(step.state, step.due_on) for step in last] == [
        ("APPLIED", date(2024, 3, 4)),
        ("APPLIED", date(2024, 1, 15)),
    ]


def test_the_database_refuses_what_must_never_be(world: World):
    nomination = make.proposed(world)
    step = nomination.steps.get()
    with pytest.raises(WriteOutsideUseCase):
        Candidate.objects.get().delete()
    for change in (
        {"kind": "PROPOSED", "number": 2},
        {"kind": "RECOGNISED", "number": 1},
        {
            "kind": "RESOLUTION",
            "number": 3,
            "official_count": 3,
            "present_count": 2,
            "in_favour_count": 3,
            "against_count": 0,
        },
        {"kind": "HELPER", "number": 4},
        {"kind": "CERTIFICATE", "number": 5},
    ):
        columns = {
            "nomination_id": nomination.pk,
            "state": "PROPOSED",
            "on": PROPOSED_ON,
            "taken_by_id": step.taken_by_id,
        }
        row = PathStep(**(columns | change), recorded_at=step.recorded_at)
        with pytest.raises(IntegrityError), transaction.atomic():
            Model.save(row)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM nominations_pathstep WHERE id = {step.pk}")


def test_counts_equal_the_lists_behind_them(world: World):
    make.official(world)
    make.withdrawn(world)
    make.resolved(world, cell=world.second_cell)
    make.proposed(world, cell=world.other_cell)
    day = date(2019, 12, 31)
    seen = nominations_for(world.organiser, day)
    stated = with_state(seen, day)
    counts = state_counts(stated, day)
    assert {code: count for code, count in counts.items() if count} == {
        "ADMITTED": 1, "WITHDRAWN": 1, "RESOLVED": 1, "PROPOSED": 1, "LATE": 2,
    }  # fmt: skip
    assert all(in_state(stated, code, day).count() == count for code, count in counts.items())
    figures = {year: counts_in(year, [world.commune.pk], known_on=day) for year in (2018, 2019)}
    for year, found in figures.items():
        for (_commune, kind), count in found.items():
            assert that_took(under_commune(seen, "TAMHOA"), kind, year, day).count() == count
    assert figures[2018][world.commune.pk, "PROPOSED"] == 3
    assert figures[2019][world.commune.pk, "CEREMONY"] == 1
    late = late_counts([world.commune.pk, world.other_commune.pk], day, viewer=world.organiser)
    assert late == {world.commune.pk: 1, world.other_commune.pk: 1}
    assert (
        state_counts(with_state(nominations_for(world.organiser, PROPOSED_ON), PROPOSED_ON), PROPOSED_ON)["PROPOSED"]
        == 4
    )


def test_what_is_asked_of_whom_and_what_the_next_meeting_takes_up(world: World):
    cell = world.first_cell
    asked = {
        name: getattr(make, name)(world)
        for name in ("proposed", "helped", "applied", "resolved", "decided", "admitted")
    }
    day = date(2019, 6, 3)
    points = [(point.number, point.step) for point in to_consider(cell, day)]
    assert sorted(points) == [
        (asked["proposed"].pk, StepKind.RECOGNISED),
        (asked["applied"].pk, StepKind.RESOLUTION),
        (asked["decided"].pk, StepKind.CEREMONY),
    ]
    (agenda,) = [point.words for point in to_consider(cell, day) if point.step is StepKind.RESOLUTION]
    assert agenda == f"Xét đề nghị kết nạp quần chúng số {asked['applied'].pk}"
    assert (asked["admitted"].pk, StepKind.OFFICIAL) in [
        (p.number, p.step) for p in to_consider(cell, date(2020, 5, 20))
    ]
    assert asked["admitted"].pk not in [point.number for point in to_consider(cell, date(2020, 5, 19))]

    def told(viewer) -> list[tuple[str, bool]]:
        return sorted((due.step.value, due.waits) for due in dues_for(viewer, day))

    assert told(world.secretary) == [
        ("CEREMONY", False), ("CERTIFICATE", False), ("DECISION", True), ("RECOGNISED", False), ("RESOLUTION", False),
    ]  # fmt: skip
    assert told(world.officer) == [("CEREMONY", True), ("DECISION", False), ("RECOGNISED", True)]
    for nobody in (world.organiser, world.auditor, world.head, world.member, operator()):
        assert told(nobody) == []
    tasks = [task for task in tasks_for(world.secretary, day) if task.address.startswith("/gioi-thieu")]
    assert len([task for task in tasks if task.side is Side.MINE]) == 4
    assert all(NAME not in task.title + task.detail for task in tasks)
    with CaptureQueriesContext(connection) as few:
        dues_for(world.secretary, day)
    for _each in range(3):
        make.applied(world)
    with CaptureQueriesContext(connection) as many:
        dues_for(world.secretary, day)
    assert len(many) == len(few)
