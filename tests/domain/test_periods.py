"""Half-open periods."""

from datetime import date

import pytest

from chibo.domain.periods import Period

MAY_1, JUNE_1, JULY_1 = date(2019, 5, 1), date(2019, 6, 1), date(2019, 7, 1)


def test_the_first_day_counts_and_the_last_does_not():
    period = Period(MAY_1, JUNE_1)
    assert MAY_1 in period
    assert JUNE_1 not in period
    assert JULY_1 in Period(MAY_1)


def test_neighbours_do_not_overlap():
    assert not Period(MAY_1, JUNE_1).overlaps(Period(JUNE_1, JULY_1))
    assert Period(MAY_1).overlaps(Period(JUNE_1, JULY_1))
    assert Period(JUNE_1, JULY_1).overlaps(Period(MAY_1))


def test_a_period_holds_at_least_one_day():
    with pytest.raises(ValueError, match="at least one day"):
        Period(MAY_1, MAY_1)
