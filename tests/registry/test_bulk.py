"""Many at once keep the promises of one by one: permission, rules, all or nothing, audited."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.registry.models import Counter, Member, Office, Officer, Role, RoleHolding
from chibo.registry.queries.members import members_on
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
from tests.factories.registry import YEAR_2015, World, operator

ON = date(2019, 4, 1)


def new(cell, name: str, card: str = "", **more) -> NewMember:
    return NewMember({"full_name": name, "card_number": card}, cell, more.pop("joined_on", ON), **more)


def refused(error) -> list[str]:
    return [violation.code for violation in error.value.violations]


def test_members_are_registered_with_what_is_known_of_them_in_one_audited_step(world: World):
    (office,) = open_offices(
        actor=operator(), commune=world.commune, offices=[NewOffice("TP", "Tư pháp")], on=YEAR_2015
    )
    entries = AuditEntry.objects.count()

    first, second = register_members(
        actor=world.officer,
        members=[
            new(
                world.agency,
                "Đặng Thị Mới",
                "00000777",
                abilities=Abilities({"justice": 3}, 2, "Công chức", "Trung cấp"),
                office=office,
                home=Home(world.first_cell, "Tổ 3"),
            ),
            new(world.first_cell, "Mai Văn Nữa"),
        ],
    )

    row = members_on(ON, viewer=operator()).get(pk=first.pk)
    assert (row.cell_code, row.office_name, row.position) == ("TAMHOA-CQ", "Tư pháp", "Công chức")
    assert first.residences.get().cell == world.first_cell
    assert first.profiles.get().skills == {"justice": 3}
    assert second.card_number is None
    assert AuditEntry.objects.count() == entries + 1
    entry = AuditEntry.objects.first()
    assert entry.actor == world.officer
    assert {"model": "registry.member", "pk": [first.pk, second.pk], "before": None, "after": {}} in entry.changes


def test_one_that_breaks_a_rule_keeps_all_out_and_everything_wrong_is_told(world: World):
    before = Member.objects.count()
    taken = world.staff[0].card_number
    with pytest.raises(RuleBroken) as error:
        register_members(
            actor=operator(),
            members=[
                new(world.agency, "Một", taken),
                new(world.agency, "Hai", "00000888"),
                new(world.agency, "Ba", "00000888"),
                new(world.commune, "Bốn"),
                new(world.agency, "Năm", joined_on=date(2014, 12, 31)),
            ],
        )
    assert refused(error) == ["CARD_NUMBER_TAKEN", "CARD_NUMBER_TAKEN", "NOT_A_CELL", "NOT_A_CELL"]
    assert Member.objects.count() == before


def test_members_of_another_commune_are_not_registered_along(world: World):
    with pytest.raises(PermissionDenied):
        register_members(actor=world.officer, members=[new(world.agency, "Một"), new(world.other_cell, "Hai")])


def test_the_former_secretary_leaves_the_post(world: World):
    first, second = world.staff[:2]
    posts = [NewOfficer(world.agency, first, Officer.SECRETARY, YEAR_2015)]
    appoint_officers(actor=operator(), officers=posts)
    posts = [
        NewOfficer(world.agency, second, Officer.SECRETARY, ON),
        NewOfficer(world.agency, first, Officer.DEPUTY_SECRETARY, ON),
    ]
    appoint_officers(actor=world.officer, officers=posts)

    held = Officer.objects.on(ON).filter(unit=world.agency).values_list("post", "member__full_name")
    assert set(held) == {("SECRETARY", second.full_name), ("DEPUTY_SECRETARY", first.full_name)}
    with pytest.raises(PermissionDenied):
        appoint_officers(actor=world.secretary, officers=posts)


def test_accounts_are_opened_without_password_and_with_their_role(world: World):
    wanted = NewAccount("bithu2", "Bí Thư Hai", Role.SECRETARY, world.second_cell, ON, world.staff[1])
    (user,) = open_accounts(actor=world.officer, accounts=[wanted])

    assert not user.has_usable_password()
    assert user.member == Member.objects.get(pk=world.staff[1].pk)
    assert RoleHolding.objects.get(user=user).unit == world.second_cell


def test_an_account_for_somebody_who_has_one_or_under_a_name_that_is_taken_is_refused(world: World):
    member = Member.objects.get(pk=world.staff[0].pk)
    with pytest.raises(RuleBroken) as error:
        open_accounts(
            actor=operator(),
            accounts=[
                NewAccount("officer", "Một", Role.AUDITOR, world.commune, ON),
                NewAccount("moi", "Hai", Role.MEMBER, world.agency, ON, member),
            ],
        )
    assert refused(error) == ["USERNAME_TAKEN", "MEMBER_HAS_ACCOUNT"]
    assert not RoleHolding.objects.filter(unit=world.commune, role=Role.AUDITOR).exists()


@pytest.mark.parametrize(("role", "place"), [(Role.AUDITOR, "province"), (Role.ORGANISER, "commune")])
def test_nobody_gives_many_what_they_could_not_give_one(world: World, role: Role, place: str):
    with pytest.raises(PermissionDenied):
        open_accounts(actor=world.officer, accounts=[NewAccount("moi", "Mới", role, getattr(world, place), ON)])


def test_offices_open_with_their_counters_and_follow_former_ones(world: World):
    tried = [NewOffice("TP", "Tư pháp", {"Q1": "Chứng thực", "Q2": "Hộ tịch"}), NewOffice("VP", "Văn phòng")]
    open_offices(actor=world.officer, commune=world.commune, offices=tried, on=YEAR_2015)
    open_offices(actor=world.officer, commune=world.commune, offices=[NewOffice("TP", "Tư pháp mới")], on=ON)

    assert set(Office.objects.on(ON).values_list("code", "name")) == {("TP", "Tư pháp mới"), ("VP", "Văn phòng")}
    assert Office.objects.on(YEAR_2015).get(code="TP").name == "Tư pháp"
    assert set(Counter.objects.values_list("code", "office__code")) == {("Q1", "TP"), ("Q2", "TP")}
    with pytest.raises(PermissionDenied):
        open_offices(actor=world.outsider, commune=world.commune, offices=tried, on=ON)
