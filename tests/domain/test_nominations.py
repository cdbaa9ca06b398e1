"""The rules of admission: order, clocks in working days, votes, who may introduce, ages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.domain.nominations import checks
from chibo.domain.nominations.checks import Backer
from chibo.domain.nominations.clocks import (
    CLOCK_RULES,
    Clock,
    certificate_ends_on,
    clock_rule,
    due_after,
    erase_on,
    months_after,
    probation_ends_on,
)
from chibo.domain.nominations.path import ENDS, WAY, Form, NominationFacts, NominationState, StepKind, missing_forms
from chibo.domain.nominations.votes import HALF, TWO_THIRDS, Vote, check_counted, check_vote
from chibo.domain.papers.admission import Admission, AdmissionForm, Applicant, compose_admission
from chibo.domain.papers.plain import plain_text
from chibo.domain.working_days import working_days_between

State = NominationState
MARCH_4 = date(2019, 3, 4)
BORN_ON = date(1990, 5, 1)
WHOLE = frozenset(
    {
        Form.APPLICATION,
        Form.CURRICULUM_VITAE,
        Form.INTRODUCTION,
        Form.YOUTH_UNION,
        Form.OPINIONS,
        Form.RESIDENCE_OPINION,
    }
)
FACTS = NominationFacts(7, State.APPLIED, MARCH_4, forms=WHOLE, certified_on=date(2019, 1, 15))
DECIDED = replace(FACTS, state=State.DECIDED, decided_on=date(2019, 4, 15), received_on=date(2019, 4, 18))
ADMITTED = replace(DECIDED, state=State.ADMITTED, last_on=date(2019, 5, 20), admitted_on=date(2019, 5, 20))
ALL = Vote(9, 9, 9, 0)
OLD_HAND = Backer("Trần Văn Bình", date(2015, 1, 1), official=True)


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


@pytest.mark.parametrize(
    ("kind", "on", "due_on"),
    [
        (StepKind.PROPOSED, date(2019, 3, 4), date(2019, 4, 4)),
        (StepKind.POSTPONED, date(2019, 12, 31), date(2020, 1, 31)),
        (StepKind.HELPER, MARCH_4, None),
        (StepKind.APPLICATION, MARCH_4, None),
        (StepKind.CERTIFICATE, date(2019, 1, 15), date(2024, 1, 15)),
        (StepKind.CERTIFICATE, date(2020, 2, 29), date(2025, 2, 28)),
        # 30/4 and 1/5 with the days in lieu, and the Hùng Kings' day, lie between.
        (StepKind.RESOLUTION, MARCH_4, date(2019, 5, 30)),
        (StepKind.DECISION, date(2019, 4, 18), date(2019, 6, 3)),
        # The probation ends on 20/5/2020; thirty working days from there.
        (StepKind.CEREMONY, date(2019, 5, 20), date(2020, 7, 1)),
        (StepKind.OFFICIAL, MARCH_4, None),
        (StepKind.WITHDRAWN, MARCH_4, None),
    ],
)
def test_each_step_starts_its_clock(kind: StepKind, on: date, due_on: date | None):
    assert due_after(kind, on) == due_on


def test_clocks_are_counted_in_working_days_by_the_rule_of_the_day():
    assert working_days_between(MARCH_4, due_after(StepKind.RESOLUTION, MARCH_4)) == 60
    assert working_days_between(date(2019, 4, 18), due_after(StepKind.DECISION, date(2019, 4, 18))) == 30
    assert clock_rule(Clock.DECISION, date(2019, 1, 1)).source == "29-QĐ/TW"
    assert clock_rule(Clock.DECISION, date(2021, 7, 29)).source == "29-QĐ/TW"
    assert clock_rule(Clock.DECISION, date(2021, 7, 30)).source == "24-QĐ/TW"
    assert clock_rule(Clock.DECISION, date(2025, 7, 1)).source == "294-QĐ/TW"
    assert clock_rule(Clock.PROBATION, date(1990, 1, 1)).count == 12
    assert all(rules == tuple(sorted(rules, key=lambda rule: rule.starts_on)) for rules in CLOCK_RULES.values())


@given(st.dates(date(2016, 7, 25), date(2035, 12, 31)))
def test_probation_is_a_year_and_nothing_is_erased_before_the_end(day: date):
    assert probation_ends_on(day) == months_after(day, 12)
    assert 365 <= (probation_ends_on(day) - day).days <= 366
    assert (certificate_ends_on(day).year, erase_on(day) > day) == (day.year + 5, True)
    assert months_after(day, 12).day in (day.day, 28)


@pytest.mark.parametrize(
    ("vote", "share", "code"),
    [
        (Vote(9, 9, 6, 3), TWO_THIRDS, None),
        (Vote(9, 9, 5, 4), TWO_THIRDS, "NOMINATION_VOTE_TOO_FEW"),
        (Vote(10, 10, 7, 3), TWO_THIRDS, None),
        (Vote(10, 10, 6, 4), TWO_THIRDS, "NOMINATION_VOTE_TOO_FEW"),
        # Counted of all official members, not of those present.
        (Vote(9, 6, 6, 0), TWO_THIRDS, None),
        (Vote(9, 5, 5, 0), TWO_THIRDS, "NOMINATION_VOTE_TOO_FEW"),
        (Vote(9, 9, 5, 4), HALF, None),
        (Vote(8, 8, 4, 4), HALF, "NOMINATION_VOTE_TOO_FEW"),
        (Vote(9, 8, 6, 3), HALF, "NOMINATION_VOTE_DOES_NOT_ADD_UP"),
        (Vote(9, 9, 6, 2), HALF, "NOMINATION_VOTE_DOES_NOT_ADD_UP"),
        (Vote(9, 10, 10, 0), TWO_THIRDS, "NOMINATION_VOTE_DOES_NOT_ADD_UP"),
        (Vote(0, 0, 0, 0), TWO_THIRDS, "NOMINATION_VOTE_DOES_NOT_ADD_UP"),
        (Vote(9, 9, 10, -1), TWO_THIRDS, "NOMINATION_VOTE_DOES_NOT_ADD_UP"),
    ],
)
def test_votes_add_up_and_reach_their_share_of_all_official_members(vote: Vote, share, code: str | None):
    assert codes(check_vote(vote, share)) == ([code] if code else [])
    assert bool(check_counted(vote)) == (code == "NOMINATION_VOTE_DOES_NOT_ADD_UP")


@given(st.integers(1, 200), st.integers(0, 200))
def test_two_thirds_are_two_thirds(official: int, in_favour: int):
    vote = Vote(official, max(in_favour, 1), in_favour, max(in_favour, 1) - in_favour)
    passes = not check_vote(vote, TWO_THIRDS)
    assert passes == (in_favour <= official and 3 * in_favour >= 2 * official)


@pytest.mark.parametrize(
    ("born_on", "on", "code"),
    [
        (date(2001, 3, 4), MARCH_4, None),
        (date(2001, 3, 5), MARCH_4, "CANDIDATE_TOO_YOUNG"),
        (date(1959, 3, 4), MARCH_4, None),
        (date(1959, 2, 5), MARCH_4, None),
        (date(1959, 2, 4), MARCH_4, "CANDIDATE_TOO_OLD"),
        (date(2020, 1, 1), MARCH_4, "CANDIDATE_TOO_YOUNG"),
    ],
)
def test_ages_count_by_months(born_on: date, on: date, code: str | None):
    assert codes(checks.check_age(born_on, on)) == ([code] if code else [])


def test_a_file_is_whole_with_the_youth_union_or_with_a_second_member():
    assert missing_forms(frozenset()) == (
        *(form for form in Form if form in WHOLE - {Form.YOUTH_UNION}),
        Form.YOUTH_UNION,
    )
    assert missing_forms(WHOLE) == ()
    assert missing_forms(WHOLE - {Form.YOUTH_UNION}) == (Form.YOUTH_UNION,)
    assert missing_forms(WHOLE - {Form.YOUTH_UNION} | {Form.INTRODUCTION_TWO}) == ()
    assert missing_forms(WHOLE - {Form.OPINIONS}) == (Form.OPINIONS,)


@pytest.mark.parametrize(
    ("introducer", "code"),
    [
        (OLD_HAND, None),
        (None, "INTRODUCER_WANTED"),
        (replace(OLD_HAND, in_cell_since=date(2018, 3, 4)), None),
        (replace(OLD_HAND, in_cell_since=date(2018, 3, 5)), "INTRODUCER_TOO_NEW"),
        (replace(OLD_HAND, in_cell_since=None), "BACKER_NOT_IN_CELL"),
        (replace(OLD_HAND, official=False), "BACKER_ON_PROBATION"),
    ],
)
def test_who_introduces_is_official_and_a_year_in_the_cell(introducer: Backer | None, code: str | None):
    assert codes(checks.check_introducer(introducer, MARCH_4)) == ([code] if code else [])


@pytest.mark.parametrize("state", [*WAY, *sorted(ENDS)])
def test_every_step_is_refused_out_of_its_turn(state: NominationState):
    facts = replace(ADMITTED, state=state, forms=frozenset(), last_on=MARCH_4)
    on = date(2020, 6, 3)
    outcomes = {
        State.PROPOSED: checks.check_recognise(facts, on, ALL),
        State.HELPED: checks.check_certificate(facts, on, certified_on=on),
        State.TRAINED: checks.check_forms(facts, on, {Form.APPLICATION: None}, introducers=0),
        State.APPLIED: checks.check_resolve(replace(facts, forms=WHOLE), on, ALL, BORN_ON),
        State.RESOLVED: checks.check_decide(facts, on, received_on=on, born_on=BORN_ON),
        State.DECIDED: checks.check_ceremony(facts, on),
        State.ADMITTED: checks.check_official(facts, on, ALL, in_cell=True),
    }
    also = {State.HELPED: {State.TRAINED, State.APPLIED}, State.TRAINED: {State.APPLIED}}
    for turn, found in outcomes.items():
        if state in ENDS:
            assert codes(found) == ["NOMINATION_ENDED"], turn
        elif state is turn:
            assert found == [], turn
        elif state in also.get(turn, ()):
            assert "NOMINATION_OUT_OF_TURN" not in codes(found), turn
        else:
            assert codes(found) == ["NOMINATION_OUT_OF_TURN"], turn


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (
            checks.check_recognise(replace(FACTS, state=State.PROPOSED), date(2019, 3, 3), ALL),
            "NOMINATION_DAY_TOO_EARLY",
        ),
        (checks.check_helper(replace(FACTS, state=State.PROPOSED), MARCH_4, OLD_HAND), "NOMINATION_OUT_OF_TURN"),
        (checks.check_helper(FACTS, MARCH_4, replace(OLD_HAND, official=False)), "BACKER_ON_PROBATION"),
        (checks.check_helper(FACTS, MARCH_4, replace(OLD_HAND, in_cell_since=None)), "BACKER_NOT_IN_CELL"),
        (checks.check_helper(FACTS, MARCH_4, OLD_HAND), None),
        (checks.check_certificate(FACTS, MARCH_4, certified_on=date(2019, 3, 5)), "CERTIFICATE_AHEAD"),
        (checks.check_certificate(FACTS, MARCH_4, certified_on=date(2014, 3, 3)), "CERTIFICATE_EXPIRED"),
        (checks.check_certificate(FACTS, MARCH_4, certified_on=date(2014, 3, 4)), None),
        (checks.check_forms(FACTS, MARCH_4, {Form.OPINIONS: None}, introducers=1), "FORM_KNOWN"),
        (
            checks.check_forms(replace(FACTS, forms=frozenset()), MARCH_4, {Form.OPINIONS: None}, introducers=0),
            "APPLICATION_FIRST",
        ),
        (checks.check_forms(FACTS, MARCH_4, {Form.INTRODUCTION_TWO: OLD_HAND}, introducers=1), "INTRODUCER_TWICE"),
        (checks.check_forms(FACTS, MARCH_4, {Form.INTRODUCTION_TWO: OLD_HAND}, introducers=2), None),
        (checks.check_resolve(replace(FACTS, forms=WHOLE - {Form.OPINIONS}), MARCH_4, ALL, BORN_ON), "FORMS_MISSING"),
        (
            checks.check_resolve(replace(FACTS, certified_on=date(2014, 3, 3)), MARCH_4, ALL, BORN_ON),
            "CERTIFICATE_EXPIRED",
        ),
        (checks.check_resolve(FACTS, MARCH_4, ALL, date(1958, 1, 1)), "CANDIDATE_TOO_OLD"),
        (checks.check_resolve(FACTS, MARCH_4, Vote(9, 9, 5, 4), BORN_ON), "NOMINATION_VOTE_TOO_FEW"),
        (
            checks.check_decide(
                replace(FACTS, state=State.RESOLVED), MARCH_4, received_on=date(2019, 3, 3), born_on=BORN_ON
            ),
            "DECISION_RECEIVED_TOO_EARLY",
        ),
        (checks.check_ceremony(replace(FACTS, state=State.RESOLVED), MARCH_4), "CEREMONY_BEFORE_DECISION"),
        (checks.check_ceremony(DECIDED, date(2019, 4, 17)), "NOMINATION_DAY_TOO_EARLY"),
        (checks.check_ceremony(DECIDED, date(2019, 4, 18)), None),
        (checks.check_official(ADMITTED, date(2020, 5, 19), ALL, in_cell=True), "PROBATION_NOT_OVER"),
        (checks.check_official(ADMITTED, date(2020, 5, 20), ALL, in_cell=True), None),
        (checks.check_official(ADMITTED, date(2020, 5, 20), ALL, in_cell=False), "NOMINATION_MEMBER_LEFT"),
        (checks.check_end(FACTS, MARCH_4, State.REFUSED), "NOMINATION_OUT_OF_TURN"),
        (checks.check_end(replace(FACTS, state=State.RESOLVED), MARCH_4, State.REFUSED), None),
        (checks.check_end(FACTS, MARCH_4, State.OFFICIAL), "NOMINATION_NO_SUCH_END"),
        (checks.check_end(FACTS, MARCH_4, State.MOVED), None),
    ],
)
def test_what_each_step_asks_for(found, code: str | None):
    assert codes(found) == ([code] if code else [])


@pytest.mark.parametrize("form", AdmissionForm)
def test_a_paper_made_early_leaves_lines_to_fill_in(form: AdmissionForm):
    facts = Admission(
        cell="Chi bộ khu phố 1",
        committee="Đảng ủy phường Tam Hòa",
        above_committee="",
        place="Tam Hòa",
        drafted_on=MARCH_4,
        applicant=Applicant(name="Vũ Thử Quần Chúng", born_on=BORN_ON),
    )
    told = plain_text(compose_admission(facts, form))
    assert "Vũ Thử Quần Chúng" in told
    assert "…/…/…" in told
    assert "None" not in told
