"""Somebody is put forward, and the cell considers, helps and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.nominations import checks
from chibo.domain.nominations.clocks import due_after, erase_on
from chibo.domain.nominations.path import ENDS, NominationState, Proposer, StepKind
from chibo.domain.nominations.votes import Vote
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import nfc
from chibo.nominations import policies
from chibo.nominations.models import Candidate, Nomination, PathStep
from chibo.nominations.queries.around import backer, official_count
from chibo.nominations.queries.candidates import is_known_in
from chibo.nominations.queries.paths import facts_of, latest_step, lock
from chibo.registry.models import Member, Unit
from chibo.registry.queries.cells import cell_in_force
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """Who is put forward, and why."""

    name: str
    born_on: date
    gender: str
    reasons: str
    address: str = ""
    phone: str = ""
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Votes of official members: how many were ``present``, ``in_favour`` and ``against``."""

    present: int
    in_favour: int
    against: int


@use_case("nominations.candidate_proposed", label=_("Giới thiệu quần chúng"), allowed=policies.may_propose)
def propose(*, actor: User, cell: Unit, proposer: str, identity: Person, on: date) -> Nomination:
    """Somebody is put forward in ``cell`` on ``on`` by ``proposer``; who it is stands apart and never in the log.

    Raises ``RuleBroken``: NOMINATION_NOT_A_CELL, CANDIDATE_TOO_YOUNG, CANDIDATE_TOO_OLD, CANDIDATE_KNOWN.
    """
    if not cell_in_force(cell, on):
        require([refusal("NOMINATION_NOT_A_CELL", unit=name_on(cell, on) or cell.code, on=on)])
    require(checks.check_age(identity.born_on, on))
    name = " ".join(nfc(identity.name).split())
    if is_known_in(cell, name, identity.born_on):
        require([refusal("CANDIDATE_KNOWN")])
    nomination = Nomination(cell=cell, proposer=Proposer(proposer).value, proposed_on=on, proposed_by=actor)
    nomination.save()
    told = {each: nfc(getattr(identity, each)).strip() for each in ("address", "phone", "occupation", "reasons")}
    Candidate(nomination=nomination, name=name, born_on=identity.born_on, gender=identity.gender, **told).save()
    take(nomination, StepKind.PROPOSED, on, actor, state=NominationState.PROPOSED)
    return nomination


@use_case("nominations.candidate_considered", label=_("Chi bộ xét quần chúng"), allowed=policies.may_handle)
def consider(*, actor: User, nomination: Nomination, outcome: str, votes: Counted, on: date) -> Nomination:
    """The cell recognises (``RECOGNISED``), takes more time (``POSTPONED``) or declines (``DECLINED``), by its vote.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY,
    NOMINATION_VOTE_DOES_NOT_ADD_UP, NOMINATION_VOTE_TOO_FEW.
    """
    nomination = lock(nomination)
    facts, vote = facts_of(nomination), counted(nomination, votes, on)
    kind = StepKind(outcome)
    if kind is StepKind.RECOGNISED:
        require(checks.check_recognise(facts, on, vote))
        state = NominationState.RECOGNISED
    elif kind in (StepKind.POSTPONED, StepKind.DECLINED):
        require(checks.check_postpone(facts, on, vote))
        state = NominationState.DECLINED if kind is StepKind.DECLINED else NominationState.PROPOSED
    else:
        raise ValueError(f"no outcome of a consideration: {outcome}")
    take(nomination, kind, on, actor, state=state, vote=vote)
    return nomination


@use_case("nominations.helper_assigned", label=_("Phân công đảng viên giúp đỡ"), allowed=policies.may_handle)
def assign_helper(*, actor: User, nomination: Nomination, helper: Member, on: date) -> Nomination:
    """``helper``, an official member of the cell, helps from ``on``; the one before helps no more.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY, BACKER_NOT_IN_CELL,
    BACKER_ON_PROBATION.
    """
    nomination = lock(nomination)
    facts = facts_of(nomination)
    require(checks.check_helper(facts, on, backer(helper, nomination.cell, on)))
    state = NominationState.HELPED if facts.state is NominationState.RECOGNISED else facts.state
    due_on = None if facts.state is NominationState.RECOGNISED else latest_step(nomination).due_on
    take(nomination, StepKind.HELPER, on, actor, state=state, due_on=due_on, helper=helper)
    return nomination


@use_case("nominations.path_ended", label=_("Kết thúc việc giới thiệu, kết nạp"), allowed=policies.may_end)
def end_path(*, actor: User, nomination: Nomination, end: str, on: date) -> Nomination:
    """It goes no further: DECLINED by the cell, WITHDRAWN, MOVED away, or REFUSED by the committee after the resolution.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY, NOMINATION_NO_SUCH_END.
    """
    nomination = lock(nomination)
    state = NominationState(end)
    require(checks.check_end(facts_of(nomination), on, state))
    take(nomination, StepKind(end), on, actor, state=state)
    return nomination


def counted(nomination: Nomination, votes: Counted, on: date) -> Vote:
    """``votes`` beside the number of official members that the cell has on ``on``."""
    return Vote(official_count(nomination.cell, on), votes.present, votes.in_favour, votes.against)


def take(
    nomination: Nomination,
    kind: StepKind,
    on: date,
    actor: User,
    *,
    state: NominationState,
    vote: Vote | None = None,
    clock_from: date | None = None,
    due_on: date | None = None,
    **told: Any,
) -> PathStep:
    """Write the next step, with the clock that it starts (from ``clock_from``, else its day) or ``due_on``; for use cases to
    build on. A step that ends the path sets the day on which the person's data go."""
    step = PathStep(
        nomination=nomination,
        number=nomination.steps.count() + 1,
        kind=kind.value,
        state=state.value,
        on=on,
        due_on=due_after(kind, clock_from or on) or due_on,
        taken_by=actor,
        **told,
    )
    if vote is not None:
        step.official_count, step.present_count = vote.official, vote.present
        step.in_favour_count, step.against_count = vote.in_favour, vote.against
    step.save()
    if state in ENDS:
        nomination.erase_on = erase_on(on)
        nomination.save()
    return step
