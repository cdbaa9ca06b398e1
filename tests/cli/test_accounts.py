"""The first people of an installation."""

from __future__ import annotations

from datetime import date

from chibo.accounts.models import User
from chibo.registry.models import RoleHolding
from tests.cli.conftest import Run
from tests.factories.registry import World

PASSWORD = "mot-mat-khau-du-dai"


def create(chibo: Run, name: str, *more: str, password: str = PASSWORD):
    words = ("user", "create", name, "--full-name", "Cán Bộ Thử Nghiệm", "--password-stdin")
    return chibo(*words, *more, input=f"{password}\n")


def test_the_first_administrator_signs_in_and_holds_a_role(chibo: Run, world: World):
    assert create(chibo, "quantri").exit_code == 0
    assert chibo("role", "grant", "quantri", "organiser", "--unit", "DN", "--on", "2019-01-01").exit_code == 0

    user = User.objects.get(username="quantri")
    assert user.check_password(PASSWORD)
    holding = RoleHolding.objects.get(user=user)
    assert (holding.role, holding.unit, holding.starts_on) == ("ORGANISER", world.province, date(2019, 1, 1))


def test_a_member_gets_an_account_by_card_number(chibo: Run, world: World):
    member = world.staff[1]
    assert create(chibo, "dangvien", "--card", member.card_number).exit_code == 0
    member.refresh_from_db()
    assert member.user.username == "dangvien"


def test_a_weak_password_is_refused_in_words(chibo: Run, db: None):
    result = create(chibo, "quantri", password="123")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "10" in result.stderr
    assert not User.objects.filter(username="quantri").exists()


def test_a_name_that_is_taken_is_refused(chibo: Run, world: World):
    result = create(chibo, "officer")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "officer" in result.stderr


def test_a_new_password_replaces_the_old_one(chibo: Run, world: World):
    result = chibo("user", "password", "officer", "--password-stdin", input=f"{PASSWORD}\n")
    assert result.exit_code == 0
    assert User.objects.get(username="officer").check_password(PASSWORD)


def test_who_has_no_right_there_grants_nothing(chibo: Run, world: World):
    result = chibo("role", "grant", "outsider", "auditor", "--unit", "DN", "--as", "organiser")
    assert result.exit_code == 2 or (result.exit_code == 1 and result.stderr)
    assert not RoleHolding.objects.filter(user=world.outsider, role="AUDITOR").exists()


def test_unknown_accounts_units_and_members_are_named(chibo: Run, world: World):
    for words in (
        ("role", "grant", "nobody", "auditor", "--unit", "DN"),
        ("role", "grant", "officer", "auditor", "--unit", "NO"),
        ("role", "grant", "officer", "king", "--unit", "DN"),
        ("user", "create", "x", "--full-name", "X", "--card", "99999999", "--password-stdin"),
    ):
        result = chibo(*words, input="\n")
        assert (result.exit_code, result.stdout) == (2, ""), words
        assert result.stderr, words
