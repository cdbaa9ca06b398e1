"""Rule sets are added; cycles are opened with who reviews whom, run, reminded and cancelled."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chibo.audit.use_cases import RuleBroken
from chibo.domain.evaluation.opening import (
    CycleDays,
    Stay,
    former_cells,
    kind_of,
    leads_by_position,
    period_of,
    too_new,
)
from chibo.domain.evaluation.rule_set_data import to_data
from chibo.domain.evaluation.rule_sets import PeriodKind
from chibo.domain.evaluation.way import Side, Stage
from chibo.domain.periods import Period
from chibo.evaluations.models import Cycle, Reminder, Review
from chibo.evaluations.queries.cycles import cycles_for, escalated_for, rules_of
from chibo.evaluations.queries.progress import by_cell, owed_by, review_rows
from chibo.evaluations.queries.rule_sets import as_toml, known_rule_sets, rule_set_called
from chibo.evaluations.services.cycles import add_late_review, cancel_cycle, leave_out, open_cycle, remind
from chibo.evaluations.services.rule_sets import add_rule_set
from chibo.registry.services.members import move_member, record_employment, record_residence
from tests.factories.evaluations import OPENED_ON, make_office, write
from tests.factories.registry import World, make_member

DAYS = CycleDays(OPENED_ON, date(2019, 11, 30), date(2019, 12, 10), date(2019, 12, 20), date(2019, 12, 31))
OPENING: dict[str, Any] = {
    "kind": Cycle.YEAR,
    "starts_on": date(2019, 1, 1),
    "ends_on": date(2020, 1, 1),
    "rules": "hd21-2019",
    "days": DAYS,
    "on": OPENED_ON,
}


def opened(world: World, **told: Any) -> Cycle:
    return open_cycle(**({"actor": world.officer, "committee": world.commune} | OPENING | told))


def refused(code: str, work: Any, **told: Any) -> dict[str, Any]:
    with pytest.raises(RuleBroken) as broken:
        work(**told)
    assert [violation.code for violation in broken.value.violations] == [code]
    return dict(broken.value.violations[0].params)


def test_periods_are_years_and_quarters():
    assert period_of(PeriodKind.YEAR, 2019) == Period(date(2019, 1, 1), date(2020, 1, 1))
    assert period_of(PeriodKind.QUARTER, 2025, 4) == Period(date(2025, 10, 1), date(2026, 1, 1))
    assert kind_of(date(2025, 7, 1), date(2025, 10, 1)) is PeriodKind.QUARTER
    assert kind_of(date(2019, 1, 1), date(2020, 1, 1)) is PeriodKind.YEAR
    assert kind_of(date(2019, 2, 1), date(2019, 5, 1)) is None


def test_a_former_cell_writes_where_the_member_met_long_enough_in_the_period():
    year = Period(date(2019, 1, 1), date(2019, 11, 16))
    stays = [
        Stay(1, Period(date(2015, 1, 1), date(2019, 1, 31))),
        Stay(2, Period(date(2019, 1, 31), date(2019, 3, 1))),
        Stay(3, Period(date(2019, 3, 1), date(2019, 6, 1))),
        Stay(2, Period(date(2019, 6, 1), date(2019, 6, 2))),
        Stay(4, Period(date(2019, 6, 2))),
    ]
    assert former_cells(stays, reviewing=4, within=year, from_days=30) == [1, 2, 3]
    assert former_cells(stays, reviewing=4, within=year, from_days=31) == [3]
    assert former_cells(stays, reviewing=3, within=year, from_days=168) == []


@pytest.mark.parametrize(
    ("position", "leads"),
    [
        ("Phó Chủ tịch UBND phường", True),
        ("Trưởng Công an", True),
        ("Chỉ huy trưởng quân sự", True),
        ("Công chức tư pháp – hộ tịch", False),
        ("Trưởng khu phố", False),
        ("Thủ quỹ", False),
        ("", False),
    ],
)
def test_leading_posts_are_known_by_their_words(position: str, leads: bool):
    assert leads_by_position(position) is leads


def test_who_was_admitted_late_in_the_period_is_not_rated():
    assert too_new("2019-09-01", ends_on=date(2020, 1, 1), least_days=180)
    assert not too_new("2019-03-01", ends_on=date(2020, 1, 1), least_days=180)
    assert not too_new("2019", ends_on=date(2020, 1, 1), least_days=180)
    assert not too_new("2019-12-31", ends_on=date(2020, 1, 1), least_days=0)


@pytest.mark.django_db
def test_opening_finds_the_cell_of_the_day_the_former_ones_office_home_and_leaders(world: World):
    anh, binh = world.staff[1], world.staff[0]
    office = make_office(world.commune)
    record_employment(actor=world.officer, member=anh, office=office, on=date(2015, 1, 1))
    record_residence(actor=world.officer, member=anh, cell=world.second_cell, address="", on=date(2015, 1, 1))
    move_member(actor=world.officer, member=anh, cell=world.first_cell, on=date(2019, 6, 1))
    move_member(actor=world.officer, member=binh, cell=world.first_cell, on=date(2019, 12, 1))
    new = make_member(world.second_cell, "Lý Mới Vào", official=False, admitted_on="2019-10-01", on=date(2019, 10, 1))
    cycle = opened(world)
    rows = {row.member.full_name: row for row in cycle.reviews.exclude(member=None).select_related("member", "cell")}
    assert rows["Đỗ Thị Ánh"].cell == world.first_cell
    assert [former.cell for former in rows["Đỗ Thị Ánh"].former.all()] == [world.agency]
    assert rows["Đỗ Thị Ánh"].office == office
    assert rows["Đỗ Thị Ánh"].home_cell == world.second_cell
    # He moves after the day of opening: the cell of that day reviews him.
    assert (rows["Trần Văn Bình"].cell, rows["Trần Văn Bình"].former.count()) == (world.agency, 0)
    assert rows["Phạm Văn Tổ"].is_leader
    assert not rows["Ngô Thị Hậu"].is_leader
    assert rows[new.full_name].left_out_on == OPENED_ON
    assert "180" in rows[new.full_name].left_out_reason
    assert "Huỳnh Người Ngoài" not in rows
    cells = set(cycle.reviews.filter(member=None).values_list("cell__code", flat=True))
    assert cells == {"TAMHOA-CQ", "TAMHOA-KP1", "TAMHOA-KP2"}
    assert (rules_of(cycle).code, cycle.answer_days) == ("hd21-2019", 10)


@pytest.mark.django_db
def test_a_cycle_is_opened_once_within_the_rules_and_by_the_committee(world: World):
    base = {"actor": world.officer, "committee": world.commune} | OPENING
    refused("CYCLE_RULES_UNKNOWN", open_cycle, **base | {"rules": "hd-1999"})
    refused("CYCLE_BEFORE_RULES", open_cycle, **base | {"rules": "qd366-2025"})
    late = CycleDays(OPENED_ON, date(2019, 12, 30), date(2019, 12, 10), date(2019, 12, 20), date(2019, 12, 31))
    refused("CYCLE_DAYS_OUT_OF_ORDER", open_cycle, **base | {"days": late})
    quarter = {"kind": Cycle.QUARTER, "starts_on": date(2019, 10, 1)}
    refused("CYCLE_PERIOD_NOT_OF_RULES", open_cycle, **base | quarter)
    for actor in (world.outsider, world.secretary, world.organiser, world.auditor, world.head):
        with pytest.raises(PermissionDenied):
            open_cycle(**base | {"actor": actor})
    first = open_cycle(**base)
    refused("CYCLE_EXISTS", open_cycle, **base)
    cancel_cycle(actor=world.officer, cycle=first, reason="nhầm quy định", on=OPENED_ON)
    again = open_cycle(**base | {"cap_of": "GOOD_OR_BETTER", "answer_days": 5})
    assert (again.rules["cap"]["of"], again.answer_days) == ("GOOD_OR_BETTER", 5)
    assert list(cycles_for(world.auditor, OPENED_ON)) == [again, first]
    assert list(cycles_for(world.outsider, OPENED_ON)) == []


@pytest.mark.django_db
def test_rules_added_later_do_not_touch_a_cycle_under_way(world: World):
    cycle = opened(world)
    add_rule_set(
        actor=world.organiser,
        content=to_data(rule_set_called("hd21-2019")) | {"code": "hd-2019-sua", "work_first": False},
        on=date(2019, 12, 1),
    )
    cycle.refresh_from_db()
    assert rules_of(cycle) == rule_set_called("hd21-2019")
    assert [each.rules.code for each in known_rule_sets()][2:4] == ["hd21-2019", "hd-2019-sua"]
    assert 'code = "hd-2019-sua"' in as_toml(rule_set_called("hd-2019-sua"))
    refused(
        "RULES_CODE_TAKEN",
        add_rule_set,
        actor=world.organiser,
        content=to_data(rule_set_called("hd21-2019")),
        on=date(2019, 12, 1),
    )
    with pytest.raises(PermissionDenied):
        add_rule_set(actor=world.officer, content={}, on=date(2019, 12, 1))
    with pytest.raises(RuleBroken, match="RULES_FIELD_MISSING"):
        add_rule_set(actor=world.organiser, content={}, on=date(2019, 12, 1))


@pytest.mark.django_db
def test_who_came_late_is_added_and_who_is_not_rated_is_left_out(world: World):
    cycle = opened(world)
    came = make_member(world.second_cell, "Tạ Đến Sau", on=date(2019, 12, 2))
    review = add_late_review(actor=world.officer, cycle=cycle, member=came, on=date(2019, 12, 3))
    assert (review.cell, review.opened_on) == (world.second_cell, date(2019, 12, 3))
    add = {"actor": world.officer, "cycle": cycle, "on": date(2019, 12, 3)}
    refused("REVIEW_EXISTS", add_late_review, member=came, **add)
    stranger = world.other_cell.memberships.get().member
    refused("MEMBER_NOT_IN_COMMUNE", add_late_review, member=stranger, **add)
    refused("REASON_WANTED_HERE", leave_out, actor=world.officer, review=review, reason=" ", on=date(2019, 12, 4))
    leave_out(actor=world.officer, review=review, reason="Nghỉ ốm dài ngày", on=date(2019, 12, 4))
    [row] = [row for row in review_rows(cycle, date(2019, 12, 5), viewer=world.officer) if row.pk == review.pk]
    assert (row.stage, row.left_out_reason, row.missing) == (Stage.LEFT_OUT, "Nghỉ ốm dài ngày", ())
    [before] = [row for row in review_rows(cycle, date(2019, 12, 3), viewer=world.officer) if row.pk == review.pk]
    assert before.stage is Stage.SELF
    refused("REVIEW_LEFT_OUT", leave_out, actor=world.officer, review=review, reason="x", on=date(2019, 12, 5))


@pytest.mark.django_db
def test_a_side_is_reminded_within_limits_and_escalated_after_its_day(world: World):
    office = make_office(world.commune)
    record_employment(actor=world.officer, member=world.staff[1], office=office, on=date(2015, 1, 1))
    cycle = opened(world)
    first = {"actor": world.officer, "cycle": cycle, "side": "SELF", "cell": world.first_cell}
    row = remind(on=date(2019, 11, 25), **first)
    assert (row.owed_count, row.is_escalated) == (2, False)
    refused("SIDE_REMINDED_TODAY", remind, on=date(2019, 11, 25), **first)
    remind(on=date(2019, 11, 26), **first)
    told = refused("SIDE_REMINDER_LIMIT", remind, on=date(2019, 11, 27), **first)
    assert told["again_on"] == date(2019, 12, 2)
    assert remind(on=date(2019, 12, 2), **first).is_escalated
    refused("NOTHING_OWED", remind, actor=world.officer, cycle=cycle, side="HOME", cell=world.first_cell, on=OPENED_ON)
    assert remind(actor=world.officer, cycle=cycle, side="OFFICE", on=date(2019, 12, 2)).owed_count == 1
    assert Reminder.objects.filter(is_escalated=True).count() == 1
    assert escalated_for(world.organiser, date(2019, 12, 2)) == [(cycle, 1)]
    assert escalated_for(world.organiser, date(2019, 12, 1)) == escalated_for(world.officer, date(2019, 12, 2)) == []


@pytest.mark.django_db
def test_progress_counts_by_cell_and_side_what_is_owed_and_late(world: World):
    cycle = opened(world)
    review = Review.objects.get(cycle=cycle, member=world.secretary.member)
    write(review, Side.SELF)
    rows = review_rows(cycle, date(2019, 12, 5), viewer=world.officer)
    assert owed_by(rows)[Side.SELF, world.first_cell.pk] == 1
    assert owed_by(rows)[Side.CELL, world.first_cell.pk] == 1
    cell = next(each for each in by_cell(rows) if each.code == "TAMHOA-KP1")
    assert (cell.reviews, cell.wanted[Side.SELF], cell.missing[Side.SELF], cell.late[Side.SELF]) == (2, 2, 1, 1)
    assert (cell.missing[Side.CELL], cell.late[Side.CELL]) == (1, 0)
    refused("CYCLE_BEGUN", cancel_cycle, actor=world.officer, cycle=cycle, reason="nhầm", on=date(2019, 12, 5))
    assert {row.cell_code for row in review_rows(cycle, date(2019, 12, 5), viewer=world.secretary)} == {"TAMHOA-KP1"}
