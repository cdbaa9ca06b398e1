"""The cap of each commune, and the grade that points give."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.points import group_totals, points_grade
from chibo.domain.evaluation.quota import base_needed, check_cap, counted, quota
from chibo.domain.evaluation.rule_sets import Cap, CapOf
from tests.domain.evaluation.test_rule_sets import HD18, HD19, HD23, QD25, SHIPPED

EXCELLENT, GOOD, FULFILLED, FAILED = Grade
OF_GOOD = Cap(20, CapOf.GOOD, cells=True)
OF_BOTH = Cap(20, CapOf.GOOD_OR_BETTER, cells=True)


@pytest.mark.parametrize(
    ("cap", "excellent", "good", "limit", "left", "raisable", "over"),
    [
        # 100 rated good, 20 % of them excellent: 20 where the excellent do not count among the good.
        (OF_GOOD, 0, 100, 20, 20, 16, 0),
        (OF_GOOD, 20, 100, 20, 0, 0, 0),
        (OF_GOOD, 21, 100, 20, 0, 0, 1),
        (OF_GOOD, 16, 84, 16, 0, 0, 0),
        # 100 rated good or better: 20 of them excellent where both count.
        (OF_BOTH, 0, 100, 20, 20, 20, 0),
        (OF_BOTH, 20, 80, 20, 0, 0, 0),
        (OF_BOTH, 21, 79, 20, 0, 0, 1),
        # Rounding is down: 4 good allow nobody, 5 one, 9 one, 10 two.
        (OF_GOOD, 0, 4, 0, 0, 0, 0),
        (OF_GOOD, 0, 5, 1, 1, 0, 0),
        (OF_GOOD, 0, 6, 1, 1, 1, 0),
        (OF_GOOD, 1, 9, 1, 0, 0, 0),
        (OF_GOOD, 1, 10, 2, 1, 0, 0),
        (OF_BOTH, 1, 4, 1, 0, 0, 0),
        (OF_BOTH, 1, 3, 0, 0, 0, 1),
        (OF_GOOD, 0, 0, 0, 0, 0, 0),
    ],
)
def test_the_cap_in_figures(cap: Cap, excellent: int, good: int, limit: int, left: int, raisable: int, over: int):
    found = quota({EXCELLENT: excellent, GOOD: good, FULFILLED: 7}, cap)
    assert (found.limit, found.left, found.raisable, found.over) == (limit, left, raisable, over)
    assert found.graded == excellent + good + 7
    assert bool(check_cap(found.counts, cap)) is bool(over)


@pytest.mark.parametrize("rules", [HD18, HD19, HD23, QD25], ids=SHIPPED)
def test_the_cap_is_counted_in_the_commune_and_not_in_each_cell(rules: Any):
    cells = [counted([EXCELLENT] + [GOOD] * 3), counted([GOOD] * 7)]
    commune = {grade: sum(cell[grade] for cell in cells) for grade in Grade}
    assert check_cap(commune, rules.cap) == []
    assert check_cap(cells[0], rules.cap) != []


def test_without_a_cap_nothing_is_limited():
    found = quota({EXCELLENT: 9}, None)
    assert (found.limit, found.left, found.raisable, found.over) == (None, None, None, 0)
    assert check_cap({EXCELLENT: 9}, None) == []


@pytest.mark.parametrize(
    ("cap", "counts", "code", "figures"),
    [
        (OF_GOOD, {EXCELLENT: 3, GOOD: 12}, "CAP_EXCEEDED", {"limit": 2, "taken": 3, "over": 1, "base": 12}),
        (OF_BOTH, {EXCELLENT: 4, GOOD: 12}, "CAP_EXCEEDED", {"limit": 3, "taken": 4, "over": 1, "base": 16}),
        (OF_GOOD, {EXCELLENT: 1, GOOD: 4}, "CAP_OF_NOUGHT", {"good": 4, "needed": 5, "taken": 1, "share": 20}),
        (OF_BOTH, {EXCELLENT: 1, GOOD: 3}, "CAP_OF_NOUGHT", {"good": 3, "needed": 4}),
    ],
)
def test_a_broken_cap_tells_its_figures(cap: Cap, counts: dict[Grade, int], code: str, figures: dict[str, int]):
    [found] = check_cap(counts, cap)
    assert found.code == code
    assert figures.items() <= found.params.items()


ORGANISATION = st.lists(st.sampled_from(Grade), max_size=60)
CAPS = st.builds(Cap, st.integers(1, 100), st.sampled_from(CapOf), cells=st.booleans())


@settings(max_examples=30)
@given(communes=st.lists(ORGANISATION, min_size=1, max_size=4), cap=CAPS)
def test_in_every_commune_no_accepted_set_breaks_the_cap_and_the_limit_is_tight(communes: Any, cap: Cap):
    for grades in communes:
        counts = counted(grades)
        excellent, good = counts[EXCELLENT], counts[GOOD]
        base = good if cap.of is CapOf.GOOD else good + excellent
        holds = 100 * excellent <= cap.share * base
        found = quota(counts, cap)
        assert (check_cap(counts, cap) == []) is holds
        assert found.limit is not None
        assert 100 * found.limit <= cap.share * base < 100 * (found.limit + 1)
        if holds:
            raised = excellent + (found.raisable or 0)
            assert check_cap({EXCELLENT: raised, GOOD: good + excellent - raised}, cap) == []
            if good + excellent > raised:
                assert check_cap({EXCELLENT: raised + 1, GOOD: good + excellent - raised - 1}, cap) != []
        else:
            needed = base_needed(excellent, cap)
            assert check_cap({EXCELLENT: excellent, GOOD: needed}, cap) == []
            assert needed > good


@pytest.mark.parametrize(
    ("total", "done", "above", "grade", "by_points", "unmet"),
    [
        (100, 100, 30, EXCELLENT, EXCELLENT, ()),
        (90, 100, 30, EXCELLENT, EXCELLENT, ()),
        (90, 99, 30, GOOD, EXCELLENT, ("done_percent",)),
        (95, 100, 29, GOOD, EXCELLENT, ("above_percent",)),
        (95, None, None, GOOD, EXCELLENT, ("done_percent", "above_percent")),
        (89, 100, 100, GOOD, GOOD, ()),
        (70, None, None, GOOD, GOOD, ()),
        (69, 100, 100, FULFILLED, FULFILLED, ()),
        (50, None, None, FULFILLED, FULFILLED, ()),
        (49, 100, 100, FAILED, FAILED, ()),
        (0, None, None, FAILED, FAILED, ()),
    ],
)
def test_points_and_conditions_give_the_grade_of_2025(
    total: int, done: int | None, above: int | None, grade: Grade, by_points: Grade, unmet: tuple[str, ...]
):
    assert QD25.points is not None
    found = points_grade(QD25.points, total, done_percent=done, above_percent=above)
    assert (found.grade, found.by_points, found.unmet) == (grade, by_points, unmet)


def test_a_hundred_points_are_thirty_and_seventy():
    whole = {criterion.code: criterion.most or 0 for criterion in QD25.criteria}
    assert group_totals(QD25, whole) == {"COMMON": 30, "RESULTS": 70}
    assert QD25.points is not None
    assert QD25.points.most == 100
