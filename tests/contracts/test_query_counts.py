"""No page asks the database more often because there are more rows.

Every page of the permission table that the organiser may open is opened with N more rows of everything, then with 3N.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.accounts.models import User
from tests.contracts.permission_table import grow, lines, subjects, values_of
from tests.factories.registry import World

NUMBER = 1
MOST = 68
"""A page that needs more queries than this, however few its rows, does something in a loop."""


@pytest.mark.parametrize("part", [0, 1])
def test_more_rows_do_not_mean_more_queries(part: int, world: World):
    made = subjects(world)
    every = {
        reverse(line.url, kwargs=values_of(line, made))
        for line in lines()
        if line.method == "GET" and line.expected["organiser"] == 200
    }
    addresses = sorted(every)[part::2]
    grow(world, NUMBER)
    few = {address: _queries(world.organiser, address) for address in addresses}
    grow(world, 2 * NUMBER)
    many = {address: _queries(world.organiser, address) for address in addresses}

    assert {address: (few[address], many[address]) for address in few if few[address] < many[address]} == {}
    assert {address: count for address, count in many.items() if count > MOST} == {}


def _queries(user: User, address: str) -> int:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        if response.streaming:
            list(response)
    assert response.status_code == 200, address
    return len(asked)
