"""Who was put forward: read by those who handle it, each reading logged; deleted after the path has ended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.accounts.queries import server
from chibo.audit.use_cases import require, use_case
from chibo.domain.rules import refusal
from chibo.nominations import policies
from chibo.nominations.models import Candidate, Nomination
from chibo.nominations.queries.candidates import candidate_of, due_to_go
from chibo.nominations.queries.paths import lock
from chibo.nominations.services.nominating import Person

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("nominations.candidate_read", label=_("Xem thông tin quần chúng"), allowed=policies.may_read_candidate)
def read_candidate(*, actor: User, nomination: Nomination, purpose: str, on: date) -> Person:
    """Who was put forward; that it was read, by whom, when and for which paper (``purpose``), stands in the log.

    Raises ``RuleBroken``: CANDIDATE_ERASED.
    """
    found = candidate_of(nomination)
    if found is None or (nomination.erase_on is not None and on >= nomination.erase_on):
        require([refusal("CANDIDATE_ERASED", number=nomination.pk, day=nomination.erased_on or nomination.erase_on)])
    assert found is not None
    return Person(found.name, found.born_on, found.gender, found.reasons, found.address, found.phone, found.occupation)


@use_case("nominations.candidate_erased", label=_("Xoá thông tin quần chúng"), allowed=policies.may_erase_candidate)
def erase_candidate(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """The data are deleted before their day, the path having ended; the days of the path remain.

    Raises ``RuleBroken``: CANDIDATE_STILL_NEEDED, CANDIDATE_ERASED.
    """
    nomination = lock(nomination)
    if nomination.erase_on is None:
        require([refusal("CANDIDATE_STILL_NEEDED", number=nomination.pk)])
    if nomination.erased_on is not None:
        require([refusal("CANDIDATE_ERASED", number=nomination.pk, day=nomination.erased_on)])
    _delete([nomination], on)
    nomination.refresh_from_db()
    return nomination


@use_case(
    "nominations.due_candidates_erased", label=_("Xoá thông tin quần chúng đến hạn"), allowed=policies.may_erase_due
)
def erase_due(*, actor: User, on: date) -> int:
    """The data of everyone whose day has come by ``on`` are deleted, wherever they are; how many there were."""
    due = due_to_go(on)
    _delete(due, on)
    return len(due)


def erase_what_is_due(on: date) -> int:
    """Do ``erase_due`` in the server's own name where anything is due; how many there were."""
    return erase_due(actor=server(), on=on) if due_to_go(on) else 0


def _delete(nominations: list[Nomination], on: date) -> None:
    keys = [nomination.pk for nomination in nominations]
    rows = Candidate.objects.filter(nomination__in=keys)
    # Overwritten before they go, so that the place on the disk does not keep them either.
    blank = {"name": "x" * 120, "address": "x" * 200, "phone": "x" * 20, "occupation": "x" * 120, "reasons": "x" * 2000}
    rows.update(**blank, born_on=date(1, 1, 1), member=None)
    rows.delete()
    Nomination.objects.filter(pk__in=keys).update(erased_on=on)
