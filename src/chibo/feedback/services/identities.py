"""Who asked for an answer in person: taken down apart, read by one role, deleted on its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.accounts.queries import server
from chibo.audit.use_cases import require, use_case
from chibo.domain.feedback import concerns as rules
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import nfc
from chibo.feedback import policies
from chibo.feedback.models import Concern, Identity, IdentityRequest
from chibo.feedback.queries.identities import due_to_go, request_of

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """A resident's name and how to reach them."""

    name: str
    contact: str


@use_case(
    "feedback.identity_given", label=_("Ghi danh tính người đề nghị trả lời riêng"), allowed=policies.may_note_more
)
def give_identity(*, actor: User, concern: Concern, identity: Person, on: date) -> IdentityRequest:
    """The resident asks for an answer in person: who it is is kept apart until the rule's day; whoever enters it, too,
    does not see it again. Raises ``RuleBroken``: IDENTITY_KNOWN, CONCERN_DAY_TOO_EARLY.
    """
    require(rules.check_identity(known=IdentityRequest.objects.filter(concern=concern).exists()))
    if on < concern.raised_on:
        require([refusal("CONCERN_DAY_TOO_EARLY", number=concern.pk, on=on, day=concern.raised_on)])
    request = IdentityRequest(concern=concern, asked_on=on, erase_on=rules.erase_on(on))
    request.save()
    Identity(request=request, name=nfc(identity.name).strip(), contact=nfc(identity.contact).strip()).save()
    return request


@use_case("feedback.identity_read", label=_("Xem danh tính người nêu"), allowed=policies.may_read_identity)
def read_identity(*, actor: User, concern: Concern, on: date) -> Person:
    """Who asked; that it was read, by whom and when, stands in the log.

    Raises ``RuleBroken``: IDENTITY_EXPIRED, IDENTITY_ERASED, IDENTITY_UNKNOWN.
    """
    request = request_of(concern)
    if request is None:
        require([refusal("IDENTITY_UNKNOWN")])
    assert request is not None
    require(rules.check_read_identity(on, until=request.erase_on, erased_on=request.erased_on))
    found = Identity.objects.get(request=request)
    return Person(found.name, found.contact)


@use_case("feedback.identity_erased", label=_("Xoá danh tính người nêu"), allowed=policies.may_erase_identity)
def erase_identity(*, actor: User, concern: Concern, on: date) -> IdentityRequest:
    """The identity is deleted, whether its day has come or it is no longer needed; that it was, and the day, remain.

    Raises ``RuleBroken``: IDENTITY_ERASED, IDENTITY_UNKNOWN.
    """
    request = request_of(concern)
    if request is None:
        require([refusal("IDENTITY_UNKNOWN")])
    assert request is not None
    if request.erased_on is not None:
        require([refusal("IDENTITY_ERASED", day=request.erased_on)])
    _delete([request], on)
    request.refresh_from_db()
    return request


@use_case("feedback.due_identities_erased", label=_("Xoá danh tính đến hạn"), allowed=policies.may_erase_due)
def erase_due(*, actor: User, on: date) -> int:
    """Every identity whose day has come by ``on`` is deleted, wherever it is; how many there were."""
    due = due_to_go(on)
    _delete(due, on)
    return len(due)


def erase_what_is_due(on: date) -> int:
    """Do ``erase_due`` in the server's own name where anything is due; how many there were."""
    return erase_due(actor=server(), on=on) if due_to_go(on) else 0


def _delete(requests: list[IdentityRequest], on: date) -> None:
    keys = [request.pk for request in requests]
    rows = Identity.objects.filter(request__in=keys)
    # Overwritten before they go, so that the place on the disk does not keep them either.
    rows.update(name="x" * 120, contact="x" * 200)
    rows.delete()
    IdentityRequest.objects.filter(pk__in=keys).update(erased_on=on)
