"""The rules of organisation."""

from datetime import date

import pytest

from chibo.domain import rules
from chibo.domain.organisation import CellFacts, MemberFacts, Standing, UnitKind

DAY = date(2019, 5, 2)


def cell(official: int, probationary: int = 0, *, code: str = "A", secretary: bool = True) -> CellFacts:
    standings = [Standing.OFFICIAL] * official + [Standing.PROBATIONARY] * probationary
    members = tuple(MemberFacts(number, f"Người {number}", each) for number, each in enumerate(standings, 1))
    return CellFacts(code, f"Chi bộ {code}", UnitKind.RESIDENTIAL_CELL, members, secretary)


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


@pytest.mark.parametrize(
    ("official", "probationary", "expected"),
    [
        (2, 5, ["CELL_TOO_SMALL"]),
        (3, 0, []),
        (8, 4, []),
        (9, 0, ["CELL_NEEDS_COMMITTEE"]),
        (20, 9, ["CELL_NEEDS_COMMITTEE"]),
        (29, 1, ["CELL_NEEDS_COMMITTEE", "CELL_VERY_LARGE"]),
    ],
)
def test_three_nine_and_thirty_change_a_cell(official: int, probationary: int, expected: list[str]):
    found = rules.check_cell_size(cell(official, probationary), on=DAY)
    assert codes(found) == expected
    assert {violation.severity for violation in found} <= {rules.Severity.WARNING}


def test_every_member_of_a_dissolved_cell_needs_another_cell():
    closing = cell(3, code="CQ")
    assert codes(rules.check_dissolution(closing, {1: "KP1", 2: "KP1", 3: "KP2"})) == []
    assert codes(rules.check_dissolution(closing, {1: "KP1", 2: "CQ"})) == [
        "MEMBER_STAYS_IN_DISSOLVED_CELL",
        "MEMBER_NOT_PLACED",
    ]
    assert codes(rules.check_dissolution(closing, {1: "KP1", 2: "KP1", 3: "KP2", 9: "KP2"})) == ["NOT_A_MEMBER"]


def test_readiness_names_holds_missing_secretaries_and_weak_cells():
    held = MemberFacts(1, "Người Bị Giữ", Standing.OFFICIAL, held=True)
    leaving = CellFacts("CQ", "Chi bộ cơ quan", UnitKind.AGENCY_CELL, (held,))
    found = rules.check_readiness([leaving], [cell(2, code="KP1", secretary=False)], on=DAY)
    assert codes(found) == ["MEMBER_HELD", "CELL_WITHOUT_SECRETARY", "CELL_TOO_SMALL"]


@pytest.mark.parametrize(
    ("decided", "effective", "basis", "expected"),
    [
        (date(2019, 5, 2), date(2019, 5, 2), date(2019, 4, 16), []),
        (date(2019, 4, 15), date(2019, 5, 2), date(2019, 4, 16), ["DECIDED_BEFORE_BASIS"]),
        (date(2019, 5, 2), date(2019, 5, 1), None, ["EFFECTIVE_BEFORE_DECIDED"]),
    ],
)
def test_a_decision_follows_its_basis_and_precedes_its_effect(decided, effective, basis, expected):
    assert codes(rules.check_decision_dates(decided_on=decided, effective_on=effective, basis_on=basis)) == expected


@pytest.mark.parametrize(
    ("kind", "parent", "allowed"),
    [
        (UnitKind.WARD, UnitKind.CITY, True),
        (UnitKind.WARD, UnitKind.PROVINCE, True),
        (UnitKind.DISTRICT, UnitKind.COMMUNE, False),
        (UnitKind.RESIDENTIAL_CELL, UnitKind.TOWNSHIP, True),
        (UnitKind.RESIDENTIAL_CELL, None, False),
        (UnitKind.COMMUNE, UnitKind.RESIDENTIAL_CELL, False),
        (UnitKind.COUNTRY, None, True),
    ],
)
def test_units_hang_under_the_right_tier(kind: UnitKind, parent: UnitKind | None, allowed: bool):
    assert (rules.check_parent(kind, parent) == []) is allowed


def test_a_member_is_official_from_the_day_of_recognition():
    recognised = date(2019, 5, 2)
    assert rules.standing(recognised, on=date(2019, 5, 1)) is Standing.PROBATIONARY
    assert rules.standing(recognised, on=recognised) is Standing.OFFICIAL
    assert rules.standing(None, on=recognised) is Standing.PROBATIONARY
