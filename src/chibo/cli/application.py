"""What every command that touches the database shares: Django, the language, the acting user, refusals."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit

P = ParamSpec("P")
R = TypeVar("R")

REFUSED = 1
UNUSABLE = 2


class Unusable(click.ClickException):
    """The input cannot be worked with: one line on standard error, exit status 2."""

    exit_code = UNUSABLE

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), err=True)


class Day(click.ParamType[date]):
    """A day as 2019-05-02 or 02/05/2019."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(value, form).date()
            except ValueError:
                continue
        self.fail(f"{value!r} is no day; write 2019-05-02 or 02/05/2019", param, ctx)


acting_as = click.option("--as", "username", metavar="USER", help="Act as this account (default: the local operator).")
output_format = click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to answer."
)


def in_application(function: Callable[P, R]) -> Callable[P, R]:
    """Run a command with Django ready and its messages in the user's language; refusals become exit statuses."""

    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> R:
        start()
        from django.core.exceptions import PermissionDenied
        from django.db import OperationalError, ProgrammingError
        from django.utils import translation

        from chibo.audit.use_cases import RuleBroken

        with translation.override(language()):
            try:
                return function(*args, **kwargs)
            except (RuleBroken, PermissionDenied) as error:
                stop(*why(error))
            except (OperationalError, ProgrammingError) as error:
                hint = (
                    " Has `chibo migrate` been run?" if "no such table" in str(error) or "exist" in str(error) else ""
                )
                raise Unusable(f"{str(error).strip().splitlines()[0]}.{hint}") from error

    return command


def start() -> None:
    """Django is ready. Raises ``Unusable`` when the environment says something that it cannot work with."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    try:
        django.setup()
    except ValueError as error:
        raise Unusable(str(error)) from error


def language() -> str:
    """The language of messages: English where the terminal asks for it, Vietnamese otherwise."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if asked.lower().startswith("en") else "vi"


def actor(username: str | None) -> User:
    """The active account ``username``; without a name the local operator. Raises ``Unusable``."""
    from chibo.accounts.models import LOCAL_OPERATOR, User

    found: User | None = User.objects.filter(username=username or LOCAL_OPERATOR, is_active=True).first()
    if found is None:
        raise Unusable(f"--as: no account {username!r}")
    return found


def unit_named(code: str, viewer: User, option: str = "--unit") -> Unit:
    """The unit with this code that ``viewer`` may see. Raises ``Unusable``."""
    from django.http import Http404

    from chibo.registry.queries.units import unit_on

    try:
        return unit_on(code, today(), viewer=viewer).unit
    except Http404:
        raise Unusable(f"{option}: no unit {code!r}") from None


def today() -> date:
    """The day by the clock of the installation's time zone."""
    from django.utils import timezone

    return timezone.localdate()


def why(error: Exception) -> list[str]:
    """What a refusal says, in words."""
    from chibo.audit.use_cases import RuleBroken
    from chibo.registry.violations import sentences

    return sentences(error.violations) if isinstance(error, RuleBroken) else [str(error)]


def stop(*messages: str) -> NoReturn:
    """Say ``messages`` on standard error; exit status 1."""
    for message in messages:
        click.echo(message, err=True)
    sys.exit(REFUSED)


def write_json(answer: Any) -> None:
    """``answer`` on standard output, in UTF-8 whatever the locale of the terminal."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1).encode())
