"""Who gets in, and where they land."""

from __future__ import annotations

import pytest
from django.test import Client

from chibo.audit.use_cases import use_case
from tests.factories.registry import PASSWORD, World

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.pages")]
SIGN_IN = "/dang-nhap/"


def enter(client: Client, username: str = "officer", password: str = PASSWORD, **fields: str):
    return client.post(SIGN_IN, {"username": username, "password": password, **fields})


def is_signed_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_name_and_password_open_the_page_that_was_asked_for(world: World, client: Client):
    refused = client.get("/nhat-ky/?tim=lan")
    assert refused.status_code == 302
    page = client.get(refused.headers["Location"])
    assert 'name="next" value="/nhat-ky/?tim=lan"' in page.text
    assert enter(client, next="/nhat-ky/?tim=lan").headers["Location"] == "/nhat-ky/?tim=lan"
    assert is_signed_in(client)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(world: World, client: Client, elsewhere: str):
    assert enter(client, next=elsewhere).headers["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("officer", "sai"), ("khong-co", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_stays_out_and_keeps_the_name(world: World, client: Client, username, password):
    response = enter(client, username, password)
    assert response.status_code == 200
    assert not is_signed_in(client)
    assert f'value="{username}"' in response.text or not username
    assert password not in response.text or not password


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(world: World, client: Client):
    errors = [enter(client, name, "sai").context["form"].errors for name in ("officer", "khong-co")]
    assert errors[0] == errors[1] != {}


@use_case("tests.account_closed", label="Đóng tài khoản", allowed=lambda **_: True)
def close_account(*, actor):
    actor.is_active = False
    actor.save()


def test_the_local_operator_and_closed_accounts_cannot_sign_in(world: World, client: Client):
    assert enter(client, "local-operator", "!").status_code == 200
    assert not is_signed_in(client)
    close_account(actor=world.officer)
    assert enter(client).status_code == 200
    assert not is_signed_in(client)


def test_guessing_locks_the_account_on_this_machine_and_says_for_how_long(world: World, client: Client, settings):
    settings.AXES_ENABLED = True
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        response = enter(client, password="sai")
    assert response.status_code == 429
    assert "15 phút" in response.text
    assert not is_signed_in(client)
    assert enter(client).status_code == 429


def test_signing_out_needs_a_press_not_a_link(world: World, client: Client):
    enter(client)
    assert client.get("/dang-xuat/").status_code == 405
    assert is_signed_in(client)
    assert client.post("/dang-xuat/").headers["Location"] == SIGN_IN
    assert not is_signed_in(client)


def test_a_session_that_ended_under_htmx_reloads_the_whole_page(world: World, client: Client):
    response = client.get("/nhat-ky/", headers={"HX-Request": "true"}, follow=True)
    assert response.headers["HX-Refresh"] == "true"
    assert response.content == b""


def test_pages_answer_in_the_language_of_the_account(world: World, client: Client):
    enter(client)
    client.post("/ngon-ngu/", {"language": "en", "next": "/tai-khoan/"})
    other = Client()
    enter(other)
    assert '<html lang="en"' in other.get("/tai-khoan/").text
    other.post("/ngon-ngu/", {"language": "xx"})
    assert '<html lang="vi"' in other.get("/tai-khoan/").text


def test_the_sign_in_page_can_be_read_in_english_before_signing_in(client: Client):
    client.post("/ngon-ngu/", {"language": "en", "next": SIGN_IN})
    assert '<html lang="en"' in client.get(SIGN_IN).text


def test_password_pages_are_not_kept_by_the_browser(client: Client):
    assert "no-store" in client.get(SIGN_IN).headers["Cache-Control"]


def test_vietnamese_comes_first_whatever_the_browser_prefers(world: World, client: Client):
    english_browser = {"Accept-Language": "en-US,en;q=0.9"}
    response = client.get(SIGN_IN, headers=english_browser)
    assert '<html lang="vi"' in response.text
    assert response.headers["Content-Language"] == "vi"
    client.post("/ngon-ngu/", {"language": "en"})
    assert '<html lang="en"' in client.get(SIGN_IN).text
    enter(client)
    assert '<html lang="vi"' in client.get("/tai-khoan/").text
