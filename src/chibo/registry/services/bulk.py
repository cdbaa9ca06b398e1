"""Many rows in one use case, with the promises of the single ones: permission, rules, one transaction, audited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.accounts.models import User
from chibo.audit.use_cases import require, use_case
from chibo.domain.organisation import CELL_KINDS
from chibo.domain.rules import Violation, refusal
from chibo.registry.models import (
    Counter,
    Employment,
    Member,
    Membership,
    Office,
    Officer,
    Profile,
    Residence,
    Role,
    RoleHolding,
    Unit,
    UnitVersion,
)
from chibo.registry.policies import Right, may, may_edit_commune
from chibo.registry.services.members import checked_facts

if TYPE_CHECKING:
    from chibo.registry.models.dated import Dated

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Abilities:
    """What ``registry.Profile`` says of a member."""

    skills: Mapping[str, int] = field(default_factory=dict)
    leadership: int = 0
    position: str = ""
    political_theory: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a member lives: the residential cell where it is known, the address as written."""

    cell: Unit | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class NewMember:
    """A member to register: ``facts`` as for ``register_member``, the cell they meet in since ``joined_on``, and what
    else is known from that day on."""

    facts: Mapping[str, Any]
    cell: Unit
    joined_on: date
    abilities: Abilities | None = None
    office: Office | None = None
    home: Home | None = None

    def __str__(self) -> str:
        return f"{self.facts.get('full_name', '')} – {self.cell}"


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """``member`` holds ``post`` (a code of ``Officer.POSTS``) of ``unit`` from ``starts_on``."""

    unit: Unit
    member: Member
    post: str
    starts_on: date

    def __str__(self) -> str:
        return f"{self.post} {self.unit}: {self.member}"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that holds ``role`` at ``unit`` from ``starts_on``; ``member``: whose it is, where it is a member's."""

    username: str
    full_name: str
    role: Role
    unit: Unit
    starts_on: date
    member: Member | None = None

    def __str__(self) -> str:
        return f"{self.username}: {self.role} {self.unit}"


@dataclass(frozen=True, slots=True)
class NewOffice:
    """An office of a commune, and the counters that it staffs: their codes with their names."""

    code: str
    name: str
    counters: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"


def _may_edit_cells(*, actor: User, members: Sequence[NewMember], **_: Any) -> bool:
    return all(may(actor, Right.EDIT_REGISTRY, cell) for cell in {each.cell for each in members})


def _may_edit_units(*, actor: User, officers: Sequence[NewOfficer], **_: Any) -> bool:
    return all(may(actor, Right.EDIT_REGISTRY, unit) for unit in {each.unit for each in officers})


def _may_open_accounts(*, actor: User, accounts: Sequence[NewAccount], **_: Any) -> bool:
    return all(may(actor, Right.GRANT_ROLES, unit) for unit in {each.unit for each in accounts}) and all(
        may(actor, Right.RUN_CAMPAIGN, each.unit) for each in accounts if each.role is Role.ORGANISER
    )


@use_case("registry.members_registered", label=_("Ghi danh nhiều đảng viên"), allowed=_may_edit_cells)
def register_members(*, actor: User, members: Sequence[NewMember]) -> list[Member]:
    """Every one of ``members`` is registered, or none; in the same order. A dozen SQL queries however many.

    Raises ``RuleBroken`` with all that stands in the way: CARD_NUMBER_TAKEN (by someone registered or twice in the
    list), NOT_A_CELL.
    """
    require([*_card_numbers_taken(members), *_not_cells(members)])
    rows = [Member(**checked_facts(None, {**each.facts, "card_number": ""})) for each in members]
    for row, each in zip(rows, members, strict=True):
        row.card_number = each.facts.get("card_number") or None
    Member.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    links: dict[type[Dated], list[Any]] = {Membership: [], Profile: [], Employment: [], Residence: []}
    for row, each in zip(rows, members, strict=True):
        on = each.joined_on
        links[Membership].append(Membership(member=row, cell=each.cell, starts_on=on))
        if each.abilities is not None:
            links[Profile].append(_profile(row, each.abilities, on))
        if each.office is not None:
            links[Employment].append(Employment(member=row, office=each.office, starts_on=on))
        if each.home is not None:
            home = Residence(member=row, cell=each.home.cell, address=each.home.address, starts_on=on)
            links[Residence].append(home)
    for model, new in links.items():
        model.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    return rows


@use_case("registry.offices_opened", label=_("Lập nhiều bộ phận chuyên môn"), allowed=may_edit_commune)
def open_offices(*, actor: User, commune: Unit, offices: Sequence[NewOffice], on: date) -> list[Office]:
    """Every office and counter of ``commune`` exists from ``on``, or none (a former one with the code is closed)."""
    codes = [code for each in offices for code in each.counters]
    Counter.objects.filter(commune=commune, code__in=codes).close_open(on)
    Office.objects.filter(commune=commune, code__in=[each.code for each in offices]).close_open(on)
    rows = [Office(commune=commune, code=each.code, name=each.name, starts_on=on) for each in offices]
    Office.objects.bulk_create(rows)
    Counter.objects.bulk_create(
        Counter(commune=commune, office=row, code=code, name=name, starts_on=on)
        for row, each in zip(rows, offices, strict=True)
        for code, name in each.counters.items()
    )
    return rows


@use_case("registry.officers_appointed", label=_("Ghi nhiều chức danh"), allowed=_may_edit_units)
def appoint_officers(*, actor: User, officers: Sequence[NewOfficer]) -> list[Officer]:
    """Every post is held as told, or none; the former holder of a single post (secretary, chairman) leaves it that day."""
    single = {
        (each.unit.pk, each.post): each for each in officers if each.post in (Officer.SECRETARY, Officer.CHAIRMAN)
    }
    for former in Officer.objects.open().filter(unit__in={unit for unit, _post in single}):
        if (former.unit_id, former.post) in single:
            former.close(single[former.unit_id, former.post].starts_on)
    rows = [Officer(unit=each.unit, member=each.member, post=each.post, starts_on=each.starts_on) for each in officers]
    return Officer.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


@use_case("registry.accounts_opened", label=_("Tạo nhiều tài khoản"), allowed=_may_open_accounts)
def open_accounts(*, actor: User, accounts: Sequence[NewAccount]) -> list[User]:
    """Every account exists with its role, or none. Nobody signs in with them until a password is set for each.

    Raises ``RuleBroken``: USERNAME_TAKEN, MEMBER_HAS_ACCOUNT.
    """
    taken = set(
        User.objects.filter(username__in=[each.username for each in accounts]).values_list("username", flat=True)
    )
    require(
        [refusal("USERNAME_TAKEN", username=name) for name in sorted(taken)]
        + [
            refusal("MEMBER_HAS_ACCOUNT", member=each.member.full_name, username=each.username)
            for each in accounts
            if each.member is not None and each.member.user_id is not None
        ]
    )
    users = [User(username=each.username, full_name=each.full_name) for each in accounts]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users, batch_size=ROWS_AT_ONCE)
    owners = []
    for user, each in zip(users, accounts, strict=True):
        if each.member is not None:
            each.member.user = user
            owners.append(each.member)
    Member.objects.bulk_update(owners, ["user"], batch_size=ROWS_AT_ONCE)
    RoleHolding.objects.bulk_create(
        (
            RoleHolding(user=user, role=each.role, unit=each.unit, starts_on=each.starts_on)
            for user, each in zip(users, accounts, strict=True)
        ),
        batch_size=ROWS_AT_ONCE,
    )
    return users


def _profile(member: Member, abilities: Abilities, on: date) -> Profile:
    return Profile(
        member=member,
        skills=dict(abilities.skills),
        leadership=abilities.leadership,
        position=abilities.position,
        political_theory=abilities.political_theory,
        starts_on=on,
    )


def _card_numbers_taken(members: Iterable[NewMember]) -> list[Violation]:
    owners: dict[str | None, str] = {}
    found = []
    wanted = [(str(each.facts["card_number"]), each) for each in members if each.facts.get("card_number")]
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        numbers = [number for number, _ in wanted[start : start + ROWS_AT_ONCE]]
        owners.update(Member.objects.filter(card_number__in=numbers).values_list("card_number", "full_name"))
    for number, each in wanted:
        if number in owners:
            found.append(refusal("CARD_NUMBER_TAKEN", number=number, member=owners[number]))
        owners.setdefault(number, str(each.facts["full_name"]))
    return found


def _not_cells(members: Sequence[NewMember]) -> list[Violation]:
    kinds = [kind.value for kind in CELL_KINDS]
    cells = {each.cell.pk for each in members}
    periods: dict[int, list[UnitVersion]] = {}
    for version in UnitVersion.objects.valid().filter(unit__in=cells, kind__in=kinds):
        periods.setdefault(version.unit_id, []).append(version)
    outside = {
        (each.cell.code, each.joined_on)
        for each in members
        if not any(each.joined_on in version.period for version in periods.get(each.cell.pk, ()))
    }
    return [refusal("NOT_A_CELL", unit=code, on=on) for code, on in sorted(outside)]
