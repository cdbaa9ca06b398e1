"""What depends on a paper's date, how dates and counts are written, and what is missing before it gets a number."""

from dataclasses import replace
from datetime import date

import pytest

from chibo.domain.papers.decisions import compose_dissolution, compose_transfer
from chibo.domain.papers.facts import Reference, has_standing_committee
from chibo.domain.papers.gaps import CODES, missing
from chibo.domain.papers.layout import LAYOUTS, layout_named, layout_on
from chibo.domain.papers.plain import plain_text
from chibo.domain.papers.regulations import charter_implementation, membership_guidance
from chibo.domain.papers.wording import count, joined, members, numbered, short_date, table_date, written_day
from chibo.domain.rules import Severity
from tests.documents import papers


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1998, 2, 2), "11-HD/VPTW"),
        (date(2018, 4, 2), "11-HD/VPTW"),
        (date(2018, 4, 3), "36-HD/VPTW"),
        (date(2030, 1, 1), "36-HD/VPTW"),
    ],
)
def test_the_layout_is_the_one_in_force_on_the_day(day, code):
    assert layout_on(day).code == code


def test_layouts_are_known_by_name_cited_and_in_order():
    assert [layout.valid_from for layout in LAYOUTS] == sorted(layout.valid_from for layout in LAYOUTS)
    for layout in LAYOUTS:
        assert layout_named(layout.code) is layout
        assert layout.code in layout.source
    with pytest.raises(KeyError):
        layout_named("99-HD/VPTW")


def test_a_paper_keeps_the_layout_of_its_date():
    old = compose_dissolution(papers.dissolution(issue=papers.issue(3, dated_on=date(2018, 3, 1))))

    assert old.layout == "11-HD/VPTW"
    assert compose_dissolution(papers.dissolution()).layout == "36-HD/VPTW"


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2010, 1, 1), "45-QĐ/TW"),
        (date(2016, 7, 24), "45-QĐ/TW"),
        (date(2016, 7, 25), "29-QĐ/TW"),
        (date(2021, 7, 30), "24-QĐ/TW"),
        (date(2025, 1, 20), "232-QĐ/TW"),
        (date(2025, 6, 30), "232-QĐ/TW"),
        (date(2025, 7, 1), "294-QĐ/TW"),
    ],
)
def test_the_regulation_on_the_charter_is_the_one_in_force(day, number):
    assert charter_implementation(day).number == number


def test_a_decision_cites_the_regulations_of_its_day():
    of_2019 = plain_text(compose_transfer(papers.transfer()))
    of_2025 = plain_text(compose_transfer(papers.transfer(issue=papers.issue(4, dated_on=date(2025, 9, 1)))))

    assert "Quy định số 29-QĐ/TW, ngày 25/7/2016" in of_2019
    assert "Hướng dẫn số 09-HD/BTCTW, ngày 05/6/2017" in of_2019
    assert "Quy định số 294-QĐ/TW, ngày 26/5/2025" in of_2025
    assert membership_guidance(date(2025, 9, 1)).ground in of_2025


def test_dates_counts_and_numbers_are_written_as_the_guide_wants():
    assert written_day(date(2018, 2, 3)) == "ngày 03 tháng 02 năm 2018"
    assert written_day(date(2018, 4, 20)) == "ngày 20 tháng 4 năm 2018"
    assert written_day(None) == "ngày … tháng … năm …"
    assert short_date(date(2019, 5, 2)) == "02/5/2019"
    assert [table_date(day) for day in (date(1975, 2, 3), "1975-02", "1975", None)] == [
        "03/02/1975",
        "02/1975",
        "1975",
        "",
    ]
    assert numbered(9, "QĐ/ĐU") == "Số 09-QĐ/ĐU"
    assert numbered(127, "QĐ/TW") == "Số 127-QĐ/TW"
    assert numbered(None, "QĐ/ĐU") == "Số …-QĐ/ĐU"
    assert (count(7), count(17)) == ("07", "17")
    assert [joined(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A và B", "A, B và C"]


def test_members_on_probation_are_counted_apart():
    assert members(16, 1) == "17 đảng viên, trong đó có 16 đảng viên chính thức và 01 đảng viên dự bị"
    assert members(5, 0) == "05 đảng viên chính thức"
    assert members(0, 2) == "02 đảng viên dự bị"


@pytest.mark.parametrize(
    ("count", "complete", "standing"), [(9, True, True), (8, True, False), (15, True, True), (3, False, True)]
)
def test_a_committee_of_nine_has_a_standing_committee_and_so_has_one_not_known_in_full(count, complete, standing):
    assert has_standing_committee(count, complete=complete) is standing


def test_a_committee_without_standing_committee_decides_and_signs_as_a_whole():
    told = plain_text(compose_dissolution(papers.dissolution(issue=papers.issue(committee=SMALL))))

    assert "BAN CHẤP HÀNH ĐẢNG BỘ QUYẾT ĐỊNH" in told
    assert "T/M BAN CHẤP HÀNH" in told
    assert "Ban Thường vụ Đảng ủy" not in told


COMPLETE = [
    papers.dissolution(),
    papers.transfer(),
    papers.establishment(),
    papers.amendment(),
    papers.cancellation(),
    papers.handover(),
    papers.letter(),
    papers.progress(),
]
UNNUMBERED = Reference(kind="Quyết định", number="…-QĐ/ĐU", subject="về việc giải thể")
LATER = replace(papers.DIRECTIVE, dated_on=date(2019, 5, 3))
NOWHERE = replace(papers.COMMITTEE, place=" ", superior="")
SMALL = replace(papers.COMMITTEE, by_standing=False)
BARE = papers.MemberLine(full_name=" ")
NO_CARD = (replace(papers.members(1, probationary=0)[0], card_number=""),)

LACKING = [
    ("PAPER_WITHOUT_SIGNER", papers.dissolution(issue=papers.issue(None))),
    ("PAPER_WITHOUT_DATE", papers.dissolution(issue=papers.issue(None))),
    ("PAPER_WITHOUT_PLACE", papers.dissolution(issue=papers.issue(committee=NOWHERE))),
    ("PAPER_WITHOUT_SUPERIOR", papers.dissolution(issue=papers.issue(committee=NOWHERE))),
    ("PAPER_BY_WHOLE_COMMITTEE", papers.dissolution(issue=papers.issue(committee=SMALL))),
    ("PAPER_WITHOUT_EFFECTIVE_DATE", papers.dissolution(effective_on=None)),
    ("PAPER_EFFECTIVE_BEFORE_DATE", papers.dissolution(effective_on=date(2019, 5, 1))),
    ("PAPER_BEFORE_BASIS", papers.dissolution(directive=LATER)),
    ("PAPER_BEFORE_BASIS", papers.transfer(basis=papers.decided(9, "về việc giải thể", date(2019, 5, 3)))),
    ("PAPER_WITHOUT_DIRECTIVE", papers.dissolution(directive=None)),
    ("PAPER_BASIS_NOT_NUMBERED", papers.transfer(basis=UNNUMBERED)),
    ("PAPER_WITHOUT_MEMBERS", papers.transfer(members=())),
    ("PAPER_WITHOUT_CORRECTIONS", papers.amendment(corrections=())),
    ("PAPER_WITHOUT_CANCELLED", papers.cancellation(cancelled=())),
    ("PAPER_WITHOUT_REPRESENTATIVE", papers.handover(receiving=())),
    ("PAPER_WITHOUT_ITEMS", papers.handover(items=())),
    ("PAPER_WITHOUT_OFFICERS", papers.merger()),
    ("PAPER_WITHOUT_OFFICERS", papers.split()),
    ("PAPER_WITHOUT_ROWS", papers.progress(rows=())),
    ("MEMBER_WITHOUT_NAME", papers.tick_list(members=(BARE,))),
    ("MEMBER_WITHOUT_BIRTH_DATE", papers.tick_list(members=(BARE,))),
    ("MEMBER_WITHOUT_ADMISSION_DATE", papers.tick_list(members=(BARE,))),
    ("MEMBER_WITHOUT_OFFICIAL_DATE", papers.tick_list(members=(BARE,))),
    ("MEMBER_WITHOUT_CARD", papers.transfer(members=NO_CARD)),
    ("MEMBER_WITHOUT_FILE_NUMBER", papers.letter(member=BARE)),
    ("MEMBER_WITHOUT_DESTINATION", papers.transfer(members=(BARE,))),
    ("MEMBER_WITHOUT_DUES", papers.handover(members=(BARE,))),
]


@pytest.mark.parametrize("facts", COMPLETE, ids=lambda facts: type(facts).__name__)
def test_nothing_is_missing_from_complete_facts(facts):
    assert missing(facts) == []


@pytest.mark.parametrize(("code", "facts"), LACKING)
def test_what_is_missing_is_named(code, facts):
    assert code in {gap.code for gap in missing(facts)}


def test_every_code_is_shown_by_an_example():
    assert {code for code, _ in LACKING} == set(CODES)


def test_a_missing_card_is_shown_but_does_not_hold_the_number_back():
    (gap,) = missing(papers.transfer(members=NO_CARD))

    assert gap.severity is Severity.WARNING
    assert gap.params == {"member": "Nguyễn Văn An"}


def test_a_member_on_probation_needs_no_card():
    assert missing(papers.transfer(members=papers.members(1, probationary=1))) == []
