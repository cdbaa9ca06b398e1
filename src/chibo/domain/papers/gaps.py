"""What is missing before a paper may get its number, found from its facts.

``missing`` answers violations in the order of the paper; blocking ones hold the number back, warnings are shown. The
sentences stand with the other screen texts, in ``documents/violations.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chibo.domain.papers.facts import (
    Amendment,
    Cancellation,
    CellResolution,
    Decision,
    Dissolution,
    Establishment,
    Facts,
    Grading,
    Handover,
    IntroductionLetter,
    Issue,
    MemberLine,
    Merger,
    Progress,
    Reference,
    SplitOfCell,
    TickList,
    TransferOfMembers,
)
from chibo.domain.rules import Violation, refusal, warning

CODES = (
    "PAPER_WITHOUT_SIGNER",
    "PAPER_WITHOUT_DATE",
    "PAPER_WITHOUT_PLACE",
    "PAPER_WITHOUT_SUPERIOR",
    "PAPER_BY_WHOLE_COMMITTEE",
    "PAPER_WITHOUT_EFFECTIVE_DATE",
    "PAPER_EFFECTIVE_BEFORE_DATE",
    "PAPER_BEFORE_BASIS",
    "PAPER_WITHOUT_DIRECTIVE",
    "PAPER_BASIS_NOT_NUMBERED",
    "PAPER_WITHOUT_MEMBERS",
    "PAPER_WITHOUT_CORRECTIONS",
    "PAPER_WITHOUT_CANCELLED",
    "PAPER_WITHOUT_REPRESENTATIVE",
    "PAPER_WITHOUT_ITEMS",
    "PAPER_WITHOUT_OFFICERS",
    "PAPER_WITHOUT_ROWS",
    "MEMBER_WITHOUT_NAME",
    "MEMBER_WITHOUT_BIRTH_DATE",
    "MEMBER_WITHOUT_ADMISSION_DATE",
    "MEMBER_WITHOUT_OFFICIAL_DATE",
    "MEMBER_WITHOUT_CARD",
    "MEMBER_WITHOUT_FILE_NUMBER",
    "MEMBER_WITHOUT_DESTINATION",
    "MEMBER_WITHOUT_DUES",
)


def missing(facts: Facts) -> list[Violation]:
    """What ``facts`` lack: no signer, no date, a basis dated later, a member without card number, …"""
    found = list(_issue(facts.issue, needs_signer=not isinstance(facts, Handover | TickList)))
    if isinstance(facts, Decision):
        found.extend(_decision(facts))
    match facts:
        case Dissolution():
            pass
        case TransferOfMembers():
            found.extend(_basis(facts.issue, facts.basis))
            found.extend(_members(facts.members, to=True))
        case Establishment():
            found.extend(_members(facts.members))
            found.extend(_officers(facts.cell, facts.officers))
        case Merger():
            found.extend(_members(facts.members))
            found.extend(_officers(facts.into, facts.officers))
        case SplitOfCell():
            found.extend(_members(facts.members, to=True))
            for part in facts.parts:
                found.extend(_officers(part, facts.officers.get(part, ())))
        case Amendment():
            found.extend(_basis(facts.issue, facts.amended))
            if not facts.corrections:
                found.append(refusal("PAPER_WITHOUT_CORRECTIONS"))
        case Cancellation():
            if not facts.cancelled:
                found.append(refusal("PAPER_WITHOUT_CANCELLED"))
            for reference in facts.cancelled:
                found.extend(_basis(facts.issue, reference))
        case Handover():
            found.extend(_basis(facts.issue, facts.decision))
            found.extend(_sides(facts))
            found.extend(_members(facts.members, dues=True))
        case IntroductionLetter():
            found.extend(_basis(facts.issue, facts.decision))
            found.extend(_members((facts.member,), to=True, dues=True, file_number=True))
        case TickList():
            found.extend(_members(facts.members))
        case Progress():
            found.extend(_later(facts.issue, facts.directive))
            if not facts.rows:
                found.append(refusal("PAPER_WITHOUT_ROWS"))
        case Grading():
            if not facts.lines:
                found.append(refusal("PAPER_WITHOUT_MEMBERS"))
        case CellResolution():
            if not facts.clauses:
                found.append(refusal("RESOLUTION_WITHOUT_CLAUSE"))
    return found


def _issue(issue: Issue, *, needs_signer: bool) -> Iterator[Violation]:
    if issue.dated_on is None:
        yield refusal("PAPER_WITHOUT_DATE")
    if needs_signer and (issue.signer is None or not issue.signer.name.strip()):
        yield warning("PAPER_WITHOUT_SIGNER")
    if not issue.committee.place.strip():
        yield refusal("PAPER_WITHOUT_PLACE")
    if not issue.committee.superior.strip():
        yield warning("PAPER_WITHOUT_SUPERIOR", committee=issue.committee.name)


def _decision(facts: Decision) -> Iterator[Violation]:
    if not facts.issue.committee.by_standing:
        yield warning("PAPER_BY_WHOLE_COMMITTEE", committee=facts.issue.committee.name)
    if facts.directive is None:
        if not isinstance(facts, Amendment | Cancellation | Grading):
            yield warning("PAPER_WITHOUT_DIRECTIVE")
    else:
        yield from _later(facts.issue, facts.directive)
    if isinstance(facts, Amendment | Cancellation):
        return
    dated_on = facts.issue.dated_on
    if facts.effective_on is None:
        yield refusal("PAPER_WITHOUT_EFFECTIVE_DATE")
    elif dated_on is not None and facts.effective_on < dated_on:
        yield refusal("PAPER_EFFECTIVE_BEFORE_DATE", dated_on=dated_on, effective_on=facts.effective_on)


def _basis(issue: Issue, reference: Reference | None) -> Iterator[Violation]:
    if reference is None:
        return
    if not reference.number or reference.number.startswith("…") or reference.dated_on is None:
        yield refusal("PAPER_BASIS_NOT_NUMBERED", basis=f"{reference.kind} {reference.subject}".strip())
    yield from _later(issue, reference)


def _later(issue: Issue, reference: Reference) -> Iterator[Violation]:
    if issue.dated_on is not None and reference.dated_on is not None and issue.dated_on < reference.dated_on:
        yield refusal(
            "PAPER_BEFORE_BASIS",
            basis=f"{reference.kind} {reference.number}".strip(),
            dated_on=issue.dated_on,
            basis_on=reference.dated_on,
        )


def _sides(facts: Handover) -> Iterator[Violation]:
    for cell, officers in ((facts.giving_cell, facts.giving), (facts.receiving_cell, facts.receiving)):
        if not officers:
            yield warning("PAPER_WITHOUT_REPRESENTATIVE", cell=cell)
    if not facts.items:
        yield warning("PAPER_WITHOUT_ITEMS")


def _officers(cell: str, officers: Iterable[Any]) -> Iterator[Violation]:
    if not list(officers):
        yield warning("PAPER_WITHOUT_OFFICERS", cell=cell)


def _members(
    lines: tuple[MemberLine, ...], *, to: bool = False, dues: bool = False, file_number: bool = False
) -> Iterator[Violation]:
    if not lines:
        yield refusal("PAPER_WITHOUT_MEMBERS")
    for position, line in enumerate(lines, start=1):
        who = line.full_name.strip() or f"#{position}"
        if not line.full_name.strip():
            yield refusal("MEMBER_WITHOUT_NAME", member=who)
        if not line.born_on:
            yield warning("MEMBER_WITHOUT_BIRTH_DATE", member=who)
        if not line.admitted_on:
            yield warning("MEMBER_WITHOUT_ADMISSION_DATE", member=who)
        if line.official and not line.official_on:
            yield warning("MEMBER_WITHOUT_OFFICIAL_DATE", member=who)
        if line.official and not line.card_number.strip():
            yield warning("MEMBER_WITHOUT_CARD", member=who)
        if file_number and not line.file_number.strip():
            yield warning("MEMBER_WITHOUT_FILE_NUMBER", member=who)
        if to and not line.to_cell.strip():
            yield refusal("MEMBER_WITHOUT_DESTINATION", member=who)
        if dues and not line.dues_paid_until:
            yield warning("MEMBER_WITHOUT_DUES", member=who)
