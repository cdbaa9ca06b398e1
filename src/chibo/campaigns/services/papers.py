"""The papers of a reorganisation: composed from what the registry knows, previewed, and signed in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.audit.use_cases import require
from chibo.campaigns.models import Campaign, CampaignCommune, Plan
from chibo.campaigns.queries import papers as gather
from chibo.documents.models import Document
from chibo.documents.queries.issuing import issue_of
from chibo.documents.rendering.fonts import check_printable
from chibo.documents.services.signing import attach_decision, sign
from chibo.domain.papers.amendments import compose_amendment, compose_cancellation
from chibo.domain.papers.decisions import (
    compose_dissolution,
    compose_transfer,
    dissolution_subject,
    transfer_subject,
)
from chibo.domain.papers.facts import (
    Amendment,
    Cancellation,
    Dissolution,
    Establishment,
    Facts,
    Handover,
    IntroductionLetter,
    Issue,
    Merger,
    Reference,
    SplitOfCell,
    TransferOfMembers,
)
from chibo.domain.papers.frame import own_reference
from chibo.domain.papers.gaps import missing
from chibo.domain.papers.handover import USUAL_ITEMS, compose_minutes
from chibo.domain.papers.letters import compose_letter, internal_steps
from chibo.domain.papers.model import Paper, PaperKind
from chibo.domain.papers.reorganisations import (
    compose_establishment,
    compose_merger,
    compose_split,
    establishment_subject,
    merger_subject,
    split_subject,
)
from chibo.domain.rules import Violation
from chibo.domain.working_days import TransferDeadline, transfer_deadline
from chibo.registry.models import Decision, Member, Unit

if TYPE_CHECKING:
    from chibo.accounts.models import User

Build = Callable[[Issue, "Basis"], Facts]

COMPOSERS: dict[type, Callable[[Any], Paper]] = {
    Dissolution: compose_dissolution,
    Establishment: compose_establishment,
    Merger: compose_merger,
    SplitOfCell: compose_split,
    TransferOfMembers: compose_transfer,
    Handover: compose_minutes,
    IntroductionLetter: compose_letter,
    Amendment: compose_amendment,
    Cancellation: compose_cancellation,
}
SETTLED_AT_SIGNING = "PAPER_BASIS_NOT_NUMBERED"
"""What only the preview of a batch misses: the papers it rests on get their numbers with it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What later papers refer to: the decision on the cells, then the one on the members."""

    on_cells: Reference | None = None
    on_members: Reference | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper before it is signed. ``subject``: how it is cited; ``settles``: which decision it is, if any."""

    kind: PaperKind
    build: Build
    subject: str
    cell: Unit | None = None
    member: Member | None = None
    settles: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft composed without number, and what it still misses."""

    draft: Draft
    paper: Paper
    missing: list[Violation]


@dataclass(frozen=True, slots=True)
class SignedPaper:
    document: Document
    cell: Unit | None
    member: Member | None


@dataclass(frozen=True, slots=True)
class SignedPapers:
    """All papers of a reorganisation and the two decisions that they make."""

    decision: Decision
    transfer_decision: Decision
    papers: tuple[SignedPaper, ...]


def preview_papers(commune: CampaignCommune, plan: Plan, *, on: date, effective_on: date) -> list[Preview]:
    """Every paper of the batch as a draft, with what is missing, before anything is numbered."""
    issue = issue_of(commune.unit, on)
    basis, found = Basis(), []
    for draft in drafts_of(commune, plan, on=on, effective_on=effective_on):
        facts = draft.build(issue, basis)
        paper = COMPOSERS[type(facts)](facts)
        gaps = [row for row in missing(facts) if row.code != SETTLED_AT_SIGNING]
        found.append(Preview(draft, paper, gaps + check_printable(paper)))
        basis = _with(basis, draft, own_reference(issue, _symbol(issue), draft.subject))
    return found


def sign_papers(*, actor: User, commune: CampaignCommune, plan: Plan, on: date, effective_on: date) -> SignedPapers:
    """Number and freeze every paper of the batch. Raises ``RuleBroken`` with what the papers miss."""
    issue = issue_of(commune.unit, on)
    basis, signed, decisions = Basis(), [], {}
    for draft in drafts_of(commune, plan, on=on, effective_on=effective_on):
        document, facts_issue = sign_draft(draft, issue, basis, actor=actor, issuer=commune.unit, on=on)
        if draft.settles:
            decision = decide(document, draft.subject, effective_on=effective_on)
            decisions[draft.settles] = decision
            basis = _with(basis, draft, own_reference(facts_issue, _symbol(issue), draft.subject))
        signed.append(SignedPaper(document, draft.cell, draft.member))
    cells = decisions["cells"]
    return SignedPapers(cells, decisions.get("members", cells), tuple(signed))


def sign_draft(
    draft: Draft, issue: Issue, basis: Basis, *, actor: User, issuer: Unit, on: date, amends: Document | None = None
) -> tuple[Document, Issue]:
    """``draft`` numbered and frozen, and the issue it bears. Raises ``RuleBroken`` with what it misses."""
    unnumbered = draft.build(replace(issue, dated_on=on), basis)
    require(missing(unnumbered) + check_printable(COMPOSERS[type(unnumbered)](unnumbered)))
    numbered_issue = issue

    def compose(number: int, verification: Any) -> Paper:
        nonlocal numbered_issue
        numbered_issue = replace(issue, number=number, dated_on=on, verification=verification)
        facts = draft.build(numbered_issue, basis)
        return COMPOSERS[type(facts)](facts)

    name = issue.signer.name if issue.signer else ""
    document = sign(issuer=issuer, kind=draft.kind, on=on, signer=name, signed_by=actor, compose=compose, amends=amends)
    return document, numbered_issue


def decide(document: Document, subject: str, *, effective_on: date) -> Decision:
    """The decision that ``document`` is the paper of, for rows to rest on."""
    decision = Decision(
        issuer=document.issuer,
        symbol=document.symbol,
        subject=subject[:300],
        signed_on=document.signed_on,
        effective_on=effective_on,
    )
    decision.save()
    attach_decision(document, decision)
    return decision


def drafts_of(commune: CampaignCommune, plan: Plan, *, on: date, effective_on: date) -> Iterator[Draft]:
    """The papers of the batch in the order of their numbers."""
    case = gather.case_of(commune, plan, on=on)
    complete_by = transfer_deadline(TransferDeadline.DISSOLUTION, effective_on)
    common: dict[str, Any] = {"directive": gather.directive_of(commune.campaign), "effective_on": effective_on}
    kind = commune.campaign.kind
    if kind == Campaign.DISSOLVE:
        leaving = case.closing_name

        def dissolution(issue: Issue, basis: Basis) -> Dissolution:
            return Dissolution(
                issue=issue,
                cell=leaving,
                official_count=case.official_count,
                probationary_count=case.probationary_count,
                receiving_cells=case.receiving_names,
                complete_by=complete_by,
                **common,
            )

        def transfer(issue: Issue, basis: Basis) -> TransferOfMembers:
            return TransferOfMembers(
                issue=issue,
                cell=leaving,
                members=case.lines,
                basis=basis.on_cells,
                held_count=len(case.held),
                complete_by=complete_by,
                **common,
            )

        yield Draft(PaperKind.DISSOLUTION, dissolution, dissolution_subject(leaving), settles="cells")
        yield Draft(PaperKind.TRANSFER, transfer, transfer_subject(leaving), settles="members")
    else:
        yield _reshaping(case, kind, common, complete_by)
    for pair in case.pairs:
        yield Draft(PaperKind.HANDOVER_MINUTES, _handover(pair), "", cell=pair.to_cell)
    if commune.campaign.letters_wanted:
        for mover in case.movers:
            yield letter_draft(mover)


def _reshaping(case: gather.Case, kind: str, common: dict[str, Any], complete_by: date) -> Draft:
    """The one decision of an establishment, a merge or a split: its list moves the members too."""
    if kind == Campaign.ESTABLISH:
        cell = case.receiving_names[0]
        build: Build = lambda issue, basis: Establishment(  # noqa: E731
            issue=issue, cell=cell, members=case.lines, complete_by=complete_by, **common
        )
        return Draft(PaperKind.ESTABLISHMENT, build, establishment_subject(cell), settles="cells")
    if kind == Campaign.MERGE:
        into = case.receiving_names[0]
        cells = tuple(dict.fromkeys((*case.leaving_names, *case.kept_names)))
        build = lambda issue, basis: Merger(  # noqa: E731
            issue=issue, cells=cells, into=into, members=case.lines, complete_by=complete_by, **common
        )
        return Draft(PaperKind.MERGER, build, merger_subject(cells, into), settles="cells")
    cell, parts = case.leaving_names[0], case.receiving_names
    build = lambda issue, basis: SplitOfCell(  # noqa: E731
        issue=issue, cell=cell, parts=parts, members=case.lines, officers={}, complete_by=complete_by, **common
    )
    return Draft(PaperKind.SPLIT, build, split_subject(cell, parts), settles="cells")


def _handover(pair: gather.Pair) -> Build:
    def build(issue: Issue, basis: Basis) -> Handover:
        return Handover(
            issue=issue,
            decision=basis.on_members or Reference(kind="Quyết định"),
            giving_cell=pair.giving_name,
            receiving_cell=pair.receiving_name,
            giving=pair.giving,
            receiving=pair.receiving,
            members=pair.lines,
            items=USUAL_ITEMS,
        )

    return build


def letter_draft(mover: gather.Mover) -> Draft:
    """The introduction letter of one member."""

    def build(issue: Issue, basis: Basis) -> IntroductionLetter:
        steps = internal_steps(issue, giving_cell=mover.line.from_cell, receiving_cell=mover.line.to_cell)
        return IntroductionLetter(issue=issue, member=mover.line, steps=steps, decision=basis.on_members)

    return Draft(PaperKind.INTRODUCTION_LETTER, build, "", cell=mover.to_cell, member=mover.member)


def _with(basis: Basis, draft: Draft, reference: Reference) -> Basis:
    if draft.settles == "cells":
        return Basis(on_cells=reference, on_members=reference)
    if draft.settles == "members":
        return replace(basis, on_members=reference)
    return basis


def _symbol(issue: Issue) -> str:
    return f"QĐ/{issue.committee.code}"
