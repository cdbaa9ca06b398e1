"""Opening screens as one of the cast."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client

from chibo.accounts.models import User


def as_user(user: User) -> Client:
    """A browser in which ``user`` has signed in."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def words(response: Any) -> str:
    """The page as text with its markup, characters unescaped."""
    return unescape(response.content.decode())


def said(response: Any) -> list[str]:
    """The messages that the response leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]
