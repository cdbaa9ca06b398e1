"""The language of a page: the account's, else the one chosen in this browser, else Vietnamese.

The browser's own preference does not count: office computers are often set up in English for people who read Vietnamese.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def source_language() -> translation.override:
    """Inside it words are Vietnamese, whoever acts: for words that are kept and read by others later."""
    return translation.override(settings.LANGUAGE_CODE)


class LanguageMiddleware:
    """Answers in the language of the request; stands after the middleware that knows the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
