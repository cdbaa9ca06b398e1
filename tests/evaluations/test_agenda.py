"""What a review puts on the agenda of a cell's meeting."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.domain.evaluation.way import Side
from chibo.evaluations.queries.agenda import to_vote_on
from tests.factories.evaluations import CELL_ON, OPENED_ON, begun, make_review, write

pytestmark = pytest.mark.django_db


def test_a_cell_takes_up_those_it_has_not_voted_on(world):
    review = begun(world)
    make_review(review.cycle, world.staff[1], world.first_cell)
    make_review(review.cycle, None, world.first_cell)

    assert [row.count for row in to_vote_on(world.first_cell, OPENED_ON)] == [2]
    assert to_vote_on(world.first_cell, date(2019, 11, 1)) == to_vote_on(world.second_cell, CELL_ON) == []

    write(review, Side.CELL)

    assert [row.count for row in to_vote_on(world.first_cell, CELL_ON)] == [1]
