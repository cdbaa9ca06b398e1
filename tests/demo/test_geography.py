from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from chibo.demo.cells import agency_cell_code, cells, residential_cell_codes
from chibo.demo.geography import DISTRICT_TIER_ENDS_ON, areas, communes, mergers
from chibo.demo.offices import counters, offices
from chibo.demo.units import all_units, changes, known_on, units_by_code
from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS, DISTRICT_KINDS, UnitKind
from chibo.domain.rules import check_parent

DIRECTIVE_DAY = date(2019, 4, 16)
DAYS = (date(2019, 4, 16), date(2019, 7, 1), date(2024, 11, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 1))


def names_of(parent: str, day: date) -> Counter[UnitKind]:
    phases = [unit.on(day) for unit in areas()]
    return Counter(phase.kind for phase in phases if phase is not None and phase.parent_code == parent)


def test_the_communes_of_the_day_of_the_directive():
    assert names_of("BH", DIRECTIVE_DAY) == {UnitKind.WARD: 23, UnitKind.COMMUNE: 7}
    assert names_of("XL", DIRECTIVE_DAY) == {UnitKind.TOWNSHIP: 1, UnitKind.COMMUNE: 14}
    assert names_of("TN", DIRECTIVE_DAY) == {UnitKind.COMMUNE: 10}


def test_six_communes_become_wards_and_one_a_township_on_the_first_of_july_2019():
    assert names_of("BH", date(2019, 6, 30)) == names_of("BH", DIRECTIVE_DAY)
    assert names_of("BH", date(2019, 7, 1)) == {UnitKind.WARD: 29, UnitKind.COMMUNE: 1}
    assert names_of("TN", date(2019, 7, 1)) == {UnitKind.COMMUNE: 9, UnitKind.TOWNSHIP: 1}


@pytest.mark.parametrize(
    ("code", "day", "name", "kind", "official_code"),
    [
        ("BH-TANHANH", date(2019, 6, 30), "Xã Tân Hạnh", UnitKind.COMMUNE, "26062"),
        ("BH-TANHANH", date(2019, 7, 1), "Phường Tân Hạnh", UnitKind.WARD, "26062"),
        ("BH-HIEPHOA", date(2019, 7, 1), "Phường Hiệp Hòa", UnitKind.WARD, "26065"),
        ("BH-HOAAN", date(2019, 7, 1), "Phường Hóa An", UnitKind.WARD, "26068"),
        ("BH-ANHOA", date(2019, 7, 1), "Phường An Hòa", UnitKind.WARD, "26371"),
        ("BH-TAMPHUOC", date(2019, 7, 1), "Phường Tam Phước", UnitKind.WARD, "26374"),
        ("BH-PHUOCTAN", date(2019, 7, 1), "Phường Phước Tân", UnitKind.WARD, "26377"),
        ("BH-LONGHUNG", date(2019, 7, 1), "Xã Long Hưng", UnitKind.COMMUNE, "26380"),
        ("TN-DAUGIAY", date(2019, 6, 30), "Xã Xuân Thạnh", UnitKind.COMMUNE, "26326"),
        ("TN-DAUGIAY", date(2019, 7, 1), "Thị trấn Dầu Giây", UnitKind.TOWNSHIP, "26326"),
        ("BH-TANHANH-CQ", date(2019, 6, 30), "Chi bộ cơ quan xã Tân Hạnh", UnitKind.AGENCY_CELL, ""),
        ("BH-TANHANH-CQ", date(2019, 7, 1), "Chi bộ cơ quan phường Tân Hạnh", UnitKind.AGENCY_CELL, ""),
        ("BH-TANHANH-K1", date(2019, 6, 30), "Chi bộ ấp 1", UnitKind.RESIDENTIAL_CELL, ""),
        ("BH-TANHANH-K1", date(2019, 7, 1), "Chi bộ khu phố 1", UnitKind.RESIDENTIAL_CELL, ""),
        ("BH-TANHANH-K1", date(2025, 7, 1), "Chi bộ khu phố 1 – Tân Hạnh", UnitKind.RESIDENTIAL_CELL, ""),
        ("DN-BIENHOA", date(2025, 7, 1), "Phường Biên Hòa", UnitKind.WARD, "26068"),
    ],
)
def test_units_bear_the_name_kind_and_code_of_the_day(code, day, name, kind, official_code):
    phase = units_by_code()[code].on(day)
    assert (phase.name, phase.kind, phase.official_code) == (name, kind, official_code)


def test_the_district_tier_ends_with_june_2025():
    for code in ("BH", "XL", "TN"):
        unit = units_by_code()[code]
        assert unit.on(date(2025, 6, 30)).kind in DISTRICT_KINDS
        assert unit.on(DISTRICT_TIER_ENDS_ON) is None


def test_a_merged_commune_knows_its_predecessors():
    assert units_by_code()["DN-BIENHOA"].predecessors == ("BH-TANHANH", "BH-HOAAN", "BH-BUUHOA", "BH-TANVAN")
    assert units_by_code()["BH-TRUNGDUNG"].predecessors == ("BH-THANHBINH", "BH-QUYETTHANG")


def test_a_commune_that_ended_was_merged_on_that_day_into_one_that_lived():
    heirs = {merger.predecessor: merger for merger in mergers()}
    ended = [unit for unit in areas() if unit.ends_on is not None and unit.phases[0].kind in COMMUNE_KINDS]
    assert {unit.code for unit in ended} == set(heirs)
    for unit in ended:
        merger = heirs[unit.code]
        assert merger.on == unit.ends_on
        assert units_by_code()[merger.successor].on(merger.on) is not None


def test_periods_are_half_open_and_without_gaps():
    for unit in all_units():
        for before, after in pairwise(unit.phases):
            assert before.ends_on == after.starts_on, unit.code
        for phase in unit.phases:
            assert phase.ends_on is None or phase.starts_on < phase.ends_on, unit.code


def test_codes_are_unique_and_official_codes_belong_to_one_unit_at_a_time():
    assert len(units_by_code()) == len(all_units())
    for day in DAYS:
        codes = [phase.official_code for unit in areas() if (phase := unit.on(day))]
        assert all(codes)
        assert len(codes) == len(set(codes)), day


@pytest.mark.parametrize("day", DAYS)
def test_every_parent_lives_suits_its_child_and_leads_to_the_province(day):
    for unit in all_units():
        phase = unit.on(day)
        if phase is None:
            continue
        chain = [unit.code]
        while phase.parent_code is not None:
            parent = units_by_code()[phase.parent_code].on(day)
            assert parent is not None, (chain, day)
            assert check_parent(phase.kind, parent.kind) == [], (chain, day)
            chain.append(phase.parent_code)
            phase = parent
            assert len(chain) <= 4, chain
        assert chain[-1] == "DN"


def test_parents_live_through_every_phase_of_their_children():
    for unit in all_units():
        for phase in unit.phases:
            if phase.parent_code is None:
                continue
            parent = units_by_code()[phase.parent_code]
            assert parent.starts_on <= phase.starts_on, unit.code
            assert parent.ends_on is None or (phase.ends_on is not None and phase.ends_on <= parent.ends_on), unit.code


def test_every_commune_has_residential_cells_and_all_but_two_an_agency_cell():
    codes = {unit.code for unit in cells()}
    for commune in communes():
        assert commune.neighbourhood_count >= 3
        assert set(residential_cell_codes(commune)) <= codes
    without = [commune.code for commune in communes() if agency_cell_code(commune.code) not in codes]
    assert without == ["BH-HONAI", "BH-TANHOA"]


def test_every_kind_of_cell_is_there():
    kinds = {unit.phases[0].kind for unit in cells()}
    assert kinds == CELL_KINDS - {UnitKind.OTHER_CELL}


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("BH-ANHOA", 4),
        ("BH-HIEPHOA", 3),
        ("BH-HOAAN", 4),
        ("BH-TANHANH", 4),
        ("BH-PHUOCTAN", 8),
        ("BH-TAMPHUOC", 7),
        ("BH-TAMHOA", 3),
        ("BH-BINHDA", 4),
        ("XL-XUANTRUONG", 8),
    ],
)
def test_the_number_of_neighbourhoods_is_the_one_known(code, count):
    assert next(commune.neighbourhood_count for commune in communes() if commune.code == code) == count


def test_names_are_unique_within_a_commune_on_every_day():
    for day in DAYS:
        names = Counter((phase.parent_code, phase.name) for unit in all_units() if (phase := unit.on(day)))
        assert [name for name, count in names.items() if count > 1] == []


def test_only_residential_cells_stand_for_a_neighbourhood_near_their_commune():
    centres = {commune.code: commune for commune in communes()}
    for unit in cells():
        place = unit.neighbourhood
        if unit.phases[0].kind is not UnitKind.RESIDENTIAL_CELL:
            assert place is None
            continue
        centre = centres[unit.phases[0].parent_code]
        assert abs(place.latitude - centre.latitude) < 0.04 and abs(place.longitude - centre.longitude) < 0.04
        assert place.households >= 100 and place.character
        assert all(1 <= wanted <= 3 for _, wanted in place.needs)
        assert (place.target is None) == (place.capacity is None)


def test_targets_share_out_the_whole_agency_cell():
    with_targets = [commune for commune in communes() if commune.targets]
    assert len(with_targets) >= 3
    for commune in with_targets:
        assert len(commune.targets) == commune.neighbourhood_count
        assert sum(commune.targets) == commune.agency_members


def test_a_register_of_2019_knows_nothing_of_later_years():
    known = {unit.code: unit for unit in known_on(all_units(), DIRECTIVE_DAY)}
    assert "DN-BIENHOA" not in known
    assert known["BH"].ends_on is None
    assert [phase.name for phase in known["BH-TANHANH"].phases] == ["Xã Tân Hạnh"]
    assert all(unit.ends_on is None for unit in known.values())


def test_the_changes_of_a_time_lead_from_one_register_to_the_next():
    start, end = DIRECTIVE_DAY, date(2026, 12, 31)
    current = {unit.code: unit.on(start) for unit in all_units() if unit.on(start)}
    for change in changes(all_units(), after=start, until=end):
        before = current.get(change.code)
        assert (before and before.name) == (change.before and change.before.name)
        if change.after is None:
            assert not [code for code, phase in current.items() if phase.parent_code == change.code], change
            del current[change.code]
        else:
            assert change.after.parent_code is None or change.after.parent_code in current, change
            current[change.code] = change.after
    assert current == {unit.code: unit.on(end) for unit in all_units() if unit.on(end)}


def test_the_changes_of_2019_are_renamings():
    found = changes(all_units(), after=DIRECTIVE_DAY, until=date(2019, 12, 31))
    assert {change.on for change in found} == {date(2019, 7, 1)}
    assert all(change.before and change.after for change in found)
    assert Counter(change.after.kind for change in found) == {
        UnitKind.WARD: 6,
        UnitKind.TOWNSHIP: 1,
        UnitKind.AGENCY_CELL: 7,
        UnitKind.RESIDENTIAL_CELL: 30 + 4,
    }


def test_every_commune_has_its_offices_and_a_one_stop_desk_they_can_staff():
    codes = {(office.commune_code, office.code) for office in offices()}
    assert len(codes) == len(communes()) * 10
    desks = Counter(counter.commune_code for counter in counters())
    assert set(desks) == {commune.code for commune in communes()}
    assert all(3 <= count <= 5 for count in desks.values())
    assert all((counter.commune_code, counter.office_code) in codes for counter in counters())
