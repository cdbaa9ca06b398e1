import unicodedata
from collections import Counter
from datetime import date

import pytest

from chibo.demo import people_maker
from chibo.demo.cells import agency_cell_code, cells, commune_code_of
from chibo.demo.geography import REGISTER_STARTS_ON, communes
from chibo.demo.offices import OFFICES
from chibo.demo.people import HOLDS, kinships, members, members_by_cell, officers
from chibo.demo.person import LISTED_ON
from chibo.demo.units import units_by_code
from chibo.domain.organisation import Skill, UnitKind


def in_agency_cells(district: str) -> list:
    return [
        member for member in members() if member.cell_code.startswith(district) and member.cell_code.endswith("-CQ")
    ]


def residential_cells():
    return [unit for unit in cells() if unit.phases[0].kind is UnitKind.RESIDENTIAL_CELL]


@pytest.mark.parametrize(
    ("district", "cell_count", "member_count"), [("BH", 28, 473), ("XL", 15, 262), ("TN", 10, 160)]
)
def test_the_agency_cells_hold_the_known_numbers(district, cell_count, member_count):
    rows = in_agency_cells(f"{district}-")
    assert len(rows) == member_count
    assert len({member.cell_code for member in rows}) == cell_count


def test_the_whole_demo_is_of_a_size_that_loads_in_reasonable_time():
    assert 6_000 <= len(members()) <= 9_000


def test_the_same_people_come_out_every_time():
    assert tuple(people_maker.PeopleMaker().everyone()) == members()


def test_every_cell_has_members_and_one_secretary():
    secretaries = Counter(member.cell_code for member in members() if member.cell_post == "SECRETARY")
    assert set(members_by_cell()) == {unit.code for unit in cells()} == set(secretaries)
    assert set(secretaries.values()) == {1}


def test_every_commune_has_one_secretary_one_standing_deputy_and_one_chairman():
    posts = Counter((member.commune_code, member.commune_post) for member in members() if member.commune_post)
    expected = {(commune.code, post) for commune in communes() for post in ("SECRETARY", "STANDING_DEPUTY", "CHAIRMAN")}
    assert set(posts) == expected
    assert set(posts.values()) == {1}


def test_keys_cards_and_file_numbers_are_unique_and_well_formed():
    cards = [member.card_number for member in members() if member.card_number]
    files = [member.file_number for member in members()]
    keys = [member.key for member in members()]
    for numbers in (cards, files, keys):
        assert len(numbers) == len(set(numbers))
    assert all(len(card) == 8 and card.isdigit() for card in cards)
    assert any(card.startswith("00") for card in cards)
    assert all(len(number) == 8 and number[:6].isdigit() and number[6:] == "ĐN" for number in files)


def test_nobody_shares_name_and_birth_date():
    assert len({(member.full_name, member.born_on) for member in members()}) == len(members())


def test_some_namesakes_exist_because_names_are_no_keys():
    assert max(Counter(member.full_name for member in members()).values()) > 1


def test_names_have_three_composed_parts():
    for member in members():
        assert len(member.full_name.split()) == 3
        assert unicodedata.is_normalized("NFC", member.full_name)


def test_the_dates_of_a_life_follow_one_another():
    for member in members():
        assert member.born_on.year + 18 < member.admitted_on.year, member.key
        assert member.admitted_on <= member.joined_on <= LISTED_ON, member.key
        assert member.joined_on >= REGISTER_STARTS_ON
        if member.official_on is None:
            assert (LISTED_ON - member.admitted_on).days < 365, member.key
        else:
            assert 365 <= (member.official_on - member.admitted_on).days <= 366, member.key
            assert member.official_on <= LISTED_ON


def test_only_official_members_have_a_card():
    assert all((member.card_number is None) == (member.official_on is None) for member in members())
    assert sum(member.official_on is None for member in in_agency_cells("")) > 5


def test_residential_cells_are_of_all_sizes_some_too_weak_to_be_formed():
    sizes, official = [], []
    for unit in residential_cells():
        rows = members_by_cell()[unit.code]
        sizes.append(len(rows))
        official.append(sum(member.official_on is not None for member in rows))
    assert 10 <= sum(count < 3 for count in official) <= 40
    assert all(6 <= size <= 45 for size, count in zip(sizes, official, strict=True) if count >= 3 and size > 5)
    assert sum(size >= 30 for size in sizes) > 20
    assert min(official) >= 2


def test_those_who_work_in_a_commune_work_in_one_of_its_offices():
    working = [member for member in members() if member.office_code is not None]
    assert {member.office_code for member in working} == set(OFFICES)
    assert all(member.position for member in working)
    assert all(member.office_code for member in in_agency_cells(""))


def test_where_no_agency_cell_is_the_officials_meet_in_residential_cells():
    for code in ("BH-HONAI", "BH-TANHOA"):
        assert agency_cell_code(code) not in members_by_cell()
        officials = [member for member in members() if member.commune_code == code and member.office_code]
        assert len(officials) == 15
        assert len({member.cell_code for member in officials}) > 3


def test_homes_are_residential_cells_and_some_live_elsewhere():
    residential = {unit.code for unit in residential_cells()}
    agency = in_agency_cells("")
    assert {member.residence_code for member in members()} - {None} <= residential
    assert all(member.address for member in members())
    elsewhere = [member for member in agency if member.residence_code is None]
    neighbours = [m for m in agency if m.residence_code and commune_code_of(m.residence_code) != m.commune_code]
    assert len(elsewhere) > 50 and len(neighbours) > 100
    assert len(agency) - len(elsewhere) - len(neighbours) > 400


def test_skills_and_leadership_lie_in_their_range_and_cover_every_field():
    for member in members():
        assert 0 <= member.leadership <= 3
        assert all(1 <= grade <= 3 for _, grade in member.skills)
        assert len({skill for skill, _ in member.skills}) == len(member.skills)
    assert {skill for member in in_agency_cells("BH-TAMPHUOC") for skill, _ in member.skills} == set(Skill)


def test_telephone_numbers_reach_nobody():
    assert all(
        member.phone == "" or (member.phone.startswith("010") and len(member.phone) == 10) for member in members()
    )


def test_officers_hold_posts_of_units_that_exist():
    keys = {member.key for member in members()}
    rows = list(officers())
    assert all(officer.unit_code in units_by_code() and officer.member_key in keys for officer in rows)
    assert all(officer.starts_on <= LISTED_ON for officer in rows)


def test_relatives_meet_in_one_agency_cell_and_couples_share_a_home():
    by_key = {member.key: member for member in members()}
    assert len(kinships()) >= 15
    for kinship in kinships():
        one, two = by_key[kinship.first_key], by_key[kinship.second_key]
        assert one.cell_code == two.cell_code and one.cell_code.endswith("-CQ")
        if kinship.relation == "Vợ chồng":
            assert (one.gender, two.gender) == ("MALE", "FEMALE")
            assert (one.residence_code, one.address) == (two.residence_code, two.address)
        else:
            assert one.full_name.split()[0] == two.full_name.split()[0]


def test_members_held_back_are_members_of_agency_cells():
    keys = {member.key for member in in_agency_cells("")}
    assert {hold.member_key for hold in HOLDS} <= keys
    assert len({hold.member_key for hold in HOLDS}) == len(HOLDS)
    open_holds = [hold for hold in HOLDS if hold.ends_on is None]
    assert open_holds and all(hold.member_key.startswith("TN-") for hold in open_holds)
    assert all(hold.ends_on is None or hold.starts_on < hold.ends_on < date(2020, 1, 1) for hold in HOLDS)
