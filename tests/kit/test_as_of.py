"""The day that every page shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from chibo.kit.as_of import parse_day
from chibo.kit.cells import day_text
from tests.factories.registry import World


@pytest.mark.parametrize("text", ["01/06/2019", "1/6/2019", " 1.6.2019 ", "1-6-2019", "2019-06-01"])
def test_a_day_is_read_day_first_in_every_usual_form(text):
    assert parse_day(text) == date(2019, 6, 1)


@pytest.mark.parametrize(
    "text", ["", "31/02/2019", "06/2019", "hôm qua", "1/6/19", "01/06/1800", "2019-13-01", "1//2019"]
)
def test_what_is_no_day_is_none(text):
    assert parse_day(text) is None


@given(st.dates(date(1930, 1, 1), date(2100, 12, 31)))
def test_every_day_that_is_shown_can_be_typed_again(day):
    assert parse_day(day_text(day)) == day


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def shown(client: Client, query: str = ""):
    return client.get(f"/tai-khoan/{query}").wsgi_request


@pytest.mark.django_db
def test_the_chosen_day_stays_until_it_is_taken_back(officer):
    assert shown(officer, "?ngay=01/06/2019").as_of == date(2019, 6, 1)
    assert shown(officer).as_of == date(2019, 6, 1)
    assert shown(officer).as_of_chosen
    assert "Đang xem như ngày <b>01/06/2019</b>" in officer.get("/tai-khoan/").text
    assert shown(officer, "?ngay=").as_of == timezone.localdate()
    assert not shown(officer).as_of_chosen


@pytest.mark.django_db
def test_choosing_today_is_no_other_day_so_tomorrow_shows_tomorrow(officer):
    shown(officer, f"?ngay={timezone.localdate():%d/%m/%Y}")
    assert "as_of" not in officer.session


@pytest.mark.django_db
def test_what_is_no_day_is_named_and_changes_nothing(officer):
    shown(officer, "?ngay=01/06/2019")
    response = officer.get("/tai-khoan/?ngay=31/02/2019")
    assert response.wsgi_request.as_of == date(2019, 6, 1)
    assert "“31/02/2019” không phải là ngày" in response.text


@pytest.mark.django_db
def test_the_banner_leads_back_to_today_and_keeps_the_filters(officer):
    other = timezone.localdate() - timedelta(days=400)
    response = officer.get(f"/nhat-ky/?tim=lan&ngay={other:%d/%m/%Y}")
    assert "/nhat-ky/?tim=lan&amp;ngay=" in response.text
