"""The agenda of a meeting on one page: taken from the system, added, put in order, taken out; and its papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.documents.queries.documents import documents_on
from chibo.kit.forms import posted
from chibo.meetings.forms.meetings import ItemForm, PaperAddForm
from chibo.meetings.labels import ITEM_KINDS
from chibo.meetings.queries.agenda import items_of, points_for
from chibo.meetings.queries.meetings import item_of, paper_of
from chibo.meetings.services.meetings import (
    add_item,
    add_paper,
    fill_agenda,
    move_item,
    take_out_item,
    withdraw_paper,
)
from chibo.meetings.views.meeting_steps import address_of, ask, crumbs_to, kept, place_words
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences

MOST_DOCUMENTS = 50


def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as it stands, what the jobs tell for it, and a line to add one's own."""
    found = kept(request, pk)
    form = ItemForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        outcome = carry_out(
            request, lambda: add_item(actor=request.user, meeting=found, on=day_of(request), **given), form=form
        )
        if outcome.is_done:
            return redirect("meetings:agenda", found.pk)
    context = {
        "title": _("Chương trình"),
        "crumbs": crumbs_to(found),
        "meeting": found,
        "place": place_words(found),
        "items": [(item, ITEM_KINDS[item.kind]) for item in items_of(found)],
        "points": [(point, ITEM_KINDS[point.kind]) for point in points_for(found)],
        "form": form,
        "back": address_of(found),
    }
    return render(request, "meetings/agenda.html", context)


@require_POST
def agenda_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ticked points into the agenda."""
    found = kept(request, pk)
    keys = request.POST.getlist("noi-dung")
    outcome = carry_out(request, lambda: fill_agenda(actor=request.user, meeting=found, on=day_of(request), keys=keys))
    return _back(request, pk, outcome.violations)


@require_POST
def item_change(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Move an item up or down, or take it out."""
    found = kept(request, pk)
    row, what = item_of(found, item), request.POST.get("viec", "")

    def work() -> object:
        if what == "bo":
            return take_out_item(actor=request.user, item=row, on=day_of(request))
        return move_item(actor=request.user, item=row, up=what == "len", on=day_of(request))

    outcome = carry_out(request, work)
    return _back(request, pk, outcome.violations)


def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A short text, or a signed paper, for the meeting."""
    found = kept(request, pk)
    rows = documents_on(request.as_of, viewer=request.user).order_by("-signed_on", "-pk")[:MOST_DOCUMENTS]
    documents = {str(row.pk): row for row in rows}
    choices = [(key, f"{row.symbol} – {row.title}"[:120]) for key, row in documents.items()]
    form = PaperAddForm(posted(request), documents=choices)

    def work() -> object:
        given = form.cleaned_data
        document = documents.get(given["document"])
        return add_paper(
            actor=request.user,
            meeting=found,
            title=given["title"],
            text=given["text"],
            document=document,
            on=day_of(request),
        )

    title, done = _("Thêm tài liệu"), _("Đã thêm tài liệu.")
    return ask(request, found, form, work, title=title, button=_("Thêm"), done=done)


@require_POST
def paper_withdraw(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """A paper no longer goes with the meeting."""
    found = kept(request, pk)
    row = paper_of(found, paper)
    outcome = carry_out(
        request, lambda: withdraw_paper(actor=request.user, meeting=found, paper=row, on=day_of(request))
    )
    for line in sentences(outcome.violations):
        messages.error(request, line)
    return redirect(address_of(found))


def _back(request: HttpRequest, pk: int, violations: object) -> HttpResponse:
    for line in sentences(violations):
        messages.error(request, line)
    return redirect(reverse("meetings:agenda", args=[pk]))
