"""From a print to the work it is about: a letter to its transfer, minutes to their handover, decisions to their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.campaigns.models import Paper
from chibo.campaigns.queries.handovers import items_for
from chibo.campaigns.queries.transfers import transfers_for
from chibo.documents.models import Document
from chibo.documents.ways import Way
from chibo.domain.papers.model import PaperKind
from chibo.registry.policies import Right, may

if TYPE_CHECKING:
    from chibo.accounts.models import User


def way_from(document: Document, viewer: User) -> Way | None:
    """Where ``viewer`` goes on from ``document``; ``None`` where the paper is no campaign's or not theirs to follow."""
    papers = Paper.objects.select_related(
        "cell", "member", "reorganisation__commune__campaign", "reorganisation__commune__unit"
    )
    paper = papers.filter(document=document).first()
    if paper is None:
        return None
    if document.kind == PaperKind.INTRODUCTION_LETTER:
        return _to_transfer(paper, viewer)
    if document.kind == PaperKind.HANDOVER_MINUTES:
        return _to_handover(paper, viewer)
    commune = paper.reorganisation.commune
    if not may(viewer, Right.VIEW_DOCUMENTS, commune.unit):
        return None
    return Way(
        _("Mở quyết định và văn bản"), reverse("campaigns:decision", args=[commune.campaign.code, commune.unit.code])
    )


def _to_transfer(paper: Paper, viewer: User) -> Way | None:
    rows = transfers_for(viewer).filter(reorganisation=paper.reorganisation, member=paper.member, to_cell=paper.cell)
    transfer = rows.order_by("-pk").first()
    if transfer is None:
        return None
    words = _("Mở việc chuyển sinh hoạt của đồng chí %(name)s") % {"name": transfer.member.full_name}
    return Way(words, reverse("campaigns:transfer", args=[transfer.pk]))


def _to_handover(paper: Paper, viewer: User) -> Way | None:
    if (
        paper.cell is None
        or not items_for(viewer).filter(reorganisation=paper.reorganisation, to_cell=paper.cell).exists()
    ):
        return None
    address = reverse("campaigns:handover", args=[paper.reorganisation_id, paper.cell.code])
    return Way(_("Mở danh mục bàn giao"), address)
