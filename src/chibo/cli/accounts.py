"""``chibo user`` and ``chibo role``: the first people of an installation, before anyone can sign in."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from chibo.cli.application import Day, Unusable, acting_as, actor, in_application, today, unit_named

if TYPE_CHECKING:
    from chibo.accounts.models import User

ROLES = ("organiser", "committee_officer", "head_of_office", "secretary", "member", "auditor")
from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it."
)


@click.group()
def user() -> None:
    """Accounts of people who sign in."""


@user.command()
@click.argument("name")
@click.option("--full-name", required=True, help="As it is shown and stands in the audit log.")
@click.option("--card", metavar="NUMBER", help="The card number of the member whose account it is.")
@from_stdin
@acting_as
@in_application
def create(name: str, full_name: str, card: str | None, password_stdin: bool, username: str | None) -> None:
    """Create the account NAME. What it may do is granted with `chibo role grant`."""
    from chibo.registry.models import Member
    from chibo.registry.services.roles import create_user

    acting = actor(username)
    member = None
    if card is not None:
        member = Member.objects.filter(card_number=card).first()
        if member is None:
            raise Unusable(f"--card: no member with card number {card!r}")
    password = _password(name, password_stdin)
    create_user(actor=acting, username=name, full_name=full_name, password=password, member=member)
    click.echo(f"{name} may sign in.", err=True)


@user.command()
@click.argument("name")
@from_stdin
@acting_as
@in_application
def password(name: str, password_stdin: bool, username: str | None) -> None:
    """Set a new password for the account NAME."""
    from chibo.registry.services.roles import reset_password

    acting, owner = actor(username), _account(name)
    reset_password(actor=acting, user=owner, password=_password(name, password_stdin))
    click.echo(f"{name} signs in with the new password from now on.", err=True)


@click.group()
def role() -> None:
    """What accounts may do, where."""


@role.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES, case_sensitive=False))
@click.option("--unit", "code", required=True, metavar="CODE", help="At this unit and everything below it.")
@click.option("--on", type=Day(), help="From this day on (default: today).")
@click.option("--until", type=Day(), help="Until, and not including, this day.")
@acting_as
@in_application
def grant(name: str, role: str, code: str, on: date | None, until: date | None, username: str | None) -> None:
    """Grant ROLE to the account NAME at a unit."""
    from chibo.registry.models import Role
    from chibo.registry.services.roles import grant_role

    acting, owner = actor(username), _account(name)
    held = Role(role.upper())
    unit = unit_named(code, acting)
    grant_role(actor=acting, user=owner, role=held, unit=unit, on=on or today(), until=until)
    click.echo(f"{name}: {held.label}, {code}.", err=True)


def _account(name: str) -> User:
    from chibo.accounts.models import User

    found: User | None = User.objects.filter(username=name, is_local_operator=False).first()
    if found is None:
        raise Unusable(f"no account {name!r}")
    return found


def _password(name: str, from_stdin: bool) -> str:
    """A password that is good enough, typed twice or read. Raises ``Unusable`` with what is wrong with it."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from chibo.accounts.models import User

    text = (
        sys.stdin.readline().rstrip("\r\n")
        if from_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    )
    try:
        validate_password(text, User(username=name))
    except ValidationError as error:
        raise Unusable(" ".join(error.messages)) from error
    return str(text)
