"""A cell passes a resolution, and its secretary signs the paper of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.documents.rendering.fonts import check_printable
from chibo.documents.services.signing import sign
from chibo.domain import resolutions as rules
from chibo.domain.papers.gaps import missing
from chibo.domain.papers.model import Paper, PaperKind, Verification
from chibo.domain.papers.resolutions import compose_resolution
from chibo.domain.resolutions import Votes
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import nfc, search_key
from chibo.meetings import policies
from chibo.meetings.models import Clause, Meeting, Resolution, ResolutionPaper
from chibo.meetings.queries import resolutions as find
from chibo.registry.models import Unit
from chibo.registry.queries.units import lock, name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("meetings.resolution_passed", label=_("Ghi nghị quyết của chi bộ"), allowed=policies.may_resolve)
def pass_resolution(
    *,
    actor: User,
    cell: Unit,
    title: str,
    clauses: Sequence[str],
    present: int,
    votes_for: int,
    on: date,
    votes_against: int = 0,
    abstained: int = 0,
    meeting: Meeting | None = None,
) -> Resolution:
    """``cell`` passed a resolution on ``on``, at ``meeting`` where its meetings are set; it bears the next number of the year.

    ``present``: official members present, each of whom voted in one of the three ways. Empty clauses are left out.
    Raises ``RuleBroken``: RESOLUTION_NO_CELL, RESOLUTION_WITHOUT_CLAUSE, MEETING_NOT_OF_CELL, RESOLUTION_OFF_MEETING,
    RESOLUTION_BEFORE_LAST, MORE_PRESENT_THAN_MEMBERS, VOTES_DO_NOT_ADD_UP, RESOLUTION_NOT_PASSED.
    """
    cell = lock(cell)
    if not find.is_cell_on(cell, on):
        require([refusal("RESOLUTION_NO_CELL", unit=name_on(cell, on) or cell.code, on=on)])
    kept = [nfc(clause).strip() for clause in clauses if clause.strip()]
    official = find.official_count_on(cell, on)
    is_own = meeting is None or meeting.cell_id == cell.pk
    called_off = meeting is not None and meeting.called_off_by_id is not None
    found = rules.check_clauses(kept)
    found += rules.check_meeting(on, meeting.on if meeting else None, is_own=is_own, called_off=called_off)
    found += rules.check_votes(Votes(present, votes_for, votes_against, abstained), official, on)
    last = find.last_of_year(cell, on.year)
    if last is not None and on < last.passed_on:
        found.append(refusal("RESOLUTION_BEFORE_LAST", on=on, number=last.number, day=last.passed_on))
    require(found)
    title = nfc(title).strip()
    resolution = Resolution(
        cell=cell,
        meeting=meeting,
        year=on.year,
        number=last.number + 1 if last is not None else 1,
        title=title,
        search_key=search_key(title),
        passed_on=on,
        official_count=official,
        present=present,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        passed_by=actor,
    )
    resolution.save()
    for number, text in enumerate(kept, start=1):
        Clause(resolution=resolution, number=number, text=text).save()
    return resolution


@use_case("meetings.resolution_signed", label=_("Ký nghị quyết của chi bộ"), allowed=policies.may_sign)
def sign_resolution(*, actor: User, resolution: Resolution, on: date) -> ResolutionPaper:
    """The paper of ``resolution`` is signed on ``on`` and frozen, with the resolution's own number.

    Raises ``RuleBroken``: RESOLUTION_SIGNED, RESOLUTION_SIGNED_TOO_EARLY, RESOLUTION_SIGNED_NEXT_YEAR,
    RESOLUTION_EARLIER_UNSIGNED, what the paper misses (``domain.papers.gaps``), SIGNED_BEFORE_LAST.
    """
    lock(resolution.cell)
    facts = find.paper_facts(resolution, on)
    signed = find.paper_of(resolution, date.max)
    require(
        rules.check_sign(
            resolution.number,
            resolution.passed_on,
            on,
            signed_count=find.signed_count(resolution.cell, resolution.year),
            signed_on=signed.document.signed_on if signed is not None else None,
        )
    )
    require(missing(facts) + check_printable(compose_resolution(facts)))

    def compose(number: int, verification: Verification) -> Paper:
        issue = replace(facts.issue, number=number, verification=verification)
        return compose_resolution(replace(facts, issue=issue))

    document = sign(
        issuer=resolution.cell,
        kind=PaperKind.RESOLUTION,
        on=on,
        signer=facts.issue.signer.name if facts.issue.signer else "",
        signed_by=actor,
        compose=compose,
    )
    paper = ResolutionPaper(resolution=resolution, document=document)
    paper.save()
    return paper
