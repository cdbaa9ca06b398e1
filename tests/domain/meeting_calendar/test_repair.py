"""A repair changes as little as any calendar can, and leaves alone what is over."""

from __future__ import annotations

from itertools import product

import pytest

from chibo.domain.integer_programs.status import Status
from chibo.domain.meeting_calendar.problem import Problem, RuleKind, parse
from chibo.domain.meeting_calendar.repair import Duty, changes_between, repair, settle
from chibo.domain.meeting_calendar.solver import solve
from chibo.domain.meeting_calendar.verify import broken_rules
from tests.domain.meeting_calendar.examples import OPTIMA, a_document, instance, small_problem


def with_leave(problem: Problem, officer: str, slots: list[str]) -> Problem:
    document = problem.to_json()
    for each in document["officers"]:
        if each["id"] == officer:
            each["leave"] = sorted({*each["leave"], *slots})
    return parse(document)


def fewest_changes(problem: Problem, meetings: dict, desk: dict) -> tuple[int, int] | None:
    """Moved meetings and changed duties of the closest calendar, by looking at every one."""
    cells = list(problem.cells_by_id.values())
    posts = [(slot, counter) for slot in problem.working_slots for counter in problem.counters]
    best = None
    for slots in product(*(cell.allowed for cell in cells)):
        held = {cell.id: slot for cell, slot in zip(cells, slots, strict=True)}
        for officers in product(problem.officers_by_id, repeat=len(posts)):
            roster: dict[str, dict[str, str]] = {}
            for (slot, counter), officer in zip(posts, officers, strict=True):
                roster.setdefault(slot, {})[counter] = officer
            if not broken_rules(problem, held, roster):
                moved = sum(meetings[cell] != slot for cell, slot in held.items())
                changed = sum(desk[slot][counter] != roster[slot][counter] for slot, counter in posts)
                best = min(best or (99, 99), (moved, changed))
    return best


@pytest.mark.parametrize("seed", range(60))
def test_no_calendar_is_closer(seed: int):
    asked = small_problem(seed)
    before = solve(asked)
    if before.status is not Status.OPTIMAL:
        return
    for officer in asked.officers_by_id:
        ill = with_leave(asked, officer, [asked.working_slots[0]])
        result = repair(ill, meetings=before.meetings, desk=before.desk)
        closest = fewest_changes(ill, dict(before.meetings), dict(before.desk))
        if closest is None:
            assert result.status is Status.INFEASIBLE
            assert result.conflict
        else:
            changes = changes_between(ill, before.meetings, before.desk, result)
            assert (len(changes.moved), len(changes.duties)) == closest


def test_random_repairs_are_of_both_kinds():
    solved = [solve(small_problem(seed)).status for seed in range(60)]
    assert solved.count(Status.OPTIMAL) > 10


@pytest.mark.parametrize("name", [name for name in OPTIMA if OPTIMA[name]["status"] == "OPTIMAL"][:3])
def test_a_calendar_that_still_fits_is_left_as_it_is(name: str):
    asked = parse(instance(name))
    before = solve(asked)
    after = repair(asked, meetings=before.meetings, desk=before.desk)
    assert (after.meetings, after.desk, after.cost) == (before.meetings, before.desk, before.cost)


def test_an_officer_who_falls_ill_is_replaced_and_nothing_else_moves():
    asked = parse(instance("calendar-8x6-0"))
    before = solve(asked)
    slot = asked.working_slots[1]
    officer = next(iter(before.desk[slot].values()))
    after = repair(with_leave(asked, officer, [slot]), meetings=before.meetings, desk=before.desk)
    changes = changes_between(asked, before.meetings, before.desk, after)
    assert changes.moved == ()
    assert officer not in after.desk[slot].values()
    assert {duty.slot for duty in changes.duties} == {slot}
    assert officer in {duty.before for duty in changes.duties}


def test_what_is_over_stays_as_it_was():
    document = a_document(slots=4, cells=1, officers=2)
    asked = parse(document)
    meetings, desk = {"C1": "S1"}, {slot: {"K1": "O1"} for slot in ("S1", "S2", "S3", "S4")}
    ill = with_leave(asked, "O1", ["S1", "S2", "S3", "S4"])
    after = repair(ill, meetings=meetings, desk=desk, past=["S1", "S2"])
    assert after.meetings == {"C1": "S1"}
    assert [after.desk[slot]["K1"] for slot in ("S1", "S2", "S3", "S4")] == ["O1", "O1", "O2", "O2"]
    assert changes_between(ill, meetings, desk, after).duties == (
        Duty("S3", "K1", "O1", "O2"),
        Duty("S4", "K1", "O1", "O2"),
    )


def test_nobody_meets_in_a_slot_that_is_over():
    settled = settle(parse(a_document()), {"C1": "S1", "C2": "S2"}, {"S1": {"K1": "O2"}}, {"S1"})
    assert {cell.id: cell.allowed for cell in settled.cells} == {"C1": ("S1",), "C2": ("S2",)}
    assert {officer.id: officer.leave for officer in settled.officers} == {"O1": ("S1",), "O2": ()}


def test_where_nothing_can_be_mended_the_rules_that_clash_are_named():
    asked = parse(a_document(officers=1, cells=0))
    desk = {slot: {"K1": "O1"} for slot in ("S1", "S2")}
    result = repair(with_leave(asked, "O1", ["S2"]), meetings={}, desk=desk)
    assert result.status is Status.INFEASIBLE
    assert {rule.kind for rule in result.conflict} == {RuleKind.LEAVE, RuleKind.COUNTER}
