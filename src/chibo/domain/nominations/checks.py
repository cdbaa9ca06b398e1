"""Whether a step of a nomination may be taken: in its order, on a day that can be, by whom the rules want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.domain.nominations.clocks import certificate_ends_on, months_after, probation_ends_on
from chibo.domain.nominations.path import INTRODUCTIONS, Form, NominationFacts, NominationState, missing_forms
from chibo.domain.nominations.votes import HALF, TWO_THIRDS, Vote, check_counted, check_vote
from chibo.domain.rules import Violation, refusal

State = NominationState

YOUNGEST, OLDEST = 18, 60
"""Years of age of whoever is admitted, counted by months (29-QĐ/TW of 25-7-2016; 24-QĐ/TW; 294-QĐ/TW)."""
TOGETHER_MONTHS = 12
"""How long an introducer has been an official member in the same cell (29-QĐ/TW: a year of working together)."""
ENDED_BY_CELL = frozenset({State.DECLINED, State.WITHDRAWN, State.MOVED})


@dataclass(frozen=True, slots=True)
class Backer:
    """A member who helps or introduces somebody, as of the day: since when they meet in this cell, whether official."""

    name: str
    in_cell_since: date | None
    official: bool


def check_age(born_on: date, on: date) -> list[Violation]:
    """Somebody of 18 to 60 years, by months; the age is told, the birth date not."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    if months < YOUNGEST * 12:
        return [refusal("CANDIDATE_TOO_YOUNG", youngest=YOUNGEST)]
    return [refusal("CANDIDATE_TOO_OLD", oldest=OLDEST)] if months > OLDEST * 12 else []


def check_recognise(facts: NominationFacts, on: date, vote: Vote) -> list[Violation]:
    """The cell recognises as quần chúng ưu tú whoever was put forward, by more than half of its official members."""
    return _in_turn(facts, on, State.PROPOSED) or check_vote(vote, HALF)


def check_postpone(facts: NominationFacts, on: date, vote: Vote) -> list[Violation]:
    """The cell takes more time; a vote that was counted must add up."""
    return _in_turn(facts, on, State.PROPOSED) or check_counted(vote)


def check_helper(facts: NominationFacts, on: date, helper: Backer) -> list[Violation]:
    """An official member of the cell helps, from recognition to full membership; another may take over."""
    if facts.state is State.PROPOSED:
        return [refusal("NOMINATION_OUT_OF_TURN", number=facts.number)]
    return _in_turn(facts, on, facts.state) or _in_cell(helper) or _official(helper)


def check_certificate(facts: NominationFacts, on: date, *, certified_on: date) -> list[Violation]:
    """Whoever has a helper goes to the awareness class; a certificate that ran out may be replaced before the resolution."""
    found = _in_turn(facts, on, State.HELPED, State.TRAINED, State.APPLIED)
    if not found and certified_on > on:
        return [refusal("CERTIFICATE_AHEAD", day=certified_on, on=on)]
    return found or _certificate(certified_on, on)


def check_forms(
    facts: NominationFacts, on: date, forms: Mapping[Form, Backer | None], *, introducers: int
) -> list[Violation]:
    """The file grows from the application on; whoever introduces is an official member, together for a year.

    ``introducers``: how many different members introduce, these forms and earlier ones taken together.
    """
    found = _in_turn(facts, on, State.TRAINED, State.APPLIED)
    if found:
        return found
    known = [form for form in forms if form in facts.forms]
    if known:
        return [refusal("FORM_KNOWN", form=known[0].value)]
    if Form.APPLICATION not in facts.forms and Form.APPLICATION not in forms:
        return [refusal("APPLICATION_FIRST", form=Form.APPLICATION.value)]
    introduced = [form for form in (*facts.forms, *forms) if form in INTRODUCTIONS]
    for form in forms:
        if form in INTRODUCTIONS:
            found = check_introducer(forms[form], on)
            if found:
                return found
    return [refusal("INTRODUCER_TWICE")] if introducers < len(introduced) else []


def check_introducer(introducer: Backer | None, on: date) -> list[Violation]:
    """An official member of the cell, at least a year together."""
    if introducer is None:
        return [refusal("INTRODUCER_WANTED")]
    found = _in_cell(introducer) or _official(introducer)
    if not found and introducer.in_cell_since is not None:
        from_on = months_after(introducer.in_cell_since, TOGETHER_MONTHS)
        if on < from_on:
            return [refusal("INTRODUCER_TOO_NEW", member=introducer.name, day=from_on)]
    return found


def check_resolve(facts: NominationFacts, on: date, vote: Vote, born_on: date) -> list[Violation]:
    """The cell resolves on admission (6-KNĐ): the file whole, the certificate in force, two thirds of all official members."""
    found = _in_turn(facts, on, State.APPLIED)
    lacks = missing_forms(facts.forms)
    if not found and lacks:
        found = [refusal("FORMS_MISSING", forms=", ".join(form.value for form in lacks))]
    if not found and facts.certified_on is not None:
        found = _certificate(facts.certified_on, on)
    return found or check_age(born_on, on) or check_vote(vote, TWO_THIRDS)


def check_decide(facts: NominationFacts, on: date, *, received_on: date, born_on: date) -> list[Violation]:
    """The committee decides (9-KNĐ) after the cell's resolution, and the cell receives it no earlier."""
    found = _in_turn(facts, on, State.RESOLVED) or check_age(born_on, on)
    if not found and received_on < on:
        return [refusal("DECISION_RECEIVED_TOO_EARLY", received_on=received_on, decided_on=on)]
    return found


def check_ceremony(facts: NominationFacts, on: date) -> list[Violation]:
    """The ceremony follows the decision, once the cell has it in hand."""
    if facts.decided_on is None and not facts.has_ended:
        return [refusal("CEREMONY_BEFORE_DECISION", number=facts.number)]
    found = _in_turn(facts, on, State.DECIDED)
    if not found and facts.received_on is not None and on < facts.received_on:
        return [_too_early(facts, on, facts.received_on)]
    return found


def check_official(facts: NominationFacts, on: date, vote: Vote, *, in_cell: bool) -> list[Violation]:
    """After 12 months of probation two thirds of the cell's official members recognise the member."""
    found = _in_turn(facts, on, State.ADMITTED)
    if not found and not in_cell:
        return [refusal("NOMINATION_MEMBER_LEFT", number=facts.number)]
    if not found and facts.admitted_on is not None and on < probation_ends_on(facts.admitted_on):
        return [refusal("PROBATION_NOT_OVER", day=probation_ends_on(facts.admitted_on))]
    return found or check_vote(vote, TWO_THIRDS)


def check_end(facts: NominationFacts, on: date, end: NominationState) -> list[Violation]:
    """The committee refuses what the cell resolved; the others may end it on any day on the way."""
    if end is State.REFUSED:
        return _in_turn(facts, on, State.RESOLVED)
    if end not in ENDED_BY_CELL:
        return [refusal("NOMINATION_NO_SUCH_END")]
    return _in_turn(facts, on, facts.state)


def _in_turn(facts: NominationFacts, on: date, *states: NominationState) -> list[Violation]:
    if facts.has_ended:
        return [refusal("NOMINATION_ENDED", number=facts.number, day=facts.last_on)]
    if facts.state not in states:
        return [refusal("NOMINATION_OUT_OF_TURN", number=facts.number)]
    return [_too_early(facts, on, facts.last_on)] if on < facts.last_on else []


def _too_early(facts: NominationFacts, on: date, day: date) -> Violation:
    return refusal("NOMINATION_DAY_TOO_EARLY", number=facts.number, on=on, day=day)


def _certificate(certified_on: date, on: date) -> list[Violation]:
    ends_on = certificate_ends_on(certified_on)
    return [refusal("CERTIFICATE_EXPIRED", day=ends_on)] if on > ends_on else []


def _in_cell(member: Backer) -> list[Violation]:
    return [refusal("BACKER_NOT_IN_CELL", member=member.name)] if member.in_cell_since is None else []


def _official(member: Backer) -> list[Violation]:
    return [] if member.official else [refusal("BACKER_ON_PROBATION", member=member.name)]
