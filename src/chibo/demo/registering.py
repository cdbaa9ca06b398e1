"""Enters the demo's units, offices, members and accounts as an installation would: at the server's command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from chibo.accounts.models import LOCAL_OPERATOR, User
from chibo.demo.geography import REGISTER_STARTS_ON, DemoUnit, Phase
from chibo.demo.offices import counters, offices
from chibo.demo.person import LISTED_ON, DemoMember
from chibo.demo.selection import YEAR_COMMUNES, Selection
from chibo.registry.models import Member, Office, Role, Unit
from chibo.registry.services.bulk import (
    Abilities,
    Home,
    NewAccount,
    NewMember,
    NewOffice,
    NewOfficer,
    appoint_officers,
    open_accounts,
    open_offices,
    register_members,
)
from chibo.registry.services.members import record_kinship
from chibo.registry.services.roles import create_user, grant_role
from chibo.registry.services.units import (
    change_unit,
    create_unit,
    describe_neighbourhood,
)

Progress = Callable[[], None]

PASSWORD = "chi-bo-2019"
OFFICER_NAME = "danguy.{}"
SECRETARY_NAME = "bithu.{}"
HEAD_NAME = "ubnd.{}"


@dataclass
class Register:
    """What has been entered, by the demo's codes and keys: ``committee``: commune → its officer, ``secretaries``: cell →
    its secretary's account, ``heads``: commune → who heads its offices, ``users``: sign-in name → account."""

    operator: User
    units: dict[str, Unit] = field(default_factory=dict)
    offices: dict[tuple[str, str], Office] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    committee: dict[str, User] = field(default_factory=dict)
    secretaries: dict[str, User] = field(default_factory=dict)
    heads: dict[str, User] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)


def enter(selection: Selection, *, progress: Progress) -> Register:
    """Everything that is known on ``LISTED_ON`` is entered.

    Units come first, then each commune's offices and members, then posts, relatives and accounts; ``progress`` is told
    of each commune and of the beginning and the end.
    """
    register = Register(User.objects.get(username=LOCAL_OPERATOR))
    for unit in selection.units:
        _enter_unit(register, unit)
    _open_offices(register, selection)
    progress()
    by_commune: dict[str, list[DemoMember]] = {}
    for member in selection.members:
        by_commune.setdefault(member.commune_code, []).append(member)
    for people in by_commune.values():
        rows = register_members(actor=register.operator, members=[_new_member(register, each) for each in people])
        register.members |= dict(zip((each.key for each in people), rows, strict=True))
        progress()
    _appoint(register, selection)
    _open_accounts(register, selection)
    progress()
    return register


def step_count(selection: Selection) -> int:
    """How many times ``enter`` tells of its progress."""
    return len(selection.communes) + 2


def enter_change(register: Register, actor: User, code: str, phase: Phase) -> None:
    """From the first day of ``phase`` the unit is as it says."""
    unit = register.units[code]
    change_unit(
        actor=actor,
        unit=unit,
        on=phase.starts_on,
        name=phase.name,
        kind=phase.kind,
        parent=register.units[phase.parent_code] if phase.parent_code else None,
        official_code=phase.official_code,
        reason=phase.source,
    )


def begin_unit(register: Register, actor: User, code: str, phase: Phase) -> None:
    """A unit begins as ``phase`` says; when it ends is not known yet."""
    register.units[code] = create_unit(
        actor=actor,
        code=code,
        name=phase.name,
        kind=phase.kind,
        parent=register.units[phase.parent_code] if phase.parent_code else None,
        starts_on=phase.starts_on,
        official_code=phase.official_code,
    )


def _enter_unit(register: Register, unit: DemoUnit) -> None:
    begin_unit(register, register.operator, unit.code, unit.phases[0])
    for phase in unit.phases[1:]:
        enter_change(register, register.operator, unit.code, phase)
    place = unit.neighbourhood
    if place is not None:
        describe_neighbourhood(
            actor=register.operator,
            cell=register.units[unit.code],
            on=unit.starts_on,
            character=place.character,
            households=place.households,
            needs={skill.value: grade for skill, grade in place.needs},
            needs_leader=place.needs_leader,
            target=place.target,
            capacity=place.capacity,
            latitude=place.latitude,
            longitude=place.longitude,
        )


def _open_offices(register: Register, selection: Selection) -> None:
    staffed: dict[tuple[str, str], dict[str, str]] = {}
    for counter in counters():
        staffed.setdefault((counter.commune_code, counter.office_code), {})[counter.code] = counter.name
    by_commune: dict[str, list[NewOffice]] = {}
    for office in offices():
        desks = staffed.get((office.commune_code, office.code), {})
        by_commune.setdefault(office.commune_code, []).append(NewOffice(office.code, office.name, desks))
    for code in selection.communes:
        opened = open_offices(
            actor=register.operator, commune=register.units[code], offices=by_commune[code], on=REGISTER_STARTS_ON
        )
        register.offices |= {(code, office.code): office for office in opened}


def _new_member(register: Register, member: DemoMember) -> NewMember:
    return NewMember(
        facts={
            "full_name": member.full_name,
            "gender": member.gender,
            "born_on": member.born_on.isoformat(),
            "admitted_on": member.admitted_on.isoformat(),
            "official_on": member.official_on.isoformat() if member.official_on else "",
            "official_from": member.official_on,
            "card_number": member.card_number or "",
            "file_number": member.file_number,
            "phone": member.phone,
            "hometown": member.hometown,
            "list_details": {"education": member.education, "qualification": member.qualification},
        },
        cell=register.units[member.cell_code],
        joined_on=member.joined_on,
        abilities=Abilities(
            skills={skill.value: grade for skill, grade in member.skills},
            leadership=member.leadership,
            position=member.position,
            political_theory=member.political_theory,
        ),
        office=register.offices[member.commune_code, member.office_code] if member.office_code else None,
        home=Home(register.units.get(member.residence_code or ""), member.address),
    )


def _appoint(register: Register, selection: Selection) -> None:
    appoint_officers(
        actor=register.operator,
        officers=[
            NewOfficer(
                register.units[officer.unit_code], register.members[officer.member_key], officer.post, officer.starts_on
            )
            for officer in selection.officers
        ],
    )
    for pair in selection.kinships:
        record_kinship(
            actor=register.operator,
            member=register.members[pair.first_key],
            other=register.members[pair.second_key],
            relation=pair.relation,
            on=LISTED_ON,
        )


def _open_accounts(register: Register, selection: Selection) -> None:
    """The sign-ins that are printed, and one without password for each committee's officer and cell's secretary.

    In the communes whose year is played the head of the offices has one too.
    """
    for row in selection.accounts:
        user = create_user(
            actor=register.operator,
            username=row.username,
            full_name=row.full_name,
            password=PASSWORD,
            member=register.members[row.member_key] if row.member_key else None,
        )
        unit = register.units[row.unit_code]
        grant_role(actor=register.operator, user=user, role=Role(row.role), unit=unit, on=LISTED_ON)
        register.users[row.username] = user
        if row.role == Role.COMMITTEE_OFFICER:
            register.committee[row.unit_code] = user
        elif row.role == Role.SECRETARY:
            register.secretaries[row.unit_code] = user
        elif row.role == Role.HEAD_OF_OFFICE:
            register.heads[row.unit_code] = user
    new = list(_new_accounts(register, selection))
    places = {
        Role.COMMITTEE_OFFICER: register.committee,
        Role.SECRETARY: register.secretaries,
        Role.HEAD_OF_OFFICE: register.heads,
    }
    for account, user in zip(new, open_accounts(actor=register.operator, accounts=new), strict=True):
        places[account.role][account.unit.code] = user


def _new_accounts(register: Register, selection: Selection) -> Iterator[NewAccount]:
    with_account = {row.member_key for row in selection.accounts}
    for member in selection.members:
        for wanted, code, name, role in (
            (member.commune_post == "STANDING_DEPUTY", member.commune_code, OFFICER_NAME, Role.COMMITTEE_OFFICER),
            (member.cell_post == "SECRETARY", member.cell_code, SECRETARY_NAME, Role.SECRETARY),
            (
                member.commune_post == "CHAIRMAN" and member.commune_code in YEAR_COMMUNES,
                member.commune_code,
                HEAD_NAME,
                Role.HEAD_OF_OFFICE,
            ),
        ):
            if wanted and member.key not in with_account:
                with_account.add(member.key)
                unit = register.units[code]
                owner = register.members[member.key]
                yield NewAccount(name.format(code.lower()), member.full_name, role, unit, LISTED_ON, owner)
