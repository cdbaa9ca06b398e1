"""Offices, counters and posts after they were opened: change, close, leave."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.rules import refusal
from chibo.registry import policies
from chibo.registry.models import Counter, Employment, Member, Office, Officer

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("registry.office_changed", label=_("Thay đổi bộ phận chuyên môn"), allowed=policies.may_edit_office)
def change_office(*, actor: User, office: Office, name: str, on: date, head: Member | None = None) -> Office:
    """From ``on`` the office bears ``name`` and is led by ``head``; those who work there and its counters stay with it.

    Raises ``RuleBroken``: OFFICE_CLOSED.
    """
    _require_open(office, on)
    follower = Office(commune=office.commune, code=office.code, name=name, head=head, starts_on=on)
    staff = list(Employment.objects.open().filter(office=office))
    counters = list(Counter.objects.open().filter(office=office))
    office.close(on)
    follower.save()
    for employment in staff:
        first = max(on, employment.starts_on)
        employment.close(first)
        Employment(member=employment.member, office=follower, starts_on=first).save()
    for counter in counters:
        first = max(on, counter.starts_on)
        counter.close(first)
        Counter(commune=counter.commune, office=follower, code=counter.code, name=counter.name, starts_on=first).save()
    return follower


@use_case("registry.office_closed", label=_("Giải thể bộ phận chuyên môn"), allowed=policies.may_edit_office)
def close_office(*, actor: User, office: Office, on: date, reason: str = "") -> Office:
    """The office and its counters exist until the day before ``on``; nobody works there from that day.

    Raises ``RuleBroken``: OFFICE_CLOSED.
    """
    _require_open(office, on)
    Employment.objects.filter(office=office).close_open(on)
    Counter.objects.filter(office=office).close_open(on)
    office.close(on)
    return office


@use_case("registry.counter_closed", label=_("Đóng quầy một cửa"), allowed=policies.may_edit_counter)
def close_counter(*, actor: User, counter: Counter, on: date, reason: str = "") -> Counter:
    """The counter exists until the day before ``on``."""
    counter.close(on)
    return counter


@use_case("registry.officer_relieved", label=_("Ghi thôi giữ chức danh"), allowed=policies.may_edit_officer)
def relieve_officer(*, actor: User, officer: Officer, on: date, reason: str = "") -> Officer:
    """The post is held until the day before ``on``."""
    officer.close(on)
    return officer


def _require_open(office: Office, on: date) -> None:
    locked = Office.objects.select_for_update().open().filter(pk=office.pk).first()
    if locked is None or locked.starts_on > on:
        require([refusal("OFFICE_CLOSED", office=office.name, on=on)])
