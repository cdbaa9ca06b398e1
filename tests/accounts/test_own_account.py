"""What a user settles for themselves: password, language, text size, tokens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from chibo.accounts import services
from chibo.accounts.models import ApiToken, User
from chibo.accounts.queries import token_of, user_of_token
from chibo.audit.models import AuditEntry
from tests.factories.registry import PASSWORD, World, operator

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.pages")]
NEW = "lua-chin-ngoai-dong-2019"
TODAY = date(2019, 6, 1)


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def change_password(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW):
    return client.post("/tai-khoan/mat-khau/", {"old": old, "new": new, "again": again})


def test_a_new_password_opens_the_account_and_this_session_goes_on(officer, world):
    other = Client()
    other.force_login(world.officer)
    assert change_password(officer).status_code == 302
    assert officer.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302
    assert User.objects.get(username="officer").check_password(NEW)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old": "sai"}, "Mật khẩu hiện tại không đúng"),
        ({"again": "khac"}, "Hai lần nhập mật khẩu mới khác nhau"),
        ({"new": "ngan", "again": "ngan"}, "cần ít nhất 10 ký tự"),
        ({"new": "password123", "again": "password123"}, "quá phổ biến"),
        ({"new": "officer-2019", "again": "officer-2019"}, "quá giống"),
    ],
)
def test_a_password_that_will_not_do_is_answered_with_the_reason(officer, world, fields, words):
    response = change_password(officer, **fields)
    assert words in response.text
    world.officer.refresh_from_db()
    assert world.officer.check_password(PASSWORD)


def test_no_password_ever_stands_in_the_log(officer):
    change_password(officer)
    entry = AuditEntry.objects.get(action="accounts.password_changed")
    assert NEW not in str(entry.parameters) + str(entry.changes)
    assert "argon2" not in str(entry.changes)


def test_language_and_text_size_are_kept_with_the_account(officer, world):
    officer.post("/tai-khoan/", {"language": "en", "large_text": "on"})
    text = officer.get("/tai-khoan/").text
    assert '<html lang="en" class="large-text">' in text
    world.officer.refresh_from_db()
    assert (world.officer.language, world.officer.large_text) == ("en", True)


def test_the_account_menu_turns_large_text_on_and_off(officer, world):
    officer.post("/co-chu/", {"large_text": "1", "next": "/nhat-ky/"})
    assert 'class="large-text"' in officer.get("/tai-khoan/").text
    officer.post("/co-chu/", {"large_text": "0"})
    assert 'class="large-text"' not in officer.get("/tai-khoan/").text


def test_the_local_operator_has_no_account_to_settle(db):
    with pytest.raises(PermissionDenied):
        services.set_profile(actor=operator(), language="en", large_text=True)


def test_a_token_is_shown_once_and_only_its_digest_is_kept(officer):
    response = officer.post("/tai-khoan/ma-truy-cap/", {"name": "Đồng bộ"})
    text = response.context["new_token"]
    assert response.text.count(text) == 1
    assert text not in officer.get("/tai-khoan/ma-truy-cap/").text
    token = ApiToken.objects.get()
    assert text not in str(vars(token))
    assert text[len("chibo_") :].startswith(token.prefix)
    assert text not in str(AuditEntry.objects.values_list("parameters", "changes"))


def test_a_token_opens_its_owners_account_until_its_last_day(world):
    _token, text = services.create_token(actor=world.officer, name="x", expires_on=TODAY)
    assert user_of_token(text, on=TODAY) == world.officer
    assert user_of_token(text, on=TODAY + timedelta(days=1)) is None
    assert user_of_token(text + "x", on=TODAY) is None
    assert user_of_token("", on=TODAY) is None


def test_a_revoked_token_opens_nothing(officer, world):
    token, text = services.create_token(actor=world.officer, name="x", expires_on=None)
    asked = officer.get(f"/tai-khoan/ma-truy-cap/{token.pk}/thu-hoi/")
    assert "Thu hồi mã “x”" in asked.text
    assert user_of_token(text, on=TODAY) == world.officer
    officer.post(f"/tai-khoan/ma-truy-cap/{token.pk}/thu-hoi/")
    assert user_of_token(text, on=TODAY) is None
    first = token_of(token.pk, viewer=world.officer).revoked_at
    officer.post(f"/tai-khoan/ma-truy-cap/{token.pk}/thu-hoi/")
    assert token_of(token.pk, viewer=world.officer).revoked_at == first


def test_nobody_sees_or_revokes_anothers_token(world, client):
    token, text = services.create_token(actor=world.officer, name="của cán bộ", expires_on=None)
    client.force_login(world.outsider)
    assert "của cán bộ" not in client.get("/tai-khoan/ma-truy-cap/").text
    assert client.post(f"/tai-khoan/ma-truy-cap/{token.pk}/thu-hoi/").status_code == 404
    with pytest.raises(PermissionDenied):
        services.revoke_token(actor=world.outsider, token=token, at=timezone.now())
    assert user_of_token(text, on=TODAY) == world.officer


def test_a_token_cannot_end_before_it_begins(officer):
    response = officer.post("/tai-khoan/ma-truy-cap/", {"name": "x", "expires_on": "01/01/2019"})
    assert "Ngày này đã qua" in response.text
    assert not ApiToken.objects.exists()


def test_reloading_the_page_that_showed_a_token_makes_no_second_one(officer):
    fields = {"name": "x", "once": "a" * 32}
    officer.post("/tai-khoan/ma-truy-cap/", fields)
    again = officer.post("/tai-khoan/ma-truy-cap/", fields, follow=True)
    assert "không làm gì thêm" in again.text
    assert ApiToken.objects.count() == 1


def test_tokens_say_whether_they_can_still_be_used(officer, world):
    now = timezone.localdate()
    services.create_token(actor=world.officer, name="một", expires_on=None)
    services.create_token(actor=world.officer, name="hai", expires_on=now - timedelta(days=1))
    gone, _text = services.create_token(actor=world.officer, name="ba", expires_on=None)
    services.revoke_token(actor=world.officer, token=gone, at=timezone.now())
    text = officer.get("/tai-khoan/ma-truy-cap/").text
    for words in ("Đang dùng", "Hết hạn", "Đã thu hồi"):
        assert words in text
    assert text.count("/thu-hoi/") == 2
