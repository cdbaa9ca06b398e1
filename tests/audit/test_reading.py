"""Who reads what in the audit log."""

from __future__ import annotations

import pytest
from django.test import Client

from chibo.accounts.services import set_profile
from chibo.audit import queries
from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import on_behalf
from tests.factories.registry import World

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.pages")]


@pytest.fixture
def busy(world: World) -> World:
    """Everybody has done something."""
    for user in (world.officer, world.outsider, world.member, world.organiser):
        set_profile(actor=user, language="en", large_text=False)
    return world


def actors(viewer) -> set[str]:
    return set(queries.entries(viewer=viewer).values_list("actor__username", flat=True))


def test_everyone_reads_what_they_did_themselves_and_auditing_roles_what_was_done_in_their_scope(busy: World):
    assert actors(busy.member) == {"member"}
    assert actors(busy.officer) == {"officer", "member"}
    assert actors(busy.auditor) == {"officer", "member", "outsider", "organiser"}


def test_an_actor_who_also_worked_elsewhere_is_no_longer_inside_the_scope(busy: World):
    from chibo.registry.models import Role
    from chibo.registry.services.roles import grant_role
    from tests.factories.registry import YEAR_2015, operator

    grant_role(actor=operator(), user=busy.member, role=Role.MEMBER, unit=busy.other_cell, on=YEAR_2015)
    assert actors(busy.officer) == {"officer"}


def test_an_entry_outside_the_scope_is_not_there(busy: World, client: Client):
    client.force_login(busy.officer)
    entry = AuditEntry.objects.filter(actor=busy.outsider).first()
    assert client.get(f"/nhat-ky/{entry.pk}/").status_code == 404
    assert client.get(f"/nhat-ky/{AuditEntry.objects.filter(actor=busy.member).first().pk}/").status_code == 200


def listed(client: Client, query: str) -> list[str]:
    response = client.get(f"/nhat-ky/{query}")
    return [row["action"] for row in response.context["list"].rows()]


def test_entries_are_found_by_person_without_accents_by_action_and_by_day(busy: World, client: Client):
    client.force_login(busy.auditor)
    assert set(listed(client, "?tim=OFFICER")) == {"accounts.profile_set"}
    assert listed(client, "?tim=khongcoai") == []
    assert listed(client, "?viec=accounts.profile_set&tim=outsider") == ["accounts.profile_set"]
    assert listed(client, "?viec=accounts.password_changed") == []
    assert listed(client, "?tu=01/01/2100") == []
    assert len(listed(client, "?den=01/01/2100")) == 4


@pytest.mark.parametrize("asked", ["giấy đề nghị", "GIAY DE NGHI", "nghị đề"])
def test_entries_are_found_by_their_reason_with_or_without_accents(busy: World, client: Client, asked: str):
    with on_behalf(reason="Theo giấy đề nghị"):
        set_profile(actor=busy.officer, language="vi", large_text=True)
    client.force_login(busy.auditor)
    assert listed(client, f"?tim={asked}") == ["accounts.profile_set"]


def test_an_entry_says_what_changed_in_words(busy: World, client: Client):
    with on_behalf(acting_for="Bí thư chi bộ", reason="Theo giấy đề nghị"):
        set_profile(actor=busy.officer, language="vi", large_text=True)
    client.force_login(busy.officer)
    text = client.get(f"/nhat-ky/{AuditEntry.objects.first().pk}/").text
    for words in (
        "Đổi thiết lập tài khoản",
        "Bí thư chi bộ",
        "Theo giấy đề nghị",
        "chữ lớn",
        "Có",
        "Không",
        "Tài khoản",
    ):
        assert words in text


def test_the_history_of_a_record_shows_its_own_changes_only_latest_first(busy: World):
    set_profile(actor=busy.officer, language="vi", large_text=True)
    history = queries.entries_of(busy.officer, viewer=busy.officer)
    assert [entry["label"] for entry in history][:2] == ["Đổi thiết lập tài khoản"] * 2
    assert [change["field"] for change in history[0]["changes"]] == ["ngôn ngữ", "chữ lớn"]
    assert history[0]["may_open"]
    assert not queries.entries_of(busy.officer, viewer=busy.member)[0]["may_open"]


def test_every_use_case_has_words(busy: World):
    assert all(label and label != name for name, label in queries.action_choices())
    assert queries.label_of("gone.long_ago") == "gone.long_ago"
