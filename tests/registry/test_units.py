"""Units through time: names, parents, paths, and what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chibo.audit.changes import WriteOutsideUseCase
from chibo.audit.models import AuditEntry, RecordsAreKept
from chibo.audit.use_cases import RuleBroken
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Membership, Unit, UnitVersion
from chibo.registry.queries.units import cell_facts, children_on, name_on, roots_on, strengths_below, unit_on, units_on
from chibo.registry.services.members import move_member, register_member
from chibo.registry.services.units import change_unit, create_unit, end_unit
from tests.factories.registry import World, make_unit, operator

JUNE_30 = date(2019, 6, 30)
JULY_1 = date(2019, 7, 1)


def test_a_commune_bears_its_name_of_the_day(world: World):
    xa = make_unit("Xã Tân Hạnh", UnitKind.COMMUNE, world.city, code="TANHANH")

    change_unit(actor=operator(), unit=xa, on=JULY_1, name="Phường Tân Hạnh", kind=UnitKind.WARD)

    assert name_on(xa, JUNE_30) == "Xã Tân Hạnh"
    assert name_on(xa, JULY_1) == "Phường Tân Hạnh"
    assert unit_on("TANHANH", JUNE_30, viewer=world.organiser).kind == "COMMUNE"


def test_when_the_district_tier_ends_communes_and_their_cells_hang_under_the_province(world: World):
    day = date(2025, 7, 1)
    for commune in (world.commune, world.other_commune):
        change_unit(actor=operator(), unit=commune, on=day, parent=world.province)

    before = unit_on("TAMHOA-KP1", date(2025, 6, 30), viewer=operator())
    after = unit_on("TAMHOA-KP1", day, viewer=operator())

    assert before.path == f"/{world.province.pk}/{world.city.pk}/{world.commune.pk}/{world.first_cell.pk}/"
    assert after.path == f"/{world.province.pk}/{world.commune.pk}/{world.first_cell.pk}/"
    end_unit(actor=operator(), unit=world.city, on=day)
    assert not units_on(day, viewer=operator()).filter(unit=world.city).exists()
    assert units_on(date(2025, 6, 30), viewer=operator()).filter(unit=world.city).exists()


def test_a_unit_entered_late_under_a_parent_that_moved_since_gets_a_path_for_each_stretch(world: World):
    change_unit(actor=operator(), unit=world.commune, on=date(2025, 7, 1), parent=world.province)

    cell = make_unit("Chi bộ khu phố 3", UnitKind.RESIDENTIAL_CELL, world.commune)

    paths = list(
        UnitVersion.objects.filter(unit=cell).order_by("starts_on").values_list("path", "starts_on", "ends_on")
    )
    assert [(start, end) for _, start, end in paths] == [
        (date(2015, 1, 1), date(2025, 7, 1)),
        (date(2025, 7, 1), None),
    ]
    assert paths[0][0] != paths[1][0]


def test_viewers_see_their_subtree_and_nothing_beside_it(world: World):
    day = date(2019, 1, 1)

    assert set(units_on(day, viewer=world.officer).values_list("unit__code", flat=True)) == {
        "TAMHOA",
        "TAMHOA-CQ",
        "TAMHOA-KP1",
        "TAMHOA-KP2",
    }
    assert [root.unit.code for root in roots_on(day, viewer=world.secretary)] == ["TAMHOA-KP1"]
    assert [child.unit.code for child in children_on(world.city, day, viewer=world.auditor)] == ["TAMHOA", "TANMAI"]


def test_strength_is_counted_over_the_subtree(world: World):
    day = date(2019, 1, 1)
    tops = list(units_on(day, viewer=world.organiser).filter(unit__code__in=["BH", "TAMHOA", "TAMHOA-CQ"]))

    found = strengths_below(tops, day, viewer=world.organiser)

    assert found[world.agency.pk].official == 2
    assert found[world.agency.pk].probationary == 1
    assert found[world.commune.pk].members == 5
    assert found[world.city.pk].cells == 4


def test_cell_facts_tell_standing_as_of_the_day(world: World):
    facts = cell_facts([world.agency], date(2019, 1, 1))[0]

    assert facts.official_count == 2
    assert [member.full_name for member in facts.members] == ["Đỗ Thị Ánh", "Lê Dự Bị", "Trần Văn Bình"]


def test_a_cell_with_members_does_not_end(world: World):
    with pytest.raises(RuleBroken) as refused:
        end_unit(actor=operator(), unit=world.agency, on=JULY_1)
    assert [violation.code for violation in refused.value.violations] == ["CELL_HAS_MEMBERS"]


def test_an_outsider_may_not_change_a_unit(world: World):
    with pytest.raises(PermissionDenied):
        change_unit(actor=world.outsider, unit=world.commune, on=JULY_1, name="Phường Khác")
    assert name_on(world.commune, JULY_1) == "Phường Tam Hòa"


def test_moving_a_member_leaves_the_past_as_it_was_and_is_audited(world: World):
    member = world.staff[0]

    move_member(actor=world.officer, member=member, cell=world.first_cell, on=JULY_1)

    stays = list(Membership.objects.filter(member=member).order_by("starts_on").values_list("cell__code", "ends_on"))
    assert stays == [("TAMHOA-CQ", JULY_1), ("TAMHOA-KP1", None)]
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor) == ("registry.membership_moved", world.officer)
    assert entry.changes[0]["before"] == {"ends_on": None}


def test_the_database_refuses_a_second_or_overlapping_official_membership(world: World):
    member = world.staff[0]
    closed = Membership(member=member, cell=world.first_cell, starts_on=date(2016, 1, 1), ends_on=date(2016, 2, 1))
    opened = Membership(member=member, cell=world.first_cell, starts_on=date(2030, 1, 1))
    for row in (closed, opened):
        with pytest.raises(IntegrityError), transaction.atomic():
            super(type(row).__mro__[2], row).save()


def test_recorded_rows_are_written_through_use_cases_only_and_never_deleted(world: World):
    with pytest.raises(WriteOutsideUseCase):
        Unit(code="X").save()
    with pytest.raises(WriteOutsideUseCase):
        Unit.objects.filter(code="BH").update(code="Y")
    with pytest.raises(WriteOutsideUseCase):
        Unit.objects.bulk_create([Unit(code="Z")])
    with pytest.raises(RecordsAreKept):
        world.city.delete()
    with pytest.raises(RecordsAreKept):
        Unit.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        super(type(world.city).__mro__[1], world.city).delete()


def test_a_card_number_belongs_to_one_member(world: World):
    number = world.staff[0].card_number
    with pytest.raises(RuleBroken) as refused:
        register_member(
            actor=world.officer, cell=world.first_cell, on=JULY_1, facts={"full_name": "X Y", "card_number": number}
        )
    assert refused.value.violations[0].code == "CARD_NUMBER_TAKEN"


def test_a_commune_cannot_hang_under_a_cell(world: World):
    with pytest.raises(RuleBroken):
        create_unit(
            actor=operator(),
            code="BAD",
            name="Xã Sai",
            kind=UnitKind.COMMUNE,
            parent=world.first_cell,
            starts_on=JULY_1,
        )
    assert not Unit.objects.filter(code="BAD").exists()


def test_a_unit_entered_late_below_a_parent_that_moves_earlier_follows_it(world: World):
    late = make_unit("Chi bộ lập sau", UnitKind.RESIDENTIAL_CELL, world.commune, code="SAU", on=date(2020, 1, 1))
    change_unit(actor=operator(), unit=world.commune, on=JULY_1, parent=world.province)
    assert unit_on("SAU", date(2020, 1, 1), viewer=operator()).path == (
        f"/{world.province.pk}/{world.commune.pk}/{late.pk}/"
    )
