"""Batches of forms: whose there are, how far they have come, what is still to be made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from chibo.domain.vietnamese import search_key
from chibo.evaluations.models import Cycle, FormBatch, FormPrint, Review
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User

EXTENSIONS = {FormBatch.PDF: "pdf", FormBatch.WORD: "docx"}
LONGEST_NAME = 100


def batches_for(viewer: User) -> QuerySet:
    """Batches that ``viewer`` could have asked for, latest first, each with ``made``: how many forms it holds."""
    committees = UnitVersion.objects.valid().filter(in_scope(viewer, Right.RUN_REVIEWS)).values("unit_id")
    seen = Q(cycle__committee__in=committees)
    if not viewer.is_local_operator:
        cells = UnitVersion.objects.valid().filter(in_scope(viewer, Right.REVIEW_IN_CELL)).values("unit_id")
        seen |= Q(cell__in=cells)
    rows = FormBatch.objects.filter(seen).select_related("cycle__committee", "cell", "asked_by")
    return rows.annotate(made=Count("prints")).order_by("-pk")


def batch_of(pk: int, *, viewer: User) -> FormBatch:
    """Raises ``Http404`` where there is none that ``viewer`` could have asked for."""
    found = batches_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def printable(cycle: Cycle, cell: Unit | None) -> QuerySet:
    """The reviews of ``cycle``, of one cell where given, that have a form: by cell, in each of
    its members by given name and then its own. Rows as ``form_facts.forms_of`` needs them."""
    rows = Review.objects.filter(cycle=cycle) if cell is None else Review.objects.filter(cycle=cycle, cell=cell)
    related = rows.select_related("cycle__committee", "member", "cell", "office__head").prefetch_related("former")
    return related.order_by("cell__code", F("member__sort_key").asc(nulls_last=True), "pk")


def waiting(batch: FormBatch) -> QuerySet:
    """The reviews of ``batch`` whose form was not made yet, in the order of ``printable``.

    Whoever came into the cycle after the batch was asked for is not in it.
    """
    made = FormPrint.objects.filter(batch=batch, review=OuterRef("pk"))
    rows = printable(batch.cycle, batch.cell).filter(~Exists(made), recorded_at__lte=batch.recorded_at)
    return rows


def made_count(batch: FormBatch) -> int:
    return FormPrint.objects.filter(batch=batch).count()


def file_name(review: Review, kind: str) -> str:
    """The name of a form within an archive: cell, person and number, without accents; no two reviews share one."""
    who = review.member.full_name if review.member is not None else "chi bo"
    parts = [_plain(review.cell.code), f"{_plain(who)}-{review.pk}.{EXTENSIONS[kind]}"]
    return "/".join(parts)


def archive_name(batch: FormBatch) -> str:
    """``kiem-diem-tamhoa-2019-12.zip``."""
    where = batch.cell.code if batch.cell is not None else batch.cycle.committee.code
    return f"kiem-diem-{_plain(where)}-{batch.cycle.starts_on.year}-{batch.pk}.zip"


def files_of(batch: FormBatch) -> Iterator[tuple[str, bytes]]:
    """Name and content of every form made, a few at a time."""
    rows = FormPrint.objects.filter(batch=batch).order_by("pk").values_list("name", "content")
    for name, content in rows.iterator(chunk_size=20):
        yield name, bytes(content)


def lock(batch: FormBatch) -> FormBatch:
    """The batch, kept from other writers until the transaction ends."""
    rows = FormBatch.objects.select_for_update(of=("self",)).select_related("cycle__committee", "cell")
    return rows.get(pk=batch.pk)


def unfinished(cycle: Cycle, cell: Unit | None, kind: str, asked_by: User) -> FormBatch | None:
    """The latest batch of the same forms that the same person asked for and that is not complete."""
    rows = FormBatch.objects.filter(cycle=cycle, cell=cell, format=kind, asked_by=asked_by).annotate(
        made=Count("prints")
    )
    found = rows.select_related("cycle__committee", "cell").order_by("-pk").first()
    return found if found is not None and found.made < found.total_count else None


def _plain(text: str) -> str:
    """``text`` in small letters without accents, its words joined by hyphens."""
    kept = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in search_key(text))
    return "-".join(kept.split())[:LONGEST_NAME] or "x"
