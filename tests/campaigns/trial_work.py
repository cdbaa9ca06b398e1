"""What the trials do, each in a process of its own: prepare a commune, carry out, sign, correct."""

from __future__ import annotations

from datetime import date

DECIDED_ON, EFFECTIVE_ON = date(2019, 5, 2), date(2019, 5, 15)
STAFF = 20


def prepare(*, signed: bool) -> None:
    """Tables, and a commune with twenty members in its agency cell, one held: a plan adopted, or ``signed`` too."""
    from django.core.management import call_command

    from chibo.campaigns.services.decisions import sign_decision
    from chibo.campaigns.services.plans import adopt_plan, propose_plan
    from chibo.registry.models import Role
    from chibo.registry.services.members import hold_member
    from chibo.registry.services.units import appoint_officer, describe_neighbourhood
    from tests.factories.campaigns import PLANNED_ON, open_campaign, part_of
    from tests.factories.registry import make_member, make_user, make_world, operator

    call_command("migrate", verbosity=0)
    world = make_world()
    for number in range(len(world.staff), STAFF):
        world.staff.append(make_member(world.agency, f"Nguyễn Thử {number:02d}", official=number % 6 != 5))
    for cell in (world.first_cell, world.second_cell):
        describe_neighbourhood(actor=operator(), cell=cell, on=date(2018, 1, 1), character="Đông dân")
    appoint_officer(actor=operator(), unit=world.agency, member=world.staff[2], post="SECRETARY", on=date(2018, 1, 1))
    hold_member(actor=operator(), member=world.staff[4], why="Đang kiểm tra", on=date(2019, 4, 20))
    make_user("colleague", Role.COMMITTEE_OFFICER, world.commune)
    commune = part_of(open_campaign(world), world)
    plan = propose_plan(actor=world.officer, commune=commune, on=PLANNED_ON)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)
    if signed:
        sign_decision(actor=world.officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)


def carry_out() -> None:
    """What the trials of carrying out do."""
    from chibo.accounts.models import User
    from chibo.campaigns.models import Reorganisation
    from chibo.campaigns.services.carrying_out import carry_out as do

    do(actor=User.objects.get(username="officer"), reorganisation=Reorganisation.objects.get(), on=EFFECTIVE_ON)


def sign(username: str = "officer") -> None:
    """What the trials of signing do."""
    from chibo.accounts.models import User
    from chibo.campaigns.models import CampaignCommune
    from chibo.campaigns.services.decisions import sign_decision

    commune = CampaignCommune.objects.get(unit__code="TAMHOA")
    officer = User.objects.get(username=username)
    sign_decision(actor=officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)


def correct(username: str) -> None:
    """A passage of what was signed is corrected."""
    from chibo.accounts.models import User
    from chibo.campaigns.models import Reorganisation
    from chibo.campaigns.services.decisions import correct_decision
    from chibo.domain.papers.facts import Correction

    reorganisation = Reorganisation.objects.get()
    correct_decision(
        actor=User.objects.get(username=username),
        reorganisation=reorganisation,
        decision=reorganisation.decision,
        corrections=[Correction(where="Điều 1", was="15/5/2019", becomes="16/5/2019")],
        on=date(2019, 5, 6),
        reason="Do sơ suất",
    )
