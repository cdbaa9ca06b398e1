"""The REST API: who may call it, what it answers, how it refuses."""

import json
from datetime import date

import pytest
from django.test import Client

from chibo.accounts.services import create_token
from tests.factories.campaigns import EFFECTIVE_ON, moving
from tests.factories.registry import World

MAY_2019 = {"as_of": "2019-05-01"}


@pytest.fixture
def call(world: World):
    """``call(user, path, …)``: a request with a token of the user; POST when a body is given."""

    def _call(user, path: str, body: dict | None = None, **query):
        _token, text = create_token(actor=user, name="test", expires_on=None)
        headers = {"Authorization": f"Bearer {text}"}
        if body is None:
            return Client().get(f"/api{path}", query, headers=headers)
        return Client().post(f"/api{path}", json.dumps(body), content_type="application/json", headers=headers)

    return _call


def test_without_token_or_session_nothing_is_told(world: World):
    assert Client().get("/api/units").status_code == 401
    assert Client().get("/api/units", headers={"Authorization": "Bearer chibo_forged"}).status_code == 401


def test_a_session_opens_the_api_too(world: World):
    client = Client()
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/units", MAY_2019).json()["count"] == 4


def test_units_are_those_of_the_scope_on_the_day(call, world: World):
    answer = call(world.secretary, "/units", **MAY_2019).json()
    assert [row["code"] for row in answer["items"]] == ["TAMHOA-KP1"]
    assert call(world.secretary, "/units/TANMAI").status_code == 404
    assert call(world.organiser, "/units", q="tan mai", **MAY_2019).json()["count"] == 1


def test_a_unit_tells_its_strength(call, world: World):
    answer = call(world.officer, "/units/TAMHOA", **MAY_2019).json()
    assert answer["strength"] == {"official": 4, "probationary": 1, "cells": 3}


def test_members_are_found_without_accents_and_never_outside_the_scope(call, world: World):
    found = call(world.officer, "/members", q="do thi", **MAY_2019).json()
    assert [row["full_name"] for row in found["items"]] == ["Đỗ Thị Ánh"]
    assert call(world.officer, "/members", q="huynh", **MAY_2019).json()["count"] == 0
    stranger = world.outsider.member.pk
    assert call(world.officer, f"/members/{stranger}").status_code == 404
    assert call(world.outsider, f"/members/{stranger}", **MAY_2019).json()["cell"] == "TANMAI-KP1"


def test_a_transfer_is_received_by_the_cell_and_confirmed_by_the_committee(call, world: World):
    transfer = moving(world).transfers.filter(to_cell=world.first_cell).first()
    on = {"on": EFFECTIVE_ON.isoformat()}

    early = call(world.officer, f"/transfers/{transfer.pk}/confirm", on)
    received = call(world.secretary, f"/transfers/{transfer.pk}/receive", on)
    outside = call(world.outsider, f"/transfers/{transfer.pk}/confirm", on)
    not_hers = call(world.secretary, f"/transfers/{transfer.pk}/confirm", on)
    confirmed = call(world.officer, f"/transfers/{transfer.pk}/confirm", on)

    assert (early.status_code, early.json()["problems"][0]["code"]) == (409, "NOT_RECEIVED")
    assert (received.status_code, received.json()["state"]) == (200, "RECEIVED")
    assert outside.status_code == 404
    assert not_hers.status_code == 403
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "CONFIRMED")


def test_campaigns_tell_the_derived_states(call, world: World):
    moving(world)
    answer = call(world.organiser, "/campaigns/C1/communes", as_of=EFFECTIVE_ON.isoformat()).json()
    assert {row["code"]: row["state"] for row in answer["items"]} == {"TAMHOA": "MOVING", "TANMAI": "NOT_CONCERNED"}
    assert call(world.officer, "/campaigns/C9").status_code == 404


@pytest.mark.parametrize("query", [{"q": "\0"}, {"as_of": "2019-02-30"}, {"limit": 0}, {"offset": 10**30}])
def test_odd_queries_are_answered_or_refused_but_never_break(call, world: World, query):
    assert call(world.organiser, "/units", **query).status_code in (200, 422)


def test_a_token_past_its_day_opens_nothing(world: World):
    _token, text = create_token(actor=world.officer, name="old", expires_on=date(2020, 1, 1))
    assert Client().get("/api/units", headers={"Authorization": f"Bearer {text}"}).status_code == 401
