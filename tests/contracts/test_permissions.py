"""Every URL × every role: the status that the permission table promises. How to add a line: ``permissions/__init__.py``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from tests.contracts.permission_table import (
    CAST,
    DOCUMENT,
    Line,
    as_markdown,
    lines,
    subjects,
    url_patterns,
    values_of,
)
from tests.factories.registry import World


def test_every_url_stands_in_the_table_and_the_table_names_no_other():
    known = {name for name, _pattern in url_patterns()}
    listed = {line.url for line in lines()}
    assert known - listed == set(), "add a line to tests/contracts/permissions/<job>.csv"
    assert listed - known == set()


@pytest.mark.parametrize("roles", [CAST[::2], CAST[1::2]], ids=" ".join)
def test_each_role_gets_the_status_in_the_table(roles: Sequence[str], world: World, monkeypatch: pytest.MonkeyPatch):
    # The status is settled before a page is drawn, and drawing it is most of the work.
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    made = subjects(world)
    clients = {one: _client(world, one) for one in roles}
    wrong = [
        f"{line.method} {line.url} {line.arguments} as {one}: expected {line.expected[one]}, got {status}"
        for line in lines()
        for one in roles
        if (status := _status(clients[one], line, made)) != line.expected[one]
    ]
    assert wrong == []


def test_the_document_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(), "run python -m tests.contracts.permission_table"


def _client(world: World, one: str) -> Client:
    client = Client()
    if one != "anonymous":
        client.force_login(getattr(world, one), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _status(client: Client, line: Line, made: dict[str, Any]) -> int:
    values = values_of(line, made)
    body = json.dumps(values.pop("body")) if "body" in values else ""
    address = reverse(line.url, kwargs=values)
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(line.method, address, body, content_type="application/json")
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code == 302 and not response["Location"].startswith(reverse(settings.LOGIN_URL)):
        return 303
    return response.status_code
