"""How far a campaign has come, counted from rows as of any day."""

from __future__ import annotations

from datetime import date, timedelta

from chibo.campaigns.services.carrying_out import carry_out
from chibo.campaigns.services.decisions import cancel_decision
from chibo.campaigns.services.transfers import confirm_transfer, receive_transfer, return_transfer, send_again
from chibo.domain.organisation import UnitKind
from chibo.registry.services.members import end_membership, hold_member
from chibo.registry.services.units import change_unit
from chibo.reports.queries import Figures, progress, progress_report
from tests.factories.campaigns import DECIDED_ON, DIRECTIVE_ON, EFFECTIVE_ON, PLANNED_ON, decided, moving, open_campaign
from tests.factories.registry import World, make_unit, operator

ARRIVED_ON = date(2019, 5, 20)


def figures(campaign, on: date, *, viewer=None, **asked) -> Figures:
    """The sum of all entries."""
    rows = progress(campaign, as_of=on, viewer=viewer or operator(), **asked)
    return sum((row.figures for row in rows), Figures())


def transfers(reorganisation):
    return list(reorganisation.transfers.order_by("pk"))


def test_each_stage_counts_as_of_its_day(world: World):
    reorganisation = moving(world)
    campaign = reorganisation.commune.campaign
    first, second, third = transfers(reorganisation)
    for transfer in (first, second):
        receive_transfer(actor=operator(), transfer=transfer, on=ARRIVED_ON)
    confirm_transfer(actor=operator(), transfer=first, on=ARRIVED_ON + timedelta(days=1))

    common = {"communes": 2, "with_agency_cell": 1, "members_to_move": 3}
    assert figures(campaign, DIRECTIVE_ON) == Figures(**common)
    assert figures(campaign, DECIDED_ON) == Figures(**common, decided=1)
    assert figures(campaign, EFFECTIVE_ON) == Figures(**common, decided=1, dissolved=1, issued=3)
    assert figures(campaign, ARRIVED_ON) == Figures(**common, decided=1, dissolved=1, issued=3, received=2)
    later = figures(campaign, date(2019, 12, 31))
    assert later == Figures(**common, decided=1, dissolved=1, issued=3, received=2, confirmed=1, late=1)
    assert third.due_on < date(2019, 12, 31)


def test_a_transfer_is_late_from_the_day_after_it_was_due(world: World):
    reorganisation = moving(world)
    due_on = transfers(reorganisation)[0].due_on

    assert figures(reorganisation.commune.campaign, due_on).late == 0
    assert figures(reorganisation.commune.campaign, due_on + timedelta(days=1)).late == 3


def test_changing_one_transfer_changes_the_figures(world: World):
    reorganisation = moving(world)
    campaign = reorganisation.commune.campaign
    before = figures(campaign, ARRIVED_ON)

    receive_transfer(actor=operator(), transfer=transfers(reorganisation)[0], on=ARRIVED_ON)

    assert figures(campaign, ARRIVED_ON) == before + Figures(received=1)


def test_one_sent_back_counts_as_introduced_again_only_when_it_is(world: World):
    reorganisation = moving(world)
    campaign = reorganisation.commune.campaign
    transfer = transfers(reorganisation)[0]
    return_transfer(actor=operator(), transfer=transfer, on=ARRIVED_ON, reason="Thiếu hồ sơ")
    send_again(actor=operator(), transfer=transfer, on=ARRIVED_ON + timedelta(days=2))

    assert figures(campaign, ARRIVED_ON - timedelta(days=1)).issued == 3
    assert figures(campaign, ARRIVED_ON).issued == 2
    assert figures(campaign, ARRIVED_ON + timedelta(days=2)).issued == 3


def test_those_held_are_shown_before_and_after_the_move(world: World):
    reorganisation = decided(world)
    campaign = reorganisation.commune.campaign
    hold_member(actor=operator(), member=world.staff[0], why="Đang kiểm tra", on=DECIDED_ON)
    carry_out(actor=operator(), reorganisation=reorganisation, on=EFFECTIVE_ON)

    assert figures(campaign, PLANNED_ON).held == 0
    assert figures(campaign, DECIDED_ON).held == 1
    after = figures(campaign, EFFECTIVE_ON)
    assert (after.members_to_move, after.issued, after.held) == (3, 2, 1)


def test_who_leaves_before_the_decision_is_not_to_be_moved(world: World):
    campaign = open_campaign(world)
    end_membership(actor=operator(), member=world.staff[0], on=PLANNED_ON)

    assert figures(campaign, DIRECTIVE_ON).members_to_move == 3
    assert figures(campaign, PLANNED_ON).members_to_move == 2


def test_a_cancelled_decision_counts_until_it_is_cancelled(world: World):
    reorganisation = decided(world)
    cancel_decision(actor=operator(), reorganisation=reorganisation, on=date(2019, 5, 10), reason="Thay đổi kế hoạch")

    campaign = reorganisation.commune.campaign
    assert figures(campaign, date(2019, 5, 9)).decided == 1
    assert figures(campaign, date(2019, 5, 10)) == Figures(communes=2, with_agency_cell=1, members_to_move=3)


def test_entries_are_the_units_directly_under_the_one_asked_for(world: World):
    campaign = open_campaign(world)
    on = date(2019, 12, 31)

    def codes(unit) -> list[str]:
        return [row.code for row in progress(campaign, unit=unit, as_of=on, viewer=operator())]

    assert codes(None) == codes(world.city) == ["TAMHOA", "TANMAI"]
    assert codes(world.province) == ["BH"]
    assert codes(world.commune) == ["TAMHOA"]
    assert codes(make_unit("Huyện Vĩnh Cửu", UnitKind.DISTRICT, world.province)) == []


def test_a_commune_counts_where_it_lay_when_the_campaign_was_issued_under_names_of_the_day(world: World):
    campaign = open_campaign(world)
    elsewhere = make_unit("Huyện Vĩnh Cửu", UnitKind.DISTRICT, world.province, code="VC")
    change_unit(actor=operator(), unit=world.commune, on=date(2019, 7, 1), parent=elsewhere)
    change_unit(actor=operator(), unit=world.city, on=date(2019, 7, 1), name="Biên Hòa mới")

    before = progress(campaign, unit=world.province, as_of=date(2019, 6, 30), viewer=operator())
    after = progress(campaign, unit=world.province, as_of=date(2019, 7, 1), viewer=operator())

    assert [(row.code, row.name, row.figures.communes) for row in before] == [("BH", "Thành phố Biên Hòa", 2)]
    assert [(row.code, row.name, row.figures.communes) for row in after] == [("BH", "Biên Hòa mới", 2)]


def test_only_what_the_viewer_may_follow_counts(world: World):
    campaign = open_campaign(world)

    assert figures(campaign, DIRECTIVE_ON, viewer=world.organiser).communes == 2
    assert figures(campaign, DIRECTIVE_ON, viewer=world.officer).communes == 1
    assert figures(campaign, DIRECTIVE_ON, viewer=world.outsider).members_to_move == 0
    assert figures(campaign, DIRECTIVE_ON, viewer=world.secretary) == Figures()


def test_the_report_has_the_fields_of_its_format(world: World):
    campaign = moving(world).commune.campaign

    told = progress_report(campaign, unit=world.province, as_of=EFFECTIVE_ON, viewer=operator())

    assert told == {
        "format": "chibo.progress/1",
        "campaign": "C1",
        "as_of": "2019-05-15",
        "units": [
            {
                "code": "BH",
                "name": "Thành phố Biên Hòa",
                "communes": 2,
                "with_agency_cell": 1,
                "decided": 1,
                "dissolved": 1,
                "members_to_move": 3,
                "issued": 3,
                "received": 0,
                "confirmed": 0,
                "held": 0,
                "late": 0,
            }
        ],
    }


def test_the_number_of_queries_does_not_grow_with_the_communes(world: World, django_assert_max_num_queries):
    for _ in range(4):
        commune = make_unit("Phường Mới", UnitKind.WARD, world.city)
        make_unit("Chi bộ cơ quan", UnitKind.AGENCY_CELL, commune)
    campaign, viewer = open_campaign(world), operator()

    with django_assert_max_num_queries(7):
        assert figures(campaign, EFFECTIVE_ON, viewer=viewer).communes == 6
