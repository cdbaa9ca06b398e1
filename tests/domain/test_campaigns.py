"""The state of a commune, derived from its facts."""

from dataclasses import replace
from datetime import date

import pytest

from chibo.domain.campaigns import CommuneFacts, CommuneState, commune_state, is_late

DEADLINE = date(2019, 12, 31)
BEGUN = CommuneFacts(concerned=True, deadline=DEADLINE)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"concerned": False, "adopted": True}, CommuneState.NOT_CONCERNED),
        ({}, CommuneState.PREPARING),
        ({"excused": True}, CommuneState.EXCUSED),
        ({"adopted": True}, CommuneState.PLANNED),
        ({"adopted": True, "decided": True}, CommuneState.DECIDED),
        ({"decided": True, "carried_out": True, "unconfirmed": 1}, CommuneState.MOVING),
        ({"decided": True, "carried_out": True, "unconfirmed": 0}, CommuneState.DONE),
    ],
)
def test_the_furthest_point_reached_is_the_state(changes, state: CommuneState):
    assert commune_state(replace(BEGUN, **changes)) is state


def test_late_is_after_the_deadline_with_something_left_to_do():
    day_after = date(2020, 1, 1)
    assert not is_late(BEGUN, DEADLINE)
    assert is_late(BEGUN, day_after)
    assert not is_late(replace(BEGUN, concerned=False), day_after)
    assert not is_late(replace(BEGUN, excused=True), day_after)
    assert not is_late(replace(BEGUN, carried_out=True), day_after)
