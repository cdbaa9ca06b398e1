"""Calendars from rows: the problem, the proposal, relaxations, adoption, repair."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.domain.meeting_calendar.month import custom
from chibo.domain.meeting_calendar.problem import parse
from chibo.domain.meeting_calendar.verify import broken_rules, uncovered
from chibo.domain.organisation import UnitKind
from chibo.meetings.models import Meeting, MonthAdoption, MonthPlan, Relaxation
from chibo.meetings.queries.calendars import adoption_of, meetings_for
from chibo.meetings.queries.problems import member_key, problem_of
from chibo.meetings.queries.readings import cost_of, cost_of_custom, empty_posts
from chibo.meetings.queries.told import told_of
from chibo.meetings.services.calendars import (
    adopt_calendar,
    propose_calendar,
    propose_repair,
    relax_rule,
    withdraw_relaxation,
)
from chibo.meetings.services.desk import cancel_leave, end_qualification, qualify_clerk, record_leave
from chibo.meetings.services.preparation import choose_limits, name_leader, record_wish, release_leader
from chibo.registry.services.offices import change_office
from chibo.registry.services.units import end_unit
from tests.factories.meetings import JUNE, MADE_ON, MORNING, TRADITIONAL, Desk, adopted, make_desk, proposed
from tests.factories.registry import YEAR_2015, World, make_member, make_unit, operator


@pytest.fixture
def desk(world: World) -> Desk:
    return make_desk(world)


def codes(refused) -> list[str]:
    return [violation.code for violation in refused.value.violations]


def away(world: World, clerk, on: date = TRADITIONAL, **facts):
    told = {"actor": world.head, "commune": world.commune, "member": clerk, "on": on, "last_on": on}
    return record_leave(**(told | facts))


def wish(world: World, cell, sessions=("MORNING",), **facts):
    told = {"on": YEAR_2015, "sessions": sessions, "preferred_session": sessions[0]}
    return record_wish(actor=world.officer, cell=cell, **(told | facts))


# The problem


def test_the_problem_holds_the_cells_counters_clerks_and_days_of_the_month(world: World, desk: Desk):
    problem = problem_of(world.commune, JUNE)

    assert problem.traditional_date == "2019-06-03"
    assert list(problem.cells_by_id) == ["TAMHOA-CQ", "TAMHOA-KP1", "TAMHOA-KP2"]
    assert problem.counters == ("Q-DC", "Q-TP")
    first, second, third = (problem.officers_by_id[member_key(clerk.pk)] for clerk in desk.clerks)
    assert (first.cells, second.cells, third.cells) == (("TAMHOA-KP1",), ("TAMHOA-KP1",), ("TAMHOA-KP2",))
    assert (first.primary, second.primary) == ("Q-TP", "Q-DC")
    assert (problem.slots[0].date, problem.slots[-1].date) == ("2019-06-01", "2019-06-08")
    assert sum(slot.working for slot in problem.slots) == 10


def test_tet_leaves_no_slot_and_moves_the_traditional_day(world: World, desk: Desk):
    problem = problem_of(world.commune, date(2019, 2, 1))
    assert problem.traditional_date == "2019-02-11"
    assert min(slot.date for slot in problem.slots) == "2019-02-09"


def test_wishes_halls_leaders_leave_and_limits_reach_the_problem(world: World, desk: Desk):
    wish(world, world.first_cell, ("AFTERNOON", "EVENING"), weight=3, hall="Nhà văn hoá  khu phố")
    wish(world, world.second_cell, ("MORNING",), hall="nhà văn hóa khu phố")
    clerk, other = desk.clerks[0], world.secretary.member
    name_leader(actor=world.officer, cell=world.second_cell, member=clerk, on=YEAR_2015)
    name_leader(actor=world.officer, cell=world.second_cell, member=other, on=YEAR_2015)
    away(world, clerk, part="AFTERNOON", last_on=TRADITIONAL + timedelta(1))
    choose_limits(
        actor=world.officer,
        commune=world.commune,
        on=YEAR_2015,
        days_before=0,
        days_after=1,
        max_meetings=2,
        max_duties=3,
    )

    problem = problem_of(world.commune, JUNE)

    cell = problem.cells_by_id["TAMHOA-KP1"]
    assert {slot.rpartition("-")[2] for slot in cell.allowed} == {"AFTERNOON", "EVENING"}
    assert (cell.preferred_session, cell.weight) == ("AFTERNOON", 3)
    assert problem.halls == (("TAMHOA-KP1", "TAMHOA-KP2"),)
    assert {leader.id: leader.cells for leader in problem.leaders} == {
        member_key(each.pk): ("TAMHOA-KP1", "TAMHOA-KP2") for each in (clerk, other)
    }
    officer = problem.officers_by_id[member_key(clerk.pk)]
    assert officer.cells == ("TAMHOA-KP1", "TAMHOA-KP2")
    assert officer.leave == ("2019-06-03-AFTERNOON", "2019-06-04-AFTERNOON")
    assert (problem.max_meetings_per_slot, problem.max_desk_slots) == (2, 3)
    assert {slot.date for slot in problem.slots} == {"2019-06-03", "2019-06-04"}


def test_what_ended_is_no_longer_asked(world: World, desk: Desk):
    leader = name_leader(actor=world.officer, cell=world.second_cell, member=desk.clerks[0], on=YEAR_2015)
    release_leader(actor=world.officer, leader=leader, on=date(2019, 1, 1))
    leave = away(world, desk.clerks[0])
    cancel_leave(actor=world.head, leave=leave, on=date(2019, 5, 1))
    for row in desk.clerks[2].qualifications.open():
        end_qualification(actor=world.head, qualification=row, on=date(2019, 5, 1))

    problem = problem_of(world.commune, JUNE)

    assert problem.leaders == ()
    assert {officer.id for officer in problem.officers} == {member_key(clerk.pk) for clerk in desk.clerks[:2]}
    assert all(officer.leave == () for officer in problem.officers)


def test_leave_cut_short_counts_until_the_day(world: World, desk: Desk):
    leave = away(world, desk.clerks[0], last_on=date(2019, 6, 7))
    cancel_leave(actor=world.head, leave=leave, on=date(2019, 6, 4))
    assert problem_of(world.commune, JUNE).officers_by_id[member_key(desk.clerks[0].pk)].leave == (
        "2019-06-03-AFTERNOON",
        MORNING,
    )


def test_clerks_stay_with_a_counter_that_follows_another(world: World, desk: Desk):
    change_office(actor=operator(), office=desk.office, name="Trung tâm", on=date(2019, 5, 1))
    assert len(problem_of(world.commune, JUNE).officers) == 3


def test_the_problem_takes_a_bounded_number_of_queries(world: World, desk: Desk):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            problem_of(world.commune, JUNE)
        return len(queries)

    few = asked()
    for number in range(3):
        make_unit(f"Chi bộ khu phố {number + 5}", UnitKind.RESIDENTIAL_CELL, world.commune)
        clerk = make_member(world.second_cell)
        qualify_clerk(actor=operator(), counter=desk.land, member=clerk, on=YEAR_2015)
    assert asked() == few <= 10


# Custom and proposal


def test_the_custom_empties_a_counter_and_the_proposal_none_as_counted_without_the_solver(world: World, desk: Desk):
    problem = problem_of(world.commune, JUNE)
    plan = proposed(world)
    meetings, roster = plan.result["meetings"], plan.result["desk"]

    # All three clerks meet on the morning of the 3rd.
    assert uncovered(problem, custom(problem)) == ((MORNING, "Q-DC"), (MORNING, "Q-TP"))
    former, now = cost_of_custom(problem), cost_of(problem, meetings, roster)
    assert (former.empty_hours, len(former.empty), former.half_days) == (8, 2, 20)
    assert (now.empty_hours, now.empty) == (0, ())
    assert uncovered(problem, meetings) == ()
    assert broken_rules(problem, meetings, roster) == ()
    assert parse(plan.problem) == problem
    assert (plan.number, plan.result["status"]) == (1, "OPTIMAL")


def test_a_roster_counts_as_empty_where_its_own_officer_is_away_even_if_another_could_come(world: World, desk: Desk):
    plan = proposed(world)
    officer = plan.result["desk"]["2019-06-07-MORNING"]["Q-TP"]
    clerk = next(each for each in desk.clerks if member_key(each.pk) == officer)
    away(world, clerk, on=date(2019, 6, 7))
    problem = problem_of(world.commune, JUNE)
    assert (("2019-06-07-MORNING", "Q-TP")) in empty_posts(problem, plan.result["meetings"], plan.result["desk"])
    assert empty_posts(problem, plan.result["meetings"], None) == ()


def test_a_commune_without_counters_still_gets_its_meetings(world: World):
    plan = proposed(world)
    assert set(plan.result["meetings"]) == {"TAMHOA-CQ", "TAMHOA-KP1", "TAMHOA-KP2"}
    assert plan.result["desk"] == {}


def test_without_cells_there_is_nothing_to_propose(world: World):
    commune = make_unit("Xã Trống", UnitKind.COMMUNE, world.city)
    with pytest.raises(RuleBroken) as refused:
        propose_calendar(actor=operator(), commune=commune, month=JUNE, on=MADE_ON)
    assert codes(refused) == ["NO_CELL_TO_MEET"]


# What cannot be done, and giving way


def a_counter_nobody_can_serve(world: World, desk: Desk) -> None:
    for row in desk.civil.qualifications.open():
        end_qualification(actor=operator(), qualification=row, on=date(2019, 1, 1))


def everybody_away(world: World, desk: Desk) -> None:
    for clerk in desk.clerks[1:]:
        away(world, clerk, on=date(2019, 6, 5))


def one_hall_and_one_slot(world: World, desk: Desk) -> None:
    choose_limits(actor=world.officer, commune=world.commune, on=YEAR_2015, days_before=0, days_after=0, max_meetings=5)
    for cell in (world.first_cell, world.second_cell):
        wish(world, cell, ("EVENING",), hall="Nhà văn hoá")


def a_leader_with_five_cells_on_one_day(world: World, desk: Desk) -> None:
    choose_limits(actor=world.officer, commune=world.commune, on=YEAR_2015, days_before=0, days_after=0, max_meetings=5)
    leader = make_member(world.agency, "Trịnh Phụ Trách")
    cells = [world.first_cell, world.second_cell]
    cells += [make_unit(f"Chi bộ khu phố {place}", UnitKind.RESIDENTIAL_CELL, world.commune) for place in (3, 4)]
    for cell in cells:
        name_leader(actor=world.officer, cell=cell, member=leader, on=YEAR_2015)


@pytest.mark.parametrize(
    ("hinder", "kind"),
    [
        (a_counter_nobody_can_serve, "counter"),
        (everybody_away, "leave"),
        (one_hall_and_one_slot, "hall"),
        (a_leader_with_five_cells_on_one_day, "leader_day"),
    ],
)
def test_rules_that_clash_are_named_and_giving_way_in_one_is_recorded_and_leads_on(
    world: World, desk: Desk, hinder, kind: str
):
    hinder(world, desk)
    kinds = set()
    for _attempt in range(30):
        try:
            plan = proposed(world)
            break
        except RuleBroken as broken:
            (violation,) = broken.violations
            assert violation.code == "NO_CALENDAR_POSSIBLE"
            assert violation.params["rules"]
            conflict = violation.params["conflict"]
            kinds |= {rule["rule"] for rule in conflict}
            chosen = next((rule for rule in conflict if rule["rule"] == kind), conflict[0])
            relax_rule(
                actor=world.officer,
                commune=world.commune,
                month=JUNE,
                rule=chosen["rule"],
                ids=chosen["ids"],
                on=MADE_ON,
            )
    assert kind in kinds
    assert Relaxation.objects.count() >= 1
    assert adopt_calendar(actor=world.officer, plan=plan, on=MADE_ON).plan == plan


def test_a_rule_given_up_holds_again_once_that_is_withdrawn(world: World, desk: Desk):
    leave = away(world, desk.clerks[0])
    ids = [member_key(desk.clerks[0].pk), MORNING]
    told = {"actor": world.officer, "commune": world.commune, "month": JUNE, "on": MADE_ON}
    row = relax_rule(rule="leave", ids=ids, **told)
    officer = member_key(leave.member_id)
    assert problem_of(world.commune, JUNE).officers_by_id[officer].leave == ("2019-06-03-AFTERNOON",)
    assert problem_of(world.commune, date(2019, 7, 1)).officers_by_id[officer].leave == ()

    withdraw_relaxation(actor=world.officer, relaxation=row, on=MADE_ON)

    assert MORNING in problem_of(world.commune, JUNE).officers_by_id[officer].leave
    with pytest.raises(RuleBroken) as refused:
        withdraw_relaxation(actor=world.officer, relaxation=row, on=MADE_ON)
    assert codes(refused) == ["ALREADY_WITHDRAWN"]


@pytest.mark.parametrize(
    ("rule", "ids"),
    [("leave", ["M00000001", MORNING]), ("nonsense", ["x"]), ("one_counter", ["x", MORNING]), ("counter", ["Q9", "S"])],
)
def test_a_rule_that_does_not_stand_cannot_be_given_up(world: World, desk: Desk, rule: str, ids: list[str]):
    with pytest.raises(RuleBroken) as refused:
        relax_rule(actor=world.officer, commune=world.commune, month=JUNE, rule=rule, ids=ids, on=MADE_ON)
    assert codes(refused) == ["RULE_STAYS"]


# Adoption


def test_an_adopted_calendar_sets_the_meetings_and_is_audited(world: World, desk: Desk):
    adoption = adopted(world)

    rows = list(Meeting.objects.order_by("cell__code"))
    assert [row.cell.code for row in rows] == ["TAMHOA-CQ", "TAMHOA-KP1", "TAMHOA-KP2"]
    assert {row.cell.code: f"{row.on}-{row.session}" for row in rows} == adoption.plan.result["meetings"]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor) == ("meetings.calendar_adopted", world.officer)


def test_a_later_adoption_follows_by_a_row_of_its_own_and_moves_only_what_moves(world: World, desk: Desk):
    first = adopted(world)
    wish(world, world.second_cell, ("EVENING",), on=date(2019, 5, 28))
    plan = propose_calendar(actor=world.officer, commune=world.commune, month=JUNE, on=date(2019, 5, 28))

    second = adopt_calendar(actor=world.officer, plan=plan, on=date(2019, 5, 28))

    assert adoption_of(world.commune, JUNE) == second
    assert (second.follows, MonthAdoption.objects.count()) == (first, 2)
    moved = Meeting.objects.filter(called_off_by=second)
    assert {row.cell.code for row in moved} == {
        code for code, slot in first.plan.result["meetings"].items() if plan.result["meetings"][code] != slot
    }
    standing = Meeting.objects.filter(called_off_by=None)
    assert {row.cell.code: f"{row.on}-{row.session}" for row in standing} == plan.result["meetings"]
    assert standing.get(cell=world.second_cell).session == "EVENING"


def test_adopting_twice_changes_nothing(world: World, desk: Desk):
    first = adopted(world)
    assert adopt_calendar(actor=world.officer, plan=first.plan, on=MADE_ON) == first
    assert MonthAdoption.objects.count() == 1


def test_the_database_keeps_calendars_and_adoptions_as_they_are_and_one_first_adoption(world: World, desk: Desk):
    adoption = adopted(world)
    for table, column in (("meetings_monthplan", "number"), ("meetings_monthadoption", "adopted_by_id")):
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    columns = "recorded_at, commune_id, month, plan_id, follows_id, adopted_by_id, adopted_on"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO meetings_monthadoption ({columns}) SELECT {columns} FROM meetings_monthadoption "
            f"WHERE id = {adoption.pk}"
        )


def test_a_calendar_that_no_longer_fits_is_not_adopted(world: World, desk: Desk):
    plan = proposed(world)
    make_unit("Chi bộ khu phố 9", UnitKind.RESIDENTIAL_CELL, world.commune, on=date(2019, 5, 1))
    with pytest.raises(RuleBroken) as refused:
        adopt_calendar(actor=world.officer, plan=plan, on=MADE_ON)
    assert codes(refused) == ["CALENDAR_OUT_OF_DATE"]
    assert "khu phố 9" in refused.value.violations[0].params["rules"]


@pytest.mark.parametrize(
    ("on", "code"), [(date(2019, 5, 1), "CALENDAR_ADOPTED_BEFORE_MADE"), (MADE_ON, "CALENDAR_ADOPTED_BEFORE_FORMER")]
)
def test_a_calendar_is_not_adopted_before_its_time(world: World, desk: Desk, on: date, code: str):
    plan = proposed(world)
    if code == "CALENDAR_ADOPTED_BEFORE_FORMER":
        other = proposed(world)
        adopt_calendar(actor=world.officer, plan=other, on=date(2019, 5, 30))
    with pytest.raises(RuleBroken) as refused:
        adopt_calendar(actor=world.officer, plan=plan, on=on)
    assert codes(refused) == [code]


def test_a_meeting_that_was_held_is_not_moved(world: World, desk: Desk):
    adopted(world)
    late = date(2019, 6, 6)
    for cell in (world.first_cell, world.second_cell, world.agency):
        wish(world, cell, ("EVENING",), on=date(2019, 5, 30))
    plan = propose_calendar(actor=world.officer, commune=world.commune, month=JUNE, on=late)
    with pytest.raises(RuleBroken) as refused:
        adopt_calendar(actor=world.officer, plan=plan, on=late)
    assert codes(refused) == ["MEETING_HELD_ALREADY"]


def test_a_cell_that_ended_loses_its_meeting_with_the_next_calendar(world: World, desk: Desk):
    cell = make_unit("Chi bộ khu phố 9", UnitKind.RESIDENTIAL_CELL, world.commune)
    adopted(world)
    end_unit(actor=operator(), unit=cell, on=date(2019, 5, 28))
    plan = propose_calendar(actor=world.officer, commune=world.commune, month=JUNE, on=date(2019, 5, 28))
    adopt_calendar(actor=world.officer, plan=plan, on=date(2019, 5, 28))
    assert Meeting.objects.get(cell=cell).called_off_by is not None


# Repair


def test_an_officer_falls_ill_and_the_fewest_change(world: World, desk: Desk):
    former = adopted(world).plan
    slot = "2019-06-06-MORNING"
    officer = former.result["desk"][slot]["Q-TP"]
    clerk = next(each for each in desk.clerks if member_key(each.pk) == officer)
    away(world, clerk, on=date(2019, 6, 6), part="MORNING", kind="SUDDEN")

    plan = propose_repair(actor=world.head, commune=world.commune, month=JUNE, on=date(2019, 6, 6))
    told = told_of(plan, former, date(2019, 6, 6))

    assert plan.repairs == former
    assert told.cells == ()
    assert officer in {changed.officer for changed in told.clerks}
    assert officer not in plan.result["desk"][slot].values()
    unchanged = {each for each in former.result["desk"] if former.result["desk"][each] == plan.result["desk"][each]}
    assert unchanged == former.result["desk"].keys() - {slot}
    assert adopt_calendar(actor=world.officer, plan=plan, on=date(2019, 6, 6)).follows.plan == former
    assert not Meeting.objects.exclude(called_off_by=None).exists()


def test_a_meeting_moves_when_nobody_else_can_serve_and_its_secretary_is_told(world: World, desk: Desk):
    former = adopted(world).plan
    slot = former.result["meetings"]["TAMHOA-KP2"]
    if not parse(former.problem).slots_by_id[slot].working:
        slot = former.result["meetings"]["TAMHOA-KP1"]
    there = set(former.result["desk"][slot].values())
    missing = next(each for each in desk.clerks if member_key(each.pk) in there)
    part = slot.rpartition("-")[2]
    away(world, missing, on=date.fromisoformat(slot[:10]), part=part)

    plan = propose_repair(actor=world.officer, commune=world.commune, month=JUNE, on=MADE_ON)
    told = told_of(plan, former, MADE_ON)

    assert len(told.cells) == 1
    assert uncovered(parse(plan.problem), plan.result["meetings"]) == ()


def test_what_is_over_stays_as_it_was(world: World, desk: Desk):
    former = adopted(world).plan
    away(world, desk.clerks[0], on=TRADITIONAL, last_on=date(2019, 6, 7))
    plan = propose_repair(actor=world.head, commune=world.commune, month=JUNE, on=date(2019, 6, 5), session="AFTERNOON")
    over = [slot for slot in former.result["desk"] if slot < "2019-06-05"] + ["2019-06-05-MORNING"]
    assert {slot: plan.result["desk"][slot] for slot in over} == {slot: former.result["desk"][slot] for slot in over}
    key = member_key(desk.clerks[0].pk)
    assert not any(key in posts.values() for slot, posts in plan.result["desk"].items() if slot not in over)


def test_a_repair_that_cannot_be_names_the_rules_and_giving_way_makes_it_possible(world: World, desk: Desk):
    adopted(world)
    everybody_away(world, desk)
    told = {"commune": world.commune, "month": JUNE, "on": date(2019, 6, 5)}
    with pytest.raises(RuleBroken) as refused:
        propose_repair(actor=world.head, **told)
    assert codes(refused) == ["NO_REPAIR_POSSIBLE"]
    for part in ("MORNING", "AFTERNOON"):
        relax_rule(actor=world.officer, rule="counter", ids=["Q-TP", f"2019-06-05-{part}"], **told)
    plan = propose_repair(actor=world.head, **told)
    assert plan.result["desk"]["2019-06-05-MORNING"]["Q-TP"].startswith("substitute:")
    assert adopt_calendar(actor=world.officer, plan=plan, on=date(2019, 6, 5)).plan == plan


def test_nothing_is_repaired_without_need_or_without_a_calendar(world: World, desk: Desk):
    told = {"actor": world.head, "commune": world.commune, "month": JUNE, "on": MADE_ON}
    with pytest.raises(RuleBroken) as none_yet:
        propose_repair(**told)
    adopted(world)
    with pytest.raises(RuleBroken) as no_need:
        propose_repair(**told)
    assert (codes(none_yet), codes(no_need)) == (["NO_CALENDAR_IN_FORCE"], ["NOTHING_TO_REPAIR"])
    assert MonthPlan.objects.count() == 1


# The desk and the preparation


def test_one_counter_is_a_clerks_own(world: World, desk: Desk):
    clerk = desk.clerks[0]
    qualify_clerk(actor=world.head, counter=desk.land, member=clerk, on=date(2019, 5, 1), is_primary=True)
    rows = {row.counter.code: row.is_primary for row in clerk.qualifications.open().select_related("counter")}
    assert rows == {"Q-TP": False, "Q-DC": True}


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        (
            "ALREADY_QUALIFIED",
            lambda w, d: qualify_clerk(actor=w.head, counter=d.civil, member=d.clerks[0], on=MADE_ON, is_primary=True),
        ),
        (
            "COUNTER_CLOSED",
            lambda w, d: qualify_clerk(actor=w.head, counter=d.civil, member=d.clerks[0], on=date(2010, 1, 1)),
        ),
        ("LEAVE_ENDS_BEFORE_IT_STARTS", lambda w, d: away(w, d.clerks[0], last_on=date(2019, 6, 1))),
        ("NOT_A_CLERK", lambda w, d: away(w, w.staff[0])),
        ("LEAVE_KNOWN", lambda w, d: (away(w, d.clerks[0]), away(w, d.clerks[0], part="MORNING"))),
        (
            "NO_SESSION_WISHED",
            lambda w, d: record_wish(
                actor=w.officer, cell=w.first_cell, on=MADE_ON, sessions=[], preferred_session="MORNING"
            ),
        ),
        (
            "WISHED_SESSION_CLOSED",
            lambda w, d: record_wish(
                actor=w.officer, cell=w.first_cell, on=MADE_ON, sessions=["EVENING"], preferred_session="MORNING"
            ),
        ),
        (
            "ALREADY_LEADS",
            lambda w, d: [
                name_leader(actor=w.officer, cell=w.first_cell, member=d.clerks[2], on=MADE_ON) for _ in range(2)
            ],
        ),
    ],
)
def test_what_makes_no_sense_is_refused(world: World, desk: Desk, code: str, attempt):
    with pytest.raises(RuleBroken) as refused:
        attempt(world, desk)
    assert codes(refused) == [code]


def test_a_second_wish_follows_the_first(world: World):
    wish(world, world.first_cell)
    wish(world, world.first_cell, ("EVENING",), on=MADE_ON)
    assert [(row.sessions, row.ends_on) for row in world.first_cell.meeting_wishes.order_by("pk")] == [
        (["MORNING"], MADE_ON),
        (["EVENING"], None),
    ]


# Who may


@pytest.mark.parametrize("one", ["secretary", "member", "auditor", "outsider", "organiser", "head"])
def test_only_the_committee_proposes_and_adopts(world: World, desk: Desk, one: str):
    actor = getattr(world, one)
    plan = proposed(world)
    for attempt in (
        lambda: propose_calendar(actor=actor, commune=world.commune, month=JUNE, on=MADE_ON),
        lambda: adopt_calendar(actor=actor, plan=plan, on=MADE_ON),
        lambda: relax_rule(actor=actor, commune=world.commune, month=JUNE, rule="meets", ids=["X"], on=MADE_ON),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize("one", ["secretary", "member", "auditor", "outsider", "organiser"])
def test_only_the_committee_and_the_head_of_office_staff_the_desk(world: World, desk: Desk, one: str):
    actor = getattr(world, one)
    leave = away(world, desk.clerks[1])
    for attempt in (
        lambda: away(world, desk.clerks[0], actor=actor),
        lambda: cancel_leave(actor=actor, leave=leave, on=MADE_ON),
        lambda: qualify_clerk(actor=actor, counter=desk.civil, member=world.staff[0], on=MADE_ON),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_secretary_tells_the_wishes_of_the_own_cell_alone(world: World):
    told = {"on": MADE_ON, "sessions": ["EVENING"], "preferred_session": "EVENING"}
    record_wish(actor=world.secretary, cell=world.first_cell, **told)
    with pytest.raises(PermissionDenied):
        record_wish(actor=world.secretary, cell=world.second_cell, **told)


def test_meetings_are_seen_in_ones_own_scope(world: World, desk: Desk):
    adopted(world)
    seen = {
        one: sorted(row.cell.code for row in meetings_for(getattr(world, one)).select_related("cell"))
        for one in ("organiser", "officer", "secretary", "member", "outsider")
    }
    every = ["TAMHOA-CQ", "TAMHOA-KP1", "TAMHOA-KP2"]
    assert seen == {
        "organiser": every,
        "officer": every,
        "secretary": ["TAMHOA-KP1"],
        "member": ["TAMHOA-CQ"],
        "outsider": [],
    }
