"""Papers that follow the batch: a decision that cancels or corrects it, and those of a member who moves later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from chibo.campaigns.models import Paper, Reorganisation
from chibo.campaigns.queries import papers as gather
from chibo.campaigns.services.papers import Basis, Draft, decide, letter_draft, sign_draft
from chibo.documents.models import Document
from chibo.documents.queries.issuing import committee_of, issue_of
from chibo.documents.services.signing import cancel
from chibo.domain.papers.decisions import transfer_subject
from chibo.domain.papers.facts import Amendment, Cancellation, Correction, Issue, Reference, TransferOfMembers
from chibo.domain.papers.model import PaperKind
from chibo.domain.working_days import TransferDeadline, transfer_deadline
from chibo.registry.models import Decision, Member, Unit
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


def sign_cancellation(*, actor: User, reorganisation: Reorganisation, on: date, reason: str) -> Document:
    """A decision cancels those of ``reorganisation`` and every paper that rests on them."""
    decisions = dict.fromkeys((reorganisation.decision, reorganisation.transfer_decision))
    references = tuple(_reference(reorganisation, decision) for decision in decisions)

    def build(issue: Issue, basis: Basis) -> Cancellation:
        return Cancellation(issue=issue, cancelled=references, reason=reason)

    document, _issue = _sign(Draft(PaperKind.CANCELLATION, build, subject=""), reorganisation, Basis(), actor, on)
    for paper in reorganisation.papers.select_related("document"):
        cancel(paper.document, document)
    for decision in decisions:
        decision.cancelled_on = on
        decision.save()
    return document


def sign_amendment(
    *,
    actor: User,
    reorganisation: Reorganisation,
    amended: Decision,
    corrections: Sequence[Correction],
    reason: str,
    on: date,
    member: Member | None = None,
    to_cell: Unit | None = None,
) -> Decision:
    """A decision corrects passages of ``amended``, which stays in force otherwise.

    ``member``, ``to_cell``: whom it is about and where it sends them, where it is about one member.
    """
    reference = _reference(reorganisation, amended)

    def build(issue: Issue, basis: Basis) -> Amendment:
        return Amendment(issue=issue, amended=reference, corrections=tuple(corrections), reason=reason)

    draft = Draft(PaperKind.AMENDMENT, build, subject="", cell=to_cell, member=member)
    former = amended.documents.first()
    document, _issue = _sign(draft, reorganisation, Basis(), actor, on, amends=former)
    _file(reorganisation, document, draft)
    return decide(document, document.title, effective_on=on)


def sign_further_transfer(
    *, actor: User, reorganisation: Reorganisation, member: Member, to_cell: Unit, on: date
) -> Decision:
    """A decision moves ``member``, whom the first one left out because of a hold, to ``to_cell`` from ``on``."""
    names = gather.leaving_names(reorganisation)
    leaving = ", ".join(names)
    mover = _mover(reorganisation, member, to_cell, on)
    committee = committee_of(reorganisation.commune.unit, on)

    def build(issue: Issue, basis: Basis) -> TransferOfMembers:
        return TransferOfMembers(
            issue=issue,
            cell=leaving,
            giver=committee.office,
            members=(mover.line,),
            basis=basis.on_cells,
            directive=gather.directive_of(reorganisation.commune.campaign),
            effective_on=on,
            complete_by=transfer_deadline(TransferDeadline.PRESENTATION, on),
        )

    subject = transfer_subject(leaving)
    draft = Draft(PaperKind.TRANSFER, build, subject, cell=to_cell, member=member)
    basis = Basis(on_cells=_reference(reorganisation, reorganisation.decision))
    document, _issue = _sign(draft, reorganisation, basis, actor, on)
    _file(reorganisation, document, draft)
    return decide(document, subject, effective_on=on)


def sign_letter(
    *, actor: User, reorganisation: Reorganisation, member: Member, to_cell: Unit, decision: Decision, on: date
) -> Document:
    """A letter introduces ``member`` to ``to_cell`` under ``decision``; one in force before is cancelled by it."""
    draft = letter_draft(_mover(reorganisation, member, to_cell, on))
    former = reorganisation.papers.filter(
        member=member, document__kind=PaperKind.INTRODUCTION_LETTER.value, document__cancelled_by=None
    )
    replaced = [paper.document for paper in former.select_related("document")]
    basis = Basis(on_members=_reference(reorganisation, decision))
    document, _issue = _sign(draft, reorganisation, basis, actor, on)
    _file(reorganisation, document, draft)
    for letter in replaced:
        cancel(letter, document)
    return document


def _sign(
    draft: Draft,
    reorganisation: Reorganisation,
    basis: Basis,
    actor: User,
    on: date,
    *,
    amends: Document | None = None,
) -> tuple[Document, Issue]:
    unit = reorganisation.commune.unit
    issue = issue_of(unit, on)
    return sign_draft(draft, issue, basis, actor=actor, issuer=unit, on=on, amends=amends)


def _file(reorganisation: Reorganisation, document: Document, draft: Draft) -> None:
    Paper(reorganisation=reorganisation, document=document, cell=draft.cell, member=draft.member).save()


def _reference(reorganisation: Reorganisation, decision: Decision) -> Reference:
    committee = committee_of(reorganisation.commune.unit, decision.signed_on)
    return Reference(
        kind="Quyết định",
        number=decision.symbol,
        dated_on=decision.signed_on,
        issuer=committee.deciding_body,
        subject=decision.subject,
    )


def _mover(reorganisation: Reorganisation, member: Member, to_cell: Unit, on: date) -> gather.Mover:
    placed = reorganisation.plan.placements.select_related("from_cell").get(member=member)
    names = names_on([placed.from_cell_id, to_cell.pk], on)
    line = gather.line_of(
        member,
        on=on,
        position=gather.positions_on([member.pk], on).get(member.pk, ""),
        from_cell=names[placed.from_cell_id],
        to_cell=names[to_cell.pk],
    )
    return gather.Mover(member, line, placed.from_cell, to_cell)
