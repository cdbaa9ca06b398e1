"""From the awareness class to full membership: certificate, file, resolution, decision, ceremony, recognition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.nominations import checks
from chibo.domain.nominations.clocks import probation_ends_on
from chibo.domain.nominations.path import Form, NominationState, StepKind
from chibo.domain.rules import refusal
from chibo.nominations import policies
from chibo.nominations.models import Candidate, FiledForm, Nomination
from chibo.nominations.queries.around import backer
from chibo.nominations.queries.candidates import candidate_of
from chibo.nominations.queries.paths import facts_of, latest_step, lock
from chibo.nominations.services.nominating import Counted, counted, take
from chibo.registry.models import Member
from chibo.registry.queries.members import stay_on
from chibo.registry.services.members import admit_member, recognise_member

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("nominations.certificate_noted", label=_("Ghi giấy chứng nhận lớp nhận thức"), allowed=policies.may_handle)
def note_certificate(*, actor: User, nomination: Nomination, certified_on: date, on: date) -> Nomination:
    """The awareness class was finished with a certificate of ``certified_on``, handed in on ``on``; it holds five years.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY, CERTIFICATE_AHEAD,
    CERTIFICATE_EXPIRED.
    """
    nomination = lock(nomination)
    facts = facts_of(nomination)
    require(checks.check_certificate(facts, on, certified_on=certified_on))
    state = NominationState.TRAINED if facts.state is NominationState.HELPED else facts.state
    take(
        nomination,
        StepKind.CERTIFICATE,
        on,
        actor,
        state=state,
        clock_from=certified_on,
        certified_on=certified_on,
    )
    return nomination


@use_case("nominations.forms_filed", label=_("Nhận giấy tờ hồ sơ kết nạp"), allowed=policies.may_handle)
def file_forms(*, actor: User, nomination: Nomination, forms: Mapping[str, Member | None], on: date) -> Nomination:
    """The papers came in on ``on``: form → who introduces (for 3-KNĐ), else ``None``. The first of all is the application.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY, FORM_KNOWN,
    APPLICATION_FIRST, INTRODUCER_WANTED, INTRODUCER_TWICE, INTRODUCER_TOO_NEW, BACKER_NOT_IN_CELL, BACKER_ON_PROBATION.
    """
    nomination = lock(nomination)
    facts = facts_of(nomination)
    told = {Form(form): member for form, member in forms.items()}
    known = nomination.forms.filter(introducer__isnull=False).values_list("introducer_id", flat=True)
    introducers = {*known, *(member.pk for member in told.values() if member is not None)}
    backers = {form: backer(member, nomination.cell, on) if member else None for form, member in told.items()}
    require(checks.check_forms(facts, on, backers, introducers=len(introducers)))
    if Form.APPLICATION in told:
        due_on = latest_step(nomination).due_on
        take(nomination, StepKind.APPLICATION, on, actor, state=NominationState.APPLIED, due_on=due_on)
    for form, member in told.items():
        FiledForm(nomination=nomination, form=form.value, received_on=on, received_by=actor, introducer=member).save()
    return nomination


@use_case("nominations.admission_resolved", label=_("Nghị quyết chi bộ đề nghị kết nạp"), allowed=policies.may_handle)
def resolve(*, actor: User, nomination: Nomination, votes: Counted, on: date) -> Nomination:
    """The cell asks for admission (6-KNĐ) by at least two thirds of its official members; the committee's clock runs.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY, FORMS_MISSING,
    CERTIFICATE_EXPIRED, CANDIDATE_TOO_YOUNG, CANDIDATE_TOO_OLD, NOMINATION_VOTE_DOES_NOT_ADD_UP, NOMINATION_VOTE_TOO_FEW.
    """
    nomination = lock(nomination)
    vote = counted(nomination, votes, on)
    require(checks.check_resolve(facts_of(nomination), on, vote, _person(nomination).born_on))
    take(nomination, StepKind.RESOLUTION, on, actor, state=NominationState.RESOLVED, vote=vote)
    return nomination


@use_case("nominations.admission_decided", label=_("Quyết định kết nạp"), allowed=policies.may_decide)
def decide(*, actor: User, nomination: Nomination, received_on: date, on: date) -> Nomination:
    """The committee decides on admission (9-KNĐ) on ``on``; the cell has it in hand on ``received_on`` and holds the ceremony.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY, CANDIDATE_TOO_OLD,
    DECISION_RECEIVED_TOO_EARLY.
    """
    nomination = lock(nomination)
    born_on = _person(nomination).born_on
    require(checks.check_decide(facts_of(nomination), on, received_on=received_on, born_on=born_on))
    take(
        nomination,
        StepKind.DECISION,
        on,
        actor,
        state=NominationState.DECIDED,
        clock_from=received_on,
        received_on=received_on,
    )
    return nomination


@use_case("nominations.ceremony_held", label=_("Ghi lễ kết nạp"), allowed=policies.may_handle)
def hold_ceremony(*, actor: User, nomination: Nomination, on: date) -> Nomination:
    """The ceremony was held: the person is a probationary member of the cell from ``on``, in the registry too.

    The registry's own entry of the log tells of the new member; that of the nomination does not say who it is.
    Raises ``RuleBroken``: NOMINATION_ENDED, CEREMONY_BEFORE_DECISION, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY,
    NOT_A_CELL.
    """
    nomination = lock(nomination)
    require(checks.check_ceremony(facts_of(nomination), on))
    person = _person(nomination)
    facts = {"full_name": person.name, "born_on": person.born_on.isoformat(), "gender": person.gender}
    person.member = admit_member(actor=actor, cell=nomination.cell, on=on, facts=facts | {"phone": person.phone})
    person.save()
    take(nomination, StepKind.CEREMONY, on, actor, state=NominationState.ADMITTED)
    return nomination


@use_case("nominations.member_made_official", label=_("Công nhận đảng viên chính thức"), allowed=policies.may_handle)
def recognise_official(*, actor: User, nomination: Nomination, votes: Counted, on: date) -> Nomination:
    """Two thirds of the cell's official members recognise the member, official from 12 months after the ceremony even
    where the cell acts late.

    Raises ``RuleBroken``: NOMINATION_ENDED, NOMINATION_OUT_OF_TURN, NOMINATION_DAY_TOO_EARLY, NOMINATION_MEMBER_LEFT,
    PROBATION_NOT_OVER, NOMINATION_VOTE_DOES_NOT_ADD_UP, NOMINATION_VOTE_TOO_FEW.
    """
    nomination = lock(nomination)
    facts, person = facts_of(nomination), _person(nomination)
    stay = stay_on(person.member, on) if person.member is not None else None
    in_cell = stay is not None and stay.cell_id == nomination.cell_id
    vote = counted(nomination, votes, on)
    require(checks.check_official(facts, on, vote, in_cell=in_cell or facts.admitted_on is None))
    assert person.member is not None
    assert facts.admitted_on is not None
    official_from = probation_ends_on(facts.admitted_on)
    recognise_member(actor=actor, cell=nomination.cell, member=person.member, official_from=official_from)
    take(nomination, StepKind.OFFICIAL, on, actor, state=NominationState.OFFICIAL, vote=vote)
    return nomination


def _person(nomination: Nomination) -> Candidate:
    """Who it is. Raises ``RuleBroken``: CANDIDATE_ERASED, NOMINATION_ENDED where the data have gone."""
    found = candidate_of(nomination)
    if found is None:
        require([refusal("NOMINATION_ENDED", number=nomination.pk, day=nomination.erased_on)])
    assert found is not None
    return found
