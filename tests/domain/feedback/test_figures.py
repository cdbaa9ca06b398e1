"""What is published keeps its secret from a reader who tries every table that fits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.domain.feedback.figures import Untold, median, public_median, public_table, with_totals

FEW, COVER = Untold.FEW, Untold.COVER


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], []),
        ([[3]], [[FEW, FEW], [FEW, FEW]]),
        ([[7, 9], [6, 8]], [[7, 9, 16], [6, 8, 14], [13, 17, 30]]),
        ([[0, 0], [0, 0]], [[FEW] * 3] * 3),
    ],
)
def test_tables_as_everyone_reads_them(counts, shown):
    assert public_table(counts) == shown


def test_one_small_number_takes_others_with_it():
    table = public_table([[2, 9, 12], [8, 7, 30], [11, 20, 14]])
    assert table[0][0] is FEW
    covers = sum(each is COVER for row in table for each in row)
    assert covers >= 3, "in its row, in its column, and where those two meet"
    assert table[-1][-1] == 113


def test_two_small_numbers_that_add_up_to_their_total_are_covered_by_it():
    table = public_table([[4, 4]])
    assert table[0] == [FEW, FEW, COVER]


def possible(shown: list[list[int | Untold]], most: int) -> dict[tuple[int, int], set[int]]:
    """For each FEW the values it has in any table that could have been published so; inner numbers up to ``most``."""
    rows, columns = len(shown) - 1, len(shown[0]) - 1
    choices = []
    for i, j in itertools.product(range(rows), range(columns)):
        each = shown[i][j]
        choices.append(range(5) if each is FEW else range(5, most + 1) if each is COVER else [each])
    found: dict[tuple[int, int], set[int]] = {}
    for values in itertools.product(*choices):
        table = with_totals([values[row * columns : (row + 1) * columns] for row in range(rows)])
        if all(_fits(table[i][j], shown[i][j]) for i in range(rows + 1) for j in range(columns + 1)):
            for i, j in itertools.product(range(rows + 1), range(columns + 1)):
                if shown[i][j] is FEW:
                    found.setdefault((i, j), set()).add(table[i][j])
    return found


def _fits(value: int, shown: int | Untold) -> bool:
    return value < 5 if shown is FEW else value >= 5 if shown is COVER else value == shown


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=1, max_size=3))
def test_no_small_number_can_be_reckoned_back(counts):
    shown = public_table(counts)
    true = with_totals(counts)
    if all(each is COVER for row in shown for each in row):
        return  # one mark for all tells nothing of any
    assert all((true[i][j] < 5) == (each is FEW) for i, row in enumerate(shown) for j, each in enumerate(row))
    assert all(each == true[i][j] for i, row in enumerate(shown) for j, each in enumerate(row) if isinstance(each, int))
    for place, values in possible(shown, most=14).items():
        assert len(values) >= 3, (counts, shown, place, values)


@pytest.mark.parametrize("first", [[2, 3], [1, 4], [2, 4]])
def test_a_table_that_cannot_keep_its_secret_in_parts_tells_nothing(first):
    assert public_table([first, [1, 4], [1, 4]]) == [[COVER] * 3] * 4


def test_a_year_of_every_theme_is_quick_and_safe():
    counts = [[(row * 7 + column * 5) % 13 for column in range(12)] for row in range(13)]
    shown = public_table(counts)
    assert sum(isinstance(each, int) for row in shown for each in row) > 40


@pytest.mark.parametrize(
    ("days", "middle", "told"),
    [
        ([], None, None),
        ([3], 3, None),
        ([1, 2, 3, 4], 2.5, None),
        ([9, 1, 5, 3, 7], 5, 5),
        ([1, 2, 3, 4, 5, 60], 3.5, 3.5),
    ],
)
def test_the_middle_answer_is_told_of_five_or_more(days, middle, told):
    assert median(days) == middle
    assert public_median(days) == told
