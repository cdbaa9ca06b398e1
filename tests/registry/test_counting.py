"""Quick ways of counting and finding members say the same as the plain ones, whoever asks and however large the scope."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.registry.models import Membership
from chibo.registry.queries import members, units
from chibo.registry.queries.members import member_count_on, members_on
from chibo.registry.queries.units import cell_strengths_on, strengths_below, unit_on, units_on
from tests.factories.registry import World, make_member, operator

DAY = date(2019, 1, 1)
CAST = ["organiser", "officer", "secretary", "member", "auditor", "head", "outsider"]


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("code", [None, "TAMHOA", "TAMHOA-KP1", "TANMAI"])
def test_members_counted_by_their_stays_are_those_listed(world: World, name: str, code: str | None):
    viewer = getattr(world, name)
    under = unit_on(code, DAY, viewer=operator()) if code else None

    listed = members_on(DAY, viewer=viewer, under=under)

    assert member_count_on(DAY, viewer=viewer, under=under) == len(listed)


@pytest.mark.parametrize("name", CAST)
def test_a_wide_scope_lists_the_members_of_a_small_one(world: World, name: str, monkeypatch: pytest.MonkeyPatch):
    viewer = getattr(world, name)
    gathered = list(members_on(DAY, viewer=viewer))
    monkeypatch.setattr(members, "MANY_UNITS", 1)

    assert list(members_on(DAY, viewer=viewer)) == gathered


@pytest.mark.parametrize("day", [date(2009, 12, 31), DAY, date(2019, 6, 1)])
def test_many_members_are_counted_like_few(world: World, day: date, monkeypatch: pytest.MonkeyPatch):
    make_member(world.first_cell, "Bùi Chính Thức Sau", official_on="2019-03-01", official_from=date(2019, 3, 1))
    few = cell_strengths_on(day, Membership.objects.values("cell_id"))
    tops = list(units_on(day, viewer=world.organiser))
    above = strengths_below(tops, day, viewer=world.organiser)
    monkeypatch.setattr(units, "MANY_MEMBERS", -1)

    assert cell_strengths_on(day, Membership.objects.values("cell_id")) == few
    assert strengths_below(tops, day, viewer=world.organiser) == above
