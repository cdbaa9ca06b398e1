"""Against every plan there is: the optimum, the choice among equals, conflicts, losses and re-planning."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.domain.integer_programs.status import Status
from chibo.domain.placement.conflict import find_conflict
from chibo.domain.placement.explain import explain
from chibo.domain.placement.problem import Problem
from chibo.domain.placement.replan import changed_members, frontier
from chibo.domain.placement.solver import solve
from chibo.domain.placement.verify import broken_rules, moves_of, score, terms_of_member
from tests.domain.placement.examples import best_plan, every_plan, problems
from tests.domain.placement.test_conflict import assert_minimal, possible


@given(problems())
@settings(max_examples=60, deadline=None)
def test_no_plan_is_better_and_of_the_best_the_first_by_name_is_chosen(problem: Problem) -> None:
    best = best_plan(problem)

    result = solve(problem)

    if best is None:
        assert (result.status, result.placements, result.objective) == (Status.INFEASIBLE, {}, None)
        assert result.conflict
    else:
        assert (result.status, result.objective, result.placements) == (Status.OPTIMAL, *best)
        assert result.bound == result.objective
        assert result.conflict == ()


@given(problems(most_members=4))
@settings(max_examples=60, deadline=None)
def test_every_conflict_is_minimal(problem: Problem) -> None:
    conflict = find_conflict(problem)

    if possible(problem, problem.rules()):
        assert conflict == ()
    else:
        assert_minimal(problem, conflict)


@given(problems(), st.data())
@settings(max_examples=40, deadline=None)
def test_every_loss_is_the_difference_of_two_optima(problem: Problem, data: st.DataObject) -> None:
    result = solve(problem)
    if result.objective is None or not problem.members:
        return
    member = data.draw(st.sampled_from(list(problem.members_by_id)))
    plans = every_plan(problem)

    explanation = explain(problem, result, member)

    assert explanation is not None
    here = result.placements[member]
    own = terms_of_member(problem, problem.members_by_id[member], problem.cells_by_id[here])
    assert (explanation.member, explanation.cell) == (member, here)
    assert explanation.terms == {"fit": own.fit, "home": own.home, "travel": own.travel, "change": own.change}
    assert {other.cell for other in explanation.alternatives} == set(problem.cells_by_id) - {here}
    for other in explanation.alternatives:
        held = [worth for worth, plan in plans if plan[member] == other.cell]
        assert other.loss == (result.objective - max(held) if held else None)
        assert (other.why is None) == bool(held)
    order = [(other.loss is None, other.loss or 0, other.cell) for other in explanation.alternatives]
    assert order == sorted(order)


@given(problems(most_members=4))
@settings(max_examples=30, deadline=None)
def test_each_step_is_the_best_plan_with_so_many_changes(problem: Problem) -> None:
    plans = every_plan(problem)

    steps = frontier(problem)

    best: list[tuple[int, int]] = []
    for changes in range(len(problem.previous) + 1):
        worths = [
            worth
            for worth, plan in plans
            if sum(plan[member] != cell for member, cell in problem.previous.items()) <= changes
        ]
        if worths and (not best or max(worths) > best[-1][1]):
            best.append((changes, max(worths)))
    assert [(step.max_changes, step.result.objective) for step in steps] == best
    assert [len(changed_members(problem, step.result)) for step in steps] == [changes for changes, _ in best]


@given(problems(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_price_of_a_move_by_hand_is_the_difference_of_the_two_plans(problem: Problem, data: st.DataObject) -> None:
    if not problem.members:
        return
    place = st.sampled_from([None, *problem.cells_by_id])
    chosen = {member: data.draw(place) for member in problem.members_by_id}
    plan = {member: cell for member, cell in chosen.items() if cell is not None}
    mover = data.draw(st.sampled_from(list(problem.members_by_id)))

    moves = moves_of(problem, plan, mover)

    assert [move.cell for move in moves] == list(problem.cells_by_id)
    before = set(broken_rules(problem, plan))
    for move in moves:
        after = {**plan, mover: move.cell}
        assert move.gain == score(problem, after) - score(problem, plan)
        assert move.cost == score(problem, plan).total - score(problem, after).total
        assert set(move.broken) == set(broken_rules(problem, after)) - before
