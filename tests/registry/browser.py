"""A browser without scripts: signs in, fills a form as it is shown, presses a button, reads what is there."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client


class Browser(Client):
    """A client that knows forms."""

    def __init__(self, user: Any) -> None:
        super().__init__()
        self.force_login(user)

    def fill(self, address: str, /, **values: Any) -> dict[str, Any]:
        """What the form at ``address`` would send with ``values`` typed in, its shown values and hidden fields included."""
        response = self.get(address)
        assert response.status_code == 200, (address, response.status_code)
        form = response.context["form"]
        sent = {bound.html_name: bound.value() for bound in form}
        sent = {name: value for name, value in sent.items() if value not in (None, False)}
        sent["once"] = re.search(r'name="once" value="(\w+)"', response.text)[1]
        if hasattr(sent.get("on"), "strftime"):
            sent["on"] = f"{sent['on']:%d/%m/%Y}"
        return sent | values

    def submit(self, address: str, /, **values: Any) -> HttpResponse:
        """Fill in the form at ``address`` and send it; a preview is confirmed."""
        sent = self.fill(address, **values)
        response = self.post(address, sent)
        if "registry/preview_page.html" in [template.name for template in response.templates]:
            token = re.search(r'name="once" value="(\w+)"', response.text)[1]
            response = self.post(address, sent | {"once": token, "confirmed": "1"})
        return response

    def preview(self, address: str, /, **values: Any) -> HttpResponse:
        """Fill in the form and send it up to its preview."""
        response = self.post(address, self.fill(address, **values))
        assert "registry/preview_page.html" in [template.name for template in response.templates], errors(response)
        return response


def words(response: HttpResponse) -> str:
    """What a page says, without markup, single-spaced."""
    body = re.sub(r"<datalist.*?</datalist>", " ", response.text, flags=re.DOTALL)
    body = re.sub(r"<(script|style|svg|template)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def errors(response: HttpResponse) -> list[str]:
    """The errors of the form that is shown again."""
    form = response.context["form"]
    return [str(error) for problems in form.errors.values() for error in problems]
