"""The form of one review, and the forms of a cycle in one go with how far they have come."""

from __future__ import annotations

import time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chibo.documents.rendering.bundle import streamed_zip
from chibo.evaluations import policies
from chibo.evaluations.forms.batches import BatchForm
from chibo.evaluations.labels import cycle_words
from chibo.evaluations.queries import batches as find
from chibo.evaluations.queries import reviews
from chibo.evaluations.queries.cycles_seen import cells_in, cycle_seen
from chibo.evaluations.queries.form_facts import forms_of
from chibo.evaluations.services import batches as services
from chibo.kit.forms import posted
from chibo.registry.queries.units import name_on
from chibo.registry.views.answering import carry_out, day_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"PDF": "application/pdf", "WORD": WORD}
SECONDS = 1.0
"""How long one request makes forms: the page stays alive, and a kill loses no more than that."""


@never_cache
def form_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as PDF; ``?trang=1``: blank, to be filled in by hand."""
    return _form(request, pk, "PDF")


@never_cache
def form_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as Word; ``?trang=1``: blank, to be filled in by hand."""
    return _form(request, pk, "WORD")


def _form(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What the viewer may read of the review, on its form."""
    review = reviews.review_of(pk, request.as_of, viewer=request.user)
    hats = {review.pk: policies.hats_of(request.user, review)}
    facts = forms_of([review], request.as_of, hats, blank=bool(request.GET.get("trang")))
    content = services.printed(facts[review.pk], kind)
    name = find.file_name(review, kind).replace("/", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)


def batches(request: HttpRequest, pk: int) -> HttpResponse:
    """Which forms are to be made? Those asked for before stand below."""
    cycle = cycle_seen(pk, request.as_of, viewer=request.user)
    cells = cells_in(cycle, request.as_of, viewer=request.user)
    whole = policies.may_print(actor=request.user, cycle=cycle)
    if not whole and not cells:
        raise PermissionDenied
    form = BatchForm(posted(request), cells=[(unit.code, name) for unit, name in cells], whole=whole)
    if form.is_valid():
        units = {unit.code: unit for unit, _name in cells}

        def work() -> Any:
            cell = units.get(form.cleaned_data["cell"])
            kind = form.cleaned_data["format"]
            return services.ask_batch(actor=request.user, cycle=cycle, cell=cell, format=kind, on=day_of(request))

        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is None:
                return redirect("evaluations:batches", cycle.pk)
            return redirect("evaluations:batch", outcome.result.pk)
    context = {
        "title": _("In mẫu kiểm điểm"),
        "cycle": cycle,
        "period": cycle_words(cycle.kind, cycle.starts_on),
        "committee_name": name_on(cycle.committee_id, request.as_of),
        "form": form,
        "rows": [_row(batch, dict(cells)) for batch in find.batches_for(request.user).filter(cycle=cycle)[:20]],
    }
    return render(request, "evaluations/batch_list.html", context)


@never_cache
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the batch has come; the page makes the rest by itself, or by its button."""
    return render(request, "evaluations/batch.html", _progress(request, find.batch_of(pk, viewer=request.user)))


@require_POST
def batch_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Make as many forms as fit in about a second."""
    found = find.batch_of(pk, viewer=request.user)
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        if not services.make_some(actor=request.user, batch=found, goes_on=lambda: time.monotonic() < ends):
            break
    if getattr(request, "htmx", False):
        return render(
            request, "evaluations/_batch_progress.html", _progress(request, find.batch_of(pk, viewer=request.user))
        )
    return redirect("evaluations:batch", pk)


@never_cache
def batch_file(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The forms as one archive, once all are made."""
    found = find.batch_of(pk, viewer=request.user)
    if found.made < found.total_count:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="{find.archive_name(found)}"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(streamed_zip(find.files_of(found)), content_type="application/zip", headers=headers)


def _row(found: Any, names: dict[Any, str]) -> dict[str, Any]:
    return {
        "batch": found,
        "cell_name": names.get(found.cell, "") if found.cell is not None else "",
        "is_done": found.made >= found.total_count,
    }


def _progress(request: HttpRequest, found: Any) -> dict[str, Any]:
    where = found.cell_id if found.cell_id is not None else found.cycle.committee_id
    return {
        "title": _("In mẫu kiểm điểm"),
        "batch": found,
        "cycle": found.cycle,
        "where": name_on(where, request.as_of),
        "is_done": found.made >= found.total_count,
        "percent": 100 * found.made // found.total_count,
    }
