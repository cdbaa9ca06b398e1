"""Finding what a commune signed: its decisions, their papers, and the numbers that the next papers take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404

from chibo.campaigns.models import CampaignCommune, Paper, Reorganisation
from chibo.campaigns.queries.communes import campaign_of, commune_of
from chibo.documents.models import Document, NumberBook
from chibo.documents.queries.documents import AMENDED, CANCELLED, with_validity
from chibo.domain.numbering import book_of, term_of
from chibo.domain.papers.model import PaperKind
from chibo.registry.models import Decision, Unit
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

DECISION_KINDS = (
    PaperKind.DISSOLUTION,
    PaperKind.ESTABLISHMENT,
    PaperKind.MERGER,
    PaperKind.SPLIT,
    PaperKind.TRANSFER,
    PaperKind.AMENDMENT,
)


@dataclass(frozen=True, slots=True)
class SignedRow:
    """One signed paper of a reorganisation: what it is, whom it is for, and what became of it.

    ``validity``: as the register of papers says it (``documents.queries``); ``by``: the papers that made it so.
    """

    pk: int
    kind: PaperKind
    symbol: str
    title: str
    signed_on: date
    cell_name: str
    member_name: str
    validity: str
    by: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that papers take from one book: ``count`` of them, ``first`` to ``last``, in the term since."""

    book: str
    count: int
    first: int
    last: int
    term_starts_on: date


def part_with_papers(code: str, commune: str, *, viewer: User) -> CampaignCommune:
    """The commune's part, for one who may read its papers. Raises ``Http404``."""
    part = commune_of(campaign_of(code, viewer=viewer), commune, viewer=viewer)
    if not may(viewer, Right.VIEW_DOCUMENTS, part.unit):
        raise Http404
    return part


def cancelled_ones(part: CampaignCommune) -> list[Reorganisation]:
    """What the commune decided and cancelled, latest first."""
    found = part.reorganisations.exclude(cancelled_on=None).select_related("decision", "transfer_decision")
    return list(found.order_by("-pk"))


def papers_of(reorganisation: Reorganisation, day: date) -> list[SignedRow]:
    """Every paper of ``reorganisation`` in the order of signing, with its validity on ``day``. Four SQL queries."""
    papers = list(
        reorganisation.papers.select_related("document__cancelled_by", "member")
        .prefetch_related("document__amended_by")
        .defer("document__content", "document__pdf", "document__docx")
        .defer("document__cancelled_by__content", "document__cancelled_by__pdf", "document__cancelled_by__docx")
        .order_by("pk")
    )
    names = names_on({paper.cell_id for paper in papers if paper.cell_id}, reorganisation.decided_on)
    documents = Document.objects.filter(campaign_paper__reorganisation=reorganisation)
    validity = dict(with_validity(documents, day).values_list("pk", "validity"))
    return [_row(paper, names, validity[paper.document_id]) for paper in papers]


def prints_of(reorganisation: Reorganisation) -> list[Document]:
    """The papers in force with their prints, in the order of signing."""
    found = Document.objects.filter(campaign_paper__reorganisation=reorganisation, cancelled_by=None)
    return list(found.order_by("campaign_paper__pk"))


def decisions_in_force(reorganisation: Reorganisation) -> list[Decision]:
    """The decisions of ``reorganisation`` that may be corrected, in the order of signing."""
    kinds = [kind.value for kind in DECISION_KINDS]
    documents = Document.objects.filter(campaign_paper__reorganisation=reorganisation, kind__in=kinds)
    rows = Decision.objects.filter(documents__in=documents.filter(cancelled_by=None))
    return list(rows.distinct().order_by("pk"))


def numbers_for(issuer: Unit, kinds: Iterable[PaperKind], *, on: date) -> list[Numbers]:
    """The numbers that papers of ``kinds`` would take if ``issuer`` signed them now, dated ``on``. One SQL query."""
    counted = Counter(book_of(kind) for kind in kinds)
    term = term_of(on)
    books = NumberBook.objects.filter(issuer=issuer, term_starts_on=term, kind__in=counted)
    last = dict(books.values_list("kind", "last_number"))
    return [
        Numbers(book, count, last.get(book, 0) + 1, last.get(book, 0) + count, term) for book, count in counted.items()
    ]


def _row(paper: Paper, names: dict[int, str], validity: str) -> SignedRow:
    document = paper.document
    amendments = [amendment.symbol for amendment in document.amended_by.all()]
    by = {CANCELLED: [document.cancelled_by.symbol] if document.cancelled_by else [], AMENDED: amendments}
    return SignedRow(
        pk=document.pk,
        kind=PaperKind(document.kind),
        symbol=document.symbol,
        title=document.title,
        signed_on=document.signed_on,
        cell_name=names.get(paper.cell_id, "") if paper.cell_id else "",
        member_name=paper.member.full_name if paper.member else "",
        validity=validity,
        by=", ".join(by.get(validity, [])),
    )
