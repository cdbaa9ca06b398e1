"""The forms of a cycle or of one cell, made in one go: a few at a time, each few in a transaction of their own.

A kill loses at most the few in hand; whoever comes next goes on where they ended. Printing is done outside the transaction,
so that nobody waits for it; the database refuses a second print of one review in a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.documents.rendering.docx import to_docx
from chibo.documents.rendering.pdf import to_pdf
from chibo.domain.papers.evaluation_forms import EvaluationForm, compose_evaluation_form
from chibo.domain.rules import refusal
from chibo.evaluations import policies
from chibo.evaluations.models import Cycle, FormBatch, FormPrint
from chibo.evaluations.queries import batches as find
from chibo.evaluations.queries.form_facts import COMMITTEE, forms_of

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit

AT_ONCE = 24
"""Forms whose facts are read together, and that are kept together: about as many as a second prints."""


@use_case("evaluations.batch_asked", label=_("Yêu cầu in mẫu hàng loạt"), allowed=policies.may_print)
def ask_batch(*, actor: User, cycle: Cycle, cell: Unit | None = None, format: str, on: date) -> FormBatch:
    """A batch of the forms of ``cycle`` (of ``cell``, where given) as ``format`` (PDF, WORD), nothing made yet.

    Raises ``RuleBroken``: BATCH_EMPTY.
    """
    total = find.printable(cycle, cell).count()
    require([] if total else [refusal("BATCH_EMPTY")])
    batch = FormBatch(cycle=cycle, cell=cell, format=format, total_count=total, asked_on=on, asked_by=actor)
    batch.save()
    return batch


@use_case("evaluations.forms_printed", label=_("In mẫu kiểm điểm"), allowed=policies.may_print_batch)
def keep_prints(*, actor: User, batch: FormBatch, prints: Mapping[int, tuple[str, bytes]]) -> FormBatch:
    """The prints (review id → name, content) are in ``batch``; those that somebody else kept meanwhile stay as they are."""
    batch = find.lock(batch)
    known = set(FormPrint.objects.filter(batch=batch, review__in=prints).values_list("review_id", flat=True))
    rows = [
        FormPrint(batch=batch, review_id=review_id, name=name, content=content)
        for review_id, (name, content) in prints.items()
        if review_id not in known
    ]
    FormPrint.objects.bulk_create(rows)
    return batch


def make_some(*, actor: User, batch: FormBatch, goes_on: Callable[[], bool]) -> int:
    """Make and keep the next forms of ``batch`` while ``goes_on()``, at least one and at most ``AT_ONCE``; how many.

    What each form says is what holds on the day when the batch was asked for; 0: there is none left.
    """
    rows = list(find.waiting(batch)[:AT_ONCE])
    facts = forms_of(rows, batch.asked_on, {row.pk: COMMITTEE for row in rows}) if rows else {}
    prints: dict[int, tuple[str, bytes]] = {}
    for row in rows:
        prints[row.pk] = (find.file_name(row, batch.format), printed(facts[row.pk], batch.format))
        if not goes_on():
            break
    if prints:
        keep_prints(actor=actor, batch=batch, prints=prints)
    return len(prints)


def printed(facts: EvaluationForm, format: str) -> bytes:
    """One form as a file."""
    paper = compose_evaluation_form(facts)
    return to_pdf(paper) if format == FormBatch.PDF else to_docx(paper)
