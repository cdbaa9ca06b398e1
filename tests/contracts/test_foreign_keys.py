"""What becomes of each link to a unit when the unit is dissolved, in one table; a new link must take its place in it."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from chibo.audit.use_cases import RuleBroken
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Unit
from chibo.registry.models.dated import Dated
from chibo.registry.services.members import record_employment, record_residence
from chibo.registry.services.units import appoint_officer, describe_neighbourhood, end_unit, open_counter, open_office
from tests.factories.registry import World, make_member, make_unit, make_user, operator

CLOSED = "CLOSED"
"""Ends on the day the unit ends."""
REFUSES = "REFUSES"
"""As long as one is open, the unit does not end: move it first."""
KEPT = "KEPT"
"""A record of the past, or of a person: stays as it is."""

FATES = {
    "registry.UnitVersion.unit": CLOSED,
    "registry.UnitVersion.parent": REFUSES,
    "registry.Membership.cell": REFUSES,
    "registry.Officer.unit": CLOSED,
    "registry.Office.commune": CLOSED,
    "registry.Counter.commune": CLOSED,
    "registry.Neighbourhood.cell": CLOSED,
    # Where a person lives does not change with the Party's units.
    "registry.Residence.cell": KEPT,
    # Opens nothing but the past of the unit; the list of roles marks it, for people to revoke.
    "registry.RoleHolding.unit": KEPT,
    "registry.Succession.predecessor": KEPT,
    "registry.Succession.successor": KEPT,
    "registry.Decision.issuer": KEPT,
    "registry.ImportBatch.unit": KEPT,
    "registry.ImportedRow.unit": KEPT,
    "documents.NumberBook.issuer": KEPT,
    "documents.Document.issuer": KEPT,
    "campaigns.Campaign.unit": KEPT,
    "campaigns.CampaignCommune.unit": KEPT,
    "campaigns.Placement.from_cell": KEPT,
    "campaigns.Placement.to_cell": KEPT,
    "campaigns.Paper.cell": KEPT,
    "campaigns.Transfer.from_cell": KEPT,
    "campaigns.Transfer.to_cell": KEPT,
    "campaigns.HandoverItem.to_cell": KEPT,
    "directives.Directive.unit": KEPT,
    "directives.Acknowledgement.unit": KEPT,
    "directives.Reminder.unit": KEPT,
    "feedback.Concern.cell": KEPT,
    "nominations.Nomination.cell": KEPT,
    # A review of a cell that is dissolved afterwards stays what it was.
    "evaluations.Cycle.committee": KEPT,
    "evaluations.Review.cell": KEPT,
    "evaluations.Review.home_cell": KEPT,
    "evaluations.FormerCell.cell": KEPT,
    "evaluations.Reminder.cell": KEPT,
    "evaluations.Part.unit": KEPT,
    "evaluations.FormBatch.cell": KEPT,
    # A calendar is made for the cells and counters in force: what a former unit wished or was told stays as a record.
    "meetings.Wish.cell": KEPT,
    "meetings.Leader.cell": KEPT,
    "meetings.CalendarRules.commune": KEPT,
    "meetings.MonthPlan.commune": KEPT,
    "meetings.MonthAdoption.commune": KEPT,
    "meetings.Meeting.cell": KEPT,
    "meetings.Relaxation.commune": KEPT,
    "meetings.Exemption.cell": KEPT,
    # What a former cell resolved and gave stays; the committee drops what nobody is to do any more.
    "meetings.Resolution.cell": KEPT,
    "meetings.Task.commune": KEPT,
    "meetings.Task.cell": KEPT,
}
DAY = date(2019, 7, 1)
YEAR_2015 = date(2015, 1, 1)


def links_to_units() -> dict[str, ForeignKey]:
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Unit
    }


def test_every_link_to_a_unit_declares_its_fate():
    assert sorted(set(links_to_units()) - set(FATES)) == []
    assert sorted(set(FATES) - set(links_to_units())) == []


def test_only_facts_with_a_period_can_be_closed_or_refuse():
    links = links_to_units()
    ended = [name for name, fate in FATES.items() if fate != KEPT]
    assert all(issubclass(links[name].model, Dated) for name in ended)


def test_what_closes_with_a_unit_is_closed_and_what_is_kept_stays_open(world: World):
    cell = make_unit("Chi bộ ấp cũ", UnitKind.RESIDENTIAL_CELL, world.commune)
    commune = make_unit("Xã Cũ", UnitKind.COMMUNE, world.city)
    actor, member = operator(), world.staff[0]
    describe_neighbourhood(actor=actor, cell=cell, on=YEAR_2015, households=10)
    appoint_officer(actor=actor, unit=cell, member=member, post="SECRETARY", on=YEAR_2015)
    appoint_officer(actor=actor, unit=commune, member=member, post="CHAIRMAN", on=YEAR_2015)
    office = open_office(actor=actor, commune=commune, code="VP", name="Văn phòng", on=YEAR_2015)
    open_counter(actor=actor, commune=commune, code="Q1", name="Quầy", on=YEAR_2015, office=office)
    employment = record_employment(actor=actor, member=member, office=office, on=YEAR_2015)
    residence = record_residence(actor=actor, member=member, cell=cell, on=YEAR_2015)
    user = make_user("cu", "SECRETARY", cell)

    for unit in (cell, commune):
        end_unit(actor=actor, unit=unit, on=DAY)

    for name, fate in FATES.items():
        field = links_to_units()[name]
        if fate == CLOSED:
            rows = field.model.objects.filter(**{f"{field.name}__in": [cell, commune]})
            assert rows.exists(), name
            assert not rows.open().exists(), name
    employment.refresh_from_db()
    residence.refresh_from_db()
    assert employment.ends_on == DAY
    assert residence.ends_on is None
    assert user.roles.get().ends_on is None


@pytest.mark.parametrize("code", ["CELL_HAS_MEMBERS", "UNIT_HAS_CHILDREN"])
def test_what_refuses_keeps_the_unit_alive(world: World, code: str):
    unit = world.agency if code == "CELL_HAS_MEMBERS" else world.commune
    with pytest.raises(RuleBroken) as refused:
        end_unit(actor=operator(), unit=unit, on=DAY)
    assert [violation.code for violation in refused.value.violations] == [code]


def test_members_who_join_after_the_day_refuse_too(world: World):
    cell = make_unit("Chi bộ ấp mới", UnitKind.RESIDENTIAL_CELL, world.commune)
    make_member(cell, on=date(2020, 1, 1))
    with pytest.raises(RuleBroken) as refused:
        end_unit(actor=operator(), unit=cell, on=DAY)
    assert refused.value.violations[0].code == "CELL_HAS_MEMBERS"
